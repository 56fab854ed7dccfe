"""Suggestions: what a model finds alike between every two frameworks, best first.

Several views of a pair are fused into the order in which pairs are suggested (`scoring`); the cosine that
goes with a suggestion stays what it is, one raw figure. Where to cut is decided here and nowhere else.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

import crosswalk
from crosswalk.catalogue import Catalogue
from crosswalk.errors import SourceError
from crosswalk.model import Evidence, Framework, Kind, Mapping
from crosswalk.suggest.encoded import COMPARED, Encoded, Progress, encode_catalogue
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.nearest import DECIMALS, nearest_pairs, nearness
from crosswalk.suggest.scoring import fuse
from crosswalk.suggest.views import cosines
from crosswalk.vocabulary import Justification, Predicate

#: Partners that each statement proposes in each other framework unless the user says otherwise.
DEFAULT_TOP_K = 2

#: "Near" means: among the closest 1 in 100 of all pairs of indicators from two frameworks.
NEAR_SHARE = 0.01

_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What a model finds alike, and how alike things are on the whole.

    Attributes:
        mappings: `suggested` claims; by framework pair, elements before indicators, best first.
        near: The cosine reached by the closest `NEAR_SHARE` of all indicator pairs from two frameworks.
        element_ids: Every element of every document, framework by framework; n of them.
        element_scores: Their cosines, shape (n, n); not a number inside a framework.
    """

    mappings: tuple[Mapping, ...]
    near: float
    element_ids: tuple[str, ...]
    element_scores: np.ndarray


def suggest(
    catalogue: Catalogue,
    encoder: Encoder,
    *,
    top_k: int = DEFAULT_TOP_K,
    progress: Progress | None = None,
) -> Suggestions:
    """Suggest links between every two frameworks, for elements and for indicators.

    A framework known by reference only has no text to compare and gets no suggestion. A negative indicator
    is never suggested for a positive one: a behaviour and its opposite have much the same words. The relation
    stays open (`skos:mappingRelation`): nearness does not say how two statements relate.

    Args:
        catalogue: All frameworks.
        encoder: Turns texts into unit vectors.
        top_k: How many partners each statement proposes in each other framework, at least 1.
        progress: Told how many texts are encoded.

    Raises:
        SourceError: A statement has no words (only signs, say); the message names its line.
        EncoderError: The encoder gives vectors that cannot be used.
    """
    _check_words(catalogue.documents)
    encoded = encode_catalogue(catalogue, encoder, progress=progress)
    ids = [framework.id for framework in catalogue.documents]
    elements = [encoded[framework_id, Kind.ELEMENT] for framework_id in ids]
    compared = [
        [_Compared(encoded[first, kind], encoded[second, kind]) for kind in COMPARED]
        for first, second in combinations(ids, 2)
    ]
    tool = f"crosswalk suggest, {encoder.name}"
    return Suggestions(
        mappings=tuple(
            mapping
            for pair in compared
            for of_kind in pair
            for mapping in of_kind.mappings(catalogue, top_k=top_k, tool=tool)
        ),
        near=nearness([pair[1].cosines[pair[1].alike] for pair in compared], share=NEAR_SHARE),
        element_ids=tuple(element_id for e in elements for element_id in e.side.ids),
        element_scores=_between(elements),
    )


class _Compared:
    """Two encoded sides: their cosines, and which of their pairs have the same polarity."""

    def __init__(self, left: Encoded, right: Encoded) -> None:
        self._left, self._right = left, right
        self.cosines = np.round(cosines(left.whole, right.whole), DECIMALS)
        self.alike = np.equal.outer(
            np.asarray(left.side.negative, dtype=bool), np.asarray(right.side.negative, dtype=bool)
        )

    def mappings(self, catalogue: Catalogue, *, top_k: int, tool: str) -> Iterator[Mapping]:
        """Suggested pairs, best first; none that has nothing in common (a cosine of 0 or less)."""
        scores = fuse(self._left, self._right)
        for row, column in nearest_pairs(scores, self.alike & (self.cosines > 0), top_k=top_k):
            ends = (
                catalogue.statement(self._left.side.ids[row]),
                catalogue.statement(self._right.side.ids[column]),
            )
            yield Mapping(
                subject_id=ends[0].id,
                predicate_id=Predicate.UNSPECIFIED,
                object_id=ends[1].id,
                mapping_justification=Justification.SIMILARITY,
                similarity_score=float(self.cosines[row, column]),
                similarity_measure="cosine",
                mapping_tool=tool,
                mapping_tool_version=crosswalk.__version__,
                # Nothing is quoted for a suggestion: what was compared are the two statements themselves.
                evidence=tuple(Evidence("", end.span) for end in ends),
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
