"""Layout: a table (CSV, UTF-8) with one statement a record, for frameworks that users bring themselves.

Columns: `id` and `kind` (group, element, indicator, level), and `title`, `text` or both; then, where wanted,
`parent` (the id of an earlier record), `level` (a label of the scale), `polarity` (positive, negative) and
`type` (the framework's own word). Ids are written without the framework's prefix.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from crosswalk.citation import slug
from crosswalk.errors import SourceError
from crosswalk.model import Kind, Polarity, Scale, Span, Statement
from crosswalk.readers.document import Document, Reading
from crosswalk.readers.layout import left_out, rank_of

_COLUMNS = ("id", "kind", "title", "text", "parent", "level", "polarity", "type")
_ID = re.compile(r"^[\w.-]+$")
#: Stands for the framework as a whole in links.
_RESERVED_ID = "framework"
_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class _Record:
    """One record: its cells by column, white space collapsed, and its lines in the file."""

    cells: dict[str, str]
    span: Span

    def get(self, column: str) -> str:
        """A cell; empty where the table has no such column."""
        return self.cells.get(column, "")

    def wrong(self, column: str, found: str, remedy: str) -> SourceError:
        """The error for a cell that cannot be used."""
        return SourceError(
            f"column {column!r}: {found}", remedy=remedy, path=self.span.path, line=self.span.first_line
        )


def read_table(document: Document, *, framework_id: str, scale: Scale | None) -> Reading:
    """Read one statement a record. Levels of the scale that no record defines are made from the scale.

    Raises:
        SourceError: The file is no such table; the message names line and column.
        UnknownLevel: A record names a level that is not in the scale.
    """
    rows = _rows(document)
    heading, heading_span = next(rows, ([], document.span(1, 1)))
    columns = _columns(heading, heading_span)
    records = [_record(columns, cells, span) for cells, span in rows]
    empty = [not any(record.cells.values()) for record in records]
    filled = [record for record, is_empty in zip(records, empty, strict=True) if not is_empty]
    defined = _defined_levels(filled, document, framework_id, scale)
    made = _levels_from_scale(scale, defined, framework_id, heading_span) if scale else {}
    reasons = {} if made else _lines_of(heading_span, "column headings")
    for record, is_empty in zip(records, empty, strict=True):
        if is_empty:
            reasons |= _lines_of(record.span, "empty record")
    level_ids = defined | {rank: level.id for rank, level in made.items()}
    places = {record.get("id"): n for n, record in reversed(list(enumerate(filled)))}
    table = _Table(document, framework_id, scale, level_ids, places)
    read = (table.statement(record, place) for place, record in enumerate(filled))
    return Reading(statements=(*made.values(), *read), left_out=left_out(document, reasons))


def _lines_of(span: Span, reason: str) -> dict[int, str]:
    return dict.fromkeys(range(span.first_line, span.last_line + 1), reason)


def _rows(document: Document) -> Iterator[tuple[list[str], Span]]:
    """Records with their real lines; a quoted cell may hold line ends."""
    # Spreadsheets put a byte order mark before UTF-8.
    lines = (
        line.removeprefix("\ufeff") + "\n" if n == 0 else line + "\n" for n, line in enumerate(document.lines)
    )
    reader = csv.reader(lines, strict=True)
    before = 0
    try:
        for cells in reader:
            if cells:
                yield cells, document.span(before + 1, reader.line_num)
            before = reader.line_num
    except csv.Error as problem:
        raise SourceError(
            f"this is not CSV: {problem}",
            remedy="Put cells that hold quotes or line ends in double quotes, and double the quotes inside.",
            path=document.path,
            line=before + 1,
        ) from None


def _columns(heading: list[str], span: Span) -> tuple[str, ...]:
    columns = tuple(cell.strip().casefold() for cell in heading)
    remedy = f"The first line names columns, separated by commas: {', '.join(_COLUMNS)}."
    for number, column in enumerate(columns):
        if column not in _COLUMNS or column in columns[:number]:
            what = "is not known" if column not in _COLUMNS else "is there twice"
            raise SourceError(
                f"the column {column!r} {what}", remedy=remedy, path=span.path, line=span.first_line
            )
    missing = [c for c in ("id", "kind") if c not in columns]
    if not {"title", "text"} & set(columns):
        missing.append("title or text")
    if missing:
        raise SourceError(
            f"there is no column {' and no column '.join(missing)}",
            remedy=remedy,
            path=span.path,
            line=span.first_line,
        )
    return columns


def _record(columns: tuple[str, ...], cells: list[str], span: Span) -> _Record:
    if len(cells) != len(columns):
        raise SourceError(
            f"the record has {len(cells)} cells, the first line names {len(columns)} columns",
            remedy="Give every record one cell a column; put cells that hold commas in double quotes.",
            path=span.path,
            line=span.first_line,
        )
    return _Record({c: " ".join(cell.split()) for c, cell in zip(columns, cells, strict=True)}, span)


def _defined_levels(
    records: list[_Record], document: Document, framework_id: str, scale: Scale | None
) -> dict[int, str]:
    """Ids of the records that define levels, by rank."""
    return {
        rank_of(
            r.get("title"), scale, document=document, line=r.span.first_line
        ): f"{framework_id}:{r.get('id')}"
        for r in records
        if r.get("kind").casefold() == Kind.LEVEL
    }


def _levels_from_scale(
    scale: Scale, defined: dict[int, str], framework_id: str, span: Span
) -> dict[int, Statement]:
    """Levels of the scale that no record defines, by rank; the first line stands for all their records."""
    return {
        rank: Statement(
            id=f"{framework_id}:level.{slug(label)}",
            kind=Kind.LEVEL,
            item_type=scale.name,
            title=label,
            rank=rank,
            span=span,
        )
        for rank, label in enumerate(scale.labels, start=1)
        if rank not in defined
    }


@dataclass(frozen=True, slots=True)
class _Table:
    """What is needed to make a statement of a record.

    Attributes:
        level_ids: By rank.
        places: Of each id's first record, counted from 0.
    """

    document: Document
    framework_id: str
    scale: Scale | None
    level_ids: dict[int, str]
    places: dict[str, int]

    def statement(self, record: _Record, place: int) -> Statement:
        """One record as a statement."""
        self._check(record, place)
        kind = _choice(record, "kind", Kind)
        polarity = _choice(record, "polarity", Polarity) if record.get("polarity") else Polarity.POSITIVE
        parent, level = record.get("parent"), record.get("level")
        return Statement(
            id=f"{self.framework_id}:{record.get('id')}",
            kind=kind,
            item_type=record.get("type") or kind.value,
            title=record.get("title"),
            text=record.get("text"),
            parent_id=f"{self.framework_id}:{parent}" if parent else None,
            level_id=self.level_ids[self._rank(record, level)] if level else None,
            rank=self._rank(record, record.get("title")) if kind is Kind.LEVEL else None,
            polarity=polarity,
            span=record.span,
        )

    def _rank(self, record: _Record, label: str) -> int:
        return rank_of(label, self.scale, document=self.document, line=record.span.first_line)

    def _check(self, record: _Record, place: int) -> None:
        own, parent = record.get("id"), record.get("parent")
        if not _ID.match(own) or own == _RESERVED_ID:
            raise record.wrong(
                "id",
                f"{own!r} is no id",
                f"Use letters, digits, dots, hyphens and underscores, and not {_RESERVED_ID!r} alone.",
            )
        if not (record.get("title") or record.get("text")):
            raise record.wrong("title", "the record has neither title nor text", "Give it one of the two.")
        # Parents first: so no statement can be part of itself, not even by a detour.
        if parent and self.places.get(parent, place) >= place:
            raise record.wrong(
                "parent", f"no earlier record has the id {parent!r}", "Put the parent above its parts."
            )


def _choice(record: _Record, column: str, choices: type[_Choice]) -> _Choice:
    try:
        return choices(record.get(column).casefold())
    except ValueError:
        allowed = ", ".join(choices)
        raise record.wrong(
            column, f"{record.get(column)!r} is not known", f"Use one of: {allowed}."
        ) from None
