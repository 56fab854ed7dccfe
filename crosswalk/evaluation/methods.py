"""The methods that are compared: what everyone does first, and what this tool does."""

from dataclasses import dataclass

import numpy as np

from crosswalk.suggest.encoded import encode_sides
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.relation import Relations
from crosswalk.suggest.scoring import Comparison, compare
from crosswalk.suggest.side import Side
from crosswalk.suggest.weights import Learnt

OURS = "crosswalk"


def full_texts(side: Side) -> list[str]:
    """Title, text and the wordings below, joined by spaces: all that is said under one heading."""
    return [
        " ".join(filter(None, (title, text, *parts)))
        for title, text, parts in zip(side.titles, side.texts, side.parts, strict=True)
    ]


def own_texts(side: Side) -> list[str]:
    """Title and text, joined by a space."""
    return [
        " ".join(filter(None, (title, text))) for title, text in zip(side.titles, side.texts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class PlainCosine:
    """Cosine of the vectors of whole texts: what everyone does first.

    Attributes:
        encoder: Turns texts into unit vectors.
        everything: Whether what stands below is part of the text.
    """

    encoder: Encoder
    everything: bool

    def __call__(self, left: Side, right: Side) -> np.ndarray:
        """Scores of every pair, shape (n, m)."""
        texts = full_texts if self.everything else own_texts
        # Vectors have unit length, so the product is the cosine.
        vectors = [self.encoder.encode(texts(side)).astype(np.float64) for side in (left, right)]
        return np.asarray(vectors[0] @ vectors[1].T)


class Ours:
    """What this tool does; each two sides are compared once.

    Args:
        encoder: Turns texts into unit vectors.
        learnt: What the views' votes weigh and what a score means.
    """

    def __init__(self, encoder: Encoder, learnt: Learnt) -> None:
        self._encoder, self._learnt = encoder, learnt.for_encoder(encoder.name)
        self._known: dict[tuple[Side, Side], tuple[Comparison, Relations]] = {}

    def __call__(self, left: Side, right: Side) -> np.ndarray:
        """Scores of every pair, shape (n, m)."""
        return self._compared(left, right)[0].score

    def confidence(self, left: Side, right: Side) -> np.ndarray | None:
        """Probability of a match for every pair, shape (n, m); None where it is not known."""
        return self._compared(left, right)[0].confidence

    def relations(self, left: Side, right: Side) -> Relations:
        """How the pairs relate."""
        return self._compared(left, right)[1]

    def _compared(self, left: Side, right: Side) -> tuple[Comparison, Relations]:
        if (left, right) not in self._known:
            first, second = encode_sides((left, right), self._encoder)
            comparison = compare(first, second, self._learnt)
            self._known[left, right] = comparison, Relations(first, second, comparison.confidence)
        return self._known[left, right]
