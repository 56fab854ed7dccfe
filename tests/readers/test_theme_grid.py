from collections.abc import Callable
from pathlib import Path

import pytest

from crosswalk.errors import SourceError, UnknownLevel
from crosswalk.model import Framework, Kind, Scale
from crosswalk.readers import read_framework
from crosswalk.readers.document import Document
from crosswalk.readers.theme_grid import read_theme_grid

Change = Callable[[str, str, str], None]
STAGES = Scale(name="stage", labels=("Emerging", "Established", "Accomplished"))


@pytest.fixture
def sssc(frameworks: dict[str, Framework]) -> Framework:
    return frameworks["sssc"]


def lines_of(framework: Framework, statement_id: str) -> tuple[int, int]:
    span = framework.by_id[statement_id].span
    return span.first_line, span.last_line


def test_it_finds_every_capability_theme_stage_and_indicator(
    sssc: Framework, tally: Callable[[Framework], dict[tuple[str, str], int]]
) -> None:
    assert tally(sssc) == {
        ("group", "capability"): 6,
        ("element", "theme"): 22,
        ("indicator", "indicator"): 66,
        ("level", "stage"): 3,
    }


def test_every_theme_has_one_indicator_on_each_stage(sssc: Framework) -> None:
    for theme in sssc.of_kind(Kind.ELEMENT):
        stages = [s.level_id for s in sssc.children[theme.id]]

        assert stages == ["sssc:level.emerging", "sssc:level.established", "sssc:level.accomplished"]


def test_a_stage_has_the_title_of_the_scale_its_rank_and_its_definition(sssc: Framework) -> None:
    stages = [(s.id, s.title, s.rank, s.text) for s in sssc.of_kind(Kind.LEVEL)]

    assert stages[1:] == [
        (
            "sssc:level.established",
            "Established",
            2,
            "established leadership can be consistently demonstrated in practice",
        ),
        (
            "sssc:level.accomplished",
            "Accomplished",
            3,
            "accomplished leadership is about providing a model of good leadership to which others can "
            "aspire.",
        ),
    ]


@pytest.mark.parametrize(
    ("statement_id", "title", "text", "lines"),
    [
        (
            "sssc:1",
            "Vision",
            "seeing what is possible for individuals, families and communities now and in the future",
            (35, 35),
        ),
        ("sssc:2", "Self-leadership", "recognising, exercising and improving own leadership", (199, 199)),
        ("sssc:3", "Motivating and inspiring others", "", (361, 361)),
        ("sssc:5", "Collaborating and influencing", "", (602, 602)),
    ],
)
def test_a_capability_is_cut_at_the_dash_where_there_is_one(
    sssc: Framework, statement_id: str, title: str, text: str, lines: tuple[int, int]
) -> None:
    capability = sssc.by_id[statement_id]

    assert (capability.title, capability.text) == (title, text)
    assert lines_of(sssc, statement_id) == lines


@pytest.mark.parametrize(
    ("statement_id", "title", "lines"),
    [
        ("sssc:1.2", "Communicating and promoting ownership of the vision", (77, 79)),
        # The next four follow the cell before them without a blank line.
        ("sssc:1.3", "Promoting a public service ethos", (116, 117)),
        ("sssc:2.5", "Challenging discrimination and oppression", (327, 329)),
        ("sssc:5.3", "Understanding and valuing the perspectives of others", (674, 677)),
        ("sssc:6.3", "Leading and managing change", (782, 783)),
        # This one shares its line with the first cell.
        ("sssc:5.2", "Influencing people", (640, 640)),
    ],
)
def test_a_theme_title_is_told_apart_from_its_cells(
    sssc: Framework, statement_id: str, title: str, lines: tuple[int, int]
) -> None:
    theme = sssc.by_id[statement_id]

    assert (theme.title, theme.text) == (title, "")
    assert lines_of(sssc, statement_id) == lines


@pytest.mark.parametrize(
    ("statement_id", "text", "lines"),
    [
        (
            "sssc:2.4.established",
            "I have developed a range of strategies to build my own resilience and to support others to be "
            "resilient.",
            (305, 309),
        ),
        (
            "sssc:2.5.established",
            "I build in processes of evaluation to monitor how effective the organisation is in relation to "
            "anti-discriminatory practice.",
            (337, 340),
        ),
        (
            "sssc:1.2.accomplished",
            "I collaborate effectively with strategic/corporate leaders in partner organisations to "
            "communicate and promote ownership of our shared vision to improve outcomes for service users, "
            "carers and the local community to a wide range of stakeholders.",
            (107, 115),
        ),
        (
            "sssc:5.2.emerging",
            "I build trusting relationships within and outwith the organisation and can adapt my evidence "
            "base to influence the thinking, behaviour and practice of people towards shared purpose and "
            "goals, whether or not I have formal authority over them.",
            (640, 647),
        ),
        (
            "sssc:5.2.established",
            "I have strong working relationships with a wide range of stakeholders, am able to hold on to "
            "and balance different and use various influencing strategies to work with partners to achieve "
            "successful outcomes for individuals, families and the community.",
            (650, 658),
        ),
    ],
)
def test_an_indicator_has_its_exact_words_and_lines(
    sssc: Framework, statement_id: str, text: str, lines: tuple[int, int]
) -> None:
    assert sssc.by_id[statement_id].text == text
    assert lines_of(sssc, statement_id) == lines


