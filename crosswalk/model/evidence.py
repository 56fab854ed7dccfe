"""Where words stand."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Where words stand: a file and its lines, counted from 1, both ends included."""

    path: str
    first_line: int
    last_line: int

    def __str__(self) -> str:
        """`corpus/sssc/source.txt:113-115`."""
        return f"{self.path}:{self.first_line}-{self.last_line}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words quoted from a source, and where they stand; without words, only the place."""

    words: str
    span: Span

    def __str__(self) -> str:
        """`“(CLF: Leadership – Engaged)” (corpus/sssc/source.txt:340-341)`."""
        return f"“{self.words}” ({self.span})" if self.words else str(self.span)
