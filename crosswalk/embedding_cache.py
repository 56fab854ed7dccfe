"""Vectors kept between runs: a text that was encoded once is not encoded again.

The file may be deleted at any time; that costs time and nothing else.
"""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from crosswalk.errors import EncoderError, OutputError
from crosswalk.suggest.encoders import Encoder, Reading, Vectors
from crosswalk.suggest.encoders.usable import usable, usable_readings

#: On disk, vectors are little-endian whatever the machine.
_STORED = np.dtype("<f4")
_STORED_OF_WORDS = np.dtype("<f2")

#: Texts encoded and written at a time: a long run that is stopped keeps what it has done so far.
_CHUNK = 8192

#: Seconds to wait for another build that is writing.
_PATIENCE = 60.0

#: The vector of a text stands in the first table only, whether the text was encoded or read; its words stand
#: in the second, one a line.
_TABLES = (
    """
    CREATE TABLE IF NOT EXISTS vectors (
        encoder TEXT NOT NULL,
        text_sha256 BLOB NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (encoder, text_sha256)
    )
    """,
    """
    CREATE TABLE IF NOT EXISTS readings (
        encoder TEXT NOT NULL,
        text_sha256 BLOB NOT NULL,
        words TEXT NOT NULL,
        word_vectors BLOB NOT NULL,
        PRIMARY KEY (encoder, text_sha256)
    )
    """,
)

_ADD_VECTOR = "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)"
_ADD_READING = "INSERT OR IGNORE INTO readings VALUES (?, ?, ?, ?)"
_FIND_VECTOR = "SELECT vector FROM vectors WHERE encoder = ? AND text_sha256 = ?"
_FIND_READING = """
    SELECT vector, words, word_vectors FROM vectors JOIN readings USING (encoder, text_sha256)
    WHERE encoder = ? AND text_sha256 = ?
"""

_DELETE = "Delete this file; it only saves time, and the next build makes it anew."

#: What SQLite says of a file that is no longer, or never was, a cache of ours.
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH}

_T = TypeVar("_T")


