import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.suggest.relation import Relations
from crosswalk.suggest.side import Side
from crosswalk.vocabulary import PREDICATE_WORDS, Predicate
from tests.suggest.sides import encoded, side

LONG = "Shares information openly with colleagues, partners, families, neighbours and clerks"
LONGER = f"{LONG}; buys eggs, ham, jam, ox, yolk, zoo, quiz, fizz, glyph, rhythm, buzz, chutney"
TURNED = {Predicate.NARROW: Predicate.BROAD, Predicate.BROAD: Predicate.NARROW}


def relation(left: Side, right: Side, confidence: float | None) -> Predicate:
    """Of the first thing of each side; the second things are there to be told apart from."""
    known = None if confidence is None else np.full((len(left), len(right)), confidence)
    return Relations(*encoded(left, right), known).of(0, 0)


@pytest.mark.parametrize("confidence", [None, 0.0, 0.2, 0.9])
def test_identical_wordings_are_the_same_whatever_else_is_known(confidence: float | None) -> None:
    assert relation(side("Courage"), side("Courage"), confidence) is Predicate.EXACT


def test_capitals_spaces_and_a_full_stop_do_not_make_another_statement() -> None:
    left, right = side(texts=("Shares  what\nit knows.",)), side(texts=("shares what it knows",))

    assert relation(left, right, None) is Predicate.EXACT


def test_things_are_identical_if_their_indicators_are_too_in_any_order() -> None:
    left = side("Courage", parts=(("Dares.", "Speaks up."),))

    assert relation(left, side("Courage", parts=(("Speaks up.", "Dares."),)), None) is Predicate.EXACT
    assert relation(left, side("Courage", parts=(("Dares.",),)), None) is Predicate.UNSPECIFIED


def test_without_a_probability_nothing_is_said() -> None:
    assert relation(side("Courage"), side("Money"), None) is Predicate.UNSPECIFIED


@pytest.mark.parametrize(
    ("confidence", "said"),
    [
        (0.0, Predicate.UNSPECIFIED),
        (0.049, Predicate.UNSPECIFIED),
        (0.05, Predicate.RELATED),
        (0.499, Predicate.RELATED),
        (0.5, Predicate.CLOSE),
        (1.0, Predicate.CLOSE),
    ],
)
def test_how_much_is_said_depends_on_the_probability(confidence: float, said: Predicate) -> None:
    assert relation(side("Sharing what one knows"), side("Money"), confidence) is said


def test_a_likely_pair_that_is_called_the_same_is_the_same() -> None:
    left = side("Sharing information", parts=(("Tells others.",),))
    right = side("Sharing of information", parts=(("Speaks up.",),))

    assert relation(left, right, 0.6) is Predicate.EXACT
    assert relation(left, right, 0.4) is Predicate.RELATED


def test_texts_without_headings_are_not_called_anything() -> None:
    left, right = side(texts=("Sharing information",)), side(texts=("Sharing of information",))

    assert relation(left, right, 0.6) is Predicate.CLOSE


def test_what_covers_all_of_the_other_and_more_is_wider() -> None:
    left = side("Qqq", parts=(("Aaa aaa.", "Bcd efg."),))
    right = side("Zzz", parts=(("Aaa aaa.",),))

    assert relation(left, right, 0.6) is Predicate.NARROW
    assert PREDICATE_WORDS[Predicate.NARROW] == "is wider than"
    assert relation(right, left, 0.6) is Predicate.BROAD
    assert PREDICATE_WORDS[Predicate.BROAD] == "is narrower than"


def test_wider_or_narrower_needs_a_likely_pair_but_no_match() -> None:
    left = side("Qqq", parts=(("Aaa aaa.", "Bcd efg."),))
    right = side("Zzz", parts=(("Aaa aaa.",),))

    assert relation(left, right, 0.3) is Predicate.NARROW
    assert relation(left, right, 0.29) is Predicate.RELATED


def test_of_two_texts_the_one_that_says_all_of_the_other_and_more_is_wider() -> None:
    left, right = side(texts=(LONGER,)), side(texts=(LONG,))

    assert relation(left, right, 0.6) is Predicate.NARROW
    assert relation(right, left, 0.6) is Predicate.BROAD


def test_a_few_words_are_not_narrower_only_because_they_are_few() -> None:
    assert relation(side(texts=(LONG,)), side(texts=("Shares information",)), 0.6) is Predicate.CLOSE


def test_a_thing_with_indicators_is_not_measured_against_one_without() -> None:
    left = side("Sharing and money", parts=(("Aaa aaa.", "Bcd efg."),))

    assert relation(left, side("Courage"), 0.6) is Predicate.CLOSE


TITLES = st.lists(
    st.sampled_from(["Sharing", "Sharing it", "Courage", LONG, LONGER, "Money"]), min_size=1, max_size=3
)


@given(TITLES, TITLES, st.floats(0, 1), st.booleans(), st.booleans())
def test_seen_from_the_other_side_the_relation_is_the_other_way_round(
    first: list[str], second: list[str], confidence: float, left_below: bool, right_below: bool
) -> None:
    def of(titles: list[str], below: bool) -> Side:
        return side(*titles, parts=[(f"{title}.", "Dares.") for title in titles] if below else ())

    both = encoded(of(first, left_below), of(second, right_below))
    known = np.full((len(first), len(second)), confidence)
    forth, back = Relations(*both, known), Relations(*both[::-1], known.T)

    for row in range(len(first)):
        for column in range(len(second)):
            said = forth.of(row, column)
            assert back.of(column, row) is TURNED.get(said, said)
