import json
import re
from pathlib import Path

import pandas as pd
import pytest

from crosswalk.align import Band, Levels, Rung
from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind
from crosswalk.model.written import percent
from crosswalk.report import addresses
from crosswalk.report.findings import Findings
from crosswalk.report.graph_data import LINK_COLUMNS, STATEMENT_COLUMNS
from crosswalk.report.pages import graph
from crosswalk.report.pages.graph import SCRIPTS, VOCABULARY
from crosswalk.report.rendering import Served
from crosswalk.report.site import Site
from crosswalk.vocabulary import LinkKind
from tests.conftest import REPOSITORY
from tests.report.judged import judged_world
from tests.report.small import small
from tests.worlds import statement

DATA = re.compile(r'<script type="application/json" id="graph-data">(.*?)</script>', flags=re.DOTALL)
STATIC = REPOSITORY / "crosswalk/report/templates/static"
#: Folders behind `/static` of the review page.
SERVED = STATIC, REPOSITORY / "crosswalk/web/static"


def page_of(findings: Findings, *, served: Served | None = None) -> str:
    return Site(findings).page(addresses.GRAPH, served=served).decode()


def held(page: str) -> dict[str, list[dict[str, object]]]:
    """What the page's script reads: statements and links as objects."""
    found = json.loads(DATA.search(page)[1])
    for what, columns in (("statements", STATEMENT_COLUMNS), ("links", LINK_COLUMNS)):
        found[what] = [dict(zip(columns, row, strict=True)) for row in found[what]]
    return found


def ends(data: dict[str, list[dict[str, object]]], link: dict[str, object]) -> tuple[object, object]:
    return tuple(data["statements"][link[end]]["id"] for end in ("subject", "object"))


