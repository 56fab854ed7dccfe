"""The methods that are compared: what everyone does first, and what this tool does."""

import numpy as np

from crosswalk.evaluation.figures import Method
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.scoring import score
from crosswalk.suggest.side import Side


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


def methods(encoder: Encoder) -> dict[str, Method]:
    """By the name that tables and figures give them, the simplest first, ours last."""

    def cosine_of_own(left: Side, right: Side) -> np.ndarray:
        return _cosine(encoder, own_texts(left), own_texts(right))

    def cosine_of_all(left: Side, right: Side) -> np.ndarray:
        return _cosine(encoder, full_texts(left), full_texts(right))

    def ours(left: Side, right: Side) -> np.ndarray:
        return score(left, right, encoder)

    return {"cosine, title and text": cosine_of_own, "cosine, full text": cosine_of_all, "crosswalk": ours}


def _cosine(encoder: Encoder, left: list[str], right: list[str]) -> np.ndarray:
    # Vectors have unit length, so the product is the cosine.
    return encoder.encode(left).astype(np.float64) @ encoder.encode(right).astype(np.float64).T
