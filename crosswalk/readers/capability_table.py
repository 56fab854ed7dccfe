"""Layout: one table a capability, each row a sub-capability and its effective attributes, in one line.

A row is `<p>Title Description</p>`, a tab, and a list whose attributes are separated by the icons behind
each of them and, in some tables, by bullets. The two lines above a table's heading are the capability's
title and purpose. A line with tabs that is no row is the legend of curriculum areas: the document draws an
icon beside each area, but the icons of the legend were lost in extraction, so no icon is joined to an area.
"""

import re
from collections.abc import Iterator

from crosswalk.model import Kind, Scale, Statement
from crosswalk.readers.document import Document, Reading, plain
from crosswalk.readers.layout import left_out

_TABLE_HEADING = "Sub-capability\tEffective attribute"
_ROW = re.compile(r"^<p>(?P<left>.+)</p>\t(?P<right><ul.*>.+)$")
#: A picture character and the variation selector that may follow it: together one icon.
_PICTURE = r"\u2600-\u27BF\U0001F300-\U0001FAFF"
_ICON = rf"[{_PICTURE}]\uFE0F?"
#: What an attribute says, up to its icons; a bullet starts the next one, icons or not.
_ATTRIBUTE = re.compile(rf"(?P<text>[^•{_PICTURE}]+)(?P<icons>(?:{_ICON}\s*)*)")
#: A title is one capital letter and small ones ("Curiosity of values & moral purpose"); the next capital
#: begins the description. The page sets them apart in print only. A name with a capital in a title would
#: be cut before that name.
_TITLE = re.compile(r"^(?P<title>\S+(?: [^\sA-Z]\S*)+) (?P<text>[A-Z].*)$")


def read_capability_table(document: Document, *, framework_id: str, scale: Scale | None) -> Reading:
    """Read curriculum areas, capabilities, sub-capabilities and effective attributes. Has no levels.

    Raises:
        SourceError: The document is not of this layout; the message names the line.
    """
    del scale
    filled = [n for n, line in enumerate(document.lines, start=1) if line.strip()]
    headings = [at for at, n in enumerate(filled) if document.lines[n - 1].strip() == _TABLE_HEADING]
    if not headings or headings[0] < 2:
        raise document.unrecognised(
            len(document.lines) + 1, "a capability, its purpose and “Sub-capability, Effective attribute”"
        )
    reasons, statements = _first_page(document, framework_id, filled[: headings[0] - 2])
    ends = [at - 2 for at in headings[1:]] + [len(filled)]
    for number, (heading, end) in enumerate(zip(headings, ends, strict=True), start=1):
        reasons[filled[heading]] = "table heading, repeated for every capability"
        capability_id = f"{framework_id}:{number}"
        title_line, purpose_line = filled[heading - 2 : heading]
        statements.append(
            Statement(
                id=capability_id,
                kind=Kind.GROUP,
                item_type="capability",
                title=plain(document.lines[title_line - 1]),
                text=plain(document.lines[purpose_line - 1]),
                span=document.span(title_line, purpose_line),
            )
        )
        for row_number, line in enumerate(filled[heading + 1 : end], start=1):
            statements.extend(_row(document, line, f"{capability_id}.{row_number}", capability_id))
    return Reading(statements=tuple(statements), left_out=left_out(document, reasons))


def _first_page(
    document: Document, framework_id: str, lines: list[int]
) -> tuple[dict[int, str], list[Statement]]:
    """What stands before the first capability: title, introduction and the legend of areas."""
    reasons: dict[int, str] = {}
    areas: list[Statement] = []
    for line in lines:
        text = document.lines[line - 1].strip()
        if "\t" in text:
            areas.extend(
                Statement(
                    id=f"{framework_id}:area.{number}",
                    kind=Kind.GROUP,
                    item_type="curriculum area",
                    title=plain(area),
                    span=document.span(line, line),
                )
                for number, area in enumerate(text.split("\t"), start=1)
            )
        elif text.endswith(":") and not areas:
            reasons[line] = "sentence that leads to the legend of curriculum areas"
        else:
            reasons[line] = "introduction" if text.endswith(".") else "title page"
    return reasons, areas


def _row(document: Document, line: int, own_id: str, capability_id: str) -> Iterator[Statement]:
    row = _ROW.match(document.lines[line - 1].strip())
    named = _TITLE.match(plain(row["left"])) if row else None
    if row is None or named is None:
        raise document.unrecognised(line, "a row “<p>Sub-capability Description</p>, tab, <ul> attributes”")
    span = document.span(line, line)
    yield Statement(
        id=own_id,
        kind=Kind.ELEMENT,
        item_type="sub-capability",
        title=named["title"],
        text=named["text"],
        parent_id=capability_id,
        span=span,
    )
    for number, attribute in enumerate(_ATTRIBUTE.finditer(plain(row["right"])), start=1):
        yield Statement(
            id=f"{own_id}.{number}",
            kind=Kind.INDICATOR,
            item_type="effective attribute",
            text=attribute["text"].strip(),
            parent_id=own_id,
            marks=tuple(re.findall(_ICON, attribute["icons"])),
            span=span,
        )
