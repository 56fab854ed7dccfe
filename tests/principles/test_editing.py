import pytest

from crosswalk.errors import PrinciplesError
from crosswalk.interop.principles import read_principles, write_principles
from crosswalk.model import Principle
from crosswalk.principles import Record, derive, editing, rebuild
from tests.principles.trees import TOPIC_1, TOPIC_2, links, shared
from tests.worlds import LetterEncoder

WORLD = shared()
DERIVED = derive(WORLD, links(), encode=LetterEncoder().encode)
FIRST = rebuild(Record(), DERIVED, catalogue=WORLD).record
SOME = sorted(TOPIC_1)[:2]


def after(record: Record) -> dict[str, Principle]:
    """The principles after the record was written, read, and built on twice."""
    for _ in range(2):
        rebuilt = rebuild(record, DERIVED, catalogue=WORLD)
        record = read_principles(write_principles(rebuilt.record, WORLD), WORLD, path="principles.yaml")
    return {one.id: one for one in rebuilt.principles.principles}


def test_a_new_name_stays_and_says_whose_it_is() -> None:
    found = after(editing.rename(FIRST, "p1", label=" Our words ", definition="Said so.", by="reviewer-1"))

    assert (found["p1"].label, found["p1"].definition) == ("Our words", "Said so.")
    assert found["p1"].label_from is None
    assert found["p1"].edited_by == ("reviewer-1",)
    assert found["p2"].edited_by == ()


def test_a_principle_without_a_name_is_refused() -> None:
    with pytest.raises(PrinciplesError, match="needs a label"):
        editing.rename(FIRST, "p1", label=" ", definition="", by="reviewer-1")


def test_moved_statements_leave_the_one_and_are_held_in_the_other() -> None:
    found = after(editing.move(FIRST, SOME, of="p1", into="p2", by="reviewer-1"))

    assert set(found["p1"].statement_ids) == TOPIC_1 - set(SOME)
    assert set(found["p2"].statement_ids) == TOPIC_2 | set(SOME)
    assert {m.statement_id for m in found["p2"].members if m.by_hand} == set(SOME)


def test_a_statement_put_into_a_second_principle_supports_both() -> None:
    found = after(editing.put(FIRST, SOME, into="p2", by="reviewer-1"))

    assert set(SOME) <= set(found["p1"].statement_ids) & set(found["p2"].statement_ids)


def test_what_was_taken_out_and_put_back_is_there_again() -> None:
    record = editing.take_out(FIRST, SOME, of="p1", by="reviewer-1")
    assert not set(SOME) & set(after(record)["p1"].statement_ids)

    back = editing.put(record, SOME, into="p1", by="reviewer-2")

    assert set(after(back)["p1"].statement_ids) == TOPIC_1
    assert after(back)["p1"].edited_by == ("reviewer-1", "reviewer-2")


def test_nothing_may_be_left_of_a_principle_only_by_dropping_it() -> None:
    with pytest.raises(PrinciplesError, match="Drop the principle"):
        editing.take_out(FIRST, sorted(TOPIC_1), of="p1", by="reviewer-1")


def test_merging_makes_one_of_two() -> None:
    found = after(editing.merge(FIRST, "p2", into="p1", by="reviewer-1"))

    assert set(found["p1"].statement_ids) == TOPIC_1 | TOPIC_2
    assert "p2" not in found
    with pytest.raises(PrinciplesError, match="into itself"):
        editing.merge(FIRST, "p1", into="p1", by="reviewer-1")


def test_splitting_makes_two_of_one() -> None:
    found = after(editing.split(FIRST, SOME, of="p1", label="A part", by="reviewer-1"))

    assert set(found["p1"].statement_ids) == TOPIC_1 - set(SOME)
    assert (found["p3"].label, set(found["p3"].statement_ids)) == ("A part", set(SOME))
    assert [*found] == ["p1", "p3", "p2"], "it stands behind the one that it came from"


def test_a_split_needs_statements_and_a_name() -> None:
    with pytest.raises(PrinciplesError, match="needs statements and a label"):
        editing.split(FIRST, [], of="p1", label="A part", by="reviewer-1")


def test_a_dropped_principle_can_be_restored() -> None:
    dropped = editing.drop(FIRST, "p1")
    assert [*after(dropped)] == ["p2"]

    assert set(after(editing.restore(dropped, "p1"))["p1"].statement_ids) == TOPIC_1


def test_an_edit_of_what_is_not_there_says_so() -> None:
    with pytest.raises(PrinciplesError, match="there is no principle p9"):
        editing.drop(FIRST, "p9")
    with pytest.raises(PrinciplesError, match="p1 was not dropped"):
        editing.restore(FIRST, "p1")


def test_a_principle_that_people_made_can_be_merged_back() -> None:
    record = editing.split(FIRST, SOME, of="p1", label="A part", by="reviewer-1")

    found = after(editing.merge(record, "p3", into="p1", by="reviewer-1"))

    assert [*found] == ["p1", "p2"]
    assert set(found["p1"].statement_ids) == TOPIC_1
