"""mappings/principles.yaml: the record of principles, to be edited in any text editor."""

import re
from collections.abc import Iterable, Iterator

import yaml

from crosswalk.catalogue import Catalogue
from crosswalk.errors import UnknownStatement
from crosswalk.interop.principles_file import File, checked, parsed, wrong
from crosswalk.principles.record import Entry, Found, Record

_HEADER = """\
# The principles that the frameworks share. Edit this file as you like; `crosswalk build` keeps what you did.
#   rename, define    change `label` or `definition`
#   move, add, take   move, add or delete lines under `members`; a statement may stand in several principles
#   pin               list a statement under `pinned`: it stays here, whatever is found
#   merge             write `merged: [p7]` in the one that takes p7 in, or move p7's members and delete p7
#   split             add an entry with a new id, or without one, and move members into it
#   drop              delete an entry; it is listed under `dropped` and does not come back
# Behind a # stands what a statement says, to help you; the tool does not read it. Under `found` stands what
# the tool found at the last build. It tells your changes by it: leave that part alone.
"""

_PLAIN = re.compile(r"[A-Za-z][\w-]*:\w[\w./-]*|p\d+", re.ASCII)

#: So much of a statement stands beside its id.
_SHOWN = 90


def write_principles(record: Record, catalogue: Catalogue) -> str:
    """The text of the record.

    Args:
        record: As `rebuild` gives it.
        catalogue: All frameworks, for the words beside the ids.
    """
    lines = [_HEADER, "principles:" if record.entries else "principles: []"]
    for entry in record.entries:
        lines += _entry(entry, catalogue)
    lines += ["", *_names("dropped", record.dropped, indent=""), ""]
    lines += ["found:" if record.found else "found: []"]
    for one in record.found:
        lines += _found(one)
    return "\n".join(lines) + "\n"


def _entry(entry: Entry, catalogue: Catalogue) -> Iterator[str]:
    yield ""
    yield f"- id: {_scalar(entry.id)}"
    yield f"  label: {_scalar(entry.label)}"
    yield f"  definition: {_scalar(entry.definition)}"
    yield "  members:" if entry.members else "  members: []"
    for statement_id in entry.members:
        yield f"  - {_scalar(statement_id)}{_comment(statement_id, catalogue)}"
    for name in ("pinned", "removed", "merged", "edited", "edited_by"):
        yield from _names(name, getattr(entry, name), indent="  ")


def _found(one: Found) -> Iterator[str]:
    yield f"- id: {_scalar(one.id)}"
    for name in ("label", "label_from", "definition", "definition_from"):
        yield f"  {name}: {_scalar(getattr(one, name))}"
    yield from _names("members", one.members, indent="  ")


def _names(key: str, names: Iterable[str], *, indent: str) -> Iterator[str]:
    listed = list(names)
    if not listed:
        if key in ("dropped", "members"):
            yield f"{indent}{key}: []"
        return
    yield f"{indent}{key}:"
    for name in listed:
        yield f"{indent}- {_scalar(name)}"


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text):
        return text
    written = yaml.safe_dump(text, default_style='"', allow_unicode=True, width=float("inf"))
    return str(written).rstrip("\n")


def _comment(statement_id: str, catalogue: Catalogue) -> str:
    try:
        words = " ".join(catalogue.statement(statement_id).wording.split())
    except UnknownStatement:
        return ""
    shown = words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
    return "  # " + "".join(character for character in shown if character.isprintable())


def read_principles(text: str, catalogue: Catalogue, *, path: str) -> Record:
    """Read the record, as the tool wrote it or as somebody edited it.

    Args:
        text: Content of the file.
        catalogue: All frameworks.
        path: How messages name the file.

    Returns:
        The record as it stands in the file; entries without an id get the next free number.

    Raises:
        PrinciplesError: It is no YAML, has wrong fields, names a statement that does not exist, or merges
            what cannot be merged; the message names the line.
    """
    file = parsed(text, path=path)
    content = checked(file)
    used = {one.id for one in content.principles if one.id} | {one.id for one in content.found}
    used |= {*content.dropped}
    used |= {name for one in content.principles for name in one.merged}
    record = Record(
        entries=tuple(
            Entry(
                id=one.id or _next(used),
                label=one.label,
                definition=one.definition,
                members=tuple(dict.fromkeys(one.members)),
                pinned=tuple(dict.fromkeys(one.pinned)),
                removed=tuple(dict.fromkeys(one.removed)),
                merged=tuple(dict.fromkeys(one.merged)),
                edited=tuple(dict.fromkeys(one.edited)),
                edited_by=tuple(dict.fromkeys(one.edited_by)),
            )
            for one in content.principles
        ),
        found=tuple(
            Found(
                id=one.id,
                label=one.label,
                label_from=one.label_from,
                definition=one.definition,
                definition_from=one.definition_from,
                members=tuple(one.members),
            )
            for one in content.found
        ),
        dropped=tuple(dict.fromkeys(content.dropped)),
    )
    _check_ids(record, file)
    _check_statements(record, file, catalogue)
    return record


def _next(used: set[str]) -> str:
    number = max((int(name[1:]) for name in used if re.fullmatch(r"p\d+", name)), default=0) + 1
    used.add(f"p{number}")
    return f"p{number}"


def _check_ids(record: Record, file: File) -> None:
    ids = [entry.id for entry in record.entries]
    found = {one.id for one in record.found}
    taken: dict[str, str] = {}
    for place, entry in enumerate(record.entries):
        if entry.id in ids[:place]:
            wrong(
                file, ("principles", place), f"two principles have the id {entry.id}", "Give one another id."
            )
        for name in entry.merged:
            if name not in found and name not in ids:
                wrong(file, ("principles", place, "merged"), f"there is no principle {name!r} to merge", "")
            if name in taken:
                both = f"{name} is merged into {taken[name]} and into {entry.id}"
                wrong(file, ("principles", place, "merged"), both, "Name it in one of them.")
            taken[name] = entry.id
    for place, entry in enumerate(record.entries):
        seen, above = {entry.id}, taken.get(entry.id)
        while above is not None:
            if above in seen:
                round_ = f"{entry.id} is merged into itself"
                wrong(file, ("principles", place), round_, "Take one of the `merged` out.")
            seen.add(above)
            above = taken.get(above)


def _check_statements(record: Record, file: File, catalogue: Catalogue) -> None:
    # What the tool wrote itself may be gone from the corpus since; the rebuild says so.
    written = {i for one in record.found for i in one.members}
    for place, entry in enumerate(record.entries):
        for field in ("members", "pinned"):
            for row, statement_id in enumerate(getattr(entry, field)):
                if statement_id in written:
                    continue
                try:
                    catalogue.statement(statement_id)
                except UnknownStatement as problem:
                    wrong(file, ("principles", place, field, row), problem.what, problem.remedy)
