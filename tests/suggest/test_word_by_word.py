from math import log

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.suggest import word_by_word
from crosswalk.suggest.encoders import Reading
from crosswalk.suggest.word_by_word import JOINING, Words, found_again, nearest_words, words_of
from tests.suggest.sides import words
from tests.worlds import LetterEncoder

EAST, NORTH, NORTH_EAST = (1.0, 0.0), (0.0, 1.0), (0.6, 0.8)


def read(*texts: str) -> list[Reading]:
    return LetterEncoder().read(texts)


@st.composite
def some_words(draw: st.DrawFn) -> Words:
    """Up to six texts of up to four words of unit vectors."""
    counts = draw(st.lists(st.integers(1, 4), min_size=1, max_size=6))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = rng.normal(size=(sum(counts), 3))
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    texts, start = [], 0
    for count in counts:
        texts.append([(float(rng.uniform(1, 5)), row) for row in rows[start : start + count]])
        start += count
    return words(*texts)


def test_each_word_looks_for_its_nearest_and_counts_by_its_rarity_worked_by_hand() -> None:
    left = words([(1, EAST), (3, NORTH)])
    right = words([(2, EAST)], [(1, NORTH_EAST), (1, EAST)])

    forth, back = found_again(left, right)

    # East finds itself and north finds nothing: (1 * 1 + 3 * 0) / 4; then east 1 and north 0.8.
    np.testing.assert_allclose(forth, [[1 / 4, (1 * 1 + 3 * 0.8) / 4]], atol=1e-6)
    # East is found; north-east is nearest to north (0.8), and east is found.
    np.testing.assert_allclose(back, [[1, (0.8 + 1) / 2]], atol=1e-6)


@given(some_words(), some_words())
def test_changing_sides_turns_forth_into_back(left: Words, right: Words) -> None:
    forth, back = found_again(left, right)
    turned_forth, turned_back = found_again(right, left)

    np.testing.assert_allclose(forth, turned_back.T, atol=1e-6)
    np.testing.assert_allclose(back, turned_forth.T, atol=1e-6)
    assert forth.min() >= -1.000001
    assert forth.max() <= 1.000001


@given(some_words())
def test_a_text_finds_all_of_itself_again(texts: Words) -> None:
    forth, back = found_again(texts, texts)

    np.testing.assert_allclose(np.diag(forth), 1, atol=1e-5)
    np.testing.assert_allclose(np.diag(back), 1, atol=1e-5)


@given(some_words(), some_words(), st.integers(1, 40))
def test_a_table_computed_block_by_block_is_the_table_computed_at_once(
    left: Words, right: Words, cells: int
) -> None:
    at_once = found_again(left, right)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(word_by_word, "_CELLS", cells)
        in_blocks = found_again(left, right)

    np.testing.assert_allclose(in_blocks, at_once, atol=1e-6)


@pytest.mark.parametrize("counts", [(0, 0), (0, 2), (2, 0)])
def test_a_side_without_texts_gives_empty_tables(counts: tuple[int, int]) -> None:
    left, right = words_of([read(*["Shares"] * count) for count in counts])

    forth, back = found_again(left, right)

    assert forth.shape == back.shape == counts


def test_words_that_only_join_others_are_left_out() -> None:
    (found,) = words_of([read("The sharing of information and of the power")])

    assert found.spelled == ("sharing", "information", "power")


def test_a_text_of_joining_words_alone_keeps_them() -> None:
    (found,) = words_of([read("To be or not to be", "Courage")])

    assert found.spelled == ("to", "be", "or", "not", "to", "be", "courage")
    assert set(found.spelled[:6]) <= JOINING
    assert found.end(0) == 6


def test_a_text_without_any_word_is_one_word_itself() -> None:
    signs = Reading(np.array([1, 0], np.float32), (), np.zeros((0, 2), np.float16))
    said = Reading(np.array([0, 1], np.float32), ("said",), np.array([[0, 1]], np.float16))

    (found,) = words_of([[signs, said]])

    assert found.spelled == ("", "said")
    assert len(found) == 2
    # A middle taken out of two leaves two opposites, whatever they were.
    np.testing.assert_allclose(found.vectors[0], -found.vectors[1], atol=1e-6)


def test_rare_words_weigh_more_and_rarity_is_taken_over_all_sides() -> None:
    left, right = words_of([read("care care courage", "care"), read("care")])

    # Three texts; care stands in all of them, however often, courage in one.
    np.testing.assert_allclose(left.weights, [1, 1, 1 + log(4 / 2), 1])
    np.testing.assert_allclose(right.weights, [1])


def one_word(word: str, *vector: float) -> Reading:
    row = np.array([vector], dtype=np.float16)
    return Reading(row[0].astype(np.float32), (word,), row)


def test_what_all_words_have_in_common_counts_for_nothing() -> None:
    # Both words lean far to the east, as all of them do; only north and south tell them apart.
    sides = words_of([[one_word("lead", 0.96, 0.28)], [one_word("care", 0.96, -0.28)]])

    forth, _ = found_again(*sides)

    assert forth[0, 0] == pytest.approx(-1, abs=1e-3)


def test_one_text_alone_keeps_its_words_as_they_are() -> None:
    (found,) = words_of([[one_word("courage", 0.6, 0.8)]])

    np.testing.assert_allclose(found.vectors, [[0.6, 0.8]], atol=1e-3)


def test_the_nearest_words_are_different_words_that_choose_each_other() -> None:
    left = Words(np.array([EAST, NORTH], np.float32), np.ones(2), np.array([0]), ("people", "rules"))
    right = Words(
        np.array([EAST, (0.8, 0.6), NORTH_EAST], np.float32),
        np.ones(3),
        np.array([0]),
        ("people", "staff", "law"),
    )

    # People finds itself, which tells nobody anything; staff would like people, who are taken.
    assert nearest_words(left, right) == [("rules", "law", pytest.approx(0.8))]
