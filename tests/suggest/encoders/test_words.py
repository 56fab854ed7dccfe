from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.suggest.encoders.words import Words, alone, in_a_row, in_place


def states(*rows: Sequence[float]) -> np.ndarray:
    return np.array(rows, dtype=np.float32)


def test_words_are_in_order_and_in_lower_case_and_signs_are_no_words() -> None:
    text = "“Don't  PANIC”: 1,000 naïve e-mails (now)…"
    every_character = [(at, at + 1) for at in range(len(text))]
    found = in_place(text, every_character, np.ones((len(text), 2), dtype=np.float32))
    assert found.words == ("don", "t", "panic", "1", "000", "naïve", "e", "mails", "now")


def test_an_accent_written_as_a_character_of_its_own_cuts_no_word() -> None:
    text = "nai\u0308ve"
    assert in_place(text, [(0, len(text))], states([1, 0])).words == (text,)


def test_a_words_vector_is_the_mean_of_its_pieces_at_unit_length_in_half_precision() -> None:
    found = in_place("Well led.", [(0, 2), (2, 4), (5, 8), (8, 9)], states([4, 0], [4, 6], [0, 5], [9, 9]))
    assert found.vectors.dtype == np.float16
    np.testing.assert_allclose(found.vectors, [[0.8, 0.6], [0.0, 1.0]], atol=1e-3)


def test_the_models_own_marks_belong_to_no_word() -> None:
    marked = in_place("Led.", [(0, 0), (0, 3), (3, 4), (0, 0)], states([9, 9], [1, 0], [9, 9], [9, 9]))
    np.testing.assert_array_equal(marked.vectors, [[1, 0]])


def test_the_pieces_of_a_prompt_before_the_text_belong_to_no_word() -> None:
    found = in_place("Led.", [(-7, -2), (-1, 0), (0, 4)], states([9, 9], [9, 9], [1, 0]))
    assert found.words == ("led",)
    np.testing.assert_array_equal(found.vectors, [[1, 0]])


def test_a_tokenizer_that_leaves_spaces_and_signs_with_the_words_gives_the_same_words() -> None:
    found = in_place("Hears (people, staff).", [(0, 5), (5, 14), (14, 22)], states([1, 0], [0, 1], [1, 0]))
    assert found.words == ("hears", "people", "staff")
    np.testing.assert_array_equal(found.vectors, [[1, 0], [0, 1], [1, 0]])


def test_a_piece_that_holds_two_words_counts_for_both() -> None:
    found = in_place("of the", [(0, 6)], states([0, 1]))
    assert found.words == ("of", "the")
    np.testing.assert_array_equal(found.vectors, [[0, 1], [0, 1]])


def test_a_word_that_the_model_does_not_see_is_left_out() -> None:
    assert in_place("seen unseen", [(0, 4)], states([1, 0])).words == ("seen",)


def test_states_of_zeros_give_a_vector_of_zeros() -> None:
    assert not in_place("led", [(0, 3)], states([0, 0])).vectors.any()


def test_a_text_of_signs_has_no_words_and_no_rows() -> None:
    found = in_place("– ?", [(0, 1), (2, 3)], states([1, 0, 0], [0, 1, 0]))
    assert found.words == ()
    assert found.vectors.shape == (0, 3)


@given(st.lists(st.text("ab.- ", min_size=1, max_size=5), max_size=8))
def test_pieces_that_cover_the_text_find_every_word(pieces: list[str]) -> None:
    ends = np.cumsum([0, *map(len, pieces)])
    places = list(pairwise(ends))
    text = "".join(pieces)
    found = in_place(text, places, np.ones((len(pieces), 2), dtype=np.float32))
    assert list(found.words) == text.replace(".", " ").replace("-", " ").split()
    assert found.vectors.shape == (len(found.words), 2)


def lengths(words: Sequence[str]) -> np.ndarray:
    return np.array([[len(word), 0.0] if word != "nothing" else [0.0, 0.0] for word in words])


def test_alone_each_distinct_word_is_encoded_once_and_as_it_is_written() -> None:
    asked: list[str] = []

    def encode(words: Sequence[str]) -> np.ndarray:
        asked.extend(words)
        return lengths(words)

    first, second = alone(["NHS staff, e-mails.", "Staff don’t: staff"], encode=encode, dimension=2)
    assert asked == ["NHS", "staff", "e-mails", "Staff", "don’t"]
    assert first.words == ("nhs", "staff", "e-mails")
    assert second.words == ("staff", "don’t", "staff")
    np.testing.assert_array_equal(second.vectors, [[1, 0], [1, 0], [1, 0]])


def test_a_word_of_which_the_model_makes_nothing_has_a_vector_of_zeros() -> None:
    (found,) = alone(["Says nothing"], encode=lengths, dimension=2)
    np.testing.assert_array_equal(found.vectors, np.array([[1, 0], [0, 0]], dtype=np.float16))


def test_texts_without_words_do_not_bother_the_model() -> None:
    def encode(words: Sequence[str]) -> np.ndarray:
        raise AssertionError

    (found,) = alone(["– ?"], encode=encode, dimension=2)
    assert found.words == ()
    assert found.vectors.shape == (0, 2)


@pytest.mark.parametrize("cut", range(4))
def test_parts_in_a_row_have_all_the_words(cut: int) -> None:
    words, vectors = ("a", "b", "c"), np.eye(3, dtype=np.float16)
    whole = in_a_row([Words(words[:cut], vectors[:cut]), Words(words[cut:], vectors[cut:])])
    assert whole.words == words
    np.testing.assert_array_equal(whole.vectors, vectors)
