import numpy as np
import pytest

from crosswalk.measures import Chance, draws, framework_measures, interval
from tests.measures.test_measures import FEW, WORLD, between, links

RING = links(*((f"{x}:{n}", f"{y}:{n}") for x, y in ("ab", "bc", "ac") for n in range(1, 5)))


def test_draws_are_those_behind_the_figures_of_two_frameworks() -> None:
    row = between(framework_measures(WORLD, RING, chance=FEW), "a", "b")
    found = draws(WORLD, RING, first="a", second="b", chance=FEW)

    assert found.shuffled is not None
    assert (found.overlap, found.agreeing) == (row["overlap"], row["agreeing"])
    assert found.jaccard == pytest.approx(row["jaccard"], abs=1e-6)
    assert interval(found.overlaps) == pytest.approx(tuple(row[["overlap_low", "overlap_high"]]), abs=1e-6)
    assert interval(found.jaccards) == pytest.approx(tuple(row[["jaccard_low", "jaccard_high"]]), abs=1e-6)
    assert found.shuffled.mean() == pytest.approx(row["agreeing_by_chance"], abs=1e-6)
    assert found.p == row["p"]


def test_there_are_as_many_draws_as_were_asked_for_and_the_same_each_time() -> None:
    chance = Chance(shuffles=20, resamples=30)
    once, again = (draws(WORLD, RING, first="a", second="b", chance=chance) for _ in range(2))

    assert once.shuffled is not None
    assert (once.shuffled.shape, once.overlaps.shape, once.jaccards.shape) == ((20,), (30,), (30,))
    np.testing.assert_array_equal(once.resampled, again.resampled)
    np.testing.assert_array_equal(once.shuffled, again.shuffled)
    other = draws(WORLD, RING, first="a", second="b", chance=Chance(shuffles=20, resamples=30, seed=1))
    assert (once.resampled != other.resampled).any()


def test_without_a_third_framework_there_is_no_shuffle_and_no_p() -> None:
    found = draws(WORLD, links(("a:1", "b:1"), ("a:1", "c:1")), first="a", second="b", chance=FEW)

    assert (found.shuffled, found.p) == (None, None)
