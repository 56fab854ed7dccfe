import io
import re
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from crosswalk.catalogue import Catalogue
from crosswalk.report.findings import Findings
from crosswalk.report.workbook import make_workbook
from tests.chained import CATALOGUE, accepted, turned_down, votes
from tests.report.judged import judged_world, read_as
from tests.report.small import small

Rows = list[dict[str, object]]


def opened(findings: Findings) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(make_workbook(findings)))


@pytest.fixture(scope="module")
def five(built: Path) -> Workbook:
    return openpyxl.load_workbook(built / "reports/crosswalk.xlsx")


@pytest.fixture(scope="module")
def judged() -> Workbook:
    return opened(judged_world())


def rows(book: Workbook, name: str) -> Rows:
    """The rows of a sheet by heading."""
    headings = [cell.value for cell in book[name][2]]
    return [
        dict(zip(headings, row, strict=True)) for row in book[name].iter_rows(min_row=3, values_only=True)
    ]


def place(book: Workbook, location: str) -> tuple[str, int]:
    """Sheet and row that a link leads to; both are there."""
    name, row = re.fullmatch(r"'(.+)'!A(\d+)", location).groups()
    assert book[name.replace("''", "'")].max_row >= int(row), location
    return name, int(row)


def test_the_first_sheet_says_how_provisional_it_all_is_and_leads_to_every_other(five: Workbook) -> None:
    contents = five.worksheets[0]

    assert contents.title == "Contents"
    assert re.match(r"Provisional: 0 of \d+ suggested links reviewed\.", contents["A2"].value)
    listed = {row[0].value: row for row in contents.iter_rows(min_row=5)}
    assert list(listed) == five.sheetnames[1:]
    for name, (link, question, count) in listed.items():
        assert place(five, link.hyperlink.location) == (name, 1)
        assert "?" in question.value, name
        assert count.value == five[name].max_row - 2, name


def test_every_link_of_every_sheet_leads_to_the_row_that_it_names(five: Workbook) -> None:
    first = {"Statements": 1, "Principles": 1, "Principle members": 1, "Frameworks": 1}
    seen = set()
    for page in five.worksheets[1:]:
        for row in page.iter_rows(min_row=3):
            for cell in row:
                if not cell.hyperlink:
                    continue
                name, there = place(five, cell.hyperlink.location)
                seen.add((page.title, name))
                heading = page.cell(2, cell.column).value.casefold()
                if name in first and "id" in heading.split():
                    named = re.split(r"[ ;]", cell.value)[0].removesuffix(":framework")
                    found = five[name].cell(there, first[name]).value
                    assert found == named or page.title == "Frameworks", (page.title, cell.coordinate)
    assert {("Gaps", "Statements"), ("lqf and dcs", "Statements"), ("Only here", "Statements")} <= seen
    assert {("Coverage", "sssc and lqf"), ("Gaps counted", "lqf and dcs")} <= seen
    assert {("Principle members", "Principles"), ("Principles", "Principle members")} <= seen
    assert {
        ("Statements", "Principles"),
        ("Stated links", "Frameworks"),
        ("Frameworks", "Statements"),
    } <= seen


def test_names_of_frameworks_in_coverage_lead_to_the_sheet_of_the_two(five: Workbook) -> None:
    page = five["Coverage"]

    leads = {(a.value, b.value): place(five, b.hyperlink.location)[0] for a, b in page["A3:B22"]}
    assert leads["DCS presentation", "SSSC capabilities"] == "sssc and dcs"
    assert leads["SSSC capabilities", "DCS presentation"] == "sssc and dcs"
    assert len(leads) == 20


def test_principles_stand_side_by_side_in_the_frameworks_own_words(five: Workbook) -> None:
    principles, side = rows(five, "Principles"), rows(five, "Principles side by side")

    assert [row["Principle"] for row in side] == [row["Principle"] for row in principles]
    for table, row in zip(principles, side, strict=True):
        cells = {name: cell for name, cell in row.items() if name != "Principle"}
        assert len(cells) == 5
        silent = {name for name, cell in cells.items() if cell == "silent"}
        assert silent == {*filter(None, (table["Silent"] or "").split("; "))}
        assert all(re.search(r"\[[\w-]+:[^\]]+\]", cell) for cell in cells.values() if cell != "silent")


def test_every_member_leads_to_its_principle_and_to_its_statement(five: Workbook) -> None:
    members = rows(five, "Principle members")

    of_principles = [row for row in members if row["Principle"]]
    assert len(of_principles) == sum(row["Statements"] for row in rows(five, "Principles"))
    assert all(row["Why in no principle"] for row in members if not row["Principle"])


def test_what_follows_and_what_clashes_has_a_sheet_only_where_there_is_any(
    five: Workbook, judged: Workbook
) -> None:
    assert not {"Inferred", "Contradictions"} & {*five.sheetnames}
    assert "a:1 -> b:1 -> c:1" in {row["Follows from"] for row in rows(judged, "Inferred")}
    said = votes(
        accepted(**read_as("a:1", "b:1")),
        accepted(**read_as("b:1", "c:1")),
        turned_down(**read_as("a:1", "c:1")),
    )
    (clash,) = rows(opened(small(CATALOGUE, decisions=said)), "Contradictions")
    assert clash["Statements"] == "a:1; b:1; c:1"
    assert clash["Whose votes"] == "reviewer-1"


def test_what_people_said_stands_beside_what_a_model_suggests(judged: Workbook) -> None:
    gaps = rows(judged, "Gaps")

    states = {(row["Statement id"], row["In"]): row for row in gaps}
    assert states["a:1", "B"]["State"] == "addressed"
    assert states["a:2", "D"]["State"] == "judged absent"
    assert states["a:2", "D"]["By whom"] == "reviewer-1"
    assert {row["Rests on"] for row in gaps if row["State"] == "not yet reviewed"} <= {None, "suggested"}


def test_a_project_without_principles_and_levels_has_no_sheets_of_them(world: Catalogue) -> None:
    book = opened(small(world))

    assert not {"Principles", "Principles side by side", "Principle members", "Levels"} & {*book.sheetnames}
    assert "Supports the principle" not in [cell.value for cell in book["Statements"][2]]
    assert {"ash and elm", "Statements", "Gaps"} <= {*book.sheetnames}


def test_a_workbook_of_nothing_can_be_made() -> None:
    assert opened(small(Catalogue([])))["Contents"]["A2"].value.startswith("Provisional: 0 of 0")


def test_equal_findings_give_equal_workbooks(world: Catalogue) -> None:
    assert make_workbook(small(world)) == make_workbook(small(world))
