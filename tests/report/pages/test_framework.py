import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind
from crosswalk.report.findings import Findings
from crosswalk.report.site import Site
from crosswalk.vocabulary import Predicate
from tests.decided import decided, on, rejected, unsure
from tests.report.small import small
from tests.report.tree import Node, tree
from tests.worlds import statement


def page(findings: Findings, framework_id: str) -> Node:
    return tree(Site(findings).page(f"frameworks/{framework_id}.html"))


def marks(found: Node, statement_id: str) -> list[str]:
    return [
        mark.words for row in found.at(statement_id).every("ul", class_="marks") for mark in row.every("a")
    ]


def links(found: Node, statement_id: str) -> list[str]:
    return [
        item.words
        for part in found.at(statement_id).every("details", class_="links")
        for item in part.every("li")
    ]


@pytest.fixture(scope="module")
def built_pages(built: Path, real_catalogue: Catalogue) -> dict[str, Node]:
    """The pages of the five documents, and those of every two of them, by path."""
    folder = built / "reports"
    return {
        path.relative_to(folder).as_posix(): tree(path.read_text(encoding="utf-8"))
        for part in ("frameworks", "pairs")
        for path in (folder / part).glob("*.html")
    }


def test_every_statement_stands_in_its_own_words_with_its_lines_and_can_always_be_seen(
    built_pages: dict[str, Node], real_catalogue: Catalogue
) -> None:
    for framework in real_catalogue.documents:
        found = built_pages[f"frameworks/{framework.id}.html"]
        places = {node.attributes["id"]: node for node in found.below() if "id" in node.attributes}
        for one in framework.statements:
            place = places[one.id]
            heading, *said = [n for n in place.inside if isinstance(n, Node)]
            words = f"{heading.words} {said[0].words}"
            assert not place.within("details"), one.id
            assert " ".join(one.title.split()) in words
            assert " ".join(one.text.split()) in words
            assert str(one.span) in place.words


def test_statements_stand_in_the_order_of_the_document(world: Catalogue) -> None:
    found = page(small(world), "ash")

    ids = [name for name in found.ids if name.startswith("ash:")]
    assert ids == ["ash:framework", *(s.id for s in world.framework("ash").statements)]


def test_every_link_of_a_statement_is_listed_with_it(built: Path, built_pages: dict[str, Node]) -> None:
    table = pd.read_csv(built / "reports/links.csv", keep_default_na=False)
    ends = pd.concat(
        [table["subject_id"], table["object_id"].where(table["object_id"] != table["subject_id"])]
    )
    expected = ends.value_counts()

    listed = {}
    for path, found in built_pages.items():
        if path.startswith("frameworks/"):
            for place in found.every("details", class_="links"):
                assert place.parent is not None
                name = place.parent.attributes["id"] or ""
                listed[name] = len(place.every("li"))
                assert place.every("summary")[0].words == f"Links ({listed[name]}) of {name}"
    documents = {name.partition(":")[0] for name in listed}
    of_statements = expected[[i for i in expected.index if not i.endswith(":framework")]]
    assert listed == {i: n for i, n in of_statements.items() if i.partition(":")[0] in documents}


def test_a_relation_is_read_from_the_statement_that_it_stands_with(world: Catalogue) -> None:
    findings = small(
        world, decisions=[decided(1, **on(world, "ash:1.2", "elm:2", predicate_id=Predicate.BROAD))]
    )

    (ours,) = [words for words in links(page(findings, "ash"), "ash:1.2") if "reviewed" in words]
    (theirs,) = [words for words in links(page(findings, "elm"), "elm:2") if "reviewed" in words]
    assert "People: accepted, 1 vote" in theirs
    assert ours.startswith("is narrower than “Courage” Elm elm:2")
    assert theirs.startswith("is wider than “Managing money” Ash ash:1.2")
    assert "People: accepted, 1 vote" in ours


def test_a_citation_is_quoted_and_leads_nowhere_where_the_framework_has_no_page(world: Catalogue) -> None:
    found = page(small(world), "ash")

    (cited,) = [words for words in links(found, "ash:1.1.first") if "cited" in words]
    assert "“(OAK: Sharing – High)” corpus/ash/source.txt:5-5" in cited
    assert "oak:sharing.high" in cited
    assert not [address for address in found.addresses if "oak" in address]


def test_what_is_said_of_the_framework_as_a_whole_stands_on_top(world: Catalogue) -> None:
    whole = page(small(world), "ash").at("ash:framework")

    assert "comes from “Oak” oak:framework mirrored “based on the structure of Oak”" in whole.words


def test_each_mark_says_in_words_how_a_statement_stands_elsewhere(world: Catalogue) -> None:
    findings = small(
        world,
        decisions=[
            decided(1),
            decided(2, **on(world, "ash:1.1.second", "elm:1.1", predicate_id=Predicate.NARROW)),
            rejected(3, **on(world, "ash:1.2", "elm:framework")),
            rejected(4, **on(world, "ash:1.2.first", "elm:1.1")),
        ],
    )
    found = page(findings, "ash")

    assert marks(found, "ash:1.1") == ["elm: addressed"]
    assert marks(found, "ash:1.1.second") == ["elm: partly addressed"]
    assert marks(found, "ash:1.1.first") == ["elm: suggested"]
    assert marks(found, "ash:1.2") == ["elm: judged absent"]
    assert marks(found, "ash:1.2.first") == ["elm: not settled"]
    assert marks(found, "ash:1") == [], "a group is not compared"
    assert marks(page(findings, "elm"), "elm:1.n") == ["ash: not looked at"]


