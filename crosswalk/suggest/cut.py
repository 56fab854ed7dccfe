"""Where a list of suggestions ends: at an expected share of right ones, or at what somebody has time for."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

#: Scores are rounded to this many decimals before any cut or sort: float sums differ in the last digits with
#: the size of the block they are computed in.
DECIMALS = 6

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """How many pairs to suggest.

    Attributes:
        precision: Expected share of right ones among the suggestions between two frameworks, in (0, 1]; None
            for no such end. It needs probabilities; without any, each statement proposes its best partner.
        at_most: How many pairs in all, the most probable first, those of unknown probability after them; None
            for no limit.
    """

    precision: float | None = 0.5
    at_most: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidates:
    """All pairs of two sides, shape (n, m) each.

    Attributes:
        score: Higher is better; rows and columns in ascending order of ids.
        confidence: Probability of a match; None where it is not known.
        allowed: Pairs that may be suggested at all.
    """

    score: np.ndarray
    confidence: np.ndarray | None
    allowed: np.ndarray


def chosen(lists: Sequence[Candidates], cut: Cut) -> list[list[Pair]]:
    """Which pairs to suggest, for each two sides.

    Args:
        lists: Candidates of each two sides.
        cut: Where to end.

    Returns:
        (row, column) of the pairs of each list, best first; equal scores in the order of the ids.
    """
    found = [_best_first(candidates, cut) for candidates in lists]
    if cut.at_most is None:
        return found
    every = [
        (lists[place].confidence is None, -_worth(lists[place], pair), place, rank, pair)
        for place, pairs in enumerate(found)
        for rank, pair in enumerate(pairs)
    ]
    kept = {(place, pair) for *_, place, _, pair in sorted(every)[: cut.at_most]}
    return [[pair for pair in pairs if (place, pair) in kept] for place, pairs in enumerate(found)]


def _best_first(candidates: Candidates, cut: Cut) -> list[Pair]:
    score = np.round(candidates.score, DECIMALS)
    allowed = candidates.allowed
    if candidates.confidence is None:
        allowed = allowed & _somebodys_best(np.where(allowed, score, -np.inf))
    # A stable sort keeps equal scores in the order of their places, which is that of the ids.
    order = np.argsort(-np.where(allowed, score, -np.inf), axis=None, kind="stable")[: int(allowed.sum())]
    if candidates.confidence is not None and cut.precision is not None:
        expected = np.cumsum(candidates.confidence.ravel()[order]) / np.arange(1, len(order) + 1)
        order = order[: int((np.round(expected, DECIMALS) >= cut.precision).sum())]
    return [
        (int(row), int(column)) for row, column in zip(*np.unravel_index(order, score.shape), strict=True)
    ]


def _somebodys_best(score: np.ndarray) -> np.ndarray:
    """Pairs in which one of the two is the best for the other, shape (n, m)."""
    if not score.size:
        return np.zeros(score.shape, dtype=bool)
    best = np.zeros(score.shape, dtype=bool)
    best[np.arange(len(score)), np.argmax(score, axis=1)] = True
    best[np.argmax(score, axis=0), np.arange(score.shape[1])] = True
    return best


def _worth(candidates: Candidates, pair: Pair) -> float:
    known = candidates.score if candidates.confidence is None else candidates.confidence
    return round(float(known[pair]), DECIMALS)
