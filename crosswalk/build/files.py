"""The files of links that a build writes beside the report."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crosswalk.build.people import People
from crosswalk.workspace import INFERRED, REJECTED, REVIEWED, STATED, SUGGESTED

if TYPE_CHECKING:
    from crosswalk.catalogue import Catalogue
    from crosswalk.model import Mapping
    from crosswalk.report.findings import Findings

STATED_ABOUT = "Links that the documents state themselves."
SUGGESTED_ABOUT = "Links that a model suggests; nobody has reviewed them."
SUGGESTED_AND_REVIEWED = (
    "Links that a model suggests; what people said of some of them stands in files beside it."
)
REVIEWED_ABOUT = "Links that people accepted: the votes that settled them, one record a vote."
REJECTED_ABOUT = "Pairs that people rejected: the votes that settled them, one record a vote."
INFERRED_ABOUT = (
    "Links that follow from chains of accepted or stated links, one record a chain, which the comment names; "
    "nobody has reviewed them. Confidence is the product of the probabilities of a match that a model gave "
    "the links of the chain."
)

CONTRADICTIONS = "reports/contradictions.csv"


def inferred_files(findings: "Findings") -> dict[str, bytes]:
    """The mapping file of what follows from other links: path -> content; none where nothing does."""
    from crosswalk.interop.sssom import write_sssom

    claims = [claim for link in findings.inferred for claim in link.claims]
    if not claims:
        return {}
    text = write_sssom(claims, findings.catalogue, name="inferred", description=INFERRED_ABOUT)
    return {INFERRED: text.encode()}


def contradiction_warnings(findings: "Findings") -> tuple[str, ...]:
    """That some of what people decided and documents state cannot all be true, in a sentence; or nothing."""
    count = len(findings.contradictions)
    if not count:
        return ()
    one = count == 1
    return (
        f"{count} {'contradiction' if one else 'contradictions'} among what people decided and "
        f"documents state: {CONTRADICTIONS} lists {'it' if one else 'them'}.",
    )


def mapping_files(findings: "Findings", people: People, *, stated: "Iterable[Mapping]") -> dict[str, bytes]:
    """The mapping files: path -> content. Those of decisions only where there are any.

    Args:
        findings: Holds the suggestions.
        people: What they decided.
        stated: Claims of documents.
    """
    from crosswalk.interop.sssom import write_sssom

    catalogue, suggested = findings.catalogue, findings.suggestions.mappings
    about = SUGGESTED_AND_REVIEWED if people.decisions else SUGGESTED_ABOUT
    about = f"{about} Confidence is the probability of a match. {findings.made.rests_on}"
    return {
        STATED: write_sssom(stated, catalogue, name="stated", description=STATED_ABOUT).encode(),
        SUGGESTED: write_sssom(suggested, catalogue, name="suggested", description=about).encode(),
        **(_decided_files(catalogue, people) if people.decisions else {}),
    }


def _decided_files(catalogue: "Catalogue", people: People) -> dict[str, bytes]:
    from crosswalk.interop.decisions import write_votes
    from crosswalk.model import Verdict
    from crosswalk.review import settled

    votes = settled(people.decisions, policy=people.policy, changed=people.changed)
    return {
        path: write_votes(votes, catalogue, verdict=verdict, name=name, description=about).encode()
        for path, verdict, name, about in (
            (REVIEWED, Verdict.ACCEPT, "reviewed", REVIEWED_ABOUT),
            (REJECTED, Verdict.REJECT, "rejected", REJECTED_ABOUT),
        )
    }
