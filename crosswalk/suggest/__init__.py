"""Suggestions: what a model finds alike between every two frameworks, best first.

Several views of a pair are weighed and added up into the order in which pairs are suggested (`scoring`); the
cosine that goes with a suggestion stays what it is, one raw figure.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

import numpy as np

import crosswalk
from crosswalk.catalogue import Catalogue
from crosswalk.errors import SourceError
from crosswalk.model import Alone, Evidence, Framework, Kind, Mapping
from crosswalk.suggest.cut import DECIMALS, Cut, Pair, chosen
from crosswalk.suggest.encoded import COMPARED, Encoded, Progress
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.nearest import nearness
from crosswalk.suggest.opposites import negated, opposition
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.views import cosines
from crosswalk.suggest.weights import Learnt, Shape
from crosswalk.vocabulary import Justification, Predicate

#: "Near" means: among the closest 1 in 100 of all pairs of indicators from two frameworks.
NEAR_SHARE = 0.01

_WORD = re.compile(r"\w")

#: The elements, or the indicators, of two frameworks.
_Key = tuple[str, str, Kind]


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What a model finds alike, and how alike things are on the whole.

    Attributes:
        mappings: `suggested` claims; by framework pair, elements before indicators, best first; then what
            negative statements negate.
        alone: Elements without a suggestion in some framework, in the catalogue's order.
        near: The cosine reached by the closest `NEAR_SHARE` of all indicator pairs from two frameworks.
        element_ids: Every element of every document, framework by framework; n of them.
        element_scores: Their cosines, shape (n, n); not a number inside a framework.
        pairwise: What was compared, to explain it.
    """

    mappings: tuple[Mapping, ...]
    alone: tuple[Alone, ...]
    near: float
    element_ids: tuple[str, ...]
    element_scores: np.ndarray
    pairwise: Pairwise


def suggest(
    catalogue: Catalogue,
    encoder: Encoder,
    *,
    learnt: Learnt | None = None,
    cut: Cut | None = None,
    shape: Shape | None = None,
    progress: Progress | None = None,
) -> Suggestions:
    """Suggest links between every two frameworks, for elements and for indicators.

    A framework known by reference only has no text to compare and gets no suggestion. A statement that warns
    against something is never suggested as a match of one that does not: it gets the behaviour that it
    negates, in each framework and in its own, with the relation `opposite`.

    Args:
        catalogue: All frameworks.
        encoder: Turns texts into unit vectors.
        learnt: What the views' votes weigh and what a score means; None for what comes with the package.
        cut: Where the list ends; None for an expected precision of one half.
        shape: Whether each thing has about one counterpart or many point at one; None to let the tool tell.
        progress: Told how many texts are encoded.

    Raises:
        SourceError: A statement has no words (only signs, say); the message names its line.
        EncoderError: The encoder gives vectors that cannot be used.
    """
    _check_words(catalogue.documents)
    pairwise = Pairwise(catalogue, encoder, learnt=learnt, shape=shape, progress=progress)
    ids = [framework.id for framework in catalogue.documents]
    matches = matches_of(pairwise, cut)
    return surrounded(pairwise, (*matches, *_opposites(pairwise, ids)))


def surrounded(pairwise: Pairwise, mappings: Sequence[Mapping]) -> Suggestions:
    """Suggestions with what is known around them: what is in none, and how alike things are on the whole.

    Args:
        pairwise: Every two frameworks.
        mappings: What is suggested.
    """
    documents = pairwise.catalogue.documents
    keys = [(one.id, other.id) for one, other in combinations(documents, 2)]
    indicators = [pairwise.compared(*key, Kind.INDICATOR) for key in keys]
    elements = [pairwise.side(framework.id, Kind.ELEMENT) for framework in documents]
    paired = {
        (end, other.partition(":")[0])
        for claim in mappings
        if claim.predicate_id is not Predicate.OPPOSITE
        for end, other in (claim.pair, claim.pair[::-1])
    }
    return Suggestions(
        mappings=tuple(mappings),
        alone=tuple(found for key in keys for found in _alone(pairwise, key, paired)),
        near=nearness([two.cosines[~two.opposed] for two in indicators], share=NEAR_SHARE),
        element_ids=tuple(name for one in elements for name in one.side.ids),
        element_scores=_between(elements),
        pairwise=pairwise,
    )


def matches_of(pairwise: Pairwise, cut: Cut | None = None) -> list[Mapping]:
    """The matches that are suggested by what has been compared; what statements negate is not among them.

    Args:
        pairwise: Every two frameworks, perhaps `taught` since the last time.
        cut: Where the list ends; None for an expected precision of one half.

    Returns:
        As they begin `Suggestions.mappings`: by framework pair, elements before indicators, best first.
    """
    return [*_matches(pairwise, _kept(pairwise, cut or Cut()))]


