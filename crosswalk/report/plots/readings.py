"""Figures of what was read and what links it."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import pandas as pd
from matplotlib.axes import Axes

from crosswalk.model import Kind
from crosswalk.report.figures import INK
from crosswalk.report.palette import COLOURS
from crosswalk.report.plots.picture import BLUES, PALE, Picture, key_above, ladder, listed, painted
from crosswalk.vocabulary import LinkKind, Predicate

#: What is counted of each framework, in words.
_COUNTED = {
    Kind.GROUP: "groups", Kind.ELEMENT: "elements", Kind.INDICATOR: "indicators", Kind.LEVEL: "levels",
}  # fmt: skip

#: A number stands inside its part of a bar where the part is at least this share of the longest bar.
_ROOM = 0.045


def draw_statements(statements: pd.DataFrame, names: Mapping[str, str]) -> Picture:
    """How many groups, elements, indicators and levels each document has.

    Args:
        statements: As `statement_table` gives it.
        names: Of the documents: id -> name, from top to bottom.
    """
    counts = pd.crosstab(statements["framework"], statements["kind"])
    counts = counts.reindex(index=list(names), columns=[kind.value for kind in Kind], fill_value=0)
    counts.columns = pd.Index([_COUNTED[kind] for kind in Kind])

    def paint(areas: Sequence[Axes]) -> None:
        _bars(areas[0], counts, list(names.values()), BLUES)
        areas[0].set_xlabel("statements read from the document")

    shown = [" ".join(f"{n} {what}" for what, n in row.items()) for _, row in counts.iterrows()]
    alt = f"Bars, one a document, of the statements read: {listed(list(names.values()), shown)}."
    return painted("statements", alt, paint, size=(8.2, 2.9))


def draw_link_counts(links: pd.DataFrame, statements: pd.DataFrame, names: Mapping[str, str]) -> Picture:
    """How many links are suggested between every two documents.

    Args:
        links: As `link_table` gives it.
        statements: As `statement_table` gives it.
        names: Of the documents: id -> name.
    """
    kind_of = statements.set_index("id")["kind"]
    own = links[links["kind"] == LinkKind.SUGGESTED]
    what = own["subject_id"].map(kind_of).map(lambda kind: f"between {_COUNTED[kind]}")
    what = what.mask(own["predicate_id"] == Predicate.OPPOSITE, "opposites, between indicators")
    ends = [
        " – ".join(sorted(pair))
        for pair in zip(own["subject_framework"], own["object_framework"], strict=True)
    ]
    keys = {" – ".join(sorted(pair)): pair for pair in combinations(names, 2)}
    columns = ["between elements", "between indicators", "opposites, between indicators"]
    counts = pd.crosstab(pd.Series(ends, index=own.index), what).reindex(
        index=list(keys), columns=columns, fill_value=0
    )
    counts = counts.loc[counts.sum(axis=1).sort_values(ascending=False, kind="stable").index]
    labels = [" – ".join(names[one] for one in keys[key]) for key in counts.index]

    def paint(areas: Sequence[Axes]) -> None:
        _bars(areas[0], counts, labels, (BLUES[0], BLUES[2], COLOURS[4]))
        areas[0].set_xlabel("links that a model suggests (provisional until people review them)")

    alt = f"Bars, one a pair of documents, of suggested links: {listed(labels, counts.sum(axis=1).tolist())}."
    return painted("link-counts", alt, paint, size=(8.6, 4.0))


def draw_scores(links: pd.DataFrame, statements: pd.DataFrame) -> Picture:
    """The similarity score of each suggested link beside the probability that people would call it a match.

    Args:
        links: As `link_table` gives it; only suggested links with both figures are drawn.
        statements: As `statement_table` gives it.
    """
    kind_of = statements.set_index("id")["kind"]
    own = links[(links["kind"] == LinkKind.SUGGESTED)].dropna(subset=["similarity_score", "confidence"])
    parts = {kind: own[own["subject_id"].map(kind_of) == kind] for kind in (Kind.INDICATOR, Kind.ELEMENT)}

    def paint(areas: Sequence[Axes]) -> None:
        looks = {Kind.INDICATOR: ("^", COLOURS[4], 18), Kind.ELEMENT: ("o", COLOURS[0], 26)}
        for kind, part in parts.items():
            sign, colour, size = looks[kind]
            areas[0].scatter(
                part["similarity_score"], part["confidence"], s=size, marker=sign, color=colour,
                alpha=0.75, linewidths=0, label=f"two {_COUNTED[kind]} ({len(part)})",
            )  # fmt: skip
        areas[0].set_ylim(0, 1.02)
        areas[0].set_xlabel("similarity score (cosine of two texts; not a probability)")
        areas[0].set_ylabel("probability of a match")
        areas[0].grid(color=PALE, linewidth=0.5)
        areas[0].set_axisbelow(True)
        areas[0].legend(frameon=False, labelcolor=INK, loc="upper left", bbox_to_anchor=(1.01, 1))

    correlations = [round(float(p["similarity_score"].corr(p["confidence"])), 2) for p in parts.values()]
    words = listed([f"between {_COUNTED[kind]}" for kind in parts], correlations)
    alt = (
        "Scatter of suggested links: similarity score across, probability of a match upwards. Their "
        f"correlation: {words}."
    )
    return painted("scores", alt, paint, size=(8.2, 4.0))


def _bars(axes: Axes, counts: pd.DataFrame, labels: Sequence[str], colours: Sequence[str]) -> None:
    """Stacked bars, one a row of the table, with the numbers inside where there is room."""
    places, start = ladder(axes, labels), pd.Series(0, index=counts.index)
    longest = int(counts.sum(axis=1).max()) if len(counts) else 0
    for (what, column), colour in zip(counts.items(), colours, strict=False):
        axes.barh(places, column, left=start, color=colour, edgecolor="white", height=0.72, label=what)
        ink = "white" if colour in BLUES[:2] else INK
        for place, left, number in zip(places, start, column, strict=True):
            if number >= _ROOM * longest and number:
                axes.text(
                    left + number / 2, place, str(number), ha="center", va="center", color=ink, fontsize=8
                )
        start = start + column
    key_above(axes, axes.get_legend_handles_labels()[0])
