import networkx as nx
import numpy as np
import pytest

from crosswalk import at_scale

#: 60 groups of 40 nodes: most edges inside a group, some from one to another.
NODES, GROUPS = 2_400, 60


@pytest.fixture(scope="module")
def world() -> nx.Graph:
    random = np.random.default_rng(1)
    graph = nx.Graph()
    graph.add_nodes_from(range(NODES))
    for node in range(NODES):
        for _ in range(3):
            inside = int(random.integers(NODES // GROUPS)) * GROUPS + node % GROUPS
            graph.add_edge(node, inside, weight=float(random.random()) + 0.5)
        graph.add_edge(node, int(random.integers(NODES)), weight=0.2)
    graph.remove_edges_from(nx.selfloop_edges(graph))
    return graph


def test_networkit_is_there_so_that_these_tests_look_at_it() -> None:
    assert at_scale.is_there(), "install the extra `large`"


def test_centralities_of_many_nodes_are_those_of_networkx() -> None:
    graph = nx.Graph()
    graph.add_nodes_from(f"n{number}" for number in range(340))
    tree = nx.random_labeled_tree(320, seed=1)
    graph.add_edges_from((f"n{a}", f"n{b}") for a, b in tree.edges)
    assert len(graph) >= at_scale.MANY_FOR_CENTRALITY

    between, close = at_scale.centralities(graph)

    assert between == pytest.approx(nx.betweenness_centrality(graph), abs=1e-12)
    assert close == pytest.approx(nx.closeness_centrality(graph), abs=1e-12)


def test_communities_of_many_nodes_are_as_good_as_those_of_networkx(world: nx.Graph) -> None:
    edges = [(a, b, d["weight"]) for a, b, d in world.edges(data=True)]

    found = at_scale.communities(list(world), edges, seed=1, resolution=1.0)

    peer = nx.community.louvain_communities(world, seed=1)
    ours = nx.community.modularity(world, [{*members.tolist()} for members in found])
    assert ours > nx.community.modularity(world, peer) - 0.01
    assert 0.5 * GROUPS <= len(found) <= 1.5 * GROUPS


def test_equal_seeds_give_equal_communities(world: nx.Graph) -> None:
    edges = [(a, b, d["weight"]) for a, b, d in world.edges(data=True)]

    first, again = (at_scale.communities(list(world), edges, seed=3, resolution=0.8) for _ in range(2))

    assert [m.tolist() for m in first] == [m.tolist() for m in again]
    assert sorted(n for members in first for n in members.tolist()) == [*range(NODES)]


def test_nodes_without_an_edge_are_communities_of_their_own() -> None:
    found = at_scale.communities([3, 5, 9], [(3, 5, 1.0)], seed=1, resolution=1.0)

    assert sorted(members.tolist() for members in found) == [[3, 5], [9]]
