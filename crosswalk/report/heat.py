"""How alike the elements of two frameworks are, as a table that is shaded."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from crosswalk.model import Framework, Kind, Statement
from crosswalk.report.findings import Findings

#: Lower bounds of the six shades, as shares of the way from the median of all figures to the highest.
_SHADES = np.array([0.0, 0.2, 0.4, 0.6, 0.8])

#: Cells of a table at most: more are no longer looked at, and a browser takes its time with them.
_MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Two elements.

    Attributes:
        text: Their cosine times 100, rounded.
        shade: How dark the cell is, 0 (palest) to 5.
        explained: Where the pair is explained on the page of suggested pairs; empty where it is not.
    """

    text: str
    shade: int
    explained: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heat:
    """A row for each element of one framework, a column for each of the other.

    Attributes:
        columns: Elements of the second.
        rows: Elements of the first with their cells.
    """

    columns: tuple[Statement, ...]
    rows: tuple[tuple[Statement, tuple[Cell, ...]], ...]


def heat(findings: Findings, first: Framework, second: Framework) -> Heat | None:
    """The similarity of every two elements; None where there is none to show, or too much of it.

    Args:
        findings: What the report is made from.
        first: The framework in the rows.
        second: The framework in the columns.
    """
    ours, theirs = first.of_kind(Kind.ELEMENT), second.of_kind(Kind.ELEMENT)
    if not 0 < len(ours) * len(theirs) <= _MOST:
        return None
    return Heat(columns=theirs, rows=tuple(_rows(findings, ours, theirs)))


def _rows(
    findings: Findings, ours: tuple[Statement, ...], theirs: tuple[Statement, ...]
) -> Iterator[tuple[Statement, tuple[Cell, ...]]]:
    rows, columns = ([findings.place_of_element[s.id] for s in side] for side in (ours, theirs))
    scores = findings.suggestions.element_scores[np.ix_(rows, columns)]
    low, high = findings.similarities
    shades = np.searchsorted(_SHADES, (scores - low) / max(high - low, 1e-9))
    for element, own, dark in zip(ours, scores.tolist(), shades.tolist(), strict=True):
        cells = zip(theirs, own, dark, strict=True)
        yield (
            element,
            tuple(
                Cell(
                    text=str(round(score * 100)),
                    shade=shade,
                    explained=findings.explained.get((element.id, other.id), ""),
                )
                for other, score, shade in cells
            ),
        )
