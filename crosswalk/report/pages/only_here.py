"""What only one framework says, as far as anybody knows, and what has no credible counterpart somewhere."""

from dataclasses import dataclass

from crosswalk.model import Framework, Kind, Statement
from crosswalk.report import addresses as to
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Frame, render
from crosswalk.report.rows import Row, by


@dataclass(frozen=True, slots=True, kw_only=True)
class Only:
    """A statement that only one framework makes, as far as anybody knows.

    Attributes:
        statement: In its own words.
        path: Where it stands in its framework.
        level: The level it stands on; empty for none.
        basis: In words, why it is listed.
        absent_in, open_in: Names of the other frameworks in which people judged it absent, and of those in
            which nobody has settled it.
        who, when, comment: Of the judgements; empty for none.
    """

    statement: Statement
    path: str
    level: str
    basis: str
    absent_in: tuple[str, ...]
    open_in: tuple[str, ...]
    who: str
    when: str
    comment: str

    @property
    def judged(self) -> bool:
        """Whether people judged it absent everywhere else."""
        return not self.open_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Below:
    """Indicators that stand under one heading.

    Attributes:
        heading: The element that they are part of, or what else they are directly part of; None at the top.
        path: Where the heading stands.
        indicators: In document order.
    """

    heading: Statement | None
    path: str
    indicators: tuple[Only, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """An element without a credible counterpart in another framework.

    Attributes:
        element: It.
        other: The other framework.
        page: The page of the two.
        nearest: What comes nearest there; None where there is nothing to compare with.
        confidence: Probability of a match, in [0, 1]; None or not a number where it is not known.
        similarity_score: The cosine of the two; likewise.
    """

    element: Statement
    other: Framework
    page: str
    nearest: Statement | None
    confidence: float | None
    similarity_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What only one framework says.

    Attributes:
        framework: It.
        elements: Those that only it has; what people judged stands first.
        below: Its indicators, by what they are part of.
        every_element, every_indicator: How many it has in all.
        lacking: Its elements without a credible counterpart, one a framework that has none.
    """

    framework: Framework
    elements: tuple[Only, ...]
    below: tuple[Below, ...]
    every_element: int
    every_indicator: int
    lacking: tuple[Lacking, ...]

    @property
    def indicators(self) -> tuple[Only, ...]:
        """Its indicators."""
        return tuple(one for group in self.below for one in group.indicators)

    @property
    def count(self) -> int:
        """How many statements only it makes."""
        return len(self.elements) + len(self.indicators)

    @property
    def judged(self) -> int:
        """How many of them people judged absent everywhere else."""
        return sum(one.judged for one in (*self.elements, *self.indicators))

    @property
    def elements_lacking(self) -> int:
        """How many elements lack a counterpart somewhere."""
        return len({one.element.id for one in self.lacking})


def only_here_page(findings: Findings, frame: Frame) -> bytes:
    """The page of what only one framework says.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
    """
    rows = by(findings.only_here, "framework")
    lacking = by(findings.alone, "framework")
    frameworks = [_own(findings, f, rows.get(f.id, []), lacking.get(f.id, [])) for f in findings.documents]
    return render("only_here", frame, frameworks=frameworks)


def _own(findings: Findings, framework: Framework, rows: list[Row], lacking: list[Row]) -> Own:
    only = [_only(findings, framework, row) for row in rows]
    return Own(
        framework=framework,
        elements=tuple(one for one in only if one.statement.kind is Kind.ELEMENT),
        below=_below(framework, [one for one in only if one.statement.kind is Kind.INDICATOR]),
        every_element=len(framework.of_kind(Kind.ELEMENT)),
        every_indicator=len(framework.of_kind(Kind.INDICATOR)),
        lacking=tuple(_lacking(findings, framework, row) for row in lacking),
    )


def _only(findings: Findings, framework: Framework, row: Row) -> Only:
    statement = framework.by_id[row["statement_id"]]
    return Only(
        statement=statement,
        path=row["path"],
        level=framework.level_name(statement),
        basis=row["basis"],
        absent_in=_names(findings, row["judged_absent_in"]),
        open_in=_names(findings, row["not_yet_reviewed_in"]),
        who=row["judged_by"],
        when=row["judged_at"],
        comment=row["comment"],
    )


def _names(findings: Findings, ids: str) -> tuple[str, ...]:
    return tuple(findings.catalogue.framework(name).name for name in ids.split("; ") if name)


def _below(framework: Framework, indicators: list[Only]) -> tuple[Below, ...]:
    place = {name: number for number, name in enumerate(framework.by_id)}
    grouped: dict[str, list[Only]] = {}
    for one in sorted(indicators, key=lambda one: place[one.statement.id]):
        above = framework.ancestors(one.statement)
        elements = [s for s in above if s.kind is Kind.ELEMENT]
        heading = elements[-1] if elements else above[-1] if above else None
        grouped.setdefault(heading.id if heading else "", []).append(one)
    return tuple(
        Below(
            heading=framework.by_id.get(name),
            path=framework.path(framework.by_id[name]) if name else "",
            indicators=tuple(own),
        )
        for name, own in grouped.items()
    )


def _lacking(findings: Findings, framework: Framework, row: Row) -> Lacking:
    other = findings.catalogue.framework(row["in_framework"])
    return Lacking(
        element=framework.by_id[row["element_id"]],
        other=other,
        page=to.pair_place(*findings.ordered(framework.id, other.id), of=framework.id),
        nearest=other.by_id.get(row["best_candidate_id"]),
        confidence=row["confidence"],
        similarity_score=row["similarity_score"],
    )
