import io
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Member, Principle, Principles
from crosswalk.report.briefing import make_briefing
from crosswalk.report.findings import Findings
from crosswalk.report.pictures import pictures
from tests.chained import CATALOGUE, accepted, turned_down, votes
from tests.report.judged import judged_world, read_as
from tests.report.small import small
from tests.worlds import statement

#: Centimetres of a page of A4 that words may stand on.
PAGE = 25.5


@pytest.fixture(scope="module")
def five(built: Path) -> Document:
    return docx.Document(str(built / "reports/briefing.docx"))


def opened(findings: Findings) -> Document:
    figures = {name: draw() for name, draw in pictures(findings).items()}
    return docx.Document(io.BytesIO(make_briefing(findings, figures=figures)))


def words(document: Document) -> str:
    """Everything that it says, in order."""
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def below(document: Document, heading: str) -> list[str]:
    """Paragraphs under a heading, up to the next one of any level."""
    found: list[str] | None = None
    for paragraph in document.paragraphs:
        if paragraph.style.name.startswith("Heading"):
            if found is not None:
                break
            found = [] if paragraph.text == heading else None
        elif found is not None:
            found.append(paragraph.text)
    assert found is not None, heading
    return found


def table(document: Document, header: str) -> list[list[str]]:
    """Rows of the table with such a first column, without its header."""
    (found,) = (t for t in document.tables if t.rows[0].cells[0].text == header)
    return [[cell.text for cell in row.cells] for row in found.rows[1:]]


def heights(document: Document) -> Iterator[float]:
    """About how many centimetres each part takes; letters are half as wide as they are high."""
    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                lines = [math.ceil(len(c.text) * 0.5 * 8 / (c.width.pt - 7)) for c in row.cells if c.text]
                yield (max(lines) * 9.7 + 3) / 28.35
        else:
            yield _height(part)


def _height(paragraph: Paragraph) -> float:
    drawn = [int(one.get("cy")) / 360_000 for one in paragraph._p.iter(qn("wp:extent"))]
    style = paragraph.style
    size = style.font.size.pt if style.font.size else 10.0
    around = sum(
        length.pt
        for length in (style.paragraph_format.space_before, style.paragraph_format.space_after)
        if length
    )
    lines = math.ceil(len(paragraph.text) * 0.5 * size / 475)
    return (lines * size * 1.22 + around) / 28.35 + sum(drawn)


def test_how_provisional_it_is_stands_on_the_first_page_and_at_the_foot_of_every_one(five: Document) -> None:
    title, _, first = five.paragraphs[:3]

    assert title.style.name == "Title"
    assert re.match(r"Provisional: 0 of \d+ suggested links reviewed\.", first.text)
    assert five.sections[0].footer.paragraphs[0].text.startswith(first.text.partition(".")[0])


def test_the_promise_is_quoted_with_its_source(five: Document) -> None:
    said = words(five)

    assert "working together to align the LQFs so that we have an over-arching set of principles" in said
    assert "corpus/dcs/source.txt:185-186" in said


def test_the_five_documents_take_four_to_eight_pages(five: Document) -> None:
    assert 4 <= sum(heights(five)) / PAGE <= 7.5


def test_every_principle_stands_in_the_table_and_in_the_words_of_each_framework_behind_it(
    five: Document, built: Path, real_catalogue: Catalogue
) -> None:
    names = {f.name for f in real_catalogue.documents}
    principles = table(five, "Principle")

    assert 8 <= len(principles) <= 20
    for label, definition, behind, members, stability, reviewed, silent in principles:
        sentence, _, found_in = definition.rpartition(" ")
        assert sentence.removesuffix(" …") in real_catalogue.statement(found_in).wording
        assert re.fullmatch(r"\d of 5", behind)
        assert int(members) > 1
        assert stability.endswith("%")
        assert reviewed.startswith("0 of ")
        speaking = [line for line in below(five, label) if not line.startswith("Silent")]
        assert len(speaking) == int(behind[0])
        for line in speaking:
            name, _, rest = line.partition(": ")
            assert name in names
            assert name not in silent
            quoted, statement_id = re.match(r"“(.+?)” (\S+:[^\s,]+)", rest).groups()
            label_there = real_catalogue.statement(statement_id).label
            assert label_there.startswith(quoted.removesuffix(" …")), "verbatim"


def test_silence_is_named_and_is_not_called_absence(five: Document) -> None:
    said = words(five)

    assert "nothing was found there, which is not to say that nothing is there" in said
    assert "Silence is not absence" in said
    assert not re.search(r"\bmissing\b|\babsent from\b", said)


def test_tables_are_marked_for_those_who_have_them_read_aloud(five: Document) -> None:
    assert len(five.tables) == 5
    for one in five.tables:
        header, *rest = one.rows
        assert header._tr.trPr.findall(qn("w:tblHeader"))
        assert not any(row._tr.trPr.findall(qn("w:tblHeader")) for row in rest)
    assert all(p.text or p._p.findall(f".//{qn('w:drawing')}") for p in five.paragraphs)


def test_figures_say_in_words_what_they_show(five: Document) -> None:
    alts = [shape._inline.docPr.get("descr") for shape in five.inline_shapes]

    assert len(alts) == 2
    assert "Developing the strategy (" in alts[0] or "(" in alts[0]
    assert "SSSC capabilities in Adult social care LQF" in alts[1]


