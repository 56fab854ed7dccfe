"""How sure a share is that was counted in a sample."""

from math import sqrt
from statistics import NormalDist

#: Lower and upper end.
Interval = tuple[float, float]

#: Every interval shown to people holds the truth in 95 of 100 samples.
LEVEL = 0.95

_Z = NormalDist().inv_cdf((1 + LEVEL) / 2)


def wilson(right: float, judged: float) -> Interval:
    """Wilson's score interval of a proportion at the 95% level, in [0, 1].

    (p + z²/2n ± z √(p (1 - p) / n + z²/4n²)) / (1 + z²/n): Wilson, Probable inference, the law of
    succession, and statistical inference, JASA 22:209, 1927. It does not collapse where none or all are
    right. Written here because importing scipy.stats takes a second; a test holds the two side by side.

    Args:
        right: How many are; in [0, judged].
        judged: How many were looked at, more than 0; need not be whole where a sample is worth more than
            its size.
    """
    share, spread = right / judged, _Z**2 / judged
    middle = share + spread / 2
    reach = _Z * sqrt(share * (1 - share) / judged + spread / (4 * judged))
    low, high = (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)
    # Rounding must not put an end beyond what was counted.
    return max(0.0, min(low, share)), min(1.0, max(high, share))
