"""Editing the record of principles: what people may do on a page that they may do in a text editor.

Each function gives a new record, as if somebody had typed it; `rebuild` then makes principles of it.
"""

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from crosswalk.errors import PrinciplesError
from crosswalk.principles.record import Entry, Record

_NUMBERED = re.compile(r"p(\d+)")


def rename(record: Record, principle_id: str, *, label: str, definition: str, by: str) -> Record:
    """Call a principle something else, or define it in other words.

    Args:
        record: The record.
        principle_id: Which principle.
        label: What to call it.
        definition: One sentence; may be empty.
        by: Who says so.

    Raises:
        PrinciplesError: There is no such principle, or the label has no words.
    """
    if not label.strip():
        raise PrinciplesError("a principle needs a label", remedy="Write a word or two.")
    return _with(
        record, principle_id, by, lambda e: replace(e, label=label.strip(), definition=definition.strip())
    )


def put(record: Record, statement_ids: Sequence[str], *, into: str, by: str) -> Record:
    """Let statements support a principle, whatever is found; where else they stand stays as it is.

    Raises:
        PrinciplesError: There is no such principle.
    """

    def holding(entry: Entry) -> Entry:
        return replace(
            entry,
            members=_and(entry.members, statement_ids),
            pinned=_and(entry.pinned, statement_ids),
            removed=_without(entry.removed, statement_ids),
        )

    return _with(record, into, by, holding)


def take_out(record: Record, statement_ids: Sequence[str], *, of: str, by: str) -> Record:
    """Let statements no longer support a principle, whatever is found.

    Raises:
        PrinciplesError: There is no such principle, or nothing would be left of it.
    """
    if not set(_entry(record, of).members) - {*statement_ids}:
        raise PrinciplesError(
            "a principle needs a statement that supports it", remedy="Drop the principle instead."
        )

    def without(entry: Entry) -> Entry:
        return replace(
            entry,
            members=_without(entry.members, statement_ids),
            pinned=_without(entry.pinned, statement_ids),
            removed=_and(entry.removed, statement_ids),
        )

    return _with(record, of, by, without)


def move(record: Record, statement_ids: Sequence[str], *, of: str, into: str, by: str) -> Record:
    """Take statements out of one principle and put them into another.

    Raises:
        PrinciplesError: There is no such principle, or nothing would be left of the first.
    """
    return put(take_out(record, statement_ids, of=of, by=by), statement_ids, into=into, by=by)


def merge(record: Record, principle_id: str, *, into: str, by: str) -> Record:
    """Make one principle of two, under the name of one.

    Args:
        record: The record.
        principle_id: The one that goes; what is found for it feeds the other from now on.
        into: The one that stays.
        by: Who says so.

    Raises:
        PrinciplesError: There is no such principle, or both are one.
    """
    gone = _entry(record, principle_id)
    # What was never found, since people made it, feeds nothing: its statements are pinned and come along.
    feeding = [one.id for one in record.found if one.id in (gone.id, *gone.merged)]
    if principle_id == into:
        raise PrinciplesError(
            f"{into} cannot be merged into itself", remedy="Choose another principle to merge it into."
        )

    def taking_in(entry: Entry) -> Entry:
        return replace(
            entry,
            members=_and(entry.members, gone.members),
            pinned=_and(entry.pinned, gone.pinned),
            removed=_and(_without(entry.removed, gone.members), _without(gone.removed, entry.members)),
            merged=_and(entry.merged, feeding),
        )

    kept = _with(record, into, by, taking_in)
    return replace(kept, entries=tuple(e for e in kept.entries if e.id != principle_id))


def split(record: Record, statement_ids: Sequence[str], *, of: str, label: str, by: str) -> Record:
    """Make a principle of its own of some statements of another.

    Args:
        record: The record.
        statement_ids: Members of it that go; they are held in the new one.
        of: The principle that they leave.
        label: What to call the new one.
        by: Who says so.

    Raises:
        PrinciplesError: There is no such principle, no statement goes or none stays, or there is no label.
    """
    if not statement_ids or not label.strip():
        raise PrinciplesError(
            "a new principle needs statements and a label", remedy="Mark some statements and write a label."
        )
    left = take_out(record, statement_ids, of=of, by=by)
    entry = Entry(
        id=_next(record),
        label=label.strip(),
        definition="",
        members=tuple(statement_ids),
        pinned=tuple(statement_ids),
        edited=("label", "definition"),
        edited_by=(by,),
    )
    place = next(place for place, e in enumerate(left.entries) if e.id == of) + 1
    return replace(left, entries=(*left.entries[:place], entry, *left.entries[place:]))


def drop(record: Record, principle_id: str) -> Record:
    """Take a principle out; what is found for it makes none until it is restored.

    Raises:
        PrinciplesError: There is no such principle.
    """
    gone = _entry(record, principle_id)
    return replace(
        record,
        entries=tuple(e for e in record.entries if e is not gone),
        dropped=_and(record.dropped, (gone.id, *gone.merged)),
    )


def restore(record: Record, principle_id: str) -> Record:
    """Let what is found make a principle again that was dropped; people's edits of it are gone.

    Raises:
        PrinciplesError: No such principle was dropped.
    """
    if principle_id not in record.dropped:
        raise PrinciplesError(f"{principle_id} was not dropped", remedy="Load the page again.")
    # Without an entry, what is found would count as dropped again: that is how a text editor drops it.
    back = [
        Entry(id=one.id, label=one.label, definition=one.definition, members=one.members)
        for one in record.found
        if one.id == principle_id
    ]
    return replace(
        record, entries=(*record.entries, *back), dropped=_without(record.dropped, (principle_id,))
    )


def _entry(record: Record, principle_id: str) -> Entry:
    found = next((entry for entry in record.entries if entry.id == principle_id), None)
    if found is None:
        raise PrinciplesError(
            f"there is no principle {principle_id}",
            remedy="It may have been merged or dropped since; load the page again.",
        )
    return found


def _with(record: Record, principle_id: str, by: str, change: Callable[[Entry], Entry]) -> Record:
    """The record with one entry changed."""
    before = _entry(record, principle_id)
    after = replace(change(before), edited_by=_and(before.edited_by, (by,)))
    return replace(record, entries=tuple(after if e is before else e for e in record.entries))


def _next(record: Record) -> str:
    used = {name for entry in record.entries for name in (entry.id, *entry.merged)}
    used |= {one.id for one in record.found} | {*record.dropped}
    return f"p{max((int(n[1]) for name in used if (n := _NUMBERED.fullmatch(name))), default=0) + 1}"


def _and(some: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*some, *more)))


def _without(some: Sequence[str], less: Collection[str]) -> tuple[str, ...]:
    return tuple(one for one in some if one not in less)
