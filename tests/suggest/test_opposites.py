import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Mapping, Polarity
from crosswalk.suggest import suggest
from crosswalk.suggest.encoders import load_encoder
from crosswalk.suggest.opposites import negated, opposition
from crosswalk.suggest.views import BACK, FORTH, LETTERS, PLACE, WHOLE
from crosswalk.vocabulary import LinkKind, Predicate
from tests.suggest.sides import framework

#: Indicators of no special topic, to be told apart from.
OTHERS = (
    "Keeps within the budget.",
    "Plans ahead for the coming years.",
    "Chairs meetings on time.",
    "Recruits staff fairly.",
    "Learns new skills every year.",
    "Keeps records safely.",
    "Speaks at conferences.",
    "Buys equipment wisely.",
    "Looks after the buildings.",
    "Writes clear reports.",
)


@pytest.fixture(scope="module")
def opposites(suggestions: list[Mapping]) -> list[Mapping]:
    return [m for m in suggestions if m.predicate_id is Predicate.OPPOSITE]


@pytest.fixture(scope="module")
def negative(real_catalogue: Catalogue) -> set[str]:
    return {s.id for s in real_catalogue.statements if s.polarity is Polarity.NEGATIVE}


def test_only_a_behaviour_and_a_warning_can_be_opposites() -> None:
    views = {WHOLE: np.array([[2.0, -1.0], [0.0, -1.0]])}
    opposed = np.array([[False, True], [True, False]])

    found = opposition(views, opposed)

    assert np.isneginf(found).tolist() == [[True, False], [False, True]]
    assert found[1, 0] > found[0, 1]


def test_every_view_of_the_topic_has_its_say_and_shared_letters_have_none() -> None:
    topic = {name: np.array([[1.0, 0.0]]) for name in (WHOLE, FORTH, BACK, PLACE)}
    against = {LETTERS: np.array([[-9.0, 9.0]])}

    found = opposition(topic | against, np.array([[True, True]]))

    assert found.tolist() == [[1.0, -1.0]]


def test_each_warning_gets_the_likeliest_behaviour_if_one_stands_out() -> None:
    score = np.array([[2.6, 3.0, -np.inf], [2.4, 0.0, -np.inf], [9.0, 9.0, 9.0]])

    # The first has two that stand out, the second none, and the third does not warn.
    assert negated(score, np.array([True, True, False])) == [(0, 1)]


def test_of_equally_likely_ones_the_first_is_taken() -> None:
    assert negated(np.array([[3.0, 3.0 + 1e-9]]), np.array([True])) == [(0, 0)]


@pytest.mark.parametrize("shape", [(0, 0), (0, 2), (2, 0)])
def test_a_side_without_statements_has_no_opposites(shape: tuple[int, int]) -> None:
    assert negated(np.zeros(shape), np.ones(shape[0], dtype=bool)) == []


def test_every_opposite_is_of_a_warning_and_a_behaviour(opposites: list[Mapping], negative: set[str]) -> None:
    assert opposites
    for mapping in opposites:
        assert mapping.subject_id in negative
        assert mapping.object_id not in negative
        assert mapping.kind is LinkKind.SUGGESTED
        assert mapping.confidence is None


def test_no_warning_is_suggested_as_anything_but_an_opposite(
    suggestions: list[Mapping], negative: set[str]
) -> None:
    for mapping in suggestions:
        if mapping.predicate_id is not Predicate.OPPOSITE:
            assert not negative & {mapping.subject_id, mapping.object_id}


def test_a_warning_has_at_most_one_opposite_in_each_framework(opposites: list[Mapping]) -> None:
    found = [(m.subject_id, m.object_id.partition(":")[0]) for m in opposites]

    assert len(found) == len(set(found))


def test_a_warning_has_its_opposite_in_its_own_framework_too(
    opposites: list[Mapping], real_catalogue: Catalogue
) -> None:
    said = {
        (real_catalogue.statement(m.subject_id).text, real_catalogue.statement(m.object_id).text)
        for m in opposites
        if m.object_id.startswith("grade9:")
    }

    assert (
        "Does not share information with other stakeholders",
        "Shares information with partners when appropriate.",
    ) in said


def test_most_warnings_of_the_corpus_have_an_opposite_somewhere(
    opposites: list[Mapping], negative: set[str], real_catalogue: Catalogue
) -> None:
    warnings = {i for i in negative if real_catalogue.statement(i).kind is Kind.INDICATOR}

    assert len({m.subject_id for m in opposites}) > len(warnings) / 2


def opposites_of(*frameworks: Framework) -> set[tuple[str, str]]:
    found = suggest(Catalogue(frameworks), load_encoder()).mappings
    return {(m.subject_id, m.object_id) for m in found if m.predicate_id is Predicate.OPPOSITE}


def test_where_nobody_marks_warnings_their_wording_finds_them_an_opposite() -> None:
    ours = framework("x", "Fails to share information with partners.", *OTHERS[:5])
    theirs = framework("y", "Shares information with partners.", *OTHERS[5:])

    assert opposites_of(ours, theirs) == {("x:01", "y:01")}


def test_praise_that_sounds_like_a_warning_has_no_opposite_beside_marked_ones() -> None:
    warning, praise = "Takes over the work of others.", "Does not take over the work of others."

    assert opposites_of(framework("x", warning, praise, *OTHERS, negative=(1,))) == {("x:01", "x:02")}


def test_where_no_behaviour_is_near_a_warning_has_no_opposite() -> None:
    warning = "Ignores the weather forecast."

    assert opposites_of(framework("x", warning, *OTHERS[:5]), framework("y", *OTHERS[5:])) == set()
