"""Measures of the graph of links: how frameworks overlap, what bridges them, and how sure that is.

Everything here speaks of elements: two are joined where people accepted that they correspond, a document
states it, or a model suggests it with at least the probability of the cut (and people did not say otherwise).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

import networkx as nx
import numpy as np
import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Link, Status
from crosswalk.vocabulary import LinkKind, Predicate

#: The probability from which a suggested pair counts.
CUT = 0.5

#: Columns of `framework_measures`:
#:
#: - `first`, `second`: two documents; `cut`: the probability from which suggestions count;
#: - `first_elements`, `second_elements`: how many elements each has; `pairs`: pairs of them that are joined,
#:   `reviewed_pairs` those that people accepted, `stated_pairs` others that a document states;
#: - `first_joined`, `second_joined`: elements of each that are joined to the other;
#: - `shared`: the smaller of the two, so that a wide element that many point at counts once;
#: - `overlap`, `jaccard`: as `framework_measures` says, with the ends of a 95 % bootstrap interval;
#: - `agreeing`: joined pairs that have a joined element of a third framework in common;
#: - `agreeing_by_chance`, `p`: its mean over shuffles, and how often chance does as well; empty where no
#:   third framework can tell.
FRAMEWORK_MEASURE_COLUMNS = (
    "first", "second", "cut", "first_elements", "second_elements", "pairs", "reviewed_pairs", "stated_pairs",
    "first_joined", "second_joined", "shared",
    "overlap", "overlap_low", "overlap_high", "jaccard", "jaccard_low", "jaccard_high",
    "agreeing", "agreeing_by_chance", "p",
)  # fmt: skip

#: Columns of `statement_measures`: an element, how many elements and frameworks it is joined to, its three
#: centralities in [0, 1], and its component (1 is the largest; empty where it is joined to nothing).
STATEMENT_MEASURE_COLUMNS = (
    "framework", "statement_id", "path", "title", "cut", "counterparts", "frameworks_reached",
    "degree_centrality", "closeness", "betweenness", "component", "component_size",
)  # fmt: skip

#: Columns of `component_table`: elements that are joined, directly or through others.
COMPONENT_COLUMNS = ("component", "elements", "frameworks", "framework_ids", "statement_ids")

#: Relations that join two elements; an opposite does not, nor does what a text comes from.
_JOINING = (
    Predicate.EXACT, Predicate.CLOSE, Predicate.BROAD, Predicate.NARROW, Predicate.RELATED,
    Predicate.UNSPECIFIED,
)  # fmt: skip

#: Decimals of what is reported: float sums differ in the last digits between machines.
_DECIMALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How chance is drawn.

    Attributes:
        shuffles: Of the permutation test, at least 1.
        resamples: Of the bootstrap, at least 1.
        seed: The same seed gives the same figures.
    """

    shuffles: int = 9_999
    resamples: int = 2_000
    seed: int = 0


def framework_measures(
    catalogue: Catalogue, links: Iterable[Link], *, cut: float = CUT, chance: Chance | None = None
) -> pd.DataFrame:
    """How much every two documents overlap, and whether other frameworks bear it out.

    With a and b elements, of which a' and b' are joined to the other framework, and shared = min(a', b'):
    overlap = shared / min(a, b) (overlap coefficient: Szymkiewicz 1934, Simpson 1943) and
    jaccard = shared / (a + b - shared) (Jaccard 1901). The two are those of sets where every element has
    one counterpart.

    Intervals: percentile bootstrap (Efron 1979) over the elements of both, each resampled with whether it is
    joined; they say how much the figure hangs on which elements a framework happens to have. Since the
    smaller of two counts is taken, and chance makes one of them smaller, they lean to the low side.

    The test: a joined pair agrees with the others where both its elements are joined to one element of a
    third framework. Shuffling which element of the first framework has which links to the second keeps how
    many links each bundle has and breaks only that agreement. p = (b + 1) / (m + 1), where b of m shuffles
    agree at least as often (Phipson and Smyth 2010). While links are suggestions of one model a small p says
    that they hang together, and not that people would agree.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        cut: The least probability of a suggestion that counts, in [0, 1].
        chance: How it is drawn; None for the usual.

    Returns:
        Columns `FRAMEWORK_MEASURE_COLUMNS`: one row two documents, in catalogue order; `overlap` and
        `jaccard` are in [0, 1], and empty where one of the two, or both, have no elements.
    """
    drawn = chance or Chance()
    graph = joined(catalogue, links, cut=cut)
    rows = []
    for first, second in combinations(catalogue.documents, 2):
        # Each pair draws on its own: another document leaves the figures of these two as they are.
        random = np.random.default_rng([drawn.seed, *(first.id + "|" + second.id).encode()])
        rows.append(
            (
                *(first.id, second.id, cut),
                *_overlap(graph, first, second, drawn.resamples, random),
                *_agreement(graph, first, second, drawn.shuffles, random),
            )
        )
    table = pd.DataFrame(rows, columns=list(FRAMEWORK_MEASURE_COLUMNS))
    return table.astype({"agreeing_by_chance": float, "p": float}).round(_DECIMALS)


