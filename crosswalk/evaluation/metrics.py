"""How good a ranking is: pure functions on arrays.

Higher scores come first. Equal scores have no order of their own, so no metric here depends on the order in
which they happen to be given: the ranking metrics are means over all orders of the tied items, average
precision takes tied items in one step. A metric that has no value (nothing relevant to find) is NaN.
"""

from collections.abc import Collection, Sequence
from math import comb

import numpy as np


def average_precision(scores: np.ndarray, positive: np.ndarray) -> float:
    """Area under the precision-recall steps: the sum of (R_k - R_{k-1}) * P_k over distinct scores.

    Items of one score are taken together, with the precision reached when all of them are taken: a constant
    score earns the share of positives. The same as scikit-learn's `average_precision_score`.

    Args:
        scores: Any shape; taken as one list.
        positive: The same shape, true for what should come first.

    Returns:
        In (0, 1]; NaN without a positive.
    """
    steps = precision_recall(scores, positive)
    if not steps.size:
        return float("nan")
    precision, recall = steps
    return float(np.sum(np.diff(recall, prepend=0.0) * precision))


def precision_recall(scores: np.ndarray, positive: np.ndarray) -> np.ndarray:
    """Precision and recall at every distinct score, from the highest to the lowest.

    Returns:
        Shape (2, k): precision, then recall, both in [0, 1]; shape (2, 0) without a positive.
    """
    _, taken, hits = _cuts(scores, positive)
    if not hits.size or hits[-1] == 0:
        return np.empty((2, 0))
    return np.stack([hits / taken, hits / hits[-1]])


def mean_average_precision(scores: np.ndarray, positive: np.ndarray) -> float:
    """Mean over rows (queries) of their average precision; rows without a positive are left out.

    Args:
        scores: Shape (n, m), a query a row.
        positive: The same shape.

    Returns:
        In (0, 1]; NaN where no row has a positive.
    """
    pairs = zip(scores, positive, strict=True)
    return _mean([average_precision(row, truth) for row, truth in pairs if truth.any()])


def recall_at_k(scores: np.ndarray, positive: np.ndarray, *, k: int) -> float:
    """The share of one query's positives among its first k; the mean over all orders of tied items.

    Args:
        scores: Shape (m,).
        positive: The same shape.
        k: At least 1.

    Returns:
        In [0, 1]; NaN without a positive.
    """
    _, taken, hits = _cuts(scores, positive)
    if not hits.size or hits[-1] == 0:
        return float("nan")
    # Between two cuts, each tied item is as likely as any other: hits grow evenly.
    return float(np.interp(k, np.concatenate([[0], taken]), np.concatenate([[0], hits])) / hits[-1])


def mrr(scores: np.ndarray, positive: np.ndarray) -> float:
    """One query's reciprocal rank: 1 / rank of its first positive; the mean over all orders of tied items.

    In a group of t tied items with p positives, the first positive stands at place j of the group in
    C(t - j, p - 1) of C(t, p) orders. The name is that of its mean over queries (Voorhees 1999).

    Returns:
        In (0, 1]; NaN without a positive.
    """
    _, taken, hits = _cuts(scores, positive)
    if not hits.size or hits[-1] == 0:
        return float("nan")
    group = int(np.argmax(hits > 0))
    before = int(taken[group - 1]) if group else 0
    tied, found = int(taken[group]) - before, int(hits[group])
    orders = comb(tied, found)
    return sum(
        comb(tied - place, found - 1) / orders / (before + place) for place in range(1, tied - found + 2)
    )


def ndcg_at_k(scores: np.ndarray, gains: np.ndarray, *, k: int) -> float:
    """Normalised discounted cumulative gain of one query (Järvelin and Kekäläinen 2002), linear gains.

    DCG@k is the sum of gain / log2(1 + rank) over the first k, divided by that of the best order. Tied items
    share the mean gain of their group (McSherry and Najork 2008), as in scikit-learn's `ndcg_score`.

    Args:
        scores: Shape (m,).
        gains: The same shape, not negative.
        k: At least 1.

    Returns:
        In [0, 1]; NaN where no gain is above 0.
    """
    gains = np.asarray(gains, dtype=np.float64)
    if gains.size and gains.min() < 0:
        raise ValueError("gains must not be negative")
    ranks = np.arange(1, len(gains) + 1)
    discounts = np.where(ranks <= k, 1.0 / np.log2(1.0 + ranks), 0.0)
    best = float(np.sum(np.sort(gains)[::-1] * discounts))
    if best == 0:
        return float("nan")
    _, taken, sums = _cuts(scores, gains)
    share = np.diff(sums, prepend=0.0) / np.diff(taken, prepend=0)
    weight = np.diff(np.cumsum(discounts)[taken - 1], prepend=0.0)
    return float(np.sum(share * weight)) / best


