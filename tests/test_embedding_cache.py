import hashlib
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.embedding_cache import CachedEncoder
from crosswalk.errors import EncoderError, OutputError
from crosswalk.suggest.encoders import Reading, Vectors
from crosswalk.suggest.encoders.minilm import MiniLM
from tests.worlds import read_alone

TEXTS = ["Leads.", "Listens.", "Plans.", "Leads."]


class Hashing:
    """An encoder of no meaning: a text's vector is made of its hash."""

    def __init__(self, name: str = "hashing", dimension: int = 8) -> None:
        self.name = name
        self.dimension = dimension
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return self._vectors(texts)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        self.asked.extend(texts)
        return read_alone(texts, self._vectors)

    def _vectors(self, texts: Sequence[str]) -> Vectors:
        digests = [hashlib.sha256(f"{self.name} {text}".encode()).digest() for text in texts]
        rows = np.array([[1.0 + b for b in d[: self.dimension]] for d in digests])
        rows = rows.reshape(len(texts), self.dimension)
        return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / ".crosswalk" / "vectors.sqlite"


def test_the_second_time_nothing_is_encoded(path: Path) -> None:
    first, second = CachedEncoder(Hashing(), path), CachedEncoder(Hashing(), path)
    np.testing.assert_array_equal(first.encode(TEXTS), second.encode(TEXTS))
    assert (first.encoded, first.reused) == (3, 0)
    assert (second.encoded, second.reused) == (0, 3)
    assert second._encoder.asked == []


def test_each_different_text_is_encoded_once_and_counted_once(path: Path) -> None:
    encoder = Hashing()
    cached = CachedEncoder(encoder, path)
    cached.encode(TEXTS)
    cached.encode(["Listens.", "Budgets."])
    assert encoder.asked == ["Leads.", "Listens.", "Plans.", "Budgets."]
    assert (cached.encoded, cached.reused) == (4, 0)


def test_the_name_is_that_of_the_encoder_behind(path: Path) -> None:
    assert CachedEncoder(Hashing(name="x"), path).name == "x"


def test_encoders_of_different_names_do_not_share_vectors(path: Path) -> None:
    CachedEncoder(Hashing(name="one"), path).encode(TEXTS)
    other = CachedEncoder(Hashing(name="other"), path)
    np.testing.assert_array_equal(other.encode(TEXTS), Hashing(name="other").encode(TEXTS))
    assert other.encoded == 3


def test_no_texts_give_no_rows_and_make_no_file(path: Path) -> None:
    assert CachedEncoder(Hashing(), path).encode([]).shape == (0, 8)
    assert not path.parent.exists()


@given(st.lists(st.lists(st.text(max_size=5), max_size=6), max_size=4))
def test_cached_vectors_are_those_of_the_encoder_behind(
    tmp_path_factory: pytest.TempPathFactory, calls: list[list[str]]
) -> None:
    cached = CachedEncoder(Hashing(), tmp_path_factory.mktemp("cache") / "vectors.sqlite")
    for texts in calls:
        np.testing.assert_array_equal(cached.encode(texts), Hashing().encode(texts))


def test_the_default_encoders_vectors_are_the_same_with_a_cold_a_partly_warm_and_a_warm_cache(
    tmp_path: Path,
) -> None:
    texts = [
        "Leads.",
        "Listens to people who use services.",
        "Plans.",
        "Prepares the annual budget.",
        "Acts.",
    ]
    direct = MiniLM().encode(texts)
    partly = tmp_path / "partly.sqlite"
    CachedEncoder(MiniLM(), partly).encode(texts[::2])
    for path in (tmp_path / "cold.sqlite", partly, partly):
        np.testing.assert_array_equal(CachedEncoder(MiniLM(), path).encode(texts), direct)


