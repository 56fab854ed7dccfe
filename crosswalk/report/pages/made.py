"""How the report was made: kinds of link, model, calibration, people, what was left out, and the data."""

from dataclasses import dataclass

from crosswalk.inventory import left_out_lines
from crosswalk.report.findings import Findings
from crosswalk.report.pages.overview import kind_counts
from crosswalk.report.pages.stated import stated_links
from crosswalk.report.rendering import Frame, render
from crosswalk.suggest import NEAR_SHARE


@dataclass(frozen=True, slots=True, kw_only=True)
class Votes:
    """What people said, as numbers: no page names a reviewer who did not ask for it.

    Attributes:
        reviewers: How many people gave a standing vote.
        votes: Standing votes.
        pairs: Pairs that somebody voted on.
        accepted, rejected, disputed: How many of those pairs are so.
    """

    reviewers: int
    votes: int
    pairs: int
    accepted: int
    rejected: int
    disputed: int


def made_page(findings: Findings, frame: Frame) -> bytes:
    """How the report was made.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
    """
    return render(
        "made",
        frame,
        made=findings.made,
        kinds=kind_counts(findings),
        stated=stated_links(findings),
        votes=_votes(findings),
        near=findings.suggestions.near,
        near_share=NEAR_SHARE,
        left_out=[(f, left_out_lines(f)) for f in findings.catalogue],
        frameworks=list(findings.catalogue),
        has_principles=bool(findings.principles.principles),
        has_levels=findings.levels is not None,
        has_contradictions=bool(findings.contradictions),
        has_inferred=bool(findings.inferred),
    )


def _votes(findings: Findings) -> Votes:
    seen = [one for one in findings.looked.values() if one.votes]
    statuses = [one.status.value for one in seen]
    return Votes(
        reviewers=len({vote.reviewer for one in seen for vote in one.votes}),
        votes=sum(len(one.votes) for one in seen),
        pairs=len(seen),
        accepted=statuses.count("accepted"),
        rejected=statuses.count("rejected"),
        disputed=statuses.count("disputed"),
    )
