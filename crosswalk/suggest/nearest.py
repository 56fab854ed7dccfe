"""The nearest statements of another framework, seen from both sides."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np

from crosswalk.suggest.vectors import Embedded

#: Scores are rounded to this many decimals before any cut or sort: float sums differ in the seventh digit
#: with the size of the block they are computed in.
DECIMALS = 6

#: Rows compared at a time; bounds the working memory to this many rows of scores.
_BLOCK = 1024


def nearest_pairs(subjects: Embedded, objects: Embedded, *, top_k: int) -> dict[tuple[int, int], float]:
    """Pairs in which one side is among the `top_k` nearest of the other.

    Statements of unlike polarity are never paired: a behaviour and its opposite have much the same words.
    Nor are statements that have nothing in common (a cosine of 0 or less).

    Args:
        subjects: Statements of one framework.
        objects: Statements of another framework.
        top_k: How many neighbours each statement proposes, at least 1.

    Returns:
        (row of subjects, row of objects) -> cosine in (0, 1], rounded to six decimals. Equal scores
        prefer the smaller id.
    """
    found = {(i, j): score for i, j, score in _top(subjects, objects, top_k)}
    found.update({(i, j): score for j, i, score in _top(objects, subjects, top_k)})
    return found


def _top(queries: Embedded, targets: Embedded, top_k: int) -> list[tuple[int, int, float]]:
    found: list[tuple[int, int, float]] = []
    for start in range(0, len(queries.ids), _BLOCK):
        rows = slice(start, start + _BLOCK)
        scores = cosines(queries.vectors[rows], targets.vectors)
        scores[queries.negative[rows, None] != targets.negative[None, :]] = -1.0
        # A stable sort keeps targets of equal score in the order of their ids.
        best = np.argsort(-scores, axis=1, kind="stable")[:, :top_k]
        for row, columns in enumerate(best):
            found.extend(
                (start + row, int(column), float(scores[row, column]))
                for column in columns
                if scores[row, column] > 0
            )
    return found


def cosines(subjects: np.ndarray, objects: np.ndarray) -> np.ndarray:
    """Cosine of every subject with every object, rounded.

    Args:
        subjects: Unit rows, shape (n, d).
        objects: Unit rows, shape (m, d).

    Returns:
        Shape (n, m), float64, in [-1, 1].
    """
    if not len(subjects) or not len(objects):
        return np.zeros((len(subjects), len(objects)))
    products = subjects.astype(np.float64) @ objects.astype(np.float64).T
    return np.round(np.clip(products, -1.0, 1.0), DECIMALS)


def all_scores(embedded: Sequence[Embedded]) -> tuple[tuple[str, ...], np.ndarray]:
    """Every statement against every statement of every other framework.

    Args:
        embedded: One entry a framework.

    Returns:
        Ids (n), framework by framework; and their cosines, shape (n, n), not a number inside a framework.
    """
    ids = tuple(statement_id for e in embedded for statement_id in e.ids)
    vectors = [e.vectors for e in embedded if e.ids]
    scores = cosines(np.vstack(vectors), np.vstack(vectors)) if vectors else np.zeros((0, 0))
    start = 0
    for e in embedded:
        inside = slice(start, start + len(e.ids))
        scores[inside, inside] = np.nan
        start += len(e.ids)
    return ids, scores


def nearness(embedded: Sequence[Embedded], *, share: float) -> float:
    """The score that only the closest share of all pairs from two frameworks reaches.

    It says what "near" means for this model and these texts: a raw cosine does not.

    Args:
        embedded: One entry a framework.
        share: Of all pairs of like polarity, in (0, 1).

    Returns:
        A cosine, rounded; 1.0 where there is no pair at all.
    """
    between = [
        cosines(subjects.vectors, objects.vectors)[subjects.negative[:, None] == objects.negative[None, :]]
        for subjects, objects in combinations(embedded, 2)
    ]
    pairs = np.concatenate(between) if between else np.zeros(0)
    return round(float(np.quantile(pairs, 1 - share)), DECIMALS) if len(pairs) else 1.0
