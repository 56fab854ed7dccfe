"""The smallest worlds that the tests of rules need: two invented frameworks and an encoder of six lines."""

import re
import zlib
from collections.abc import Callable, Sequence

import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.model import Declaration, Evidence, Framework, Kind, Polarity, Scale, Span, Statement
from crosswalk.suggest.encoders import Reading
from crosswalk.vocabulary import Predicate


class LetterEncoder:
    """Counts pairs of letters: like spelling, like vector. Stands in where any encoder will do."""

    name = "letters"

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        rows = np.zeros((len(texts), 64), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for pair in zip(text.casefold(), text.casefold()[1:], strict=False):
                row[zlib.crc32("".join(pair).encode()) % 64] += 1
        return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))

    def read(self, texts: Sequence[str]) -> list[Reading]:
        return read_alone(texts, self.encode)


def read_alone(texts: Sequence[str], encode: Callable[[Sequence[str]], np.ndarray]) -> list[Reading]:
    """Readings by an encoder without context: a word's vector is the one it has as a text of its own."""
    words = [tuple(re.findall(r"[^\W_]+", text.lower())) for text in texts]
    return [
        Reading(vector, of_text, encode(of_text).astype(np.float16))
        for vector, of_text in zip(encode(texts), words, strict=True)
    ]


def span(framework_id: str, line: int) -> Span:
    return Span(f"corpus/{framework_id}/source.txt", line, line)


def statement(statement_id: str, kind: Kind, line: int, **fields: object) -> Statement:
    framework_id = statement_id.partition(":")[0]
    return Statement(
        id=statement_id, kind=kind, item_type=kind.value, span=span(framework_id, line), **fields
    )


def invented() -> Catalogue:
    """`ash` has two elements on a scale of two; `elm` has two elements and a negative indicator; `oak` is
    known by reference only."""
    ash = Framework(
        id="ash",
        title="Ash",
        source="corpus/ash/source.txt",
        sha256="a" * 64,
        scale=Scale(name="stage", labels=("First", "Second")),
        statements=(
            statement("ash:level.first", Kind.LEVEL, 1, title="First", rank=1),
            statement("ash:level.second", Kind.LEVEL, 2, title="Second", rank=2),
            statement("ash:1", Kind.GROUP, 3, title="Working together"),
            statement("ash:1.1", Kind.ELEMENT, 4, title="Sharing information", parent_id="ash:1"),
            statement(
                "ash:1.1.first", Kind.INDICATOR, 5, text="Shares information with partners.",
                parent_id="ash:1.1", level_id="ash:level.first",
                citation=Evidence("(OAK: Sharing – High)", span("ash", 5)),
            ),
            statement(
                "ash:1.1.second", Kind.INDICATOR, 6, text="Builds a culture of sharing knowledge.",
                parent_id="ash:1.1", level_id="ash:level.second",
            ),
            statement("ash:1.2", Kind.ELEMENT, 7, title="Managing money", parent_id="ash:1"),
            statement(
                "ash:1.2.first", Kind.INDICATOR, 8, text="Keeps within the budget.",
                parent_id="ash:1.2", level_id="ash:level.first",
            ),
        ),
        declarations=(
            Declaration(
                subject_id="ash", object_id="oak", object_title="Oak", predicate_id=Predicate.SOURCE,
                evidence=Evidence("based on the structure of Oak", span("ash", 9)), same_groups=True,
            ),
        ),
    )  # fmt: skip
    elm = Framework(
        id="elm",
        title="Elm",
        source="corpus/elm/source.txt",
        sha256="e" * 64,
        statements=(
            statement("elm:1", Kind.ELEMENT, 1, title="Sharing information well"),
            statement(
                "elm:1.1", Kind.INDICATOR, 2, text="Shares information with all partners.", parent_id="elm:1",
            ),
            statement(
                "elm:1.n", Kind.INDICATOR, 3, text="Shares information with no partners.", parent_id="elm:1",
                polarity=Polarity.NEGATIVE,
            ),
            statement("elm:2", Kind.ELEMENT, 4, title="Courage"),
        ),
    )  # fmt: skip
    oak = Framework(
        id="oak",
        title="Oak",
        known_by_reference=True,
        statements=(
            Statement(
                id="oak:1", kind=Kind.GROUP, item_type="domain", span=span("elm", 5), title="Working Together"
            ),
            Statement(
                id="oak:2", kind=Kind.GROUP, item_type="domain", span=span("elm", 6), title="Something else"
            ),
            Statement(
                id="oak:sharing.high", kind=Kind.ELEMENT, item_type="cited", span=span("ash", 5),
                title="Sharing – High",
            ),
        ),
    )  # fmt: skip
    return Catalogue([ash, elm, oak])
