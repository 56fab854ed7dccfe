"""Vectors kept between runs: a text that was encoded once is not encoded again.

The file may be deleted at any time; that costs time and nothing else.
"""

import hashlib
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import numpy as np

from crosswalk.errors import EncoderError, OutputError
from crosswalk.suggest.encoders import Encoder, Vectors
from crosswalk.suggest.encoders.usable import usable

#: On disk, vectors are little-endian whatever the machine.
_STORED = np.dtype("<f4")

#: Texts encoded and written at a time: a long run that is stopped keeps what it has done so far.
_CHUNK = 8192

#: Seconds to wait for another build that is writing.
_PATIENCE = 60.0

_TABLE = """
    CREATE TABLE IF NOT EXISTS vectors (
        encoder TEXT NOT NULL,
        text_sha256 BLOB NOT NULL,
        vector BLOB NOT NULL,
        PRIMARY KEY (encoder, text_sha256)
    )
"""

_DELETE = "Delete this file; it only saves time, and the next build makes it anew."

#: What SQLite says of a file that is no longer, or never was, a cache of ours.
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH}


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
        """How many different texts went through the encoder so far."""
        return len(self._encoded)

    @property
    def reused(self) -> int:
        """How many different texts were in the file before they were asked for."""
        return len(self._reused)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, shape (n, d), bit for bit those of the encoder behind.

        Raises:
            EncoderError: As the encoder behind raises it, or its vectors cannot be used.
            OutputError: The file is damaged, or cannot be written.
        """
        none = self._encoder.encode(())
        distinct = {_key(text): text for text in texts}
        known = self._read(list(distinct), dimension=none.shape[1])
        missing = [key for key in distinct if key not in known]
        self._reused.update(known.keys() - self._encoded)
        for start in range(0, len(missing), _CHUNK):
            keys = missing[start : start + _CHUNK]
            made = self._encode([distinct[key] for key in keys])
            known.update(zip(keys, made, strict=True))
            self._write(keys, made)
            self._encoded.update(keys)
        if not texts:
            return none
        found = np.stack([known[_key(text)] for text in texts])
        return self._undamaged(found, texts)

    def _encode(self, texts: list[str]) -> Vectors:
        self._write(
            [], np.empty((0, 0), dtype=np.float32)
        )  # a folder that cannot be written is known at once
        return usable(self._encoder.encode(texts), texts=texts, encoder=self.name)

    def _read(self, keys: list[bytes], *, dimension: int) -> dict[bytes, Vectors]:
        """Vectors in the file, shape (d,) each, by key.

        Raises:
            OutputError: The file is damaged, or a vector in it has not `dimension` values.
        """
        if not self._path.exists():
            return {}
        known: dict[bytes, Vectors] = {}
        with self._opened() as connection:
            if not connection.execute("SELECT name FROM sqlite_master WHERE name = 'vectors'").fetchone():
                return {}
            # One key at a time: SQLite limits the number of variables, and a look-up costs microseconds.
            for key in keys:
                row = connection.execute(
                    "SELECT vector FROM vectors WHERE encoder = ? AND text_sha256 = ?", (self.name, key)
                ).fetchone()
                if row is None:
                    continue
                if not isinstance(row[0], bytes) or len(row[0]) != dimension * _STORED.itemsize:
                    raise OutputError(
                        f"the kept vectors of {self.name} are damaged: one has not {dimension} values",
                        remedy=_DELETE,
                        path=self._path,
                    )
                known[key] = np.frombuffer(row[0], dtype=_STORED).astype(np.float32)
        return known

    def _write(self, keys: list[bytes], vectors: Vectors) -> None:
        """Add vectors in one transaction; another process may have added the same ones.

        Raises:
            OutputError: The folder or the file cannot be written.
        """
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise self._unwritable(problem.strerror or str(problem)) from problem
        with self._opened() as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(_TABLE)
            connection.executemany(
                "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?)",
                (
                    (self.name, key, vector.astype(_STORED).tobytes())
                    for key, vector in zip(keys, vectors, strict=True)
                ),
            )
            connection.execute("COMMIT")

    def _undamaged(self, vectors: Vectors, texts: Sequence[str]) -> Vectors:
        try:
            return usable(vectors, texts=texts, encoder=self.name)
        except EncoderError as problem:
            raise OutputError(
                f"the kept vectors are damaged ({problem.what})", remedy=_DELETE, path=self._path
            ) from problem

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
                raise OutputError(
                    f"the kept vectors are damaged ({problem})", remedy=_DELETE, path=self._path
                ) from problem
            raise self._unwritable(str(problem)) from problem


def _key(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
