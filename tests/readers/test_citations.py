from collections.abc import Callable
from pathlib import Path

import pytest

from crosswalk.citation import ParsedCitation, Relation, parse_citation, slug
from crosswalk.errors import UnknownLevel
from crosswalk.model import Framework, Kind
from crosswalk.readers import read_frameworks

Change = Callable[[str, str, str], None]


@pytest.fixture
def sssc(frameworks: dict[str, Framework]) -> Framework:
    return frameworks["sssc"]


def test_there_are_22_citations_taken_from_the_clf_and_two_that_closely_link(sssc: Framework) -> None:
    parsed = [parse_citation(s.citation.words) for s in sssc.statements if s.citation]

    relations = [cited.relation for cited in parsed if cited]
    assert relations.count(Relation.TAKEN_FROM) == 22
    assert relations.count(Relation.CLOSELY_LINKS) == 2
    assert len(parsed) == 24


def test_the_clf_is_known_by_what_the_citations_name(frameworks: dict[str, Framework]) -> None:
    clf = frameworks["clf"]

    levels = sorted((s.rank or 0, s.title) for s in clf.of_kind(Kind.LEVEL))
    at_level = clf.by_id["clf:leadership.accomplished"]
    assert clf.known_by_reference
    assert levels == [(1, "Engaged"), (2, "Established"), (3, "Accomplished"), (4, "Exemplary")]
    assert {s.title for s in clf.of_kind(Kind.GROUP)} == {
        "Awareness of the wider context",
        "Confidence",
        "Dealing with conflict",
        "Empowering people",
        "Flexibility",
        "Leadership",
        "Professional autonomy",
        "Resilience",
        "Working in partnership",
    }
    assert (at_level.title, at_level.parent_id, at_level.level_id) == (
        "Leadership – Accomplished",
        "clf:leadership",
        "clf:level.accomplished",
    )
    assert str(at_level.span) == "corpus/sssc/source.txt:246-246"


def test_every_citation_points_to_a_statement_of_the_clf(frameworks: dict[str, Framework]) -> None:
    for statement in frameworks["sssc"].statements:
        cited = parse_citation(statement.citation.words) if statement.citation else None

        assert cited is None or cited.object_id in frameworks["clf"].by_id


def test_a_new_citation_level_must_be_added_to_the_scale_of_the_cited_framework(
    corpus: Path, change_source: Change
) -> None:
    change_source("sssc", "(CLF: Confidence – Exemplary)", "(CLF: Confidence – Splendid)")
    with pytest.raises(UnknownLevel) as problem:
        read_frameworks(corpus)

    assert str(problem.value) == (
        "corpus/sssc/source.txt:146: the level 'Splendid' of clf is not in the scale of its card. "
        "Add it to [scale] in corpus/clf/framework.toml."
    )


@pytest.mark.parametrize(
    ("words", "capability", "level", "relation"),
    [
        ("(CLF: Empowering people –Accomplished)", "Empowering people", "Accomplished", Relation.TAKEN_FROM),
        (
            "(CLF: Working in partnership – Exemplary",
            "Working in partnership",
            "Exemplary",
            Relation.TAKEN_FROM,
        ),
        (
            "(this closely links to CLF: Confidence – Engaged)",
            "Confidence",
            "Engaged",
            Relation.CLOSELY_LINKS,
        ),
        (
            "(this links closely to CLF: Confidence – Engaged)",
            "Confidence",
            "Engaged",
            Relation.CLOSELY_LINKS,
        ),
    ],
)
def test_a_citation_is_taken_apart(words: str, capability: str, level: str, relation: Relation) -> None:
    assert parse_citation(words) == ParsedCitation("clf", capability, level, relation)


@pytest.mark.parametrize("words", ["", "Margaret Wheatley", "(see CLF)", "(CLF: Confidence)"])
def test_words_that_name_no_capability_at_a_level_are_no_citation(words: str) -> None:
    assert parse_citation(words) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Front-line Worker", "front-line-worker"),
        ("adaptability/flexibility", "adaptability-flexibility"),
        ("Führung & Mut", "fuhrung-mut"),
    ],
)
def test_a_slug_is_readable(text: str, expected: str) -> None:
    assert slug(text) == expected
