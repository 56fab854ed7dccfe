"""Statements found by their words as somebody types: full-text search in memory, by SQLite's FTS5."""

import re
import sqlite3
from threading import Lock

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind, Statement

_WORD = re.compile(r"\w+")

#: Results on a page.
MOST = 30


class Search:
    """An index of every element and indicator of every document.

    Args:
        catalogue: All frameworks.
    """

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue, self._lock = catalogue, Lock()
        self._index = sqlite3.connect(":memory:", check_same_thread=False)
        # porter: “leads” is found by “leading”; accents make no difference.
        self._index.execute(
            "CREATE VIRTUAL TABLE statements USING fts5"
            "(id, path, wording, kind UNINDEXED, framework UNINDEXED, tokenize = 'porter unicode61')"
        )
        # And every word as it is written: “curiosi” begins no stem, since that of “curiosity” is “curios”.
        self._index.execute("CREATE VIRTUAL TABLE written USING fts5(words, tokenize = 'unicode61')")
        self._index.executemany(
            "INSERT INTO statements VALUES (?, ?, ?, ?, ?)",
            (
                (s.id, f"{f.name} {f.path(s)}", s.wording, s.kind.value, f.id)
                for f in catalogue.documents
                for s in f.statements
                if s.kind in (Kind.ELEMENT, Kind.INDICATOR)
            ),
        )
        self._index.execute(
            "INSERT INTO written (rowid, words)"
            " SELECT rowid, id || ' ' || path || ' ' || wording FROM statements"
        )

    def find(self, typed: str, *, not_in: str = "", most: int = MOST) -> list[Statement]:
        """Statements that have every word typed, or words that begin like it; the best first.

        Args:
            typed: Words, an id, or the beginnings of them.
            not_in: Leave out the statements of this framework.
            most: How many at most.

        Returns:
            None for an empty search; a statement whose id was typed comes first.
        """
        words = _WORD.findall(typed)
        if not words:
            return []
        # Quoted, so that nothing typed is read as an operator.
        quoted = [f'"{word}"*' for word in words]
        with self._lock:
            rows = self._index.execute(
                "SELECT id FROM statements WHERE statements MATCH ? AND framework <> ?"
                " ORDER BY id <> ?, bm25(statements, 2.0, 0.5, 1.0), rowid LIMIT ?",
                (" ".join(quoted), not_in, typed.strip(), most),
            ).fetchall()
            rows += self._still_being_typed(quoted, not_in=not_in, most=most)
        return [self._catalogue.statement(name) for name in dict.fromkeys(row[0] for row in rows)][:most]

    def _still_being_typed(self, quoted: list[str], *, not_in: str, most: int) -> list[tuple[str]]:
        """Statements that have a word which begins like the last one, and all others in any form."""
        *others, last = quoted
        if others:
            fitting = self._index.execute(
                "SELECT rowid, id FROM statements WHERE framework <> ? AND statements MATCH ?",
                (not_in, " ".join(others)),
            )
        else:
            fitting = self._index.execute("SELECT rowid, id FROM statements WHERE framework <> ?", (not_in,))
        ids = dict(fitting.fetchall())
        begun = self._index.execute(
            "SELECT rowid FROM written WHERE written MATCH ? ORDER BY bm25(written), rowid", (last,)
        )
        return [(ids[place],) for (place,) in begun if place in ids][:most]
