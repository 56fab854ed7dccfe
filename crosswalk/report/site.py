"""The report as a whole: every page and every file, by its address."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd

from crosswalk.contradictions import contradictions_table
from crosswalk.graph import to_graph
from crosswalk.infer import inferred_table
from crosswalk.interop.graphml import write_graphml
from crosswalk.model.principle import Why
from crosswalk.report import addresses as to
from crosswalk.report.briefing import make_briefing
from crosswalk.report.figures import Drawn
from crosswalk.report.findings import Findings
from crosswalk.report.pages.following import contradictions_page, inferred_page
from crosswalk.report.pages.framework import framework_page
from crosswalk.report.pages.gaps import gaps_page
from crosswalk.report.pages.graph import graph_page
from crosswalk.report.pages.levels import levels_page
from crosswalk.report.pages.made import made_page
from crosswalk.report.pages.only_here import only_here_page
from crosswalk.report.pages.overview import overview_page
from crosswalk.report.pages.pair import pair_page
from crosswalk.report.pages.principle import principle_page
from crosswalk.report.pages.principles import principles_page
from crosswalk.report.pages.suggestions import suggestions_page
from crosswalk.report.pictures import pictures
from crosswalk.report.rendering import Frame, Served
from crosswalk.report.workbook import make_workbook

#: Makes a page of findings.
MakePage = Callable[[Findings, Frame], bytes]

#: What the menu calls each page that stands in it, in order.
_MENU = {
    to.OVERVIEW: "Overview",
    to.PRINCIPLES: "Principles",
    to.GAPS: "Gaps",
    to.ONLY_HERE: "Only here",
    to.LEVELS: "Levels",
    to.CONTRADICTIONS: "Contradictions",
    to.INFERRED: "What follows",
    to.SUGGESTIONS: "Suggested pairs",
    to.GRAPH: "Overlap graph",
    to.MADE: "How this was made",
}


@dataclass(frozen=True)
class Site:
    """Every page and file of a report; each is made when it is asked for.

    Attributes:
        findings: What they show.
    """

    findings: Findings

    @cached_property
    def pages(self) -> dict[str, MakePage]:
        """Path relative to the report's folder -> what makes the page."""
        found: dict[str, MakePage] = {
            to.OVERVIEW: overview_page,
            to.GAPS: gaps_page,
            to.ONLY_HERE: only_here_page,
            to.SUGGESTIONS: suggestions_page,
            to.GRAPH: graph_page,
            to.MADE: made_page,
        }
        if self.findings.levels:
            found[to.LEVELS] = partial(levels_page, levels=self.findings.levels)
        if self.findings.contradictions:
            found[to.CONTRADICTIONS] = contradictions_page
        if self.findings.inferred:
            found[to.INFERRED] = inferred_page
        shared = self.findings.principles
        if shared.principles or any(left.why is Why.BY_HAND for left in shared.nowhere):
            found[to.PRINCIPLES] = principles_page
        for one in self.findings.principles.principles:
            found[to.principle_page(one.id)] = partial(principle_page, principle=one)
        for framework in self.findings.documents:
            found[to.framework_page(framework.id)] = partial(framework_page, framework=framework)
        for first, second in self.findings.pairs:
            found[to.pair_page(first.id, second.id)] = partial(pair_page, first=first, second=second)
        return found

    @cached_property
    def data(self) -> dict[str, Callable[[], bytes]]:
        """Path -> what makes the file: tables, workbook, graph, figures."""
        return {
            **{name: partial(_csv, table) for name, table in self._tables.items()},
            "crosswalk.xlsx": partial(make_workbook, self.findings),
            "briefing.docx": lambda: make_briefing(self.findings, figures=self._drawn),
            "crosswalk.graphml": self._graph,
            **{
                f"figures/{name}.{ending}": partial(self._picture, name, ending)
                for name in pictures(self.findings)
                for ending in ("png", "svg")
            },
        }

    def page(self, path: str, *, served: Served | None = None) -> bytes:
        """A page as it stands on disk, or as the review page serves it.

        Args:
            path: One of `pages`.
            served: See `Frame`.

        Raises:
            KeyError: There is no such page.
        """
        frame = Frame(
            title=self.findings.made.title,
            path=path,
            menu=tuple((path, name) for path, name in _MENU.items() if path in self.pages),
            suggested=len(self.findings.suggested),
            reviewed=self.findings.reviewed,
            served=served,
            with_page=frozenset(framework.id for framework in self.findings.documents),
        )
        return self.pages[path](self.findings, frame)

    def files(self) -> dict[str, bytes]:
        """Everything, as it stands on disk: path -> content; equal findings give equal bytes."""
        return {
            **{path: make() for path, make in self.data.items()},
            **{path: self.page(path) for path in self.pages},
        }

    @cached_property
    def _tables(self) -> dict[str, Callable[[], pd.DataFrame]]:
        """Path -> what gives the table."""
        f = self.findings
        found: dict[str, Callable[[], pd.DataFrame]] = {
            "statements.csv": lambda: f.statement_table,
            "links.csv": lambda: f.link_table,
            "alignment.csv": lambda: f.alignment_table,
            "coverage.csv": lambda: f.coverage,
            "coverage-by-cut.csv": lambda: f.coverage_by_cut,
            "no-counterpart.csv": lambda: f.alone,
            "gaps.csv": lambda: f.gaps,
            "gap-counts.csv": lambda: f.gap_counts,
            "only-here.csv": lambda: f.only_here,
            "measures.csv": lambda: f.framework_measures,
            "bridges.csv": lambda: f.statement_measures,
            "components.csv": lambda: f.components,
        }
        if f.levels:
            found["levels.csv"] = lambda: f.level_table
            found["level-conflicts.csv"] = lambda: f.level_conflicts
        if f.principles.principles:
            found["principles.csv"] = lambda: f.principle_table
            found["principles-members.csv"] = lambda: f.member_table
            found["principle-gaps.csv"] = lambda: f.principle_gaps
        if f.levels and f.principles.principles:
            found["progression.csv"] = lambda: f.progression
        if f.contradictions:
            found["contradictions.csv"] = lambda: contradictions_table(f.contradictions)
        if f.inferred:
            found["inferred.csv"] = lambda: inferred_table(f.catalogue, f.links)
        for first, second in f.pairs:
            ids = first.id, second.id
            found[to.alignment_file(*ids)] = partial(f.alignment_tables.__getitem__, ids)
        return found

    @cached_property
    def _drawn(self) -> dict[str, Drawn]:
        return {name: draw() for name, draw in pictures(self.findings).items()}

    def _picture(self, name: str, ending: str) -> bytes:
        drawn = self._drawn[name]
        return drawn.png if ending == "png" else drawn.svg

    def _graph(self) -> bytes:
        return write_graphml(to_graph(self.findings.catalogue, self.findings.links))


def _csv(table: Callable[[], pd.DataFrame]) -> bytes:
    return table().to_csv(index=False, lineterminator="\n").encode("utf-8")
