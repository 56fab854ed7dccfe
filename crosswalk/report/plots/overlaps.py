"""Figures of how much two frameworks overlap and how sure that is."""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from crosswalk.measures import Draws, interval
from crosswalk.report.figures import INK
from crosswalk.report.palette import COLOURS
from crosswalk.report.plots.picture import BLUES, PALE, Picture, key_above, ladder, painted


def draw_intervals(measures: pd.DataFrame, names: Mapping[str, str]) -> Picture:
    """Overlap coefficient and Jaccard index of every two documents, with 95 % bootstrap intervals.

    Args:
        measures: As `framework_measures` gives it; drawn with the largest overlap on top.
        names: Of the documents: id -> name.
    """
    own = measures.sort_values("overlap", ascending=False, kind="stable")
    labels = [f"{names[one]} – {names[two]}" for one, two in zip(own["first"], own["second"], strict=True)]
    kinds = (
        ("overlap", "overlap coefficient", COLOURS[0], "o", -0.14),
        ("jaccard", "Jaccard index", COLOURS[1], "s", 0.14),
    )

    def paint(areas: Sequence[Axes]) -> None:
        places = ladder(areas[0], labels)
        areas[0].hlines(places, 0, 1, color=PALE, linewidth=0.5)
        for column, label, colour, sign, shift in kinds:
            at = places + shift
            areas[0].hlines(at, own[f"{column}_low"], own[f"{column}_high"], color=colour, linewidth=1.8)
            areas[0].plot(own[column], at, sign, color=colour, markersize=6, label=label)
        areas[0].set_xlim(0, 1)
        areas[0].set_xlabel("share (0: nothing in common, 1: everything); line: 95 % bootstrap interval")
        key_above(areas[0], areas[0].get_legend_handles_labels()[0])

    shown = "; ".join(
        f"{label} {row.overlap:.2f} ({row.overlap_low:.2f} to {row.overlap_high:.2f}), "
        f"Jaccard {row.jaccard:.2f}"
        for label, row in zip(labels, own.itertuples(), strict=True)
    )
    alt = f"Overlap coefficient with its interval, and Jaccard index, of every two documents: {shown}."
    return painted("intervals", alt, paint, size=(8.6, 4.4))


def draw_shuffles(draws: Draws, title: str) -> Picture:
    """How many joined pairs agree with a third framework, beside what shuffled links give.

    Args:
        draws: As `draws` gives them.
        title: Which two frameworks they are about.
    """
    shuffled = np.zeros(0, dtype=int) if draws.shuffled is None else draws.shuffled
    numbers = np.arange(max(draws.agreeing, int(shuffled.max(initial=0))) + 1)
    shares = np.asarray([(shuffled == number).mean() if len(shuffled) else 0.0 for number in numbers])

    def paint(areas: Sequence[Axes]) -> None:
        areas[0].bar(numbers, shares, color=BLUES[2], width=0.8, label="shuffled links")
        areas[0].axvline(draws.agreeing, color=COLOURS[1], linewidth=2.5, label="as they are")
        for number, share in zip(numbers, shares, strict=True):
            if share:
                areas[0].text(
                    float(number),
                    share,
                    f"{share:.1%}" if share >= 0.001 else "< 0.1%",
                    ha="center",
                    va="bottom",
                    fontsize=8,
                )
        areas[0].set_xticks(numbers)
        areas[0].set_xlabel("joined pairs that a third framework bears out")
        areas[0].set_ylabel("share of the shuffles")
        areas[0].set_title(title, loc="left", fontsize=10, pad=16)
        areas[0].legend(frameon=False, labelcolor=INK, loc="upper center")

    p = "unknown" if draws.p is None else f"{draws.p:.4f}"
    mean = shuffled.mean() if len(shuffled) else 0.0
    alt = (
        f"Bars: how many of the joined pairs of {title} a third framework bears out, in {len(shuffled)} "
        f"shuffles of the links (mean {mean:.2f}). A line: {draws.agreeing}, as the links are. p = {p}."
    )
    return painted("shuffles", alt, paint, size=(7.2, 3.6))


