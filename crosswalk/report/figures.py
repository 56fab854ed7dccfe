"""Figures on paper, as PNG and SVG, each with words that say what it shows."""

import io
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.figure import Figure
from PIL import Image

#: White to deep blue: one hue, even steps of lightness; reads the same for the colour-blind and in grey.
_BLUES = LinearSegmentedColormap.from_list(
    "crosswalk", ["#ffffff", "#d6e4f2", "#8fb8dc", "#3f7fbc", "#174a85", "#0a2547"]
).with_extremes(bad="#e4e4e0")

#: Of words and lines.
INK = "#1b2733"
#: Left edge, lower edge, width and height of the drawing, as shares of the figure.
Place = tuple[float, float, float, float]

#: Characters in a line of a label, and lines in a label; what is longer is cut with an ellipsis.
_LABEL_WIDTH = 13
_LABEL_LINES = 3
#: More frameworks than this, and labels are small, along one line, and cells have no figures in them.
_MANY = 12

#: Dots an inch of a PNG file, and how hard it is packed: harder takes longer and gains little.
_DPI, _PACKED = 150, 3

#: A cell is a square of one colour; coloured before it is enlarged, which is twice as quick as after.
_CELLS: Any = {"interpolation": "nearest", "interpolation_stage": "rgba"}

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
            _say_nothing(axes, "no framework has elements")
            return
        known = scores[np.isfinite(scores)]
        low, high = np.quantile(known, [_FLOOR, 1.0]) if known.size else (0.0, 1.0)
        # Where all are equally alike, they are all as alike as any.
        low = min(low, high - 0.01)
        axes.imshow(scores, cmap=_BLUES, vmin=low, vmax=high, **_CELLS)
        edges = np.cumsum([0, *(block.size for block in blocks)])
        labels = [f"{wrapped(block.label)}\n({block.size})" for block in blocks]
        _label(axes, labels, (edges[:-1] + edges[1:]) / 2 - 0.5)
        for edge in edges[1:-1]:
            axes.axhline(edge - 0.5, color=INK, linewidth=0.8)
            axes.axvline(edge - 0.5, color=INK, linewidth=0.8)
        _scale(cast(Figure, axes.figure), low, high)

    return drawn(
        "overlap",
        overlap_alt([block.label for block in blocks]),
        paint,
        size=(9.0, 7.9),
        place=(0.13, 0.02, 0.76, 0.86),
    )


