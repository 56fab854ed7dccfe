"""A reviewer's workbook, read back: answers become decisions, and every wrong cell is named."""

import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import openpyxl
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import ValidationError

from crosswalk.errors import DecisionError
from crosswalk.interop.returned_row import About, Asked, Row, Sent, decision_of, faults
from crosswalk.interop.review_workbook import (
    ABOUT,
    ANSWER,
    COMMENT,
    OBJECT,
    REASON,
    REVIEW,
    SUBJECT,
    WORKBOOK_VERSION,
)
from crosswalk.interop.wrong_rows import WrongRows
from crosswalk.model import Decision

#: No review workbook is as large; a file that unpacks to more is not read.
_LARGEST = 256 * 1024 * 1024

#: As far as a local time can be behind UTC, and a clock wrong besides.
_BEHIND = timedelta(hours=14)

#: When a program last saved the file (ECMA-376 part 2, core properties).
_CORE = "docProps/core.xml"
_SAVED = re.compile(rb"<(?:\w+:)?modified[^>]*>\s*([^<\s]+)\s*<")

_HEADINGS = (SUBJECT, OBJECT, ANSWER, REASON, COMMENT)


def read_review_workbook(content: bytes, *, path: str) -> list[Decision]:
    """The answers of a workbook that `write_review_workbook` made and a person filled in, in row order.

    Rows without an answer are passed over. Rows are told by their ids, so they may have been sorted. The time
    of an answer is when the file was last saved, as the program that saved it says: Excel in UTC, LibreOffice
    in local time. It is never before the file was made, and a later saving gives a later time.

    Args:
        content: The .xlsx file.
        path: How messages name the file.

    Raises:
        WrongRows: Rows cannot be accepted; each with sheet and cell, what was found, and what to do.
        DecisionError: The file is damaged, or no review workbook.
    """
    book, saved_at = _opened(content, path)
    sent = _sent(book, saved_at, path)
    page, columns = _page(book, path)
    answers: dict[tuple[str, str], tuple[str, Decision]] = {}
    wrong: list[str] = []
    for cells in page.iter_rows(min_row=2):
        row = Row({heading: cells[column] for heading, column in columns.items()})
        found = [*faults(row, sent)]
        if not found and row.text(ANSWER):
            found = [*_taken(row, sent, answers)]
        wrong += (f"{path}: {fault}" for fault in found)
    if wrong:
        raise WrongRows(wrong)
    return [decision for _, decision in answers.values()]


def _taken(row: Row, sent: Sent, answers: dict[tuple[str, str], tuple[str, Decision]]) -> Iterator[str]:
    """Put an answer among those found, by pair; gives what is wrong with it all the same."""
    try:
        decision = decision_of(row, sent)
    except DecisionError as problem:
        yield f"{row.at(COMMENT)}: {problem}"
        return
    place, first = answers.setdefault((decision.subject_id, decision.object_id), (row.at(ANSWER), decision))
    if first != decision:
        yield f"{row.at(ANSWER)}: the pair was answered differently at {place}. Empty one of the two answers."


def _opened(content: bytes, path: str) -> tuple[Workbook, str | None]:
    """The workbook, and when it was last saved, if that is known."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            size = sum(part.file_size for part in parts.infolist())
            core = parts.read(_CORE) if _CORE in parts.namelist() and size < _LARGEST else b""
        with warnings.catch_warnings():
            # It warns of what other programs add and it does not know; nothing of that is read here.
            warnings.simplefilter("ignore")
            book = openpyxl.load_workbook(io.BytesIO(content), keep_links=False) if size < _LARGEST else None
    except Exception as problem:
        # openpyxl passes on whatever goes wrong in a damaged file: a dozen sorts of exceptions.
        raise DecisionError(
            f"the file cannot be read as a workbook ({type(problem).__name__})",
            remedy="Open it in a spreadsheet program, save it as an Excel workbook (.xlsx), and import that.",
            path=path,
        ) from problem
    if book is None:
        raise DecisionError(
            f"the workbook unpacks to {size:,} bytes, more than any that asks a reviewer",
            remedy="Hand back the file that `crosswalk review-file` made.",
            path=path,
        )
    return book, _time(core)


def _time(core: bytes) -> str | None:
    found = _SAVED.search(core)
    try:
        time = datetime.fromisoformat(found[1].decode()) if found else None
    except ValueError:
        return None
    if time is None:
        return None
    return _written(time if time.tzinfo else time.replace(tzinfo=UTC))


def _not_before(made_at: str, saved_at: str | None) -> str:
    """When the file was saved; if by the clock it was before it was made, then right after its making."""
    made = datetime.fromisoformat(made_at)
    saved = datetime.fromisoformat(saved_at) if saved_at else made - _BEHIND
    # One microsecond for each second: of two savings the later one stays the later one.
    since = (min(saved, made) - made + _BEHIND) / timedelta(seconds=1)
    return _written(max(saved, made + timedelta(microseconds=max(0, int(since)))))


def _written(time: datetime) -> str:
    return f"{time.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def _sent(book: Workbook, saved_at: str | None, path: str) -> Sent:
    try:
        first, *rest = (
            "".join(str(cell) for cell in row if cell is not None)
            for row in book[ABOUT].iter_rows(values_only=True)
        )
        version = json.loads(first)["version"]
        if version == WORKBOOK_VERSION:
            about = About.model_validate_json(first)
            asked = [Asked.model_validate_json(row) for row in rest if row]
            time = _not_before(about.made_at, saved_at)
            pairs = {(one.subject_id, one.object_id): one for one in asked}
            return Sent(about=about, asked=pairs, saved_at=time)
    except (KeyError, ValueError, TypeError, AttributeError, ValidationError) as problem:
        raise DecisionError(
            "this is not a workbook that `crosswalk review-file` made, or its hidden sheet was changed",
            remedy="Put the answers into the workbook that was sent out, and hand that back.",
            path=path,
        ) from problem
    raise DecisionError(
        f"the workbook has version {version} of the format, and this tool knows {WORKBOOK_VERSION}",
        remedy="Update crosswalk, then import the file.",
        path=path,
    )


def _page(book: Workbook, path: str) -> tuple[Worksheet, dict[str, int]]:
    """The sheet with the answers, and where the columns are that count."""
    if REVIEW not in book.sheetnames:
        raise DecisionError(
            f"the workbook has no sheet {REVIEW!r}",
            remedy="Name the sheet with the answers so again.",
            path=path,
        )
    page = book[REVIEW]
    headings = {
        str(cell.value).strip(): place for place, cell in enumerate(page[1]) if cell.value is not None
    }
    if missing := [heading for heading in _HEADINGS if heading not in headings]:
        raise DecisionError(
            f"the first row of the sheet {REVIEW} lacks {', '.join(map(repr, missing))}",
            remedy="Put the headings back as they were.",
            path=path,
        )
    return page, {heading: headings[heading] for heading in _HEADINGS}
