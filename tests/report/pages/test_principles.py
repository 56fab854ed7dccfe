"""The page of all principles, with all frameworks side by side."""

from pathlib import Path

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.principles import Change, What
from crosswalk.report.site import Site
from tests.principles.trees import shared
from tests.report.small import small
from tests.report.tree import Node, tree


def of_built(built: Path) -> Node:
    return tree((built / "reports/principles.html").read_text(encoding="utf-8"))


def test_every_principle_has_a_row_with_the_elements_of_every_framework(built: Path) -> None:
    members = pd.read_csv(built / "reports/principles-members.csv", keep_default_na=False)
    order = pd.read_csv(built / "reports/principles.csv")
    head, *rows = of_built(built).at("side-by-side").every("tr")

    frameworks = ["sssc", "lqf", "grade9", "pathway4", "dcs"]
    assert len(head.every("th")) == 1 + len(frameworks)
    assert [row.every("th")[0].words for row in rows] == list(order["label"])
    for row, name in zip(rows, order["principle"], strict=True):
        assert row.every("th")[0].addresses == [f"principles/{name}.html"]
        for cell, framework in zip(row.every("td"), frameworks, strict=True):
            own = members[(members["principle"] == name) & (members["framework"] == framework)]
            elements = own[own["kind"] == "element"]["statement_id"]
            assert [link.words for link in cell.every("a")] == list(elements)
            assert ("silent" in cell.words) == own.empty


def test_what_belongs_to_none_is_listed_with_why(built: Path) -> None:
    members = pd.read_csv(built / "reports/principles-members.csv", keep_default_na=False)
    nowhere = members[members["principle"] == ""]
    found = of_built(built).at("nowhere")

    for part in found.every("details"):
        why, _, count = part.every("summary")[0].words.rpartition(": ")
        own = nowhere[nowhere["why_nowhere"].str.capitalize() == why]
        assert int(count.split()[0]) == len(own)
        assert sorted(item.every("a")[0].words for item in part.every("li")) == sorted(own["statement_id"])
    assert len(found.every("li")) == len(nowhere)


def test_without_principles_there_is_no_page_and_no_entry_in_the_menu() -> None:
    site = Site(small(Catalogue([])))

    assert "principles.html" not in site.pages
    assert b'"principles.html"' not in site.page("gaps.html")


def test_what_changed_underneath_is_told_where_anything_did() -> None:
    moved = Change(what=What.MOVED, principle_id="p1", statement_id="ash:1", was="p2")

    told = Site(small(shared(), changes=[moved])).page("principles.html").decode()
    quiet = Site(small(shared())).page("principles.html").decode()

    assert "p1: ash:1 moved here from p2" in told
    assert "What changed underneath" not in quiet
