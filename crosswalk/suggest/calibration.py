"""Probabilities from scores, and how far probabilities are from what happened."""

import numpy as np


def platt(rows: np.ndarray, truth: np.ndarray) -> tuple[np.ndarray, float]:
    """Platt's scaling: the logistic regression of what is true on one or few scores.

    Args:
        rows: Shape (k, v).
        truth: Shape (k,); both values occur.

    Returns:
        Coefficients, shape (v,), and the intercept.
    """
    from sklearn.linear_model import LogisticRegression

    # So weak a penalty that it only keeps coefficients finite where the scores separate the two perfectly.
    fitted = LogisticRegression(C=1e4, max_iter=1000).fit(rows, truth)
    return np.asarray(fitted.coef_[0]), float(fitted.intercept_[0])


def platt_drawn(
    rows: np.ndarray, truth: np.ndarray, *, around: np.ndarray, deviations: np.ndarray
) -> tuple[np.ndarray, float]:
    """Platt's scaling of few and picked pairs: the likeliest values given what was known before.

    Minimises sum log(1 + exp(-y m)) + 1/2 sum ((v - around) / deviations)^2 with m = rows w + b, v = (w, b)
    and no w below 0: a normal prior on each value (Genkin, Lewis and Madigan, Technometrics 2007). Without
    any rows it gives what was known before.

    Args:
        rows: Shape (k, v).
        truth: Shape (k,), boolean.
        around: Coefficients known before and, last, the intercept; shape (v + 1,).
        deviations: Standard deviations of the priors, same shape.

    Returns:
        Coefficients, shape (v,), and the intercept.
    """
    from scipy.optimize import minimize
    from scipy.special import expit

    def loss(values: np.ndarray) -> tuple[float, np.ndarray]:
        margin = rows @ values[:-1] + values[-1]
        wrong = expit(margin) - truth
        away = (values - around) / deviations
        value = np.logaddexp(0.0, margin).sum() - margin[truth].sum() + away @ away / 2
        return float(value), np.append(rows.T @ wrong, wrong.sum()) + away / deviations

    bounds = [(0.0, None)] * rows.shape[1] + [(None, None)]
    found = minimize(loss, around, jac=True, method="L-BFGS-B", bounds=bounds).x
    return np.asarray(found[:-1]), float(found[-1])


def expected_calibration_error(confidence: np.ndarray, positive: np.ndarray, *, bins: int = 10) -> float:
    """How far stated probabilities are from what came true (Naeini, Cooper and Hauskrecht 2015).

    Bins of equal width over [0, 1], each closed above and the first closed below; the gap between mean
    probability and share of positives in each bin, weighted by the share of items in it.

    Args:
        confidence: Probabilities, any shape.
        positive: The same shape.
        bins: At least 1.

    Returns:
        In [0, 1]; NaN for nothing judged.

    Raises:
        ValueError: A probability is outside [0, 1].
    """
    confidence = np.asarray(confidence, dtype=np.float64).ravel()
    truth = np.asarray(positive, dtype=np.float64).ravel()
    if not confidence.size:
        return float("nan")
    if confidence.min() < 0 or confidence.max() > 1:
        raise ValueError("probabilities must be in [0, 1]")
    place = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    gaps = np.bincount(place, weights=confidence - truth, minlength=bins)
    return float(np.abs(gaps).sum() / confidence.size)
