import io
import json
import re
import time
import zipfile
from collections.abc import Callable

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.errors import DecisionError
from crosswalk.interop.decisions import read_jsonl, write_jsonl
from crosswalk.interop.returned_workbook import read_review_workbook
from crosswalk.interop.review_workbook import ANSWERS, RELATIONS, write_review_workbook
from crosswalk.interop.wrong_rows import WrongRows
from crosswalk.model import REASON_WORDS, Decision, Framework, Kind, Reason, Shown, Verdict
from crosswalk.review import Question
from crosswalk.vocabulary import Predicate
from tests.worlds import invented, statement

MADE_AT = "2026-01-31T09:30:00.000000Z"
QUESTIONS = [
    Question(
        subject_id="ash:1.1",
        object_id="elm:1",
        predicate_id=Predicate.CLOSE,
        confidence=0.1 + 0.2,
        similarity_score=1 / 3,
    ),
    Question(subject_id="ash:1.2", object_id="elm:2", similarity_score=0.5),
    Question(subject_id="elm:1.n", object_id="ash:1.1.first", predicate_id=Predicate.OPPOSITE),
]
#: Where the columns are that a person fills in.
ANSWER, REASON, COMMENT = "L", "M", "N"

Fill = Callable[[openpyxl.Workbook], None]


def written(*questions: Question, world: Catalogue | None = None, blind: bool = False) -> bytes:
    return write_review_workbook(
        questions or QUESTIONS,
        world or invented(),
        reviewer="reviewer-1",
        blind=blind,
        tool="crosswalk suggest 1",
        made_at=MADE_AT,
    )


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def filled(cells: dict[str, object], content: bytes | None = None) -> bytes:
    """The workbook as it is after a person typed into cells and saved it."""
    book = opened(content or written())
    for place, value in cells.items():
        book["Review"][place] = value
    return saved(book)


def saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def read(cells: dict[str, object], content: bytes | None = None) -> list[Decision]:
    return read_review_workbook(filled(cells, content), path="back.xlsx")


def faults(content: bytes) -> list[str]:
    with pytest.raises(WrongRows) as refused:
        read_review_workbook(content, path="back.xlsx")
    assert "Nothing was imported" in str(refused.value)
    return list(refused.value.rows)


def test_answers_come_back_as_decisions_with_all_that_the_reviewer_saw(world: Catalogue) -> None:
    accepted, rejected = read(
        {"L2": "A is wider", "N2": "see 1.2\nand 1.3", "L3": "reject", "M3": "different level"}
    )

    assert (accepted.pair, accepted.verdict, accepted.predicate_id) == (
        ("ash:1.1", "elm:1"), Verdict.ACCEPT, Predicate.NARROW,
    )  # fmt: skip
    assert (accepted.comment, accepted.reviewer) == ("see 1.2\nand 1.3", "reviewer-1")
    assert accepted.shown == Shown(
        blind=False,
        predicate_id=Predicate.CLOSE,
        similarity_score=1 / 3,
        confidence=0.1 + 0.2,
        tool="crosswalk suggest 1",
    )
    assert accepted.subject_wording == world.statement("ash:1.1").wording
    assert accepted.object_wording == world.statement("elm:1").wording
    assert (rejected.verdict, rejected.reason) == (Verdict.REJECT, Reason.LEVEL)
    assert accepted.decided_at == rejected.decided_at > MADE_AT


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_of_the_list_is_understood_whatever_its_capitals(answer: str) -> None:
    reason = "Wording  only" if answer == "reject" else None
    (found,) = read({"L4": f" {answer.upper()} ", "M4": reason})

    assert found.predicate_id == RELATIONS.get(answer)
    assert found.verdict is {"reject": Verdict.REJECT, "unsure": Verdict.UNSURE}.get(answer, Verdict.ACCEPT)


def test_what_was_suggested_without_figures_was_shown_without_figures() -> None:
    (found,) = read({"L4": "opposite"})

    assert found.shown == Shown(blind=False, predicate_id=Predicate.OPPOSITE, tool="crosswalk suggest 1")


def test_rows_without_an_answer_are_passed_over() -> None:
    assert read({}) == []
    assert read_review_workbook(written(), path="back.xlsx") == []


def test_rows_may_be_sorted() -> None:
    book = opened(filled({"L2": "the same", "L4": "opposite", "N4": "indeed"}))
    rows = [[cell.value for cell in row] for row in book["Review"].iter_rows(min_row=2)]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            book["Review"].cell(number, column).value = value

    last, first = read_review_workbook(saved(book), path="back.xlsx")

    assert (first.subject_id, first.predicate_id) == ("ash:1.1", Predicate.EXACT)
    assert (last.subject_id, last.predicate_id, last.comment) == ("elm:1.n", Predicate.OPPOSITE, "indeed")


def test_reading_twice_gives_the_same_ids_and_another_answer_another_id() -> None:
    content = filled({"L2": "the same"})
    (one,), (again,) = (read_review_workbook(content, path=path) for path in ("a.xlsx", "b.xlsx"))
    (other,) = read_review_workbook(filled({"L2": "opposite"}, content), path="a.xlsx")

    assert one == again
    assert other.id != one.id


