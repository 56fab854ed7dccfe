import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.align import gaps
from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision, Framework, Kind, Member, Principle, Principles, State
from crosswalk.principles.gaps import PRINCIPLE_GAP_COLUMNS, principle_gaps
from crosswalk.review import looked_at, settle
from crosswalk.vocabulary import Predicate
from tests.principles.trees import CLAIMS, decided, framework, rejected, shared
from tests.worlds import statement

#: Elements of all three frameworks, and an indicator of each.
MEMBERS = ("ash:1", "ash:1.a", "elm:1", "elm:1.a", "fir:1", "fir:1.a")


def principle(*members: str | Member, name: str = "p1") -> Principle:
    return Principle(
        id=name,
        label="Sharing information",
        label_from=None,
        definition="",
        definition_from=None,
        terms=(),
        members=tuple(
            one if isinstance(one, Member) else Member(statement_id=one, stability=1.0) for one in members
        ),
        stability=1.0,
    )


def by_hand(statement_id: str) -> Member:
    return Member(statement_id=statement_id, stability=None, by_hand=True)


def table(
    *decisions: Decision, members: tuple[str | Member, ...] = MEMBERS, catalogue: Catalogue | None = None
) -> pd.DataFrame:
    known = catalogue or shared()
    links = settle(CLAIMS, decisions)
    between = gaps(known, links, looked_at(decisions))
    return principle_gaps(known, Principles(principles=(principle(*members),)), gaps=between)


def row(found: pd.DataFrame, framework_id: str) -> dict[str, object]:
    (one,) = found[found["framework"] == framework_id].to_dict("records")
    return one


def state(found: pd.DataFrame, framework_id: str) -> tuple[object, object]:
    one = row(found, framework_id)
    return one["state"], one["rests_on"]


def same(number: int, one: str, other: str, **fields: object) -> Decision:
    return decided(number, subject_id=one, object_id=other, **fields)


def none_in(number: int, statement_id: str, framework_id: str, **fields: object) -> Decision:
    return rejected(number, subject_id=statement_id, object_id=f"{framework_id}:framework", **fields)


def test_every_principle_has_a_row_for_every_document_in_order() -> None:
    two = Principles(principles=(principle(*MEMBERS), principle("ash:2", "elm:2", name="p2")))
    found = principle_gaps(shared(), two, gaps=gaps(shared(), [], {}))

    assert list(zip(found["principle"], found["framework"], strict=True)) == [
        (one, of) for one in ("p1", "p2") for of in ("ash", "elm", "fir")
    ]
    assert tuple(found.columns) == PRINCIPLE_GAP_COLUMNS


def test_members_that_a_model_found_settle_nothing() -> None:
    found = table()

    assert {state(found, name) for name in ("ash", "elm", "fir")} == {("not yet reviewed", "suggested")}
    assert set(found["suggested_state"]) == {"addressed"}
    assert (row(found, "ash")["elements"], row(found, "ash")["indicators"]) == (1, 1)


def test_a_silent_framework_is_not_yet_reviewed_and_rests_on_nothing() -> None:
    found = table(members=("ash:1", "elm:1"))

    assert state(found, "fir") == ("not yet reviewed", "")
    assert row(found, "fir")["suggested_state"] == ""


def test_only_indicators_of_a_framework_that_has_elements_would_address_it_in_part() -> None:
    assert row(table(members=("ash:1", "elm:1", "fir:1.a")), "fir")["suggested_state"] == "partly addressed"


def test_an_accepted_pair_inside_addresses_the_principle_in_both_its_frameworks() -> None:
    found = table(same(1, "ash:1", "elm:1", comment="Plainly."))

    assert state(found, "ash") == state(found, "elm") == ("addressed", "reviewed")
    assert state(found, "fir") == ("not yet reviewed", "suggested")
    one = row(found, "elm")
    assert (one["counterparts"], one["judged_by"], one["comment"]) == ("elm:1", "reviewer-1", "Plainly.")
    assert one["judged_at"] == "2026-01-31T09:00:01.000000Z"
    assert (one["others"], one["others_addressed"], one["suggested_state"]) == (2, 1, "")


def test_the_narrower_side_of_an_accepted_pair_addresses_it_in_part() -> None:
    found = table(same(1, "ash:1", "elm:1", predicate_id=Predicate.BROAD))

    assert state(found, "elm") == ("addressed", "reviewed")
    assert state(found, "ash") == ("partly addressed", "reviewed")


def test_accepted_indicators_alone_address_it_in_part() -> None:
    found = table(same(1, "ash:1.a", "elm:1.a"))

    assert state(found, "elm") == ("partly addressed", "reviewed")
    assert row(found, "elm")["counterparts"] == "elm:1.a"


def test_where_no_element_tells_the_principle_accepted_indicators_address_it() -> None:
    found = table(same(1, "ash:1.a", "elm:1.a"), members=("ash:1.a", "elm:1.a"))

    assert state(found, "elm") == ("addressed", "reviewed")


