"""A contents list against the body it announces: where they differ, in plain words."""

import re
from collections.abc import Iterable, Sequence

from crosswalk.model import Kind, Statement

#: "**Creating the vision** 41" and "- Communicating the vision 44"
_DIMENSION = re.compile(r"^\*\*(.+?)\*\*\s+\d+\s*$")
_ELEMENT = re.compile(r"^- (.+?) \d+\s*$")


def compare_contents(lines: Iterable[str], statements: Sequence[Statement]) -> str:
    """The reason for leaving a contents list out, with the differences between it and the body.

    Args:
        lines: Of the front matter, the contents list among them.
        statements: Of the body.
    """
    listed = _listed(lines)
    differences: list[str] = []
    for group in (s for s in statements if s.kind is Kind.GROUP):
        body = [s.title for s in statements if s.parent_id == group.id]
        said = _differences(listed.get(group.title, []), body)
        if said:
            differences.append(f"under “{group.title}” {' and '.join(said)}")
    if not differences:
        return "contents list"
    return f"contents list; {'; '.join(differences)}; the body is followed"


def _listed(lines: Iterable[str]) -> dict[str, list[str]]:
    """Titles of elements by the title of their dimension, as the contents list gives them."""
    listed: dict[str, list[str]] = {}
    below: list[str] = []
    for line in lines:
        if dimension := _DIMENSION.match(line):
            below = listed.setdefault(dimension[1], [])
        elif element := _ELEMENT.match(line):
            below.append(element[1])
    return listed


def _differences(listed: list[str], body: list[str]) -> list[str]:
    """Titles that only one of the two has, paired in order, and whether the order differs beyond that."""
    only_listed = [title for title in listed if title not in body]
    only_body = [title for title in body if title not in listed]
    if len(only_listed) != len(only_body):
        return ["it does not list the elements of the body"]
    renamed = dict(zip(only_listed, only_body, strict=True))
    said = ["it has another order"] if [renamed.get(title, title) for title in listed] != body else []
    return said + [f"it has “{here}” where the body has “{there}”" for here, there in renamed.items()]
