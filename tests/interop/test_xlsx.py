import io
import time
from zipfile import ZipFile

import openpyxl
import pandas as pd

from crosswalk.interop.xlsx import Sheet, write_workbook

TABLE = pd.DataFrame({"text": ["=1+1", "two\nlines", None], "score": [0.5, None, 2.0], "hidden": [1, 2, 3]})


def sheet(name: str, **fields: object) -> Sheet:
    return Sheet(
        name=name, about="What does it answer?", table=TABLE, headers={"text": "Text", "score": "Score"},
        widths={"text": 60}, **fields,
    )  # fmt: skip


def opened(*names: str) -> openpyxl.Workbook:
    return read([sheet(n) for n in names])


def read(sheets: list[Sheet], **said: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(write_workbook(sheets, title="Title", **said)))


def ids(name: str, **fields: object) -> Sheet:
    """A sheet with an id a row, the second one twice."""
    table = pd.DataFrame({"id": ["x:1", "x:2", "x:2", "x:3"]})
    return Sheet(name=name, about="", table=table, headers={"id": "Id"}, **fields)


def test_cells_hold_what_the_table_holds() -> None:
    rows = [[cell.value for cell in row] for row in opened("Pairs")["Pairs"].iter_rows(min_row=2)]

    assert rows == [["Text", "Score"], ["=1+1", 0.5], ["two\nlines", None], [None, 2]]


def test_text_that_looks_like_a_formula_stays_text() -> None:
    assert opened("Pairs")["Pairs"]["A3"].data_type == "s"


def test_whole_numbers_some_of_which_are_missing_leave_empty_cells() -> None:
    table = pd.DataFrame({"rank": pd.array([1, None], dtype="Int64")})
    page = read([Sheet(name="Ranks", about="", table=table, headers={"rank": "Rank"})])["Ranks"]

    assert [page["A3"].value, page["A4"].value] == [1, None]


def test_the_header_is_frozen_the_columns_are_readable_and_filters_are_on() -> None:
    page = opened("Pairs")["Pairs"]

    assert page.freeze_panes == "A3"
    assert page.auto_filter.ref == "A2:B5"
    assert page.column_dimensions["A"].width >= 60
    assert page["A3"].alignment.wrap_text


def test_rows_are_as_high_as_their_longest_text() -> None:
    table = pd.DataFrame({"text": ["short", "word " * 60], "other": ["", "a\nb"]})
    headers = {"text": "Text", "other": "Other"}
    page = read([Sheet(name="S", about="", table=table, headers=headers, widths={"text": 50})])["S"]

    assert page.row_dimensions[3].height in (None, 15)
    assert page.row_dimensions[4].height == 6 * 15


def test_the_contents_say_what_each_sheet_answers_how_many_rows_it_has_and_lead_there() -> None:
    contents = opened("Pairs", "Gaps")["Contents"]

    assert [cell.value for cell in contents[4]] == ["Sheet", "What it answers", "Rows"]
    assert [cell.value for cell in contents[5]] == ["Pairs", "What does it answer?", 3]
    assert contents["A6"].hyperlink.location == "'Gaps'!A1"


def test_every_sheet_says_its_question_and_leads_back_to_the_contents() -> None:
    page = opened("Pairs")["Pairs"]

    assert page["A1"].value == "Contents"
    assert page["A1"].hyperlink.location == "'Contents'!A1"
    assert page["B1"].value == "What does it answer?"


def test_what_people_should_know_first_is_on_the_contents_and_at_the_foot_of_every_printed_page() -> None:
    book = read([sheet("Pairs")], notice="Provisional & more")

    assert book["Contents"]["A2"].value == "Provisional & more"
    assert all(page.oddFooter.left.text == "Provisional && more" for page in book)


def test_a_cell_leads_to_the_first_row_with_its_value_in_another_sheet() -> None:
    leads = [("Statements", "x:3"), ("Statements", "x:2"), None, ("Statements", "")]
    page = read([ids("Gaps", links={"id": leads}), ids("Statements", key="id")])["Gaps"]

    locations = [cell.hyperlink.location if cell.hyperlink else None for (cell,) in page["A3:A6"]]
    assert locations == ["'Statements'!A6", "'Statements'!A4", None, "'Statements'!A1"]
    assert page["A3"].value == "x:1", "the words of the cell are its own"


def test_what_leads_to_no_row_of_the_workbook_is_plain_words() -> None:
    leads = [("Statements", "x:9"), ("Elsewhere", ""), ("Gaps", "x:1"), None]
    page = read([ids("Gaps", links={"id": leads}), ids("Statements", key="id")])["Gaps"]

    assert [cell.hyperlink for (cell,) in page["A3:A6"]] == [None] * 4
    assert [cell.value for (cell,) in page["A3:A6"]] == ["x:1", "x:2", "x:2", "x:3"]


def test_an_empty_cell_leads_nowhere() -> None:
    table = pd.DataFrame({"id": [""]})
    links = {"id": [("Gaps", "")]}
    page = read([Sheet(name="Gaps", about="", table=table, headers={"id": "Id"}, links=links)])["Gaps"]

    assert page["A3"].hyperlink is None


def test_links_lead_to_a_sheet_whose_name_had_to_be_changed_or_has_an_apostrophe() -> None:
    leads = [("Who's/who", "x:1"), None, None, None]
    page = read([ids("Gaps", links={"id": leads}), ids("Who's/who", key="id")])["Gaps"]

    assert page["A3"].hyperlink.location == "'Who''s who'!A3"


def test_a_sheet_has_no_more_links_than_excel_opens() -> None:
    table = pd.DataFrame({"id": ["x:1"] * 65_600})
    many = Sheet(
        name="Many", about="", table=table, headers={"id": "Id"}, key="id",
        links={"id": [("Many", "x:1")] * len(table)},
    )  # fmt: skip

    with ZipFile(io.BytesIO(write_workbook([many], title="Title"))) as book:
        page = book.read("xl/worksheets/sheet2.xml")

    assert page.count(b"<hyperlink ") == 65_530
    assert page.count(b"</v>") == len(table) + 3, "every cell has its words, and so have those above"


def test_names_that_excel_refuses_are_made_acceptable_and_stay_apart() -> None:
    names = opened("a/b: " + "x" * 40, "a/b: " + "x" * 40, "A B", "a b").sheetnames

    assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in names)
    assert len({name.casefold() for name in names}) == 5


def test_the_same_tables_give_the_same_bytes_later() -> None:
    first = write_workbook([sheet("Pairs")], title="Title")
    # A zip file keeps times to two seconds.
    time.sleep(2.1)

    assert write_workbook([sheet("Pairs")], title="Title") == first
