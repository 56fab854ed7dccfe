"""Tables as a workbook that a person can read, sort and filter."""

import io
import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

#: Excel allows 31 characters in a sheet's name, and not these.
_NAME_LENGTH = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\]")

#: Width of a column in characters where nothing is said.
_WIDTH = 14

#: Points a line of text takes, and the tallest row that Excel allows.
_LINE, _TALLEST = 15.0, 409.0

#: How a heading looks.
HEADER = {
    "bold": True, "font_color": "white", "bg_color": "#1f3a5f", "text_wrap": True, "valign": "top",
}  # fmt: skip

#: The file's date of making, so that equal tables give equal bytes.
_EPOCH = datetime(1980, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet: a table with a name and a line that says what it answers.

    Attributes:
        name: Shortened to what Excel allows, and numbered where two would be the same.
        about: What the sheet shows, for the contents sheet.
        table: The rows.
        headers: Column of the table -> heading shown to people; columns not named here are left out.
        widths: Column of the table -> width in characters; others get 14.
        formats: Column of the table -> number format, such as `0%`.
    """

    name: str
    about: str
    table: pd.DataFrame
    headers: dict[str, str]
    widths: dict[str, int] = field(default_factory=dict)
    formats: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Styles:
    title: Format
    header: Format
    cell: Format
    link: Format


def write_workbook(sheets: Sequence[Sheet], *, title: str) -> bytes:
    """A workbook with a contents sheet, then one sheet a table: frozen header, filters, wrapped cells.

    Args:
        sheets: In order.
        title: Shown on the contents sheet and in the file's properties.

    Returns:
        The .xlsx file; the same sheets give the same bytes. Text stays text, even where it begins like a
        formula or an address; what is not known is an empty cell.
    """
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"title": title, "author": "crosswalk", "created": _EPOCH})
        styles = _Styles(
            title=book.add_format({"bold": True, "font_size": 14}),
            header=book.add_format(HEADER),
            cell=book.add_format({"text_wrap": True, "valign": "top"}),
            link=book.add_format({"font_color": "#0b5394", "underline": 1, "valign": "top"}),
        )
        named = _named(sheets)
        _write_contents(book.add_worksheet("Contents"), named, title, styles)
        for name, sheet in named.items():
            numbers = {
                c: book.add_format({"valign": "top", "num_format": f}) for c, f in sheet.formats.items()
            }
            _write_table(book.add_worksheet(name), sheet, styles, numbers)
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


def _write_contents(page: Worksheet, sheets: dict[str, Sheet], title: str, styles: _Styles) -> None:
    page.set_column(0, 0, 34)
    page.set_column(1, 1, 100)
    page.write_string(0, 0, title, styles.title)
    page.write_row(2, 0, ("Sheet", "What it shows"), styles.header)
    for row, (name, sheet) in enumerate(sheets.items(), start=3):
        page.write_url(row, 0, f"internal:'{name}'!A1", styles.link, name)
        page.write_string(row, 1, sheet.about, styles.cell)


def _write_table(page: Worksheet, sheet: Sheet, styles: _Styles, numbers: dict[str, Format]) -> None:
    columns = list(sheet.headers)
    widths = [sheet.widths.get(column, _WIDTH) for column in columns]
    for number, width in enumerate(widths):
        page.set_column(number, number, width)
    page.freeze_panes(1, 0)
    # On paper: all columns on one page, the headings on each.
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.autofilter(0, 0, len(sheet.table), len(columns) - 1)
    page.write_row(0, 0, sheet.headers.values(), styles.header)
    # None, not NaN: an empty cell is what a person expects where nothing is known.
    plain = sheet.table[columns].astype(object).where(sheet.table[columns].notna(), None)
    for number, row in enumerate(plain.itertuples(index=False, name=None), start=1):
        page.set_row(number, row_height(row, widths))
        for place, (column, value) in enumerate(zip(columns, row, strict=True)):
            # Named by type: the general writer would look for formulas and addresses in every text.
            if isinstance(value, str):
                page.write_string(number, place, value, styles.cell)
            elif value is not None:
                page.write_number(number, place, value, numbers.get(column, styles.cell))


def row_height(row: Iterable[object], widths: Iterable[int]) -> float:
    """Points that hold every wrapped cell of a row: not every program measures them when it opens a file."""
    lines = (
        sum(max(1, math.ceil(len(line) / width)) for line in value.split("\n"))
        for value, width in zip(row, widths, strict=True)
        if isinstance(value, str)
    )
    return min(_LINE * max(lines, default=1), _TALLEST)
