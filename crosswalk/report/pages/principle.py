"""The page of one principle: what it says, who says it, what is asked at each level, what would be lost."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswalk.align import Band
from crosswalk.model import Framework, Kind, Principle, Statement
from crosswalk.principles.support import dissenting
from crosswalk.report.findings import Findings
from crosswalk.report.pages.gaps import InPrinciple, in_principle
from crosswalk.report.pages.levels import conflicts
from crosswalk.report.pages.principles import PrincipleView, Supporting, Voice, principle_view
from crosswalk.report.pages.said import Node, Said, node_of, said_of
from crosswalk.report.rendering import Frame, render
from crosswalk.report.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a principle stands in one framework, and what the framework says to it.

    Attributes:
        voice: The framework and its statements; a silent one has none.
        state: Of the principle there.
        rests_on: The kinds of link behind the state.
        counterparts: Ids of statements that the state rests on.
        who, when, comment: Of the votes behind it; empty for none.
        others: How many statements of other frameworks the principle is told by.
        addressed, partly, absent: How many of these are so in this framework.
    """

    voice: Voice
    state: InPrinciple
    rests_on: str
    counterparts: tuple[str, ...]
    who: str
    when: str
    comment: str
    others: int
    addressed: int
    partly: int
    absent: int

    @property
    def framework(self) -> Framework:
        """Which one."""
        return self.voice.framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """Two members that people rejected as a pair, or dispute.

    Attributes:
        ends: Both.
        status: What the votes make of it.
        votes: By time.
    """

    ends: tuple[Node, Node]
    status: str
    votes: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A statement in the table of progression.

    Attributes:
        statement: In its own words.
        level: Its level; empty for none.
        under: The member that it is part of; None where it is a member itself.
    """

    statement: Statement
    level: str
    under: Statement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """What the frameworks ask at one band.

    Attributes:
        band: It.
        cells: What each framework of the table asks, in its order.
    """

    band: Band
    cells: tuple[tuple[Asked, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Progression:
    """What each framework asks at each band.

    Attributes:
        columns: Each framework of which something stands in a band, with what its scale measures.
        rungs: From the lowest band.
        elsewhere: What stands on no level, or on one without a counterpart, by framework.
    """

    columns: tuple[tuple[Framework, str], ...]
    rungs: tuple[Rung, ...]
    elsewhere: tuple[tuple[Framework, tuple[Asked, ...]], ...]


def principle_page(findings: Findings, frame: Frame, *, principle: Principle) -> bytes:
    """One principle with all that it rests on.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
        principle: Which one.
    """
    every = findings.principles.principles
    place = every.index(principle)
    view = principle_view(findings, principle)
    asked = findings.of_principle[principle.id].progression
    return render(
        "principle",
        frame,
        view=view,
        frameworks=findings.documents,
        labels={one.id: one.label for one in every},
        standings=list(_standings(findings, view)),
        lost=[(voice.framework, lost) for voice in view.voices if (lost := _lost(voice))],
        dissents=list(_dissents(findings, principle)),
        progression=_progression(findings, asked),
        conflicts=conflicts(findings, among=[row["statement_id"] for row in asked]),
        previous=every[place - 1] if place else None,
        following=every[place + 1] if place + 1 < len(every) else None,
    )


def _standings(findings: Findings, view: PrincipleView) -> Iterator[Standing]:
    rows = findings.of_principle[view.principle.id].gaps
    for voice, row in zip(view.voices, rows, strict=True):
        yield Standing(
            voice=voice,
            state=in_principle(findings, row),
            rests_on=row["rests_on"],
            counterparts=tuple(name for name in row["counterparts"].split("; ") if name),
            who=row["judged_by"],
            when=row["judged_at"],
            comment=row["comment"],
            others=row["others"],
            addressed=row["others_addressed"],
            partly=row["others_partly"],
            absent=row["others_absent"],
        )


def _lost(voice: Voice) -> tuple[Supporting, ...]:
    return tuple(one for one in voice.all if one.lost)


def _dissents(findings: Findings, principle: Principle) -> Iterator[Dissent]:
    for pair in dissenting(principle, findings.looked):
        seen = findings.looked[pair]
        yield Dissent(
            ends=(node_of(findings, pair[0]), node_of(findings, pair[1])),
            status=seen.status.value,
            votes=tuple(said_of(vote) for vote in seen.votes),
        )


def _progression(findings: Findings, rows: Sequence[Row]) -> Progression | None:
    """None where no level is laid side by side with others, or none of the statements stands on one."""
    levels = findings.levels
    cells: dict[tuple[int, str], list[Asked]] = {}
    elsewhere: dict[str, list[Asked]] = {}
    for row in rows:
        of, asked = row["framework"], _asked(findings, row)
        if isinstance(row["band"], int):
            cells.setdefault((row["band"], of), []).append(asked)
        else:
            elsewhere.setdefault(of, []).append(asked)
    if levels is None or not cells:
        return None
    placed = {of for _, of in cells}
    columns = [f for f in findings.catalogue if f.id in placed]
    return Progression(
        columns=tuple((framework, levels.axis(framework.id)) for framework in columns),
        rungs=tuple(
            Rung(band=band, cells=tuple(tuple(cells.get((band.number, f.id), ())) for f in columns))
            for band in levels.bands
        ),
        elsewhere=tuple((f, tuple(elsewhere[f.id])) for f in findings.catalogue if f.id in elsewhere),
    )


def _asked(findings: Findings, row: Row) -> Asked:
    statement = findings.catalogue.statement(row["statement_id"])
    member = findings.catalogue.statement(row["member_id"])
    return Asked(
        statement=statement,
        level=row["level"],
        under=None if member.id == statement.id or member.kind is Kind.INDICATOR else member,
    )
