"""Statements as vectors: an indicator is its wording; an element is its wording and its indicators."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from crosswalk.errors import SourceError
from crosswalk.model import Framework, Kind, Polarity, Statement
from crosswalk.suggest.encoders import Encoder, Vectors

#: Called with the number of texts encoded so far and the number in all.
Progress = Callable[[int, int], None]

_WORD = re.compile(r"\w")

#: Texts handed to the encoder at a time: enough to fill its batches, few enough to report progress.
_CHUNK = 128


@dataclass(frozen=True, slots=True)
class Embedded:
    """Statements of one framework and one kind, with their vectors.

    Attributes:
        ids: In ascending order, so that equal scores are ordered by id.
        negative: Whether each statement is a negative one; shape (n,).
        vectors: Unit rows; shape (n, d), float32.
    """

    ids: tuple[str, ...]
    negative: np.ndarray
    vectors: Vectors


def encode_wordings(
    frameworks: Iterable[Framework], encoder: Encoder, *, progress: Progress | None = None
) -> dict[str, np.ndarray]:
    """Vectors of every indicator's and element's own wording.

    Args:
        frameworks: Frameworks whose text is here.
        encoder: Turns texts into unit vectors.
        progress: Told how far the work is.

    Returns:
        Statement id -> unit vector of shape (d,).

    Raises:
        SourceError: A statement has no words (only signs, say); the message names its line.
        EncoderError: The encoder gives vectors that cannot be used.
    """
    statements = [s for f in frameworks for s in f.statements if s.kind in (Kind.ELEMENT, Kind.INDICATOR)]
    _check_words(statements)
    # Texts of like length make full batches.
    statements.sort(key=lambda s: len(s.wording))
    vectors: dict[str, np.ndarray] = {}
    for start in range(0, len(statements), _CHUNK):
        chunk = statements[start : start + _CHUNK]
        rows = encoder.encode([s.wording for s in chunk])
        vectors.update((s.id, row) for s, row in zip(chunk, rows, strict=True))
        if progress is not None:
            progress(len(vectors), len(statements))
    return vectors


def _check_words(statements: Iterable[Statement]) -> None:
    for statement in statements:
        if not _WORD.search(statement.wording):
            raise SourceError(
                f"the {statement.kind} {statement.id} has no words to compare: {statement.wording[:40]!r}",
                remedy="Give it a title or a text, or take it out.",
                path=statement.span.path,
                line=statement.span.first_line,
            )


def embed_indicators(framework: Framework, wordings: dict[str, np.ndarray]) -> Embedded:
    """Each indicator as the vector of its wording.

    Args:
        framework: Whose indicators.
        wordings: As `encode_wordings` gives them.
    """
    return _stack(framework.of_kind(Kind.INDICATOR), lambda s: wordings[s.id])


def embed_elements(framework: Framework, wordings: dict[str, np.ndarray]) -> Embedded:
    """Each element as half its own wording (title and description) and half its indicators' mean.

    Halves, because an element of twelve indicators would otherwise hardly be what it is called.

    Args:
        framework: Whose elements.
        wordings: As `encode_wordings` gives them.
    """

    def of_halves(element: Statement) -> np.ndarray:
        own = wordings[element.id].astype(np.float64)
        below = [wordings[s.id] for s in framework.indicators_of(element)]
        return own + _unit(np.mean(np.asarray(below, dtype=np.float64), axis=0)) if below else own

    return _stack(framework.of_kind(Kind.ELEMENT), of_halves)


def _stack(statements: Sequence[Statement], vector: Callable[[Statement], np.ndarray]) -> Embedded:
    ordered = sorted(statements, key=lambda s: s.id)
    rows = np.asarray([vector(s) for s in ordered], dtype=np.float64).reshape(
        len(ordered), -1 if ordered else 0
    )
    return Embedded(
        ids=tuple(s.id for s in ordered),
        negative=np.asarray([s.polarity is Polarity.NEGATIVE for s in ordered], dtype=bool),
        vectors=_unit(rows).astype(np.float32),
    )


def _unit(rows: np.ndarray) -> np.ndarray:
    """Rows, or one vector, brought to unit length; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0))
