from dataclasses import replace

import numpy as np

from crosswalk.evaluation.methods import Ours, PlainCosine, full_texts, own_texts
from crosswalk.suggest.scoring import compare
from crosswalk.suggest.weights import Learnt, shipped
from crosswalk.vocabulary import Predicate
from tests.suggest.sides import Counting, encoded, side
from tests.worlds import LetterEncoder

LEFT = side("Heat", "", texts=("", "Is warm."), parts=(("Burns.", "Glows."), ()))
RIGHT = side("Heating", "Ice", parts=(("Burns.",), ("Is cold.",)))


def learnt(encoder: str) -> Learnt:
    return Learnt(replace(shipped().parts, encoder=encoder), replace(shipped().leaves, encoder=encoder))


def test_plain_texts_are_joined_by_spaces() -> None:
    assert own_texts(LEFT) == ["Heat", "Is warm."]
    assert full_texts(LEFT) == ["Heat Burns. Glows.", "Is warm."]


def test_plain_cosine_compares_whole_texts_and_nothing_else() -> None:
    encoder = LetterEncoder()
    own, full = (PlainCosine(encoder, everything=everything)(LEFT, RIGHT) for everything in (False, True))

    np.testing.assert_allclose(
        own, encoder.encode(own_texts(LEFT)) @ encoder.encode(own_texts(RIGHT)).T, atol=1e-6
    )
    np.testing.assert_allclose(
        full, encoder.encode(full_texts(LEFT)) @ encoder.encode(full_texts(RIGHT)).T, atol=1e-6
    )
    assert not np.allclose(own, full)


def test_what_is_measured_is_what_orders_suggestions() -> None:
    ours = Ours(LetterEncoder(), learnt("letters"))
    comparison = compare(*encoded(LEFT, RIGHT), learnt("letters"))

    np.testing.assert_array_equal(ours(LEFT, RIGHT), comparison.score)
    np.testing.assert_array_equal(ours.confidence(LEFT, RIGHT), comparison.confidence)


def test_a_model_that_nothing_was_learnt_with_claims_nothing() -> None:
    ours = Ours(LetterEncoder(), learnt("another model"))

    assert ours.confidence(LEFT, RIGHT) is None
    assert ours.relations(LEFT, RIGHT).of(0, 0) is Predicate.UNSPECIFIED
    assert ours(LEFT, RIGHT).shape == (2, 2)


def test_two_sides_are_encoded_once_whatever_is_asked_of_them() -> None:
    counting = Counting()
    ours = Ours(counting, learnt("letters"))

    ours(LEFT, RIGHT), ours.confidence(LEFT, RIGHT), ours.relations(LEFT, RIGHT)

    assert len(counting.asked) == len(set(counting.asked))