def draw_resamples(draws: Draws) -> Picture:
    """Where the overlap coefficient and the Jaccard index fall when elements are resampled.

    Args:
        draws: As `draws` gives them.
    """
    parts = (
        ("overlap coefficient", draws.overlap, draws.overlaps),
        ("Jaccard index", draws.jaccard, draws.jaccards),
    )

    def paint(areas: Sequence[Axes]) -> None:
        for axes, (name, found, resampled) in zip(areas, parts, strict=True):
            low, high = interval(resampled)
            values, counts = np.unique(resampled.round(6), return_counts=True)
            width = np.diff(values).min(initial=0.05) * 0.8
            inside = (values >= round(low, 6)) & (values <= round(high, 6))
            for part, colour, label in (
                (inside, BLUES[1], "95 % of resamples"),
                (~inside, BLUES[3], "the rest"),
            ):
                axes.bar(values[part], counts[part] / len(resampled), width=width, color=colour, label=label)
            axes.axvline(found, color=COLOURS[1], linewidth=2.5, label="as found")
            axes.set_xlim(0, 1)
            axes.set_xlabel(f"{name}: {found:.2f} ({low:.2f} to {high:.2f})")
        areas[0].set_ylabel("share of the resamples")
        key_above(areas[0], areas[0].get_legend_handles_labels()[0])

    shown = "; ".join(
        f"{name} {found:.2f}, interval {interval(resampled)[0]:.2f} to {interval(resampled)[1]:.2f}"
        for name, found, resampled in parts
    )
    alt = f"Bars of the measure in {len(draws.overlaps)} resamples of the elements: {shown}."
    return painted("resamples", alt, paint, size=(8.6, 3.3), areas=2)


def draw_cuts(
    measures: pd.DataFrame, coverage: pd.DataFrame, names: Mapping[str, str], *, ends: float
) -> Picture:
    """How overlap and coverage of two documents move with the probability that counts as a match.

    Args:
        measures: Rows of `framework_measures` for the two, one a cut.
        coverage: Rows of `coverage_by_cut` for the two, either way.
        names: Of the documents: id -> name.
        ends: The least probability among the suggested pairs of elements of the two.
    """
    ways = {
        (str(one), str(other)): rows
        for (one, other), rows in coverage.groupby(["framework", "by"], sort=False)
    }

    def paint(areas: Sequence[Axes]) -> None:
        left, right = areas
        for column, label, colour, dashes in (
            ("overlap", "overlap coefficient", COLOURS[0], "-"),
            ("jaccard", "Jaccard index", COLOURS[1], "--"),
        ):
            left.fill_between(
                measures["cut"], measures[f"{column}_low"], measures[f"{column}_high"],
                color=colour, alpha=0.16, linewidth=0,
            )  # fmt: skip
            left.plot(measures["cut"], measures[column], dashes, color=colour, marker="o", label=label)
        for ((first, second), rows), colour, dashes in zip(
            ways.items(), (COLOURS[2], COLOURS[3]), "-:", strict=False
        ):
            label = f"{names[first]}\nwith a counterpart in\n{names[second]}"
            right.plot(rows["cut"], rows["share"], dashes, color=colour, marker="s", label=label)
        left.axvspan(0, ends, color=PALE, alpha=0.45, linewidth=0, label="beyond the suggestions")
        left.set_ylabel("share, with 95 % bootstrap interval")
        right.set_ylabel("share of the elements")
        for axes in areas:
            axes.set(xlim=(0, 1), ylim=(0, 1))
            axes.set_xlabel("least probability that counts as a match")
            axes.legend(frameon=False, labelcolor=INK, loc="upper right", fontsize=8)

    overlaps = [f"{row.overlap:.2f} at {row.cut:.1f}" for row in measures.itertuples()]
    shares = [
        f"{names[first]} in {names[second]} "
        + ", ".join(f"{r.share:.2f} at {r.cut:.1f}" for r in rows.itertuples())
        for (first, second), rows in ways.items()
    ]
    alt = f"Lines over the cut. Overlap: {', '.join(overlaps)}. Coverage: {'; '.join(shares)}."
    return painted("cuts", alt, paint, size=(9.0, 4.0), areas=2)
