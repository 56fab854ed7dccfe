"""How alike the things of two sides are: several views, made comparable, weighed and added up."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from crosswalk.suggest.encoded import Encoded
from crosswalk.suggest.views import ABOVE, have_parts, views_of
from crosswalk.suggest.weights import Learnt, Shape, Weights

#: How many of its nearest tell how much of a hub a thing is.
_NEAREST = 5

#: Scores are in standard deviations of all pairs, and among few pairs none can stand out as one of many can:
#: with fewer than these, a score does not mean what it meant where probabilities were learnt (195 pairs and
#: more).
ENOUGH_PAIRS = 150

#: How much of the hub correction is applied.
_CORRECTION = 0.5


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is known of every pair of two sides of n and m things.

    Attributes:
        views: What each view says by its name; shape (n, m), mean 0, standard deviation 1.
        score: What all say together, higher is more alike; shape (n, m). Scores of different pairs of sides
            can be put into one order. Pairs that say the same word for word are at the top.
        confidence: Probability in [0, 1] that people would call the pair a match; shape (n, m); None where
            nothing was learnt for these sides, or they have too few pairs.
    """

    views: dict[str, np.ndarray]
    score: np.ndarray
    confidence: np.ndarray | None


def compare(
    left: Encoded,
    right: Encoded,
    learnt: Learnt,
    *,
    shape: Shape | None = None,
    above: np.ndarray | None = None,
    own: Mapping[str, np.ndarray] | None = None,
) -> Comparison:
    """Score every pair of two sides.

    Args:
        left: n things.
        right: m things.
        learnt: What the views' votes weigh, and how a score becomes a probability.
        shape: Whether each thing has about one counterpart or many point at one; None for what was learnt:
            things with indicators below say each thing about once, lists do not.
        above: The score of what the two sides stand under, where it is known already.
        own: What `own_views` gives for this shape, where it is known already.
    """
    weights = weights_of(left, right, learnt)
    shape = shape or weights.shape
    views = comparable_views(left, right, learnt, shape, above=above, own=own)
    score = fused(views, weights, shape)
    if (same := says_the_same(left, right)).any():
        score = np.where(same, score.max(), score)
    known = weights.calibrated and shape is weights.shape and score.size >= ENOUGH_PAIRS
    probability = weights.probability(score) if known else None
    never = opposed(left, right)
    if never.any():
        # Whatever the words, a behaviour and a warning are no match: they come last, behind all others.
        score = np.where(never, score.min() - 1.0, score)
        probability = None if probability is None else np.where(never, 0.0, probability)
    return Comparison(views, score, probability)


def weights_of(left: Encoded, right: Encoded, learnt: Learnt) -> Weights:
    """The weights by which two sides are compared: where anything stands below their things, or nothing."""
    return learnt.parts if have_parts(left, right) else learnt.leaves


def opposed(left: Encoded, right: Encoded) -> np.ndarray:
    """Pairs of which exactly one warns against something, shape (n, m); never two that say the same."""
    warns = [np.asarray(side.side.negative, dtype=bool) for side in (left, right)]
    apart = np.asarray(warns[0][:, np.newaxis] != warns[1])
    return apart & ~says_the_same(left, right) if apart.any() else apart


def says_the_same(left: Encoded, right: Encoded) -> np.ndarray:
    """Pairs that say the same word for word, with all that stands below them, shape (n, m)."""
    places: dict[tuple[str, ...], list[int]] = {}
    for column, said in enumerate(right.said):
        places.setdefault(said, []).append(column)
    same = np.zeros((len(left.side), len(right.side)), dtype=bool)
    for row, said in enumerate(left.said):
        same[row, places.get(said, [])] = True
    return same


def comparable_views(
    left: Encoded,
    right: Encoded,
    learnt: Learnt,
    shape: Shape,
    *,
    above: np.ndarray | None = None,
    own: Mapping[str, np.ndarray] | None = None,
) -> dict[str, np.ndarray]:
    """What each view says, in standard deviations above the mean of all pairs of the two sides."""
    found = dict(own_views(left, right, shape) if own is None else own)
    if left.above is not None and right.above is not None:
        if above is None:
            above = compare(left.above, right.above, learnt).score
        found[ABOVE] = _comparable(_of_those_above(left, right, above), shape)
    return found


