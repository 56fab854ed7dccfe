"""What changed underneath the principles from one build to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from crosswalk.principles.record import Record


class What(StrEnum):
    """What changed."""

    NEW = "new principle"
    GONE = "nothing found supports it any more"
    CAME = "came"
    WENT = "went"
    MOVED = "moved"
    LABEL = "label"
    DEFINITION = "definition"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference between what was found last time and this time.

    Attributes:
        what: What changed.
        principle_id: Of the community; for what moved, where it went to.
        statement_id: What came, went or moved; None where the community itself changed.
        was: The words, or the community, before; empty for none.
        now: The same now.
    """

    what: What
    principle_id: str
    statement_id: str | None = None
    was: str = ""
    now: str = ""

    @property
    def in_words(self) -> str:
        """`p3: sssc:1.4 came`, `p7: sssc:1.4 moved here from p3`, `p3: label, was “...”, now “...”`."""
        if self.what is What.MOVED:
            return f"{self.principle_id}: {self.statement_id} moved here from {self.was}"
        if self.statement_id is not None:
            return f"{self.principle_id}: {self.statement_id} {self.what}"
        words = [f"{when} “{said}”" for when, said in (("was", self.was), ("now", self.now)) if said]
        return ", ".join((f"{self.principle_id}: {self.what}", *words))


def changes_between(before: Record, after: Record) -> tuple[Change, ...]:
    """What changed in what was found; people's edits are no changes.

    Args:
        before: As it was read.
        after: As it will be written.
    """
    old = {one.id: one for one in before.found}
    new = {one.id: one for one in after.found}
    whole = [
        *(Change(what=What.NEW, principle_id=i, now=new[i].label) for i in new if i not in old),
        *(Change(what=What.GONE, principle_id=i, was=old[i].label) for i in old if i not in new),
    ]
    for one in (one for one in new.values() if one.id in old):
        was = old[one.id]
        if one.label != was.label:
            whole.append(Change(what=What.LABEL, principle_id=one.id, was=was.label, now=one.label))
        if one.definition != was.definition:
            whole.append(
                Change(what=What.DEFINITION, principle_id=one.id, was=was.definition, now=one.definition)
            )
    return (*whole, *_members(_places(before), _places(after)))


def _places(record: Record) -> dict[str, list[str]]:
    """The communities of each statement."""
    places: dict[str, list[str]] = {}
    for one in record.found:
        for statement_id in one.members:
            places.setdefault(statement_id, []).append(one.id)
    return places


def _members(old: dict[str, list[str]], new: dict[str, list[str]]) -> Iterator[Change]:
    for i in sorted({*old, *new}):
        went = [p for p in old.get(i, ()) if p not in new.get(i, ())]
        came = [p for p in new.get(i, ()) if p not in old.get(i, ())]
        for place in range(max(len(went), len(came))):
            was = went[place] if place < len(went) else ""
            now = came[place] if place < len(came) else ""
            what = What.MOVED if was and now else What.CAME if now else What.WENT
            yield Change(what=what, principle_id=now or was, statement_id=i, was=was, now=now)