def test_citations_are_taken_out_of_the_text_and_kept_word_for_word(sssc: Framework) -> None:
    cited = sssc.by_id["sssc:4.4.established"]

    assert cited.text.endswith("managers, the community and partners as appropriate.")
    assert cited.citation is not None
    assert cited.citation.words == "(this links closely to CLF: Empowering people – Accomplished)"
    assert str(cited.citation.span) == "corpus/sssc/source.txt:589-591"
    assert lines_of(sssc, cited.id) == (583, 591)


def test_a_citation_without_its_closing_bracket_is_kept_as_found(sssc: Framework) -> None:
    cited = sssc.by_id["sssc:5.1.established"]

    assert cited.text.endswith("to reflect on and improve co-production.")
    assert cited.citation is not None
    assert cited.citation.words == "(CLF: Working in partnership – Exemplary"
    assert str(cited.citation.span) == "corpus/sssc/source.txt:621-622"


def test_the_introduction_and_the_table_headings_are_left_out(sssc: Framework) -> None:
    left_out = {(out.first_line, out.last_line): out.reason for out in sssc.left_out}

    assert left_out[5, 7] == "introduction"
    assert left_out[28, 34] == "introduction, section “Links to the Continuous Learning Framework”"
    assert left_out[603, 603] == "table heading, repeated for every capability"


GRID = [
    "1. low leadership is small",
    "2. high leadership is great",
    " Vision – seeing",
    "Theme of indicator Low High",
    "Seeing",
    "",
    "I see.",
    "",
    "I see more.",
]
LOW_HIGH = Scale(name="stage", labels=("Low", "High"))


def read(*lines: str, scale: Scale | None = LOW_HIGH) -> list[str]:
    document = Document("x/source.txt", "", lines)
    return [s.id for s in read_theme_grid(document, framework_id="x", scale=scale).statements]


def test_a_small_grid_is_read() -> None:
    assert read(*GRID) == ["x:level.low", "x:level.high", "x:1", "x:1.1", "x:1.1.low", "x:1.1.high"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["Cluster One"], "x/source.txt:1: expected a capability and “Theme of indicator …”"),
        (GRID[:-1], "x/source.txt:8: expected the cell of stage High"),
        ([*GRID[:6], "We see."], "x/source.txt:7: expected the cell of stage Low, which begins with “I”"),
        ([*GRID, "", "I see most."], "x/source.txt:11: expected the title of a theme"),
        ([*GRID[:-1], "I see (more).", "(XYZ)"], "x/source.txt:10: expected a citation"),
        (["2. low leadership", *GRID[1:]], "x/source.txt:1: expected stage 1 of the scale as number 1"),
        (
            [*GRID[:3], "Theme of indicator High Low", *GRID[4:]],
            "x/source.txt:4: expected the stages Low, High",
        ),
        (
            [*GRID[:7], " Courage", "Theme of indicator Low High"],
            "x/source.txt:8: expected the cell of stage High",
        ),
    ],
)
def test_a_document_of_another_layout_is_refused_with_the_line(lines: list[str], message: str) -> None:
    with pytest.raises(SourceError) as problem:
        read(*lines)

    assert str(problem.value).startswith(message)
    assert problem.value.remedy


def test_a_stage_that_the_scale_does_not_have_is_refused_with_its_line() -> None:
    with pytest.raises(UnknownLevel) as problem:
        read(*GRID, scale=STAGES)

    assert str(problem.value) == (
        "x/source.txt:1: the level 'low' is not in the scale of framework.toml. "
        "It has Emerging, Established, Accomplished; correct [scale] there, or restore the source."
    )


def test_a_grid_without_a_scale_is_refused() -> None:
    with pytest.raises(UnknownLevel, match="It has none"):
        read(*GRID, scale=None)


def test_another_document_than_the_reader_expects_is_refused(corpus: Path, change_card: Change) -> None:
    change_card("grade9", 'reader = "qualities"', 'reader = "theme_grid"')

    with pytest.raises(SourceError, match=r"corpus/grade9/source\.txt:\d+: expected a capability"):
        read_framework(corpus / "grade9", shown_as="corpus/grade9")