NONE_OF_THESE = "the same; mostly the same; A is wider; A is narrower; they overlap; opposite; reject; unsure"


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"L3": "sameish"}, f"Review!L3: 'sameish' is no answer. Choose one of: {NONE_OF_THESE}."),
        ({"L3": 7}, "Review!L3: '7' is no answer."),
        ({"L3": "reject"}, "Review!M3: the reason is missing. Choose one of: different topic;"),
        (
            {"L3": "reject", "M3": "boring"},
            "Review!M3: 'boring' is no reason. Choose one of: different topic;",
        ),
        (
            {"L3": "the same", "M3": "different level"},
            "Review!M3: a reason goes with 'reject' only, and the answer is 'the same'. Empty the cell, or "
            "change Review!L3.",
        ),
        (
            {"M3": "different level"},
            "Review!L3: there is a reason without an answer. Choose one ('unsure' if",
        ),
        ({"N3": "odd"}, "Review!L3: there is a comment without an answer."),
        (
            {"L3": "unsure", "E3": "ash:99"},
            "Review!E3: here is 'ash:99', and this file did not ask about the pair",
        ),
        (
            {"L3": "unsure", "I3": None},
            "Review!I3: here is nothing, and this file did not ask about the pair",
        ),
        ({"L3": "unsure", "I3": "elm:1"}, "Review!I3: here is 'elm:1'"),
        (
            {"L3": "=L2"},
            "Review!L3: the cell holds a formula (=L2). Type it again as text, with ' before it.",
        ),
        ({"L3": "unsure", "N3": "#NAME?"}, "Review!N3: the cell holds a formula (#NAME?)."),
        ({"L3": "unsure", "N3": "a_x0000_b"}, "Review!N3: the comment has characters that cannot be kept."),
        ({"L3": "unsure", "N3": "a_xD800_b"}, "Review!N3: the comment has characters that cannot be kept."),
    ],
)
def test_a_row_that_cannot_be_accepted_is_named_with_sheet_and_cell(
    cells: dict[str, object], said: str
) -> None:
    (fault,) = faults(filled({"L2": "the same", **cells}))

    assert fault.startswith(f"back.xlsx: {said}")


def test_every_wrong_row_is_listed_and_of_a_row_everything_that_is_wrong() -> None:
    found = faults(filled({"L2": "sameish", "E2": "ash:9", "L3": "reject", "L4": "perhaps"}))

    assert [re.search(r"Review!\w+", fault)[0] for fault in found] == [
        "Review!E2", "Review!L2", "Review!M3", "Review!L4",
    ]  # fmt: skip


def test_a_pair_that_is_answered_twice_is_named_where_the_answers_differ() -> None:
    copied = {"E3": "ash:1.1", "I3": "elm:1"}

    assert len(read({**copied, "L2": "the same", "L3": "the same"})) == 1
    (fault,) = faults(filled({**copied, "L2": "the same", "L3": "unsure"}))
    assert fault.startswith("back.xlsx: Review!L3: the pair was answered differently at Review!L2.")


def other_workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Review"
    return saved(book)


def without_sheet() -> bytes:
    book = opened(written())
    book["Review"].title = "Mine"
    return saved(book)


def of_version(version: int) -> bytes:
    book = opened(written())
    about = json.loads(book["about"]["A1"].value) | {"version": version}
    book["about"]["A1"] = json.dumps(about)
    return saved(book)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"PK\x03\x04 no workbook", "cannot be read as a workbook"),
        (written()[:-2000], "cannot be read as a workbook"),
        (written()[:3000] + b"\0" * 400 + written()[3400:], "back.xlsx: "),
        (other_workbook(), "not a workbook that `crosswalk review-file` made"),
        (without_sheet(), "the workbook has no sheet 'Review'"),
        (filled({"L1": "Mine"}), "the first row of the sheet Review lacks 'Your answer'"),
        (of_version(2), "version 2 of the format"),
    ],
)
def test_a_file_that_is_none_of_ours_is_said_to_be_so(content: bytes, said: str) -> None:
    with pytest.raises(DecisionError) as refused:
        read_review_workbook(content, path="back.xlsx")

    assert str(refused.value).startswith("back.xlsx: ")
    assert said in str(refused.value)


