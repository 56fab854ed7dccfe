from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.model import Member, Principle, Principles, Why
from crosswalk.principles import Entry, Rebuilt, Record, What, derive, rebuild
from tests.principles.trees import TOPIC_1, TOPIC_2, links, shared
from tests.worlds import LetterEncoder

WORLD = shared()
IDS = [s.id for s in WORLD.statements]
DERIVED = derive(WORLD, links(), encode=LetterEncoder().encode)


def again(record: Record, derived: Principles = DERIVED) -> Rebuilt:
    return rebuild(record, derived, catalogue=WORLD)


FIRST = again(Record())


def edited(place: int, **fields: object) -> Record:
    entries = list(FIRST.record.entries)
    entries[place] = replace(entries[place], **fields)
    return replace(FIRST.record, entries=tuple(entries))


def found(*groups: set[str], label: str = "Found") -> Principles:
    """Principles as if they had been derived."""
    return Principles(
        principles=tuple(
            Principle(
                id=f"p{number}", label=f"{label} {number}", label_from=min(ids), definition="Said.",
                definition_from=min(ids), terms=(), stability=0.9,
                members=tuple(Member(statement_id=i, stability=0.9) for i in IDS if i in ids),
            )
            for number, ids in enumerate(groups, start=1)
        )
    )  # fmt: skip


def members(rebuilt: Rebuilt) -> dict[str, set[str]]:
    return {one.id: set(one.statement_ids) for one in rebuilt.principles.principles}


def test_the_first_time_the_record_is_what_was_found() -> None:
    assert members(FIRST) == {"p1": TOPIC_1, "p2": TOPIC_2}
    assert FIRST.principles == DERIVED
    assert FIRST.changes == ()


def test_rebuilding_with_nothing_changed_changes_nothing() -> None:
    assert again(FIRST.record) == FIRST


def test_ids_follow_the_statements_whatever_the_order() -> None:
    assert members(again(FIRST.record, found(TOPIC_2, TOPIC_1))) == {"p1": TOPIC_1, "p2": TOPIC_2}


def test_a_renamed_principle_keeps_its_name_and_says_what_changed_underneath() -> None:
    named = again(edited(0, label="Openness"))
    rebuilt = again(named.record, found(TOPIC_1, TOPIC_2))
    first = rebuilt.principles.principles[0]

    assert (first.label, first.label_from, first.definition) == ("Openness", None, "Said.")
    assert [c.now for c in rebuilt.changes if c.what is What.LABEL] == ["Found 1", "Found 2"]


def test_a_moved_member_stays_where_it_was_put() -> None:
    one, two = FIRST.record.entries
    moved = replace(
        FIRST.record,
        entries=(
            replace(one, members=tuple(i for i in one.members if i != "fir:1.a")),
            replace(two, members=(*two.members, "fir:1.a")),
        ),
    )
    rebuilt = again(again(moved).record)

    assert members(rebuilt) == {"p1": TOPIC_1 - {"fir:1.a"}, "p2": TOPIC_2 | {"fir:1.a"}}
    assert rebuilt.record.entries[1].pinned == ("fir:1.a",)
    assert [m.by_hand for m in rebuilt.principles.principles[1].members if m.statement_id == "fir:1.a"] == [
        True
    ]


def test_a_pinned_member_stays_when_it_is_found_elsewhere() -> None:
    pinned = edited(0, pinned=("fir:1.b",))
    rebuilt = again(pinned, found(TOPIC_1 - {"fir:1.b"}, TOPIC_2 | {"fir:1.b"}))

    assert members(rebuilt) == {"p1": TOPIC_1, "p2": TOPIC_2}
    assert again(rebuilt.record, found(TOPIC_1 - {"fir:1.b"}, TOPIC_2 | {"fir:1.b"})).record == rebuilt.record
    assert [(c.what, c.was, c.now) for c in rebuilt.changes if c.statement_id == "fir:1.b"] == [
        (What.MOVED, "p1", "p2")
    ]


def test_what_was_not_pinned_follows_what_is_found() -> None:
    rebuilt = again(FIRST.record, found(TOPIC_1 - {"fir:1.b"}, TOPIC_2 | {"fir:1.b"}))

    assert members(rebuilt) == {"p1": TOPIC_1 - {"fir:1.b"}, "p2": TOPIC_2 | {"fir:1.b"}}


def test_a_removed_member_does_not_come_back_and_is_listed() -> None:
    rebuilt = again(again(edited(1, members=("ash:2", "elm:2"))).record)

    assert members(rebuilt)["p2"] == {"ash:2", "elm:2"}
    assert {n.statement_id for n in rebuilt.principles.nowhere if n.why is Why.BY_HAND} == TOPIC_2 - {
        "ash:2",
        "elm:2",
    }


