from collections import Counter
from collections.abc import Callable

import pytest

from crosswalk.errors import SourceError, UnknownLevel
from crosswalk.model import Framework, Kind, Scale
from crosswalk.readers.dimensions import read_dimensions
from crosswalk.readers.document import Document


@pytest.fixture
def lqf(frameworks: dict[str, Framework]) -> Framework:
    return frameworks["lqf"]


def test_it_finds_every_dimension_element_level_and_indicator(
    lqf: Framework, tally: Callable[[Framework], dict[tuple[str, str], int]]
) -> None:
    assert tally(lqf) == {
        ("group", "dimension"): 7,
        ("element", "element"): 28,
        ("indicator", "good leaders bullet"): 112,
        ("indicator", "level cell"): 80,
        ("indicator", "senior descriptor"): 8,
        ("level", "leadership level"): 4,
    }


def test_every_element_has_four_bullets_and_four_cells_or_one_senior_descriptor(lqf: Framework) -> None:
    for element in lqf.of_kind(Kind.ELEMENT):
        found = Counter(s.item_type for s in lqf.children[element.id])

        senior = element.parent_id in {"lqf:6", "lqf:7"}
        assert found["good leaders bullet"] == 4
        assert found["level cell"] == (0 if senior else 4)
        assert found["senior descriptor"] == (1 if senior else 0)


def test_level_definitions_look_like_cells_but_are_levels(lqf: Framework) -> None:
    level = lqf.by_id["lqf:level.operational-leadership"]

    assert (level.title, level.text, level.rank) == (
        "Operational Leadership",
        "Registered Managers, Service Managers",
        3,
    )
    assert str(level.span) == "corpus/lqf/source.txt:148-148"


@pytest.mark.parametrize(
    ("statement_id", "title", "text", "lines"),
    [
        (
            "lqf:1.1",
            "Developing self awareness",
            "In order to develop self-awareness leaders must be willing to examine their own values, "
            "principles and assumptions, while also learning from their experiences.",
            "174-176",
        ),
        (
            # A line of white space stands between title and description.
            "lqf:2.4",
            "Working within teams",
            "Effective leaders work within teams in order to deliver and improve services.",
            "300-303",
        ),
        # The body's wording, not that of the contents list; and no description.
        ("lqf:6.3", "Influencing the vision of the wider health and social care system", "", "581-581"),
        ("lqf:1", "Demonstrating personal qualities", "", "170-170"),
        # "Good leaders:" is plain text above this one, not a heading.
        ("lqf:1.3.g4", "", "Change their behaviour in the light of feedback and reflection", "217-217"),
        (
            "lqf:4.1.front-line-leadership",
            "",
            "Shows that they are prepared to raise concerns about quality, safety and performance and "
            "instils a “safe to challenge” culture within the team.",
            "411-411",
        ),
        (
            "lqf:7.1.senior",
            "",
            "Critically review relevant thinking, ideas and best practice and applies whole systems thinking "
            "in order to conceptualise a strategy in line with the vision.",
            "630-630",
        ),
    ],
)
def test_a_statement_has_its_exact_words_and_lines(
    lqf: Framework, statement_id: str, title: str, text: str, lines: str
) -> None:
    statement = lqf.by_id[statement_id]

    assert (statement.title, statement.text) == (title, text)
    assert str(statement.span) == f"corpus/lqf/source.txt:{lines}"


def test_only_senior_dimensions_are_introduced_and_only_they_lack_descriptions(lqf: Framework) -> None:
    introduced = [s.id for s in lqf.of_kind(Kind.GROUP) if s.text]
    bare = {s.parent_id for s in lqf.of_kind(Kind.ELEMENT) if not s.text}

    assert introduced == ["lqf:6", "lqf:7"]
    assert bare == {"lqf:6", "lqf:7"}
    assert lqf.by_id["lqf:6"].text.startswith("Those in senior leadership roles create a compelling vision")
    assert str(lqf.by_id["lqf:6"].span) == "corpus/lqf/source.txt:545-549"