def test_a_counterpart_that_is_no_member_addresses_it_in_part() -> None:
    found = table(same(1, "ash:1", "fir:3"), members=("ash:1", "elm:1"))

    assert state(found, "fir") == ("partly addressed", "reviewed")
    assert row(found, "fir")["counterparts"] == "fir:3"


def test_an_element_that_a_person_put_there_addresses_it_and_an_indicator_in_part() -> None:
    found = table(members=("ash:1", by_hand("elm:1"), by_hand("fir:1.a")))

    assert state(found, "elm") == ("addressed", "by hand")
    assert state(found, "fir") == ("partly addressed", "by hand")
    assert row(found, "elm")["counterparts"] == "elm:1"


def test_any_statement_of_a_framework_without_elements_can_address_it() -> None:
    oak = Framework(
        id="oak",
        title="Oak",
        source="corpus/oak/source.txt",
        statements=(statement("oak:1", Kind.INDICATOR, 1, text="Shares information."),),
    )
    catalogue = Catalogue([framework("ash"), oak])

    assert state(table(members=("ash:1", by_hand("oak:1")), catalogue=catalogue), "oak")[0] == "addressed"
    assert (
        row(table(members=("ash:1", "oak:1"), catalogue=catalogue), "oak")["suggested_state"] == "addressed"
    )


def test_judged_absent_takes_a_judgement_of_every_element_of_the_others_and_no_member() -> None:
    first, second = none_in(1, "ash:1", "fir"), none_in(2, "elm:1", "fir", comment="Read twice.")
    without_fir = ("ash:1", "ash:1.a", "elm:1")

    found = table(first, second, members=without_fir)
    assert state(found, "fir") == ("judged absent", "reviewed")
    assert row(found, "fir")["judged_by"] == "reviewer-1"
    assert row(found, "fir")["comment"] == "Read twice."
    assert state(table(first, members=without_fir), "fir") == ("not yet reviewed", "")
    assert state(table(first, second), "fir") == ("not yet reviewed", "suggested")


def test_what_people_found_in_part_and_judged_absent_in_part_is_partly_addressed() -> None:
    found = table(same(1, "ash:1", "fir:1"), none_in(2, "elm:1", "fir", reviewer="reviewer-2"))

    one = row(found, "fir")
    assert (one["state"], one["others_addressed"], one["others_absent"]) == ("partly addressed", 1, 1)
    assert one["judged_by"] == "reviewer-1; reviewer-2"


def test_a_disputed_pair_settles_nothing() -> None:
    found = table(
        same(1, "ash:1", "elm:1"), rejected(2, subject_id="ash:1", object_id="elm:1", reviewer="reviewer-2")
    )

    assert state(found, "elm") == ("not yet reviewed", "suggested")


def test_a_principle_of_one_framework_asks_the_others_and_not_itself() -> None:
    found = table(none_in(1, "ash:1", "elm"), members=(by_hand("ash:1"),))

    assert state(found, "ash") == ("addressed", "by hand")
    assert row(found, "ash")["others"] == 0
    assert state(found, "elm") == ("judged absent", "reviewed")


def test_without_principles_the_table_has_its_columns_and_no_row() -> None:
    found = principle_gaps(shared(), Principles(), gaps=gaps(shared(), [], {}))

    assert (tuple(found.columns), len(found)) == (PRINCIPLE_GAP_COLUMNS, 0)


_ballots = st.lists(
    st.one_of(
        st.builds(lambda a, b: (f"ash:{a}", f"elm:{b}"), st.integers(1, 3), st.integers(1, 3)),
        st.builds(
            lambda a, of: (f"ash:{a}", f"{of}:framework"), st.integers(1, 3), st.sampled_from(["elm", "fir"])
        ),
    ),
    max_size=6,
    unique=True,
)  # fmt: skip


@given(ballots=_ballots)
@settings(max_examples=60)
def test_nothing_is_settled_that_nobody_spoke_of(ballots: list[tuple[str, str]]) -> None:
    votes = [
        (rejected if b.endswith(":framework") else decided)(number, subject_id=a, object_id=b)
        for number, (a, b) in enumerate(ballots, start=1)
    ]
    found = table(*votes, members=("ash:1", "ash:2", "elm:1"))

    for one in found.to_dict("records"):
        settled = one["state"] != State.OPEN
        assert settled == bool(one["judged_by"])
        assert settled == (one["rests_on"] == "reviewed")
        if one["state"] == State.ABSENT:
            assert one["elements"] + one["indicators"] == 0
            assert one["others"] == one["others_absent"] > 0


@pytest.mark.parametrize("column", ["judged_by", "judged_at", "counterparts"])
def test_what_is_not_yet_reviewed_names_no_judge(column: str) -> None:
    assert set(table()[column]) == {""}