class CachedEncoder:
    """An encoder that keeps the vectors of another one in an SQLite file.

    Vectors are found again by the encoder's name and the sha256 of the text, so a changed word or another
    model never gets an old vector. Several processes may use one file at the same time.

    Args:
        encoder: Encodes what is not in the file.
        path: The file; it and its folder are made when the first vector is written.
    """

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._encoder = encoder
        self._path = path
        self._encoded: set[bytes] = set()
        self._reused: set[bytes] = set()

    @property
    def name(self) -> str:
        """The name of the encoder behind it: its vectors are the same."""
        return self._encoder.name

    @property
    def encoded(self) -> int:
        """How many different texts went through the encoder so far, to be encoded or to be read."""
        return len(self._encoded)

    @property
    def reused(self) -> int:
        """How many different texts were in the file with all that was asked of them so far."""
        return len(self._reused)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, shape (n, d), bit for bit those of the encoder behind.

        Raises:
            EncoderError: As the encoder behind raises it, or its vectors cannot be used.
            OutputError: The file is damaged, or cannot be written.
        """
        none = self._encoder.encode(())
        if not texts:
            return none
        vectors = self._through(
            texts,
            find=lambda keys: self._find_vectors(keys, dimension=none.shape[1]),
            make=lambda new: usable(self._encoder.encode(new), texts=new, encoder=self.name),
            keep=self._keep_vectors,
        )
        with self._undamaged():
            return usable(np.stack(vectors), texts=texts, encoder=self.name)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        """Vectors of texts and of their words, bit for bit those of the encoder behind.

        Raises:
            EncoderError: As the encoder behind raises it, or its vectors cannot be used.
            OutputError: The file is damaged, or cannot be written.
        """
        if not texts:
            return []
        dimension = self._encoder.encode(()).shape[1]
        readings = self._through(
            texts,
            find=lambda keys: self._find_readings(keys, dimension=dimension),
            make=lambda new: usable_readings(self._encoder.read(new), texts=new, encoder=self.name),
            keep=self._keep_readings,
        )
        with self._undamaged():
            return usable_readings(readings, texts=texts, encoder=self.name)

    def _through(
        self,
        texts: Sequence[str],
        *,
        find: Callable[[list[bytes]], dict[bytes, _T]],
        make: Callable[[list[str]], Iterable[_T]],
        keep: Callable[[dict[bytes, _T]], None],
    ) -> list[_T]:
        """For each text what is in the file, or else what the encoder makes of it, which is then kept."""
        distinct = {_key(text): text for text in texts}
        known = find(list(distinct))
        missing = [key for key in distinct if key not in known]
        self._reused.update(known.keys() - self._encoded)
        for start in range(0, len(missing), _CHUNK):
            keys = missing[start : start + _CHUNK]
            keep({})  # a folder that cannot be written is known at once
            made = dict(zip(keys, make([distinct[key] for key in keys]), strict=True))
            keep(made)
            known.update(made)
            self._encoded.update(keys)
            self._reused.difference_update(keys)
        return [known[_key(text)] for text in texts]

    def _find_vectors(self, keys: list[bytes], *, dimension: int) -> dict[bytes, Vectors]:
        """Vectors in the file, shape (d,) each, by key.

        Raises:
            OutputError: The file is damaged, or a vector in it has not `dimension` values.
        """
        rows = self._rows(_FIND_VECTOR, keys, tables={"vectors"})
        return {key: self._numbers(blob, _STORED, count=dimension) for key, (blob,) in rows}

    def _find_readings(self, keys: list[bytes], *, dimension: int) -> dict[bytes, Reading]:
        """Readings in the file by key.

        Raises:
            OutputError: The file is damaged, or a vector in it has not `dimension` values.
        """
        readings = {}
        for key, (blob, lines, of_words) in self._rows(_FIND_READING, keys, tables={"vectors", "readings"}):
            words = tuple(str(lines).split())
            vectors = self._numbers(of_words, _STORED_OF_WORDS, count=len(words) * dimension)
            vector = self._numbers(blob, _STORED, count=dimension)
            readings[key] = Reading(vector, words, vectors.reshape(len(words), dimension))
        return readings

    def _numbers(self, blob: object, stored: np.dtype[Any], *, count: int) -> npt.NDArray[Any]:
        if not isinstance(blob, bytes) or len(blob) != count * stored.itemsize:
            raise self._damaged(f"one has not {count} values")
        return np.frombuffer(blob, dtype=stored).astype(stored.newbyteorder("="))

    def _rows(self, query: str, keys: list[bytes], *, tables: set[str]) -> list[tuple[bytes, Any]]:
        """The rows that there are for keys; none where the file or one of the tables is not there yet.

        Raises:
            OutputError: The file is damaged.
        """
        if not self._path.exists():
            return []
        with self._opened() as connection:
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            if not tables <= there:
                return []
            # One key at a time: SQLite limits the number of variables, and a look-up costs microseconds.
            rows = ((key, connection.execute(query, (self.name, key)).fetchone()) for key in keys)
            return [(key, row) for key, row in rows if row is not None]

    def _keep_vectors(self, vectors: dict[bytes, Vectors]) -> None:
        self._write(
            {_ADD_VECTOR: [(key, vector.astype(_STORED).tobytes()) for key, vector in vectors.items()]}
        )

    def _keep_readings(self, readings: dict[bytes, Reading]) -> None:
        of_words = [
            (key, "\n".join(reading.words), reading.word_vectors.astype(_STORED_OF_WORDS).tobytes())
            for key, reading in readings.items()
        ]
        of_texts = [(key, reading.vector.astype(_STORED).tobytes()) for key, reading in readings.items()]
        self._write({_ADD_VECTOR: of_texts, _ADD_READING: of_words})

    def _write(self, rows: Mapping[str, Sequence[tuple[object, ...]]]) -> None:
        """Add rows in one transaction; another process may have added the same ones.

        Args:
            rows: By the statement that adds them; the encoder's name is put before each.

        Raises:
            OutputError: The folder or the file cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise self._unwritable(problem.strerror or str(problem)) from problem
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            for table in _TABLES:
                connection.execute(table)
            for statement, of_statement in rows.items():
                connection.executemany(statement, ((self.name, *row) for row in of_statement))
            connection.execute("COMMIT")

    @contextmanager
    def _undamaged(self) -> Iterator[None]:
        """Vectors that cannot be used were usable when they were kept."""
        try:
            yield
        except EncoderError as problem:
            raise self._damaged(problem.what) from problem

    def _damaged(self, why: object) -> OutputError:
        return OutputError(f"the kept vectors are damaged ({why})", remedy=_DELETE, path=self._path)

    def _unwritable(self, why: str) -> OutputError:
        return OutputError(
            f"the kept vectors cannot be read or written ({why})",
            remedy="Make the folder writable, or work on a copy of the project.",
            path=self._path,
        )

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """The file, closed afterwards; what was not committed is undone.

        Raises:
            OutputError: SQLite cannot use the file; the message says why.
        """
        try:
            with closing(sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)) as connection:
                yield connection
        except sqlite3.Error as problem:
            # The low byte is the kind of error, the others its details.
            code = getattr(problem, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code in _DAMAGED:
                raise self._damaged(problem) from problem
            raise self._unwritable(str(problem)) from problem


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