@pytest.mark.parametrize("way", ["word", "move", "both"])
def test_two_principles_merge_by_a_word_or_by_moving_members(way: str) -> None:
    one, two = FIRST.record.entries
    all_members = (*one.members, *two.members) if way != "word" else one.members
    merged = replace(one, members=all_members, merged=("p2",) if way != "move" else ())
    entries = (merged,) if way != "word" else (merged, two)
    first = again(replace(FIRST.record, entries=entries))
    later = again(first.record, found(TOPIC_1, TOPIC_2 | {"fir:2"}))

    assert members(first) == {"p1": TOPIC_1 | TOPIC_2}
    assert members(later) == {"p1": TOPIC_1 | TOPIC_2 | {"fir:2"}}
    assert first.principles.principles[0].of == ("p1", "p2")


def test_a_merge_with_its_entry_deleted_brings_the_members_along() -> None:
    one = replace(FIRST.record.entries[0], merged=("p2",))

    assert members(again(replace(FIRST.record, entries=(one,)))) == {"p1": TOPIC_1 | TOPIC_2}


def test_a_split_off_principle_keeps_its_members() -> None:
    one, two = FIRST.record.entries
    away = ("fir:1", "fir:1.a", "fir:1.b")
    kept = replace(one, members=tuple(i for i in one.members if i not in away))
    new = Entry(id="p3", label="Firs", definition="", members=away)
    rebuilt = again(again(replace(FIRST.record, entries=(kept, two, new))).record)

    assert members(rebuilt) == {"p1": TOPIC_1 - {*away}, "p2": TOPIC_2, "p3": {*away}}
    assert rebuilt.principles.principles[2].label == "Firs"


def test_a_dropped_principle_does_not_come_back() -> None:
    rebuilt = again(again(replace(FIRST.record, entries=FIRST.record.entries[:1])).record)

    assert members(rebuilt) == {"p1": TOPIC_1}
    assert rebuilt.record.dropped == ("p2",)


def test_a_new_community_gets_a_new_id_and_is_told() -> None:
    new = {"ash:3", "elm:3", "fir:3"}
    rebuilt = again(FIRST.record, found(TOPIC_1, TOPIC_2, new))

    assert members(rebuilt)["p3"] == new
    assert [c.principle_id for c in rebuilt.changes if c.what is What.NEW] == ["p3"]


def test_an_untouched_principle_goes_with_its_community_and_an_edited_one_stays() -> None:
    assert members(again(FIRST.record, found(TOPIC_1))) == {"p1": TOPIC_1}
    named = again(edited(1, label="Thrift")).record
    rebuilt = again(named, found(TOPIC_1))

    assert [one.label for one in rebuilt.principles.principles] == ["Found 1", "Thrift"]
    assert again(rebuilt.record, found(TOPIC_1)).record == rebuilt.record


def test_a_statement_that_is_gone_from_the_corpus_goes_from_its_principle() -> None:
    fewer = type(WORLD)(WORLD.frameworks[:2])
    rebuilt = rebuild(
        FIRST.record, found(TOPIC_1 - {"fir:1", "fir:1.a", "fir:1.b"}, TOPIC_2), catalogue=fewer
    )

    assert not [i for ids in members(rebuilt).values() for i in ids if i.startswith("fir:")]


ids = st.lists(st.sampled_from(IDS), unique=True, max_size=12).map(tuple)
groups = st.lists(st.sets(st.sampled_from(IDS), min_size=1, max_size=9), max_size=4)


@st.composite
def edits(draw: st.DrawFn) -> Record:
    """The first record after somebody was at it."""
    entries = [
        replace(
            entry,
            members=draw(st.just(entry.members) | ids),
            pinned=draw(ids),
            label=draw(st.sampled_from([entry.label, "Mine"])),
        )
        for entry in FIRST.record.entries
    ]
    entries += draw(
        st.lists(
            st.builds(Entry, id=st.just("p9"), label=st.just("New"), definition=st.just(""), members=ids),
            max_size=1,
        )
    )
    return replace(FIRST.record, entries=tuple(draw(st.permutations(entries)))[: draw(st.integers(1, 3))])


@given(edits(), groups)
def test_any_edit_survives_any_rebuild_and_the_next_one_changes_nothing(
    record: Record, new: list[set[str]]
) -> None:
    once = again(record, found(*new))
    twice = again(once.record, found(*new))

    kept = {entry.id: entry for entry in once.record.entries}
    assert twice.record == once.record
    assert twice.principles == once.principles
    assert twice.changes == ()
    for entry in record.entries:
        if entry.id in kept:
            assert {*entry.pinned} <= {*kept[entry.id].members}
            assert entry.label != "Mine" or kept[entry.id].label == "Mine"