def test_more_texts_than_sqlite_takes_variables_are_kept_and_found(path: Path) -> None:
    texts = [f"Statement {number}." for number in range(40_000)]
    CachedEncoder(Hashing(), path).encode(texts)
    again = CachedEncoder(Hashing(), path)
    np.testing.assert_array_equal(again.encode(texts), Hashing().encode(texts))
    assert (again.encoded, again.reused) == (0, 40_000)


def test_vectors_that_cannot_be_used_are_not_kept(path: Path) -> None:
    class Broken(Hashing):
        def encode(self, texts: Sequence[str]) -> Vectors:
            return super().encode(texts) * np.float32(np.nan)

    with pytest.raises(EncoderError, match=r"not finite .* 'Leads.'"):
        CachedEncoder(Broken(), path).encode(TEXTS)
    CachedEncoder(Hashing(), path).encode(TEXTS)


def test_an_error_of_the_encoder_keeps_what_was_there(path: Path) -> None:
    class Failing(Hashing):
        def encode(self, texts: Sequence[str]) -> Vectors:
            if texts:
                raise EncoderError("it fails")
            return super().encode(texts)

    CachedEncoder(Hashing(), path).encode(TEXTS)
    with pytest.raises(EncoderError, match=r"it fails"):
        CachedEncoder(Failing(), path).encode([*TEXTS, "Budgets."])
    assert CachedEncoder(Failing(), path).encode(TEXTS).shape == (4, 8)


@pytest.mark.parametrize("damage", [b"half-written", b"SQLite format 3\0" + b"\xff" * 4096])
def test_a_file_that_is_no_cache_is_an_error_that_says_to_delete_it(path: Path, damage: bytes) -> None:
    path.parent.mkdir()
    path.write_bytes(damage)
    with pytest.raises(OutputError, match=r"vectors\.sqlite: the kept vectors are damaged.*Delete this file"):
        CachedEncoder(Hashing(), path).encode(TEXTS)
    assert path.read_bytes() == damage


def test_a_file_cut_off_in_the_middle_is_an_error_that_says_to_delete_it(path: Path) -> None:
    texts = [f"Statement {number}." for number in range(2000)]
    CachedEncoder(Hashing(), path).encode(texts)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(OutputError, match=r"damaged.*Delete this file"):
        CachedEncoder(Hashing(), path).encode(texts)


