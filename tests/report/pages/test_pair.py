import math
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from crosswalk.align import Axis, Band, Levels, Rung
from crosswalk.catalogue import Catalogue
from crosswalk.model import Declaration, Evidence, Framework, Kind
from crosswalk.report import heat
from crosswalk.report.findings import Findings
from crosswalk.report.site import Site
from crosswalk.vocabulary import Predicate
from tests.decided import decided, on, rejected
from tests.report.small import small
from tests.report.tree import Node, tree
from tests.worlds import span, statement


def page(findings: Findings, first: str = "ash", second: str = "elm") -> Node:
    return tree(Site(findings).page(f"pairs/{first}--{second}.html"))


def rows(found: Node, framework_id: str) -> Iterator[tuple[str, list[str]]]:
    """Of the table of elements of one side: the element, and the words of the other cells of each row."""
    element = ""
    for row in found.at(f"of-{framework_id}").every("table")[0].every("tr"):
        element = row.attributes.get("id") or element
        cells = [cell.words for cell in row.every("td") if not cell.within("details")]
        if cells:
            yield element, cells


def listed(found: Node, anchor: str) -> list[str]:
    """Ids of the statements that a state lists."""
    return [name for name in found.at(anchor).ids if ":" in name]


@pytest.fixture(scope="module")
def built_pages(built: Path) -> dict[tuple[str, str], Node]:
    return {
        tuple(path.stem.split("--")): tree(path.read_text(encoding="utf-8"))
        for path in sorted((built / "reports/pairs").glob("*.html"))
    }


@pytest.fixture
def judged(world: Catalogue) -> Findings:
    """A statement in each of the states but one, and a pair that was turned down."""
    return small(
        world,
        decisions=[
            decided(1),
            decided(2, **on(world, "ash:1.1.second", "elm:1.1", predicate_id=Predicate.NARROW)),
            rejected(3, **on(world, "ash:1.2", "elm:framework")),
            rejected(4, **on(world, "elm:2", "ash:1.2")),
            rejected(5, **on(world, "ash:1.2.first", "elm:1.1")),
        ],
    )


def test_every_statement_stands_once_on_its_side(
    built_pages: dict[tuple[str, str], Node], real_catalogue: Catalogue
) -> None:
    for pair, found in built_pages.items():
        for name in pair:
            framework = real_catalogue.framework(name)
            compared = [*framework.of_kind(Kind.ELEMENT), *framework.of_kind(Kind.INDICATOR)]
            ids = [i for i in found.at(f"of-{name}").ids if i.startswith(f"{name}:")]
            assert sorted(ids) == sorted(s.id for s in compared)


def test_the_rows_are_those_of_the_alignment_table(
    built: Path, built_pages: dict[tuple[str, str], Node]
) -> None:
    for pair, found in built_pages.items():
        table = pd.read_csv(built / f"reports/alignment/{pair[0]}--{pair[1]}.csv", keep_default_na=False)
        for name in pair:
            own = table[(table["subject_framework"] == name) & (table["object_id"] != "")]
            shown = [(element, cells) for element, cells in rows(found, name) if cells[0] != "–"]
            by_element = sorted(shown, key=lambda row: list(own["subject_id"]).index(row[0]))
            assert len(by_element) == len(own) > 5
            for (element, cells), row in zip(by_element, own.itertuples(), strict=True):
                rank, relation, other, known, probability, similarity, *_ = cells
                assert (element, rank, relation) == (row.subject_id, str(row.rank), row.relation)
                assert other == f"{' '.join(row.object_title.split())} {row.object_id}"
                assert known.startswith(row.kind)
                assert ("Each is the other's best" in known) == (str(row.each_others_best) == "True")
                assert re.fullmatch(rf"{float(row.confidence):.0%}|over 99%|under 1%", probability)
                assert similarity == f"{float(row.similarity_score):.2f}"


def test_all_indicators_that_carry_a_pair_are_quoted_with_their_ids(
    built: Path, built_pages: dict[tuple[str, str], Node], real_catalogue: Catalogue
) -> None:
    found = built_pages["lqf", "grade9"].at("of-lqf").every("table")[0]
    table = pd.read_csv(built / "reports/alignment/lqf--grade9.csv", keep_default_na=False)
    own = table[table["subject_framework"] == "lqf"]
    carried = [part for part in found.every("details") if "of indicators" in part.every("summary")[0].words]

    assert Counter(len(part.every("li")) for part in carried) == Counter(
        own["carrying_pairs"][own["carrying_pairs"] > 0]
    )
    for part in carried:
        for line in part.every("li"):
            ours, theirs = (link.words for link in line.every("a", class_="id"))
            for name in (ours, theirs):
                assert f"“{real_catalogue.statement(name).text}” {name}" in line.words


