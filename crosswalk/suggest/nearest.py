"""Which pairs to suggest, and what near means."""

from collections.abc import Sequence

import numpy as np

#: Scores are rounded to this many decimals before any cut or sort: float sums differ in the last digits with
#: the size of the block they are computed in.
DECIMALS = 6


def nearest_pairs(scores: np.ndarray, allowed: np.ndarray, *, top_k: int) -> list[tuple[int, int]]:
    """Pairs in which one side is among the `top_k` best of the other, best first.

    Args:
        scores: Shape (n, m); higher is better. Rows and columns in ascending order of ids.
        allowed: Shape (n, m); pairs that may be suggested at all.
        top_k: How many partners each side proposes, at least 1.

    Returns:
        (row, column), each pair once; equal scores in the order of the ids.
    """
    rounded = np.round(scores, DECIMALS)
    found = {*_top(rounded, allowed, top_k)}
    found |= {(row, column) for column, row in _top(rounded.T, allowed.T, top_k)}
    return sorted(found, key=lambda pair: (-rounded[pair], pair))


def _top(scores: np.ndarray, allowed: np.ndarray, top_k: int) -> list[tuple[int, int]]:
    # A stable sort keeps equal scores in the order of their columns.
    best = np.argsort(-np.where(allowed, scores, -np.inf), axis=1, kind="stable")[:, :top_k]
    return [
        (row, int(column)) for row, columns in enumerate(best) for column in columns if allowed[row, column]
    ]


def nearness(between: Sequence[np.ndarray], *, share: float) -> float:
    """The cosine that only the closest share of all pairs from two frameworks reaches.

    It says what "near" means for this model and these texts: a raw cosine does not.

    Args:
        between: Cosines of the pairs that may be suggested, one array a pair of frameworks.
        share: Of all these pairs, in (0, 1).

    Returns:
        A cosine, rounded; 1.0 where there is no pair at all.
    """
    pairs = np.concatenate([cosines.ravel() for cosines in between]) if between else np.zeros(0)
    return round(float(np.quantile(pairs, 1 - share)), DECIMALS) if len(pairs) else 1.0