def test_an_empty_file_is_a_cache_with_nothing_in_it(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    assert CachedEncoder(Hashing(), path).encode(TEXTS).shape == (4, 8)


def test_a_vector_of_another_length_is_an_error_that_says_to_delete_the_file(path: Path) -> None:
    CachedEncoder(Hashing(dimension=8), path).encode(TEXTS)
    with pytest.raises(OutputError, match=r"one has not 4 values.*Delete this file"):
        CachedEncoder(Hashing(dimension=4), path).encode(TEXTS)


def test_a_vector_changed_on_disk_is_an_error_that_says_to_delete_the_file(path: Path) -> None:
    CachedEncoder(Hashing(), path).encode(TEXTS)
    connection = sqlite3.connect(path)
    connection.execute("UPDATE vectors SET vector = zeroblob(32)")
    connection.commit()
    connection.close()
    with pytest.raises(OutputError, match=r"damaged .*vector of zeros.*Delete this file"):
        CachedEncoder(Hashing(), path).encode(TEXTS)


def test_a_table_of_another_layout_is_an_error_that_says_to_delete_the_file(path: Path) -> None:
    path.parent.mkdir()
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE vectors (something)")
    connection.commit()
    connection.close()
    with pytest.raises(OutputError, match=r"damaged .*no such column.*Delete this file"):
        CachedEncoder(Hashing(), path).encode(TEXTS)


def test_a_folder_that_cannot_be_made_is_an_error_before_anything_is_encoded(path: Path) -> None:
    path.parent.write_text("a file where the folder should be")
    encoder = Hashing()
    with pytest.raises(OutputError, match=r"cannot be read or written.*Make the folder writable"):
        CachedEncoder(encoder, path).encode(TEXTS)
    assert encoder.asked == []


def test_a_folder_in_the_files_place_is_an_error(path: Path) -> None:
    path.mkdir(parents=True)
    with pytest.raises(OutputError, match=r"cannot be read or written .*unable to open"):
        CachedEncoder(Hashing(), path).encode(TEXTS)


def test_a_complete_cache_serves_while_another_build_is_writing(path: Path) -> None:
    CachedEncoder(Hashing(), path).encode(TEXTS)
    writing = sqlite3.connect(path, isolation_level=None)
    writing.execute("BEGIN IMMEDIATE")
    try:
        assert CachedEncoder(Hashing(), path).encode(TEXTS).shape == (4, 8)
    finally:
        writing.close()


def test_builds_at_the_same_time_do_not_disturb_each_other(path: Path) -> None:
    texts = [f"Statement {number}." for number in range(300)]

    def build(start: int) -> Vectors:
        return CachedEncoder(Hashing(), path).encode(texts[start:] + texts[:start])

    with ThreadPoolExecutor(8) as pool:
        for start, vectors in zip(range(0, 300, 30), pool.map(build, range(0, 300, 30)), strict=True):
            np.testing.assert_array_equal(vectors, Hashing().encode(texts[start:] + texts[:start]))
    again = CachedEncoder(Hashing(), path)
    again.encode(texts)
    assert again.encoded == 0


def same(readings: list[Reading], others: list[Reading]) -> bool:
    """Bit for bit, shapes and types included."""
    return [
        (r.words, r.vector.tobytes(), r.word_vectors.dtype, r.word_vectors.shape, r.word_vectors.tobytes())
        for r in readings
    ] == [
        (r.words, r.vector.tobytes(), r.word_vectors.dtype, r.word_vectors.shape, r.word_vectors.tobytes())
        for r in others
    ]


def changed(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()


READ = ["Leads others, and listens.", "Plans für Größe.", "– ?", "Leads others, and listens."]


def test_the_second_time_nothing_is_read(path: Path) -> None:
    first, second = CachedEncoder(Hashing(), path), CachedEncoder(Hashing(), path)
    assert same(first.read(READ), second.read(READ))
    assert (first.encoded, first.reused) == (3, 0)
    assert (second.encoded, second.reused) == (0, 3)
    assert second._encoder.asked == []


def test_no_texts_give_no_readings_and_make_no_file(path: Path) -> None:
    assert CachedEncoder(Hashing(), path).read([]) == []
    assert not path.parent.exists()


@given(st.lists(st.tuples(st.booleans(), st.lists(st.text(max_size=5), max_size=6)), max_size=5))
def test_texts_encoded_and_read_in_any_order_have_the_vectors_of_the_encoder_behind(
    tmp_path_factory: pytest.TempPathFactory, calls: list[tuple[bool, list[str]]]
) -> None:
    path = tmp_path_factory.mktemp("cache") / "vectors.sqlite"
    for to_read, texts in calls:
        cached = CachedEncoder(Hashing(), path)
        if to_read:
            assert same(cached.read(texts), Hashing().read(texts))
        else:
            np.testing.assert_array_equal(cached.encode(texts), Hashing().encode(texts))


def test_the_default_encoders_readings_are_the_same_with_a_cold_a_partly_warm_and_a_warm_cache(
    tmp_path: Path,
) -> None:
    texts = ["Leads.", "Listens to people who use services.", "Plans – and acts.", "– ?"]
    direct = MiniLM().read(texts)
    partly = tmp_path / "partly.sqlite"
    CachedEncoder(MiniLM(), partly).read(texts[::2])
    CachedEncoder(MiniLM(), partly).encode(texts)
    for path in (tmp_path / "cold.sqlite", partly, partly):
        assert same(CachedEncoder(MiniLM(), path).read(texts), direct)


def test_a_text_that_was_read_need_not_be_encoded(path: Path) -> None:
    CachedEncoder(Hashing(), path).read(READ)
    again = CachedEncoder(Hashing(), path)
    np.testing.assert_array_equal(again.encode(READ), Hashing().encode(READ))
    assert again._encoder.asked == []
    assert (again.encoded, again.reused) == (0, 3)


def test_a_text_that_was_encoded_but_not_read_goes_through_the_encoder_and_is_counted_once(
    path: Path,
) -> None:
    CachedEncoder(Hashing(), path).encode(READ)
    again = CachedEncoder(Hashing(), path)
    again.encode(READ)
    again.read(READ[:1])
    assert again._encoder.asked == READ[:1]
    assert (again.encoded, again.reused) == (1, 2)


def test_a_file_from_before_words_were_kept_still_serves_its_vectors(path: Path) -> None:
    CachedEncoder(Hashing(), path).encode(READ)
    changed(path, "DROP TABLE readings")
    again = CachedEncoder(Hashing(), path)
    again.encode(READ)
    assert again.encoded == 0
    assert same(again.read(READ), Hashing().read(READ))
    assert CachedEncoder(Hashing(), path).read(READ)


def test_encoders_of_different_names_do_not_share_words(path: Path) -> None:
    CachedEncoder(Hashing(name="one"), path).read(READ)
    other = CachedEncoder(Hashing(name="other"), path)
    assert same(other.read(READ), Hashing(name="other").read(READ))


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        ("UPDATE readings SET word_vectors = zeroblob(7)", "one has not 32 values"),
        ("UPDATE readings SET words = 'leads'", "one has not 8 values"),
        ("UPDATE readings SET words = x'ff'", "one has not"),
        ("UPDATE readings SET word_vectors = CAST(zeroblob(62) || x'007e' AS BLOB)", "not finite"),
        ("UPDATE readings SET word_vectors = CAST(zeroblob(62) || x'0044' AS BLOB)", "not of unit length"),
        ("UPDATE vectors SET vector = zeroblob(32)", "vector of zeros"),
        ("ALTER TABLE readings RENAME COLUMN words TO something", "no such column"),
    ],
)
def test_a_reading_changed_on_disk_is_an_error_that_says_to_delete_the_file(
    path: Path, damage: str, said: str
) -> None:
    CachedEncoder(Hashing(), path).read(READ[:1])
    changed(path, damage)
    with pytest.raises(OutputError, match=rf"damaged .*{said}.*Delete this file"):
        CachedEncoder(Hashing(), path).read(READ[:1])


