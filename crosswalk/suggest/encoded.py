"""A side with its vectors: every text that a view compares, encoded once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from scipy.sparse import csr_matrix

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.letters import letter_weights
from crosswalk.suggest.side import Side, side_of

#: The kinds of statement that are compared, in the order in which they are suggested.
COMPARED = (Kind.ELEMENT, Kind.INDICATOR)

#: Called with the number of texts encoded so far and the number in all.
Progress = Callable[[int, int], None]

#: Texts handed to the encoder at a time: enough to fill its batches, few enough to report progress.
_CHUNK = 512


@dataclass(frozen=True, slots=True)
class Encoded:
    """One side of a comparison with its vectors; n things, vectors of d values.

    Attributes:
        side: What was encoded.
        whole: Half the own wording, half the mean of the parts; unit rows, shape (n, d), float64.
        headings: Titles, or wordings where there is no title; unit rows, shape (n, d).
        parts: Vectors of the parts of each, shape (k, d); where nothing stands below, the own wording.
        letters: Runs of letters in each wording, weighted by rarity; sparse unit rows, shape (n, v).
        letters_below: The same with the parts' wordings added; None where no side has parts.
    """

    side: Side
    whole: np.ndarray
    headings: np.ndarray
    parts: tuple[np.ndarray, ...]
    letters: csr_matrix
    letters_below: csr_matrix | None


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
    # Texts of like length make full batches; the text itself settles the order among equals.
    texts = sorted({t for side in sides for t in _texts(side)}, key=lambda t: (len(t), t))
    vectors: dict[str, np.ndarray] = {}
    for start in range(0, len(texts), _CHUNK):
        chunk = texts[start : start + _CHUNK]
        vectors.update(zip(chunk, encoder.encode(chunk).astype(np.float64), strict=True))
        if progress is not None:
            progress(len(vectors), len(texts))
    own = _letters([side.wordings for side in sides])
    below = _letters([_everything(side) for side in sides]) if any(any(s.parts) for s in sides) else None
    return [
        _encoded(side, vectors, own[place], below[place] if below else None)
        for place, side in enumerate(sides)
    ]


def _texts(side: Side) -> set[str]:
    return {*side.wordings, *_headings(side), *(part for parts in side.parts for part in parts)}


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
    side: Side, vectors: dict[str, np.ndarray], letters: csr_matrix, letters_below: csr_matrix | None
) -> Encoded:
    own = [vectors[wording] for wording in side.wordings]
    parts = tuple(
        np.asarray([vectors[part] for part in below] or [own[row]]) for row, below in enumerate(side.parts)
    )
    # Halves, because an element of twelve indicators would otherwise hardly be what it is called.
    halves = [mine + unit(below.mean(axis=0)) for mine, below in zip(own, parts, strict=True)]
    return Encoded(
        side=side,
        whole=unit(_rows(halves)),
        headings=_rows([vectors[heading] for heading in _headings(side)]),
        parts=parts,
        letters=letters,
        letters_below=letters_below,
    )


def _rows(vectors: list[np.ndarray]) -> np.ndarray:
    return np.asarray(vectors, dtype=np.float64).reshape(len(vectors), -1 if vectors else 0)


def unit(rows: np.ndarray) -> np.ndarray:
    """Rows, or one vector, brought to unit length; zeros stay zeros."""
    lengths = np.linalg.norm(rows, axis=-1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1.0))