def test_people_s_verdicts_are_counted_apart_from_suggestions() -> None:
    findings = judged_world()
    states = {row[0]: int(row[2]) for row in table(opened(findings), "State")}

    assert states["Judged absent"] == 1
    assert states["Addressed"] > 0
    assert sum(states.values()) == len(findings.gaps)


def test_what_people_dispute_is_said_beside_the_principle() -> None:
    # A model suggests that the two warnings match.
    said = votes(turned_down(**read_as("a:n", "b:n")))
    findings = replace(small(CATALOGUE, decisions=said), principles=principles(["a:n", "b:n", "a:2"]))

    (row,) = table(opened(findings), "Principle")
    assert row[5] == "1 of 1, 1 pair in dispute"
    assert row[6] == "C and D"


def principles(*groups: list[str], label: str = "Sharing") -> Principles:
    """Principles with these members, put together by a person."""
    return Principles(
        principles=tuple(
            Principle(
                id=f"p{number}", label=f"{label} {number}", label_from=None, definition=f"{label} is good.",
                definition_from=None, terms=(), stability=None,
                members=tuple(Member(statement_id=i, stability=None, by_hand=True) for i in group),
            )
            for number, group in enumerate(groups, start=1)
        )
    )  # fmt: skip


def test_contradictions_are_mentioned_where_there_are_any() -> None:
    both = accepted(**read_as("a:1", "b:1")), accepted(**read_as("b:1", "c:1"))
    said = votes(*both, turned_down(**read_as("a:1", "c:1")))

    assert "1 contradiction among" in words(opened(small(CATALOGUE, decisions=said)))
    assert "contradiction" not in words(opened(judged_world()))


@pytest.fixture(scope="module")
def many() -> Findings:
    """Thirty frameworks with long names, and thirty principles in which all of them speak at length."""
    long = "and says so at some length, for whoever has the patience to read all of it on paper " * 2

    def framework(number: int) -> Framework:
        of = f"f{number}"
        return Framework(
            id=of,
            title=f"Framework {number}, whose name is much longer than a cell of a table is wide",
            source=f"corpus/{of}/source.txt",
            statements=tuple(
                statement(f"{of}:{place}", Kind.ELEMENT, place, title=f"Element {place} of {number} {long}")
                for place in (1, 2)
            ),
        )

    catalogue = Catalogue(map(framework, range(30)))
    shared = principles(*([f"f{n}:{1 + i % 2}" for n in range(30)] for i in range(30)), label=f"Label {long}")
    return replace(small(catalogue), principles=shared)


def test_thirty_frameworks_take_no_more_than_eight_pages_and_what_is_left_out_is_said(many: Findings) -> None:
    document = opened(many)

    assert sum(heights(document)) / PAGE <= 8
    said = words(document)
    assert "The first 12 of 30; all stand in the sheet Frameworks." in said
    assert re.search(r"The first \d+ of 30; all stand in the sheet Principles\.", said)
    assert re.search(r"And \d+ more frameworks\.", said)


def test_words_of_a_framework_are_words_and_no_markup() -> None:
    ash = Framework(
        id="ash", title="<b>Ash</b> & co", source="corpus/ash/source.txt",
        statements=(statement("ash:1", Kind.ELEMENT, 1, title="<i>Sharing</i> & caring"),),
    )  # fmt: skip
    elm = replace(ash, id="elm", title="Elm", statements=(statement("elm:1", Kind.ELEMENT, 1, title="Else"),))
    findings = replace(small(Catalogue([ash, elm])), principles=principles(["ash:1", "elm:1"]))

    document = opened(findings)

    assert "<b>Ash</b> & co" in words(document)
    assert below(document, "Sharing 1") == [
        "<b>Ash</b> & co: “<i>Sharing</i> & caring” ash:1",
        "Elm: “Else” elm:1",
    ]


def test_indicators_speak_where_a_framework_has_no_elements() -> None:
    def framework(of: str) -> Framework:
        return Framework(
            id=of, title=of.upper(), source=f"corpus/{of}/source.txt",
            statements=(statement(f"{of}:1", Kind.INDICATOR, 1, text=f"Shares with {of}."),),
        )  # fmt: skip

    findings = replace(
        small(Catalogue(map(framework, ("x", "y", "z")))), principles=principles(["x:1", "y:1"])
    )

    document = opened(findings)
    assert below(document, "Sharing 1") == [
        "X: “Shares with x.” x:1",
        "Y: “Shares with y.” y:1",
        "Silent: Z.",
    ]
    assert "How much of each is found in each other" not in words(document)


def test_a_briefing_of_nothing_of_one_framework_and_without_principles_can_be_made(world: Catalogue) -> None:
    alone = Catalogue([CATALOGUE.frameworks[0]])
    for findings in (small(Catalogue([])), small(alone), replace(small(world), principles=Principles())):
        document = docx.Document(io.BytesIO(make_briefing(findings)))
        assert "there is no principle yet" in words(document)
        assert document.paragraphs[2].text.startswith("Provisional: ")


def test_equal_findings_give_equal_briefings(world: Catalogue) -> None:
    assert make_briefing(small(world)) == make_briefing(small(world))
