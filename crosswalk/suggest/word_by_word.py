"""Texts compared word by word: how much of what one says can be found again in the other.

Each word of one text looks for the word of the other that means most nearly the same in its place; what it
finds counts by how rare the word is. The two directions are two questions, and their difference tells which
text says more. (Late interaction: Khattab and Zaharia, ColBERT, SIGIR 2020, there without weights.)
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from crosswalk.suggest.encoders import Reading

#: Words that join others and say nothing by themselves.
_SAID = """
a all also an and any are as at be been being both but by can could do does each for from had
has have how i if in into is it its may me more most must my no nor not of on or other our own
shall she should so some such than that the their them then there these they this those to was
we were what when where which while who whose will with within would you your
"""
JOINING = frozenset(_SAID.split())

#: Cells of a word-by-word table computed at a time: some 64 MB.
_CELLS = 16_000_000


@dataclass(frozen=True, slots=True)
class Words:
    """The words of n texts, one after the other; k in all, vectors of d values.

    Attributes:
        vectors: Unit rows without what all words have in common, shape (k, d), float32.
        weights: Rarity of each word, shape (k,), at least 1.
        starts: Where the words of each text begin, shape (n,).
        spelled: The words themselves, k of them; an empty string for a text without words.
    """

    vectors: np.ndarray
    weights: np.ndarray
    starts: np.ndarray
    spelled: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.starts)

    def end(self, text: int) -> int:
        """Where the words of a text end."""
        return int(self.starts[text + 1]) if text + 1 < len(self) else len(self.weights)

    def pick(self, texts: slice) -> "Words":
        """The words of a run of texts, at least one."""
        words = slice(int(self.starts[texts.start]), self.end(texts.stop - 1))
        return Words(
            self.vectors[words], self.weights[words], self.starts[texts] - words.start, self.spelled[words]
        )


def words_of(sides: Sequence[Sequence[Reading]]) -> list[Words]:
    """The words of the texts of several sides, their rarity taken over all texts of all sides.

    weight = 1 + ln((1 + texts) / (1 + texts that have the word)). Joining words are left out, unless a text
    has no others; a text without any word is one word, itself.

    Args:
        sides: For each side, what the model made of its texts.
    """
    told = [[_telling(reading) for reading in side] for side in sides]
    having = Counter(word for side in told for words, _ in side for word in set(words))
    texts = sum(map(len, told))
    vectors = [rows for side in told for _, rows in side]
    common = np.vstack(vectors).mean(axis=0) if vectors else 0.0
    return [_words(side, having, texts, common) for side in told]


def _telling(reading: Reading) -> tuple[list[str], np.ndarray]:
    rows = [row for row, word in enumerate(reading.words) if word not in JOINING] or list(
        range(len(reading.words))
    )
    if not rows:
        return [""], reading.vector[np.newaxis].astype(np.float32)
    return [reading.words[row] for row in rows], reading.word_vectors[rows].astype(np.float32)


def _words(
    side: list[tuple[list[str], np.ndarray]], having: Counter[str], texts: int, common: np.ndarray | float
) -> Words:
    if not side:
        return Words(np.zeros((0, 0), dtype=np.float32), np.zeros(0), np.zeros(0, dtype=np.int64), ())
    weights = [1.0 + np.log((1 + texts) / (1 + having[word])) for words, _ in side for word in words]
    rows = np.vstack([vectors for _, vectors in side])
    centred = rows - common if texts > 1 else rows
    lengths = np.linalg.norm(centred, axis=1, keepdims=True)
    return Words(
        vectors=(centred / np.where(lengths > 0, lengths, 1.0)).astype(np.float32),
        weights=np.asarray(weights),
        starts=np.cumsum([0, *(len(words) for words, _ in side[:-1])]),
        spelled=tuple(word for words, _ in side for word in words),
    )


def found_again(left: Words, right: Words) -> tuple[np.ndarray, np.ndarray]:
    """How much of each text's words the other text has.

    forth(a, b) = sum over words v of a of weight(v) max over words w of b of cosine(v, w) / sum of weights;
    back(a, b) is the same with the two exchanged.

    Args:
        left: n texts.
        right: m texts.

    Returns:
        Two arrays of shape (n, m), in [-1, 1]: the left one's words in the right one, and the other way.
    """
    forth = np.zeros((len(left), len(right)))
    back = np.zeros_like(forth)
    if not forth.size:
        return forth, back
    for block in _blocks(left, width=len(right.weights)):
        some = left.pick(block)
        near = some.vectors @ right.vectors.T
        forth[block] = _covered(np.ascontiguousarray(near.T), by=right, of=some).T
        back[block] = _covered(near, by=some, of=right)
    return forth, back


def _covered(near: np.ndarray, *, by: Words, of: Words) -> np.ndarray:
    """How much of each text's words each other text has.

    Args:
        near: Cosines of the others' words with the texts' words, shape (k, l).
        by: The others, p texts of k words.
        of: The texts, q texts of l words.

    Returns:
        Shape (p, q).
    """
    # One maximum a text is eight times as fast as numpy's reduceat, which does not use wide registers.
    ends = [*by.starts[1:], len(by.weights)]
    best = np.stack([near[start:end].max(axis=0) for start, end in zip(by.starts, ends, strict=True)])
    return np.asarray(
        np.add.reduceat(best * of.weights, of.starts, axis=1) / np.add.reduceat(of.weights, of.starts)
    )


def nearest_words(left: Words, right: Words) -> list[tuple[str, str, float]]:
    """Different words of two texts that mean nearly the same in their places, nearest first.

    Args:
        left: One text.
        right: Another one.

    Returns:
        (word of the left, word of the right, cosine): pairs of which each is the other's best.
    """
    near = left.vectors @ right.vectors.T
    found: dict[tuple[str, str], float] = {}
    for row, column in enumerate(near.argmax(axis=1)):
        words = left.spelled[row], right.spelled[column]
        if near[:, column].argmax() == row and words[0] != words[1] and all(words):
            found.setdefault(words, float(near[row, column]))
    return sorted(((*words, cosine) for words, cosine in found.items()), key=lambda found: -found[2])


def _blocks(left: Words, *, width: int) -> list[slice]:
    """Runs of whole texts whose words times `width` fit into the cells allowed."""
    cuts = [0]
    for text in range(1, len(left)):
        if (left.end(text) - left.starts[cuts[-1]]) * width > _CELLS:
            cuts.append(text)
    return [slice(start, stop) for start, stop in pairwise([*cuts, len(left)])]
