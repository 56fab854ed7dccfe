"""Why two statements were suggested for each other, or were not: the views, the ranks, the shared words."""

from dataclasses import dataclass

import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.errors import UnknownStatement
from crosswalk.model import Statement
from crosswalk.suggest.cut import Pair
from crosswalk.suggest.encoded import COMPARED
from crosswalk.suggest.marked import Piece, marked
from crosswalk.suggest.opposites import opposition
from crosswalk.suggest.pairwise import Compared, Pairwise
from crosswalk.suggest.scoring import Comparison
from crosswalk.suggest.views import cosines, have_parts
from crosswalk.suggest.weights import Weights
from crosswalk.suggest.word_by_word import nearest_words
from crosswalk.vocabulary import Predicate

#: Carrying pairs of indicators that are named, and near words.
_CARRIERS, _NEAR_WORDS = 3, 4

#: Words of a lower cosine in their places are not worth naming.
_NEAR = 0.5


@dataclass(frozen=True, slots=True)
class ViewSays:
    """What one view says of a pair.

    Attributes:
        name: The view, in words.
        score: Standard deviations above (or below) the mean of all pairs of the two frameworks.
        below: Share of these pairs that score lower, in [0, 1].
        share: Share of the vote that this view has, in [0, 1]; 1 for all views together.
    """

    name: str
    score: float
    below: float
    share: float


@dataclass(frozen=True, slots=True)
class Rank:
    """The place of one statement among the partners of another: 1 is the best of `of`."""

    place: int
    of: int


@dataclass(frozen=True, slots=True)
class Carrier:
    """Two indicators below a pair of elements, and the cosine of their texts."""

    subject: Statement
    object: Statement
    cosine: float


