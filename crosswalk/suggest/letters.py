"""Texts as the runs of letters they are made of, weighted by rarity.

TF-IDF over runs of three to five letters inside words, as scikit-learn's `TfidfVectorizer` has it with
`analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True` (a test holds the two side by side). Written here
because importing scikit-learn takes two seconds, a third of a build, and because words repeat: the runs of
each word are found once.
"""

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from scipy.sparse import csr_matrix

#: Lengths of the runs, spaces at a word's ends counted.
_SHORTEST, _LONGEST = 3, 5


def letter_weights(texts: Sequence[str]) -> csr_matrix:
    """Weights of the runs of letters in each text.

    weight = (1 + ln count) (1 + ln((1 + n) / (1 + texts that have the run))), rows brought to unit length.

    Args:
        texts: n texts; upper and lower case make no difference.

    Returns:
        Sparse, shape (n, number of different runs), float64. A text without words gives a row of zeros.
    """
    columns: dict[str, int] = {}
    counts = [Counter(run for word in text.lower().split() for run in _runs(word)) for text in texts]
    starts = np.cumsum([0, *map(len, counts)])
    places = np.fromiter((columns.setdefault(run, len(columns)) for c in counts for run in c), dtype=np.int64)
    weights = 1.0 + np.log(np.fromiter((n for c in counts for n in c.values()), dtype=np.float64))
    having = np.bincount(places, minlength=len(columns))
    weights *= 1.0 + np.log((1 + len(texts)) / (1 + having[places]))
    owners = np.repeat(np.arange(len(texts)), np.diff(starts))
    lengths = np.sqrt(np.bincount(owners, weights=weights**2, minlength=len(texts)))
    weights /= lengths[owners]
    return csr_matrix((weights, places, starts), shape=(len(texts), len(columns)))


@lru_cache(maxsize=100_000)
def _runs(word: str) -> tuple[str, ...]:
    """Every run of each length in a word with a space at both ends; a word shorter than a run is its own."""
    spaced = f" {word} "
    found: list[str] = []
    for length in range(_SHORTEST, _LONGEST + 1):
        found += [spaced[at : at + length] for at in range(max(1, len(spaced) - length + 1))]
        if len(spaced) <= length:
            break
    return tuple(found)
