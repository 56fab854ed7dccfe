"""Which figures a report has, and what each is drawn from."""

from collections.abc import Callable
from functools import partial

from crosswalk.model import Kind
from crosswalk.report.figures import Block, Drawn, draw_coverage, draw_flows, draw_overlap
from crosswalk.report.findings import Findings
from crosswalk.report.flows import flows


def pictures(findings: Findings) -> dict[str, Callable[[], Drawn]]:
    """Each figure by its name; drawn when it is asked for.

    Args:
        findings: What the report is made from.
    """
    found: dict[str, Callable[[], Drawn]] = {
        "overlap": partial(_overlap, findings),
        "coverage": partial(_coverage, findings),
    }
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
