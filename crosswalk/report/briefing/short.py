"""Ways to say things shortly on paper."""

import math
import textwrap
from collections.abc import Sequence

from crosswalk.interop.docx import Run, Words
from crosswalk.model import Framework, Statement

#: Rows of a table with one for each framework; of more frameworks, the first are shown.
MOST_FRAMEWORKS = 12

#: Characters of a framework's name.
NAME = 50


def many(count: int, what: str) -> str:
    """A number of things: `1 link`, `2,300 links`."""
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def shortened(text: str, most: int) -> str:
    """Words up to so many characters; an ellipsis says that there are more."""
    return textwrap.shorten(text, most, placeholder=" …")


def lines(words: Words, width: int) -> int:
    """About how many lines of so many characters words take."""
    runs = (words,) if isinstance(words, str | Run) else words
    return max(1, math.ceil(sum(len(run if isinstance(run, str) else run.text) for run in runs) / width))


def quoted(statement: Statement, most: int) -> list[str | Run]:
    """A statement in its own words, with its id."""
    return [f"“{shortened(statement.label, most)}” ", Run(statement.id, "Id")]


def in_words(names: Sequence[str]) -> str:
    """Names as people list them: `a, b and c`."""
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def first_frameworks(frameworks: Sequence[Framework], sheet: str) -> tuple[Sequence[Framework], str]:
    """Those that a table has room for, and a sentence on the others; empty where there are none.

    Args:
        frameworks: In order.
        sheet: Of the workbook that has all.
    """
    left = len(frameworks) - MOST_FRAMEWORKS
    said = f" The first {MOST_FRAMEWORKS} of {len(frameworks)}; all stand in the sheet {sheet}."
    return frameworks[:MOST_FRAMEWORKS], said if left > 0 else ""