def test_each_figure_of_the_summary_leads_to_as_many_statements(
    built_pages: dict[tuple[str, str], Node],
) -> None:
    for found in built_pages.values():
        summary = found.at("summary").every("table")[0]
        for row in summary.every("tr")[1:]:
            total = int(row.every("th")[0].words.split()[0])
            figures = row.every("td", class_="number")
            assert sum(int(cell.words.split()[0]) for cell in figures) == total
            for cell in figures:
                for link in cell.every("a"):
                    anchor = (link.attributes["href"] or "").removeprefix("#")
                    assert len(listed(found, anchor)) == int(cell.words.split()[0])


def test_statements_are_listed_by_their_state_and_no_state_is_empty(judged: Findings) -> None:
    found = page(judged)

    anchors = [i for i in found.ids if i.startswith("of-") and ("element" in i or "indicator" in i)]
    assert {anchor: listed(found, anchor) for anchor in anchors} == {
        "of-ash-element-addressed": ["ash:1.1"],
        "of-ash-element-absent": ["ash:1.2"],
        "of-ash-indicator-partly": ["ash:1.1.second"],
        "of-ash-indicator-suggested": ["ash:1.1.first"],
        "of-ash-indicator-open": ["ash:1.2.first"],
        "of-elm-element-addressed": ["elm:1"],
        "of-elm-element-open": ["elm:2"],
        "of-elm-indicator-addressed": ["elm:1.1"],
        "of-elm-indicator-open": ["elm:1.n"],
    }


def test_why_something_is_absent_is_said_in_the_words_of_those_who_judged_it(judged: Findings) -> None:
    assert "Absent, people said: different topic" in page(judged).at("ash:1.2").words


def test_what_is_not_suggested_names_what_comes_nearest_and_that_nobody_has_looked(
    built: Path, built_pages: dict[tuple[str, str], Node]
) -> None:
    alone = pd.read_csv(built / "reports/no-counterpart.csv", keep_default_na=False)
    for pair, found in built_pages.items():
        for name, other in (pair, pair[::-1]):
            own = alone[(alone["framework"] == name) & (alone["in_framework"] == other)]
            shown = {element: cells for element, cells in rows(found, name) if "comes nearest to" in cells[1]}
            assert {*shown} == {*own["element_id"]}
            for row in own.itertuples():
                _, _, nearest, known, probability, similarity, *_ = shown[row.element_id]
                assert nearest.endswith(f" {row.best_candidate_id}")
                assert known == "not suggested; nobody has looked"
                assert re.fullmatch(rf"{float(row.confidence):.0%}|under 1%", probability)
                assert similarity == f"{float(row.similarity_score):.2f}"


def test_an_element_that_has_only_indicators_in_common_shows_them(world: Catalogue) -> None:
    findings = small(
        world,
        decisions=[
            rejected(1),
            decided(2, **on(world, "ash:1.1.first", "elm:1.1", predicate_id=Predicate.EXACT)),
        ],
    )
    found = page(findings)

    assert listed(found, "of-ash-element-partly") == ["ash:1.1"]
    below = found.at("of-ash-element-partly").words
    assert "People turned down every link that it had." in below
    assert "3 linked indicators below it" in below
    assert "“Shares information with partners.” ash:1.1.first says the same as" in below


def test_what_people_turned_down_is_listed_and_aligns_nothing(judged: Findings) -> None:
    found = page(judged)

    turned_down = found.at("turned-down").every("li")
    assert [line.words for line in turned_down] == [
        "“Managing money” ash:1.2 and “Courage” elm:2: different topic (1 vote)",
        "“Keeps within the budget.” ash:1.2.first and “Shares information with all partners.” elm:1.1: "
        "different topic (1 vote)",
    ]
    assert all("elm:2" not in " ".join(cells) for _, cells in rows(found, "ash"))


