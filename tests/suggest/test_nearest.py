import numpy as np
import pytest

from crosswalk.suggest.nearest import nearness


def test_near_is_what_the_closest_share_of_pairs_reaches() -> None:
    assert nearness([np.arange(0, 0.5, 0.01), np.arange(0.5, 1.0, 0.01)], share=0.25) == pytest.approx(0.7425)


def test_where_there_is_no_pair_nothing_is_near() -> None:
    assert nearness([], share=0.01) == 1.0
    assert nearness([np.zeros((0, 3)), np.zeros(0)], share=0.01) == 1.0
