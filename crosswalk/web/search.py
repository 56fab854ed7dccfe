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
        self._index.executemany(
            "INSERT INTO statements VALUES (?, ?, ?, ?, ?)",
            (
                (s.id, f"{f.name} {f.path(s)}", s.wording, s.kind.value, f.id)
                for f in catalogue.documents
                for s in f.statements
                if s.kind in (Kind.ELEMENT, Kind.INDICATOR)
            ),
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
        wanted = " ".join(f'"{word}"*' for word in words)
        with self._lock:
            rows = self._index.execute(
                "SELECT id FROM statements WHERE statements MATCH ? AND framework <> ?"
                " ORDER BY id <> ?, bm25(statements, 2.0, 0.5, 1.0), rowid LIMIT ?",
                (wanted, not_in, typed.strip(), most),
            ).fetchall()
        return [self._catalogue.statement(row[0]) for row in rows]
