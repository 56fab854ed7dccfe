import hashlib
import shutil
from collections import Counter
from itertools import combinations
from pathlib import Path

import networkx as nx
import openpyxl
import pandas as pd
import pytest

from crosswalk.build import build
from crosswalk.catalogue import Catalogue
from crosswalk.errors import CrosswalkError
from crosswalk.interop.sssom import read_sssom
from crosswalk.model import Kind, Mapping, Polarity
from crosswalk.suggest import DEFAULT_TOP_K
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.vocabulary import LinkKind, Predicate
from crosswalk.workspace import SUGGESTED

DOCUMENTS = ["sssc", "lqf", "grade9", "pathway4", "dcs"]


def outputs(project: Path) -> dict[str, str]:
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("mappings", "reports")
        for path in (project / folder).rglob("*")
        if path.is_file()
    }


def build_again(project: Path, **options: object) -> object:
    return build(project, **{"encoder": DEFAULT_ENCODER, "top_k": DEFAULT_TOP_K, **options})


@pytest.fixture(scope="session")
def suggestions(built: Path) -> list[Mapping]:
    return read_sssom((built / SUGGESTED).read_text(encoding="utf-8"), path=SUGGESTED)


def test_a_cold_cache_a_half_warm_one_and_a_warm_one_give_the_same_bytes(project: Path) -> None:
    first = outputs(project)

    warm = build_again(project, force=True)
    assert (warm.encoded, outputs(project)) == (0, first)

    shutil.rmtree(project / ".crosswalk")
    cold = build_again(project, force=True)
    assert (cold.reused, outputs(project)) == (0, first)

    # Half warm: only one framework's texts were encoded before.
    shutil.rmtree(project / ".crosswalk")
    part = project / "part"
    shutil.copytree(project / "corpus" / "pathway4", part / "corpus" / "pathway4")
    build_again(part)
    shutil.copytree(part / ".crosswalk", project / ".crosswalk")
    half = build_again(project, force=True)
    assert half.reused > 0 < half.encoded
    assert outputs(project) == first


def test_where_nothing_changed_nothing_is_done(project: Path) -> None:
    written = (project / "reports/index.html").stat().st_mtime_ns

    assert build_again(project) is None
    assert (project / "reports/index.html").stat().st_mtime_ns == written


def test_a_deleted_report_is_made_again(project: Path) -> None:
    first = outputs(project)
    (project / "reports/links.csv").unlink()

    build_again(project)

    assert outputs(project) == first


@pytest.mark.parametrize(
    ("break_it", "said"),
    [
        (lambda p: (p / "corpus/lqf/source.txt").unlink(), "corpus/lqf/source.txt"),
        (lambda p: (p / "corpus/lqf/source.txt").write_bytes(b"\xff"), "corpus/lqf/source.txt:1"),
        (lambda p: shutil.copy(p / "corpus/dcs/source.txt", p / "corpus/lqf"), "source has changed"),
        (
            lambda p: (p / "corpus/dcs/framework.toml").write_text("id =\ntitle"),
            "corpus/dcs/framework.toml:1",
        ),
        (lambda p: (p / "corpus/project.toml").write_text("title = 1"), "corpus/project.toml"),
        (lambda p: (p / "corpus/project.toml").write_text('purpose = "dcs:no"'), "dcs:no"),
        (lambda p: shutil.rmtree(p / "corpus"), "corpus"),
        (
            lambda p: (p / ".crosswalk/embeddings.sqlite").write_bytes(b"half a file"),
            ".crosswalk/embeddings.sqlite",
        ),
    ],
)
def test_bad_input_stops_the_build_and_leaves_the_previous_files(
    project: Path, break_it: object, said: str
) -> None:
    before = outputs(project)
    break_it(project)

    with pytest.raises(CrosswalkError) as refused:
        build_again(project, force=True)

    assert said in str(refused.value)
    assert outputs(project) == before


