"""Sides to compare, made of as little as a test needs to say."""

from collections.abc import Sequence

import numpy as np

from crosswalk.model import Framework, Kind, Polarity
from crosswalk.suggest.encoded import Encoded, encode_sides
from crosswalk.suggest.encoders import Encoder, Reading
from crosswalk.suggest.side import Side
from crosswalk.suggest.word_by_word import Words
from tests.worlds import LetterEncoder, statement


class Counting(LetterEncoder):
    """Remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        self.asked.extend(texts)
        return super().encode(texts)

    def read(self, texts: Sequence[str]) -> list[Reading]:
        self.asked.extend(texts)
        return LetterEncoder().read(texts)


def side(
    *titles: str,
    texts: Sequence[str] = (),
    parts: Sequence[Sequence[str]] = (),
    negative: Sequence[int] = (),
    paths: Sequence[str] = (),
) -> Side:
    """Titles with perhaps texts, wordings below and headings above; and the places of those that warn."""
    n = len(titles) or len(texts)
    return Side(
        ids=tuple(f"x:{place:03}" for place in range(n)),
        titles=titles or ("",) * n,
        texts=tuple(texts) or ("",) * n,
        parts=tuple(map(tuple, parts)) or ((),) * n,
        negative=tuple(place in negative for place in range(n)),
        paths=tuple(paths),
    )


def encoded(*sides: Side, encoder: Encoder | None = None) -> list[Encoded]:
    return encode_sides(sides, encoder or LetterEncoder())


def framework(name: str, *indicators: str, negative: Sequence[int] = ()) -> Framework:
    """Indicators without anything above them, numbered from 1."""
    return Framework(
        id=name,
        title=name,
        source=f"corpus/{name}/source.txt",
        statements=tuple(
            statement(
                f"{name}:{number:02}",
                Kind.INDICATOR,
                number,
                text=text,
                polarity=Polarity.NEGATIVE if number in negative else Polarity.POSITIVE,
            )
            for number, text in enumerate(indicators, start=1)
        ),
    )


def words(*texts: Sequence[tuple[float, Sequence[float]]]) -> Words:
    """Texts as the weights and the vectors of their words, which are called a, b, c ..."""
    every = [word for text in texts for word in text]
    return Words(
        vectors=np.array([vector for _, vector in every], dtype=np.float32),
        weights=np.array([weight for weight, _ in every], dtype=np.float64),
        starts=np.cumsum([0, *(len(text) for text in texts[:-1])]),
        spelled=tuple(chr(ord("a") + place) for place in range(len(every))),
    )
