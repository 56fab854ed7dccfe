"""Layout: dimensions of elements in Markdown, with one table row a level (`<b>level</b>`, tab, text).

The front matter lists the dimensions by number and defines the levels in rows that look exactly like the
level cells of the body. The body starts at the first top heading that is a listed dimension.
"""

import re
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from crosswalk.citation import slug
from crosswalk.model import Kind, Scale, Statement
from crosswalk.readers.contents import compare_contents
from crosswalk.readers.document import Document, Reading, plain, reflow
from crosswalk.readers.layout import left_out, rank_of

_HEADING = re.compile(r"^(#+) +(.+?)\s*$")
#: "- 1 Demonstrating personal qualities"
_LISTED_DIMENSION = re.compile(r"^- (\d+) (.+?)\s*$")
_LEVEL_ROW = re.compile(r"^<b>(.+?)</b>\t(.+)$")
_GOOD_LEADERS = "Good leaders:"
_CELLS = "What leadership looks like"
_BOLD_LINE = re.compile(r"^\*\*[^*]+\*\*\s*$")
_CONTENTS = "Contents"


class _Part(Enum):
    """Where in the body the reader is."""

    TEXT = auto()
    GOOD_LEADERS = auto()
    CELLS = auto()
    SENIOR = auto()
    BACK_PAGE = auto()


def read_dimensions(document: Document, *, framework_id: str, scale: Scale | None) -> Reading:
    """Read level definitions, dimensions, elements, bullets, level cells and senior descriptors.

    Raises:
        SourceError: The document is not of this layout; the message names the line.
        UnknownLevel: A row names a level that is not in the scale.
    """
    dimensions = [m[2] for line in document.lines if (m := _LISTED_DIMENSION.match(line))]
    starts = [
        n for n, line in enumerate(document.lines, start=1) if line.strip() in {f"# {d}" for d in dimensions}
    ]
    if not starts:
        raise document.unrecognised(
            len(document.lines) + 1, "a numbered list of dimensions and a heading “# …” for each"
        )
    body = _Body(document, framework_id, scale, dimensions)
    for number in range(starts[0], len(document.lines) + 1):
        if document.lines[number - 1].strip():
            body.take(number, document.lines[number - 1])
    if body.dimension_number < len(dimensions):
        missing = dimensions[body.dimension_number]
        raise document.unrecognised(len(document.lines) + 1, f"the heading “# {missing}”")
    levels, reasons = _front_matter(document, starts[0], framework_id, scale)
    for number in [n for n, reason in reasons.items() if reason == _CONTENTS]:
        reasons[number] = compare_contents(document.lines[: starts[0] - 1], body.statements)
    return Reading(
        statements=(*levels, *body.statements), left_out=left_out(document, reasons | body.reasons)
    )


def _front_matter(
    document: Document, body_start: int, framework_id: str, scale: Scale | None
) -> tuple[list[Statement], dict[int, str]]:
    """Level definitions, and for every other line before the body the section that it belongs to."""
    levels: list[Statement] = []
    reasons: dict[int, str] = {}
    reason = "title page"
    for number, line in enumerate(document.lines[: body_start - 1], start=1):
        heading = _HEADING.match(line)
        if heading and heading[2] == _CONTENTS:
            reason = _CONTENTS
        elif heading and reason != "title page":
            reason = f"front matter, section “{heading[2]}”"
        if row := _LEVEL_ROW.match(line):
            levels.append(
                Statement(
                    id=f"{framework_id}:level.{slug(row[1])}",
                    kind=Kind.LEVEL,
                    item_type="leadership level",
                    title=row[1],
                    text=plain(row[2]),
                    rank=rank_of(row[1], scale, document=document, line=number),
                    span=document.span(number, number),
                )
            )
        elif line.strip():
            reasons[number] = reason
    return levels, reasons


