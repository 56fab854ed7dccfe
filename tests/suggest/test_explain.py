import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import UnknownStatement
from crosswalk.suggest.explain import explain
from crosswalk.suggest.words import explanation_lines
from tests.worlds import LetterEncoder


def test_the_best_pair_is_first_from_both_sides(world: Catalogue) -> None:
    explanation = explain("ash:1.1", "elm:1", world, LetterEncoder())

    assert (explanation.from_subject.place, explanation.from_object.place) == (1, 1)
    assert explanation.together.score > 0
    assert explanation.instead.id == "elm:2"


def test_every_view_has_its_say_strongest_first(world: Catalogue) -> None:
    explanation = explain("ash:1.1", "elm:1", world, LetterEncoder())

    scores = [view.score for view in explanation.views]
    assert len(scores) == 4
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= view.below <= 1 for view in explanation.views)


def test_shared_words_are_named(world: Catalogue) -> None:
    explanation = explain("ash:1.1.first", "elm:1.1", world, LetterEncoder())

    assert explanation.shared == ("Shares information with", "partners")


def test_the_indicators_that_carry_a_pair_of_elements_are_named_best_first(world: Catalogue) -> None:
    carriers = explain("ash:1.1", "elm:1", world, LetterEncoder()).carriers

    assert (carriers[0].subject.id, carriers[0].object.id) == ("ash:1.1.first", "elm:1.1")
    assert [c.cosine for c in carriers] == sorted((c.cosine for c in carriers), reverse=True)


def test_a_negative_and_a_positive_indicator_are_said_to_be_opposed(world: Catalogue) -> None:
    explanation = explain("ash:1.1.first", "elm:1.n", world, LetterEncoder())

    assert explanation.opposed
    assert "never suggested as a match" in "\n".join(explanation_lines(explanation))


def test_the_lines_name_both_ends_their_places_and_the_ranks(world: Catalogue) -> None:
    said = "\n".join(explanation_lines(explain("ash:1.2", "elm:1", world, LetterEncoder())))

    assert "corpus/ash/source.txt:7-7" in said
    assert "Seen from ash:1.2, elm:1 is number" in said
    assert "not a probability" in said


@pytest.mark.parametrize(
    ("pair", "why"),
    [
        (("ash:1.1", "ash:1.2"), "of one framework"),
        (("ash:1.1", "elm:1.1"), "cannot be compared"),
        (("ash:1", "oak:1"), "Name two elements or two indicators"),
        (("ash:9", "elm:1"), "no statement has the id"),
    ],
)
def test_pairs_that_cannot_be_compared_are_refused_with_the_reason(
    world: Catalogue, pair: tuple[str, str], why: str
) -> None:
    with pytest.raises(UnknownStatement, match=why):
        explain(*pair, world, LetterEncoder())