def test_a_pair_accepted_as_opposites_says_so_where_a_model_took_it_for_a_match(world: Catalogue) -> None:
    found = page(small(world, decisions=[decided(1, predicate_id=Predicate.OPPOSITE)]))

    assert "suggested People: accepted (is the opposite of), 1 vote" in found.at("of-ash").words
    assert "“Sharing information” ash:1.1 is the opposite of “Sharing information well”" in (
        found.at("opposites").words
    )


def test_how_many_elements_count_at_each_cut_can_be_counted_in_the_tables(
    built_pages: dict[tuple[str, str], Node],
) -> None:
    def chance(cell: str) -> float:
        return {"over 99%": 0.995, "under 1%": 0.0}.get(cell) or float(cell.rstrip("%")) / 100

    for pair, found in built_pages.items():
        lines = found.at("by-cut").every("table")[0].every("tr")[1:]
        for name, line in zip(pair, lines, strict=True):
            best: dict[str, float] = {}
            for element, cells in rows(found, name):
                if re.search(r"\d%", cells[4] if len(cells) > 4 else ""):
                    best[element] = max(best.get(element, 0.0), chance(cells[4]))
            for place, cell in enumerate(line.every("td"), start=1):
                cut = place / 10
                # A figure that reads as the cut itself was rounded to it, from above or from below.
                sure = sum(p > cut + 1e-9 for p in best.values())
                perhaps = sum(math.isclose(p, cut) for p in best.values())
                assert sure <= int(cell.words.split()[0]) <= sure + perhaps


def test_the_measures_of_overlap_are_those_of_the_file(
    built: Path, built_pages: dict[tuple[str, str], Node]
) -> None:
    for row in pd.read_csv(built / "reports/measures.csv").itertuples():
        said = built_pages[row.first, row.second].at("measures").words
        assert f"{row.pairs} pairs of elements (0 accepted by people, 0 stated by a document)" in said
        assert f"{row.first_joined} of the {row.first_elements} elements" in said
        assert f"Overlap {row.overlap:.0%}: the smaller of the two figures ({row.shared})" in said
        assert f"Between {row.overlap_low:.0%} and {row.overlap_high:.0%} if" in said
        assert f"Common share {row.jaccard:.0%}:" in said
        assert f"{row.agreeing} of the {row.pairs} pairs also meet in an element of a third" in said


def test_where_there_is_no_third_framework_and_no_probability_the_page_says_so(world: Catalogue) -> None:
    found = page(small(world))

    assert "No third framework can tell." in found.at("measures").words
    assert "by-cut" not in found.ids
    assert {cells[4] for _, cells in rows(found, "ash")} == {"–"}


def test_each_suggested_cell_of_the_heat_table_leads_to_its_explanation(
    built: Path, built_pages: dict[tuple[str, str], Node]
) -> None:
    links = pd.read_csv(built / "reports/links.csv", keep_default_na=False)
    kinds = pd.read_csv(built / "reports/statements.csv").set_index("id")["kind"]
    own = links[(links["kind"] == "suggested") & (links["subject_id"].map(kinds) == "element")]

    led = [address for found in built_pages.values() for address in found.at("similarity").addresses]
    ends = own[["subject_id", "object_id"]].to_numpy()
    assert sorted(led) == sorted(f"../suggestions.html#{a}--{b}" for a, b in ends)


