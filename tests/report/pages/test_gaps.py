import re
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind
from crosswalk.principles import Entry, Record
from crosswalk.report.curves import SMALL, curves
from crosswalk.report.findings import Findings
from crosswalk.report.site import Site
from crosswalk.suggest.encoders import load_encoder
from tests.decided import decided, on, rejected
from tests.principles.trees import shared
from tests.report.small import small
from tests.report.tree import Node, tree
from tests.worlds import statement


def page(findings: Findings) -> Node:
    return tree(Site(findings).page("gaps.html"))


def counted(found: Node, kind: str, of: str) -> dict[str, list[str]]:
    """The rows of a framework in the table of counts: other framework -> words of its cells."""
    (body,) = [
        part
        for part in found.at(f"{kind}s").every("tbody")
        if any(head.words.endswith(f" of {of}") for head in part.every("th", scope="rowgroup"))
    ]
    rows = body.every("tr")[1:]
    return {row.every("th")[0].words: [cell.words for cell in row.every("td")[1:]] for row in rows}


@pytest.fixture
def judged() -> Findings:
    """People found something of ash in elm, and nothing of it in fir."""
    world = shared()
    return small(
        world,
        decisions=[
            decided(1, **on(world, "ash:1", "elm:1")),
            rejected(2, **on(world, "ash:2", "fir:framework", comment="Read <twice>.")),
            rejected(3, **on(world, "ash:3.a", "fir:framework", reviewer="reviewer-2")),
        ],
    )


def test_the_counts_are_those_of_the_states_and_each_leads_to_its_statements(judged: Findings) -> None:
    found = page(judged)

    (elm, fir) = counted(found, "element", "ash").values()
    assert elm[:3] == ["1 elements of ash addressed in elm", "0", "0"]
    assert fir[:3] == ["0", "0", "1 elements of ash judged absent in fir"]
    addresses = found.at("elements").addresses
    assert "pairs/ash--elm.html#of-ash-element-addressed" in addresses
    assert "pairs/ash--elm.html#of-elm-element-addressed" in addresses
    assert "pairs/ash--fir.html#of-ash-element-absent" in addresses
    assert not [one for one in addresses if one.endswith("of-ash-element-partly")]


def test_the_states_of_every_row_add_up_in_the_real_report(built: Path) -> None:
    found = tree((built / "reports/gaps.html").read_text(encoding="utf-8"))
    counts = pd.read_csv(built / "reports/gap-counts.csv")

    for kind in ("element", "indicator"):
        rows = [row for row in found.at(f"{kind}s").every("tr") if row.every("td")]
        own = counts[counts["kind"] == kind]
        columns = ["addressed", "partly_addressed", "judged_absent", "not_yet_reviewed", "suggested"]
        shown = [[int(cell.words.split()[0]) for cell in row.every("td")[1:]] for row in rows]
        assert shown == own[columns].to_numpy().tolist()
        assert (own[columns[:4]].sum(axis=1) == own["statements"]).all()


def test_every_part_of_a_bar_is_as_long_as_its_share(judged: Findings) -> None:
    bars = [
        [bar.attributes for bar in svg.every("rect")]
        for svg in page(judged).at("elements").every("svg", **{"class": "stacked"})
    ]

    assert len(bars) == 6
    for parts in bars:
        ends = [float(one["x"].rstrip("%")) + float(one["width"].rstrip("%")) for one in parts]
        starts = [float(one["x"].rstrip("%")) for one in parts]
        assert starts == pytest.approx([0.0, *ends[:-1]], abs=0.02)
        assert ends[-1] == pytest.approx(100.0, abs=0.02)


def test_what_was_judged_absent_is_listed_with_who_when_why_and_their_words(judged: Findings) -> None:
    first, second = page(judged).at("absent").every("tbody")[0].every("tr")

    assert "Managing money in ash" in first.words
    assert [cell.words for cell in first.every("td")] == [
        "fir", "reviewer-1", "2026-01-31 09:00", "different topic “Read <twice>.”",
    ]  # fmt: skip
    assert "ash:3.a" in second.words
    assert "reviewer-2" in second.words


def test_where_nobody_judged_the_page_says_that_nothing_is_said_to_be_missing() -> None:
    assert "Nobody has judged anything absent yet" in page(small(shared())).at("absent").words


def test_a_disputed_absence_is_none() -> None:
    world = shared()
    votes = [
        rejected(1, **on(world, "ash:1", "elm:framework")),
        decided(2, **on(world, "ash:1", "elm:framework", reviewer="reviewer-2")),
    ]

    assert "Nobody has judged" in page(small(world, decisions=votes)).at("absent").words


