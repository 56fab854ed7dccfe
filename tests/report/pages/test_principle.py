"""The page of one principle."""

from pathlib import Path

import pandas as pd
import pytest

from crosswalk.model import Decision
from crosswalk.principles import Entry, Record
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Served
from crosswalk.report.site import Site
from tests.decided import decided, on, rejected
from tests.principles.trees import shared
from tests.report.pages.test_levels import apart, laid, three
from tests.report.small import small
from tests.report.tree import Node, tree

__all__ = ["three"]

#: What people wrote: a principle of two frameworks, one statement of each put there.
OURS = Entry(
    id="p9",
    label="Trees & <talk>",
    definition="We grow trees.",
    members=("ash:3", "ash:3.a", "elm:3.b"),
    pinned=("ash:3", "ash:3.a", "elm:3.b"),
    edited_by=("reviewer-1",),
)


def ours(*decisions: Decision) -> Findings:
    return small(shared(), decisions=decisions, record=Record(entries=(OURS,)))


def page(findings: Findings, name: str = "p9", **served: object) -> Node:
    return tree(Site(findings).page(f"principles/{name}.html", **served))


@pytest.fixture(scope="module")
def built_pages(built: Path) -> dict[str, Node]:
    """Pages of the real principles, by id."""
    return {
        path.stem: tree(path.read_text(encoding="utf-8"))
        for path in (built / "reports/principles").glob("*.html")
    }


def members(found: Node, framework_id: str) -> list[str]:
    return [item.every("a")[0].words for item in found.at(framework_id).every("li")]


def test_its_label_is_said_once_and_its_definition_stands_below_with_its_author() -> None:
    found = page(ours())

    assert [head.words for head in found.every("h1")] == ["Trees & <talk>"]
    assert "Trees & <talk>" not in [head.words for head in found.every("h2")]
    assert found.every("blockquote")[0].words == "We grow trees."
    assert "written by a person" in found.at("page:rests").words
    assert "Edited by reviewer-1." in found.at("page:rests").words


def test_every_member_stands_in_the_section_of_its_framework(
    built_pages: dict[str, Node], built: Path
) -> None:
    table = pd.read_csv(built / "reports/principles-members.csv", keep_default_na=False)
    belonging = table[table["principle"] != ""]

    for (name, framework), own in belonging.groupby(["principle", "framework"]):
        shown = members(built_pages[str(name)], str(framework))
        assert sorted(shown) == sorted(own["statement_id"])
    assert set(belonging["principle"]) == {*built_pages}


def test_a_silent_framework_has_a_section_that_says_what_silence_is_not() -> None:
    section = page(ours()).at("fir")

    assert "Silent: nothing was found here. That is not to say that nothing is there." in section.words
    assert not section.every("li")
    assert "silent: fir" in page(ours()).at("page:rests").words


def test_its_state_in_each_framework_stands_with_whose_word_it_is() -> None:
    world = shared()
    found = page(ours(rejected(1, **on(world, "ash:3", "fir:framework", comment="Read twice."))))

    rows = found.at("page:frameworks").every("tr")[1:]
    said = {row.every("th")[0].words: [cell.words for cell in row.every("td")] for row in rows}
    assert said["ash"][0] == "addressed"
    assert said["ash"][3].startswith("by hand")
    assert said["elm"][0] == "partly addressed"
    assert said["fir"] == [
        "judged absent",
        "silent",
        "of 1: 0 addressed, 0 in part, 1 judged absent",
        "reviewed: reviewer-1, 2026-01-31 In their words: Read twice.",
    ]


def test_what_would_be_lost_is_listed(built_pages: dict[str, Node], built: Path) -> None:
    table = pd.read_csv(built / "reports/principles-members.csv", keep_default_na=False)
    lost = table[(table["principle"] != "") & (table["lost"].astype(str) == "True")]

    for name, found in built_pages.items():
        own = sorted(lost[lost["principle"] == name]["statement_id"])
        if own:
            items = found.at("page:lost").every("li")
            assert sorted(item.every("a")[0].words for item in items) == own
        else:
            assert "page:lost" not in found.ids
    assert len(lost)


