"""Two wordings with what both say marked in each."""

import re
from dataclasses import dataclass

from crosswalk.suggest.word_by_word import JOINING

_WORDS = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a wording, and whether the other wording has the same words."""

    words: str
    shared: bool


def marked(first: str, second: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both wordings in pieces; the pieces of each, joined, are the wording again.

    Shared is a word that stands in both, in any place and in capitals or not, unless it only joins others;
    neighbours make one piece.

    Args:
        first: A wording.
        second: Another one.
    """
    words = [list(_WORDS.finditer(wording)) for wording in (first, second)]
    telling = [{w.group().casefold() for w in found} - JOINING for found in words]
    both = telling[0] & telling[1]
    return _pieces(first, words[0], both), _pieces(second, words[1], both)


def _pieces(wording: str, words: list[re.Match[str]], both: set[str]) -> tuple[Piece, ...]:
    stretches: list[tuple[int, int]] = []
    for word in words:
        if word.group().casefold() in both:
            apart = not stretches or wording[stretches[-1][1] : word.start()].strip()
            start = word.start() if apart else stretches.pop()[0]
            stretches.append((start, word.end()))
    pieces, at = [], 0
    for start, end in stretches:
        pieces += [Piece(wording[at:start], shared=False), Piece(wording[start:end], shared=True)]
        at = end
    return tuple(piece for piece in (*pieces, Piece(wording[at:], shared=False)) if piece.words)