def test_half_written_files_of_a_crash_are_replaced_by_the_next_build(project: Path) -> None:
    first = outputs(project)
    for name in ("reports/links.csv", "mappings/suggested.sssom.tsv", "reports/crosswalk.xlsx"):
        content = (project / name).read_bytes()
        (project / name).write_bytes(content[: len(content) // 2])
    (project / "reports/links.csv.unfinished").write_bytes(b"half")

    build_again(project)

    assert {n: h for n, h in outputs(project).items() if not n.endswith(".unfinished")} == first


def test_every_two_documents_have_suggestions_for_elements_and_for_indicators(
    suggestions: list[Mapping], real_catalogue: Catalogue
) -> None:
    found = {
        (
            m.subject_id.partition(":")[0],
            m.object_id.partition(":")[0],
            real_catalogue.statement(m.subject_id).kind,
        )
        for m in suggestions
    }

    pairs = list(combinations(DOCUMENTS, 2))
    assert found == {(a, b, kind) for a, b in pairs for kind in (Kind.ELEMENT, Kind.INDICATOR)}


def test_suggestions_compare_like_with_like(suggestions: list[Mapping], real_catalogue: Catalogue) -> None:
    for mapping in suggestions:
        subject = real_catalogue.statement(mapping.subject_id)
        object_ = real_catalogue.statement(mapping.object_id)
        assert subject.kind is object_.kind
        assert subject.polarity is object_.polarity


def test_no_negative_indicator_is_suggested_for_a_positive_statement(
    suggestions: list[Mapping], real_catalogue: Catalogue
) -> None:
    negative = {s.id for s in real_catalogue.statements if s.polarity is Polarity.NEGATIVE}

    # Only grade9 has negative indicators, so none of them has anything to be paired with.
    assert not [m for m in suggestions if {m.subject_id, m.object_id} & negative]


def test_every_indicator_and_element_has_its_nearest_in_every_other_document(
    suggestions: list[Mapping], real_catalogue: Catalogue
) -> None:
    seen = Counter((m.subject_id, m.object_id.partition(":")[0]) for m in suggestions)
    seen += Counter((m.object_id, m.subject_id.partition(":")[0]) for m in suggestions)

    for framework in real_catalogue.documents:
        for statement in framework.statements:
            if statement.kind in (Kind.ELEMENT, Kind.INDICATOR) and statement.polarity is Polarity.POSITIVE:
                for other in DOCUMENTS:
                    if other != framework.id:
                        assert seen[statement.id, other] >= DEFAULT_TOP_K


def test_suggestions_are_marked_as_a_machine_s_and_have_no_confidence(suggestions: list[Mapping]) -> None:
    assert {m.kind for m in suggestions} == {LinkKind.SUGGESTED}
    assert {m.predicate_id for m in suggestions} == {Predicate.UNSPECIFIED}
    assert {m.confidence for m in suggestions} == {None}
    assert all("all-MiniLM-L6-v2" in m.mapping_tool for m in suggestions)


def test_statements_csv_holds_every_statement_with_its_lines(built: Path, real_catalogue: Catalogue) -> None:
    table = pd.read_csv(built / "reports/statements.csv", keep_default_na=False)

    assert list(table.columns[:10]) == [
        "id", "framework", "kind", "path", "level", "polarity", "text",
        "source_file", "first_line", "last_line",
    ]  # fmt: skip
    assert list(table["id"]) == [s.id for s in real_catalogue.statements]
    assert (table["kind"] == "indicator").sum() == 591
    row = table.set_index("id").loc["grade9:2.4.s3.2"]
    assert row["text"].startswith("Keeps abreast of national developments") or row["text"]
    assert row["level"] == "Stage 3: Understands all aspects of the decision making process"
    assert (row["source_file"], row["first_line"]) == ("corpus/grade9/source.txt", 322)


def test_links_csv_keeps_the_kinds_apart(built: Path) -> None:
    table = pd.read_csv(built / "reports/links.csv", keep_default_na=False)

    counts = table["kind"].value_counts()
    assert counts["cited"] == 24
    assert counts["mirrored"] == 12
    assert (table.loc[table["kind"] != "suggested", "evidence"] != "").all()
    assert (table.loc[table["kind"] != "suggested", "similarity_score"] == "").all()


def test_the_workbook_has_a_readable_sheet_for_every_two_documents(built: Path) -> None:
    book = openpyxl.load_workbook(built / "reports/crosswalk.xlsx")

    for first, second in combinations(DOCUMENTS, 2):
        page = book[f"{first} and {second}"]
        headings = [cell.value for cell in page[1]]
        assert page.freeze_panes == "A2"
        assert page.auto_filter.ref
        assert page.max_row > 20
        assert {"Element", "Counterpart", "Known how", "Similarity"} <= set(headings)


def test_the_graph_file_opens_with_every_node_and_edge(built: Path, real_catalogue: Catalogue) -> None:
    graph = nx.read_graphml(built / "reports/crosswalk.graphml", force_multigraph=True)

    kinds = Counter(nx.get_edge_attributes(graph, "kind").values())
    assert graph.number_of_nodes() == len(real_catalogue.statements) + len(real_catalogue.frameworks)
    assert kinds["part_of"] == len(real_catalogue.statements)
    assert (kinds["cited"], kinds["mirrored"]) == (24, 12)
    assert kinds["suggested"] > 1000


def test_alignment_tables_quote_the_indicators_that_carry_a_pair(built: Path) -> None:
    table = pd.read_csv(built / "reports/alignment/lqf--grade9.csv", keep_default_na=False)

    best = table[(table["subject_title"] == "Developing self awareness") & (table["rank"] == 1)].iloc[0]
    assert best["object_title"] == "Self-Awareness"
    assert best["kind"] == "suggested"
    assert "[grade9:1.2" in best["carried_by"]


def test_figures_are_there_as_png_and_svg(built: Path) -> None:
    for name in ("overlap", "coverage"):
        assert (built / f"reports/figures/{name}.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in (built / f"reports/figures/{name}.svg").read_bytes()
