"""Texts as the runs of letters they are made of, weighted by rarity.

TF-IDF over runs of three to five letters inside words, as scikit-learn's `TfidfVectorizer` has it with
`analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True` (a test holds the two side by side). Written here
because importing scikit-learn takes two seconds, a third of a build, and because words repeat: the runs of
each word are found once.
"""

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
    words: dict[str, int] = {}
    said = [words.setdefault(word, len(words)) for text in texts for word in text.lower().split()]
    lengths = [len(text.split()) for text in texts]
    counts = _counted(said, np.cumsum([0, *lengths]), width=len(words)) @ _runs_of(list(words))
    counts.sort_indices()
    having = np.bincount(counts.indices, minlength=counts.shape[1])
    weights = 1.0 + np.log(counts.data)
    weights *= 1.0 + np.log((1 + len(texts)) / (1 + having[counts.indices]))
    owners = np.repeat(np.arange(len(texts)), np.diff(counts.indptr))
    norms = np.sqrt(np.bincount(owners, weights=weights**2, minlength=len(texts)))
    return csr_matrix((weights / norms[owners], counts.indices, counts.indptr), shape=counts.shape)


def _runs_of(words: Sequence[str]) -> csr_matrix:
    """How often each word has each run; words are few beside texts, so each is taken apart once."""
    columns: dict[str, int] = {}
    runs = [_runs(word) for word in words]
    places = [columns.setdefault(run, len(columns)) for of_word in runs for run in of_word]
    return _counted(places, np.cumsum([0, *map(len, runs)]), width=len(columns))


def _counted(places: Sequence[int], ends: np.ndarray, *, width: int) -> csr_matrix:
    """Rows that count how often each place occurs between two ends, shape (len(ends) - 1, width)."""
    counts = csr_matrix(
        (np.ones(len(places)), np.asarray(places, dtype=np.int64), ends), shape=(len(ends) - 1, width)
    )
    counts.sum_duplicates()
    return counts


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
