"""The words of a text and a vector for each: in their place where the model shows its states, else alone."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from crosswalk.suggest.encoders import WordVectors
from crosswalk.suggest.encoders.usable import unit_rows

#: Letters and digits, with the accents that some documents write as characters of their own.
_RUN = r"(?:[^\W_][\u0300-\u036f]*)+"

#: In its place a word has its neighbours, so "e" and "mail" may be two.
_IN_PLACE = re.compile(_RUN)

#: Alone, the parts of "e-mail" or "don't" would say nothing.
_ALONE = re.compile(rf"{_RUN}(?:['’-]{_RUN})*")


class Words(NamedTuple):
    """The words of a text, or of a part of it.

    Attributes:
        words: k words in their order, in lower case.
        vectors: One for each, shape (k, d), unit length; zeros where the model makes nothing of the word.
    """

    words: tuple[str, ...]
    vectors: WordVectors


def in_place(text: str, places: Sequence[tuple[int, int]], states: npt.NDArray[np.floating]) -> Words:
    """Words with the means of the states of their word pieces; a word without any piece is left out.

    Words are told apart in the text itself, not by the tokenizer: to some tokenizers "(people," is one word,
    and to some the whole text is.

    Args:
        text: What the model read.
        places: Where in the text each of p word pieces is (start and end, in characters); the model's own
            marks are nowhere, that is at (0, 0).
        states: What the model makes of each piece, shape (p, d).
    """
    spans = [found.span() for found in _IN_PLACE.finditer(text)]
    ends = [end for _, end in spans]
    pieces: list[list[int]] = [[] for _ in spans]
    for piece, (start, end) in enumerate(places):
        # Nearly always this is one word or, for a sign, none; but a piece may hold the end of one word and
        # the start of the next.
        for word in range(bisect_right(ends, start), len(spans)):
            if spans[word][0] >= end:
                break
            pieces[word].append(piece)
    seen = [word for word, of_word in enumerate(pieces) if of_word]
    means = [states[pieces[word]].mean(axis=0) for word in seen]
    return Words(
        tuple(text[slice(*spans[word])].lower() for word in seen), _halves(means, dimension=states.shape[1])
    )


def alone(
    texts: Sequence[str], *, encode: Callable[[Sequence[str]], npt.NDArray[np.floating]], dimension: int
) -> list[Words]:
    """Words of each text with the vectors that they have as texts of their own, each distinct word once.

    Args:
        texts: Whose words are wanted.
        encode: The model: vectors, shape (k, d), of k words. It is not called for no words.
        dimension: Length d of its vectors.
    """
    written = [_ALONE.findall(text) for text in texts]
    rows = {word: row for row, word in enumerate(dict.fromkeys(word for words in written for word in words))}
    vectors = _halves(encode(list(rows)) if rows else (), dimension=dimension)
    return [
        Words(tuple(word.lower() for word in words), vectors[[rows[word] for word in words]])
        for words in written
    ]


def in_a_row(parts: Sequence[Words]) -> Words:
    """The words of a text from those of its parts, of which there must be one."""
    if len(parts) == 1:
        return parts[0]
    return Words(
        tuple(word for part in parts for word in part.words), np.concatenate([part.vectors for part in parts])
    )


def _halves(
    rows: npt.NDArray[np.floating] | Sequence[npt.NDArray[np.floating]], *, dimension: int
) -> WordVectors:
    """Rows brought to unit length, in half precision, shape (k, d); k may be 0."""
    return unit_rows(np.reshape(np.asarray(rows), (len(rows), dimension))).astype(np.float16)
