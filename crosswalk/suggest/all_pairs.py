"""The score of every pair of elements of every two documents, for evaluation with other tools."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.suggest.cut import DECIMALS
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.weights import Learnt, Shape

#: Columns of `all_pairs`.
COLUMNS = (
    "subject_id",
    "subject_label",
    "object_id",
    "object_label",
    "score",
    "relation",
    "confidence",
)


def all_pairs(
    catalogue: Catalogue, encoder: Encoder, *, learnt: Learnt | None = None, shape: Shape | None = None
) -> pd.DataFrame:
    """Every element pair of every two documents, best first for each two.

    Args:
        catalogue: All frameworks.
        encoder: Turns texts into unit vectors.
        learnt: As for `suggest`.
        shape: As for `suggest`.

    Returns:
        Columns `COLUMNS`. `score` orders suggestions, those of different pairs of documents too; it is in
        standard deviations of all pairs of the two documents. `relation` says how the two relate if they do,
        `skos:mappingRelation` where that cannot be told; `confidence` is the probability of a match, empty
        where it is not known.

    Raises:
        EncoderError: The encoder gives vectors that cannot be used, or a text has no words.
    """
    rows = _rows(Pairwise(catalogue, encoder, learnt=learnt, shape=shape))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _rows(pairwise: Pairwise) -> Iterator[tuple[object, ...]]:
    for first, second in combinations(pairwise.catalogue.documents, 2):
        two = pairwise.compared(first.id, second.id, Kind.ELEMENT)
        scores = np.round(two.comparison.score, DECIMALS)
        for place in np.argsort(-scores, axis=None, kind="stable"):
            pair = row, column = divmod(int(place), scores.shape[1])
            subject = first.by_id[two.left.side.ids[row]]
            object_ = second.by_id[two.right.side.ids[column]]
            yield (
                *(subject.id, subject.label, object_.id, object_.label),
                *(float(scores[pair]), two.relations.of(*pair).value, two.confidence(pair)),
            )
