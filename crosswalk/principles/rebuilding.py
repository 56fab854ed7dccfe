"""Principles made anew without losing what people made of them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import product

from crosswalk.catalogue import Catalogue
from crosswalk.model import Member, Nowhere, Principle, Principles, Why
from crosswalk.principles.changes import Change, changes_between
from crosswalk.principles.communities import statements_of
from crosswalk.principles.deriving import mean_stability
from crosswalk.principles.edits import explicit
from crosswalk.principles.record import Entry, Found, Record

#: Communities that share less than this of what both hold are two different ones.
_SAME = 0.2

_NUMBERED = re.compile(r"p(\d+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rebuilt:
    """What a rebuild makes.

    Attributes:
        principles: With people's edits.
        record: To be written.
        changes: What changed underneath since the record was last written; none the first time.
    """

    principles: Principles
    record: Record
    changes: tuple[Change, ...]


def rebuild(record: Record, derived: Principles, *, catalogue: Catalogue) -> Rebuilt:
    """Put what was derived anew under what people made of it.

    Communities keep the id of the one they were before: those that share most (Jaccard index, all at once by
    the Hungarian method of Kuhn 1955). People's labels, definitions, pins, removals and merges stay.

    Args:
        record: As it was read; an empty one the first time.
        derived: As `derive` gives it.
        catalogue: All frameworks.

    Returns:
        An equal record where nothing changed since it was written.
    """
    every = [s.id for f in catalogue.documents for s in statements_of(f)]
    order = {statement_id: place for place, statement_id in enumerate(every)}
    before = explicit(record)
    names = _names(before, derived)
    found = [Found.of(one, called=name) for one, name in zip(derived.principles, names, strict=True)]
    entries = _entries(before, {one.id: one for one in found}, order)
    after = Record(entries=tuple(entries), found=tuple(found), dropped=before.dropped)
    known = dict(zip(names, derived.principles, strict=True))
    return Rebuilt(
        principles=Principles(
            principles=tuple(_principle(entry, entries, known) for entry in entries),
            nowhere=_nowhere(entries, derived, order),
        ),
        record=after,
        changes=changes_between(before, after) if before.found or before.entries else (),
    )


def _names(before: Record, derived: Principles) -> list[str]:
    """The id of each derived principle: that of the community it was before, or a new one."""
    same = _continued(
        [set(one.statement_ids) for one in derived.principles], [set(one.members) for one in before.found]
    )
    used = {name for entry in before.entries for name in (entry.id, *entry.merged)}
    used |= {one.id for one in before.found} | set(before.dropped)
    number = max((int(n[1]) for name in used if (n := _NUMBERED.fullmatch(name))), default=0)
    names = []
    for place in range(len(derived.principles)):
        number += place not in same
        names.append(before.found[same[place]].id if place in same else f"p{number}")
    return names


def _continued(new: Sequence[set[str]], old: Sequence[set[str]]) -> dict[int, int]:
    """Which old community each new one is, by their places: what stayed the same, then what shares most."""
    import networkx as nx

    same: dict[int, int] = {}
    left = dict(enumerate(old))
    for place, members in enumerate(new):
        if (stayed := next((number for number, was in left.items() if was == members), None)) is not None:
            same[place] = stayed
            del left[stayed]
    shares = nx.Graph()
    for place, number in product(range(len(new)), left):
        share = len(new[place] & left[number]) / max(len(new[place] | left[number]), 1)
        if place not in same and share >= _SAME:
            shares.add_edge(("new", place), ("old", number), weight=share)
    # The library names the two ends in either order.
    pairs = [dict(ends) for ends in nx.max_weight_matching(shares)]
    return same | {ends["new"]: ends["old"] for ends in pairs}


def _entries(before: Record, found: dict[str, Found], order: dict[str, int]) -> list[Entry]:
    """Every entry with its new members; then entries for what is new."""
    pinned = {i: e.id for e in before.entries for i in e.pinned}
    touched = [e for e in before.entries if e.pinned or e.removed or e.merged or e.edited or e.id in found]
    kept = [_updated(entry, found, pinned, order) for entry in touched]
    fed = {name for entry in kept for name in (entry.id, *entry.merged)} | set(before.dropped)
    for one in (one for one in found.values() if one.id not in fed):
        fresh = Entry(id=one.id, label=one.label, definition=one.definition, members=())
        kept.append(_updated(fresh, found, pinned, order))
    return kept


def _updated(entry: Entry, found: dict[str, Found], pinned: dict[str, str], order: dict[str, int]) -> Entry:
    feeding = [found[name] for name in (entry.id, *entry.merged) if name in found]
    put = {i for one in feeding for i in one.members}
    # What people put elsewhere does not come back by itself.
    elsewhere = {i for i in put - {*entry.members} if pinned.get(i, entry.id) != entry.id}
    removed = {i for i in {*entry.removed, *elsewhere} if i in order} - {*entry.pinned}
    held = [i for i in entry.pinned if i in order]
    members = (put - removed) | {*held}
    # Where nothing found feeds it any more, what it says is held by hand alone.
    edited = entry.edited if feeding else ("label", "definition")
    return replace(
        entry,
        label=entry.label if "label" in edited else feeding[0].label,
        definition=entry.definition if "definition" in edited else feeding[0].definition,
        edited=edited,
        members=tuple(sorted(members, key=order.__getitem__)),
        pinned=tuple(sorted(held, key=order.__getitem__)),
        removed=tuple(sorted(removed, key=order.__getitem__)),
    )


def _principle(entry: Entry, entries: Iterable[Entry], known: dict[str, Principle]) -> Principle:
    feeding = [known[name] for name in (entry.id, *entry.merged) if name in known]
    figures: dict[str, float] = {}
    for member in (member for one in feeding for member in one.members):
        figures[member.statement_id] = max(figures.get(member.statement_id, 0.0), member.stability or 0.0)
    also = {i: tuple(e.id for e in entries if i in e.members and e.id != entry.id) for i in entry.members}
    members = tuple(
        Member(statement_id=i, stability=figures.get(i), also_in=also[i], by_hand=i in entry.pinned)
        for i in entry.members
    )
    first = feeding[0] if feeding else None
    return Principle(
        id=entry.id,
        label=entry.label,
        label_from=first.label_from if first and "label" not in entry.edited else None,
        definition=entry.definition,
        definition_from=first.definition_from if first and "definition" not in entry.edited else None,
        terms=first.terms if first else (),
        members=members,
        stability=mean_stability(members),
        of=tuple(name for name in (entry.id, *entry.merged) if name in known),
        edited_by=entry.edited_by,
    )


def _nowhere(entries: Iterable[Entry], derived: Principles, order: dict[str, int]) -> tuple[Nowhere, ...]:
    placed = {i for entry in entries for i in entry.members}
    why = {i: Why.BY_HAND for one in derived.principles for i in one.statement_ids}
    why |= {one.statement_id: one.why for one in derived.nowhere}
    return tuple(Nowhere(statement_id=i, why=why.get(i, Why.UNLINKED)) for i in order if i not in placed)
