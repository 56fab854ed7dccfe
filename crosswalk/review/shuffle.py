"""A fixed random order of pairs that does not change when other pairs come or go."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

import numpy as np

#: Of SplitMix64: odd constants that spread every bit of the input over all bits of the output.
_GAMMA, _FIRST, _SECOND = (
    np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
)
_HALF = np.uint64(32)


def places_of_pairs(first: Sequence[str], second: Sequence[str]) -> np.ndarray:
    """A number for every pair of two sides: pairs in ascending order of it are in random order.

    SplitMix64 (Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014) of the
    hashes of both ids, the bits of one turned by half a word. Which of the two comes first makes no
    difference, nor does any other pair.

    Args:
        first: n ids.
        second: m ids.

    Returns:
        Shape (n, m), uint64, evenly spread; two pairs have the same with a chance of 2^-64.
    """
    rows, columns = (np.array([_hash(id_) for id_ in ids], dtype=np.uint64) for ids in (first, second))
    low = np.minimum.outer(rows, columns)
    high = np.maximum.outer(rows, columns)
    return _mixed(low ^ ((high << _HALF) | (high >> _HALF)))


@lru_cache(maxsize=100_000)
def _hash(id_: str) -> int:
    return int.from_bytes(blake2b(id_.encode(), digest_size=8).digest(), "little")


def _mixed(number: np.ndarray) -> np.ndarray:
    number = number + _GAMMA
    number = (number ^ (number >> np.uint64(30))) * _FIRST
    number = (number ^ (number >> np.uint64(27))) * _SECOND
    return np.asarray(number ^ (number >> np.uint64(31)))
