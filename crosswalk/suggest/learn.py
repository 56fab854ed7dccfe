"""Weights learnt from pairs that people judged: how much each view's vote counts, and what a score means.

Few numbers, so that little can be learnt by heart: a logistic regression over the views whose weights are
none below zero and are drawn towards those known before, then Platt's scaling of the sum. What these figures
are worth is measured on pairs of frameworks that were held out, never on single rows.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from crosswalk.errors import WeightsError
from crosswalk.suggest.calibration import expected_calibration_error, platt, platt_drawn
from crosswalk.suggest.scoring import behind_the_best, fused, weighed
from crosswalk.suggest.weights import Shape, Weights

#: How strongly weights are drawn towards those known before. Lists differ more from each other than
#: frameworks that say each thing once do, so less is taken over from any of them.
_RIDGE = {Shape.ONE_TO_ONE: 20.0, Shape.MANY_TO_ONE: 200.0}

#: The same where people picked the pairs. They pick what stands near the top, where all views agree that
#: something is alike, so a few such pairs say little of what the views are worth elsewhere.
_RIDGE_PICKED = {Shape.ONE_TO_ONE: 100.0, Shape.MANY_TO_ONE: 200.0}

#: How far the scale of a probability is believed to be from the one known before: standard deviations of the
#: slope and of what being behind costs, and of the intercept, in log odds. Chosen with
#: benchmarks/active_learning.py.
_SLOPE_DEVIATION, _INTERCEPT_DEVIATION = 0.1, 0.3

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


def learn_from_picked(
    examples: Sequence[Example], prior: Weights, *, encoder: str, measured: bool = False
) -> Weights:
    """The same where people chose the pairs to judge, few or many: probabilities too stay near those before.

    `learn` fits the scale of probabilities to the judged pairs alone. Picked pairs are nearly all probable
    ones, and their slope says little of all others; so here it has a prior (`calibration.platt_drawn`), and
    every decision counts from the first one on.

    Args:
        examples: Judged pairs.
        prior: What was known before. Its probabilities may be those of another encoder, whose scores are in
            standard deviations too; but then they count as known only from enough judgements on.
        encoder: What the name of the encoder begins with.
        measured: Whether the calibration error on held-out groups is worked out: one more fit for each of
            them. It is that of picked pairs, which are hard ones, and None where these are too few.

    Returns:
        Weights whose judgements are these and, where it is of this encoder, those of the prior.

    Raises:
        WeightsError: Nothing was judged, or everything in the same way.
    """
    if not prior.encoder:
        # Never taught: there is no scale to stay near.
        return learn(examples, prior, encoder=encoder)
    weights = _fitted_near(examples, prior)
    known = prior.calibrated and prior.encoder == encoder
    if not weights.calibrated and not known:
        return replace(prior, shares=weights.shares)
    error = None
    if weights.calibrated and measured:
        held_out = held_out_probabilities(examples, prior, fit=_fitted_near)
        error = expected_calibration_error(*held_out) if held_out else None
    return replace(
        weights,
        encoder=encoder,
        error=error,
        judgements=weights.judgements + (prior.judgements if known else 0),
        matches=weights.matches + (prior.matches if known else 0),
    )


def model_name(encoder_name: str) -> str:
    """The model's name, without its version and what runs it."""
    return encoder_name.split(" (")[0]


