"""Tables as a workbook that a person can read, sort, filter, and walk through by its links."""

import io
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.worksheet import Worksheet

#: Excel allows 31 characters in a sheet's name, and not these.
_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")

#: Width of a column in characters where nothing is said.
_WIDTH = 14

#: Points a line of text takes, and the tallest row that Excel allows.
_LINE, _TALLEST = 15.0, 409.0

#: Rows above the first one of a table: where one is, and the headings.
_ABOVE = 2

#: The same of the contents: title, notice, an empty row, headings.
_CONTENTS_ABOVE = 4

#: Excel opens no sheet with more links, or more rows.
_MOST_LINKS, _MOST_ROWS = 65_530, 1_048_576

#: How a heading looks.
HEADER = {
    "bold": True, "font_color": "white", "bg_color": "#1f3a5f", "text_wrap": True, "valign": "top",
}  # fmt: skip

#: The file's date of making, so that equal tables give equal bytes.
_EPOCH = datetime(1980, 1, 1)

#: Where a cell leads: a sheet, by the name that it was given, and the value of its key column in the row
#: meant; an empty value for the top of the sheet.
Place = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a table with a name and a line that says what it answers.

    Attributes:
        name: Shortened to what Excel allows, and numbered where two would be the same.
        about: The question that the sheet answers, for the contents and above the table.
        table: The rows.
        headers: Column of the table -> heading shown to people; columns not named here are left out.
        widths: Column of the table -> width in characters; others get 14.
        formats: Column of the table -> number format, such as `0%`.
        key: Column by which cells of other sheets find a row of this one, the first with the value; empty for
            none.
        links: Column of the table -> where each of its cells leads, one a row; None for nowhere. A place that
            is not in the workbook leads nowhere, too.
    """

    name: str
    about: str
    table: pd.DataFrame
    headers: Mapping[str, str]
    widths: Mapping[str, int] = field(default_factory=dict)
    formats: Mapping[str, str] = field(default_factory=dict)
    key: str = ""
    links: Mapping[str, Sequence[Place | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    strong: Format
    header: Format
    cell: Format
    link: Format
    count: Format
    about: Format


def write_workbook(sheets: Sequence[Sheet], *, title: str, notice: str = "") -> bytes:
    """A workbook with a contents sheet, then one sheet a table: frozen header, filters, wrapped cells.

    Args:
        sheets: In order.
        title: Shown on the contents sheet and in the file's properties.
        notice: What people should know first: on the contents sheet, and at the foot of each printed page.

    Returns:
        The .xlsx file; the same sheets give the same bytes. Text stays text, even where it begins like a
        formula or an address; what is not known is an empty cell.
    """
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title, "author": "crosswalk", "created": _EPOCH})
        link = {"font_color": "#0b5394", "underline": 1, "valign": "top", "text_wrap": True}
        styles = _Styles(
            title=book.add_format({"bold": True, "font_size": 14}),
            strong=book.add_format({"bold": True}),
            header=book.add_format(HEADER),
            cell=book.add_format({"text_wrap": True, "valign": "top"}),
            link=book.add_format(link),
            count=book.add_format({"valign": "top", "num_format": "#,##0"}),
            about=book.add_format({"italic": True}),
        )
        named = _named(sheets)
        places = _places(named)
        _write_contents(book.add_worksheet("Contents"), named, title=title, notice=notice, styles=styles)
        for name, sheet in named.items():
            page = book.add_worksheet(name)
            numbers = {
                c: book.add_format({"valign": "top", "num_format": f}) for c, f in sheet.formats.items()
            }
            _set_up(page, sheet, notice)
            _write_head(page, sheet, styles)
            _write_table(page, sheet, styles, numbers=numbers, places=places)
    return file.getvalue()


def _named(sheets: Iterable[Sheet]) -> dict[str, Sheet]:
    """Sheets by a name that Excel accepts: 31 characters of the allowed ones, different in more than case."""
    named: dict[str, Sheet] = {}
    taken = {"contents"}
    for sheet in sheets:
        plain = _NOT_IN_NAMES.sub(" ", sheet.name).strip("' ")[:_NAME_LENGTH] or "Sheet"
        name, number = plain, 1
        while name.casefold() in taken:
            number += 1
            name = f"{plain[: _NAME_LENGTH - len(str(number)) - 1]} {number}"
        taken.add(name.casefold())
        named[name] = sheet
    return named


def _places(named: Mapping[str, Sheet]) -> dict[Place, str]:
    """Every place that a cell may lead to, as an address inside the workbook."""
    found: dict[Place, str] = {}
    for name, sheet in named.items():
        found.setdefault((sheet.name, ""), _address(name, 1))
        if sheet.key:
            # From the last row to the first, so that the first one with a value is kept.
            for row, value in reversed([*enumerate(sheet.table[sheet.key], start=_ABOVE + 1)]):
                found[sheet.name, str(value)] = _address(name, row)
    return found


def _address(name: str, row: int) -> str:
    """The first cell of a row, rows counted from 1."""
    doubled = name.replace("'", "''")
    return f"internal:'{doubled}'!A{row}"


def _write_contents(
    page: Worksheet, sheets: Mapping[str, Sheet], *, title: str, notice: str, styles: _Styles
) -> None:
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 100)
    page.write_string(0, 0, title, styles.title)
    page.write_string(1, 0, notice, styles.strong)
    page.write_row(_CONTENTS_ABOVE - 1, 0, ("Sheet", "What it answers", "Rows"), styles.header)
    page.freeze_panes(_CONTENTS_ABOVE, 0)
    _set_paper(page, notice)
    for row, (name, sheet) in enumerate(sheets.items(), start=_CONTENTS_ABOVE):
        page.write_url(row, 0, _address(name, 1), styles.link, name)
        page.write_string(row, 1, sheet.about, styles.cell)
        page.write_number(row, 2, len(sheet.table), styles.count)
        page.set_row(row, row_height((name, sheet.about), (34, 100)))


def _set_up(page: Worksheet, sheet: Sheet, notice: str) -> None:
    for number, column in enumerate(sheet.headers):
        page.set_column(number, number, sheet.widths.get(column, _WIDTH))
    page.freeze_panes(_ABOVE, 0)
    page.repeat_rows(0, _ABOVE - 1)
    page.autofilter(_ABOVE - 1, 0, len(sheet.table) + _ABOVE - 1, len(sheet.headers) - 1)
    _set_paper(page, notice)


def _set_paper(page: Worksheet, notice: str) -> None:
    # On paper: all columns on one page, and at the foot of each how provisional it is.
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{notice[:180].replace('&', '&&')}&R&A, page &P of &N")


def _write_head(page: Worksheet, sheet: Sheet, styles: _Styles) -> None:
    page.write_url(0, 0, _address("Contents", 1), styles.link, "Contents")
    page.write_string(0, 1, sheet.about, styles.about)
    page.write_row(_ABOVE - 1, 0, sheet.headers.values(), styles.header)


def _write_table(
    page: Worksheet,
    sheet: Sheet,
    styles: _Styles,
    *,
    numbers: Mapping[str, Format],
    places: Mapping[Place, str],
) -> None:
    left, heights = _MOST_LINKS - 1, [1] * len(sheet.table)
    for place, column in enumerate(sheet.headers):
        values = sheet.table[column].tolist()
        number_format = numbers.get(column, styles.cell)
        leads = [places.get(to) if to else None for to in sheet.links.get(column, ())][:left]
        left -= len(leads)
        leads += [None] * (len(values) - len(leads))
        for row, (value, lead) in enumerate(zip(values, leads, strict=True), start=_ABOVE):
            # Named by type: the general writer would look for formulas and addresses in every text.
            if not isinstance(value, str):
                # An empty cell is what a person expects where nothing is known.
                if not (value is None or value is pd.NA or value != value):
                    page.write_number(row, place, value, number_format)
            elif value and lead:
                page.write_url(row, place, _url(lead, value), styles.link)
            elif value:
                page.write_string(row, place, value, styles.cell)
        _raise(heights, values, sheet.widths.get(column, _WIDTH))
    for row, lines in enumerate(heights, start=_ABOVE):
        if lines > 1:
            page.set_row(row, min(_LINE * lines, _TALLEST))


@lru_cache(maxsize=4096)
def _url(address: str, words: str) -> Url:
    """Kept: an id leads to one place from many cells, and reading an address takes longer than writing it."""
    found = Url(address)
    found.text = words
    return found


def _raise(heights: list[int], values: Iterable[object], width: int) -> None:
    """Let each row have as many lines as its wrapped cell of a column needs."""
    known: dict[str, int] = {}
    for row, value in enumerate(values):
        if isinstance(value, str) and (len(value) > width or "\n" in value):
            lines = known.get(value) or known.setdefault(value, _lines(value, width))
            if lines > heights[row]:
                heights[row] = lines


def _lines(value: str, width: int) -> int:
    return sum(max(1, math.ceil(len(line) / width)) for line in value.split("\n"))


def row_height(row: Iterable[object], widths: Iterable[int]) -> float:
    """Points that hold every wrapped cell of a row: not every program measures them when it opens a file."""
    lines = (_lines(value, width) for value, width in zip(row, widths, strict=True) if isinstance(value, str))
    return min(_LINE * max(lines, default=1), _TALLEST)
