from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.views import ABOVE
from crosswalk.suggest.weights import Learnt, Shape, Weights, shipped, untaught
from crosswalk.workspace import Workspace
from tests.suggest.sides import Counting, framework
from tests.worlds import LetterEncoder


def test_any_two_documents_are_compared_once(world: Catalogue) -> None:
    pairwise = Pairwise(world, LetterEncoder())

    first = pairwise.compared("ash", "elm", Kind.ELEMENT)

    assert pairwise.compared("ash", "elm", Kind.ELEMENT) is first
    assert first.left.side.ids == ("ash:1.1", "ash:1.2")
    assert first.right.side.ids == ("elm:1", "elm:2")
    assert first.cosines.shape == first.comparison.score.shape == (2, 2)


@pytest.mark.parametrize("name", ["oak", "no-such"])
def test_what_is_no_document_is_not_compared(world: Catalogue, name: str) -> None:
    with pytest.raises(KeyError):
        Pairwise(world, LetterEncoder()).compared("ash", name, Kind.ELEMENT)


def test_indicators_of_elements_that_are_alike_are_alike_for_that_already(real: Pairwise) -> None:
    elements = real.compared("lqf", "grade9", Kind.ELEMENT).comparison.score
    indicators = real.compared("lqf", "grade9", Kind.INDICATOR)

    best = np.unravel_index(elements.argmax(), elements.shape)
    assert indicators.left.side.above is not None
    assert indicators.right.side.above is not None
    below = [
        np.flatnonzero(np.asarray(side.side.above.rows) == place)
        for side, place in zip((indicators.left, indicators.right), best, strict=True)
    ]
    above = indicators.comparison.views[ABOVE]
    np.testing.assert_allclose(above[np.ix_(*below)], above.max())


def test_nothing_that_warns_and_nothing_without_anything_in_common_may_be_suggested() -> None:
    catalogue = Catalogue(
        [framework("x", "abab abab", "Shares."), framework("y", "cdcd", "abab", "shares!", negative=(3,))]
    )

    two = Pairwise(catalogue, LetterEncoder()).compared("x", "y", Kind.INDICATOR)

    assert two.cosines[0, 0] == 0
    assert two.candidates.allowed.tolist() == [[False, True, False], [False, False, False]]


def test_the_default_model_knows_how_probable_a_match_is(real: Pairwise) -> None:
    for kind in (Kind.ELEMENT, Kind.INDICATOR):
        two = real.compared("lqf", "grade9", kind)
        best = np.unravel_index(np.argmax(two.comparison.score), two.comparison.score.shape)

        confidence = two.confidence((int(best[0]), int(best[1])))
        assert confidence is not None
        assert confidence > 0.5
        assert confidence == round(confidence, 3)


def test_another_model_knows_no_probability(world: Catalogue) -> None:
    two = Pairwise(world, LetterEncoder()).compared("ash", "elm", Kind.ELEMENT)

    assert two.comparison.confidence is None
    assert two.confidence((0, 0)) is None


@pytest.mark.usefixtures("few_pairs_are_enough")
def test_a_model_that_was_learnt_with_knows_its_probabilities(world: Catalogue) -> None:
    learnt = replace(shipped(), parts=replace(shipped().parts, encoder="letters"))
    pairwise = Pairwise(world, LetterEncoder(), learnt=learnt)

    assert pairwise.compared("ash", "elm", Kind.ELEMENT).confidence((0, 0)) is not None
    assert pairwise.compared("ash", "elm", Kind.INDICATOR).confidence((0, 0)) is None


def test_the_shape_that_a_user_names_holds_for_all_comparisons(world: Catalogue) -> None:
    free, said = (Pairwise(world, LetterEncoder(), shape=shape) for shape in (None, Shape.MANY_TO_ONE))

    scores = [
        [pairwise.compared(*two, kind).comparison.score for pairwise in (free, said)]
        for two in (("ash", "elm"), ("elm", "ash"))
        for kind in (Kind.ELEMENT, Kind.INDICATOR)
    ]

    # Elements count as one-to-one unless somebody says otherwise, lists as many-to-one.
    assert [np.allclose(*both) for both in scores] == [False, True, False, True]


def biased(weights: Weights, view: str) -> Weights:
    """Nothing counts but one view."""
    return replace(weights, shares={view: 1.0})


def other_weights() -> Learnt:
    return Learnt(
        parts=biased(shipped().parts, "letters its words share"),
        leaves=replace(shipped().leaves, slope=2.0),
    )


def test_to_teach_it_other_weights_encodes_nothing_and_looks_at_nothing_again(world: Catalogue) -> None:
    encoder = Counting()
    first = Pairwise(world, encoder)
    first.compared("ash", "elm", Kind.INDICATOR)
    asked = len(encoder.asked)

    taught = first.taught(other_weights())

    assert taught.compared("ash", "elm", Kind.ELEMENT).left is first.compared("ash", "elm", Kind.ELEMENT).left
    assert taught.unweighed("ash", "elm", Kind.ELEMENT) is first.unweighed("ash", "elm", Kind.ELEMENT)
    assert len(encoder.asked) == asked


def test_taught_it_gives_what_it_would_have_given_with_these_weights_from_the_start(
    real: Pairwise, built: Path
) -> None:
    encoder = Workspace(built).encoder(DEFAULT_ENCODER)
    fresh = Pairwise(real.catalogue, encoder, learnt=other_weights())
    # Another shape needs other views.
    turned = replace(other_weights().leaves, shape=Shape.ONE_TO_ONE)

    for learnt, expected in (
        (other_weights(), fresh),
        (
            replace(other_weights(), leaves=turned),
            Pairwise(real.catalogue, encoder, learnt=replace(other_weights(), leaves=turned)),
        ),
    ):
        taught = real.taught(learnt)
        for kind in (Kind.ELEMENT, Kind.INDICATOR):
            found, said = (p.compared("lqf", "grade9", kind).comparison for p in (taught, expected))
            np.testing.assert_array_equal(found.score, said.score)
            np.testing.assert_array_equal(found.confidence, said.confidence)
            assert list(found.views) == list(said.views)


def test_what_elements_were_taught_changes_what_stands_above_indicators(real: Pairwise) -> None:
    only_elements = Learnt(parts=other_weights().parts, leaves=shipped().leaves)

    before, after = (
        pairwise.compared("lqf", "grade9", Kind.INDICATOR).comparison.views
        for pairwise in (real, real.taught(only_elements))
    )

    assert not np.allclose(before[ABOVE], after[ABOVE])
    assert all(before[name] is after[name] for name in before if name != ABOVE)


def test_teaching_leaves_the_first_one_as_it_was(world: Catalogue) -> None:
    first = Pairwise(world, LetterEncoder(), learnt=untaught())
    before = first.compared("ash", "elm", Kind.ELEMENT)

    taught = first.taught(other_weights())

    assert taught.learnt == other_weights().for_encoder("letters")
    assert first.learnt == untaught()
    assert first.compared("ash", "elm", Kind.ELEMENT) is before
    assert taught.compared("ash", "elm", Kind.ELEMENT) is not before


def test_the_shape_that_a_user_names_stays_when_it_is_taught(world: Catalogue) -> None:
    said = Pairwise(world, LetterEncoder(), shape=Shape.MANY_TO_ONE).taught(other_weights())
    free = Pairwise(world, LetterEncoder()).taught(other_weights())

    scores = [p.compared("ash", "elm", Kind.ELEMENT).comparison.score for p in (said, free)]

    assert not np.allclose(*scores)
