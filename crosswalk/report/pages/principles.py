"""What the page of principles shows, as plain data: each principle with all that it rests on."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
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
    )


def principle_page(findings: Findings, frame: Frame, *, principle: Principle) -> bytes:
    """One principle with all that it rests on.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
        principle: Which one.
    """
    views = principle_views(findings)
    return render(
        "principle",
        frame,
        frameworks=findings.documents,
        view=next(view for view in views if view.principle is principle),
        labels={view.principle.id: view.principle.label for view in views},
    )


def principle_views(findings: Findings) -> tuple[PrincipleView, ...]:
    """Every principle with all that it rests on.

    Args:
        findings: What the report is made from.
    """
    catalogue, near = findings.catalogue, findings.nearness
    table = {str(row["principle"]): row for row in findings.principle_table.to_dict("records")}
    far = near[near["lost"]]
    lost = {(str(one), str(i)) for one, i in zip(far["principle"], far["statement_id"], strict=True)}
    return tuple(_view(catalogue, one, table[one.id], lost) for one in findings.principles.principles)


def _view(
    catalogue: Catalogue, principle: Principle, row: Mapping[Hashable, object], lost: set[tuple[str, str]]
) -> PrincipleView:
    members = {member.statement_id: member for member in principle.members}
    voices = [
        _voice(
            catalogue.framework(name),
            [_supporting(catalogue, members[i], (principle.id, i) in lost) for i in ids],
        )
        for name, ids in members_by_framework(catalogue, principle).items()
    ]
    dissent = str(row["dissenting_pairs"])
    return PrincipleView(
        principle=principle,
        voices=tuple(voices),
        silent=tuple(catalogue.framework(name) for name in silent_frameworks(catalogue, principle)),
        links_inside=int(str(row["links_inside"])),
        reviewed=int(str(row["reviewed"])),
        dissent=tuple(dissent.split("; ")) if dissent else (),
        lost=int(str(row["lost"])),
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
