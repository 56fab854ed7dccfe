"""The editable record of principles: what the tool found last time, and what people made of it."""

from dataclasses import dataclass

from crosswalk.model import Principle


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A community as the tool found it, kept to tell later what people changed and what changed underneath.

    Attributes:
        id: Of the principle that it first made.
        label: Words of a member.
        label_from: The member.
        definition: Words of a member.
        definition_from: The member.
        members: Ids of statements, in the catalogue's order.
    """

    id: str
    label: str
    label_from: str
    definition: str
    definition_from: str
    members: tuple[str, ...]

    @classmethod
    def of(cls, principle: Principle, *, called: str) -> "Found":
        """A principle as it was derived, under the id that it keeps."""
        return cls(
            id=called,
            label=principle.label,
            label_from=principle.label_from or "",
            definition=principle.definition,
            definition_from=principle.definition_from or "",
            members=principle.statement_ids,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A principle as the record has it: where it differs from what was found, a person changed it.

    Attributes:
        id: Stable; a new one may be invented by hand.
        label: What to call it.
        definition: One sentence.
        members: Ids of statements.
        pinned: Those that people put or hold here, whatever is found.
        removed: Ids that people took out, whatever is found.
        merged: Ids of principles whose communities feed this one too.
        edited: Which of `label` and `definition` are people's own.
        edited_by: Who changed it on the page, in the order of their first change; text editors sign nothing.
    """

    id: str
    label: str
    definition: str
    members: tuple[str, ...]
    pinned: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    merged: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    edited_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """The record as a whole.

    Attributes:
        entries: The principles, in the order in which they are shown.
        found: What the tool found when it last wrote the record.
        dropped: Ids of principles that people took out as a whole; what feeds them makes no principle.
    """

    entries: tuple[Entry, ...] = ()
    found: tuple[Found, ...] = ()
    dropped: tuple[str, ...] = ()