def held_out_probabilities(
    examples: Sequence[Example],
    prior: Weights,
    *,
    fit: "Callable[[Sequence[Example], Weights], Weights] | None" = None,
) -> tuple[np.ndarray, np.ndarray] | None:
    """Probabilities of judged pairs by weights that were learnt without their pair of frameworks.

    Args:
        examples: Judged pairs.
        prior: What was known before.
        fit: Makes weights of examples and a prior; None for how `learn` does.

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
            weights = (fit or _fitted)([e for e in examples if e.group != group], prior)
        except WeightsError:
            return None
        for example in (e for e in examples if e.group == group):
            score = fused(example.views, weights, weights.shape)
            probabilities.append(weights.probability(score)[example.judged])
            truths.append(example.match[example.judged])
    return np.concatenate(probabilities), np.concatenate(truths)


def _fitted(examples: Sequence[Example], prior: Weights) -> Weights:
    truth = _truth(examples)
    names, shares, rows = _seen(examples, prior)
    found = _drawn_towards(shares, rows, truth, ridge=_RIDGE[prior.shape])
    return _scaled(examples, truth, _shared(prior, names, found))


def _fitted_near(examples: Sequence[Example], prior: Weights) -> Weights:
    """The same with a prior on the scale of probabilities too."""
    truth = _truth(examples)
    names, shares, rows = _seen(examples, prior)
    factor = _scaled_near(examples, truth, prior, prior).slope
    found = _minimum(rows, truth, centre=factor * shares, ridge=_RIDGE_PICKED[prior.shape])
    return _scaled_near(examples, truth, _shared(prior, names, found), prior)


def _truth(examples: Sequence[Example]) -> np.ndarray:
    """Which of the judged pairs are matches, shape (k,); some are and some are not."""
    truth = np.concatenate([e.match[e.judged] for e in examples]) if examples else np.zeros(0, dtype=bool)
    if truth.all() or not truth.any():
        raise WeightsError(
            f"{len(truth)} judged pairs of one kind teach nothing",
            remedy="Judge pairs that correspond and pairs that do not.",
        )
    return truth


def _seen(examples: Sequence[Example], prior: Weights) -> tuple[list[str], np.ndarray, np.ndarray]:
    """The views' names, their shares before, and what each says of each judged pair."""
    names = list(dict.fromkeys(name for example in examples for name in example.views))
    rows = np.vstack([_rows(example, names) for example in examples])
    return names, np.asarray(list(prior.of(names).values())), rows


def _shared(prior: Weights, names: Sequence[str], found: np.ndarray) -> Weights:
    return replace(prior, shares=dict(zip(names, (found / found.sum()).tolist(), strict=True)))


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
        (slope, cost), intercept = platt(_together_and_behind(examples, weights), truth)
        if slope > 0 and cost > 0:
            behind = float(cost / slope)
            return replace(weights, behind=behind, slope=float(slope), intercept=intercept)
        weights = replace(weights, behind=0.0)
    (slope,), intercept = platt(_scores(examples, weights), truth)
    return replace(weights, slope=float(slope), intercept=intercept)


def _scaled_near(examples: Sequence[Example], truth: np.ndarray, weights: Weights, prior: Weights) -> Weights:
    """The same with a normal prior around what was known of all three."""
    weights = replace(weights, judgements=len(truth), matches=int(truth.sum()))
    if weights.shape is Shape.ONE_TO_ONE:
        rows = _together_and_behind(examples, weights)
        known = [prior.slope, prior.slope * prior.behind, prior.intercept]
    else:
        rows, known = _scores(examples, weights), [prior.slope, prior.intercept]
    deviations = np.asarray([_SLOPE_DEVIATION] * (len(known) - 1) + [_INTERCEPT_DEVIATION])
    found, intercept = platt_drawn(rows, truth, around=np.asarray(known), deviations=deviations)
    slope = float(found[0])
    # A slope of 0 would say that scores mean nothing; then what was known of them stays.
    if slope <= 0:
        return replace(weights, slope=prior.slope, intercept=prior.intercept)
    behind = float(found[1]) / slope if len(found) > 1 else weights.behind
    return replace(weights, behind=behind, slope=slope, intercept=intercept)


def _together_and_behind(examples: Sequence[Example], weights: Weights) -> np.ndarray:
    """The views added up and how far behind its rivals that leaves each judged pair, shape (k, 2)."""
    together = [weighed(example.views, weights) for example in examples]
    pairs = zip(together, examples, strict=True)
    return np.vstack([np.column_stack((t[e.judged], behind_the_best(t)[e.judged])) for t, e in pairs])


def _scores(examples: Sequence[Example], weights: Weights) -> np.ndarray:
    """The score of each judged pair, shape (k, 1)."""
    scores = [fused(e.views, weights, weights.shape)[e.judged] for e in examples]
    return np.concatenate(scores)[:, np.newaxis]