def auc(scores: np.ndarray, positive: np.ndarray) -> float:
    """The chance that a positive scores above a negative, ties counting half (Mann and Whitney 1947).

    Returns:
        In [0, 1], 0.5 for a score that tells nothing; NaN where there are no positives or no negatives.
    """
    _, taken, hits = _cuts(scores, positive)
    if not hits.size or hits[-1] == 0 or hits[-1] == taken[-1]:
        return float("nan")
    found = np.diff(hits, prepend=0.0)
    wrong = np.diff(taken - hits, prepend=0.0)
    missed_above = np.cumsum(wrong) - wrong / 2
    return float(1.0 - np.sum(found * missed_above) / (hits[-1] * (taken[-1] - hits[-1])))


def cohen_kappa(a: np.ndarray, b: np.ndarray) -> float:
    """Agreement of two yes-or-no judgements of the same things beyond chance (Cohen 1960).

    (p_o - p_e) / (1 - p_e), with p_o the share of equal judgements and p_e the share expected if the two
    judged independently.

    Args:
        a: Boolean, any shape.
        b: The same shape.

    Returns:
        In [-1, 1]; 1.0 where both say the same of everything; NaN for nothing judged.
    """
    a, b = np.asarray(a, dtype=bool).ravel(), np.asarray(b, dtype=bool).ravel()
    if not a.size:
        return float("nan")
    return float(_kappa((a & b).sum(), a.sum(), b.sum(), a.size))


def best_threshold_kappa(scores: np.ndarray, positive: np.ndarray) -> tuple[float, float]:
    """The highest kappa that any cut of the scores has with the truth, and the score to cut at.

    An upper bound, since the cut is chosen with the truth at hand.

    Args:
        scores: Any shape; taken as one list.
        positive: The same shape.

    Returns:
        Kappa, and the score from which on everything is taken; of equal kappas the highest score. Both NaN
        without a positive or without a negative.
    """
    values, taken, hits = _cuts(scores, positive)
    if not hits.size or hits[-1] in (0, taken[-1]):
        return float("nan"), float("nan")
    kappas = _kappa(hits, taken, hits[-1], taken[-1])
    best = int(np.argmax(kappas))
    return float(kappas[best]), float(values[best])


def macro_f1(truth: Sequence[str], said: Sequence[str], *, classes: Collection[str] | None = None) -> float:
    """The mean F1 of the classes, each counting the same; F1 = 2 TP / (2 TP + FP + FN).

    Args:
        truth: A class for each item.
        said: The same items.
        classes: Which to average over, as scikit-learn's `labels`; None for those that occur on either side,
            as in its `f1_score(average="macro")`.

    Returns:
        In [0, 1]; NaN for nothing judged.
    """
    pairs = list(zip(truth, said, strict=True))
    scores = []
    for name in sorted({*truth, *said} if classes is None else classes):
        hits = sum(t == s == name for t, s in pairs)
        scores.append(2 * hits / (sum(t == name for t, _ in pairs) + sum(s == name for _, s in pairs)))
    return _mean(scores)


def _cuts(scores: np.ndarray, worth: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Distinct scores from high to low, how many items reach each, and what those are worth together.

    Raises:
        ValueError: The shapes differ, or a score is not a number.
    """
    scores, worth = np.asarray(scores), np.asarray(worth, dtype=np.float64)
    if scores.shape != worth.shape:
        raise ValueError(f"{scores.shape} scores for {worth.shape} items")
    scores, worth = scores.ravel(), worth.ravel()
    if np.isnan(scores).any():
        raise ValueError("a score is not a number")
    order = np.argsort(-scores, kind="stable")
    ranked = scores[order]
    last = np.flatnonzero(np.append(ranked[1:] != ranked[:-1], True)) if ranked.size else np.empty(0, int)
    return ranked[last], last + 1, np.cumsum(worth[order])[last]


def _kappa(both: np.ndarray, a: np.ndarray, b: np.ndarray, n: int) -> np.ndarray:
    """Kappa from counts: yes from both, from a, from b, and all; agreement on everything gives 1."""
    both, a, b = (np.asarray(count, dtype=np.float64) for count in (both, a, b))
    observed = (n - a - b + 2 * both) / n
    chance = (a * b + (n - a) * (n - b)) / n**2
    return np.asarray(np.where(chance < 1, (observed - chance) / np.where(chance < 1, 1 - chance, 1), 1.0))


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")
