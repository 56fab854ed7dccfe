"""How sure a difference between two methods is."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean difference and the range that 95 of 100 resamples fall in; NaN for no units.

    Attributes:
        mean: Of a - b over the units.
        low: 2.5th percentile of resampled means.
        high: 97.5th percentile.
        units: How many units it rests on.
    """

    mean: float
    low: float
    high: float
    units: int


def paired_bootstrap(a: Sequence[float], b: Sequence[float], *, seed: int = 0, n: int = 10_000) -> Interval:
    """Percentile interval of the mean of a - b, units resampled with replacement (Efron 1979).

    Units are what could have been others: queries, or framework pairs. With fewer than about ten units the
    interval is too narrow; it is then a hint.

    Args:
        a: One figure a unit.
        b: The same units, in the same order.
        seed: The same seed gives the same interval.
        n: How many resamples, at least 1.

    Raises:
        ValueError: The two differ in length.
    """
    if len(a) != len(b):
        raise ValueError(f"{len(a)} figures for {len(b)} units")
    differences = np.asarray(a, dtype=np.float64) - np.asarray(b, dtype=np.float64)
    units = len(differences)
    if not units:
        return Interval(float("nan"), float("nan"), float("nan"), 0)
    random = np.random.default_rng(seed)
    # How often each unit is drawn, instead of which: n x units either way, summed by one product.
    drawn = random.multinomial(units, np.full(units, 1 / units), size=n)
    low, high = np.percentile(drawn @ differences / units, [2.5, 97.5])
    return Interval(float(differences.mean()), float(low), float(high), units)