def _kept(pairwise: Pairwise, cut: Cut) -> dict[_Key, list[Pair]]:
    """The pairs that are suggested, for the elements and then the indicators of every two frameworks."""
    ids = [framework.id for framework in pairwise.catalogue.documents]
    keys = [(*two, kind) for two in combinations(ids, 2) for kind in COMPARED]
    candidates = [pairwise.compared(*key).candidates for key in keys]
    return dict(zip(keys, chosen(candidates, cut), strict=True))


@dataclass(frozen=True, slots=True)
class _Claims:
    """Makes suggested claims: what all of them have in common."""

    catalogue: Catalogue
    tool: str

    def __call__(
        self, pair: tuple[str, str], predicate: Predicate, cosine: float, confidence: float | None
    ) -> Mapping:
        ends = [self.catalogue.statement(statement_id) for statement_id in pair]
        return Mapping(
            subject_id=ends[0].id,
            predicate_id=predicate,
            object_id=ends[1].id,
            mapping_justification=Justification.SIMILARITY,
            similarity_score=cosine,
            similarity_measure="cosine",
            confidence=confidence,
            mapping_tool=self.tool,
            mapping_tool_version=crosswalk.__version__,
            # Nothing is quoted for a suggestion: what was compared are the two statements themselves.
            evidence=tuple(Evidence("", end.span) for end in ends),
        )


def _matches(pairwise: Pairwise, kept: dict[_Key, list[Pair]]) -> Iterator[Mapping]:
    claim = _claims(pairwise)
    for key, pairs in kept.items():
        two = pairwise.compared(*key)
        for pair in pairs:
            ends = two.left.side.ids[pair[0]], two.right.side.ids[pair[1]]
            yield claim(ends, two.relations.of(*pair), float(two.cosines[pair]), two.confidence(pair))


def _claims(pairwise: Pairwise) -> _Claims:
    return _Claims(pairwise.catalogue, f"crosswalk suggest, {pairwise.encoder_name}")


def _opposites(pairwise: Pairwise, ids: list[str]) -> Iterator[Mapping]:
    """For each statement that warns, the likeliest behaviour that it negates, in every framework."""
    claim = _claims(pairwise)
    for kind, one, other in product(COMPARED, ids, ids):
        warning = np.asarray(pairwise.side(one, kind).side.negative, dtype=bool)
        if not warning.any():
            continue
        two = pairwise.compared(one, other, kind)
        for pair in negated(opposition(two.comparison.views, two.opposed), warning):
            ends = two.left.side.ids[pair[0]], two.right.side.ids[pair[1]]
            yield claim(ends, Predicate.OPPOSITE, float(two.cosines[pair]), None)


def _alone(pairwise: Pairwise, key: tuple[str, str], paired: Container[tuple[str, str]]) -> Iterator[Alone]:
    """Elements in no pair, on the left and then on the right, with the best candidate of each."""
    two = pairwise.compared(*key, Kind.ELEMENT)
    score = np.where(two.candidates.allowed, np.round(two.comparison.score, DECIMALS), -np.inf)
    for axis, (mine, other) in enumerate(((two.left, two.right), (two.right, two.left))):
        for place, name in enumerate(mine.side.ids):
            if (name, key[1 - axis]) in paired:
                continue
            of_one = score.take(place, axis=axis)
            best = int(np.argmax(of_one)) if np.isfinite(of_one).any() else None
            pair = None if best is None else (place, best) if axis == 0 else (best, place)
            yield Alone(
                statement_id=name,
                framework_id=key[1 - axis],
                candidate_id=None if best is None else other.side.ids[best],
                similarity_score=float(two.cosines[pair]) if pair else None,
                confidence=two.confidence(pair) if pair else None,
            )


def _between(elements: list[Encoded]) -> np.ndarray:
    """Cosines of all elements, shape (n, n); not a number inside a framework."""
    rows = [e.whole for e in elements if len(e.side)]
    scores = np.round(cosines(np.vstack(rows), np.vstack(rows)), DECIMALS) if rows else np.zeros((0, 0))
    start = 0
    for e in elements:
        inside = slice(start, start + len(e.side))
        scores[inside, inside] = np.nan
        start += len(e.side)
    return scores


def _check_words(frameworks: Iterable[Framework]) -> None:
    for statement in (s for f in frameworks for kind in COMPARED for s in f.of_kind(kind)):
        if not _WORD.search(statement.wording):
            raise SourceError(
                f"the {statement.kind} {statement.id} has no words to compare: {statement.wording[:40]!r}",
                remedy="Give it a title or a text, or take it out.",
                path=statement.span.path,
                line=statement.span.first_line,
            )


__all__ = ["NEAR_SHARE", "Cut", "Learnt", "Shape", "Suggestions", "matches_of", "suggest", "surrounded"]
