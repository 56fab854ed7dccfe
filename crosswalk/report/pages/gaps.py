"""Gaps: how each framework stands in each other, each principle in each framework, and how sure that is."""

from collections.abc import Iterator
from dataclasses import dataclass

from crosswalk.align import CUTS
from crosswalk.model import REASON_WORDS, Framework, Kind, Principle, State, Statement
from crosswalk.report import addresses as to
from crosswalk.report.curves import SMALL, Curve, curves
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Frame, render
from crosswalk.report.rows import Row, by
from crosswalk.report.standing import Mark
from crosswalk.review import NOBODY

#: Where the table of counts has the statements in each state; in the last one are the rest.
_COLUMNS = {
    Mark.ADDRESSED: "addressed",
    Mark.PARTLY: "partly_addressed",
    Mark.ABSENT: "judged_absent",
    Mark.SUGGESTED: "suggested",
}

_KINDS = (Kind.ELEMENT, Kind.INDICATOR)

#: How a state of a principle is drawn.
_MARKS = {State.ADDRESSED: Mark.ADDRESSED, State.PARTLY: Mark.PARTLY, State.ABSENT: Mark.ABSENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """How many statements are in one state.

    Attributes:
        mark: The state.
        count: Statements.
        start, share: Where the part of a bar begins and how long it is, in percent.
        place: Where these statements stand, relative to the report's folder.
    """

    mark: Mark
    count: int
    start: float
    share: float
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """How the statements of one framework stand in another.

    Attributes:
        other: The other framework.
        page: The page of the two, at the statements of the one.
        parts: The five parts, in order; they add up to all statements.
    """

    other: Framework
    page: str
    parts: tuple[Part, ...]

    @property
    def unsettled(self) -> int:
        """How many are not yet reviewed, suggested or not."""
        return self.parts[3].count + self.parts[4].count

    @property
    def unsettled_place(self) -> str:
        """Where they begin."""
        return self.parts[4].place if self.parts[4].count else self.parts[3].place


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The statements of one kind of one framework, looked for in every other.

    Attributes:
        of: The framework.
        statements: How many.
        against: Every other document.
    """

    of: Framework
    statements: int
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A statement that people judged absent from a framework.

    Attributes:
        statement: It.
        path: Where it stands.
        against: The framework.
        who, when: Of the deciding votes.
        comments: What was written beside them, each once.
        reasons: In words.
    """

    statement: Statement
    path: str
    against: Framework
    who: str
    when: str
    comments: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InPrinciple:
    """A principle in a framework.

    Attributes:
        framework: The framework.
        mark: As in `Part`.
        state: In words.
        suggested_state: What it would be if people confirmed the members; empty for none or where settled.
        elements, indicators: Members of the framework.
        place: Its section on the principle's page.
    """

    framework: Framework
    mark: Mark
    state: str
    suggested_state: str
    elements: int
    indicators: int
    place: str


def gaps_page(findings: Findings, frame: Frame) -> bytes:
    """The page of gaps.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
    """
    absences, sure = list(_absences(findings)), list(_sure(findings))
    return render(
        "gaps",
        frame,
        frameworks=findings.documents,
        kinds={kind.value: looked for kind in _KINDS if (looked := _looked(findings, kind))},
        absences=absences,
        judged=sum(len(own) for _, own in absences),
        principles=list(_principles(findings)),
        cuts=CUTS,
        plot=SMALL,
        sure=sure,
        known=any(curve.points for _, own in sure for curve, _ in own),
        made=findings.made,
    )


def _sure(findings: Findings) -> Iterator[tuple[Framework, list[tuple[Curve, str]]]]:
    """Each framework with what is found of it in each other one by cut, and where the elements are listed."""
    for of in findings.documents:
        own = curves(findings, of, findings.documents, plot=SMALL)
        placed = [(one, to.pair_place(*findings.ordered(of.id, one.by.id), of=of.id)) for one in own]
        if placed:
            yield of, placed


def _looked(findings: Findings, kind: Kind) -> list[Looked]:
    table = findings.gap_counts
    found = []
    for name, own in by(table[table["kind"] == kind.value], "framework").items():
        of = findings.catalogue.framework(name)
        against = tuple(_against(findings, of, kind, row) for row in own)
        found.append(Looked(of=of, statements=own[0]["statements"], against=against))
    return found


def _against(findings: Findings, of: Framework, kind: Kind, row: Row) -> Against:
    ids = findings.ordered(of.id, row["against"])
    counts = {mark: int(row[column]) for mark, column in _COLUMNS.items()}
    counts[Mark.OPEN] = int(row["not_yet_reviewed"]) - counts[Mark.SUGGESTED]
    parts, before = [], 0
    for mark, count in counts.items():
        parts.append(
            Part(
                mark=mark,
                count=count,
                start=100 * before / row["statements"],
                share=100 * count / row["statements"],
                place=to.pair_place(*ids, of=of.id, kind=kind.value, mark=mark),
            )
        )
        before += count
    return Against(
        other=findings.catalogue.framework(row["against"]),
        page=to.pair_place(*ids, of=of.id),
        parts=tuple(parts),
    )


def _absences(findings: Findings) -> Iterator[tuple[Framework, list[Absence]]]:
    """What people judged absent, by the framework that says it."""
    table = findings.gaps
    for name, own in by(table[table["state"] == State.ABSENT.value], "framework").items():
        yield findings.catalogue.framework(name), [_absence(findings, row) for row in own]


def _absence(findings: Findings, row: Row) -> Absence:
    against = findings.catalogue.framework(row["against"])
    pair = sorted((row["statement_id"], against.node_id))
    votes = findings.looked.get((pair[0], pair[1]), NOBODY).deciding
    return Absence(
        statement=findings.catalogue.statement(row["statement_id"]),
        path=row["path"],
        against=against,
        who=row["judged_by"],
        when=row["judged_at"],
        comments=tuple(dict.fromkeys(vote.comment for vote in votes if vote.comment)),
        reasons=tuple(dict.fromkeys(REASON_WORDS[vote.reason] for vote in votes if vote.reason)),
    )


def _principles(findings: Findings) -> Iterator[tuple[Principle, list[InPrinciple]]]:
    for one in findings.principles.principles:
        yield one, [in_principle(findings, row) for row in findings.of_principle[one.id].gaps]


def in_principle(findings: Findings, row: Row) -> InPrinciple:
    """A row of the table of gaps of principles, as pages show it.

    Args:
        findings: What the report is made from.
        row: One of `Findings.principle_gaps`.
    """
    state = State(row["state"])
    return InPrinciple(
        framework=findings.catalogue.framework(row["framework"]),
        mark=_MARKS.get(state, Mark.SUGGESTED if row["suggested_state"] else Mark.OPEN),
        state=state.value,
        suggested_state=row["suggested_state"],
        elements=row["elements"],
        indicators=row["indicators"],
        place=f"{to.principle_page(row['principle'])}#{row['framework']}",
    )
