import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import adjusted_rand_score

from crosswalk.principles.communities import Settings, Together, joined, often_together, raw_communities
from crosswalk.principles.cutting import cut
from crosswalk.principles.stability import (
    COMMUNITY_COLUMNS,
    adjusted_rand,
    agreement,
    blending,
    community_table,
    numbers,
)
from tests.principles.trees import TOPIC_1, TOPIC_2, claim, links, shared

groupings = st.integers(2, 30).flatmap(
    lambda n: st.tuples(*[st.lists(st.integers(0, 4), min_size=n, max_size=n)] * 2)
)


def blurred() -> Together:
    """Two groups of four, each together 9 times of 10, and with the other once of 10."""
    ids = tuple(f"{name}:{n}" for n in range(4) for name in ("ash", "elm"))
    share = np.full((8, 8), 0.1)
    share[:4, :4] = share[4:, 4:] = 0.9
    np.fill_diagonal(share, 1.0)
    return Together.of(ids, share)


def test_equal_groupings_agree_wholly_whatever_their_numbers() -> None:
    assert adjusted_rand(np.array([0, 0, 1, 2]), np.array([7, 7, 3, -1])) == 1.0


def test_agreement_by_hand() -> None:
    # {a b} {c d} against {a b} {c} {d}: one pair in both; 2 and 1 pairs; 2 * 1 / 6 by chance.
    found = adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2]))

    assert found == pytest.approx((1 - 2 / 6) / (3 / 2 - 2 / 6))


@given(groupings)
def test_agreement_is_the_figure_that_others_compute(both: tuple[list[int], list[int]]) -> None:
    one, other = map(np.asarray, both)

    assert adjusted_rand(one, other) == pytest.approx(adjusted_rand_score(one, other), abs=1e-9)


def test_every_two_runs_are_compared_once() -> None:
    runs = [np.array([0, 0, 1, 1]), np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])]

    assert agreement(runs).tolist() == [1.0, adjusted_rand(runs[0], runs[2]), adjusted_rand(runs[1], runs[2])]
    assert agreement([]).size == 0


def test_groupings_of_different_things_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="of 2 and of 3 things"):
        adjusted_rand(np.zeros(2), np.zeros(3))


def test_what_belongs_nowhere_has_no_number() -> None:
    found = cut(often_together(joined(shared(), links())))
    of = dict(zip(found.together.ids, numbers(found).tolist(), strict=True))

    assert {name for name, number in of.items() if number == 0} == TOPIC_1
    assert {name for name, number in of.items() if number == 1} == TOPIC_2
    assert of["fir:3"] == -1


def test_blending_tells_how_often_two_communities_stand_together() -> None:
    found = cut(blurred())

    np.testing.assert_allclose(blending(found), [[0.9, 0.1], [0.1, 0.9]])
    assert blending(cut(Together.of((), np.zeros((0, 0))))).shape == (0, 0)


def test_each_community_is_called_by_its_most_stable_element() -> None:
    found = community_table(shared(), cut(often_together(joined(shared(), links()))))

    assert tuple(found.columns) == COMMUNITY_COLUMNS
    assert found["community"].tolist() == [1, 2]
    assert found["framework_ids"].tolist() == ["ash; elm; fir", "ash; elm"]
    assert found["statements"].tolist() == [len(TOPIC_1), len(TOPIC_2)]
    assert found["stability"].between(0, 1).all()
    assert set(found["at_its_heart"]) <= {"ash:1", "elm:1", "fir:1", "ash:2", "elm:2"}


def test_a_run_on_resampled_links_drops_those_that_are_improbable() -> None:
    weak = claim("ash:2", "elm:2", 0.31), claim("ash:2.a", "elm:2.a", 0.31), claim("elm:3", "fir:3", 0.31)
    graph = joined(shared(), links(*weak))
    chosen = Settings()
    whole, kept = (
        [raw_communities(graph, seed=n, resolution=chosen.resolution, resampled=r) for n in range(8)]
        for r in (False, True)
    )

    assert agreement(whole).min() == 1.0
    assert agreement(kept).min() < 1.0
