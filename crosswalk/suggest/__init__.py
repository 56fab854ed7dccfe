"""Suggestions: what a model finds alike between every two frameworks, best first.

First version: the cosine of one encoder's vectors, and the nearest few from each side. Which views are
compared, and where to cut, is decided here and nowhere else.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

import crosswalk
from crosswalk.catalogue import Catalogue
from crosswalk.model import Evidence, Mapping
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.nearest import all_scores, nearest_pairs, nearness
from crosswalk.suggest.vectors import (
    Embedded,
    Progress,
    embed_elements,
    embed_indicators,
    encode_wordings,
)
from crosswalk.vocabulary import Justification, Predicate

#: Neighbours that each statement proposes in each other framework unless the user says otherwise.
DEFAULT_TOP_K = 2


#: "Near" means: among the closest 1 in 100 of all pairs of indicators from two frameworks.
NEAR_SHARE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestions:
    """What a model finds alike, and how alike things are on the whole.

    Attributes:
        mappings: `suggested` claims; by framework pair, elements before indicators, best first.
        near: The score reached by the closest `NEAR_SHARE` of all indicator pairs from two frameworks.
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

    A framework known by reference only has no text to compare and gets no suggestion. The relation stays
    open (`skos:mappingRelation`): a cosine says that two statements are near, not how they relate.

    Args:
        catalogue: All frameworks.
        encoder: Turns texts into unit vectors.
        top_k: How many neighbours each statement proposes in each other framework, at least 1.
        progress: Told how many texts are encoded.

    Raises:
        EncoderError: The encoder gives vectors that cannot be used.
    """
    wordings = encode_wordings(catalogue.documents, encoder, progress=progress)
    elements = [embed_elements(framework, wordings) for framework in catalogue.documents]
    indicators = [embed_indicators(framework, wordings) for framework in catalogue.documents]
    element_ids, element_scores = all_scores(elements)
    tool = f"crosswalk suggest, {encoder.name}"
    return Suggestions(
        mappings=tuple(
            mapping
            for subject, object_ in combinations(range(len(elements)), 2)
            for kind in (elements, indicators)
            for mapping in _suggested(kind[subject], kind[object_], catalogue, top_k=top_k, tool=tool)
        ),
        near=nearness(indicators, share=NEAR_SHARE),
        element_ids=element_ids,
        element_scores=element_scores,
    )


def _suggested(
    subjects: Embedded, objects: Embedded, catalogue: Catalogue, *, top_k: int, tool: str
) -> Iterator[Mapping]:
    found = nearest_pairs(subjects, objects, top_k=top_k)
    for (row, column), score in sorted(found.items(), key=lambda item: (-item[1], item[0])):
        ends = catalogue.statement(subjects.ids[row]), catalogue.statement(objects.ids[column])
        yield Mapping(
            subject_id=ends[0].id,
            predicate_id=Predicate.UNSPECIFIED,
            object_id=ends[1].id,
            mapping_justification=Justification.SIMILARITY,
            similarity_score=score,
            similarity_measure="cosine",
            mapping_tool=tool,
            mapping_tool_version=crosswalk.__version__,
            # Nothing is quoted for a suggestion: what was compared are the two statements themselves.
            evidence=tuple(Evidence("", end.span) for end in ends),
        )
