from collections.abc import Callable

import pytest

from crosswalk.errors import SourceError, UnknownLevel
from crosswalk.model import Framework, Kind, Polarity, Scale
from crosswalk.readers.document import Document
from crosswalk.readers.qualities import read_qualities


@pytest.fixture
def grade9(frameworks: dict[str, Framework]) -> Framework:
    return frameworks["grade9"]


def test_it_finds_every_cluster_quality_feature_stage_and_warning(
    grade9: Framework, tally: Callable[[Framework], dict[tuple[str, str], int]]
) -> None:
    assert tally(grade9) == {
        ("group", "cluster"): 3,
        ("element", "quality"): 15,
        ("indicator", "feature"): 58,
        ("level", "stage"): 54,
        ("indicator", "stage bullet"): 146,
        ("group", "negative heading"): 15,
        ("indicator", "negative indicator"): 35,
    }


def test_every_quality_has_a_description_and_three_to_six_stages(grade9: Framework) -> None:
    for quality in grade9.of_kind(Kind.ELEMENT):
        ranks = [s.rank for s in grade9.children[quality.id] if s.kind is Kind.LEVEL]

        assert quality.text
        assert ranks == list(range(1, len(ranks) + 1))
        assert 3 <= len(ranks) <= 6


def test_what_the_framework_warns_against_is_negative_and_nothing_else_is(grade9: Framework) -> None:
    negative = {s.item_type for s in grade9.statements if s.polarity is Polarity.NEGATIVE}
    positive = {s.item_type for s in grade9.statements if s.polarity is Polarity.POSITIVE}

    assert negative == {"negative heading", "negative indicator"}
    assert not negative & positive


@pytest.mark.parametrize(
    ("statement_id", "title", "text", "lines"),
    [
        # "Cluster Three- Delivering the Service" lacks a blank.
        ("grade9:3", "Delivering the Service", "", "373-373"),
        (
            "grade9:1.4",
            "Drive for Improvement in Public Services",
            "A deep motivation to improve performance in public services and thereby to make a real "
            "difference to the community",
            "117-119",
        ),
        # "Stages 1" and a missing dash.
        ("grade9:1.4.s1", "Targets effort for service improvement", "", "128-128"),
        ("grade9:2.4.s1", "Uses informal networks", "", "308-308"),
        ("grade9:2.2.n", "Fails to integrate information", "", "260-260"),
        # "Negative Indicator", not "Indicators".
        ("grade9:2.1.n", "Is locked in the present", "", "227-227"),
        # The colon after a title is not part of it.
        (
            "grade9:2.4",
            "Contextual Astuteness",
            "Showing an ability to understand diverse interest groups and power bases, the wider community, "
            "and the dynamics between them, so as to lead company services more effectively.",
            "298-300",
        ),
        # A blank line between two features.
        (
            "grade9:1.2.f2",
            "",
            "Being aware of their personal impact on others, particularly when they are under pressure as "
            "they have an understanding of the 'triggers' to which they are susceptible.",
            "63-63",
        ),
        # Emphasis is markup; the quotation marks are words.
        (
            "grade9:1.5.s1.3",
            "",
            "Models and promotes the organisational values – i.e. 'walks the walk.'",
            "166-166",
        ),
        ("grade9:3.1.s6", "Makes change inclusive and effective", "", "418-418"),
        ("grade9:3.5.n2", "", "Does not share information with other stakeholders", "569-569"),
    ],
)
def test_a_statement_has_its_exact_words_and_lines(
    grade9: Framework, statement_id: str, title: str, text: str, lines: str
) -> None:
    statement = grade9.by_id[statement_id]

    assert (statement.title, statement.text) == (title, text)
    assert str(statement.span) == f"corpus/grade9/source.txt:{lines}"


def test_a_stage_bullet_stands_on_its_own_titled_stage(grade9: Framework) -> None:
    bullet = grade9.by_id["grade9:1.1.s2.1"]

    assert bullet.text == "Sees self as a 'can do' person, and is positive about own ability to succeed."
    assert (bullet.parent_id, bullet.level_id) == ("grade9:1.1.s2", "grade9:1.1.s2")
    assert grade9.path(bullet) == "Personal Qualities › Self Belief › Is confident in own ability"


def test_a_negative_indicator_is_part_of_its_negative_heading(grade9: Framework) -> None:
    warning = grade9.by_id["grade9:2.3.n1"]

    assert warning.polarity is Polarity.NEGATIVE
    assert grade9.path(warning) == "Setting Direction › Broad Scanning › Focuses narrowly"


PAGE = [
    "Title page",
    "Cluster One - Self",
    "Belief",
    "- Trusting",
    "Features of this quality include:",
    "- Daring",
    "Stage 1 - Tries",
    "- Tries once",
    "Negative Indicators - Gives up",
    "- Runs",
]
ONE_STAGE = Scale(name="stage", labels=("Stage 1",))


def read(lines: list[str], scale: Scale | None = ONE_STAGE) -> list[str]:
    document = Document("x/source.txt", "", tuple(lines))
    return [s.id for s in read_qualities(document, framework_id="x", scale=scale).statements]


def test_a_small_page_is_read() -> None:
    assert read(PAGE) == ["x:1", "x:1.1", "x:1.1.f1", "x:1.1.s1", "x:1.1.s1.1", "x:1.1.n", "x:1.1.n1"]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["Vision"], "x/source.txt:1: expected a cluster (“Cluster One - …”)"),
        ([*PAGE[:2], "- Trusting"], "x/source.txt:3: expected the title of a quality"),
        ([*PAGE[:3], "Features of this quality include:"], "x/source.txt:4: expected the description"),
        ([*PAGE[:4], "- Daring"], "x/source.txt:5: expected “Features of this quality include:”"),
        ([*PAGE[:8], "Doubt"], "x/source.txt:9: expected a stage bullet"),
        ([*PAGE[:6], "Negative Indicators - Gives up"], "x/source.txt:7: expected a feature"),
        ([*PAGE[:8], PAGE[6]], "x/source.txt:9: expected stage 2"),
        (PAGE[:8], "x/source.txt:8: expected a stage bullet"),
    ],
)
def test_a_line_that_may_not_stand_where_it_does_is_refused(lines: list[str], message: str) -> None:
    with pytest.raises(SourceError) as problem:
        read(lines)

    assert str(problem.value).startswith(message)


def test_a_stage_beyond_the_scale_is_refused_with_its_line() -> None:
    with pytest.raises(UnknownLevel) as problem:
        read([*PAGE[:8], "Stage 2 - Tries again"])

    assert str(problem.value).startswith("x/source.txt:9: the level 'Stage 2' is not in the scale")
