"""From suggestions to what a report is made from: settled links, principles, and how all of it came about."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosswalk.build.people import People, people_of
from crosswalk.build.principles import Shared, principles_of
from crosswalk.errors import MappingFileError, UnknownStatement
from crosswalk.workspace import SUGGESTED, Workspace

if TYPE_CHECKING:
    from crosswalk.catalogue import Catalogue
    from crosswalk.embedding_cache import CachedEncoder
    from crosswalk.model import Mapping
    from crosswalk.report.findings import Findings
    from crosswalk.suggest import Cut, Suggestions


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a report is made from, and what came with it.

    Attributes:
        findings: For the report.
        shared: The principles' record, and what changed underneath it.
        people: What people decided.
        stated: Claims of documents.
    """

    findings: "Findings"
    shared: Shared
    people: People
    stated: "list[Mapping]"


def find(
    workspace: Workspace,
    catalogue: "Catalogue",
    suggestions: "Suggestions",
    *,
    encoder: "CachedEncoder",
    cut: "Cut",
) -> Found:
    """Settle links by what people decided until now, and derive principles from them.

    Args:
        workspace: The project.
        catalogue: All frameworks.
        suggestions: What a model suggests.
        encoder: Compares the words of principles.
        cut: Where the list of suggestions ended.

    Raises:
        CrosswalkError: The project's rules, its ledger, its levels or its principles cannot be read.
    """
    from crosswalk.report.findings import Findings
    from crosswalk.report.made import Made
    from crosswalk.stated import cite, mirror

    project = workspace.project()
    people = people_of(workspace, catalogue, project.review.rules)
    stated = [*cite(catalogue), *mirror(catalogue)]
    links = people.settle([*stated, *suggestions.mappings], catalogue)
    shared = principles_of(workspace, catalogue, links, encoder)
    findings = Findings(
        catalogue=catalogue,
        links=links,
        suggestions=suggestions,
        made=Made(
            title=project.title,
            purpose_id=project.purpose,
            encoder=encoder.name,
            cut=cut,
            learnt=suggestions.pairwise.learnt,
        ),
        encode=encoder.encode,
        principles=shared.principles,
        looked=people.known,
        levels=workspace.levels(catalogue),
        changes=shared.changes,
    )
    return Found(findings=findings, shared=shared, people=people, stated=stated)


def last_suggested(workspace: Workspace, catalogue: "Catalogue") -> "list[Mapping]":
    """Suggestions of the last build whose statements still exist.

    Raises:
        MappingFileError: There are none at all, or the file cannot be read.
    """
    claims = workspace.mappings(SUGGESTED)
    if not claims:
        raise MappingFileError(
            "nothing has been suggested in this project",
            remedy="Run `crosswalk build` first.",
            path=SUGGESTED,
        )
    found = []
    for claim in claims:
        try:
            _ = [catalogue.statement(name) for name in claim.pair]
        except UnknownStatement:
            continue
        found.append(claim)
    return found