def test_the_body_gives_the_order_of_the_elements(lqf: Framework) -> None:
    assert [s.title for s in lqf.children["lqf:6"] if s.kind is Kind.ELEMENT] == [
        "Developing the vision for the organisation",
        "Communicating the vision",
        "Influencing the vision of the wider health and social care system",
        "Embodying the vision",
    ]


def test_the_contents_list_is_left_out_and_its_differences_are_told(lqf: Framework) -> None:
    (contents,) = [out for out in lqf.left_out if out.reason.startswith("contents list")]

    assert (contents.first_line, contents.last_line) == (16, 71)
    assert contents.reason == (
        "contents list; under “Creating the vision” it has another order and it has “Influencing the vision "
        "of the wider social care system” where the body has “Influencing the vision of the wider health "
        "and social care system”; the body is followed"
    )


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (3, "title page"),
        (79, "front matter, section “Foreword by Norman Lamb MP”"),
        (145, "front matter, section “How it is structured”"),
        (168, "front matter, section “Acknowledgements”"),
        (212, "heading repeated in every element"),
        (579, "ruled line"),
        (688, "back page: the publisher's address"),
    ],
)
def test_everything_else_is_left_out_with_a_reason(lqf: Framework, line: int, reason: str) -> None:
    assert [o.reason for o in lqf.left_out if o.first_line <= line <= o.last_line] == [reason]


def test_a_cell_of_several_sentences_is_one_indicator_with_a_list_of_sentences(lqf: Framework) -> None:
    cell = lqf.by_id["lqf:1.2.front-line-leadership"]

    assert cell.sentences == (
        "Prepared to challenge themselves to try new things.",
        "Shows authority by personally intervening when appropriate.",
    )


BOOK = [
    "# Book",
    "# Contents",
    "**Being kind** 1",
    "- Listening 2",
    "## Structure",
    "- 1 Being kind",
    "<b>Worker</b>\tAll",
    "# Being kind",
    "## Listening",
    "### Good leaders:",
    "- Hear",
    "What leadership looks like",
    "<b>Worker</b>\tHears.",
]
WORKER = Scale(name="level", labels=("Worker",))


def read(lines: list[str], scale: Scale | None = WORKER) -> dict[str, str]:
    document = Document("x/source.txt", "", tuple(lines))
    reading = read_dimensions(document, framework_id="x", scale=scale)
    return {s.id: s.label for s in reading.statements} | {
        str(o.first_line): o.reason for o in reading.left_out
    }


def test_a_contents_list_that_agrees_with_the_body_is_just_a_contents_list() -> None:
    found = read(BOOK)

    assert found["2"] == "contents list"
    assert found["x:1.1.worker"] == "Hears."


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["# Another book", "words"], "x/source.txt:2: expected a numbered list of dimensions"),
        ([*BOOK[:6], "- 2 Being bold", *BOOK[6:]], "x/source.txt:14: expected the heading “# Being bold”"),
        ([*BOOK, "# Being late"], "x/source.txt:14: expected no more dimension"),
        ([*BOOK[:8], "Good leaders:"], "x/source.txt:9: expected an element (“## …”)"),
        ([*BOOK, "a line that is no row"], "x/source.txt:14: expected a row"),
        ([*BOOK[:10], "Hear"], "x/source.txt:11: expected a bullet"),
        ([*BOOK[:9], "- Hear"], "x/source.txt:10: expected a description, an element"),
        (
            [*BOOK, "### What leadership looks like within the whole:", "- Hears"],
            "x/source.txt:15: expected a paragraph",
        ),
    ],
)
def test_a_line_that_does_not_fit_is_refused_with_its_number(lines: list[str], message: str) -> None:
    with pytest.raises(SourceError) as problem:
        read(lines)

    assert str(problem.value).startswith(message)


def test_a_cell_for_an_unknown_level_is_refused_with_its_line() -> None:
    with pytest.raises(UnknownLevel, match=r"x/source\.txt:14: the level 'Boss' is not in the scale"):
        read([*BOOK, "<b>Boss</b>\tHears all."])


def test_a_contents_list_with_other_elements_is_told() -> None:
    found = read([*BOOK[:4], "- Speaking 3", *BOOK[4:]])

    assert found["2"] == (
        "contents list; under “Being kind” it does not list the elements of the body; the body is followed"
    )
