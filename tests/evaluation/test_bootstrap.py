import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.evaluation.bootstrap import paired_bootstrap

FIGURES = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@given(FIGURES, st.integers(0, 2**31))
def test_the_same_seed_gives_the_same_interval(figures: list[float], seed: int) -> None:
    others = figures[::-1]
    found = paired_bootstrap(figures, others, seed=seed, n=200)

    assert found == paired_bootstrap(figures, others, seed=seed, n=200)
    assert found.units == len(figures)
    assert found.low <= found.high


@given(FIGURES)
def test_a_constant_gain_leaves_no_doubt(figures: list[float]) -> None:
    found = paired_bootstrap([f + 0.25 for f in figures], figures, n=100)

    assert (found.mean, found.low, found.high) == pytest.approx((0.25, 0.25, 0.25))


def test_the_interval_is_about_as_wide_as_theory_says() -> None:
    # Differences of 0 and 1, half each: their mean over 100 units has a standard deviation of 0.05.
    found = paired_bootstrap([0.0, 1.0] * 50, [0.0] * 100)

    assert found.mean == 0.5
    assert (found.low, found.high) == pytest.approx((0.5 - 1.96 * 0.05, 0.5 + 1.96 * 0.05), abs=0.012)


def test_units_go_in_pairs() -> None:
    with pytest.raises(ValueError, match="2 figures for 1 units"):
        paired_bootstrap([1.0, 2.0], [1.0])
    assert math.isnan(paired_bootstrap([], []).mean)
