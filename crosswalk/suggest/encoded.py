"""A side with its vectors: every text that a view compares, encoded once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from crosswalk.catalogue import Catalogue
from crosswalk.errors import EncoderError
from crosswalk.model import Kind
from crosswalk.suggest.encoders import Encoder, Reading
from crosswalk.suggest.encoders.usable import shortened
from crosswalk.suggest.letters import letter_weights
from crosswalk.suggest.side import Side, side_of
from crosswalk.suggest.word_by_word import Words, words_of

#: The kinds of statement that are compared, in the order in which they are suggested.
COMPARED = (Kind.ELEMENT, Kind.INDICATOR)

#: Called with the number of texts encoded so far and the number in all.
Progress = Callable[[int, int], None]

#: Texts handed to the encoder at a time: enough to fill its batches, few enough to report progress.
_CHUNK = 512

#: How much the headings above count, beside a statement's own wording. Added to it rather than encoded with
#: it: measured as good, and every heading is encoded once.
_ABOVE = 0.7


@dataclass(frozen=True, slots=True)
class Encoded:
    """One side of a comparison with its vectors; n things, vectors of d values.

    Attributes:
        side: What was encoded.
        said: All that each says, to find equal ones; as `Side.said`.
        whole: Half the own wording, half the mean of the parts; unit rows, shape (n, d), float64.
        headings: Titles, or wordings where there is no title; unit rows, shape (n, d).
        places: Own wordings together with the headings they stand under; unit rows, shape (n, d); None where
            no heading stands above any.
        parts: Vectors of the parts of each, shape (k, d); where nothing stands below, the own wording.
        words: The words of the own wordings, each as the model reads it in its place.
        letters: Runs of letters in each wording, weighted by rarity; sparse unit rows, shape (n, v).
        letters_below: The same with the parts' wordings added; None where no side has parts.
        above: What the things stand under, encoded; None where that is not compared.
    """

    side: Side
    said: tuple[tuple[str, ...], ...]
    whole: np.ndarray
    headings: np.ndarray
    places: np.ndarray | None
    parts: tuple[np.ndarray, ...]
    words: Words
    letters: csr_matrix
    letters_below: csr_matrix | None
    above: "Encoded | None"


def encode_catalogue(
    catalogue: Catalogue, encoder: Encoder, *, progress: Progress | None = None
) -> dict[tuple[str, Kind], Encoded]:
    """Encode the elements and the indicators of every document, all in one: rarity is taken over all of them.

    Args:
        catalogue: All frameworks; those known by reference have no text and are left out.
        encoder: Turns texts into unit vectors.
        progress: Told how far the work is.

    Returns:
        (framework id, element or indicator) -> that side.

    Raises:
        EncoderError: The encoder gives vectors that cannot be used, or a text has no words.
    """
    keys = [(framework.id, kind) for kind in COMPARED for framework in catalogue.documents]
    sides = [side_of(catalogue.framework(framework_id), kind) for framework_id, kind in keys]
    return dict(zip(keys, encode_sides(sides, encoder, progress=progress), strict=True))


def encode_sides(
    sides: Sequence[Side], encoder: Encoder, *, progress: Progress | None = None
) -> list[Encoded]:
    """Encode every text of several sides, each distinct text once.

    Args:
        sides: What will be compared.
        encoder: Turns texts into unit vectors.
        progress: Told how far the work is.

    Raises:
        EncoderError: The encoder gives vectors that cannot be used, or a text has no words.
    """
    all_sides = list(dict.fromkeys([*sides, *(side.above.side for side in sides if side.above)]))
    readings, vectors = _vectors(all_sides, encoder, progress)
    words = words_of([[readings[wording] for wording in side.wordings] for side in all_sides])
    own = _letters([side.wordings for side in all_sides])
    some = any(any(side.parts) for side in all_sides)
    below = _letters([_everything(side) for side in all_sides]) if some else [None] * len(all_sides)
    found: dict[Side, Encoded] = {}
    # What stands above is encoded first: the others refer to it.
    for place in sorted(range(len(all_sides)), key=lambda place: all_sides[place].above is not None):
        side = all_sides[place]
        above = found[side.above.side] if side.above else None
        found[side] = _encoded(side, vectors, words[place], (own[place], below[place]), above)
    return [found[side] for side in sides]


def _vectors(
    sides: Sequence[Side], encoder: Encoder, progress: Progress | None
) -> tuple[dict[str, Reading], dict[str, np.ndarray]]:
    """Every wording with its words, and a vector of every text; by the text."""
    read = {wording for side in sides for wording in side.wordings}
    others = {text for side in sides for text in _texts(side)} - read
    told = _Told(progress, len(read) + len(others))
    readings = {t: r for chunk in told.chunks(read) for t, r in zip(chunk, encoder.read(chunk), strict=True)}
    vectors = {text: reading.vector.astype(np.float64) for text, reading in readings.items()}
    for chunk in told.chunks(others):
        vectors.update(zip(chunk, encoder.encode(chunk).astype(np.float64), strict=True))
    for text, vector in vectors.items():
        if not np.isfinite(vector).all():
            raise EncoderError(
                f"the encoder {encoder.name} gives no numbers for the text {shortened(text)}",
                remedy="Choose another encoder, or leave the statement out.",
            )
    return readings, vectors


class _Told:
    """Texts a chunk at a time, and whoever wants to know told how many are done."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress, self._total, self._done = progress, total, 0

    def chunks(self, texts: set[str]) -> Iterator[list[str]]:
        # Texts of like length make full batches; the text itself settles the order among equals.
        ordered = sorted(texts, key=lambda text: (len(text), text))
        for start in range(0, len(ordered), _CHUNK):
            chunk = ordered[start : start + _CHUNK]
            yield chunk
            self._done += len(chunk)
            if self._progress is not None:
                self._progress(self._done, self._total)


