"""Figures of the graph of joined elements: what hangs together, what bridges it, what many are joined to."""

import textwrap
from collections.abc import Mapping, Sequence

import networkx as nx
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from crosswalk.report.figures import INK
from crosswalk.report.plots.picture import (
    BLUES,
    PALE,
    Picture,
    framework_key,
    ladder,
    listed,
    look_of,
    painted,
)
from crosswalk.vocabulary import LinkKind

#: Characters in a line of a node's label.
_LABEL_WIDTH = 16

#: Of links.
_LINE = "#8a8f98"

#: Keeps a node's label readable where a line passes behind it.
_BEHIND = {"boxstyle": "square,pad=0.1", "facecolor": "white", "alpha": 0.75, "linewidth": 0}


def draw_components(components: pd.DataFrame, names: Mapping[str, str]) -> Picture:
    """How many elements of each document stand in each component.

    Args:
        components: As `component_table` gives it.
        names: Of the documents: id -> name.
    """
    of = components["statement_ids"].str.split("; ")
    counts = np.asarray(
        [[sum(i.partition(":")[0] == one for i in ids) for one in names] for ids in of], dtype=float
    ).reshape(-1, len(names))

    def paint(areas: Sequence[Axes]) -> None:
        places = ladder(areas[0], [f"{row.component} ({row.elements})" for row in components.itertuples()])
        shown = np.where(counts > 0, counts, np.nan)
        areas[0].imshow(shown, cmap="Blues", vmin=-1, vmax=max(4.0, counts.max(initial=0)), aspect="auto")
        areas[0].set_xticks(range(len(names)), [textwrap.fill(name, 14) for name in names.values()])
        areas[0].xaxis.tick_top()
        areas[0].tick_params(axis="x", length=0)
        areas[0].spines["bottom"].set_visible(False)
        areas[0].set_ylabel("component (elements in it)")
        for row in places:
            for column, number in enumerate(counts[row]):
                ink = "white" if number > 2 else INK
                areas[0].text(
                    column, row, f"{number:.0f}" if number else "·", ha="center", va="center", color=ink
                )

    words = [f"({row.elements} elements) {row.framework_ids}" for row in components.itertuples()]
    parts = listed(components["component"].tolist(), words)
    alt = f"Table of shades: elements of each document in each component: {parts}."
    return painted("components", alt, paint, size=(7.2, max(2.8, 0.9 + 0.28 * len(components))))


def draw_components_by_cut(table: pd.DataFrame, *, cut: float) -> Picture:
    """How components fall apart as the probability that joins two elements rises.

    Args:
        table: As `components_by_cut` gives it.
        cut: The one that is otherwise used; marked.
    """
    parts = (
        ("components", "how many components"),
        ("largest", "elements in the largest"),
        ("joined", "elements in any"),
    )

    def paint(areas: Sequence[Axes]) -> None:
        for axes, (column, label) in zip(areas, parts, strict=True):
            axes.axvline(cut, color=PALE, linewidth=6)
            axes.plot(table["cut"], table[column], color=BLUES[0], marker="o")
            axes.set_xlim(0, 1)
            axes.set_ylim(0, max(1, table[column].max()) * 1.08)
            axes.set_title(label, loc="left", fontsize=10)
        areas[1].set_xlabel("least probability that joins two elements")

    shown = "; ".join(
        f"at {row.cut:.1f} {row.components} components, the largest of {row.largest}"
        for row in table.itertuples()
    )
    return painted("components-by-cut", f"Lines over the cut: {shown}.", paint, size=(8.6, 2.8), areas=3)


def draw_component(
    graph: nx.Graph, titles: Mapping[str, str], names: Mapping[str, str], *, number: int = 1
) -> Picture:
    """One component with the titles of its elements.

    Args:
        graph: As `joined` gives it.
        titles: Id -> title, of the elements of the component.
        names: Of the documents: id -> name.
        number: Of the component.
    """
    # A part of a graph comes in the order of a set; in this order every run draws the same.
    own = nx.Graph()
    own.add_nodes_from((one, graph.nodes[one]) for one in titles)
    ends = sorted(tuple(sorted(pair)) for pair in graph.subgraph(titles).edges)
    own.add_edges_from((one, other, graph.edges[one, other]) for one, other in ends)
    place = _lying(nx.kamada_kawai_layout(own))

    def paint(areas: Sequence[Axes]) -> None:
        _draw_links(areas[0], own, place)
        _draw_elements(areas[0], own, place, titles=titles, look=look_of(names))
        areas[0].set_axis_off()
        # Room for a title of full width beside the outermost elements.
        areas[0].margins(0.19, 0.14)
        framework_key(areas[0], names, {of for _, of in own.nodes(data="framework")})

    edges = [f"{titles[one]} – {titles[other]}" for one, other in own.edges]
    provisional = sum(how == LinkKind.SUGGESTED for *_, how in own.edges(data="how"))
    alt = (
        f"Drawing of component {number}: {len(own)} elements, {len(edges)} links, {provisional} of them "
        f"suggested (dashed). {'; '.join(edges)}."
    )
    return painted("component", alt, paint, size=(9.2, 6.2))