def test_dissent_inside_is_listed_with_the_words_of_both_and_every_vote() -> None:
    world = shared()
    ends = on(world, "ash:3", "elm:3.b")
    yes, no = decided(1, **ends), rejected(2, **ends, reviewer="reviewer-2", comment="Not at all.")
    found = page(ours(yes, no), served=Served()).at("page:dissent")

    assert "People: disputed" in found.every("h3")[0].words
    assert "Growing trees b is what people of elm do every day." in found.words
    assert "reviewer-1, 2026-01-31: ash:3 says the same as elm:3.b." in found.words
    assert (
        "reviewer-2, 2026-01-31: ash:3 does not correspond to elm:3.b: different topic. “Not at all.”"
        in found.words
    )
    assert "/review?queue=pair&a=ash%3A3&b=elm%3A3.b" in found.addresses
    assert "page:dissent" not in page(ours(yes)).ids


def test_without_dissent_loss_or_levels_the_page_has_no_empty_section() -> None:
    found = page(small(shared()), "p1")

    assert not {"page:dissent", "page:progression"} & {*found.ids}


def test_the_progression_quotes_every_statement_once_in_the_row_of_its_band(
    built_pages: dict[str, Node], built: Path
) -> None:
    table = pd.read_csv(built / "reports/progression.csv", keep_default_na=False)

    for name, found in built_pages.items():
        own = table[table["principle"] == name]
        if "page:progression" not in found.ids:
            assert set(own["band"]) == {""}
            continue
        section = found.at("page:progression")
        grid = section.every("table")[0]
        for number, row in enumerate(grid.every("tr")[1:], start=1):
            ids = [item.every("a")[0].words for item in row.every("li")]
            assert sorted(ids) == sorted(own[own["band"] == f"{number}"]["statement_id"]), name
        elsewhere = [
            item.every("a")[0].words for part in section.every("details") for item in part.every("li")
        ]
        assert sorted(elsewhere) == sorted(own[own["band"] == ""]["statement_id"])


def test_columns_of_the_progression_are_frameworks_and_cells_their_words(three: object) -> None:
    entry = Entry(
        id="p9",
        label="Ours",
        definition="",
        members=("ash:1.1", "fir:1.head", "elm:1.1"),
        pinned=("ash:1.1", "fir:1.head", "elm:1.1"),
    )
    findings = small(three, levels=laid(), decisions=apart(three), record=Record(entries=(entry,)))
    section = page(findings).at("page:progression")

    head, low, high = section.every("table")[0].every("tr")
    assert [cell.words for cell in head.every("th")] == ["Band", "Ash degree", "Fir role"]
    assert [cell.words for cell in low.every("td")] == [
        "Shares information with partners. ash:1.1.first First · Sharing information", "",
    ]  # fmt: skip
    assert "Shares information with partners, as head. fir:1.head Head" in high.every("td")[1].words
    assert "Elm" in section.every("details")[0].words
    # The two levels on which the same behaviour stands are told here too.
    assert "1 band apart" in section.every("article")[0].words
    assert "It has no definition." in page(findings).words


def test_it_leads_to_its_neighbours_and_to_its_links(built_pages: dict[str, Node], built: Path) -> None:
    order = list(pd.read_csv(built / "reports/principles.csv")["principle"])

    for before, name, after in zip([None, *order], order, [*order[1:], None], strict=False):
        found = built_pages[name]
        (neighbours,) = [
            nav for nav in found.every("nav") if nav.attributes["aria-label"] == "Other principles"
        ]
        wanted = [f"../principles/{one}.html" for one in (before, after) if one]
        assert [one for one in neighbours.addresses if one != "../principles.html"] == wanted
        assert f"../graph.html#principle={name}&view=table" in found.addresses


def test_only_who_may_edit_gets_the_forms() -> None:
    assert not page(ours()).every("form")
    assert not page(ours(), served=Served()).every("form")
    editing = page(ours(), served=Served(csrf="secret", version="1"))
    assert editing.at("page:edit").every("form")
    assert "#page:edit" in editing.addresses
