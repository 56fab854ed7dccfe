"""Headings, words, tables and pictures as a Word document that a person can print or have read aloud."""

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from crosswalk.interop.docx_styles import ACROSS, set_up

if TYPE_CHECKING:
    from docx.document import Document

#: What no XML file may hold.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

#: The file's date of making, so that equal blocks give equal bytes.
_EPOCH = datetime(1980, 1, 1)

#: How high a picture may be, in centimetres: it leaves room for its caption and some words on its page.
_HIGHEST = 15.0
#: Twentieths of a point in a centimetre, the unit of Word's tables.
_TWIPS = 567

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@dataclass(frozen=True, slots=True)
class Run:
    """Words with a look of their own.

    Attributes:
        text: The words.
        style: Id of a character style: `Strong`, or `Id` for ids and sources.
    """

    text: str
    style: str


#: Words of a paragraph or a cell, one look after the other.
Words = str | Run | Sequence[str | Run]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        words: What it says.
        style: Id of its style: `Subtitle`, `Heading1`, `Heading2`, `BodyText`, `ListBullet`, `Quote`,
            `Notice`, `Note` for small print, `Voice` for what one party says.
    """

    words: Words
    style: str = "BodyText"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose first row heads the columns, again on every page, and whose first column heads the rows.

    Attributes:
        caption: What it shows; stands above it.
        header: A heading a column.
        rows: A cell a column each.
        widths: Of the columns in centimetres.
        numbers: Columns that hold figures, from 0; they stand on the right.
    """

    caption: str
    header: Sequence[str]
    rows: Sequence[Sequence[Words]]
    widths: Sequence[float]
    numbers: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture with its caption below.

    Attributes:
        png: It.
        alt: What it shows, for those who cannot see it.
        caption: What it shows, for those who can.
    """

    png: bytes
    alt: str
    caption: str


#: What a document is made of.
Block = Paragraph | Table | Picture


def write_document(blocks: Iterable[Block], *, title: str, notice: str) -> bytes:
    """A document on A4: its title, then the blocks; the notice and the number of the page at each foot.

    Captions are numbered, tables and pictures each on their own.

    Args:
        blocks: In order.
        title: Stands on top and in the file's properties.
        notice: What people should know on every page.

    Returns:
        The .docx file; the same blocks give the same bytes.
    """
    # Here, not above: half of the time of a short document is this import.
    import docx
    from docx.oxml import parse_xml

    document = docx.Document()
    set_up(document, title=title, notice=notice, at=_EPOCH)
    end = document.element.body.sectPr
    tables, pictures = count(1), count(1)
    for block in (Paragraph(title, "Title"), *blocks):
        if isinstance(block, Paragraph):
            end.addprevious(parse_xml(_paragraph(block)))
        elif isinstance(block, Table):
            caption = f"Table {next(tables)}. {block.caption}"
            end.addprevious(parse_xml(_paragraph(Paragraph(caption, "CaptionAbove"))))
            end.addprevious(parse_xml(_table(block)))
        else:
            _add_picture(document, block)
            caption = f"Figure {next(pictures)}. {block.caption}"
            end.addprevious(parse_xml(_paragraph(Paragraph(caption, "Caption"))))
    written = io.BytesIO()
    document.save(written)
    return _undated(written)


def _paragraph(paragraph: Paragraph) -> str:
    """As WordprocessingML: a hundred times as quick as to build it element by element."""
    runs = "".join(map(_run, _runs(paragraph.words)))
    return f'<w:p {_NAMESPACE}><w:pPr><w:pStyle w:val="{paragraph.style}"/></w:pPr>{runs}</w:p>'


def _runs(words: Words) -> Sequence[str | Run]:
    return (words,) if isinstance(words, str | Run) else words


def _run(run: str | Run) -> str:
    text, style = (run, "") if isinstance(run, str) else (run.text, run.style)
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{_plain(text)}</w:t></w:r>'


def _plain(text: str) -> str:
    return escape(_CONTROL.sub("", text))


def _table(table: Table) -> str:
    grid = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in table.widths)
    caption = quoteattr(_CONTROL.sub("", table.caption))
    return (
        f'<w:tbl {_NAMESPACE}><w:tblPr><w:tblStyle w:val="Crosswalk"/><w:tblW w:w="5000" w:type="pct"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:val="06A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={caption}/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{_row(table, table.header, header=True)}"
        f"{''.join(_row(table, row) for row in table.rows)}</w:tbl>"
    )


def _row(table: Table, row: Sequence[Words], *, header: bool = False) -> str:
    cells = "".join(
        _cell(words, width=width, number=place in table.numbers, header=header, first=not place)
        for place, (words, width) in enumerate(zip(row, table.widths, strict=True))
    )
    # A row stays on one page, and the header stands on each.
    return f"<w:tr><w:trPr><w:cantSplit/>{'<w:tblHeader/>' if header else ''}</w:trPr>{cells}</w:tr>"


def _cell(words: Words, *, width: float, number: bool, header: bool, first: bool) -> str:
    style = "TableHeading" if header else "TableText"
    if first and not header and isinstance(words, str):
        words = Run(words, "Strong")
    runs = "".join(map(_run, _runs(words)))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{round(width * _TWIPS)}" w:type="dxa"/>'
        f'{_SHADED if header else ""}</w:tcPr><w:p><w:pPr><w:pStyle w:val="{style}"/>'
        f"{_RIGHT if number else ''}</w:pPr>{runs}</w:p></w:tc>"
    )


_SHADED = '<w:shd w:val="clear" w:color="auto" w:fill="1F3A5F"/>'
_RIGHT = '<w:jc w:val="right"/>'


def _add_picture(document: "Document", picture: Picture) -> None:
    from docx.shared import Cm

    shape = document.add_picture(io.BytesIO(picture.png), width=Cm(ACROSS))
    if shape.height > Cm(_HIGHEST):
        shape.width, shape.height = round(shape.width * Cm(_HIGHEST) / shape.height), Cm(_HIGHEST)
    drawn: Any = shape._inline.docPr
    drawn.set("descr", _CONTROL.sub("", picture.alt))
    document.paragraphs[-1].style = document.styles["Figure"]


def _undated(written: io.BytesIO) -> bytes:
    """The same package with one date for every part."""
    packed = io.BytesIO()
    with ZipFile(written) as dated, ZipFile(packed, "w", ZIP_DEFLATED) as undated:
        for part in dated.infolist():
            info = ZipInfo(part.filename, _EPOCH.timetuple()[:6])
            info.compress_type = ZIP_DEFLATED
            undated.writestr(info, dated.read(part))
    return packed.getvalue()