def test_each_principle_stands_with_its_state_in_each_framework(judged: Findings) -> None:
    found = page(judged).at("principles")
    table = judged.principle_gaps

    rows = [row for row in found.every("tr") if row.every("td")]
    cells = [(row.every("th")[0], cell) for row in rows for cell in row.every("td")]
    assert len(cells) == len(table)
    for (label, cell), row in zip(cells, table.to_dict("records"), strict=True):
        assert label.words == row["label"]
        assert cell.words.startswith(row["state"])
        assert cell.addresses == [f"principles/{row['principle']}.html#{row['framework']}"]
        assert not row["elements"] or f"{row['elements']} element" in cell.words


def test_a_principle_judged_absent_is_shown_so() -> None:
    world = shared()
    record = Record(
        entries=(Entry(id="p9", label="Trees", definition="", members=("ash:3",), pinned=("ash:3",)),)
    )
    votes = [rejected(1, **on(world, "ash:3", "fir:framework"))]
    found = page(small(world, decisions=votes, record=record)).at("principles")

    (row,) = [row for row in found.every("tr") if row.every("th")[0].words == "Trees"]
    states = [re.match(r"(addressed|judged absent|not yet reviewed)", c.words)[1] for c in row.every("td")]
    assert states == ["addressed", "not yet reviewed", "judged absent"]


def test_without_probabilities_and_decisions_no_chart_is_drawn() -> None:
    found = page(small(shared())).at("sure")

    assert "it is not known for any two frameworks" in found.words
    assert found.every("svg") == []


def test_what_people_accepted_is_drawn_without_probabilities_too(judged: Findings) -> None:
    found = page(judged).at("sure")

    assert (found.every("svg", role="img")[0].attributes["aria-label"] or "").endswith("33% at 90%.")
    assert "Not known: no probabilities." in found.words


@pytest.mark.usefixtures("few_pairs_are_enough")
def test_each_chart_draws_the_shares_that_its_table_lists(tmp_path: Path) -> None:
    findings = small(shared(), encoder=load_encoder("minilm"))
    found = page(findings).at("sure")
    table = findings.coverage_by_cut

    charts = found.every("svg", role="img")
    assert len(charts) == 6
    for of in findings.documents:
        for curve in curves(findings, of, findings.documents, plot=SMALL):
            own = table[(table["framework"] == of.id) & (table["by"] == curve.by.id)]
            assert [point.share for point in curve.points] == own["share"].tolist()
            # The lower a share, the further down it is drawn; the higher a cut, the further right.
            drawn = sorted(curve.points, key=lambda point: point.share)
            assert [point.y for point in drawn] == sorted((p.y for p in curve.points), reverse=True)
            assert [point.x for point in curve.points] == sorted(point.x for point in curve.points)
    first = next(curves(findings, findings.documents[0], findings.documents, plot=SMALL))
    assert charts[0].attributes["aria-label"] == first.alt
    counts = [f"{point.count} " for point in first.points]
    cells = [cell.words for cell in found.every("tbody")[0].every("tr")[0].every("td")]
    assert all(cell.startswith(count) for cell, count in zip(cells, counts, strict=False))


def test_a_framework_without_elements_or_indicators_is_left_out_of_their_table() -> None:
    ash, elm, _ = shared().documents
    bare = Framework(
        id="bare",
        title="Bare",
        source="corpus/bare/source.txt",
        statements=(statement("bare:1", Kind.INDICATOR, 1, text="Shares information."),),
    )
    found = page(small(Catalogue([ash, elm, bare])))

    assert list(counted(found, "element", "ash")) == ["elm", "Bare"]
    assert "of Bare" not in found.at("elements").words
    assert "Of the 1 indicator of Bare" in found.at("indicators").words


def test_one_framework_has_no_other_to_look_in() -> None:
    found = page(small(Catalogue([shared().documents[0]])))

    assert "There is one framework in this report" in found.words
    assert not found.every("table")


def test_many_frameworks_are_folded_and_still_all_there() -> None:
    ash = shared().documents[0]
    others = [
        Framework(
            id=f"f{number}",
            title=f"F & {number}",
            source="x",
            statements=tuple(
                replace(s, id=s.id.replace("ash:", f"f{number}:"), parent_id=None)
                for s in ash.statements
                if s.kind is Kind.ELEMENT
            ),
        )
        for number in range(7)
    ]
    found = page(small(Catalogue([ash, *others])))

    assert len(found.at("elements").every("details")) == 8
    assert len(counted(found, "element", "F & 3")) == 7
