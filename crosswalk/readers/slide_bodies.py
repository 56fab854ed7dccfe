"""The bodies of slides: lists, paragraphs, quotations with footnotes, and another framework's structure.

Each function reads one slide's items into statements, or leaves them out with a reason.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from crosswalk.citation import slug
from crosswalk.model import Evidence, Kind, Span, Statement
from crosswalk.readers.document import Document

#: "“Practice leadership involves those in care settings ...”"
_CONSTRUCT = re.compile(r"^“((\w+ leadership) involves .+)”$")
#: "have evaporated2": the mark of a footnote sticks to the last word or sign.
_FOOTNOTE_MARK = re.compile(r"(?<=[^\s\d])\d$")
#: "Stage 1 Own practice/Immediate team"
_STAGE = re.compile(r"^(Stage (\d+)) (.+)$")
_ADDRESS = re.compile(r"^https?://\S+$")


@dataclass(frozen=True, slots=True)
class Item:
    """A bullet, a footnote or a paragraph: its words, its lines, and its sign (• – or a digit) or nothing."""

    text: str
    first_line: int
    last_line: int
    sign: str = ""

    @property
    def is_bullet(self) -> bool:
        """Whether a bullet or a dash stands before it."""
        return self.sign in {"•", "–"}


@dataclass(slots=True, kw_only=True)
class Slide:
    """One slide: what stands on it, and what has been made of that."""

    document: Document
    group_id: str
    title: str
    title_lines: range
    items: tuple[Item, ...]
    statements: list[Statement] = field(default_factory=list)
    spoken_of: list[Statement] = field(default_factory=list)
    reasons: dict[int, str] = field(default_factory=dict)

    def add_group(self, text: Item | None = None) -> None:
        """The slide itself as a group; `text` is a paragraph right below its title."""
        last_line = text.last_line if text else self.title_lines[-1]
        self.statements.append(
            Statement(
                id=self.group_id,
                kind=Kind.GROUP,
                item_type="slide",
                title=self.title,
                text=text.text if text else "",
                span=self.document.span(self.title_lines[0], last_line),
            )
        )

    def add_element(self, item: Item, item_type: str, *, title: str, text: str = "") -> None:
        """A named thing on the slide; its id is made from its name."""
        self.statements.append(
            Statement(
                id=f"{self.group_id}.{slug(title)}",
                kind=Kind.ELEMENT,
                item_type=item_type,
                title=title,
                text=text,
                parent_id=self.group_id,
                span=self.span(item),
            )
        )

    def add_indicator(
        self, item: Item, item_type: str, *, text: str = "", citation: Evidence | None = None
    ) -> None:
        """A statement on the slide; its id is its number among the slide's statements."""
        number = sum(s.kind is Kind.INDICATOR for s in self.statements) + 1
        self.statements.append(
            Statement(
                id=f"{self.group_id}.{number}",
                kind=Kind.INDICATOR,
                item_type=item_type,
                text=text or item.text,
                parent_id=self.group_id,
                citation=citation,
                span=self.span(item),
            )
        )

    def leave_out(self, item: Item, reason: str) -> None:
        """An item that says nothing itself."""
        for line in range(item.first_line, item.last_line + 1):
            if self.document.lines[line - 1].strip():
                self.reasons[line] = reason

    def span(self, item: Item) -> Span:
        """The lines of an item."""
        return self.document.span(item.first_line, item.last_line)


def list_of(item_type: str) -> Callable[[Slide], None]:
    """A list of names; a paragraph of whole sentences above it says what the list is."""

    def read(slide: Slide) -> None:
        introduced = [i for i in slide.items if not i.is_bullet and i.text.endswith(".")]
        slide.add_group(introduced[0] if introduced else None)
        for item in slide.items:
            if item.is_bullet:
                slide.add_element(item, item_type, title=item.text)
            elif item not in introduced[:1]:
                slide.leave_out(
                    item, "lead-in of a list" if item.text.endswith(":") else "label of a diagram"
                )

    return read


def paragraphs(item_type: str) -> Callable[[Slide], None]:
    """Each paragraph is a statement; web addresses are left out."""

    def read(slide: Slide) -> None:
        slide.add_group()
        for item in slide.items:
            if _ADDRESS.match(item.text):
                slide.leave_out(item, "web address")
            else:
                slide.add_indicator(item, item_type)

    return read


def bullets(item_type: str) -> Callable[[Slide], None]:
    """Each bullet is a statement, and nothing else stands on the slide."""

    def read(slide: Slide) -> None:
        slide.add_group()
        for item in slide.items:
            if not item.is_bullet:
                raise slide.document.unrecognised(item.first_line, f"a bullet under “{slide.title}”")
            slide.add_indicator(item, item_type)

    return read


def footnoted(item_type: str) -> Callable[[Slide], None]:
    """Each paragraph is a statement; a digit behind its last word points to the footnote on its origin."""

    def read(slide: Slide) -> None:
        notes = {item.sign: item for item in slide.items if item.sign.isdigit()}
        slide.add_group()
        for item in slide.items:
            if item.sign.isdigit():
                continue
            mark = _FOOTNOTE_MARK.search(item.text)
            note = notes.pop(mark[0], None) if mark else None
            if note is None:
                slide.add_indicator(item, item_type)
                continue
            citation = Evidence(note.text, slide.span(note))
            slide.add_indicator(item, item_type, text=_FOOTNOTE_MARK.sub("", item.text), citation=citation)
        for note in notes.values():
            raise slide.document.unrecognised(note.first_line, "a footnote that a statement refers to")

    return read


def constructs(slide: Slide) -> None:
    """Quoted definitions, the diagram's labels that repeat their names, and a statement about all of them."""
    slide.add_group()
    definitions = {item: found for item in slide.items if (found := _CONSTRUCT.match(item.text))}
    names = {found[2].casefold() for found in definitions.values()}
    for item in slide.items:
        if item in definitions:
            found = definitions[item]
            slide.add_element(item, "leadership construct", title=found[2], text=found[1])
        elif item.text.casefold() in names:
            slide.leave_out(item, "label of a diagram")
        else:
            slide.add_indicator(item, "statement about the framework")


def domains_and_stages(slide: Slide) -> None:
    """The NHS Leadership Framework as the slide lists it: all of it belongs to that framework (`nhslf`)."""
    slide.add_group()
    item_type, number = "core domain", 0
    for item in slide.items:
        stage = _STAGE.match(item.text)
        if stage and item.is_bullet:
            slide.spoken_of.append(
                Statement(
                    id=f"nhslf:level.{stage[2]}",
                    kind=Kind.LEVEL,
                    item_type="stage of development",
                    title=stage[1],
                    text=stage[3],
                    span=slide.span(item),
                )
            )
        elif item.sign == "–":
            number += 1
            slide.spoken_of.append(
                Statement(
                    id=f"nhslf:{number}",
                    kind=Kind.GROUP,
                    item_type=item_type,
                    title=item.text,
                    span=slide.span(item),
                )
            )
        elif item.text.endswith(("domains", ":")):
            item_type = "additional domain" if "additional" in item.text else item_type
            slide.leave_out(item, "lead-in of a list")
        else:
            raise slide.document.unrecognised(item.first_line, "a domain, a stage or the lead-in of a list")
