import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import DecisionError
from crosswalk.interop.decisions import write_jsonl
from crosswalk.interop.handed_back import HANDED_BACK_VERSION, is_handed_back, read_handed_back
from crosswalk.interop.wrong_rows import WrongRows
from crosswalk.model import Decision
from tests.decided import decided, ledgers, rejected


def rows(*decisions: Decision) -> list[dict[str, object]]:
    return [json.loads(line) for line in write_jsonl(decisions).split("\n") if line]


def saved(*decisions: object, reviewer: str = "reviewer-1", **fields: object) -> str:
    """What the page saves."""
    file = {
        "crosswalk": "review",
        "version": HANDED_BACK_VERSION,
        "reviewer": reviewer,
        "decisions": decisions,
    }
    return json.dumps(file | fields)


@given(ledgers)
def test_decisions_come_back_as_the_page_saved_them(found: list[Decision]) -> None:
    own = [decision for decision in found if decision.reviewer == "reviewer-1"]
    text = saved(*rows(*own))

    assert is_handed_back(text)
    assert read_handed_back(text, path="a.json") == sorted(own, key=lambda d: d.order)


def test_a_decision_that_stands_twice_in_the_file_is_taken_once() -> None:
    assert read_handed_back(saved(*rows(decided(1)), *rows(decided(1))), path="a.json") == [decided(1)]


def test_every_decision_that_cannot_be_accepted_is_named_by_its_number() -> None:
    good, other = rows(decided(1), decided(2, reviewer="reviewer-2"))
    text = saved(good, other, good | {"verdict": "maybe"}, 7, *rows(rejected(1)), good | {"colour": "red"})

    with pytest.raises(WrongRows) as refused:
        read_handed_back(text, path="a.json")

    starts = [f"a.json: decision {number}: " for number in (2, 3, 4, 5, 6)]
    assert all(row.startswith(start) for row, start in zip(refused.value.rows, starts, strict=True))
    said = str(refused.value)
    assert "the reviewer is 'reviewer-2', and the file is by 'reviewer-1'" in said
    assert "verdict: " in said
    assert "another decision has the id" in said
    assert "colour: Extra inputs" in said
    assert "Nothing was imported" in said


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:-20], "not what a review page saves"),
        (lambda text: text.replace('"review"', '"survey"'), "crosswalk: "),
        (lambda text: text.replace('"version": 1', '"version": "1"'), "version: "),
        (lambda text: text.replace('"version": 1', '"version": 2'), "the file has version 2"),
        (lambda text: text.replace('"decisions"', '"verdicts"'), "decisions: Field required"),
        (lambda text: text.replace('"reviewer": "reviewer-1", "d', '"d'), "reviewer: Field required"),
    ],
)
def test_a_file_that_cannot_be_read_as_a_whole_is_said_to_be_so(
    spoil: Callable[[str], str], said: str
) -> None:
    with pytest.raises(DecisionError) as refused:
        read_handed_back(spoil(saved(*rows(decided(1)))), path="a.json")

    assert str(refused.value).startswith("a.json: ")
    assert said in str(refused.value)


@pytest.mark.parametrize("text", ["", "{", "[]", "[" * 100_000, write_jsonl([decided(1)]), '{"id": 1}', "7"])
def test_other_texts_are_not_taken_for_one(text: str) -> None:
    assert not is_handed_back(text)


@given(st.integers(20, 200))
def test_one_that_was_cut_off_is_still_taken_for_one(length: int) -> None:
    assert is_handed_back("\n " + saved(*rows(decided(1)))[:length])
