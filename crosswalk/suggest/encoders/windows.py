"""Texts longer than a model's window: cut, encode every part, put the parts together again.

Models read a fixed number of word pieces and would drop the rest without a word. Here the whole text
counts: it is cut into windows of about equal size, at the ends of sentences where they are near, and its
vector is the mean of the windows' vectors weighted by their numbers of word pieces.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt

from crosswalk.errors import EncoderError
from crosswalk.suggest.encoders import Reading, Vectors
from crosswalk.suggest.encoders.usable import shortened, unit_rows, usable, usable_readings
from crosswalk.suggest.encoders.words import Words, in_a_row

#: Part of every encoder's name: raise it when a change here would change the vector of any text.
METHOD = "windows 1"

#: How many word pieces a model makes of each text, its own marks for start and end not counted.
Count: TypeAlias = Callable[[Sequence[str]], Sequence[int]]

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+")
_SPACE = re.compile(r"\s+")


class _Windows(NamedTuple):
    """n texts cut into m windows.

    Attributes:
        texts: The windows in order, those of one text together.
        weights: m numbers of word pieces.
        starts: n places where the windows of a text begin.
    """

    texts: list[str]
    weights: list[int]
    starts: list[int]

    def spans(self) -> Iterator[tuple[int, int]]:
        """Where the windows of each text begin and end."""
        return zip(self.starts, [*self.starts[1:], len(self.texts)], strict=True)


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
    windows = _cut_all(texts, name=name, count=count, capacity=capacity)
    return _joined(encode_windows(windows.texts), windows, texts=texts, name=name)


def read_whole(
    texts: Sequence[str],
    *,
    name: str,
    count: Count,
    capacity: float,
    read_windows: Callable[[Sequence[str]], tuple[npt.NDArray[np.floating], Sequence[Words]]],
) -> list[Reading]:
    """Readings of texts of any length: vectors as of `encode_whole`, and the words of all windows in order.

    Args:
        texts: n texts; n must not be 0.
        name: As for `encode_whole`.
        count: As for `encode_whole`.
        capacity: As for `encode_whole`.
        read_windows: The model: vectors, shape (m, d), of m texts that are none of them too long, and the
            words of each.

    Raises:
        EncoderError: A text is empty, or the model's vectors cannot be used.
    """
    windows = _cut_all(texts, name=name, count=count, capacity=capacity)
    of_windows, words = read_windows(windows.texts)
    vectors = _joined(of_windows, windows, texts=texts, name=name)
    readings = [
        Reading(vector, *in_a_row(words[start:end]))
        for vector, (start, end) in zip(vectors, windows.spans(), strict=True)
    ]
    return usable_readings(readings, texts=texts, encoder=name)


def _cut_all(texts: Sequence[str], *, name: str, count: Count, capacity: float) -> _Windows:
    windows = _Windows([], [], [])
    for text, pieces in zip(texts, count(texts), strict=True):
        if not text.strip() or pieces == 0:
            raise EncoderError(
                f"the text {shortened(text)} has no words, so the encoder {name} cannot place it",
                remedy="Leave out statements without wording.",
            )
        windows.starts.append(len(windows.texts))
        for window, weight in _cut(text, pieces, capacity=capacity, count=count):
            windows.texts.append(window)
            windows.weights.append(weight)
    return windows


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


def _joined(rows: npt.NDArray[np.floating], windows: _Windows, *, texts: Sequence[str], name: str) -> Vectors:
    """Vectors of texts, shape (n, d), from the model's rows for their windows, shape (m, d)."""
    of_windows = usable(unit_rows(rows), texts=windows.texts, encoder=name)
    vectors = of_windows[windows.starts]
    for row, (start, end) in enumerate(windows.spans()):
        if end - start > 1:
            share = np.asarray(windows.weights[start:end], dtype=np.float64)[:, np.newaxis]
            vectors[row] = unit_rows((share * of_windows[start:end]).sum(axis=0, keepdims=True))[0]
    return usable(vectors, texts=texts, encoder=name)


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