def test_a_heat_table_that_nobody_could_read_is_left_out(
    world: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "similarity" in page(small(world)).ids
    monkeypatch.setattr(heat, "_MOST", 3)

    assert "similarity" not in page(small(world)).ids


def test_what_a_document_states_of_the_other_is_quoted_with_its_lines(world: Catalogue) -> None:
    declared = Declaration(
        subject_id="ash",
        object_id="elm",
        object_title="Elm",
        predicate_id=Predicate.SOURCE,
        evidence=Evidence("grown from Elm", span("ash", 9)),
    )
    ash = replace(world.framework("ash"), declarations=(declared,))
    found = page(small(Catalogue([ash, *world.frameworks[1:]])))

    stated = found.at("stated")
    assert "“Ash” ash:framework comes from “Elm” elm:framework mirrored “grown from Elm”" in stated.words
    assert "../frameworks/elm.html#elm:framework" in stated.addresses


def tall(world: Catalogue) -> Catalogue:
    """The two frameworks and a third with one element."""
    fir = Framework(
        id="fir",
        title="Fir",
        source="corpus/fir/source.txt",
        sha256="f" * 64,
        statements=(statement("fir:1", Kind.ELEMENT, 1, title="Telling others what one knows"),),
    )
    return Catalogue([*world, fir])


def test_what_follows_from_other_links_names_the_way(world: Catalogue) -> None:
    three = tall(world)
    findings = small(
        three,
        decisions=[
            decided(1, **on(three, "ash:1.1", "fir:1", predicate_id=Predicate.EXACT)),
            decided(2, **on(three, "elm:2", "fir:1", predicate_id=Predicate.EXACT)),
        ],
    )
    found = page(findings)

    said = found.at("stated").words
    assert "“Sharing information” ash:1.1 says the same as “Courage” elm:2 inferred" in said
    assert "Follows from ash:1.1 → fir:1 → elm:2" in said


def test_what_cannot_all_be_true_of_the_two_is_told(world: Catalogue) -> None:
    findings = small(world, decisions=[decided(1), rejected(2, **on(world, "ash:1.1", "elm:framework"))])

    said = page(findings).at("contradictions").words
    assert "A framework was said to have no counterpart, and has one." in said
    assert "yet ash:1.1 says the same as elm:1" in said


def test_a_contradiction_of_other_frameworks_stands_elsewhere(world: Catalogue) -> None:
    three = tall(world)
    findings = small(three, decisions=[decided(1), rejected(2, **on(three, "ash:1.1", "elm:framework"))])

    assert "contradictions" in page(findings, "ash", "elm").ids
    assert "contradictions" not in page(findings, "ash", "fir").ids


def test_the_same_on_levels_of_different_bands_is_listed(world: Catalogue) -> None:
    levelled = replace(
        world.framework("elm"),
        scale=world.framework("ash").scale,
        statements=(
            statement("elm:level.second", Kind.LEVEL, 5, title="Second", rank=2),
            *(
                replace(one, level_id="elm:level.second") if one.id == "elm:1.1" else one
                for one in world.framework("elm").statements
            ),
        ),
    )
    two = Catalogue([world.framework("ash"), levelled, world.framework("oak")])
    levels = Levels(
        note="",
        bands=(Band(number=1, name="Low", about=""), Band(number=2, name="High", about="")),
        axes=(
            Axis(framework_id="ash", name="role", about="", where=""),
            Axis(framework_id="elm", name="reach", about="", where=""),
        ),
        rungs=(
            Rung(framework_id="ash", label="First", band=1, reading="", reason="", where=""),
            Rung(framework_id="elm", label="Second", band=2, reading="", reason="", where=""),
        ),
    )
    accepted = decided(1, **on(two, "ash:1.1.first", "elm:1.1", predicate_id=Predicate.EXACT))
    found = page(small(two, decisions=[accepted], levels=levels))

    (row,) = found.at("levels").every("tr")[1:]
    assert [cell.words for cell in row.every("td")] == [
        "First", "says the same as", "Shares information with all partners. elm:1.1", "Second", "reviewed",
        "–", "1 role against reach",
    ]  # fmt: skip


def test_frameworks_of_indicators_alone_or_of_nothing_can_be_set_side_by_side() -> None:
    bare = [
        Framework(
            id=name,
            title=name,
            source=f"corpus/{name}/source.txt",
            sha256=name * 20,
            statements=tuple(
                statement(f"{name}:{n}", Kind.INDICATOR, n, text=f"Listens {n} times.")
                for n in range(1, count)
            ),
        )
        for name, count in (("one", 3), ("two", 3), ("nil", 1))
    ]
    findings = small(Catalogue(bare))

    assert len(listed(page(findings, "one", "two"), "of-one")) == 2
    found = page(findings, "one", "nil")
    assert listed(found, "of-one-indicator-open") == ["one:1", "one:2"]
    assert "nil has neither elements nor indicators." in found.at("of-nil").words
    assert "Overlap –:" in found.at("measures").words


def test_no_page_names_a_reviewer(judged: Findings) -> None:
    assert "reviewer-1" not in page(judged).words


def test_the_page_leads_to_its_file_to_the_reasons_and_to_the_graph(
    built_pages: dict[tuple[str, str], Node], built: Path
) -> None:
    for (first, second), found in built_pages.items():
        leads = found.at("summary").addresses
        assert f"../alignment/{first}--{second}.csv" in leads
        assert (built / f"reports/alignment/{first}--{second}.csv").exists()
        assert f"../suggestions.html#{first}--{second}" in leads
        assert f"../graph.html#frameworks={first},{second}&view=table" in leads
