from collections.abc import Callable
from pathlib import Path

import pytest

from crosswalk.errors import SourceError
from crosswalk.model import Framework, Kind
from crosswalk.readers import read_framework

Change = Callable[[str, str, str], None]


@pytest.fixture
def dcs(frameworks: dict[str, Framework]) -> Framework:
    return frameworks["dcs"]


def test_it_finds_everything_on_the_slides(
    dcs: Framework, tally: Callable[[Framework], dict[tuple[str, str], int]]
) -> None:
    assert tally(dcs) == {
        ("group", "slide"): 10,
        ("element", "leadership attribute"): 8,
        ("element", "leadership skill"): 5,
        ("element", "taxonomy item"): 8,
        ("element", "leadership construct"): 3,
        ("indicator", "key construct"): 5,
        ("indicator", "systems leadership statement"): 4,
        ("indicator", "commitment"): 7,
        ("indicator", "statement about the framework"): 5,
    }


@pytest.mark.parametrize(
    ("statement_id", "title", "text", "lines"),
    [
        (
            "dcs:attributes",
            "Leadership attributes",
            "Eight attributes have been drawn from relevant publications and research covering leadership "
            "qualities in the public and private sectors and corroborated by DCSs.",
            "2-5",
        ),
        ("dcs:attributes.moral-purpose", "moral purpose", "", "8-8"),
        ("dcs:attributes.adaptability-flexibility", "adaptability/flexibility", "", "14-14"),
        ("dcs:skills.be-strategic", "Be strategic", "", "19-19"),
        ("dcs:lqf.1", "", "Integrated with NHS Leadership Framework", "29-30"),
        # Two titles stand below their bodies.
        ("dcs:nhslf", "The Leadership Framework", "", "63-63"),
        ("dcs:approach", "A common leadership approach", "", "98-98"),
        (
            "dcs:taxonomy.public-value-and-the-strategic-triangle",
            "Public value and the strategic triangle",
            "",
            "82-83",
        ),
        (
            "dcs:constructs",
            "Leadership Constructs: leadership at all levels in social care",
            "",
            "103-104",
        ),
        (
            "dcs:constructs.practice-leadership",
            "Practice leadership",
            "Practice leadership involves those in care settings, at all levels, taking leadership "
            "responsibility for the quality of care and the safety of vulnerable people who use services.",
            "106-109",
        ),
        (
            "dcs:constructs.1",
            "",
            "Leadership is based/evidenced in everyday behaviours, so leadership is for everybody, no matter "
            "where they sit or what they do",
            "128-129",
        ),
        # A blank line stands in the middle of each of these two.
        (
            "dcs:key-constructs.1",
            "",
            "A focus on a shared leadership approach enabling participants to face and tackle “wicked "
            "issues” together",
            "134-136",
        ),
        ("dcs:systems.2", "", "The days of command and control leadership have evaporated", "162-165"),
        (
            "dcs:commitments.1",
            "",
            "working together to align the LQFs so that we have an over-arching set of principles",
            "185-186",
        ),
        ("dcs:commitments", "We are committed to:", "", "183-183"),
    ],
)
def test_a_statement_has_its_exact_words_and_lines(
    dcs: Framework, statement_id: str, title: str, text: str, lines: str
) -> None:
    statement = dcs.by_id[statement_id]

    assert (statement.title, statement.text) == (title, text)
    assert str(statement.span) == f"corpus/dcs/source.txt:{lines}"


def test_a_paragraph_above_its_title_ends_where_the_title_stands(dcs: Framework) -> None:
    paragraph = dcs.by_id["dcs:approach.1"]

    assert paragraph.text.startswith("This framework provides leaders with an approach for dealing with")
    assert paragraph.text.endswith("chosen approach to ensure the best outcome possible.")
    assert str(paragraph.span) == "corpus/dcs/source.txt:91-96"


@pytest.mark.parametrize(
    ("statement_id", "origin", "lines"),
    [
        (
            "dcs:systems.1",
            "Resourceful Leadership Deloitte, National College for Leadership of Schools and Children's "
            "Services & C4EO, 2011",
            "157-158",
        ),
        (
            "dcs:systems.2",
            "David Gergen, Director, Harvard University Center for Public Leadership",
            "159-159",
        ),
        ("dcs:systems.3", "Margaret Wheatley", "160-160"),
    ],
)
def test_a_quotation_has_its_footnote_as_citation_and_no_mark_in_its_text(
    dcs: Framework, statement_id: str, origin: str, lines: str
) -> None:
    quotation = dcs.by_id[statement_id]

    assert not quotation.text[-1].isdigit()
    assert quotation.citation is not None
    assert quotation.citation.words == origin
    assert str(quotation.citation.span) == f"corpus/dcs/source.txt:{lines}"


def test_a_statement_without_a_footnote_has_no_citation(dcs: Framework) -> None:
    assert dcs.by_id["dcs:systems.4"].citation is None


def test_the_nhs_framework_is_known_by_its_domains_and_stages(frameworks: dict[str, Framework]) -> None:
    nhslf = frameworks["nhslf"]

    domains = [(s.id, s.item_type, s.title) for s in nhslf.of_kind(Kind.GROUP)]
    stages = [(s.id, s.rank, s.title, s.text) for s in nhslf.of_kind(Kind.LEVEL)]
    assert nhslf.known_by_reference
    assert domains[0] == ("nhslf:1", "core domain", "Demonstrating Personal Qualities")
    assert [kind for _, kind, _ in domains] == ["core domain"] * 5 + ["additional domain"] * 2
    assert domains[6] == ("nhslf:7", "additional domain", "Delivering the strategy")
    assert stages == [
        ("nhslf:level.1", 1, "Stage 1", "Own practice/Immediate team"),
        ("nhslf:level.2", 2, "Stage 2", "Whole service/Across teams"),
        ("nhslf:level.3", 3, "Stage 3", "Across services/Wider organisation"),
        ("nhslf:level.4", 4, "Stage 4", "Whole organisation/Wider healthcare system"),
    ]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (1, "title of the presentation"),
        (7, "lead-in of a list"),
        (52, "lead-in of a list"),
        (71, "label of a diagram"),
        (100, "web address"),
        (126, "label of a diagram"),
    ],
)
def test_lead_ins_labels_and_addresses_are_left_out(dcs: Framework, line: int, reason: str) -> None:
    assert [o.reason for o in dcs.left_out if o.first_line <= line <= o.last_line] == [reason]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("Systems leadership\n", "Leadership of systems\n", r":197: expected the slide that begins “Systems"),
        ("The Leadership Framework\n", "The framework\n", r":67: expected the title “The Leadership Fra"),
        ("• Appreciative inquiry", "Appreciative inquiry", r":142: expected a bullet under “Key leadership"),
        ("have evaporated2", "have evaporated", r":159: expected a footnote that a statement refers to"),
        ("It covers 4 stages of development:", "It covers stages.", r":57: expected a domain, a stage or"),
    ],
)
def test_a_changed_slide_is_refused_with_its_line(
    corpus: Path, change_source: Change, old: str, new: str, message: str
) -> None:
    change_source("dcs", old, new)

    with pytest.raises(SourceError, match=rf"corpus/dcs/source\.txt{message}"):
        read_framework(corpus / "dcs", shown_as="corpus/dcs")
