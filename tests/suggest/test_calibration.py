import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression

from crosswalk.suggest.calibration import expected_calibration_error, platt, platt_drawn


def truth(*values: int) -> np.ndarray:
    return np.array(values, dtype=bool)


def scores(*values: float) -> np.ndarray:
    return np.array(values, dtype=np.float64)


def test_calibration_worked_by_hand() -> None:
    # (0.5, 1]: 0.9 and 0.7 against 1 and 0, gap 0.3; [0, 0.5]: 0.2 and 0.4 against 0 and 0, gap 0.3.
    found = expected_calibration_error(scores(0.9, 0.7, 0.2, 0.4), truth(1, 0, 0, 0), bins=2)

    assert found == pytest.approx(0.3)


def test_probabilities_that_come_true_are_calibrated() -> None:
    assert expected_calibration_error(scores(1, 0, 1, 0), truth(1, 0, 1, 0)) == 0
    assert expected_calibration_error(scores(0.25, 0.25, 0.25, 0.25), truth(1, 0, 0, 0)) == 0
    with pytest.raises(ValueError, match="probabilities"):
        expected_calibration_error(scores(1.5), truth(1))


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1), st.integers(1, 20))
def test_the_calibration_error_is_a_share(pairs: list[tuple[float, bool]], bins: int) -> None:
    found = expected_calibration_error(
        scores(*(p for p, _ in pairs)), truth(*(t for _, t in pairs)), bins=bins
    )

    assert 0 <= found <= 1


def test_nothing_judged_has_no_calibration_error() -> None:
    assert math.isnan(expected_calibration_error(scores(), truth()))


def a_sample(size: int, *, slope: list[float], intercept: float) -> tuple[np.ndarray, np.ndarray]:
    """Scores, and truths that come about with a logistic probability."""
    rng = np.random.default_rng(20)
    rows = rng.normal(size=(size, len(slope)))
    return rows, rng.random(size) < 1 / (1 + np.exp(-(rows @ slope + intercept)))


def test_the_scale_is_that_of_an_unpenalised_logistic_regression() -> None:
    rows, positive = a_sample(300, slope=[1.5, -0.5], intercept=-1.0)
    oracle = LogisticRegression(C=np.inf).fit(rows, positive)

    slope, intercept = platt(rows, positive)

    np.testing.assert_allclose(slope, oracle.coef_[0], atol=1e-2)
    assert intercept == pytest.approx(oracle.intercept_[0], abs=1e-2)


def test_the_scale_that_made_a_sample_is_found_again() -> None:
    rows, positive = a_sample(50_000, slope=[2.0], intercept=-3.0)

    slope, intercept = platt(rows, positive)

    assert slope[0] == pytest.approx(2.0, abs=0.1)
    assert intercept == pytest.approx(-3.0, abs=0.1)


def test_scores_that_part_the_two_perfectly_give_a_finite_scale() -> None:
    slope, intercept = platt(np.array([[-2.0], [-1.0], [1.0], [2.0]]), truth(0, 0, 1, 1))

    assert np.isfinite([*slope, intercept]).all()
    assert slope[0] > 1
    assert abs(intercept) < 0.1


def drawn(*rows: float, to: np.ndarray, deviation: float) -> tuple[float, float]:
    """Slope and intercept from a slope of 2 and an intercept of -3."""
    coefficients, intercept = platt_drawn(
        scores(*rows)[:, np.newaxis], to, around=scores(2, -3), deviations=scores(deviation, deviation)
    )
    return float(coefficients[0]), intercept


def test_without_any_judgement_the_scale_is_the_one_known_before() -> None:
    assert drawn(to=truth(), deviation=1.0) == pytest.approx((2, -3))


def test_few_judgements_move_the_scale_less_the_nearer_it_is_held() -> None:
    # By what was known before, both are matches; people say that they are not.
    moved = [drawn(3, 4, to=truth(0, 0), deviation=deviation) for deviation in (0.01, 0.1, 1.0)]

    assert moved[0] == pytest.approx((2, -3), abs=0.01)
    assert [slope for slope, _ in moved] == sorted((slope for slope, _ in moved), reverse=True)
    assert [intercept for _, intercept in moved] == sorted((i for _, i in moved), reverse=True)


def test_many_judgements_outweigh_what_was_known_before() -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=20_000)
    said = rng.random(20_000) < 1 / (1 + np.exp(-(rows - 1)))

    coefficients, intercept = platt(rows[:, np.newaxis], said)

    assert drawn(*rows, to=said, deviation=1.0) == pytest.approx((coefficients[0], intercept), abs=0.02)


def test_a_scale_never_turns_round() -> None:
    slope, _ = drawn(*[5] * 500, *[-5] * 500, to=truth(*[0] * 500, *[1] * 500), deviation=10.0)

    assert slope == 0
