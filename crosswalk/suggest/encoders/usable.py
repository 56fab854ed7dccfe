"""What makes vectors usable: their shape, their length, and no hole in them."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from crosswalk.errors import EncoderError
from crosswalk.suggest.encoders import Reading, Vectors

#: How far from 1 a unit vector's length may be; float32 sums of a thousand terms stay well below.
_TOLERANCE = 1e-3

#: How much of a text a message shows.
_SHOWN = 60


def shortened(text: str) -> str:
    """A text as a message shows it: in quotes, one line, at most 60 characters."""
    line = " ".join(text.split())
    return repr(line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…")


def unit_rows(rows: npt.NDArray[np.floating]) -> Vectors:
    """Rows brought to unit length, shape (n, d), computed in double precision.

    A row of zeros and a row with a hole in it stay what they are, for `usable` to find.
    """
    wide = rows.astype(np.float64)
    lengths = np.sqrt((wide * wide).sum(axis=1, keepdims=True))
    return (wide / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)


def usable(vectors: Vectors, *, texts: Sequence[str], encoder: str) -> Vectors:
    """The vectors, once it is sure that cosines can be computed from them.

    Args:
        vectors: What an encoder gave.
        texts: What it was given.
        encoder: Its name, for the message.

    Raises:
        EncoderError: The shape is not (n, d), the type is not float32, or the vector of a text has a
            value that is not finite, is all zeros or is not of unit length.
    """
    if vectors.ndim != 2 or vectors.shape[0] != len(texts) or vectors.shape[1] == 0:
        raise EncoderError(
            f"the encoder {encoder} gave vectors of shape {vectors.shape} for {len(texts)} texts",
            remedy="Choose another encoder.",
        )
    if vectors.dtype != np.float32:
        raise EncoderError(
            f"the encoder {encoder} gave vectors of type {vectors.dtype}, not float32",
            remedy="Choose another encoder.",
        )
    lengths = np.sqrt(np.einsum("nd,nd->n", vectors, vectors))
    # Written so that NaN, which compares as false with everything, counts as bad.
    bad = np.flatnonzero(~(np.abs(lengths - 1.0) <= _TOLERANCE))
    if bad.size:
        first = int(bad[0])
        raise EncoderError(
            f"the encoder {encoder} gave {_what_is_wrong(vectors[first])} for the text "
            f"{shortened(texts[first])}",
            remedy="Choose another encoder.",
        )
    return vectors


def usable_readings(readings: Sequence[Reading], *, texts: Sequence[str], encoder: str) -> list[Reading]:
    """The readings, once it is sure that cosines can be computed from all their vectors.

    Args:
        readings: What an encoder made of texts.
        texts: What it was given.
        encoder: Its name, for the message.

    Raises:
        EncoderError: As for `usable`, for the texts and for their words; but a word's vectors have shape
            (k, d) and type float16, and may be all zeros.
    """
    usable(np.array([reading.vector for reading in readings]), texts=texts, encoder=encoder)
    for text, reading in zip(texts, readings, strict=True):
        found = reading.word_vectors
        if found.shape != (len(reading.words), len(reading.vector)) or found.dtype != np.float16:
            raise EncoderError(
                f"the encoder {encoder} gave vectors of shape {found.shape} and type {found.dtype} for the "
                f"{len(reading.words)} words of the text {shortened(text)}",
                remedy="Choose another encoder.",
            )
        wide = found.astype(np.float32)
        lengths = np.sqrt(np.einsum("kd,kd->k", wide, wide))
        bad = np.flatnonzero(~((np.abs(lengths - 1.0) <= _TOLERANCE) | (lengths == 0)))
        if bad.size:
            first = int(bad[0])
            raise EncoderError(
                f"the encoder {encoder} gave {_what_is_wrong(wide[first])} for the word "
                f"{reading.words[first]!r} of the text {shortened(text)}",
                remedy="Choose another encoder.",
            )
    return list(readings)


def _what_is_wrong(vector: npt.NDArray[np.float32]) -> str:
    if not np.isfinite(vector).all():
        return "a vector with values that are not finite (NaN or infinity)"
    if not vector.any():
        return "a vector of zeros"
    return "a vector that is not of unit length"
