"""What statements of several frameworks have in common, every word traced to its statement."""

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """Why a statement belongs to no principle."""

    UNLINKED = "no credible link leads to another document"
    ONE_FRAMEWORK = "it stands with statements of its own framework only"
    TOO_FEW = "too few statements stand with it"
    UNSTABLE = "it stands with other statements each time"
    BY_HAND = "somebody took it out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word that the members of a principle use more than others do.

    Attributes:
        word: In lower case.
        found_in: Id of the most stable member that has it.
        weight: How many standard deviations more often it is used than elsewhere.
    """

    word: str
    found_in: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A statement that supports a principle.

    Attributes:
        statement_id: The statement.
        stability: Mean share of runs in which it stands with the other members, in [0, 1]; None where a
            person put it here.
        also_in: Ids of other principles that it supports.
        by_hand: Whether a person put or pinned it here.
    """

    statement_id: str
    stability: float | None
    also_in: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Principle:
    """What statements of several frameworks have in common; it never replaces its statements.

    Attributes:
        id: Stable from build to build: `p1`.
        label: What to call it.
        label_from: The statement whose words the label is; None where a person wrote it.
        definition: One sentence.
        definition_from: The statement whose words it is; None where a person wrote it.
        terms: Distinctive words, most distinctive first.
        members: Statements that support it, by framework in the catalogue's order, then as they stand.
        stability: Mean of its members' figures, in [0, 1]; None where a person put all of them here.
        of: The communities that feed it, by id: its own, and those of principles merged into it.
        edited_by: Who changed it on the page, in the order of their first change.
    """

    id: str
    label: str
    label_from: str | None
    definition: str
    definition_from: str | None
    terms: tuple[Term, ...]
    members: tuple[Member, ...]
    stability: float | None
    of: tuple[str, ...] = ()
    edited_by: tuple[str, ...] = ()

    @property
    def statement_ids(self) -> tuple[str, ...]:
        """Ids of its members."""
        return tuple(member.statement_id for member in self.members)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nowhere:
    """A statement that belongs to no principle.

    Attributes:
        statement_id: The statement.
        why: What kept it out.
    """

    statement_id: str
    why: Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Principles:
    """All principles of a project.

    Attributes:
        principles: Those with most frameworks first, then those with most members, as first derived.
        nowhere: Elements and indicators that belong to none, in the catalogue's order.
    """

    principles: tuple[Principle, ...] = ()
    nowhere: tuple[Nowhere, ...] = ()
