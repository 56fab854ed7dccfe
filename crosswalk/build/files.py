"""The files of links that a build writes beside the report."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from crosswalk.build.people import People
from crosswalk.workspace import INFERRED, REJECTED, REVIEWED, STATED, SUGGESTED

if TYPE_CHECKING:
    import pandas as pd

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


def following_files(findings: "Findings") -> tuple[dict[str, bytes], tuple[str, ...]]:
    """What follows from links and what contradicts itself, each where there is any, and what to warn of."""
    from crosswalk.contradictions import contradictions_table
    from crosswalk.infer import inferred_table
    from crosswalk.interop.sssom import write_sssom

    files: dict[str, bytes] = {}
    warnings: tuple[str, ...] = ()
    catalogue, links = findings.catalogue, findings.links
    claims = [claim for link in links if link.paths for claim in link.claims]
    if claims:
        text = write_sssom(claims, catalogue, name="inferred", description=INFERRED_ABOUT)
        files = {INFERRED: text.encode(), "reports/inferred.csv": _csv(inferred_table(catalogue, links))}
    found = findings.contradictions
    if found:
        files[CONTRADICTIONS] = _csv(contradictions_table(found))
        one = len(found) == 1
        warnings = (
            f"{len(found)} {'contradiction' if one else 'contradictions'} among what people decided and "
            f"documents state: {CONTRADICTIONS} lists {'it' if one else 'them'}.",
        )
    return files, warnings


def _csv(table: "pd.DataFrame") -> bytes:
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8")


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
