"""A workbook in which a reviewer answers without the tool: drop-downs for the relation and the reason.

The sheet `Review` is for the person. The sheet `about` is hidden and says, in JSON, what stood in the file
when it was made: an answer keeps which words and which suggestion the reviewer saw, whatever became of them
meanwhile. `returned_workbook` reads both back.
"""

import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import datetime

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from crosswalk.catalogue import Catalogue
from crosswalk.interop.xlsx import HEADER, row_height
from crosswalk.model import REASON_WORDS, Polarity
from crosswalk.review import Question
from crosswalk.vocabulary import PREDICATE_WORDS, Predicate

#: The version of the format, and what tells our workbooks from others.
WORKBOOK_VERSION, FORMAT = 1, "review workbook"

REVIEW, HOW_TO, ABOUT = "Review", "How to", "about"

#: The answers, as the drop-down offers them. A is the statement on the left, B the one on the right.
RELATIONS = {
    "the same": Predicate.EXACT,
    "mostly the same": Predicate.CLOSE,
    "A is wider": Predicate.NARROW,
    "A is narrower": Predicate.BROAD,
    "they overlap": Predicate.RELATED,
    "opposite": Predicate.OPPOSITE,
}
REJECT, UNSURE = "reject", "unsure"
ANSWERS = (*RELATIONS, REJECT, UNSURE)

#: Headings that are looked for when the file comes back.
SUBJECT, OBJECT, ANSWER, REASON, COMMENT = "Id of A", "Id of B", "Your answer", "Reason", "Comment"

#: Heading -> width in characters.
_ENDS = {
    "No.": 6, "A: framework": 16, "A: where": 22, "A: statement": 52, SUBJECT: 16,
    "B: framework": 16, "B: where": 22, "B: statement": 52, OBJECT: 16,
}  # fmt: skip
_FIGURES = {"Suggested": 22, "Probability": 11}
_ANSWERS = {ANSWER: 18, REASON: 30, COMMENT: 44}

#: What Excel takes in one cell, with room to spare.
_CELL = 30_000

_MEANINGS = {
    "the same": "A and B ask for the same, in whatever words.",
    "mostly the same": "A and B ask for the same but for small things.",
    "A is wider": "A asks for all that B asks for, and for more.",
    "A is narrower": "B asks for all that A asks for, and for more.",
    "they overlap": "A and B share a part, and each has a part that the other lacks.",
    "opposite": "A describes what B warns against, or the other way round.",
    REJECT: "A and B do not correspond. Choose a reason too.",
    UNSURE: "You cannot tell; somebody else should look.",
}


def write_review_workbook(
    questions: Sequence[Question],
    catalogue: Catalogue,
    *,
    reviewer: str,
    blind: bool,
    tool: str,
    made_at: str,
) -> bytes:
    """A workbook that asks one reviewer about pairs, one row a pair, in the order given.

    Args:
        questions: The pairs; their statements are in the catalogue.
        catalogue: All frameworks.
        reviewer: Who answers.
        blind: Leave out what is suggested. It stays in the hidden sheet, for the record of what the reviewer
            did not see; who digs for it can find it.
        tool: What made the suggestions, with its version; empty if not known.
        made_at: UTC, as the ledger writes times: `2026-01-31T09:30:00.000000Z`.

    Returns:
        The .xlsx file; equal input gives equal bytes.
    """
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        # So that a file that nobody saved since does not look answered today.
        book.set_properties(
            {
                "title": f"Review by {reviewer}",
                "author": "crosswalk",
                "created": datetime.fromisoformat(made_at),
            }
        )
        page = book.add_worksheet(REVIEW)
        _write_review(book, page, questions, catalogue, blind=blind)
        _write_how_to(book, book.add_worksheet(HOW_TO), reviewer=reviewer, blind=blind)
        about = {
            "crosswalk": FORMAT, "version": WORKBOOK_VERSION, "reviewer": reviewer, "blind": blind,
            "tool": tool, "made_at": made_at,
        }  # fmt: skip
        _write_about(book.add_worksheet(ABOUT), [about, *(_asked(q, catalogue) for q in questions)])
        page.activate()
    return file.getvalue()


def _asked(question: Question, catalogue: Catalogue) -> dict[str, object]:
    """What is kept of a question: all of it, and the words."""
    return asdict(question) | {
        "subject_wording": catalogue.named(question.subject_id).wording,
        "object_wording": catalogue.named(question.object_id).wording,
    }


def _write_about(page: Worksheet, rows: Sequence[dict[str, object]]) -> None:
    for number, row in enumerate(rows):
        # Without _: it could look like one of Excel's escapes (_x000D_), which not every program undoes.
        text = json.dumps(row).replace("_", "\\u005f")
        for column, start in enumerate(range(0, len(text), _CELL)):
            page.write_string(number, column, text[start : start + _CELL])
    page.protect()
    page.very_hidden()