def statement_measures(catalogue: Catalogue, links: Iterable[Link], *, cut: float = CUT) -> pd.DataFrame:
    """How central each element is among the links, and which ones bridge the rest.

    degree centrality = neighbours / (n - 1); closeness = (r - 1) / (sum of distances) x (r - 1) / (n - 1)
    with r elements within reach (Wasserman and Faust 1994); betweenness = the share of shortest paths
    between two others that pass through it (Freeman 1977, by the algorithm of Brandes 2001). All as networkx
    has them, over the n elements of all documents; every link counts the same.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        cut: The least probability of a suggestion that counts, in [0, 1].

    Returns:
        Columns `STATEMENT_MEASURE_COLUMNS`: the strongest bridges first, then the best joined, then in
        document order.
    """
    graph = joined(catalogue, links, cut=cut)
    degree, between = nx.degree_centrality(graph), nx.betweenness_centrality(graph)
    close = nx.closeness_centrality(graph)
    component = {name: (number, len(own)) for number, own in enumerate(_components(graph), 1) for name in own}
    rows = []
    for framework in catalogue.documents:
        for s in framework.of_kind(Kind.ELEMENT):
            reached = {graph.nodes[other]["framework"] for other in graph[s.id]}
            rows.append(
                (
                    *(framework.id, s.id, framework.path(s), s.label, cut, len(graph[s.id]), len(reached)),
                    *(round(of[s.id], _DECIMALS) for of in (degree, close, between)),
                    *component.get(s.id, (None, 1)),
                )
            )
    table = pd.DataFrame(rows, columns=list(STATEMENT_MEASURE_COLUMNS)).astype({"component": "Int64"})
    by = ["betweenness", "counterparts"]
    return table.sort_values(by, ascending=False, kind="stable", ignore_index=True)


def component_table(catalogue: Catalogue, links: Iterable[Link], *, cut: float = CUT) -> pd.DataFrame:
    """Elements that hang together; what is joined to nothing is in none.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        cut: The least probability of a suggestion that counts, in [0, 1].

    Returns:
        Columns `COMPONENT_COLUMNS`: the largest first, then by their first element in document order.
    """
    graph = joined(catalogue, links, cut=cut)
    rows = []
    for number, own in enumerate(_components(graph), 1):
        ids = dict.fromkeys(graph.nodes[name]["framework"] for name in own)
        rows.append((number, len(own), len(ids), "; ".join(ids), "; ".join(own)))
    return pd.DataFrame(rows, columns=list(COMPONENT_COLUMNS))


def joined(catalogue: Catalogue, links: Iterable[Link], *, cut: float = CUT) -> nx.Graph:
    """The elements of all documents, and an edge for every two of different documents that are joined.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        cut: The least probability of a suggestion that counts, in [0, 1].

    Returns:
        Nodes in document order, with `framework`; edges with `how`: the kind of link, people's before
        documents' before a model's.
    """
    graph = nx.Graph()
    for framework in catalogue.documents:
        graph.add_nodes_from((s.id for s in framework.of_kind(Kind.ELEMENT)), framework=framework.id)
    for link in links:
        ends = link.subject_id, link.object_id
        if not _joins(link, cut) or not all(end in graph for end in ends):
            continue
        if graph.nodes[ends[0]]["framework"] == graph.nodes[ends[1]]["framework"]:
            continue
        before = graph.edges[ends]["how"] if graph.has_edge(*ends) else LinkKind.SUGGESTED
        graph.add_edge(*ends, how=min(before, link.kind, key=_SURER.index))
    return graph


