"""What all figures for researchers share: one look, colours, and words for those who cannot see them."""

import io
from base64 import b64encode
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from PIL import Image

from crosswalk.report.figures import INK, drawing_style
from crosswalk.report.palette import colours

#: Of frameworks, in their order: a colour is never alone.
SIGNS = ("o", "s", "^", "D", "v", "P", "X", "*")

#: Blues of the house, from deep to pale; told apart in grey.
BLUES = ("#174a85", "#3f7fbc", "#8fb8dc", "#d6e4f2")

#: Of lines that help the eye.
PALE = "#d0d4d9"

#: Dots to an inch, drawn and shown: drawn finer than shown, so that letters stay sharp.
_DRAWN, _SHOWN = 130, 96

#: Colours of a drawing, shades between them included. A third of the bytes, and nobody sees it: notebooks are
#: kept with what they show.
_SHADES = 256

#: Draws on the axes of a figure, one an area.
Paint = Callable[[Sequence[Axes]], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A figure that shows itself in a notebook.

    Attributes:
        alt: What it shows, with the figures, for those who cannot see it.
        png: The drawing.
        width: How wide to show it, in pixels.
    """

    alt: str
    png: bytes
    width: int

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> tuple[dict[str, str], dict[str, dict[str, object]]]:
        """As Jupyter asks for it: the drawing, and its words where no drawing can be shown."""
        data = {"image/png": b64encode(self.png).decode("ascii"), "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt, "width": self.width}}


def painted(
    name: str,
    alt: str,
    paint: Paint,
    *,
    size: tuple[float, float],
    areas: int = 1,
    ratios: Sequence[float] = (),
) -> Picture:
    """Draw a figure; the same input gives the same drawing.

    Args:
        name: Of the figure.
        alt: What it shows.
        paint: Draws it.
        size: Width and height in inches.
        areas: How many drawings stand side by side.
        ratios: How wide each is beside the others; equal if empty.
    """
    with drawing_style(name):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots(1, areas, squeeze=False, width_ratios=list(ratios) or None)[0]
        for one in axes:
            one.spines[["top", "right"]].set_visible(False)
        paint(list(axes))
        drawn = io.BytesIO()
        figure.savefig(drawn, format="png", dpi=_DRAWN)
    return Picture(alt=alt, png=_smaller(drawn), width=round(size[0] * _SHOWN))


def _smaller(drawn: io.BytesIO) -> bytes:
    with Image.open(drawn) as image:
        few = image.convert("RGB").quantize(_SHADES, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, format="png", optimize=True)
    return out.getvalue()


def ladder(axes: Axes, labels: Sequence[str]) -> np.ndarray:
    """Rows with a label each, the first on top; gives their places, shape (n,)."""
    places = np.arange(len(labels))
    axes.set_yticks(places, labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    return places


def listed(names: Sequence[str], figures: Sequence[object]) -> str:
    """`one 3; another 4`: the figures of a drawing in words."""
    return "; ".join(f"{name} {figure}" for name, figure in zip(names, figures, strict=True))


def look_of(names: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """A colour and a sign for each framework; from the ninth on they come again."""
    return {
        one: (colour, SIGNS[place % len(SIGNS)])
        for place, (one, colour) in enumerate(colours(list(names)).items())
    }


def key_above(axes: Axes, handles: Sequence[Artist], *, rows: int = 1) -> None:
    """A key above the whole figure: it never covers what is drawn, and is never cut off.

    Args:
        axes: Any area of the figure.
        handles: What it explains, labelled.
        rows: On how many lines.
    """
    figure = axes.get_figure(root=True)
    assert figure is not None
    columns = -(-len(handles) // rows)
    figure.legend(
        handles=list(handles),
        frameon=False,
        labelcolor=INK,
        ncols=max(columns, 1),
        loc="outside upper center",
    )


def framework_key(axes: Axes, names: Mapping[str, str], shown: Container[str]) -> None:
    """A key of the frameworks' colours and signs.

    Args:
        axes: Any area of the figure.
        names: Framework id -> name.
        shown: Ids of those that are drawn; the others are left out and keep their colour.
    """
    look = look_of(names)
    signs = [
        Line2D([], [], marker=look[one][1], color=look[one][0], linestyle="", markersize=7, label=name)
        for one, name in names.items()
        if one in shown
    ]
    key_above(axes, signs)
