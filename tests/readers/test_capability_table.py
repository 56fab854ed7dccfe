from collections import Counter
from collections.abc import Callable

import pytest

from crosswalk.errors import SourceError
from crosswalk.model import Framework, Kind
from crosswalk.readers.capability_table import read_capability_table
from crosswalk.readers.document import Document


@pytest.fixture
def pathway4(frameworks: dict[str, Framework]) -> Framework:
    return frameworks["pathway4"]


def test_it_finds_every_area_capability_sub_capability_and_attribute(
    pathway4: Framework, tally: Callable[[Framework], dict[tuple[str, str], int]]
) -> None:
    assert tally(pathway4) == {
        ("group", "curriculum area"): 9,
        ("group", "capability"): 4,
        ("element", "sub-capability"): 28,
        ("indicator", "effective attribute"): 65,
    }


def test_the_four_capabilities_have_19_14_14_and_18_attributes(pathway4: Framework) -> None:
    capabilities = [s for s in pathway4.of_kind(Kind.GROUP) if s.item_type == "capability"]

    assert [len(pathway4.indicators_of(c)) for c in capabilities] == [19, 14, 14, 18]
    assert [len(pathway4.children[c.id]) for c in capabilities] == [7, 7, 7, 7]


def test_titles_end_where_descriptions_begin(pathway4: Framework) -> None:
    assert [s.title for s in pathway4.of_kind(Kind.ELEMENT)] == [
        "Curiosity of values & moral purpose",
        "Curiosity of self",
        "Curiosity of biases and prejudices",
        "Curiosity of workforce",
        "Curiosity of leadership and governance",
        "Curiosity of partners",
        "Curiosity of the service",
        "Clarity of vision, expectations, and goals",
        "Clarity of leading workforce",
        "Clarity of anti-oppressive practice",
        "Clarity of empowerment",
        "Clarity of family focus",
        "Clarity of relationships and influence",
        "Clarity of strategy and implementation",
        "Complexity of knowledge & skills",
        "Complexity of operations",
        "Complexity of decision making",
        "Complexity of case discussion and supervision",
        "Complexity of quality assurance",
        "Complexity of reflective practice",
        "Complexity of evaluation",
        "Capacity for resilience & wellbeing",
        "Capacity for resourcefulness & impact",
        "Capacity for impacting organisational culture",
        "Capacity for innovation",
        "Capacity for leading change",
        "Capacity for positive interactions",
        "Capacity for advocacy",
    ]


@pytest.mark.parametrize(
    ("statement_id", "text", "marks", "line"),
    [
        (
            "pathway4:1.1.3",
            "Can work adeptly with situations where conflict between own values and the local governance "
            "context arises.",
            ("🧠", "👥"),
            22,
        ),
        # No full stop before the icon.
        (
            "pathway4:1.5.1",
            "Embeds and maintains focused and stable leadership at all levels to foster effective, "
            "professional governance",
            ("🗣️",),
            26,
        ),
        # The last table has bullets too.
        (
            "pathway4:4.1.2",
            "Maintains a high level of care for self and staff and works adeptly with own levels of stress "
            "or emotional difficulty.",
            ("🧠",),
            67,
        ),
        (
            "pathway4:4.3.1",
            "Promotes a culture of inclusive decision-making and openness to learning where mistakes can be "
            "learnt from without blame.",
            ("🗣️", "🗣️", "🧠"),
            69,
        ),
    ],
)
def test_an_attribute_has_its_exact_words_and_its_icons_as_found(
    pathway4: Framework, statement_id: str, text: str, marks: tuple[str, ...], line: int
) -> None:
    attribute = pathway4.by_id[statement_id]

    assert (attribute.text, attribute.marks) == (text, marks)
    assert str(attribute.span) == f"corpus/pathway4/source.txt:{line}-{line}"


def test_a_capability_has_its_purpose_as_text(pathway4: Framework) -> None:
    capability = pathway4.by_id["pathway4:4"]

    assert capability.title == "Expanding Capacity"
    assert capability.text.startswith("Through learning and innovation, expand what can be achieved by")
    assert str(capability.span) == "corpus/pathway4/source.txt:62-64"


def test_a_description_keeps_its_slips(pathway4: Framework) -> None:
    assert pathway4.by_id["pathway4:4.3"].text.endswith("use this to inform work which culturally competent.")


def test_eight_icons_stand_beside_attributes_and_none_is_joined_to_an_area(pathway4: Framework) -> None:
    icons = Counter(mark for s in pathway4.statements for mark in s.marks)
    areas = [s for s in pathway4.statements if s.item_type == "curriculum area"]

    assert set(icons) == {"🗣️", "🧠", "👥", "👂", "🏆", "🌱", "🏠", "🗂️"}
    assert [s.id for s in areas] == [f"pathway4:area.{n}" for n in range(1, 10)]
    assert areas[3].title == "High quality supervision"
    assert not any(area.marks or area.id in pathway4.children for area in areas)


def test_every_attribute_has_icons(pathway4: Framework) -> None:
    assert all(s.marks for s in pathway4.of_kind(Kind.INDICATOR))


def test_the_first_page_is_left_out_with_reasons(pathway4: Framework) -> None:
    assert [(o.first_line, o.last_line, o.reason) for o in pathway4.left_out][:4] == [
        (3, 5, "title page"),
        (9, 9, "introduction"),
        (11, 11, "sentence that leads to the legend of curriculum areas"),
        (21, 21, "table heading, repeated for every capability"),
    ]


TABLE = ["Being kind", "Be kind.", "Sub-capability\tEffective attribute"]


def read(*lines: str) -> list[str]:
    document = Document("x/source.txt", "", lines)
    return [s.label for s in read_capability_table(document, framework_id="x", scale=None).statements]


def test_attributes_without_icons_are_told_apart_by_bullets() -> None:
    row = "<p>Kind of heart Give</p>\t<ul> • Gives • Gives more 🧠</ul>"

    assert read(*TABLE, row) == ["Being kind", "Kind of heart", "Gives", "Gives more"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["# A book", "- with bullets"], "x/source.txt:2: expected a capability, its purpose and"),
        ([*TABLE, "Kind of heart\tGives"], "x/source.txt:4: expected a row"),
        ([*TABLE, "<p>Heart Give</p>\t<ul> Gives 🧠"], "x/source.txt:4: expected a row"),
    ],
)
def test_a_line_that_is_no_row_is_refused_with_its_number(lines: list[str], message: str) -> None:
    with pytest.raises(SourceError) as problem:
        read(*lines)

    assert str(problem.value).startswith(message)