def _texts(side: Side) -> set[str]:
    return {*_headings(side), *filter(None, side.paths), *(part for parts in side.parts for part in parts)}


def _headings(side: Side) -> tuple[str, ...]:
    """Titles are compared with parts only, so a side without parts needs none."""
    if not any(side.parts):
        return side.wordings
    return tuple(title or text for title, text in zip(side.titles, side.texts, strict=True))


def _everything(side: Side) -> tuple[str, ...]:
    return tuple(" ".join((own, *parts)) for own, parts in zip(side.wordings, side.parts, strict=True))


def _letters(texts: Sequence[Sequence[str]]) -> list[csr_matrix]:
    """Runs of letters, their rarity taken over the texts of all sides."""
    rows = letter_weights([text for of_side in texts for text in of_side])
    ends = np.cumsum([0, *map(len, texts)])
    return [rows[start:end] for start, end in pairwise(ends)]


def _encoded(
    side: Side,
    vectors: dict[str, np.ndarray],
    words: Words,
    letters: tuple[csr_matrix, csr_matrix | None],
    above: Encoded | None,
) -> Encoded:
    own = [vectors[wording] for wording in side.wordings]
    parts = tuple(
        np.asarray([vectors[part] for part in below] or [own[row]]) for row, below in enumerate(side.parts)
    )
    # Halves, because an element of twelve indicators would otherwise hardly be what it is called.
    halves = [mine + unit(below.mean(axis=0)) for mine, below in zip(own, parts, strict=True)]
    return Encoded(
        side=side,
        said=side.said,
        whole=unit(_rows(halves)),
        headings=_rows([vectors[heading] for heading in _headings(side)]),
        places=unit(_rows(own) + _ABOVE * _above(side, vectors, like=own)) if any(side.paths) else None,
        parts=parts,
        words=words,
        letters=letters[0],
        letters_below=letters[1],
        above=above,
    )


def _above(side: Side, vectors: dict[str, np.ndarray], *, like: list[np.ndarray]) -> np.ndarray:
    """Vectors of the headings above each; zeros at the top."""
    return _rows(
        [vectors[path] if path else np.zeros_like(own) for path, own in zip(side.paths, like, strict=True)]
    )


def _rows(vectors: list[np.ndarray]) -> np.ndarray:
    return np.asarray(vectors, dtype=np.float64).reshape(len(vectors), -1 if vectors else 0)


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows, or one vector, brought to unit length; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0))
