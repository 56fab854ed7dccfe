"""Weights learnt from pairs that people judged: how much each view's vote counts, and what a score means.

Few numbers, so that little can be learnt by heart: a logistic regression over the views whose weights are
none below zero and are drawn towards those known before, then Platt's scaling of the sum. What these figures
are worth is measured on pairs of frameworks that were held out, never on single rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crosswalk.errors import WeightsError
from crosswalk.suggest.calibration import expected_calibration_error, platt
from crosswalk.suggest.scoring import behind_the_best, fused, weighed
from crosswalk.suggest.weights import Shape, Weights

#: How strongly weights are drawn towards those known before. Lists differ more from each other than
#: frameworks that say each thing once do, so less is taken over from any of them.
_RIDGE = {Shape.ONE_TO_ONE: 20.0, Shape.MANY_TO_ONE: 200.0}

#: Weights of views that are further from zero than this say nothing more in standard deviations.
_STEEPEST = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """Two sides of n and m things, some of whose pairs people judged.

    Attributes:
        group: The pair of frameworks; examples of one group are held out together.
        views: As `scoring.comparable_views` gives them; shape (n, m).
        judged: Which pairs somebody looked at; shape (n, m).
        match: Which of them correspond; shape (n, m).
    """

    group: str
    views: Mapping[str, np.ndarray]
    judged: np.ndarray
    match: np.ndarray


def learn(examples: Sequence[Example], prior: Weights, *, encoder: str) -> Weights:
    """Weights that explain the judged pairs and stay near those known before.

    Args:
        examples: Judged pairs.
        prior: What was known before; its shape is kept, and its calibration too where the judgements are too
            few for one of their own.
        encoder: What the name of the encoder begins with.

    Returns:
        Weights with the number of judgements they rest on, and their expected calibration error on held-out
        groups where there are at least two.

    Raises:
        WeightsError: Nothing was judged, or everything in the same way.
    """
    weights = _fitted(examples, prior)
    if not weights.calibrated:
        return replace(prior, shares=weights.shares)
    held_out = held_out_probabilities(examples, prior)
    error = expected_calibration_error(*held_out) if held_out else None
    return replace(weights, encoder=encoder, error=error)


def held_out_probabilities(
    examples: Sequence[Example], prior: Weights
) -> tuple[np.ndarray, np.ndarray] | None:
    """Probabilities of judged pairs by weights that were learnt without their pair of frameworks.

    Args:
        examples: Judged pairs.
        prior: What was known before.

    Returns:
        Probabilities and truths of all judged pairs, shape (k,) each; None with fewer than two groups, or
        where what is left is too little to learn from.
    """
    groups = sorted({example.group for example in examples})
    if len(groups) < 2:
        return None
    probabilities, truths = [], []
    for group in groups:
        try:
            weights = _fitted([e for e in examples if e.group != group], prior)
        except WeightsError:
            return None
        for example in (e for e in examples if e.group == group):
            score = fused(example.views, weights, weights.shape)
            probabilities.append(weights.probability(score)[example.judged])
            truths.append(example.match[example.judged])
    return np.concatenate(probabilities), np.concatenate(truths)


def _fitted(examples: Sequence[Example], prior: Weights) -> Weights:
    names = list(dict.fromkeys(name for example in examples for name in example.views))
    truth = np.concatenate([e.match[e.judged] for e in examples]) if examples else np.zeros(0, dtype=bool)
    if truth.all() or not truth.any():
        raise WeightsError(
            f"{len(truth)} judged pairs of one kind teach nothing",
            remedy="Judge pairs that correspond and pairs that do not.",
        )
    rows = np.vstack([_rows(example, names) for example in examples])
    shares = np.asarray(list(prior.of(names).values()))
    found = _drawn_towards(shares, rows, truth, ridge=_RIDGE[prior.shape])
    learnt = replace(prior, shares=dict(zip(names, (found / found.sum()).tolist(), strict=True)))
    return _scaled(examples, truth, learnt)


def _rows(example: Example, names: Sequence[str]) -> np.ndarray:
    """What each view says of each judged pair, shape (k, v); 0 where a view is missing."""
    nothing = np.zeros(example.judged.shape)
    return np.column_stack([example.views.get(name, nothing)[example.judged] for name in names])


def _drawn_towards(shares: np.ndarray, rows: np.ndarray, truth: np.ndarray, *, ridge: float) -> np.ndarray:
    """Weights of a logistic regression with a normal prior around `shares` times the best common factor.

    Minimises sum log(1 + exp(-y m)) + ridge/2 |w - factor shares|^2 with m = rows w + b, no weight below 0.

    Args:
        shares: Weights known before, shape (v,), sum 1.
        rows: What the views say of each pair, shape (k, v).
        truth: Whether it is a match, shape (k,).
        ridge: How strongly they are drawn.
    """
    factor = max(platt((rows @ shares)[:, np.newaxis], truth)[0][0], 1.0)
    return _minimum(rows, truth, centre=factor * shares, ridge=ridge)


def _minimum(rows: np.ndarray, truth: np.ndarray, *, centre: np.ndarray, ridge: float) -> np.ndarray:
    # scikit-learn's regressions are drawn towards zero only, and know no bounds.
    from scipy.optimize import minimize
    from scipy.special import expit

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        weights, intercept = values[:-1], values[-1]
        margin = rows @ weights + intercept
        wrong = expit(margin) - truth
        away = weights - centre
        value = np.logaddexp(0.0, margin).sum() - margin[truth].sum() + ridge / 2 * away @ away
        return float(value), np.append(rows.T @ wrong + ridge * away, wrong.sum())

    bounds = [(0.0, _STEEPEST)] * len(centre) + [(None, None)]
    start = np.append(centre, np.log(truth.mean() / (1 - truth.mean())))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", bounds=bounds).x[:-1]
    return np.asarray(found if found.sum() > 0 else centre)


def _scaled(examples: Sequence[Example], truth: np.ndarray, weights: Weights) -> Weights:
    """The same weights with what being behind costs, and with the scale of a probability."""
    weights = replace(weights, judgements=len(truth), matches=int(truth.sum()))
    if weights.shape is Shape.ONE_TO_ONE:
        together = [weighed(example.views, weights) for example in examples]
        pairs = zip(together, examples, strict=True)
        rows = np.vstack([np.column_stack((t[e.judged], behind_the_best(t)[e.judged])) for t, e in pairs])
        (slope, cost), intercept = platt(rows, truth)
        if slope > 0 and cost > 0:
            behind = float(cost / slope)
            return replace(weights, behind=behind, slope=float(slope), intercept=intercept)
        weights = replace(weights, behind=0.0)
    scores = [fused(e.views, weights, weights.shape)[e.judged] for e in examples]
    (slope,), intercept = platt(np.concatenate(scores)[:, np.newaxis], truth)
    return replace(weights, slope=float(slope), intercept=intercept)
