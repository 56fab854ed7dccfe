"""How a Word document looks: its page, its styles, its foot, its language."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import _Footer
    from docx.styles.styles import Styles

#: Centimetres: A4, its margins, and what is left for words.
_WIDE, _HIGH, _MARGIN = 21.0, 29.7, 2.0
ACROSS = _WIDE - 2 * _MARGIN

#: Dark on white, each with a contrast of 7 to 1 or more.
_INK, _HEADING, _SOFT = "1B2733", "1F3A5F", "4A5560"

#: On every Windows and Apple machine, and of the same measures as Liberation Sans elsewhere.
_FONT = "Arial"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """A paragraph style; lengths are in points.

    Attributes:
        name: As people see it.
        size: Of letters.
        bold: Whether they are.
        colour: `rrggbb`.
        before, after: Space around it.
        indent: From the left.
        hanging: How far the first line stands out of the indent.
        with_next: Whether it stays on one page with what follows.
        outline: Level of a heading, from 0; None for others.
        more: Further properties of paragraphs, in the words of WordprocessingML.
    """

    name: str
    size: float
    bold: bool = False
    colour: str = _INK
    before: float = 0.0
    after: float = 0.0
    indent: float = 0.0
    hanging: float = 0.0
    with_next: bool = False
    outline: int | None = None
    more: str = ""


#: Ends of the types of what the library's empty document brings along and ours does without.
_NOT_OURS = ("/thumbnail", "/extended-properties", "/stylesWithEffects")

_BOX = (
    '<w:pBdr><w:left w:val="single" w:sz="36" w:space="8" w:color="B8792B"/></w:pBdr>'
    '<w:shd w:val="clear" w:color="auto" w:fill="FFF6E0"/>'
)

#: By id. Those of Word keep its names, so that its own tools know headings, captions and quotes.
_LOOKS = {
    "Title": _Look(name="Title", size=22, bold=True, colour=_HEADING, after=2),
    "Subtitle": _Look(name="Subtitle", size=12, colour=_SOFT, after=8),
    "Heading1": _Look(
        name="heading 1", size=15, bold=True, colour=_HEADING, before=14, after=4, with_next=True, outline=0
    ),
    "Heading2": _Look(
        name="heading 2", size=10.5, bold=True, colour=_HEADING, before=6, after=1, with_next=True, outline=1
    ),
    "BodyText": _Look(name="Body Text", size=10, after=5),
    "Quote": _Look(name="Quote", size=11, before=2, after=2, indent=14, with_next=True),
    "Notice": _Look(name="Notice", size=10, before=4, after=8, indent=10, more=_BOX),
    "Caption": _Look(name="caption", size=8.5, colour=_SOFT, before=3, after=8),
    "CaptionAbove": _Look(name="Caption above", size=8.5, colour=_SOFT, before=6, after=3, with_next=True),
    "Note": _Look(name="Note", size=8.5, colour=_SOFT, before=3, after=6),
    "Voice": _Look(name="Voice", size=8.5, after=1, indent=12, hanging=12),
    "Figure": _Look(name="Figure", size=8.5, before=6, with_next=True),
    "TableText": _Look(name="Table text", size=8),
    "TableHeading": _Look(name="Table heading", size=8, bold=True, colour="FFFFFF"),
    "Footer": _Look(name="footer", size=8, colour=_SOFT),
}

_TABLE = f"""<w:style {{namespace}} w:type="table" w:customStyle="1" w:styleId="Crosswalk">
<w:name w:val="Crosswalk"/><w:basedOn w:val="TableNormal"/><w:uiPriority w:val="99"/><w:tblPr><w:tblBorders>
<w:top w:val="single" w:sz="8" w:space="0" w:color="{_HEADING}"/>
<w:bottom w:val="single" w:sz="8" w:space="0" w:color="{_HEADING}"/>
<w:insideH w:val="single" w:sz="4" w:space="0" w:color="B6BEC6"/></w:tblBorders>
<w:tblCellMar><w:top w:w="30" w:type="dxa"/><w:left w:w="70" w:type="dxa"/><w:bottom w:w="30" w:type="dxa"/>
<w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>"""

_ID = f"""<w:style {{namespace}} w:type="character" w:customStyle="1" w:styleId="Id"><w:name w:val="Id"/>
<w:rPr><w:noProof/><w:color w:val="{_SOFT}"/><w:sz w:val="15"/></w:rPr></w:style>"""


def set_up(document: "Document", *, title: str, notice: str, at: datetime) -> None:
    """Make an empty document one of ours.

    Args:
        document: As the library gives it.
        title: For its properties.
        notice: Stands at the foot of every page, beside its number.
        at: When it was made, for its properties.
    """
    from docx.shared import Cm

    page = document.sections[0]
    page.page_width, page.page_height = Cm(_WIDE), Cm(_HIGH)
    page.left_margin = page.right_margin = Cm(_MARGIN)
    page.top_margin, page.bottom_margin = Cm(1.8), Cm(1.9)
    page.header_distance, page.footer_distance = Cm(0.9), Cm(0.9)
    _set_styles(document.styles)
    _set_foot(page.footer, notice)
    _set_settings(document.settings.element)
    known = document.core_properties
    known.title, known.author, known.last_modified_by, known.comments = title, "crosswalk", "crosswalk", ""
    known.created = known.modified = at
    known.language = "en-GB"
    # The library's empty document comes with a picture of itself, the program that made it, and old styles.
    for relations in (document.part.package.rels, document.part.rels):
        for name in [name for name, one in relations.items() if one.reltype.endswith(_NOT_OURS)]:
            del relations[name]


def _set_settings(settings: Any) -> None:  # noqa: ANN401  an element of lxml, which has no types
    """Lay the document out as Word does today: its tables begin where its words do."""
    from docx.oxml.ns import qn

    for one in settings.iter(qn("w:compatSetting"), qn("w:themeFontLang")):
        if one.get(qn("w:name")) == "compatibilityMode":
            one.set(qn("w:val"), "15")
        elif one.tag == qn("w:themeFontLang"):
            one.set(qn("w:val"), "en-GB")


def _set_styles(styles: "Styles") -> None:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls, qn

    root: Any = styles.element
    for fonts in [*root.iter(qn("w:rFonts"))]:
        fonts.getparent().remove(fonts)
    defaults = root.find(qn("w:docDefaults"))
    root.replace(defaults, parse_xml(_DEFAULTS.format(namespace=nsdecls("w"))))
    old = {style.get(qn("w:styleId")): style for style in root.iter(qn("w:style"))}
    for style_id, words in _definitions(nsdecls("w"), known=frozenset(old)):
        # What the library has under this name, and its twin for single words.
        for style in (old.get(style_id), old.get(f"{style_id}Char")):
            if style is not None:
                root.remove(style)
        root.append(parse_xml(words))


_DEFAULTS = f"""<w:docDefaults {{namespace}}><w:rPrDefault><w:rPr>
<w:rFonts w:ascii="{_FONT}" w:hAnsi="{_FONT}" w:eastAsia="{_FONT}" w:cs="{_FONT}"/>
<w:sz w:val="20"/><w:szCs w:val="20"/><w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="252" w:lineRule="auto"/></w:pPr>
</w:pPrDefault></w:docDefaults>"""


def _definitions(namespace: str, *, known: Collection[str]) -> Iterator[tuple[str, str]]:
    """Styles by id; those that Word does not know are marked as ours."""
    for style_id, look in _LOOKS.items():
        custom = "" if style_id in known else ' w:customStyle="1"'
        yield style_id, _definition(f'{namespace} w:type="paragraph" w:styleId="{style_id}"{custom}', look)
    yield "Crosswalk", _TABLE.format(namespace=namespace)
    yield "Id", _ID.format(namespace=namespace)


def _definition(what: str, look: _Look) -> str:
    size = round(look.size * 2)
    outline = "" if look.outline is None else f'<w:outlineLvl w:val="{look.outline}"/>'
    return (
        f'<w:style {what}><w:name w:val="{look.name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{'<w:keepNext/>' if look.with_next else ''}{look.more}"
        f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}"/>'
        f'<w:ind w:left="{round(look.indent * 20)}" w:hanging="{round(look.hanging * 20)}"/>{outline}</w:pPr>'
        f"<w:rPr>{'<w:b/>' if look.bold else ''}"
        f'<w:color w:val="{look.colour}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _set_foot(foot: "_Footer", notice: str) -> None:
    """The notice on the left, the number of the page and of all pages on the right."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    empty: Any = foot.paragraphs[0]._p
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{round(ACROSS * 567)}"/></w:tabs>'
    number = '<w:fldSimple w:instr="{}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    words = '<w:r>{}<w:t xml:space="preserve">{}</w:t></w:r>'
    empty.getparent().replace(
        empty,
        parse_xml(
            f'<w:p {nsdecls("w")}><w:pPr><w:pStyle w:val="Footer"/>{tab}</w:pPr>'
            f"{words.format('', escape(notice))}{words.format('<w:tab/>', 'Page ')}{number.format('PAGE')}"
            f"{words.format('', ' of ')}{number.format('NUMPAGES')}</w:p>"
        ),
    )
