"""Which elements bridge the rest, which are joined most, and what hangs together."""

from collections.abc import Iterable, Sequence

import networkx as nx
import pandas as pd

from crosswalk.at_scale import centralities
from crosswalk.catalogue import Catalogue
from crosswalk.measures.joining import CUT, DECIMALS, joined
from crosswalk.model import Kind, Link

#: Columns of `statement_measures`: an element, how many elements and frameworks it is joined to, its three
#: centralities in [0, 1], and its component (1 is the largest; empty where it is joined to nothing).
STATEMENT_MEASURE_COLUMNS = (
    "framework", "statement_id", "path", "title", "cut", "counterparts", "frameworks_reached",
    "degree_centrality", "closeness", "betweenness", "component", "component_size",
)  # fmt: skip

#: Columns of `component_table`: elements that are joined, directly or through others.
COMPONENT_COLUMNS = ("component", "elements", "frameworks", "framework_ids", "statement_ids")

#: Columns of `components_by_cut`: a cut, the pairs that are joined at it, the elements in any of them, how
#: many components these make, and how many elements the largest has.
BY_CUT_COLUMNS = ("cut", "pairs", "joined", "components", "largest")


def statement_measures(catalogue: Catalogue, links: Iterable[Link], *, cut: float = CUT) -> pd.DataFrame:
    """How central each element is among the links, and which ones bridge the rest.

    degree centrality = neighbours / (n - 1); closeness = (r - 1) / (sum of distances) x (r - 1) / (n - 1)
    with r elements within reach (Wasserman and Faust 1994); betweenness = the share of shortest paths
    between two others that pass through it (Freeman 1977, by the algorithm of Brandes 2001). All as networkx
    has them (networkit, where there are many), over the n elements of all documents; every link counts the
    same.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        cut: The least probability of a suggestion that counts, in [0, 1].

    Returns:
        Columns `STATEMENT_MEASURE_COLUMNS`: the strongest bridges first, then the best joined, then in
        document order.
    """
    graph = joined(catalogue, links, cut=cut)
    degree = nx.degree_centrality(graph)
    between, close = centralities(graph)
    component = {name: (number, len(own)) for number, own in enumerate(_components(graph), 1) for name in own}
    rows = []
    for framework in catalogue.documents:
        for s in framework.of_kind(Kind.ELEMENT):
            reached = {graph.nodes[other]["framework"] for other in graph[s.id]}
            rows.append(
                (
                    *(framework.id, s.id, framework.path(s), s.label, cut, len(graph[s.id]), len(reached)),
                    *(round(of[s.id], DECIMALS) for of in (degree, close, between)),
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


def components_by_cut(catalogue: Catalogue, links: Iterable[Link], *, cuts: Sequence[float]) -> pd.DataFrame:
    """How components fall apart as the probability that joins two elements rises.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds; what was not suggested joins at no cut.
        cuts: In [0, 1].

    Returns:
        Columns `BY_CUT_COLUMNS`, a row a cut in the order given.
    """
    every, rows = list(links), []
    for cut in cuts:
        graph = joined(catalogue, every, cut=cut)
        sizes = [len(own) for own in _components(graph)]
        rows.append((cut, graph.number_of_edges(), sum(sizes), len(sizes), max(sizes, default=0)))
    return pd.DataFrame(rows, columns=list(BY_CUT_COLUMNS))


def _components(graph: nx.Graph) -> list[list[str]]:
    """Components of two and more, the largest first; equals, and the nodes of each, in document order."""
    place = {name: number for number, name in enumerate(graph)}
    found = [sorted(own, key=place.__getitem__) for own in nx.connected_components(graph) if len(own) > 1]
    return sorted(found, key=lambda own: (-len(own), place[own[0]]))
