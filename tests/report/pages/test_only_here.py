from pathlib import Path

import pandas as pd
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.report.findings import Findings
from crosswalk.report.site import Site
from crosswalk.suggest import Cut, suggest
from tests.decided import on, rejected, unsure
from tests.principles.trees import shared
from tests.report.small import small
from tests.report.tree import Node, tree
from tests.worlds import LetterEncoder


def page(findings: Findings) -> Node:
    return tree(Site(findings).page("only-here.html"))


def without_suggestions(world: Catalogue, *decisions: object) -> Findings:
    """Findings of a world in which a model suggests nothing."""
    found = small(world, decisions=decisions)
    none = suggest(world, LetterEncoder(), cut=Cut(at_most=0))
    links = [link for link in found.links if link.kind.value != "suggested"]
    return Findings(
        catalogue=world,
        links=links,
        suggestions=none,
        made=found.made,
        encode=found.encode,
        looked=found.looked,
    )


def items(found: Node, framework_id: str) -> list[Node]:
    return [
        item
        for part in found.at(framework_id).every("ul", **{"class": "members"})
        for item in part.every("li")
    ]


def test_every_statement_of_the_table_stands_in_the_section_of_its_framework(built: Path) -> None:
    found = tree((built / "reports/only-here.html").read_text(encoding="utf-8"))
    table = pd.read_csv(built / "reports/only-here.csv", keep_default_na=False)

    for framework, own in table.groupby("framework"):
        shown = [item.every("a")[0].words for item in items(found, str(framework))]
        assert sorted(shown) == sorted(own["statement_id"])
        elements = [
            name for name, kind in zip(own["statement_id"], own["kind"], strict=True) if kind == "element"
        ]
        assert shown[: len(elements)] == elements
    assert len(table)


def test_indicators_stand_under_their_element_in_the_order_of_the_document() -> None:
    found = page(without_suggestions(shared()))

    section = found.at("ash")
    assert [head.words for head in section.every("h4")] == [
        "Sharing information in ash ash:1",
        "Managing money in ash ash:2",
        "Growing trees in ash ash:3",
    ]
    below = section.every("ul", **{"class": "members"})[1:]
    assert [[item.every("a")[0].words for item in part.every("li")] for part in below] == [
        ["ash:1.a", "ash:1.b"], ["ash:2.a", "ash:2.b"], ["ash:3.a", "ash:3.b"],
    ]  # fmt: skip


def test_each_says_on_what_it_rests_and_who_judged_it() -> None:
    world = shared()
    findings = without_suggestions(
        world,
        rejected(1, **on(world, "ash:1", "elm:framework", comment="Read twice.")),
        rejected(2, **on(world, "ash:1", "fir:framework", reviewer="reviewer-2")),
        rejected(3, **on(world, "ash:2", "elm:framework")),
        unsure(4, **on(world, "ash:3", "elm:3")),
    )

    first, second, third = items(page(findings), "ash")[:3]
    assert (
        "Judged absent everywhere else By reviewer-1; reviewer-2, 2026-01-31. In their words: Read twice."
        in first.words
    )
    assert "Judged absent in elm Not yet reviewed in fir, where nothing is suggested." in second.words
    assert "Not yet reviewed, though somebody has begun; nothing is suggested." in third.words
    assert "Nobody has looked; nothing is suggested." in items(page(findings), "fir")[0].words
    (row,) = [
        row for row in page(findings).at("page:reading").every("tr") if row.every("th")[0].words == "ash"
    ]
    assert [cell.words.split(" elements")[0] for cell in row.every("td")][:3] == [
        "3 of 3",
        "6 of 6",
        "1 of 9",
    ]


def test_what_comes_nearest_is_named_for_elements_without_a_credible_counterpart() -> None:
    findings = without_suggestions(shared())
    found = page(findings)

    rows = [row for row in found.at("ash").every("tr") if row.every("td")]
    own = findings.alone[findings.alone["framework"] == "ash"]
    assert [row.every("th")[0].every("a")[0].words for row in rows] == list(own["element_id"])
    assert [row.every("td")[1].every("a")[0].words for row in rows] == list(own["best_candidate_id"])
    assert rows[0].every("td")[0].addresses == ["pairs/ash--elm.html#of-ash"]
    assert "#lacking:ash" in found.at("page:reading").addresses


def test_where_everything_has_something_elsewhere_the_section_says_so() -> None:
    assert (
        "Nothing: for each of its statements something corresponds" in page(small(shared())).at("ash").words
    )


@pytest.mark.parametrize("count", [0, 1])
def test_nothing_is_alone_without_another_framework(count: int) -> None:
    found = page(small(Catalogue(shared().documents[:count])))

    assert "there is nothing to be alone among" in found.words
    assert not found.every("table")


def test_a_framework_known_by_reference_only_has_no_section(world: Catalogue) -> None:
    ids = page(small(world)).ids

    assert {"ash", "elm"} <= {*ids}
    assert "oak" not in ids
