import hashlib
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.embedding_cache import CachedEncoder
from crosswalk.errors import EncoderError, OutputError
from crosswalk.suggest.encoders import Vectors
from crosswalk.suggest.encoders.minilm import MiniLM

TEXTS = ["Leads.", "Listens.", "Plans.", "Leads."]


class Hashing:
    """An encoder of no meaning: a text's vector is made of its hash."""

    def __init__(self, name: str = "hashing", dimension: int = 8) -> None:
        self.name = name
        self.dimension = dimension
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
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
