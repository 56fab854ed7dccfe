import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.errors import DecisionError
from crosswalk.interop.decisions import read_jsonl, write_jsonl, write_votes
from crosswalk.model import Decision, Reason, Shown, Verdict
from crosswalk.vocabulary import Predicate
from tests.decided import decided, ledgers, named, rejected, undone, unsure


def votes(*rows: Decision, verdict: Verdict, world: Catalogue) -> list[dict[str, str]]:
    """Rows of the TSV file by column."""
    text = write_votes(rows, world, verdict=verdict, name="test", description="A test.")
    columns, *lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    return [dict(zip(columns, line, strict=True)) for line in lines]


@given(ledgers, st.randoms())
def test_what_is_written_is_read_back_the_same_whatever_the_order(
    rows: list[Decision], random: st.randoms
) -> None:
    text = write_jsonl(rows)
    mixed = list(rows)
    random.shuffle(mixed)

    assert read_jsonl({"d.jsonl": text}) == sorted(rows, key=lambda d: d.order)
    assert write_jsonl(mixed) == text


@given(ledgers, st.integers(0, 25), st.randoms())
def test_two_files_that_overlap_give_the_same_in_any_order(
    rows: list[Decision], cut: int, random: st.randoms
) -> None:
    files = [("1.jsonl", write_jsonl(rows[:cut])), ("2.jsonl", write_jsonl(rows[max(0, cut - 5) :]))]
    random.shuffle(files)

    assert read_jsonl(dict(files)) == sorted(rows, key=lambda d: d.order)


def spoilt(**fields: object) -> str:
    row = json.loads(write_jsonl([decided(1)])) | fields
    return json.dumps({name: value for name, value in row.items() if value != "left out"}) + "\n"


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "the line: Invalid JSON"),
        ("[1]\n", "the line"),
        (spoilt(verdict="maybe"), "verdict"),
        (spoilt(verdict="left out"), "verdict: Field required"),
        (spoilt(reviewer=7), "reviewer"),
        (spoilt(colour="red"), "colour: Extra inputs"),
        (spoilt(shown={"blind": "yes"}), "shown.blind"),
        (spoilt(shown={"blind": True, "confidence": 2}), "the confidence shown is 2"),
        (spoilt(predicate_id=None), "accept has no relation"),
        (spoilt(decided_at="2026-02-30T00:00:00.000000Z"), "time of the decision"),
    ],
)
def test_a_wrong_row_is_refused_with_file_line_and_fault(line: str, said: str) -> None:
    with pytest.raises(DecisionError) as refused:
        read_jsonl({"mine/d.jsonl": write_jsonl([decided(2)]) + "\n" + line})

    assert "mine/d.jsonl:3: " in str(refused.value)
    assert said in str(refused.value)
    assert "Nothing was imported" in str(refused.value)


def test_every_wrong_row_of_every_file_is_listed() -> None:
    with pytest.raises(DecisionError) as refused:
        read_jsonl({"a.jsonl": "{\n" * 3, "b.jsonl": "{\n" * 30})

    said = str(refused.value)
    assert "33 rows are no decisions" in said
    assert all(f"a.jsonl:{line}: " in said for line in (1, 2, 3))
    assert said.count(".jsonl:") == 33


def test_two_decisions_with_one_id_are_refused() -> None:
    with pytest.raises(DecisionError, match=rf"b\.jsonl:1: another decision has the id {named(1)}"):
        read_jsonl({"a.jsonl": write_jsonl([decided(1)]), "b.jsonl": write_jsonl([rejected(1)])})


def test_a_line_may_hold_what_other_programs_take_for_line_ends() -> None:
    odd = decided(1, comment="one\u2028two\rthree\nfour\x85five")

    assert read_jsonl({"d.jsonl": write_jsonl([odd])}) == [odd]
    assert write_jsonl([odd]).count("\n") == 1


def test_accepted_votes_are_one_record_each_with_their_reviewer(world: Catalogue) -> None:
    other = decided(2, reviewer="reviewer-2", predicate_id=Predicate.CLOSE, comment="nearly\tthe\nsame")

    first, second = votes(decided(1), other, unsure(3), verdict=Verdict.ACCEPT, world=world)

    assert first["mapping_justification"] == second["mapping_justification"] == "semapv:MappingReview"
    assert (first["author_label"], second["author_label"]) == ("reviewer-1", "reviewer-2")
    assert (first["predicate_id"], second["predicate_id"]) == ("skos:exactMatch", "skos:closeMatch")
    assert second["comment"] == "nearly the same"
    assert "predicate_modifier" not in first


def test_rejected_votes_stand_alone_and_say_not_and_why(world: Catalogue) -> None:
    (row,) = votes(
        decided(1),
        rejected(2, reason=Reason.BEHAVIOUR, comment="see 1.2"),
        verdict=Verdict.REJECT,
        world=world,
    )

    assert (row["predicate_modifier"], row["predicate_id"]) == ("Not", "skos:mappingRelation")
    assert row["comment"] == "same topic but different behaviour: see 1.2"


def test_who_rejects_a_suggested_opposite_denies_that(world: Catalogue) -> None:
    shown = Shown(blind=False, predicate_id=Predicate.OPPOSITE)
    (row,) = votes(rejected(1, shown=shown), verdict=Verdict.REJECT, world=world)

    assert row["predicate_id"] == "crosswalk:opposite"


def test_votes_on_statements_that_are_gone_are_only_in_the_lossless_file(world: Catalogue) -> None:
    gone = decided(1, object_id="elm:99"), decided(2, object_id="fir:1")

    assert votes(*gone, verdict=Verdict.ACCEPT, world=world) == []


@given(ledgers, st.randoms())
def test_the_order_of_votes_changes_no_byte(rows: list[Decision], random: st.randoms) -> None:
    from tests.worlds import invented

    mixed = list(rows)
    random.shuffle(mixed)
    one, other = (
        write_votes(x, invented(), verdict=Verdict.ACCEPT, name="test", description="A test.")
        for x in (rows, mixed)
    )

    assert one == other


def test_an_undo_is_in_the_lossless_file() -> None:
    rows = [decided(1), undone(2, of=1)]

    assert read_jsonl({"d.jsonl": write_jsonl(rows)}) == rows
