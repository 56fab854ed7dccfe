"""Layout: a presentation about leadership frameworks, extracted slide by slide.

The extracted text does not mark what is a title, where a slide ends, or that two titles stand below their
bodies. So `_SLIDES` names each slide's first words, its title and how its body is to be read; everything
else is found by rule. A paragraph that begins with a small letter goes on from the one before.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from crosswalk.model import Scale, Statement
from crosswalk.readers import slide_bodies as bodies
from crosswalk.readers.document import Document, Reading, reflow
from crosswalk.readers.layout import left_out
from crosswalk.readers.slide_bodies import Item, Slide

_BULLET = re.compile(r"^\s*([•–])")
_FOOTNOTE = re.compile(r"^(\d) ")


@dataclass(frozen=True, slots=True)
class _Layout:
    """How one slide is found and read."""

    key: str
    title: str
    read: Callable[[Slide], None]
    #: The first words of the slide, where they are not its title.
    opens: str = ""


_SLIDES = (
    _Layout("attributes", "Leadership attributes", bodies.list_of("leadership attribute")),
    _Layout("skills", "Leadership skills", bodies.list_of("leadership skill")),
    _Layout("lqf", "The Leadership Qualities Framework", bodies.paragraphs("statement about the framework")),
    _Layout("nhslf", "The Leadership Framework", bodies.domains_and_stages, opens="• It includes"),
    _Layout("taxonomy", "Common leadership taxonomy", bodies.list_of("taxonomy item")),
    _Layout(
        "approach",
        "A common leadership approach",
        bodies.paragraphs("statement about the framework"),
        opens="This framework provides leaders",
    ),
    _Layout(
        "constructs", "Leadership Constructs: leadership at all levels in social care", bodies.constructs
    ),
    _Layout("key-constructs", "Key leadership constructs", bodies.bullets("key construct")),
    _Layout("systems", "Systems leadership", bodies.footnoted("systems leadership statement")),
    _Layout("commitments", "We are committed to:", bodies.bullets("commitment")),
)


def read_slides(document: Document, *, framework_id: str, scale: Scale | None) -> Reading:
    """Read the slides' statements, and what they list of the NHS Leadership Framework. Has no levels.

    Raises:
        SourceError: A slide is missing or not of the layout; the message names the line.
    """
    del scale
    starts = _starts(document)
    reasons = {n: "title of the presentation" for n in range(1, starts[0]) if document.lines[n - 1].strip()}
    statements: list[Statement] = []
    spoken_of: list[Statement] = []
    ends = [*(start - 1 for start in starts[1:]), len(document.lines)]
    for layout, start, end in zip(_SLIDES, starts, ends, strict=True):
        title_lines = _title_lines(document, layout, start, end)
        slide = Slide(
            document=document,
            group_id=f"{framework_id}:{layout.key}",
            items=(
                *_items(document, start, title_lines[0] - 1),
                *_items(document, title_lines[-1] + 1, end),
            ),
            title=layout.title,
            title_lines=title_lines,
        )
        layout.read(slide)
        statements += slide.statements
        spoken_of += slide.spoken_of
        reasons |= slide.reasons
    return Reading(
        statements=tuple(statements), left_out=left_out(document, reasons), spoken_of=tuple(spoken_of)
    )


def _starts(document: Document) -> list[int]:
    """The first line of every slide, counted from 1."""
    starts: list[int] = []
    line = 1
    for layout in _SLIDES:
        opens = layout.opens or layout.title
        while line <= len(document.lines) and not _stands_at(document, line, opens):
            line += 1
        if line > len(document.lines):
            raise document.unrecognised(line, f"the slide that begins “{opens}”")
        starts.append(line)
    return starts


def _stands_at(document: Document, line: int, words: str) -> bool:
    """Whether words begin on a line; they may go on over the next."""
    at = document.lines[line - 1 : line + 1]
    return bool(at[0].strip()) and reflow(at).startswith(reflow([words]))


def _title_lines(document: Document, layout: _Layout, start: int, end: int) -> range:
    """The lines, at most three, that together are the slide's title."""
    for first in range(start, end + 1):
        for last in range(first, min(first + 3, end + 1)):
            if document.lines[first - 1].strip() and reflow(document.lines[first - 1 : last]) == layout.title:
                return range(first, last + 1)
    raise document.unrecognised(end + 1, f"the title “{layout.title}” on the slide that ends here")


def _items(document: Document, start: int, end: int) -> Iterator[Item]:
    """Bullets, footnotes and paragraphs between two lines of a slide, both included, in order."""
    held: list[str] = []
    first = last = start
    after_blank = True
    for number in range(start, end + 1):
        line = document.lines[number - 1]
        if not line.strip():
            after_blank = True
            continue
        begins = after_blank and not line.strip()[0].islower()
        if held and (begins or _BULLET.match(line) or _FOOTNOTE.match(line)):
            yield _item(held, first, last)
            held = []
        first = first if held else number
        held.append(line)
        last, after_blank = number, False
    if held:
        yield _item(held, first, last)


def _item(lines: list[str], first: int, last: int) -> Item:
    bullet, footnote = _BULLET.match(lines[0]), _FOOTNOTE.match(lines[0])
    if footnote:
        return Item(reflow([lines[0][footnote.end() :], *lines[1:]]), first, last, footnote[1])
    return Item(reflow(lines), first, last, bullet[1] if bullet else "")