def own_views(left: Encoded, right: Encoded, shape: Shape) -> dict[str, np.ndarray]:
    """The same of all views that need no weights: all but what the two sides stand under."""
    return {name: _comparable(view, shape) for name, view in views_of(left, right).items()}


def _comparable(view: np.ndarray, shape: Shape) -> np.ndarray:
    return standardised(_without_hubs(view) if shape is Shape.ONE_TO_ONE else view)


def fused(views: Mapping[str, np.ndarray], weights: Weights, shape: Shape) -> np.ndarray:
    """All views in one score, with what the rivals of a pair say of it.

    Where each thing has about one counterpart, a pair that is not the best for either of its two loses by how
    far it is behind. Where many point at one, a pair gains as much by standing out among the candidates of
    each of its two as among all pairs.
    """
    together = weighed(views, weights)
    if shape is Shape.ONE_TO_ONE:
        return together + weights.behind * behind_the_best(together)
    among = standardised(together, axis=1) + standardised(together, axis=0)
    return standardised(together + among / 2)


def weighed(views: Mapping[str, np.ndarray], weights: Weights) -> np.ndarray:
    """The views added up, each with its share of the vote; shape (n, m), mean 0, standard deviation 1."""
    return standardised(np.asarray(sum(share * views[name] for name, share in weights.of(views).items())))


def _of_those_above(left: Encoded, right: Encoded, score: np.ndarray) -> np.ndarray:
    """The score of what two things stand under; the mean of all pairs where nothing stands above one."""
    assert left.side.above is not None
    assert right.side.above is not None
    rows, columns = np.asarray(left.side.above.rows), np.asarray(right.side.above.rows)
    if not score.size or not rows.size or not columns.size:
        return np.zeros((len(rows), len(columns)))
    found = score[np.ix_(np.maximum(rows, 0), np.maximum(columns, 0))]
    known = np.logical_and.outer(rows >= 0, columns >= 0)
    return np.where(known, found, found[known].mean() if known.any() else 0.0)


def behind_the_best(score: np.ndarray) -> np.ndarray:
    """How far each pair is behind its best rivals, seen from both sides added up: 0 or less, shape (n, m).

    The second best of a row is what the best has to beat: so the best is not behind, nor is it ahead.
    """
    total = np.zeros_like(score)
    for axis in (0, 1):
        if score.shape[axis] > 1:
            rival = np.take(np.partition(score, -2, axis=axis), [-2], axis=axis)
            total += np.minimum(score - rival, 0.0)
    return total


def _without_hubs(view: np.ndarray) -> np.ndarray:
    """Take off what a thing has in common with everything: cross-domain similarity local scaling.

    score(a, b) - c (r(a) + r(b)), where r is the mean of a thing's scores with its nearest few on the other
    side; c = 1/2 for half the correction (Conneau et al., Word translation without parallel data, ICLR
    2018, use 2 score - r - r, which orders pairs like c = 1/2 times two).
    """
    if not view.size:
        return view
    rows = np.sort(view, axis=1)[:, -_NEAREST:].mean(axis=1, keepdims=True)
    columns = np.sort(view, axis=0)[-_NEAREST:].mean(axis=0, keepdims=True)
    return np.asarray(view - _CORRECTION * (rows + columns) / 2)


def standardised(view: np.ndarray, axis: int | None = None) -> np.ndarray:
    """Values less their mean, in standard deviations; zeros where all are alike.

    Args:
        view: Shape (n, m).
        axis: None for all pairs, 1 for each row by itself, 0 for each column.
    """
    if not view.size:
        return np.zeros_like(view)
    deviation = view.std(axis=axis, keepdims=True)
    # Rounding leaves a trace of deviation among equal values; that is no difference.
    alike = deviation < 1e-9
    centred = np.where(alike, 0.0, view - view.mean(axis=axis, keepdims=True))
    return np.asarray(centred / np.where(alike, 1.0, deviation))
