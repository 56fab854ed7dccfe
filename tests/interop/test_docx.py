import io
import time

import docx
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from crosswalk.interop.docx import Block, Paragraph, Picture, Run, Table, write_document

TABLE = Table(
    caption="Who says what",
    header=("Framework", "Words", "Number"),
    rows=[("Ash", ["says ", Run("ash:1", "Id")], "7"), ("Elm", "<b>&", "8")],
    widths=(4.0, 10.0, 3.0),
    numbers=frozenset({2}),
)


def picture(width: int = 40, height: int = 20) -> Picture:
    file = io.BytesIO()
    Image.new("RGB", (width, height)).save(file, "PNG")
    return Picture(png=file.getvalue(), alt="A & B, “side by side”", caption="Two")


def opened(*blocks: Block) -> Document:
    return docx.Document(io.BytesIO(write_document(blocks, title="A <title>", notice="Provisional & new")))


def test_words_stand_in_their_order_under_styles_that_word_knows() -> None:
    document = opened(
        Paragraph("First", "Heading1"),
        Paragraph(["Plain, ", Run("strong", "Strong")]),
        Paragraph("•", "ListBullet"),
    )

    assert [(p.style.name, p.text) for p in document.paragraphs] == [
        ("Title", "A <title>"), ("Heading 1", "First"), ("Body Text", "Plain, strong"), ("List Bullet", "•"),
    ]  # fmt: skip
    assert document.paragraphs[2].runs[1].style.name == "Strong"


def test_the_header_of_a_table_is_marked_and_stands_on_every_page() -> None:
    (table,) = opened(TABLE).tables

    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Framework", "Words", "Number"], ["Ash", "says ash:1", "7"], ["Elm", "<b>&", "8"],
    ]  # fmt: skip
    marked = [bool(row._tr.trPr.findall(qn("w:tblHeader"))) for row in table.rows]
    assert marked == [True, False, False]
    assert table.rows[1].cells[0].paragraphs[0].runs[0].style.name == "Strong", "it heads its row"


def test_tables_and_pictures_have_captions_that_are_numbered_each_on_their_own() -> None:
    document = opened(TABLE, picture(), TABLE)

    captions = [p.text for p in document.paragraphs if p.style.name.casefold().startswith("caption")]
    assert captions == ["Table 1. Who says what", "Figure 1. Two", "Table 2. Who says what"]


def test_pictures_say_what_they_show_and_fit_the_page() -> None:
    wide, tall = opened(picture(400, 200), picture(100, 400)).inline_shapes

    assert wide._inline.docPr.get("descr") == "A & B, “side by side”"
    assert wide.width == Cm(17)
    assert tall.height == Cm(15)
    assert abs(tall.height / tall.width - 4) < 0.01


def test_every_page_has_the_notice_and_its_number_at_its_foot() -> None:
    (section,) = opened(Paragraph("x")).sections

    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("Provisional & new")
    fields = [field.get(qn("w:instr")) for field in foot._p.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)


def test_the_document_has_a_title_and_a_language_and_no_machine_behind_it() -> None:
    document = opened(Paragraph("x"))

    known = document.core_properties
    assert (known.title, known.author, known.language) == ("A <title>", "crosswalk", "en-GB")
    assert known.created.year == known.modified.year == 1980
    assert not any(
        "Macintosh" in part.blob.decode("utf-8", "replace") for part in document.part.package.iter_parts()
    )
    languages = {one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}


def test_no_paragraph_is_empty() -> None:
    assert all(p.text or p._p.findall(f".//{qn('w:drawing')}") for p in opened(TABLE, picture()).paragraphs)


def test_characters_that_xml_does_not_allow_are_left_out() -> None:
    assert opened(Paragraph("a\x0bb\x00c")).paragraphs[1].text == "abc"


def test_the_same_blocks_give_the_same_bytes_later() -> None:
    first = write_document([TABLE, picture()], title="T", notice="N")
    # A zip file keeps times to two seconds.
    time.sleep(2.1)

    assert write_document([TABLE, picture()], title="T", notice="N") == first
