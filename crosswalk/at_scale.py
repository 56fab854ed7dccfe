"""Graph algorithms for graphs that networkx takes minutes for: by networkit, where it is installed.

networkx is what researchers know, and quick enough for some hundred nodes. Measured on one core:
betweenness and closeness of 2,000 nodes and 8,000 links take 39 s with networkx and 2.9 s with networkit, one
run of Louvain's method on 5,000 nodes 1.6 s and 0.03 s. Betweenness and closeness are the same figures;
communities are others, as they are with another seed. So communities of graphs at which networkx is quick
enough are always its own, and the same wherever the tool is installed.
"""

import importlib.util
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import networkx as nx

#: From so many nodes on networkit is asked, if it is there.
MANY_FOR_CENTRALITY, MANY_FOR_COMMUNITIES = 300, 2_000


def is_there() -> bool:
    """Whether networkit is installed (the extra `large`)."""
    return importlib.util.find_spec("networkit") is not None


def centralities(graph: "nx.Graph") -> tuple[dict[str, float], dict[str, float]]:
    """Betweenness and closeness of each node; every edge counts the same.

    Args:
        graph: n nodes; it need not hang together.

    Returns:
        Node -> betweenness (Freeman 1977, normalised), in [0, 1]; node -> closeness (Wasserman and Faust
        1994), in [0, 1].
    """
    import networkx as nx

    if len(graph) < MANY_FOR_CENTRALITY or not is_there():
        return nx.betweenness_centrality(graph), nx.closeness_centrality(graph)
    import networkit as nk

    names = list(graph)
    place = {name: number for number, name in enumerate(names)}
    many = nk.Graph(len(names))
    for one, other in graph.edges:
        many.addEdge(place[one], place[other])
    between = nk.centrality.Betweenness(many, normalized=True).run().scores()
    kind = nk.centrality.ClosenessVariant.GENERALIZED
    close = nk.centrality.Closeness(many, True, kind).run().scores()
    return dict(zip(names, between, strict=True)), dict(zip(names, close, strict=True))


def communities(
    nodes: Sequence[int], edges: Sequence[tuple[int, int, float]], *, seed: int, resolution: float
) -> list[np.ndarray]:
    """Communities of highest weighted modularity, by Louvain's method (Blondel et al. 2008).

    Args:
        nodes: Numbers of the nodes.
        edges: Both ends and the weight, each pair at most once; an edge from a node to itself counts too.
        seed: Of the order in which nodes are looked at; equal seeds give equal communities.
        resolution: Of modularity (Reichardt and Bornholdt 2006); higher gives more and smaller communities.

    Returns:
        The nodes of each community.
    """
    if len(nodes) < MANY_FOR_COMMUNITIES or not is_there():
        import networkx as nx

        graph = nx.Graph()
        graph.add_nodes_from(nodes)
        graph.add_weighted_edges_from(edges)
        found = nx.community.louvain_communities(graph, seed=seed, resolution=resolution)
        return [np.asarray(sorted(members)) for members in found]
    import networkit as nk

    place = {node: number for number, node in enumerate(nodes)}
    many = nk.Graph(len(nodes), weighted=True)
    for one, other, weight in edges:
        many.addEdge(place[one], place[other], weight)
    # In one thread and one order, so that equal seeds give equal communities.
    nk.setNumberOfThreads(1)
    nk.setSeed(seed, False)
    louvain = nk.community.PLM(many, refine=True, gamma=resolution, par="none randomized")
    of = np.asarray(louvain.run().getPartition().getVector())
    numbers = np.asarray(nodes)
    return [numbers[of == number] for number in np.unique(of)]
