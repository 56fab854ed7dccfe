"""The score of every pair of elements of every two documents, for evaluation with other tools."""

from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.suggest.encoded import encode_catalogue
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.nearest import DECIMALS
from crosswalk.suggest.scoring import fuse
from crosswalk.vocabulary import Predicate

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


def all_pairs(catalogue: Catalogue, encoder: Encoder) -> pd.DataFrame:
    """Every element pair of every two documents, best first for each two.

    Args:
        catalogue: All frameworks.
        encoder: Turns texts into unit vectors.

    Returns:
        Columns `COLUMNS`. `score` orders suggestions: standard deviations above the mean of all pairs of the
        two documents. `relation` is open and `confidence` empty until people have judged pairs.

    Raises:
        EncoderError: The encoder gives vectors that cannot be used, or a text has no words.
    """
    return pd.DataFrame(_rows(catalogue, encoder), columns=list(COLUMNS))


def _rows(catalogue: Catalogue, encoder: Encoder) -> Iterator[tuple[object, ...]]:
    encoded = encode_catalogue(catalogue, encoder)
    for first, second in combinations(catalogue.documents, 2):
        left, right = encoded[first.id, Kind.ELEMENT], encoded[second.id, Kind.ELEMENT]
        scores = np.round(fuse(left, right), DECIMALS)
        for place in np.argsort(-scores, axis=None, kind="stable"):
            row, column = divmod(int(place), scores.shape[1])
            subject, object_ = first.by_id[left.side.ids[row]], second.by_id[right.side.ids[column]]
            yield (
                *(subject.id, subject.label, object_.id, object_.label),
                *(float(scores[row, column]), Predicate.UNSPECIFIED.value, None),
            )