@dataclass(frozen=True, slots=True)
class NearWords:
    """Two different words that mean nearly the same in their places, and the cosine of their vectors."""

    subject: str
    object: str
    cosine: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why two statements are, or are not, suggested for each other.

    Attributes:
        subject: One statement.
        object: A statement of another framework, of the same kind.
        cosine: Of their texts, in [-1, 1].
        relation: How the two relate, if they do; unspecified where it cannot be told.
        confidence: Probability of a match, in [0, 1]; None where it is not known.
        learnt: What that probability rests on.
        together: What all views say together; this is what suggestions are ordered by.
        views: What each view says by itself, the strongest first.
        from_subject: Where the object stands among all partners of the subject.
        from_object: Where the subject stands among all partners of the object.
        subject_words: The subject's wording, with what both say marked.
        object_words: The object's wording, with what both say marked.
        near_words: Different words that mean nearly the same, nearest first.
        carriers: The most alike indicators below the two, best first; none for indicators themselves.
        instead: The subject's best partner other than the object; None where there is no other.
        opposed: True where one warns against something and the other does not: never a match.
        opposition: Then, by how many standard deviations the topic of the pair stands out; else None.
    """

    subject: Statement
    object: Statement
    cosine: float
    relation: Predicate
    confidence: float | None
    learnt: Weights
    together: ViewSays
    views: tuple[ViewSays, ...]
    from_subject: Rank
    from_object: Rank
    subject_words: tuple[Piece, ...]
    object_words: tuple[Piece, ...]
    near_words: tuple[NearWords, ...]
    carriers: tuple[Carrier, ...]
    instead: Statement | None
    opposed: bool
    opposition: float | None


def explain(subject_id: str, object_id: str, pairwise: Pairwise) -> Explanation:
    """Explain one pair by the views that rank all pairs of the two frameworks.

    Args:
        subject_id: An element or an indicator.
        object_id: The same kind of statement; of another document, or the opposite in the same one.
        pairwise: What is compared.

    Raises:
        UnknownStatement: An id does not exist, or the two cannot be compared; the message says why.
    """
    subject, object_ = (pairwise.catalogue.statement(name) for name in (subject_id, object_id))
    two = _compared(subject, object_, pairwise)
    pair = row, column = two.left.side.ids.index(subject.id), two.right.side.ids.index(object_.id)
    against = bool(two.opposed[pair])
    _check_apart(subject, object_, against=against)
    weights = pairwise.learnt.parts if have_parts(two.left, two.right) else pairwise.learnt.leaves
    words = marked(subject.wording, object_.wording)
    return Explanation(
        subject=subject,
        object=object_,
        cosine=float(two.cosines[pair]),
        relation=Predicate.OPPOSITE if against else two.relations.of(*pair),
        confidence=two.confidence(pair),
        learnt=weights,
        together=_says("all views together", two.comparison.score, pair, 1.0),
        views=_views(two.comparison, weights, pair),
        from_subject=_rank(two.comparison.score[row], column),
        from_object=_rank(two.comparison.score[:, column], row),
        subject_words=words[0],
        object_words=words[1],
        near_words=_near_words(two, pair),
        carriers=_carriers(subject, object_, two, pairwise.catalogue, pair),
        instead=_instead(two, pair, pairwise.catalogue),
        opposed=against,
        opposition=float(opposition(two.comparison.views, two.opposed)[pair]) if against else None,
    )


def _compared(subject: Statement, object_: Statement, pairwise: Pairwise) -> Compared:
    if subject.kind is not object_.kind or subject.kind not in COMPARED:
        raise UnknownStatement(
            f"{subject.id} ({subject.kind}) and {object_.id} ({object_.kind}) cannot be compared",
            remedy="Name two elements or two indicators.",
        )
    for statement in (subject, object_):
        if pairwise.catalogue.owner(statement.id).known_by_reference:
            raise UnknownStatement(
                f"{statement.id} is known only from what other documents say of it",
                remedy="Its framework's own text is not here, so there is nothing to compare.",
            )
    return pairwise.compared(subject.framework_id, object_.framework_id, subject.kind)


def _check_apart(subject: Statement, object_: Statement, *, against: bool) -> None:
    if subject.framework_id == object_.framework_id and not against:
        raise UnknownStatement(
            f"{subject.id} and {object_.id} are of one framework",
            remedy="Suggestions are made between frameworks; name a statement of another one.",
        )


def _instead(two: Compared, pair: Pair, catalogue: Catalogue) -> Statement | None:
    row, column = pair
    scores = two.comparison.score[row]
    best = next((int(other) for other in np.argsort(-scores, kind="stable") if other != column), None)
    return None if best is None else catalogue.statement(two.right.side.ids[best])


def _carriers(
    subject: Statement, object_: Statement, two: Compared, catalogue: Catalogue, pair: Pair
) -> tuple[Carrier, ...]:
    ours = catalogue.owner(subject.id).indicators_of(subject)
    theirs = catalogue.owner(object_.id).indicators_of(object_)
    if not ours or not theirs:
        return ()
    near = cosines(two.left.parts[pair[0]], two.right.parts[pair[1]])
    best = np.argsort(-near, axis=None, kind="stable")[:_CARRIERS]
    return tuple(
        Carrier(ours[row], theirs[column], float(near[row, column]))
        for row, column in zip(*np.unravel_index(best, near.shape), strict=True)
    )


def _views(comparison: Comparison, weights: Weights, pair: Pair) -> tuple[ViewSays, ...]:
    shares = weights.of(comparison.views)
    says = [_says(name, view, pair, shares[name]) for name, view in comparison.views.items()]
    return tuple(sorted(says, key=lambda said: -said.score))


def _says(name: str, scores: np.ndarray, pair: Pair, share: float) -> ViewSays:
    mine = scores[pair]
    return ViewSays(name, float(mine), np.count_nonzero(scores < mine) / scores.size, share)


def _rank(scores: np.ndarray, place: int) -> Rank:
    return Rank(int((scores > scores[place]).sum()) + 1, len(scores))


def _near_words(two: Compared, pair: Pair) -> tuple[NearWords, ...]:
    words = (
        side.words.pick(slice(place, place + 1))
        for side, place in zip((two.left, two.right), pair, strict=True)
    )
    found = [NearWords(*near) for near in nearest_words(*words)]
    return tuple(near for near in found if near.cosine >= _NEAR)[:_NEAR_WORDS]
