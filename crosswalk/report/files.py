"""Every file of the report, from the same links."""

from collections.abc import Mapping, Sequence

import pandas as pd

from crosswalk.align import (
    Levels,
    alignment_table,
    alignment_tables,
    alone_table,
    coverage_table,
    link_table,
    statement_table,
)
from crosswalk.catalogue import Catalogue
from crosswalk.graph import to_graph
from crosswalk.interop.graphml import write_graphml
from crosswalk.model import Kind, Link
from crosswalk.report.answers import answer
from crosswalk.report.figures import Block, Drawn, draw_coverage, draw_overlap
from crosswalk.report.made import Made
from crosswalk.report.overview import alignment_file, make_overview
from crosswalk.report.rendering import render_overview, render_suggestions
from crosswalk.report.suggestions_page import make_suggestions_page
from crosswalk.report.workbook import make_workbook
from crosswalk.review import LookedAt, Pair, not_rejected
from crosswalk.suggest import Suggestions


def make_report(
    catalogue: Catalogue,
    links: Sequence[Link],
    suggestions: Suggestions,
    *,
    made: Made,
    principles: bool = False,
    looked: Mapping[Pair, LookedAt] | None = None,
    levels: Levels | None = None,
) -> dict[str, bytes]:
    """Every file of the report.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        suggestions: As `suggest` gives them.
        made: How the links came about.
        principles: Whether a page of principles stands beside it.
        looked: As `looked_at` gives it; None where nobody has decided anything.
        levels: How levels are laid side by side; None where nobody has said.

    Returns:
        Path relative to the report's folder -> content; equal input gives equal bytes.
    """
    statements, all_links = statement_table(catalogue), link_table(catalogue, links)
    # What people rejected stays in the list of links, with its status, and aligns and covers nothing.
    counting = not_rejected(links)
    tables = alignment_tables(catalogue, counting)
    coverage = coverage_table(catalogue, counting, near=suggestions.near)
    alone = alone_table(catalogue, suggestions.alone)
    answers = answer(catalogue, links, suggestions, looked=looked or {}, levels=levels)
    overlap, covered = _drawn(catalogue, suggestions, coverage)
    explained = make_suggestions_page(catalogue, links, suggestions, title=made.title)
    overview = make_overview(
        catalogue,
        links,
        suggestions,
        tables=tables,
        coverage=coverage,
        alone=alone,
        explained=explained.anchors,
        levels=levels,
        made=made,
    )
    return {
        **_csvs({"statements.csv": statements, "links.csv": all_links}),
        **_csvs({"coverage.csv": coverage, "no-counterpart.csv": alone, **answers.files}),
        **_csvs({"alignment.csv": alignment_table(catalogue, links)}),
        **_csvs({alignment_file(*pair): table for pair, table in tables.items()}),
        "crosswalk.xlsx": make_workbook(
            catalogue,
            title=made.title,
            statements=statements,
            links=all_links,
            coverage=coverage,
            alone=alone,
            tables=tables,
            answers=answers,
        ),
        "crosswalk.graphml": write_graphml(to_graph(catalogue, links)),
        **_pictures(overlap, covered),
        "index.html": render_overview(overview, overlap, principles=principles),
        "suggestions.html": render_suggestions(explained),
    }


def _drawn(catalogue: Catalogue, suggestions: Suggestions, coverage: pd.DataFrame) -> tuple[Drawn, Drawn]:
    """Where the frameworks overlap, and how much of each has a counterpart in each other."""
    overlap = draw_overlap(
        suggestions.element_scores,
        [Block(label=f.name, size=len(f.of_kind(Kind.ELEMENT))) for f in catalogue.documents],
    )
    shares = coverage.pivot_table(index="framework", columns="by", values="share", sort=False)
    ids = [f.id for f in catalogue.documents]
    covered = draw_coverage(
        shares.reindex(index=ids, columns=ids).to_numpy(dtype=float),
        [f.name for f in catalogue.documents],
        near=suggestions.near,
    )
    return overlap, covered


def _pictures(*drawn: Drawn) -> dict[str, bytes]:
    return {
        f"figures/{one.name}.{kind}": picture
        for one in drawn
        for kind, picture in (("png", one.png), ("svg", one.svg))
    }


def _csvs(tables: Mapping[str, pd.DataFrame]) -> dict[str, bytes]:
    return {
        name: table.to_csv(index=False, lineterminator="\n").encode("utf-8") for name, table in tables.items()
    }
