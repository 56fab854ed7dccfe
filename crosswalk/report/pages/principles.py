"""What the page of principles shows, as plain data: each principle with all that it rests on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Member, Principle, Principles, Statement
from crosswalk.model.principle import Why
from crosswalk.principles.support import (
    members_by_framework,
    silent_frameworks,
)
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Frame, render


@dataclass(frozen=True, slots=True, kw_only=True)
class Supporting:
    """A statement that supports a principle.

    Attributes:
        statement: In its own words.
        path: Where it stands in its framework.
        level: The level it stands on; empty for none.
        member: How firmly it belongs, and where else.
        lost: Whether the principle's label and definition do not carry what it says.
    """

    statement: Statement
    path: str
    level: str
    member: Member
    lost: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """What one framework says to a principle.

    Attributes:
        framework: It.
        elements: Its elements, in document order.
        indicators: Its indicators, likewise.
    """

    framework: Framework
    elements: tuple[Supporting, ...]
    indicators: tuple[Supporting, ...]

    @property
    def all(self) -> tuple[Supporting, ...]:
        """Elements, then indicators."""
        return self.elements + self.indicators


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipleView:
    """One principle.

    Attributes:
        principle: As derived and edited.
        voices: Every document in the catalogue's order; a silent one has no statements.
        silent: Those that are silent.
        links_inside: Suggested links between its members.
        reviewed: How many of them people settled.
        dissent: Pairs of members that people rejected or dispute, as `A ~ B`.
        lost: How many members its label and definition do not carry.
    """

    principle: Principle
    voices: tuple[Voice, ...]
    silent: tuple[Framework, ...]
    links_inside: int
    reviewed: int
    dissent: tuple[str, ...]
    lost: int

    @property
    def behind(self) -> int:
        """How many frameworks support it."""
        return len(self.voices) - len(self.silent)

    @property
    def share_reviewed(self) -> float | None:
        """Share of the links inside that people settled, in [0, 1]; None where there is none."""
        return self.reviewed / self.links_inside if self.links_inside else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Statements that belong to no principle, for one reason.

    Attributes:
        why: The reason.
        statements: With the framework of each, in the catalogue's order.
    """

    why: Why
    statements: tuple[tuple[Framework, Statement], ...]


def principles_page(findings: Findings, frame: Frame) -> bytes:
    """All principles, with all frameworks side by side.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
    """
    return render(
        "principles",
        frame,
        frameworks=findings.documents,
        principles=principle_views(findings),
        nowhere=tuple(_left(findings.catalogue, findings.principles)),
        changes=findings.changes,
    )


def principle_views(findings: Findings) -> tuple[PrincipleView, ...]:
    """Every principle with all that it rests on.

    Args:
        findings: What the report is made from.
    """
    return tuple(principle_view(findings, one) for one in findings.principles.principles)


def principle_view(findings: Findings, principle: Principle) -> PrincipleView:
    """A principle with all that it rests on.

    Args:
        findings: What the report is made from.
        principle: One of its principles.
    """
    catalogue, said = findings.catalogue, findings.of_principle[principle.id]
    members = {member.statement_id: member for member in principle.members}
    voices = [
        _voice(
            catalogue.framework(name),
            [_supporting(catalogue, members[i], i in said.lost) for i in ids],
        )
        for name, ids in members_by_framework(catalogue, principle).items()
    ]
    dissent = said.support["dissenting_pairs"]
    return PrincipleView(
        principle=principle,
        voices=tuple(voices),
        silent=tuple(catalogue.framework(name) for name in silent_frameworks(catalogue, principle)),
        links_inside=said.support["links_inside"],
        reviewed=said.support["reviewed"],
        dissent=tuple(dissent.split("; ")) if dissent else (),
        lost=said.support["lost"],
    )


def _voice(framework: Framework, supporting: Sequence[Supporting]) -> Voice:
    elements = tuple(s for s in supporting if s.statement.kind is Kind.ELEMENT)
    return Voice(
        framework=framework,
        elements=elements,
        indicators=tuple(s for s in supporting if s.statement.kind is not Kind.ELEMENT),
    )


def _supporting(catalogue: Catalogue, member: Member, lost: bool) -> Supporting:
    statement = catalogue.statement(member.statement_id)
    framework = catalogue.owner(statement.id)
    return Supporting(
        statement=statement,
        path=framework.path(statement),
        level=framework.level_name(statement),
        member=member,
        lost=lost,
    )


def _left(catalogue: Catalogue, found: Principles) -> Iterator[Left]:
    for why in Why:
        left = [catalogue.statement(one.statement_id) for one in found.nowhere if one.why is why]
        if left:
            yield Left(why=why, statements=tuple((catalogue.owner(s.id), s) for s in left))
