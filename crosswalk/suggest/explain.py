"""Why two statements were suggested for each other, or were not: the views, the ranks, the shared words."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.errors import UnknownStatement
from crosswalk.model import Kind, Statement
from crosswalk.suggest.encoded import Encoded, encode_catalogue
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.scoring import fuse, view_scores
from crosswalk.suggest.views import cosines

#: Carrying pairs of indicators that are named.
_CARRIERS = 3

#: A shared run of words is worth naming if one of its words has at least this many letters.
_TELLING = 4

_WORDS = re.compile(r"[\w’'-]+")


@dataclass(frozen=True, slots=True)
class ViewSays:
    """What one view says of a pair.

    Attributes:
        name: The view, in words.
        score: Standard deviations above (or below) the mean of all pairs of the two frameworks.
        below: Share of these pairs that score lower, in [0, 1].
    """

    name: str
    score: float
    below: float


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why two statements are, or are not, suggested for each other.

    Attributes:
        subject: One statement.
        object: A statement of another framework, of the same kind.
        cosine: Of their texts, in [-1, 1].
        together: What all views say together; this is what suggestions are ordered by.
        views: What each view says by itself, the strongest first.
        from_subject: Where the object stands among all partners of the subject.
        from_object: Where the subject stands among all partners of the object.
        shared: Runs of words that both wordings have, in the subject's order.
        carriers: The most alike indicators below the two, best first; none for indicators themselves.
        instead: The subject's best partner other than the object; None where there is no other.
        opposed: True where one is negative and the other positive: such a pair is never suggested.
    """

    subject: Statement
    object: Statement
    cosine: float
    together: ViewSays
    views: tuple[ViewSays, ...]
    from_subject: Rank
    from_object: Rank
    shared: tuple[str, ...]
    carriers: tuple[Carrier, ...]
    instead: Statement | None
    opposed: bool


def explain(subject_id: str, object_id: str, catalogue: Catalogue, encoder: Encoder) -> Explanation:
    """Explain one pair by the views that rank all pairs of the two frameworks.

    Args:
        subject_id: An element or an indicator.
        object_id: The same kind of statement of another document.
        catalogue: All frameworks.
        encoder: Turns texts into unit vectors.

    Raises:
        UnknownStatement: An id does not exist, or the two cannot be compared; the message says why.
        EncoderError: The encoder gives vectors that cannot be used.
    """
    subject, object_ = catalogue.statement(subject_id), catalogue.statement(object_id)
    _check_comparable(subject, object_)
    encoded = encode_catalogue(catalogue, encoder)
    left, right = (encoded[s.framework_id, s.kind] for s in (subject, object_))
    row, column = left.side.ids.index(subject.id), right.side.ids.index(object_.id)
    scores = fuse(left, right)
    others = np.argsort(-scores[row], kind="stable")
    instead = next((right.side.ids[other] for other in others if other != column), None)
    return Explanation(
        subject=subject,
        object=object_,
        cosine=float(cosines(left.whole, right.whole)[row, column]),
        together=_says("all views together", scores, row, column),
        views=tuple(
            sorted(
                (_says(name, view, row, column) for name, view in view_scores(left, right).items()),
                key=lambda says: -says.score,
            )
        ),
        from_subject=_rank(scores[row], column),
        from_object=_rank(scores[:, column], row),
        shared=_shared(subject.wording, object_.wording),
        carriers=_carriers(subject, object_, catalogue, (left, row), (right, column)),
        instead=catalogue.statement(instead) if instead else None,
        opposed=subject.polarity is not object_.polarity,
    )


def _check_comparable(subject: Statement, object_: Statement) -> None:
    if subject.framework_id == object_.framework_id:
        raise UnknownStatement(
            f"{subject.id} and {object_.id} are of one framework",
            remedy="Suggestions are made between frameworks; name a statement of another one.",
        )
    if subject.kind is not object_.kind or subject.kind not in (Kind.ELEMENT, Kind.INDICATOR):
        raise UnknownStatement(
            f"{subject.id} ({subject.kind}) and {object_.id} ({object_.kind}) cannot be compared",
            remedy="Name two elements or two indicators.",
        )


def _says(name: str, scores: np.ndarray, row: int, column: int) -> ViewSays:
    mine = scores[row, column]
    return ViewSays(name, float(mine), float((scores < mine).mean()))


def _rank(scores: np.ndarray, place: int) -> Rank:
    return Rank(int((scores > scores[place]).sum()) + 1, len(scores))


def _shared(subject: str, object_: str) -> tuple[str, ...]:
    """Runs of words that stand in both, longest runs taken first, in the first one's order."""
    first, second = _WORDS.findall(subject), _WORDS.findall(object_)
    folded, theirs = [word.casefold() for word in first], [word.casefold() for word in second]
    blocks = SequenceMatcher(None, folded, theirs, autojunk=False).get_matching_blocks()
    runs = [first[block.a : block.a + block.size] for block in blocks]
    return tuple(" ".join(run) for run in runs if any(len(word) >= _TELLING for word in run))


def _carriers(
    subject: Statement,
    object_: Statement,
    catalogue: Catalogue,
    left: tuple[Encoded, int],
    right: tuple[Encoded, int],
) -> tuple[Carrier, ...]:
    ours = catalogue.owner(subject.id).indicators_of(subject)
    theirs = catalogue.owner(object_.id).indicators_of(object_)
    if not ours or not theirs:
        return ()
    near = cosines(left[0].parts[left[1]], right[0].parts[right[1]])
    best = np.argsort(-near, axis=None, kind="stable")[:_CARRIERS]
    return tuple(
        Carrier(ours[row], theirs[column], float(near[row, column]))
        for row, column in zip(*np.unravel_index(best, near.shape), strict=True)
    )