def _label(axes: Axes, labels: Sequence[str], places: Iterable[float]) -> None:
    """The same labels along the upper and the left edge; ticks would take half of the time of drawing."""
    axes.set_xticks([])
    axes.set_yticks([])
    many = len(labels) > _MANY
    style: Any = {"fontsize": 6.5 if many else 9, "linespacing": 1.1, "parse_math": False}
    for label, place in zip(labels, places, strict=True):
        words = label.replace("\n", " ") if many else label
        axes.annotate(
            words, (place, 1.0), (0, 5), xycoords=("data", "axes fraction"), textcoords="offset points",
            ha="center", va="bottom", rotation=90 if many else 0, **style,
        )  # fmt: skip
        axes.annotate(
            words, (0.0, place), (-5, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
            ha="right", va="center", **style,
        )  # fmt: skip


def _say_nothing(axes: Axes, words: str) -> None:
    axes.set_axis_off()
    axes.text(0.5, 0.5, words, ha="center")


def _scale(figure: Figure, low: float, high: float) -> None:
    """What the shades of a similarity stand for, beside the drawing."""
    axes = figure.add_axes((0.915, 0.14, 0.02, 0.62))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.imshow(
        np.linspace(high, low, 64)[:, None], cmap=_BLUES, aspect="auto", extent=(0, 1, low, high), **_CELLS
    )
    for value in np.linspace(low, high, 5):
        words = f"{value:.2f}" if value > low else f"≤ {value:.2f}"
        axes.text(1.3, value, words, va="center")
    axes.text(
        -0.4,
        (low + high) / 2,
        "similarity of two elements (cosine; not a probability)",
        rotation=90,
        ha="right",
        va="center",
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
        if not shares.size:
            _say_nothing(axes, "there is no framework")
            return
        axes.imshow(shares, cmap=_BLUES, vmin=0.0, vmax=1.0, **_CELLS)
        _label(axes, [wrapped(label) for label in labels], range(len(labels)))
        axes.text(0.5, 1.15, "… have a near suggestion in", ha="center", transform=axes.transAxes)
        axes.text(-0.26, 0.5, "of the indicators of …", va="center", rotation=90, transform=axes.transAxes)
        for (row, column), share in np.ndenumerate(shares):
            if np.isfinite(share) and len(labels) <= _MANY:
                ink = "white" if share > 0.55 else INK
                axes.text(column, row, f"{share:.0%}", ha="center", va="center", color=ink)

    return drawn(
        "coverage", _coverage_alt(shares, labels, near), paint, size=(7.8, 6.0), place=(0.24, 0.02, 0.74, 0.8)
    )


def _coverage_alt(shares: np.ndarray, labels: Sequence[str], near: float) -> str:
    cells = {
        f"{labels[row]} by {labels[column]}": share
        for (row, column), share in np.ndenumerate(shares)
        if np.isfinite(share)
    }
    said = "; ".join(f"{cell} {share:.0%}" for cell, share in cells.items())
    if len(labels) > _MANY:
        said = f"from {min(cells.values()):.0%} to {max(cells.values()):.0%}; each stands in coverage.csv"
    return (
        f"Share of each framework's indicators that have a counterpart of similarity {near:.2f} or more in "
        f"each other framework, as suggested by a model and not reviewed: {said or 'none'}."
    )


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
            # Letters are placed where they belong, not where dots are; twice as quick, too.
            "text.hinting": "none",
            "hatch.color": INK,
            "hatch.linewidth": 0.6,
            "svg.hashsalt": name,
            # Words stay words: they can be searched and read aloud.
            "svg.fonttype": "none",
        }
    ):
        yield


def wrapped(label: str) -> str:
    """A label on several short lines."""
    lines = textwrap.wrap(label, _LABEL_WIDTH, max_lines=_LABEL_LINES, placeholder=" …")
    return "\n".join(lines)


def drawn(
    name: str,
    alt: str,
    paint: Callable[[Axes], None],
    *,
    size: tuple[float, float],
    place: Place,
    flat: bool = False,
) -> Drawn:
    """A figure with one drawing; the same paint gives the same bytes.

    Args:
        name: Of the file.
        alt: What the figure shows, for those who cannot see it.
        paint: Draws it.
        size: Width and height in inches.
        place: Left edge, lower edge, width and height of the drawing, as shares of the figure.
        flat: Whether its colours are few and none of them is a measure: its PNG file then keeps 256, and is a
            quarter of the size.
    """
    with drawing_style(name):
        # Placed by hand: letting the library find the places takes longer than drawing.
        figure = Figure(figsize=size, dpi=_DPI)
        paint(figure.add_axes(place))
        svg, png = io.BytesIO(), _png(figure, flat=flat)
        figure.savefig(svg, format="svg", dpi=100, metadata={"Date": None, "Creator": None})
    return Drawn(name=name, alt=alt, png=png, svg=svg.getvalue())


def _png(figure: Figure, *, flat: bool) -> bytes:
    canvas: Any = FigureCanvasAgg(figure)
    canvas.draw()
    image = Image.fromarray(np.asarray(canvas.buffer_rgba())).convert("RGB")
    if flat:
        image = image.quantize(method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        # The mean of each group of colours is rounded down; white paper is to stay white.
        image.putpalette([255 if shade >= 254 else shade for shade in image.getpalette() or ()])
    packed = io.BytesIO()
    image.save(packed, format="PNG", dpi=(_DPI, _DPI), compress_level=6 if flat else _PACKED)
    return packed.getvalue()