@dataclass(slots=True)
class _Body:
    """The element in which the reader is, and what it has found so far."""

    document: Document
    framework_id: str
    scale: Scale | None
    dimensions: list[str]
    statements: list[Statement] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)
    part: _Part = _Part.TEXT
    dimension_number: int = 0
    element_number: int = 0
    bullet_number: int = 0

    def take(self, number: int, line: str) -> None:
        """Take in one line that is not blank."""
        heading = _HEADING.match(line)
        # "Good leaders:" and "What leadership looks like" are headings of any depth, or plain text.
        words = heading[2] if heading else plain(line)
        if self.part is _Part.BACK_PAGE or _BOLD_LINE.match(line):
            self.part = _Part.BACK_PAGE
            self.reasons[number] = "back page: the publisher's address"
        elif line.strip() == "---":
            self.reasons[number] = "ruled line"
        elif words == _GOOD_LEADERS:
            self._below_element(number, _Part.GOOD_LEADERS)
        elif words.startswith(_CELLS):
            self._below_element(number, _Part.CELLS if words == _CELLS else _Part.SENIOR)
        elif heading and heading[1] == "#":
            self._dimension(number, words)
        elif heading and heading[1] == "##":
            self._element(number, words)
        else:
            self._words(number, line)

    def _below_element(self, number: int, part: _Part) -> None:
        if self.element_number == 0:
            raise self.document.unrecognised(number, "an element (“## …”)")
        self.part = part
        self.bullet_number = 0
        self.reasons[number] = "heading repeated in every element"

    def _dimension(self, number: int, title: str) -> None:
        due = self.dimensions[self.dimension_number : self.dimension_number + 1]
        if [title] != due:
            raise self.document.unrecognised(
                number, f"the heading “# {due[0]}”" if due else "no more dimension"
            )
        self.dimension_number += 1
        self.element_number = 0
        self.part = _Part.TEXT
        self._add(number, self._dimension_id(), Kind.GROUP, "dimension", title=title)

    def _element(self, number: int, title: str) -> None:
        self.element_number += 1
        self.part = _Part.TEXT
        parent = self._dimension_id()
        self._add(number, self._element_id(), Kind.ELEMENT, "element", title=title, parent=parent)

    def _words(self, number: int, line: str) -> None:
        """A line that is no heading: what it is depends on the heading above."""
        element, row = self._element_id(), _LEVEL_ROW.match(line)
        if self.part is _Part.CELLS and row:
            rank_of(row[1], self.scale, document=self.document, line=number)
            own, level = f"{element}.{slug(row[1])}", f"{self.framework_id}:level.{slug(row[1])}"
            text = plain(row[2])
            self._add(number, own, Kind.INDICATOR, "level cell", text=text, parent=element, level=level)
        elif self.part is _Part.GOOD_LEADERS and line.startswith("- "):
            self.bullet_number += 1
            own = f"{element}.g{self.bullet_number}"
            text = reflow([line])
            self._add(number, own, Kind.INDICATOR, "good leaders bullet", text=text, parent=element)
        elif self.part is _Part.SENIOR and not row and not line.startswith("- "):
            own = f"{element}.senior"
            self._add(number, own, Kind.INDICATOR, "senior descriptor", text=plain(line), parent=element)
        elif self.part is _Part.TEXT and not row and not line.startswith(("- ", "#")):
            heading = self.statements.pop()
            span = self.document.span(heading.span.first_line, number)
            self.statements.append(replace(heading, text=reflow([heading.text, line]), span=span))
        else:
            raise self.document.unrecognised(number, _EXPECTED[self.part])

    def _add(
        self,
        number: int,
        own_id: str,
        kind: Kind,
        item_type: str,
        *,
        title: str = "",
        text: str = "",
        parent: str | None = None,
        level: str | None = None,
    ) -> None:
        self.statements.append(
            Statement(
                id=own_id,
                kind=kind,
                item_type=item_type,
                title=title,
                text=text,
                parent_id=parent,
                level_id=level,
                span=self.document.span(number, number),
            )
        )

    def _dimension_id(self) -> str:
        return f"{self.framework_id}:{self.dimension_number}"

    def _element_id(self) -> str:
        return f"{self._dimension_id()}.{self.element_number}"


_EXPECTED = {
    _Part.TEXT: "a description, an element (“## …”) or “Good leaders:”",
    _Part.GOOD_LEADERS: "a bullet (“- …”) or “What leadership looks like”",
    _Part.CELLS: "a row “<b>level</b>, tab, text” or the next element (“## …”)",
    _Part.SENIOR: "a paragraph or the next element (“## …”)",
}