@pytest.fixture(scope="module")
def built_page(built: Path) -> str:
    return (built / "reports/graph.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def data(built_page: str) -> dict[str, list[dict[str, object]]]:
    return held(built_page)


def test_every_element_and_indicator_of_every_document_is_there_verbatim_with_its_lines(
    built: Path, data: dict[str, list[dict[str, object]]]
) -> None:
    written = pd.read_csv(built / "reports/statements.csv", keep_default_na=False)
    wanted = written[written["kind"].isin(["element", "indicator"]) & ~written["known_by_reference"]]
    found = {row["id"]: row for row in data["statements"]}

    assert len(wanted) > 600
    for row in wanted.itertuples():
        node = found[row.id]
        said = node["title"], node["text"], node["path"], node["level"]
        assert said == (row.title, row.text, row.path, row.level)
        assert data["frameworks"][node["framework"]][0] == row.framework
        lines = data["sources"][node["source"]], node["first"], node["last"]
        assert lines == (row.source_file, row.first_line, row.last_line)


def test_every_link_is_there_with_its_figures_in_the_order_of_the_list_of_links(
    built: Path, data: dict[str, list[dict[str, object]]]
) -> None:
    written = pd.read_csv(built / "reports/links.csv")
    assert len(data["links"]) == len(written)

    for row, link in zip(written.itertuples(), data["links"], strict=True):
        assert ends(data, link) == (row.subject_id, row.object_id)
        assert (link["kind"], link["relation"]) == (row.kind, row.predicate_id)
        figures = pd.Series([link["similarity"], link["probability"]], dtype=float)
        pd.testing.assert_series_equal(figures, pd.Series([row.similarity_score, row.confidence]))
        assert link["chance"] == ("" if pd.isna(row.confidence) else percent(row.confidence))


def test_of_a_framework_without_text_only_what_a_link_leads_to_is_there(world: Catalogue) -> None:
    data = held(page_of(small(world)))

    of_oak = [row["id"] for row in data["statements"] if row["id"].startswith("oak:")]
    linked = {end for link in data["links"] for end in ends(data, link)}
    assert of_oak
    assert set(of_oak) <= linked
    assert "oak:2" not in of_oak
    (oak,) = [row for row in data["frameworks"] if row[0] == "oak"]
    assert oak[3] == "", "it has no page"


def test_a_citation_keeps_the_documents_words_and_lines(world: Catalogue) -> None:
    data = held(page_of(small(world)))

    (cited,) = [link for link in data["links"] if link["kind"] == "cited"]

    assert ends(data, cited) == ("ash:1.1.first", "oak:sharing.high")
    ((words, source, first, last),) = cited["evidence"]
    assert words == "(OAK: Sharing – High)"
    assert (data["sources"][source], first, last) == ("corpus/ash/source.txt", 5, 5)


def test_what_people_decided_and_what_follows_from_it_is_told_apart() -> None:
    data = held(page_of(judged_world()))
    told = {(*ends(data, link), link["kind"]): link for link in data["links"]}

    assert told["a:1", "b:1", "reviewed"]["status"] == "accepted"
    assert {link["status"] for key, link in told.items() if key[:2] == ("a:n", "c:n")} == {"disputed"}
    assert told["a:1", "c:1", "inferred"]["paths"] == [["a:1", "b:1", "c:1"]]
    assert [key for key, link in told.items() if link["status"] == "rejected"] == [
        ("a:n", "b:n", "suggested")
    ]
    (alone,) = [row for row in data["statements"] if row["id"] == "a:2"]
    assert alone["alone"] == ["d"]


def test_each_suggested_pair_of_elements_leads_to_its_reasons(
    built: Path, data: dict[str, list[dict[str, object]]]
) -> None:
    reasons = (built / "reports/suggestions.html").read_text(encoding="utf-8")
    items = [row["item"] for row in data["statements"]]
    explained = [link for link in data["links"] if link["explained"]]

    assert all(f'id="{link["explained"]}"' in reasons for link in explained)
    matches = [
        link
        for link in data["links"]
        if link["kind"] == "suggested" and link["relation"] != "crosswalk:opposite"
        if items[link["subject"]] == "element"
    ]
    assert matches
    assert all(link["explained"] for link in matches)


def test_levels_and_bands_can_be_chosen_where_there_are_any(world: Catalogue) -> None:
    bands = (Band(number=1, name="Own work", about=""), Band(number=2, name="Others' work", about=""))
    rungs = tuple(
        Rung(framework_id="ash", label=label, band=band, reading="ours", reason="", where="")
        for label, band in (("First", 1), ("Second", 2))
    )
    page = page_of(small(world, levels=Levels(note="", bands=bands, axes=(), rungs=rungs)))

    found = {row["id"]: row for row in held(page)["statements"]}
    assert held(page)["levels"] == ["ash:First", "ash:Second"]
    assert (found["ash:1.1.second"]["rung"], found["ash:1.1.second"]["band"]) == (1, 2)
    assert (found["ash:1.1"]["rung"], found["ash:1.1"]["band"]) == (None, None)
    assert 'name="level" value="ash:First"' in page
    assert 'name="band" value="2"' in page


def test_words_of_a_framework_can_end_neither_the_data_nor_the_page() -> None:
    hostile = "</script><script>x()</script><!-- <img src=x> \u2028 & \"quoted\" 'so'"
    frameworks = [
        Framework(
            id=name,
            title=f"<b>{name}</b>",
            source=f"corpus/{name}/source.txt",
            statements=(
                statement(f"{name}:1", Kind.ELEMENT, 1, title="<i>Sharing</i>", text=hostile),
                statement(f"{name}:2", Kind.ELEMENT, 2, title="Managing <u>money"),
            ),
        )
        for name in ("one", "two")
    ]
    page = page_of(small(Catalogue(frameworks), title="<em>All</em>"))

    for words in ("<b>one", "<i>", "<script>x", "<img src", "<u>", "<em>", "\u2028"):
        assert words not in page
    assert held(page)["statements"][0]["text"] == hostile


@pytest.mark.parametrize("count", [0, 1])
def test_a_project_of_too_few_frameworks_has_the_page_too(count: int) -> None:
    alone = Framework(id="ash", title="Ash", statements=(statement("ash:1", Kind.ELEMENT, 1, title="Alone"),))

    page = page_of(small(Catalogue([alone][:count])))

    assert held(page)["links"] == []
    assert len(held(page)["statements"]) == count
    assert 'name="layout"' not in page


def test_without_a_script_the_page_says_where_the_same_stands(built_page: str) -> None:
    (instead,) = re.findall(r"<noscript>(.*?)</noscript>", built_page, flags=re.DOTALL)

    for address in ("links.csv", "statements.csv", "crosswalk.graphml", "pairs/sssc--lqf.html"):
        assert f'href="{address}"' in instead


def test_the_page_holds_everything_it_needs_and_asks_no_one(built_page: str) -> None:
    assert "<link" not in built_page
    assert "src=" not in built_page
    assert not re.search(r"(https?:)?//[\w.]+\.\w", re.sub(r"http://www.w3.org/2000/svg", "", built_page))


def test_served_it_has_no_script_and_no_style_of_its_own(world: Catalogue) -> None:
    page = page_of(small(world), served=Served())

    scripts = re.findall(r"<script([^>]*)>", page)
    assert [s for s in scripts if "src=" not in s] == [' type="application/json" id="graph-data"']
    assert "<style" not in page
    assert not re.search(r"\sstyle=", page)
    for address in re.findall(r'(?:src|href)="/static/([^"]+)"', page):
        assert any((folder / address).is_file() for folder in SERVED), address


def test_every_script_is_on_the_page_once_and_short_enough_to_be_read() -> None:
    written = sorted(path.stem for path in (STATIC / "graph").glob("*.js"))

    assert sorted(SCRIPTS) == written
    for name in written:
        assert len((STATIC / f"graph/{name}.js").read_text(encoding="utf-8").splitlines()) <= 300


def test_the_page_explains_every_word_of_its_address_that_the_module_names(built_page: str) -> None:
    named = re.findall(r"^    (\w+) {2,}", graph.__doc__, flags=re.MULTILINE)

    assert named == [word for word, _, _ in VOCABULARY]
    assert all(f"<code>{word}</code>" in built_page for word in named)


def test_each_kind_can_be_chosen_even_where_there_is_no_link_of_it(world: Catalogue) -> None:
    page = page_of(small(world))

    for kind in LinkKind:
        assert f'name="kind" value="{kind.value}"' in page