def test_words_that_cannot_be_used_are_not_kept(path: Path) -> None:
    class Broken(Hashing):
        def read(self, texts: Sequence[str]) -> list[Reading]:
            return [replace(r, word_vectors=r.word_vectors * np.float16(np.nan)) for r in super().read(texts)]

    with pytest.raises(EncoderError, match=r"not finite .* word 'leads'"):
        CachedEncoder(Broken(), path).read(READ)
    again = CachedEncoder(Hashing(), path)
    again.read(READ)
    assert again.encoded == 3


def test_an_encoder_that_leaves_out_a_text_is_an_error(path: Path) -> None:
    class Broken(Hashing):
        def read(self, texts: Sequence[str]) -> list[Reading]:
            return super().read(texts)[1:]

    with pytest.raises(EncoderError, match=r"for 3 texts"):
        CachedEncoder(Broken(), path).read(READ)


def test_builds_that_read_and_encode_at_the_same_time_do_not_disturb_each_other(path: Path) -> None:
    texts = [f"Statement {number} of many." for number in range(120)]

    def build(start: int) -> list[Reading]:
        cached = CachedEncoder(Hashing(), path)
        if start % 2:
            cached.encode(texts[start:])
        return cached.read(texts[start:] + texts[:start])

    with ThreadPoolExecutor(8) as pool:
        for start, readings in zip(range(0, 120, 15), pool.map(build, range(0, 120, 15)), strict=True):
            assert same(readings, Hashing().read(texts[start:] + texts[:start]))
    again = CachedEncoder(Hashing(), path)
    again.read(texts)
    assert again.encoded == 0
