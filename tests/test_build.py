import hashlib
import shutil
from collections import Counter
from dataclasses import replace
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
from crosswalk.suggest import Cut
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.suggest.weights import shipped, written
from crosswalk.vocabulary import LinkKind, Predicate
from crosswalk.workspace import SUGGESTED, WEIGHTS

DOCUMENTS = ["sssc", "lqf", "grade9", "pathway4", "dcs"]


def outputs(project: Path) -> dict[str, str]:
    return {
        path.relative_to(project).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for folder in ("mappings", "reports")
        for path in (project / folder).rglob("*")
        if path.is_file() and path.relative_to(project).as_posix() != WEIGHTS
    }


def build_again(project: Path, **options: object) -> object:
    return build(project, **{"encoder": DEFAULT_ENCODER, **options})


@pytest.fixture(scope="session")
def suggestions(built: Path) -> list[Mapping]:
    return read_sssom((built / SUGGESTED).read_text(encoding="utf-8"), path=SUGGESTED)


def test_a_cold_cache_a_half_warm_one_and_a_warm_one_give_the_same_bytes(two: Path) -> None:
    first = outputs(two)

    warm = build_again(two, force=True)
    assert (warm.encoded, outputs(two)) == (0, first)

    shutil.rmtree(two / ".crosswalk")
    cold = build_again(two, force=True)
    assert (cold.reused, outputs(two)) == (0, first)

    # Half warm: only one framework's texts were encoded before.
    shutil.rmtree(two / ".crosswalk")
    part = two / "part"
    shutil.copytree(two / "corpus" / "lqf", part / "corpus" / "lqf")
    build_again(part)
    shutil.copytree(part / ".crosswalk", two / ".crosswalk")
    half = build_again(two, force=True)
    assert half.reused > 0 < half.encoded
    assert outputs(two) == first


def test_where_nothing_changed_nothing_is_done(project: Path) -> None:
    written = (project / "reports/index.html").stat().st_mtime_ns

    assert build_again(project) is None
    assert (project / "reports/index.html").stat().st_mtime_ns == written


def test_a_deleted_report_is_made_again(two: Path) -> None:
    first = outputs(two)
    (two / "reports/links.csv").unlink()

    build_again(two)

    assert outputs(two) == first


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
        (lambda p: (p / "corpus/levels.toml").write_text("note = 1"), "corpus/levels.toml"),
        (lambda p: shutil.rmtree(p / "corpus"), "corpus"),
        (lambda p: (p / WEIGHTS).write_text("[parts]\nslope = 'steep'"), WEIGHTS),
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


