"""The figure of gaps: what is known of each framework's statements in each other one, as stacked bars."""

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from crosswalk.report.figures import INK, Drawn, drawn
from crosswalk.report.standing import MARK_TITLE, Mark

#: How each part of a bar looks: its colour, and its hatching, which tells it apart in grey.
_LOOKS = {
    Mark.ADDRESSED: ("#0072b2", ""),
    Mark.PARTLY: ("#8cc6ec", "////"),
    Mark.ABSENT: ("#f0a878", "xxxx"),
    Mark.SUGGESTED: ("#e4e4e0", "---"),
    Mark.OPEN: ("#ffffff", ""),
}

#: Inches: width of the figure and of each of its two columns; from the left of a column, where bars begin and
#: end; a line with a bar; where the first one is; what is left below the last one, and between two groups.
_WIDTH, _COLUMN, _LEFT, _RIGHT = 7.8, 3.95, 1.75, 3.65
_LINE, _FIRST, _BELOW, _APART = 0.19, 0.55, 0.28, 0.08
#: Where each part stands in the legend: inches from the left, and line.
_LEGEND = ((0.05, 0), (2.3, 0), (5.0, 0), (2.3, 1), (5.0, 1))
#: Characters of a name beside a bar, and of one above them.
_NAME, _HEADING = 24, 48


@dataclass(frozen=True, slots=True, kw_only=True)
class GapBar:
    """What is known of the statements of one framework in another, or in all others.

    Attributes:
        framework: Name.
        against: Name of the other; empty for all others together.
        counts: How many are in each state.
    """

    framework: str
    against: str
    counts: Mapping[Mark, int]

    @property
    def said(self) -> str:
        """The bar in words."""
        parts = [f"{count:,} {MARK_TITLE[mark].lower()}" for mark, count in self.counts.items() if count]
        where = self.against or "all others together"
        return f"{self.framework} in {where}: {', '.join(parts) or 'no statements'}"


def draw_gaps(bars: Sequence[GapBar]) -> Drawn:
    """Every framework against each other one, or against all others, in four states.

    Args:
        bars: From the top down; those of one framework one after the other.
    """
    rows = _rows(bars)
    height = _FIRST + max((top + _LINE for _, top, _ in rows), default=0.0) + _BELOW

    def paint(axes: Axes) -> None:
        axes.set_xlim(0, _WIDTH)
        axes.set_ylim(height, 0)
        axes.set_axis_off()
        for (x, line), (mark, (colour, hatch)) in zip(_LEGEND, _LOOKS.items(), strict=True):
            _part(axes, x, 0.06 + _LINE * line, 0.28, colour, hatch)
            _say(axes, x + 0.35, 0.13 + _LINE * line, MARK_TITLE[mark])
        for column, below, what in rows:
            x, top = column * _COLUMN, _FIRST + below
            if isinstance(what, str):
                _say(axes, x + 0.05, top + _LINE / 2, what, weight="bold")
            else:
                _bar(axes, x, top, what)
        for column, below in {column: below for column, below, _ in rows}.items():
            for share in (0.0, 0.5, 1.0):
                x = column * _COLUMN + _LEFT + share * (_RIGHT - _LEFT)
                _say(axes, x, _FIRST + below + _LINE + 0.12, f"{share:.0%}", ha="center")

    alt = (
        "Stacked bars: how many elements and indicators of each framework are addressed, partly addressed or "
        "judged absent in another, or not yet reviewed, of which a model suggests something for some. "
        f"{'. '.join(bar.said for bar in bars)}."
    )
    return drawn("gaps", alt, paint, size=(_WIDTH, height), place=(0.0, 0.0, 1.0, 1.0), flat=True)


def _rows(bars: Sequence[GapBar]) -> list[tuple[int, float, str | GapBar]]:
    """Column, inches below the legend, and what stands there: a heading or a bar.

    Frameworks go to the right and then down.
    """
    found: list[tuple[int, float, str | GapBar]] = []
    top = 0.0
    for place, (name, own) in enumerate(groupby(bars, lambda bar: bar.framework)):
        each = [*own]
        heading = [f"{_short(name, _HEADING)}, in …"] if each[0].against else []
        panel: list[str | GapBar] = [*heading, *each]
        found += [(place % 2, top + _LINE * row, what) for row, what in enumerate(panel)]
        top += place % 2 * (_LINE * len(panel) + (_APART if heading else 0))
    return found


def _bar(axes: Axes, x: float, top: float, bar: GapBar) -> None:
    name = _short(bar.against or bar.framework, _NAME)
    _say(axes, x + _LEFT - 0.08, top + _LINE / 2, name, ha="right")
    every, start = sum(bar.counts.values()), x + _LEFT
    for mark, count in bar.counts.items():
        if count:
            width = (_RIGHT - _LEFT) * count / every
            _part(axes, start, top + 0.02, width, *_LOOKS[mark])
            start += width


def _part(axes: Axes, x: float, top: float, width: float, colour: str, hatch: str) -> None:
    # As an artist: a patch would be measured, to find the limits that are set already.
    axes.add_artist(
        Rectangle((x, top), width, _LINE - 0.05, facecolor=colour, edgecolor=INK, hatch=hatch, linewidth=0.6)
    )


def _say(axes: Axes, x: float, y: float, words: str, *, ha: str = "left", weight: str = "normal") -> None:
    axes.text(x, y, words, ha=ha, va="center", fontsize=8, fontweight=weight, parse_math=False)


def _short(name: str, most: int) -> str:
    return textwrap.shorten(name, most, placeholder=" …")
