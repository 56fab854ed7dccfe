"""Figures on paper, as PNG and SVG, each with words that say what it shows."""

import io
import textwrap
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as MarkedPath

if TYPE_CHECKING:
    from crosswalk.report.flows import Flows

#: White to deep blue: one hue, even steps of lightness; reads the same for the colour-blind and in grey.
_BLUES = LinearSegmentedColormap.from_list(
    "crosswalk", ["#ffffff", "#d6e4f2", "#8fb8dc", "#3f7fbc", "#174a85", "#0a2547"]
).with_extremes(bad="#e4e4e0")

#: Of words and lines.
INK = "#1b2733"
#: Left edge, lower edge, width and height of the drawing, as shares of the figure.
_Place = tuple[float, float, float, float]

#: Characters in a line of a label, and lines in a label; what is longer is cut with an ellipsis.
_LABEL_WIDTH = 13
_LABEL_LINES = 3

#: How the outline of a ribbon is drawn: a curve there, a straight edge, a curve back, closed.
_RIBBON = (
    MarkedPath.MOVETO, *[MarkedPath.CURVE4] * 3, MarkedPath.LINETO, *[MarkedPath.CURVE4] * 3,
    MarkedPath.CLOSEPOLY,
)  # fmt: skip

#: The less alike half of all pairs is drawn white: those texts have little in common.
_FLOOR = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """A figure ready to be written.

    Attributes:
        name: File name without ending.
        alt: What the figure shows, for those who cannot see it.
        png: For slides and documents.
        svg: For print at any size.
    """

    name: str
    alt: str
    png: bytes
    svg: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Consecutive rows of the overlap figure that belong to one framework."""

    label: str
    size: int


def draw_overlap(scores: np.ndarray, blocks: Sequence[Block]) -> Drawn:
    """Every element against every element of every other framework.

    Args:
        scores: Shape (n, n), not a number inside a framework.
        blocks: Frameworks along both axes; sizes add up to n.
    """

    def paint(axes: Axes) -> None:
        if not scores.size:
            axes.set_axis_off()
            axes.text(0.5, 0.5, "no framework has elements", ha="center")
            return
        known = scores[np.isfinite(scores)]
        low, high = np.quantile(known, [_FLOOR, 1.0]) if known.size else (0.0, 1.0)
        image = axes.imshow(scores, cmap=_BLUES, vmin=low, vmax=high, interpolation="nearest")
        edges = np.cumsum([0, *(block.size for block in blocks)])
        middles = (edges[:-1] + edges[1:]) / 2 - 0.5
        labels = [f"{_wrap(block.label)}\n({block.size})" for block in blocks]
        axes.set_xticks(middles, labels)
        axes.set_yticks(middles, labels)
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        for edge in edges[1:-1]:
            axes.axhline(edge - 0.5, color=INK, linewidth=0.8)
            axes.axvline(edge - 0.5, color=INK, linewidth=0.8)
        bar = axes.figure.colorbar(image, ax=axes, fraction=0.04, pad=0.02, shrink=0.9, extend="min")
        bar.set_label("similarity of two elements (cosine; not a probability)")

    return _drawn(
        "overlap",
        overlap_alt([block.label for block in blocks]),
        paint,
        size=(9.0, 7.9),
        place=(0.13, 0.03, 0.75, 0.88),
    )


def overlap_alt(names: Sequence[str]) -> str:
    """What the figure of overlap shows, for those who cannot see it.

    Args:
        names: Of the frameworks along both axes.
    """
    return (
        f"Heat map of how alike the elements of {', '.join(names)} are. Each cell compares one element of "
        "one framework with one of another; darker is more alike. Cells inside one framework are grey and "
        "not compared. The same figures stand in tables on the pages of every two frameworks."
    )


def draw_coverage(shares: np.ndarray, labels: Sequence[str], *, near: float) -> Drawn:
    """How many of each framework's indicators have a near suggested counterpart in each other framework.

    Args:
        shares: Shape (n, n), row covered by column, in [0, 1]; the diagonal is not a number.
        labels: Framework names, n of them.
        near: The score that counts as near.
    """

    def paint(axes: Axes) -> None:
        axes.imshow(shares, cmap=_BLUES, vmin=0.0, vmax=1.0, interpolation="nearest")
        names = [_wrap(label) for label in labels]
        axes.set_xticks(range(len(names)), names)
        axes.set_yticks(range(len(names)), names)
        axes.xaxis.tick_top()
        axes.xaxis.set_label_position("top")
        axes.set_xlabel("… have a near suggestion in")
        axes.set_ylabel("of the indicators of …")
        axes.tick_params(length=0)
        for (row, column), share in np.ndenumerate(shares):
            if np.isfinite(share):
                ink = "white" if share > 0.55 else INK
                axes.text(column, row, f"{share:.0%}", ha="center", va="center", color=ink)

    cells = [
        f"{labels[row]} by {labels[column]} {share:.0%}"
        for (row, column), share in np.ndenumerate(shares)
        if np.isfinite(share)
    ]
    alt = (
        f"Share of each framework's indicators that have a counterpart of similarity {near:.2f} or more in "
        f"each other framework, as suggested by a model and not reviewed: {'; '.join(cells)}."
    )
    return _drawn("coverage", alt, paint, size=(7.8, 6.0), place=(0.22, 0.03, 0.76, 0.8))


def draw_flows(flows: "Flows") -> Drawn:
    """From frameworks to the principles that their statements support.

    Args:
        flows: The shapes.
    """

    def paint(axes: Axes) -> None:
        axes.set_xlim(0, flows.width)
        axes.set_ylim(flows.height, 0)
        axes.set_axis_off()
        for ribbon in flows.ribbons:
            outline = MarkedPath(ribbon.corners, _RIBBON)
            axes.add_patch(PathPatch(outline, facecolor=ribbon.colour, alpha=0.45, linewidth=0))
        for bars, side in ((flows.frameworks, -1), (flows.principles, 1)):
            for bar in bars:
                axes.add_patch(
                    Rectangle((bar.x, bar.y), bar.width, bar.height, facecolor=bar.colour, linewidth=0)
                )
                x = bar.x - 8 if side < 0 else bar.x + bar.width + 8
                words = f"{bar.label} ({bar.count})"
                axes.text(x, bar.middle, words, ha="right" if side < 0 else "left", va="center", fontsize=7.5)

    size = (9.6, 9.6 * flows.height / flows.width)
    return _drawn("principles", flows.alt, paint, size=size, place=(0.0, 0.0, 1.0, 1.0))


@contextmanager
def drawing_style(name: str) -> Iterator[None]:
    """The look that all figures share.

    Args:
        name: Of the figure; the names inside an SVG file follow from it, so that the same figure gives the
            same bytes.
    """
    with mpl.rc_context(
        {
            "font.family": "DejaVu Sans",
            "font.size": 9,
            "text.color": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
            "svg.hashsalt": name,
            # Words stay words: they can be searched and read aloud.
            "svg.fonttype": "none",
        }
    ):
        yield


def _wrap(label: str) -> str:
    """A label on several short lines."""
    lines = textwrap.wrap(label, _LABEL_WIDTH, max_lines=_LABEL_LINES, placeholder=" …")
    return "\n".join(lines)


def _drawn(
    name: str, alt: str, paint: Callable[[Axes], None], *, size: tuple[float, float], place: _Place
) -> Drawn:
    with drawing_style(name):
        # Placed by hand: letting the library find the places takes longer than drawing.
        figure = Figure(figsize=size)
        paint(figure.add_axes(place))
        png, svg = io.BytesIO(), io.BytesIO()
        figure.savefig(png, format="png", dpi=150, metadata={"Software": None})
        figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    return Drawn(name=name, alt=alt, png=png.getvalue(), svg=svg.getvalue())
