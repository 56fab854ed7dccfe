"""Texts longer than a model's window: cut, encode every part, put the parts together again.

Models read a fixed number of word pieces and would drop the rest without a word. Here the whole text
counts: it is cut into windows of about equal size, at the ends of sentences where they are near, and its
vector is the mean of the windows' vectors weighted by their numbers of word pieces.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from crosswalk.errors import EncoderError
from crosswalk.suggest.encoders import Vectors
from crosswalk.suggest.encoders.usable import shortened, unit_rows, usable

#: Part of every encoder's name: raise it when a change here would change the vector of any text.
METHOD = "windows 1"

#: How many word pieces a model makes of each text, its own marks for start and end not counted.
Count: TypeAlias = Callable[[Sequence[str]], Sequence[int]]

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")
_SPACE = re.compile(r"\s+")


def encode_whole(
    texts: Sequence[str],
    *,
    name: str,
    count: Count,
    capacity: float,
    encode_windows: Callable[[Sequence[str]], npt.NDArray[np.floating]],
) -> Vectors:
    """Vectors of texts of any length, from a model that reads only `capacity` word pieces at once.

    Args:
        texts: n texts.
        name: The encoder's name, for messages.
        count: Counts the model's word pieces.
        capacity: The most word pieces that the model reads of one text; infinity where it reads all.
        encode_windows: The model: vectors, shape (m, d), of m texts that are none of them too long. It is
            not called for no texts.

    Returns:
        Shape (n, d), unit length; n must not be 0.

    Raises:
        EncoderError: A text is empty, or the model's vectors cannot be used.
    """
    windows: list[str] = []
    weights: list[int] = []
    starts: list[int] = []
    for text, pieces in zip(texts, count(texts), strict=True):
        if not text.strip() or pieces == 0:
            raise EncoderError(
                f"the text {shortened(text)} has no words, so the encoder {name} cannot place it",
                remedy="Leave out statements without wording.",
            )
        starts.append(len(windows))
        for window, weight in _cut(text, pieces, capacity=capacity, count=count):
            windows.append(window)
            weights.append(weight)
    of_windows = usable(unit_rows(encode_windows(windows)), texts=windows, encoder=name)
    return usable(_joined(of_windows, weights, starts), texts=texts, encoder=name)


def _cut(text: str, pieces: int, *, capacity: float, count: Count) -> Iterator[tuple[str, int]]:
    """Windows of a text in order, each with its number of word pieces."""
    if pieces <= capacity:
        yield text, pieces
        return
    text = text.strip()
    if len(text) < 2:
        raise EncoderError(
            f"the model's window of {capacity:g} word pieces is too small for the character {text!r}",
            remedy="Choose another encoder.",
        )
    at = _place_to_cut(text, parts=int(-(-pieces // capacity)))
    halves = (text[:at].strip(), text[at:].strip())
    # Counted anew, not taken from the whole: some tokenizers treat the start of a text differently.
    for half, pieces_of_half in zip(halves, count(halves), strict=True):
        yield from _cut(half, pieces_of_half, capacity=capacity, count=count)


def _place_to_cut(text: str, *, parts: int) -> int:
    """Where to cut a text in two so that `parts` windows of equal size could follow.

    The end of a sentence if one is nearer than half a window, else white space as near, else the middle
    of a word.
    """
    ideal = len(text) * (parts // 2) // parts
    reach = len(text) / (2 * parts)
    for boundary in (_SENTENCE_END, _SPACE):
        nearest = min(
            (m.end() for m in boundary.finditer(text)), key=lambda at: abs(at - ideal), default=None
        )
        if nearest is not None and abs(nearest - ideal) <= reach:
            return nearest
    return max(ideal, 1)


def _joined(of_windows: Vectors, weights: Sequence[int], starts: Sequence[int]) -> Vectors:
    """Vectors of texts, shape (n, d), from those of their windows, shape (m, d).

    Args:
        of_windows: In order, those of one text together.
        weights: m numbers of word pieces.
        starts: n places where the windows of a text begin.
    """
    vectors = of_windows[list(starts)]
    ends = [*starts[1:], len(of_windows)]
    for row, (start, end) in enumerate(zip(starts, ends, strict=True)):
        if end - start > 1:
            share = np.asarray(weights[start:end], dtype=np.float64)[:, np.newaxis]
            vectors[row] = unit_rows((share * of_windows[start:end]).sum(axis=0, keepdims=True))[0]
    return vectors


def batches_of_equal_length(lengths: Sequence[int], *, rows: Callable[[int], int]) -> list[list[int]]:
    """Indexes of texts in batches that need no padding, longest first.

    Padding costs time, and a model's arithmetic may depend on it in the last bits.

    Args:
        lengths: Number of word pieces of each text.
        rows: The most texts in a batch, given their length.
    """
    alike: dict[int, list[int]] = {}
    for index, length in enumerate(lengths):
        alike.setdefault(length, []).append(index)
    return [
        indexes[start : start + rows(length)]
        for length, indexes in sorted(alike.items(), reverse=True)
        for start in range(0, len(indexes), rows(length))
    ]
