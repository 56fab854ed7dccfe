import io
import time

import openpyxl
import pandas as pd

from crosswalk.interop.xlsx import Sheet, write_workbook

TABLE = pd.DataFrame({"text": ["=1+1", "two\nlines", None], "score": [0.5, None, 2.0], "hidden": [1, 2, 3]})


def sheet(name: str) -> Sheet:
    return Sheet(
        name=name, about="What it answers", table=TABLE, headers={"text": "Text", "score": "Score"},
        widths={"text": 60},
    )  # fmt: skip


def opened(*names: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook([sheet(n) for n in names], title="Title")))


def test_cells_hold_what_the_table_holds() -> None:
    rows = [[cell.value for cell in row] for row in opened("Pairs")["Pairs"].rows]

    assert rows == [["Text", "Score"], ["=1+1", 0.5], ["two\nlines", None], [None, 2]]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert opened("Pairs")["Pairs"]["A2"].data_type == "s"


def test_the_header_is_frozen_the_columns_are_readable_and_filters_are_on() -> None:
    page = opened("Pairs")["Pairs"]

    assert page.freeze_panes == "A2"
    assert page.auto_filter.ref == "A1:B4"
    assert page.column_dimensions["A"].width >= 60
    assert page["A2"].alignment.wrap_text


def test_the_contents_sheet_leads_to_every_sheet() -> None:
    book = opened("Pairs", "Gaps")

    assert [book["Contents"][f"A{row}"].value for row in (4, 5)] == ["Pairs", "Gaps"]
    assert book["Contents"]["A5"].hyperlink.location == "'Gaps'!A1"


def test_names_that_excel_refuses_are_made_acceptable_and_stay_apart() -> None:
    names = opened("a/b: " + "x" * 40, "a/b: " + "x" * 40, "A B", "a b").sheetnames

    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.casefold() for name in names}) == 5


def test_the_same_tables_give_the_same_bytes_later() -> None:
    first = write_workbook([sheet("Pairs")], title="Title")
    # A zip file keeps times to two seconds.
    time.sleep(2.1)

    assert write_workbook([sheet("Pairs")], title="Title") == first