def _lying(place: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """A layout turned so that it is widest from side to side, where titles need the room."""
    points = np.asarray(list(place.values())) - np.mean(list(place.values()), axis=0)
    return dict(zip(place, points @ np.linalg.svd(points, full_matrices=False)[2].T, strict=True))


def _draw_links(axes: Axes, graph: nx.Graph, place: Mapping[str, np.ndarray]) -> None:
    for one, other, how in graph.edges(data="how"):
        (x, y), (to_x, to_y) = place[one], place[other]
        dashes = (0, (4, 2)) if how == LinkKind.SUGGESTED else "-"
        axes.plot([x, to_x], [y, to_y], color=_LINE, linewidth=1.2, linestyle=dashes, zorder=1)


def _draw_elements(
    axes: Axes,
    graph: nx.Graph,
    place: Mapping[str, np.ndarray],
    *,
    titles: Mapping[str, str],
    look: Mapping[str, tuple[str, str]],
) -> None:
    for node, of in graph.nodes(data="framework"):
        (colour, sign), (x, y) = look[of], place[node]
        axes.plot(x, y, sign, color=colour, markersize=10, zorder=2)
        offset, across, upwards = _away(place[node], [place[other] for other in graph[node]])
        axes.annotate(
            textwrap.fill(titles[node], _LABEL_WIDTH), (x, y), xytext=offset, textcoords="offset points",
            ha=across, va=upwards, multialignment="center", fontsize=8, bbox=_BEHIND, zorder=3,
        )  # fmt: skip


def _away(here: np.ndarray, others: Sequence[np.ndarray]) -> tuple[tuple[float, float], str, str]:
    """Where a label is out of the way of the links: beside an end that none leaves on that side."""
    from_others = here - np.asarray(others).reshape(-1, 2)
    x, y = from_others.mean(axis=0)
    one_side = (np.sign(from_others[:, 0]) == np.sign(x)).all()
    if one_side and abs(x) > 1.5 * abs(y):
        return (9.0, 0.0) if x > 0 else (-9.0, 0.0), "left" if x > 0 else "right", "center"
    return (0.0, 8.0) if y > 0 else (0.0, -8.0), "center", "bottom" if y > 0 else "top"


def draw_bridges(elements: pd.DataFrame, names: Mapping[str, str]) -> Picture:
    """Which elements bridge the rest, and how many counterparts each has.

    Args:
        elements: Rows of `statement_measures`, from top to bottom.
        names: Of the documents: id -> name.
    """
    look = look_of(names)
    labels = [textwrap.shorten(title, 46, placeholder=" …") for title in elements["title"]]

    def paint(areas: Sequence[Axes]) -> None:
        for axes, column in zip(areas, ("betweenness", "counterparts"), strict=True):
            places = ladder(axes, labels if column == "betweenness" else [""] * len(labels))
            axes.hlines(places, 0, elements[column], color=PALE, linewidth=2)
            for place, of, figure in zip(places, elements["framework"], elements[column], strict=True):
                colour, sign = look[of]
                axes.plot(figure, place, sign, color=colour, markersize=8, clip_on=False)
            axes.set_xlim(0, 1.05 * (max([0.0, *elements[column]]) or 1.0))
        areas[0].locator_params(axis="x", nbins=5)
        areas[0].set_xlabel("betweenness\n(share of the shortest paths through it)")
        areas[1].set_xlabel("counterparts\n(elements it is joined to)")
        framework_key(areas[0], names, set(elements["framework"]))

    shown = [
        f"({row.framework}) {row.betweenness:.4f} with {row.counterparts} counterparts"
        for row in elements.itertuples()
    ]
    alt = f"Dots: betweenness and counterparts of elements: {listed(elements['title'].tolist(), shown)}."
    return painted(
        "bridges", alt, paint, size=(9.2, max(2.4, 1.3 + 0.29 * len(labels))), areas=2, ratios=(3, 2)
    )
