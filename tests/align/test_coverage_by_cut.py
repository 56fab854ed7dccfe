import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.align import BY_CUT_COLUMNS, coverage_by_cut
from crosswalk.model import Decision
from crosswalk.review import looked_at
from crosswalk.vocabulary import Predicate
from tests.decided import decided, rejected
from tests.worlds import invented

PROBABLE = [
    ("ash:1.1", "elm:1", 0.8),
    ("ash:1.1", "elm:2", 0.3),
    ("ash:1.2", "elm:1", 0.5),
    ("ash:1.2", "elm:2", 0.2),
]


def shares(*decisions: Decision, probable: list[tuple[str, str, float]] = PROBABLE) -> pd.DataFrame:
    return coverage_by_cut(invented(), probable, looked=looked_at(decisions), cuts=(0.25, 0.5, 0.6))


def of(table: pd.DataFrame, framework: str) -> list[float]:
    return table.loc[table["framework"] == framework, "share"].tolist()


def test_the_share_falls_as_the_cut_rises() -> None:
    table = shares()

    assert tuple(table.columns) == BY_CUT_COLUMNS
    assert of(table, "ash") == [1.0, 1.0, 0.5]
    assert of(table, "elm") == [1.0, 0.5, 0.5]
    assert set(table["settled_by_people"]) == {0}


def test_an_accepted_pair_counts_at_every_cut_and_a_rejected_one_at_none() -> None:
    accepted = shares(decided(1, subject_id="ash:1.2", object_id="elm:2"))
    assert of(accepted, "ash") == [1.0, 1.0, 1.0]
    assert of(accepted, "elm") == [1.0, 1.0, 1.0]
    assert set(accepted["settled_by_people"]) == {1}

    assert of(shares(rejected(1)), "ash") == [1.0, 0.5, 0.0]
    assert of(shares(decided(1, predicate_id=Predicate.OPPOSITE)), "ash") == [1.0, 0.5, 0.0]


def test_what_people_judged_absent_is_covered_at_no_cut() -> None:
    table = shares(rejected(1, object_id="elm:framework"))

    assert of(table, "ash") == [0.5, 0.5, 0.0]
    assert of(table, "elm") == [1.0, 0.5, 0.5]


def test_where_no_probability_is_known_there_is_no_share() -> None:
    assert shares(probable=[])["share"].isna().all()


@settings(max_examples=40)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["ash:1.1", "ash:1.2"]), st.sampled_from(["elm:1", "elm:2"]), st.floats(0, 1)
        ),
        min_size=1,
    )
)
def test_the_share_never_rises_with_the_cut(probable: list[tuple[str, str, float]]) -> None:
    table = coverage_by_cut(invented(), probable)

    for _, own in table.groupby(["framework", "by"]):
        assert own["share"].is_monotonic_decreasing or own["share"].isna().all()
    assert table["share"].dropna().between(0, 1).all()


def test_a_pair_may_be_named_from_either_end() -> None:
    turned = [(b, a, p) for a, b, p in PROBABLE]

    pd.testing.assert_frame_equal(shares(probable=turned), shares())


@pytest.mark.parametrize("cut", [0.0, 1.0])
def test_the_ends_of_the_scale_can_be_asked_for(cut: float) -> None:
    table = coverage_by_cut(invented(), PROBABLE, cuts=(cut,))

    assert set(table["share"]) == {1.0 - cut}
