"""Which figures a report has, and what each is drawn from."""

from collections.abc import Callable
from functools import partial

from crosswalk.model import Kind
from crosswalk.report.figures import Block, Drawn, draw_coverage, draw_overlap
from crosswalk.report.findings import Findings
from crosswalk.report.flows import flows
from crosswalk.report.flows_figure import draw_flows
from crosswalk.report.gaps_figure import GapBar, draw_gaps
from crosswalk.report.rows import records
from crosswalk.report.standing import MARK_COLUMNS, mark_counts

#: Frameworks beyond which a bar of the figure of gaps stands for all others together, not for each.
_MANY = 6


def pictures(findings: Findings) -> dict[str, Callable[[], Drawn]]:
    """Each figure by its name; drawn when it is asked for.

    Args:
        findings: What the report is made from.
    """
    found: dict[str, Callable[[], Drawn]] = {
        "overlap": partial(_overlap, findings),
        "coverage": partial(_coverage, findings),
    }
    if len(findings.gap_counts):
        found["gaps"] = partial(_gaps, findings)
    if findings.principles.principles:
        found["principles"] = partial(_principles, findings)
    return found


def _overlap(findings: Findings) -> Drawn:
    """Where the frameworks overlap."""
    return draw_overlap(
        findings.suggestions.element_scores,
        [Block(label=f.name, size=len(f.of_kind(Kind.ELEMENT))) for f in findings.documents],
    )


def _coverage(findings: Findings) -> Drawn:
    """How much of each framework has a counterpart in each other."""
    shares = findings.coverage.pivot_table(index="framework", columns="by", values="share", sort=False)
    ids = [f.id for f in findings.documents]
    return draw_coverage(
        shares.reindex(index=ids, columns=ids).to_numpy(dtype=float),
        [f.name for f in findings.documents],
        near=findings.suggestions.near,
    )


def _principles(findings: Findings) -> Drawn:
    """From frameworks to principles."""
    return draw_flows(flows(findings))


def _gaps(findings: Findings) -> Drawn:
    """What is known of each framework's statements in each other one."""
    names = {f.id: f.name for f in findings.documents}
    of = ["framework", "against"] if len(names) <= _MANY else ["framework"]
    counts = findings.gap_counts.groupby(of, sort=False)[[*MARK_COLUMNS]].sum().reset_index()
    return draw_gaps(
        [
            GapBar(
                framework=names[row["framework"]],
                against=names[row["against"]] if "against" in row else "",
                counts=mark_counts(row),
            )
            for row in records(counts)
        ]
    )