def test_half_written_files_of_a_crash_are_replaced_by_the_next_build(two: Path) -> None:
    first = outputs(two)
    for name in ("reports/links.csv", "mappings/suggested.sssom.tsv", "reports/crosswalk.xlsx"):
        content = (two / name).read_bytes()
        (two / name).write_bytes(content[: len(content) // 2])
    (two / "reports/links.csv.unfinished").write_bytes(b"half")

    build_again(two)

    assert {n: h for n, h in outputs(two).items() if not n.endswith(".unfinished")} == first


def matches(suggestions: list[Mapping]) -> list[Mapping]:
    return [m for m in suggestions if m.predicate_id is not Predicate.OPPOSITE]


def framework_of(statement_id: str) -> str:
    return statement_id.partition(":")[0]


def test_every_two_documents_have_suggestions_for_elements_or_for_indicators(
    suggestions: list[Mapping], real_catalogue: Catalogue
) -> None:
    found = {(framework_of(m.subject_id), framework_of(m.object_id)) for m in matches(suggestions)}
    kinds = {real_catalogue.statement(m.subject_id).kind for m in matches(suggestions)}

    assert found == set(combinations(DOCUMENTS, 2))
    assert kinds == {Kind.ELEMENT, Kind.INDICATOR}


def test_suggestions_compare_like_with_like(suggestions: list[Mapping], real_catalogue: Catalogue) -> None:
    for mapping in suggestions:
        subject = real_catalogue.statement(mapping.subject_id)
        object_ = real_catalogue.statement(mapping.object_id)
        assert subject.kind is object_.kind
        # A warning is the opposite of a behaviour and nothing else.
        assert (subject.polarity is object_.polarity) is (mapping.predicate_id is not Predicate.OPPOSITE)


def test_a_negative_indicator_is_suggested_as_an_opposite_only_in_its_own_framework_too(
    suggestions: list[Mapping], real_catalogue: Catalogue
) -> None:
    negative = {s.id for s in real_catalogue.statements if s.polarity is Polarity.NEGATIVE}

    # Only grade9 has negative indicators, so none of them has anything to be matched with.
    assert not [m for m in matches(suggestions) if {m.subject_id, m.object_id} & negative]
    opposites = [m for m in suggestions if m.predicate_id is Predicate.OPPOSITE]
    assert {framework_of(m.subject_id) for m in opposites} == {"grade9"}
    assert {"grade9", "lqf"} <= {framework_of(m.object_id) for m in opposites}


def test_opposites_stand_behind_all_matches(suggestions: list[Mapping]) -> None:
    relations = [m.predicate_id is Predicate.OPPOSITE for m in suggestions]

    assert relations == sorted(relations)


def test_every_element_has_a_suggestion_or_is_listed_with_its_best_candidate(
    built: Path, suggestions: list[Mapping], real_catalogue: Catalogue
) -> None:
    table = pd.read_csv(built / "reports/no-counterpart.csv", keep_default_na=False)
    alone = list(zip(table["element_id"], table["in_framework"], strict=True))
    seen = {(m.subject_id, framework_of(m.object_id)) for m in matches(suggestions)}
    seen |= {(m.object_id, framework_of(m.subject_id)) for m in matches(suggestions)}

    elements = {s.id: f.id for f in real_catalogue.documents for s in f.of_kind(Kind.ELEMENT)}
    everything = {(name, other) for name, own in elements.items() for other in DOCUMENTS if other != own}
    assert len(alone) == len(set(alone))
    assert set(alone) == everything - {pair for pair in seen if pair[0] in elements}
    for row in table.itertuples():
        assert framework_of(row.best_candidate_id) == row.in_framework
        assert row.best_candidate_title == real_catalogue.statement(row.best_candidate_id).label


def test_suggestions_are_marked_as_a_machine_s_with_relation_and_probability(
    suggestions: list[Mapping],
) -> None:
    assert {m.kind for m in suggestions} == {LinkKind.SUGGESTED}
    assert all("all-MiniLM-L6-v2" in m.mapping_tool for m in suggestions)
    for mapping in suggestions:
        assert mapping.similarity_measure == "cosine"
        # How probable an opposite is, nobody has judged enough pairs to say.
        assert (mapping.confidence is None) is (mapping.predicate_id is Predicate.OPPOSITE)


def test_the_file_of_suggestions_has_the_columns_of_sssom_for_relation_score_and_probability(
    built: Path,
) -> None:
    lines = (built / SUGGESTED).read_text(encoding="utf-8").splitlines()
    columns = next(line for line in lines if not line.startswith("#")).split("\t")

    assert {"predicate_id", "similarity_score", "confidence"} <= set(columns)


def test_a_smaller_share_of_right_ones_shows_more_and_the_same_first(two: Path) -> None:
    def found() -> list[Mapping]:
        return read_sssom((two / SUGGESTED).read_text(encoding="utf-8"), path=SUGGESTED)

    before = found()
    build_again(two, cut=Cut(precision=0.25))

    assert len(found()) > len(before)
    assert {m.pair for m in before} <= {m.pair for m in found()}


def test_weights_of_the_project_are_used_and_are_left_alone_by_the_build(two: Path) -> None:
    unsure = replace(shipped(), parts=replace(shipped().parts, intercept=-20.0))
    text = written(unsure, how="Never sure of an element.")
    (two / WEIGHTS).write_text(text, encoding="utf-8")

    assert build_again(two) is not None
    after = read_sssom((two / SUGGESTED).read_text(encoding="utf-8"), path=SUGGESTED)
    levels = {m.subject_id.count(".") for m in matches(after) if m.subject_id.startswith("lqf:")}
    assert levels == {2}, "indicators only"
    assert (two / WEIGHTS).read_text(encoding="utf-8") == text
    assert build_again(two) is None


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
    assert (table.loc[table["kind"] != "suggested", ["similarity_score", "confidence"]] == "").all(axis=None)
    matched = (table["kind"] == "suggested") & (table["predicate_id"] != "crosswalk:opposite")
    assert (table.loc[matched, "confidence"] != "").all()


def test_the_workbook_has_a_readable_sheet_for_every_two_documents(built: Path) -> None:
    book = openpyxl.load_workbook(built / "reports/crosswalk.xlsx")

    for first, second in combinations(DOCUMENTS, 2):
        page = book[f"{first} and {second}"]
        headings = [cell.value for cell in page[2]]
        assert page.freeze_panes == "A3"
        assert page.auto_filter.ref
        assert page.max_row > 20
        assert {
            "Element",
            "Counterpart",
            "Known how",
            "Relation",
            "Probability of a match",
            "Similarity",
        } <= set(headings)


def test_every_statement_has_one_state_in_each_other_document_and_nobody_has_judged_yet(built: Path) -> None:
    gaps = pd.read_csv(built / "reports/gaps.csv", keep_default_na=False)

    assert len(gaps) == (591 + 117) * 4
    assert not gaps.duplicated(["statement_id", "against"]).any()
    assert set(gaps["state"]) == {"not yet reviewed"}
    assert set(gaps["rests_on"]) == {"", "suggested"}
    assert ((gaps["nearest_id"] != "") == (gaps["rests_on"] == "suggested")).all()


def test_only_here_lists_nothing_that_has_a_suggestion(built: Path, suggestions: list[Mapping]) -> None:
    table = pd.read_csv(built / "reports/only-here.csv", keep_default_na=False)

    assert set(table["basis"]) == {"nobody has looked; nothing is suggested"}
    assert not set(table["statement_id"]) & {end for m in matches(suggestions) for end in m.pair}


def test_coverage_falls_as_the_cut_rises_for_every_two_documents(built: Path) -> None:
    table = pd.read_csv(built / "reports/coverage-by-cut.csv")

    assert len(table) == 5 * 4 * 9
    for _, own in table.groupby(["framework", "by"]):
        assert own["share"].is_monotonic_decreasing


def test_levels_are_laid_side_by_side_only_where_the_project_says_how(built: Path, project: Path) -> None:
    levels = pd.read_csv(built / "reports/levels.csv")
    assert set(levels["reading"]) == {"ours"}
    assert levels["reason"].notna().all()
    page = (built / "reports/levels.html").read_text(encoding="utf-8")
    assert "The scales measure different things" in page

    (project / "corpus/levels.toml").unlink()
    build_again(project)

    assert not (project / "reports/levels.csv").exists()
    assert not (project / "reports/levels.html").exists()
    assert "levels.html" not in (project / "reports/index.html").read_text(encoding="utf-8")


def test_the_workbook_lists_gaps_levels_and_measures_among_its_contents(built: Path) -> None:
    book = openpyxl.load_workbook(built / "reports/crosswalk.xlsx")

    listed = [cell.value for cell in book["Contents"]["A"]]
    assert {
        "Only here", "Gaps counted", "Gaps", "Coverage by cut", "Overlap measures", "Bridges", "Levels",
        "Level conflicts",
    } <= set(listed) & set(book.sheetnames)  # fmt: skip
    assert book["Only here"].max_row > 100


def test_the_graph_file_opens_with_every_node_and_edge(built: Path, real_catalogue: Catalogue) -> None:
    graph = nx.read_graphml(built / "reports/crosswalk.graphml", force_multigraph=True)

    kinds = Counter(nx.get_edge_attributes(graph, "kind").values())
    assert graph.number_of_nodes() == len(real_catalogue.statements) + len(real_catalogue.frameworks)
    assert kinds["part_of"] == len(real_catalogue.statements)
    assert (kinds["cited"], kinds["mirrored"]) == (24, 12)
    assert kinds["suggested"] > 300
    relations = Counter(nx.get_edge_attributes(graph, "predicate_id").values())
    assert relations["crosswalk:opposite"] > 10
    assert relations["skos:closeMatch"] > 100


def test_alignment_tables_quote_the_indicators_that_carry_a_pair(built: Path) -> None:
    table = pd.read_csv(built / "reports/alignment/lqf--grade9.csv", keep_default_na=False, dtype=str)

    best = table[(table["subject_title"] == "Developing self awareness") & (table["rank"] == "1")].iloc[0]
    assert best["object_title"] == "Self-Awareness"
    assert best["kind"] == "suggested"
    assert "[grade9:1.2" in best["carried_by"]


def test_figures_are_there_as_png_and_svg(built: Path) -> None:
    for name in ("overlap", "coverage"):
        assert (built / f"reports/figures/{name}.png").read_bytes().startswith(b"\x89PNG")
        assert b"<svg" in (built / f"reports/figures/{name}.svg").read_bytes()


def test_the_suggestions_say_what_their_confidence_rests_on(built: Path) -> None:
    head = (built / SUGGESTED).read_text(encoding="utf-8").partition("subject_id\t")[0]

    for weights in (shipped().parts, shipped().leaves):
        assert f"learnt from {weights.judgements:,} judged pairs" in " ".join(head.replace("#", "").split())
