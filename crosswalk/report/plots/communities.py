"""Figures of communities: how stable each is, and which of them blend."""

import textwrap
from collections.abc import Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from crosswalk.report.figures import INK
from crosswalk.report.palette import COLOURS
from crosswalk.report.plots.picture import BLUES, PALE, Picture, ladder, listed, painted


def draw_stability(communities: pd.DataFrame) -> Picture:
    """How stable each community is, and how many statements and documents it rests on.

    Args:
        communities: As `community_table` gives it.
    """
    own = communities.sort_values("stability", ascending=False, kind="stable")
    labels = _labels(own)

    def paint(areas: Sequence[Axes]) -> None:
        places = ladder(areas[0], labels)
        areas[0].hlines(places, 0, own["stability"], color=PALE, linewidth=2)
        areas[0].scatter(
            own["stability"], places, s=own["statements"] * 4, color=BLUES[1], edgecolors="white", zorder=2
        )
        for place, row in zip(places, own.itertuples(), strict=True):
            words = f"{row.statements} statements, {row.frameworks} frameworks"
            areas[0].text(1.06, place, words, ha="left", va="center", fontsize=8, color=INK)
        areas[0].set_xlim(0, 1.05)
        areas[0].set_xlabel("stability: how often its statements stand together, on average (dot: its size)")

    shown = [f"{row.stability:.2f}" for row in own.itertuples()]
    alt = f"Dots: stability of each community: {listed(labels, shown)}."
    return painted("stability", alt, paint, size=(9.2, max(2.0, 0.9 + 0.27 * len(labels))))


def draw_blending(shares: np.ndarray, communities: pd.DataFrame) -> Picture:
    """How often statements of two communities stand together.

    Args:
        shares: As `blending` gives it.
        communities: As `community_table` gives it, in the same order.
    """
    labels = _labels(communities)
    away = [(float(shares[row, column]), row, column) for row in range(len(shares)) for column in range(row)]
    most = sorted(away, reverse=True)[:3]

    def paint(areas: Sequence[Axes]) -> None:
        axes = areas[0]
        if not labels:
            axes.set_axis_off()
            axes.text(0.5, 0.5, "no communities", ha="center")
            return
        image = axes.imshow(shares, cmap="Blues", vmin=0, vmax=1, aspect="auto")
        axes.set_yticks(range(len(labels)), labels)
        axes.set_xticks(range(len(labels)), communities["community"])
        axes.tick_params(length=0)
        axes.set_xlabel("community")
        for share, row, column in away:
            for x, y in ((row, column), (column, row)):
                if share >= 0.05:
                    axes.text(
                        x, y, f"{share:.2f}".lstrip("0"), ha="center", va="center", fontsize=7, color=INK
                    )
        for _, row, column in most:
            for x, y in ((row, column), (column, row)):
                axes.plot(x, y, "s", markersize=19, fillstyle="none", color=COLOURS[1])
        bar = axes.figure.colorbar(image, ax=axes, fraction=0.04, pad=0.02)
        bar.set_label("share of runs in which they stand together")

    shown = "; ".join(f"{labels[row]} and {labels[column]} {share:.2f}" for share, row, column in most)
    alt = (
        "Shades: how often statements of two communities stand together, on average. Members of one "
        f"community: the diagonal. The three that blend most (framed): {shown}."
    )
    return painted("blending", alt, paint, size=(9.2, 6.2))


def _labels(communities: pd.DataFrame) -> list[str]:
    ends = zip(communities["heart_title"], communities["community"], strict=True)
    return [f"{textwrap.shorten(title, 42, placeholder=' …')} ({number})" for title, number in ends]