def _write_review(
    book: Workbook, page: Worksheet, questions: Sequence[Question], catalogue: Catalogue, *, blind: bool
) -> None:
    widths = _ENDS | ({} if blind else _FIGURES) | _ANSWERS
    headings, last = [*widths], len(questions)
    for column, width in enumerate(widths.values()):
        page.set_column(column, column, width)
    page.write_row(0, 0, headings, book.add_format(HEADER))
    plain = {"text_wrap": True, "valign": "top", "border": 1, "border_color": "#d0d7de"}
    cell = book.add_format(plain)
    percent = book.add_format(plain | {"num_format": "0%"})
    # Of the format text: what begins like a formula stays what the reviewer typed.
    answer = book.add_format(plain | {"locked": False, "bg_color": "#fffbe6", "num_format": "@"})
    for number, question in enumerate(questions, start=1):
        shown = [*_shown(number, question, catalogue, blind=blind)]
        page.set_row(number, row_height(shown, [*widths.values()][: len(shown)]))
        for column, value in enumerate(shown):
            # Named by type: the general writer would look for formulas and addresses in every text.
            if isinstance(value, str):
                page.write_string(number, column, value, cell)
            elif value is None:
                page.write_blank(number, column, None, cell)
            else:
                page.write_number(number, column, value, percent if isinstance(value, float) else cell)
        for column in range(len(shown), len(headings)):
            page.write_blank(number, column, None, answer)
    page.autofilter(0, 0, last, len(headings) - 1)
    _offer(book, page, headings, last=max(last, 1))
    _lay_out(page)


def _shown(
    number: int, question: Question, catalogue: Catalogue, *, blind: bool
) -> Iterator[str | int | float | None]:
    """The cells of a row up to the answers."""
    yield number
    for node_id in (question.subject_id, question.object_id):
        framework, statement = catalogue.owner(node_id), catalogue.statement(node_id)
        warns = "(what it warns against)" if statement.polarity is Polarity.NEGATIVE else ""
        where = (framework.path(statement), framework.level_name(statement), warns)
        yield framework.name
        yield "\n".join(filter(None, where))
        yield "\n".join(filter(None, (statement.title, statement.text)))
        yield node_id
    if not blind:
        yield f"A {PREDICATE_WORDS[question.predicate_id]} B"
        yield question.confidence


def _offer(book: Workbook, page: Worksheet, headings: Sequence[str], *, last: int) -> None:
    """Drop-downs for the answer and the reason, and a colour where a reason is missing."""
    for heading, choices, hint in (
        (ANSWER, ANSWERS, "How does A relate to B?"),
        (REASON, tuple(REASON_WORDS.values()), f"Only where you answer “{REJECT}”."),
    ):
        column = headings.index(heading)
        page.data_validation(
            1,
            column,
            last,
            column,
            {
                "validate": "list",
                "source": list(choices),
                "input_title": heading,
                "input_message": hint,
                "error_title": heading,
                "error_message": "Please choose from the list.",
            },
        )
    answer, reason = (headings.index(heading) for heading in (ANSWER, REASON))
    page.conditional_format(
        1,
        reason,
        last,
        reason,
        {
            "type": "formula",
            "criteria": f'=AND(${xl_col_to_name(answer)}2="{REJECT}",${xl_col_to_name(reason)}2="")',
            "format": book.add_format({"bg_color": "#ffc7ce"}),
        },
    )


def _lay_out(page: Worksheet) -> None:
    page.freeze_panes(1, 0)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    # No password: it keeps hands off the ids by accident, and whoever must can take it off.
    page.protect(
        options={
            "sort": True,
            "autofilter": True,
            "format_columns": True,
            "format_rows": True,
            "objects": True,
        }
    )


def _write_how_to(book: Workbook, page: Worksheet, *, reviewer: str, blind: bool) -> None:
    title, bold, text = (
        book.add_format(extra | {"valign": "top", "text_wrap": True})
        for extra in ({"bold": True, "font_size": 14}, {"bold": True}, {})
    )
    widths = (30, 96)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    page.hide_gridlines(2)
    page.set_landscape()
    page.fit_to_pages(1, 0)
    for number, (name, said) in enumerate(_instructions(reviewer, blind=blind)):
        if number:
            page.set_row(number, row_height((name, said), widths))
        page.write_string(number, 0, name, title if number == 0 else bold)
        page.write_string(number, 1, said, text)
    page.protect()


def _instructions(reviewer: str, *, blind: bool) -> Iterator[tuple[str, str]]:
    yield "How to review", f"This workbook is for {reviewer}. The answers count as theirs."
    yield "", ""
    yield "1. Read", f"On the sheet “{REVIEW}” each row has two statements: A on the left, B on the right."
    yield (
        "2. Answer",
        f"Choose in the column “{ANSWER}” how A relates to B. Rows without an answer stay as they are, so "
        "you can stop at any time.",
    )
    yield (
        "3. Say why",
        f"Where you answer “{REJECT}”, choose a reason. A comment is always welcome.",
    )
    yield (
        "4. Hand back",
        "Save the file as .xlsx and send it back. Whoever keeps the project runs `crosswalk decisions import "
        "FILE`. Changed your mind? Change the answer, save, and hand the file back again.",
    )
    if blind:
        yield "Without suggestions", "What the tool suggests is left out, and the order says nothing of it."
    else:
        yield "Suggested", "What the tool suggests. It is often wrong; your word counts."
        yield "Probability", "How probable it is that people call the two a match. Empty where not known."
    yield (
        "Sort and filter",
        "The arrows in the headings filter. To sort, take the protection off first (Review, Unprotect Sheet; "
        "there is no password). The ids must stay with their statements.",
    )
    yield "", ""
    yield "The answers", ""
    yield from _MEANINGS.items()
    yield "", ""
    yield "The reasons", f"For “{REJECT}” only: {'; '.join(REASON_WORDS.values())}."