def with_core(content: bytes, change: Callable[[bytes], bytes | None]) -> bytes:
    """The file with other properties, or with none."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            part = change(old.read(name)) if name == "docProps/core.xml" else old.read(name)
            if part is not None:
                new.writestr(name, part)
    return file.getvalue()


@pytest.mark.parametrize(
    ("modified", "time"),
    [
        (b"2026-02-01T10:00:00Z", "2026-02-01T10:00:00.000000Z"),
        (b"2026-02-01T10:00:00", "2026-02-01T10:00:00.000000Z"),
        (b"2026-02-01T10:00:00+02:00", "2026-02-01T08:00:00.000000Z"),
        (b"2025-02-01T10:00:00Z", MADE_AT),
    ],
)
def test_the_time_is_when_the_file_was_saved_but_never_before_it_was_made(modified: bytes, time: str) -> None:
    content = with_core(
        filled({"L2": "the same"}),
        lambda core: re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + modified, core),
    )

    (found,) = read_review_workbook(content, path="back.xlsx")
    assert found.decided_at == time


def test_of_two_savings_by_a_clock_that_is_behind_the_later_one_stays_the_later_one() -> None:
    def saved_at(moment: bytes) -> str:
        content = with_core(
            filled({"L2": "the same"}),
            lambda core: re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + moment, core),
        )
        return read_review_workbook(content, path="back.xlsx")[0].decided_at

    # LibreOffice in New York, half an hour and an hour after the file was made; then a day later.
    times = [
        saved_at(time) for time in (b"2026-01-31T05:00:00Z", b"2026-01-31T05:30:00Z", b"2026-02-01T05:30:00Z")
    ]

    assert MADE_AT < times[0] < times[1] < MADE_AT.replace("00.0", "00.1") < times[2]


def test_without_a_time_in_the_file_its_making_counts_so_that_reading_twice_gives_the_same() -> None:
    content = with_core(filled({"L2": "the same"}), lambda core: None)

    (found,) = read_review_workbook(content, path="back.xlsx")
    assert found.decided_at == MADE_AT


def test_a_blind_workbook_shows_no_suggestion_and_says_so_of_the_answers() -> None:
    content = written(blind=True)
    headings = [cell.value for cell in opened(content)["Review"][1]]
    (found,) = read({"J2": "the same"}, content)

    assert not {"Suggested", "Probability"} & set(headings)
    assert found.shown.blind
    assert found.shown.confidence == 0.1 + 0.2


def test_the_sheet_has_lists_to_choose_from_and_only_the_answers_can_be_changed() -> None:
    page = opened(written())["Review"]
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}

    assert lists == {
        "L2:L4": f'"{",".join(ANSWERS)}"',
        "M2:M4": f'"{",".join(REASON_WORDS.values())}"',
    }
    assert page.freeze_panes == "A2"
    assert page.protection.sheet
    assert page.protection.password is None
    # Excel writes what is forbidden.
    assert not any((page.protection.sort, page.protection.autoFilter, page.protection.formatColumns))
    unlocked = {cell.column_letter for row in page.iter_rows() for cell in row if not cell.protection.locked}
    assert unlocked == {ANSWER, REASON, COMMENT}


def test_the_hidden_sheet_is_hidden_and_the_other_one_explains_every_answer() -> None:
    book = opened(written())
    said = {row[0].value: row[1].value for row in book["How to"].rows}

    assert book["about"].sheet_state == "veryHidden"
    assert {*ANSWERS} <= {*said}
    assert all("A" in said[answer] and "B" in said[answer] for answer in RELATIONS)
    assert "reviewer-1" in said["How to review"]


def test_a_warning_statement_says_what_it_is_and_the_suggestion_is_in_words() -> None:
    page = opened(written())["Review"]

    assert "what it warns against" in page["C4"].value
    assert page["J2"].value == "A says mostly the same as B"
    assert (page["K2"].value, page["K3"].value) == (pytest.approx(0.3), None)


HOSTILE = '=HYPERLINK("http://x","y")'


def hostile(text: str) -> Catalogue:
    return Catalogue(
        Framework(
            id=name, title=f"=1+{name}", statements=(statement(f"{name}:1", Kind.ELEMENT, 1, title=text),)
        )
        for name in ("fir", "yew")
    )


def test_text_that_looks_like_a_formula_stays_text_and_is_kept_as_it_was() -> None:
    content = written(Question(subject_id="fir:1", object_id="yew:1"), world=hostile(HOSTILE))
    page = opened(content)["Review"]

    assert {cell.data_type for cell in page[2] if cell.value is not None} == {"n", "s"}
    assert page["D2"].value == HOSTILE
    (found,) = read({"L2": "the same"}, content)
    assert found.subject_wording == HOSTILE


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60))
def test_any_wording_comes_back_as_it_was(text: str) -> None:
    content = written(Question(subject_id="fir:1", object_id="yew:1"), world=hostile(text))
    (found,) = read({"L2": "the same"}, content)

    assert found.subject_wording == text
    assert found.shown is None


def test_a_wording_longer_than_a_cell_comes_back_whole() -> None:
    text = "wörd_" * 20_000
    content = written(Question(subject_id="fir:1", object_id="yew:1"), world=hostile(text))
    (found,) = read({"L2": "the same"}, content)

    assert found.subject_wording == text


def test_the_same_questions_give_the_same_bytes_later() -> None:
    first = written()
    # A zip file keeps times to two seconds.
    time.sleep(2.1)

    assert written() == first


def test_what_was_read_is_kept_by_the_lossless_file() -> None:
    found = read({"L2": "the same", "L3": "reject", "M3": "different topic", "N3": "a\r\nb", "L4": "unsure"})

    assert sorted(read_jsonl({"d": write_jsonl(found)}), key=lambda d: d.id) == sorted(
        found, key=lambda d: d.id
    )
