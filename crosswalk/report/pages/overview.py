"""The first page: the promise, who speaks, how much of each is found in each, and what all share."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from crosswalk.model import Framework, Kind, Statement
from crosswalk.report import addresses as to
from crosswalk.report.figures import overlap_alt
from crosswalk.report.findings import Findings
from crosswalk.report.flows import flows
from crosswalk.report.pages.principles import principle_views
from crosswalk.report.pages.suggestions import suggested_elements
from crosswalk.report.rendering import Frame, render
from crosswalk.vocabulary import KIND_MEANING, LinkKind

#: Lower bounds of the six shades of a cell, as shares.
_SHADES = np.array([0.0, 0.2, 0.4, 0.6, 0.8])


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """How much of one framework is found in another.

    Attributes:
        of: The framework of the row.
        by: The framework of the column.
        elements: Elements of the row.
        known: How many of them people or documents say are addressed there, at least in part.
        suggested: For how many of the others something is suggested.
        page: The page of the two, at the elements of the row.
    """

    of: Framework
    by: Framework
    page: str
    elements: int
    known: int
    suggested: int

    @property
    def share(self) -> float:
        """Share with anything known or suggested, in [0, 1]; 0 without elements."""
        return (self.known + self.suggested) / self.elements if self.elements else 0.0

    @property
    def shade(self) -> int:
        """How dark the cell is, 0 (palest) to 5."""
        return int(np.searchsorted(_SHADES, self.share))


@dataclass(frozen=True, slots=True, kw_only=True)
class KindCount:
    """A kind of link: its meaning, and how many there are."""

    name: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """The statement that a project serves.

    Attributes:
        statement: It.
        source: The framework that makes it.
        lead: The heading under which it stands.
    """

    statement: Statement
    source: Framework
    lead: str


def overview_page(findings: Findings, frame: Frame) -> bytes:
    """The first page.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.

    Raises:
        UnknownStatement: There is no statement with the id of the project's purpose.
    """
    return render(
        "index",
        frame,
        promise=promise_of(findings),
        documents=findings.documents,
        frameworks=[
            (f, len(f.of_kind(Kind.ELEMENT)), len(f.of_kind(Kind.INDICATOR))) for f in findings.catalogue
        ],
        statements=sum(
            len(f.of_kind(Kind.ELEMENT)) + len(f.of_kind(Kind.INDICATOR)) for f in findings.documents
        ),
        kinds=kind_counts(findings),
        matrix=list(matrix(findings)),
        pairs=findings.pairs,
        pairs_suggested=len(suggested_elements(findings)),
        principles=principle_views(findings),
        flows=flows(findings) if findings.principles.principles else None,
        only_here=findings.only_here["framework"].value_counts().to_dict(),
        overlap_alt=overlap_alt([f.name for f in findings.documents]),
    )


def kind_counts(findings: Findings) -> list[KindCount]:
    """The five kinds of link, and how many there are of each."""
    return [
        KindCount(
            name=kind.value,
            meaning=KIND_MEANING[kind],
            count=sum(link.kind is kind for link in findings.links),
        )
        for kind in LinkKind
    ]


def promise_of(findings: Findings) -> Promise | None:
    """The statement that the project serves; None where it names none.

    Raises:
        UnknownStatement: There is no statement with the id that it names.
    """
    if not findings.made.purpose_id:
        return None
    statement = findings.catalogue.statement(findings.made.purpose_id)
    source = findings.catalogue.framework(statement.framework_id)
    return Promise(statement=statement, source=source, lead=source.path(statement))


def matrix(findings: Findings) -> Iterator[tuple[Cell | None, ...]]:
    """A row a document, a cell a document; None where the two are one."""
    counts = findings.gap_counts[findings.gap_counts["kind"] == Kind.ELEMENT.value]
    known = {(row["framework"], row["against"]): row for row in counts.to_dict("records")}
    for of in findings.documents:
        yield tuple(
            None if by is of else _cell(findings, of, by, known.get((of.id, by.id), {}))
            for by in findings.documents
        )


def _cell(findings: Findings, of: Framework, by: Framework, row: Mapping[Hashable, Any]) -> Cell:
    return Cell(
        of=of,
        by=by,
        page=to.pair_place(*findings.ordered(of.id, by.id), of=of.id),
        elements=row.get("statements", 0),
        known=row.get("addressed", 0) + row.get("partly_addressed", 0),
        suggested=row.get("suggested", 0),
    )