def test_what_is_suggested_only_for_indicators_below_an_element_says_so(world: Catalogue) -> None:
    findings = small(world, decisions=[rejected(1)])

    assert marks(page(findings, "ash"), "ash:1.1") == ["elm: suggested below it"]


def test_what_people_rejected_or_are_unsure_about_says_so_without_their_names(world: Catalogue) -> None:
    findings = small(
        world,
        decisions=[
            rejected(1, comment="asked colleagues"),
            unsure(2, **on(world, "ash:1.2", "elm:2"), reviewer="reviewer-2"),
        ],
    )
    found = page(findings, "ash")

    assert "People: rejected (different topic), 1 vote" in links(found, "ash:1.1")[0]
    assert "People: unsure, 1 vote" in links(found, "ash:1.2")[0]
    assert "reviewer" not in found.at("main").words


def test_each_figure_of_coverage_leads_to_as_many_statements(built_pages: dict[str, Node]) -> None:
    followed = 0
    for path, found in built_pages.items():
        if not path.startswith("frameworks/"):
            continue
        for table in found.every("table", class_="states"):
            for link in (link for cell in table.every("td") for link in cell.every("a")):
                address = link.attributes["href"] or ""
                name, _, anchor = address.removeprefix("../").partition("#")
                own = f"{path.removeprefix('frameworks/').removesuffix('.html')}:"
                listed = [i for i in built_pages[name].at(anchor).ids if i.startswith(own)]
                assert len(listed) == int(link.words.split()[0]), (path, address)
                followed += 1
    assert followed > 60


def test_each_mark_leads_to_the_statement_or_to_the_list_in_which_it_stands(
    built_pages: dict[str, Node],
) -> None:
    places = {path: {*found.ids} for path, found in built_pages.items()}
    for path, found in built_pages.items():
        for row in found.every("ul", class_="marks"):
            for address in row.addresses:
                name, _, anchor = address.removeprefix("../").partition("#")
                assert anchor in places[name], (path, address)


def test_the_states_of_all_statements_of_a_kind_add_up(built_pages: dict[str, Node]) -> None:
    for path in [path for path in built_pages if path.startswith("frameworks/")]:
        for table in built_pages[path].every("table", class_="states"):
            total = int(re.search(r"Of its (\d+)", table.words)[1])
            for row in table.every("tr")[1:]:
                figures = [int(cell.words.split()[0]) for cell in row.every("td", class_="number")]
                assert len(figures) == 5
                assert sum(figures) == total


def test_a_statement_leads_to_its_level_and_to_the_principles_it_supports(
    built_pages: dict[str, Node],
) -> None:
    found = built_pages["frameworks/sssc.html"]
    about = found.at("sssc:1.3.emerging").every("p", class_="about")[0]

    assert "Level: Emerging" in about.words
    assert "#sssc:level.emerging" in about.addresses
    assert any(address.startswith("../principles/") for address in found.addresses)


def test_a_stage_of_one_quality_is_a_heading_with_its_place_in_the_scale(
    built_pages: dict[str, Node],
) -> None:
    stage = built_pages["frameworks/grade9.html"].at("grade9:1.1.s1")

    assert stage.every("h5")[0].words == "Acts with confidence"
    assert "stage · Stage 1" in stage.words


def test_a_warning_says_that_it_is_one(world: Catalogue) -> None:
    found = page(small(world), "elm")

    assert "Warns against this" in found.at("elm:1.n").words
    assert "Warns against this" not in found.at("elm:1.1").words


def test_a_framework_of_loose_indicators_without_levels_or_principles_can_be_shown(world: Catalogue) -> None:
    loose = Framework(
        id="fir",
        title="Fir",
        source="corpus/fir/source.txt",
        sha256="f" * 64,
        statements=(statement("fir:1", Kind.INDICATOR, 1, text="Listens."),),
    )
    found = page(small(Catalogue([*world, loose])), "fir")

    assert [words.partition(":")[0] for words in marks(found, "fir:1")] == ["ash", "elm"]
    assert "Of its 1 indicator" in found.words
    assert "Of its 0" not in found.words


def test_a_framework_alone_is_shown_without_any_other(world: Catalogue) -> None:
    found = page(small(Catalogue([world.framework("elm")])), "elm")

    assert "elsewhere" not in found.ids
    assert marks(found, "elm:1") == []
    assert "Courage" in found.at("elm:2").words


def test_what_is_known_of_the_framework_is_told_and_what_is_not_is_said(world: Catalogue) -> None:
    ash = replace(
        world.framework("ash"), publisher="A publisher", year=2020, note="Scanned.", attributed=("nation",)
    )
    about = page(small(Catalogue([ash, *world.frameworks[1:]])), "ash").at("ash:framework").words

    assert "Publisher A publisher, 2020" in about
    assert "Where and for whom not named" in about
    assert "Our attribution, not the document's words nation" in about
    assert "1 group, 2 elements, 3 indicators, 2 levels" in about
    assert "Its scale: stage First, Second" in about


def test_a_framework_known_by_reference_only_has_no_page(world: Catalogue) -> None:
    assert "frameworks/oak.html" not in Site(small(world)).pages
