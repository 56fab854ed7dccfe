"""What people changed in the record since the tool last wrote it, made explicit."""

from dataclasses import replace

from crosswalk.principles.record import Entry, Found, Record


def explicit(record: Record) -> Record:
    """The record with every edit written down as one.

    A member that the tool did not put there is pinned, one that is missing is removed, a label or definition
    that differs is edited. An entry that is gone was merged into the entry that now holds more than half of
    its members; where there is none, it was dropped.

    Args:
        record: As it was read.

    Returns:
        An equal record where nothing was edited since it was last made explicit.
    """
    found = {one.id: one for one in record.found}
    record = replace(record, entries=_taken_in(record.entries, found))
    merged = _merged(record, found)
    entries = []
    for entry in record.entries:
        into = tuple(dict.fromkeys([*entry.merged, *merged.get(entry.id, ())]))
        entries.append(_explicit(replace(entry, merged=into), found))
    fed = {name for entry in entries for name in (entry.id, *entry.merged)}
    dropped = [name for name in dict.fromkeys([*record.dropped, *found]) if name not in fed]
    return Record(entries=tuple(entries), found=record.found, dropped=tuple(dropped))


def _taken_in(entries: tuple[Entry, ...], found: dict[str, Found]) -> tuple[Entry, ...]:
    """Entries with those they merge taken in: who writes `merged: [p7]` need not move p7's members."""
    by_id = {entry.id: entry for entry in entries}
    into = {name for entry in entries for name in entry.merged}
    return tuple(_with_merged(entry, by_id, found) for entry in entries if entry.id not in into)


def _with_merged(entry: Entry, by_id: dict[str, Entry], found: dict[str, Found]) -> Entry:
    for name in entry.merged:
        other = by_id.get(name)
        if other is not None:
            taken = _with_merged(other, by_id, found)
            entry = replace(
                entry,
                members=tuple(dict.fromkeys([*entry.members, *taken.members])),
                pinned=tuple(dict.fromkeys([*entry.pinned, *taken.pinned])),
                removed=tuple(i for i in (*entry.removed, *taken.removed) if i not in taken.members),
                merged=tuple(dict.fromkeys([*entry.merged, *taken.merged])),
                edited_by=tuple(dict.fromkeys([*entry.edited_by, *taken.edited_by])),
            )
        elif name in found and not {*found[name].members} & {*entry.members, *entry.removed}:
            # Its entry was deleted in the same stroke: its members come along all the same.
            entry = replace(entry, members=(*entry.members, *found[name].members))
    return entry


def _merged(record: Record, found: dict[str, Found]) -> dict[str, list[str]]:
    """Which entries that are gone went into which: entry id -> ids."""
    fed = {name for entry in record.entries for name in (entry.id, *entry.merged)} | set(record.dropped)
    merged: dict[str, list[str]] = {}
    for gone in (one for one in found.values() if one.id not in fed):
        shares = [(len(set(gone.members) & set(entry.members)), entry.id) for entry in record.entries]
        most, into = max(shares, key=lambda share: share[0], default=(0, ""))
        if 2 * most > len(gone.members):
            merged.setdefault(into, []).append(gone.id)
    return merged


def _explicit(entry: Entry, found: dict[str, Found]) -> Entry:
    feeding = [found[name] for name in (entry.id, *entry.merged) if name in found]
    put = {i for one in feeding for i in one.members}
    # Whoever pins a statement wants it here, also where the list of members was not touched.
    members = tuple(dict.fromkeys([*entry.members, *(i for i in entry.pinned if i not in entry.removed)]))
    pinned = [i for i in members if i in entry.pinned or i not in put]
    removed = [i for i in dict.fromkeys([*entry.removed, *sorted(put)]) if i not in members]
    edited = [
        field
        for field in ("label", "definition")
        if field in entry.edited or not feeding or getattr(entry, field) != getattr(feeding[0], field)
    ]
    return replace(entry, members=members, pinned=tuple(pinned), removed=tuple(removed), edited=tuple(edited))
