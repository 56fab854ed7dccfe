"""The figure of `crosswalk evaluate`: precision against recall, a line a method."""

import io
from collections.abc import Mapping

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from crosswalk.report.figures import INK, drawing_style

#: Endings of files that can be written.
FORMATS = ("png", "svg")

#: Colour and dashes for each line, the last one for ours: told apart in grey and by the colour-blind.
_OTHERS = (("#8a8f98", ":"), ("#8a8f98", "--"), ("#b8792b", "-."), ("#5b7f95", (0, (5, 1))))
_OURS = ("#174a85", "-")


def draw_curves(curves: Mapping[str, np.ndarray], *, about: str, share: float, form: str) -> bytes:
    """Precision at every recall, for each method; the same curves give the same bytes.

    Args:
        curves: By method, ours last; shape (2, k) each: precision, then recall, both in [0, 1].
        about: What was measured; stands above the figure.
        share: Share of pairs that correspond: the precision of guessing, drawn as a thin line.
        form: One of `FORMATS`.
    """
    names = list(curves)
    with drawing_style("evaluation"):
        figure = Figure(figsize=(6.4, 5.2))
        axes = figure.add_axes((0.11, 0.1, 0.85, 0.82))
        for place, name in enumerate(names):
            ours = place == len(names) - 1
            colour, dashes = _OURS if ours else _OTHERS[place % len(_OTHERS)]
            precision, recall = _steps(curves[name])
            axes.step(
                recall,
                precision,
                where="pre",
                color=colour,
                linestyle=dashes,
                linewidth=2.2 if ours else 1.4,
                label=name,
            )
        _furnish(axes, about=about, share=share)
        drawn = io.BytesIO()
        metadata = {"Software": None} if form == "png" else {"Date": None, "Creator": None}
        figure.savefig(drawn, format=form, dpi=150, metadata=metadata)
    return drawn.getvalue()


def _steps(curve: np.ndarray) -> np.ndarray:
    """From recall 0 on, the precision each time that recall rises: the area below is average precision."""
    rises = np.diff(curve[1], prepend=0.0) > 0
    start = [[curve[0, rises][0]], [0.0]] if rises.any() else np.empty((2, 0))
    return np.concatenate([start, curve[:, rises]], axis=1)


def _furnish(axes: Axes, *, about: str, share: float) -> None:
    axes.axhline(share, color=INK, linewidth=0.6, label=f"guessing ({share:.1%} of pairs correspond)")
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel("recall: share of the corresponding pairs that are found")
    axes.set_ylabel("precision: share of what is found that corresponds")
    axes.set_title(about, fontsize=10, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