#: Kinds of link, the surest first.
_SURER = (LinkKind.REVIEWED, LinkKind.CITED, LinkKind.MIRRORED, LinkKind.INFERRED, LinkKind.SUGGESTED)


def _joins(link: Link, cut: float) -> bool:
    if link.predicate_id not in _JOINING or link.status is Status.REJECTED:
        return False
    if link.kind is not LinkKind.SUGGESTED:
        return True
    # Of an accepted pair the reviewed link beside it tells the relation that people chose.
    return link.status is not Status.ACCEPTED and link.confidence is not None and link.confidence >= cut


def _components(graph: nx.Graph) -> list[list[str]]:
    """Components of two and more, the largest first; equals, and the nodes of each, in document order."""
    place = {name: number for number, name in enumerate(graph)}
    found = [sorted(own, key=place.__getitem__) for own in nx.connected_components(graph) if len(own) > 1]
    return sorted(found, key=lambda own: (-len(own), place[own[0]]))


def _elements(framework: Framework) -> list[str]:
    return [s.id for s in framework.of_kind(Kind.ELEMENT)]


def _overlap(
    graph: nx.Graph, first: Framework, second: Framework, resamples: int, random: np.random.Generator
) -> tuple[float, ...]:
    """`first_elements` to `jaccard_high`."""
    ours, theirs = _elements(first), _elements(second)
    matrix = _matrix(graph, ours, theirs)
    how = [graph.edges[ours[i], theirs[j]]["how"] for i, j in zip(*np.nonzero(matrix), strict=True)]
    sizes = np.array(matrix.shape)
    found = np.array([matrix.any(axis=1).sum(), matrix.any(axis=0).sum()])
    # Drawing n of n elements with replacement, k of which are joined, draws Binomial(n, k / n) joined ones.
    chances = found / np.maximum(sizes, 1)
    resampled = random.binomial(sizes, chances, size=(resamples, 2))
    return (
        *map(int, sizes),
        len(how), how.count(LinkKind.REVIEWED),
        sum(kind not in (LinkKind.REVIEWED, LinkKind.SUGGESTED) for kind in how),
        *map(int, found), int(found.min()),
        *_with_interval(found, resampled, sizes.min()),
        *_with_interval(found, resampled, sizes.sum(), less_shared=True),
    )  # fmt: skip


def _with_interval(
    found: np.ndarray, resampled: np.ndarray, whole: int, *, less_shared: bool = False
) -> tuple[float, float, float]:
    """Shared / whole (or shared / (whole - shared)), and the 2.5th and 97.5th percentile of resamples."""

    def share(counts: np.ndarray) -> np.ndarray:
        shared = counts.min(axis=-1)
        below = whole - shared if less_shared else np.full_like(shared, whole)
        return np.where(below > 0, shared / np.maximum(below, 1), np.nan)

    low, high = np.percentile(share(resampled), [2.5, 97.5])
    return float(share(found)), float(low), float(high)


def _agreement(
    graph: nx.Graph, first: Framework, second: Framework, shuffles: int, random: np.random.Generator
) -> tuple[int, float | None, float | None]:
    """`agreeing` to `p`."""
    ours, theirs = _elements(first), _elements(second)
    own = {first.id, second.id}
    third = [name for name, of in graph.nodes(data="framework") if of not in own]
    common = _matrix(graph, ours, third) @ _matrix(graph, third, theirs) > 0
    linked = _matrix(graph, ours, theirs)
    # agreed[i, j]: how many pairs agree where element j of the first framework has the links of element i.
    agreed = linked @ common.T
    observed = int(np.trace(agreed))
    if not linked.any() or not common.any():
        return observed, None, None
    places = np.arange(len(ours))
    shuffled = agreed[random.permuted(np.tile(places, (shuffles, 1)), axis=1), places].sum(axis=1)
    at_least = int((shuffled >= observed).sum())
    return observed, float(shuffled.mean()), (at_least + 1) / (shuffles + 1)


def _matrix(graph: nx.Graph, rows: list[str], columns: list[str]) -> np.ndarray:
    """Which of two lists of elements are joined, 0 or 1, shape (len(rows), len(columns))."""
    place = {name: number for number, name in enumerate(columns)}
    matrix = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for row, name in enumerate(rows):
        for other in graph[name]:
            if other in place:
                matrix[row, place[other]] = 1
    return matrix
