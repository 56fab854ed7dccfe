"""Communities of statements: who stands together, however the open links turn out.

A raw neighbour graph gives other communities with every seed, and most of its links are not certain. So the
communities are looked for many times, each time with another seed and with each open link kept with its own
probability; what stands together in most of these runs is a community (consensus clustering: Lancichinetti
and Fortunato 2012, "Consensus clustering in complex networks"; resampled links: Rosvall and Bergstrom 2010).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crosswalk.at_scale import communities
from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Link, Statement, Status
from crosswalk.vocabulary import LinkKind, Predicate

if TYPE_CHECKING:
    import networkx as nx

#: Kinds of link that can join the documents; what a document cites is another framework's text.
_JOINING = (LinkKind.SUGGESTED, LinkKind.REVIEWED, LinkKind.INFERRED)

#: A link whose probability nobody knows is as likely as not.
_UNKNOWN = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How communities are looked for. What each default was chosen by: benchmarks/README.md.

    Attributes:
        runs: How often the communities are looked for.
        resolution: Of modularity (Reichardt and Bornholdt 2006); higher gives more and smaller communities.
        tie: What an indicator's tie to its own element weighs beside a certain link, which weighs 1.
        least: Open links less probable than this are left out.
        together: The least mean co-membership at which two groups are one, to begin with.
        loosest: The same, lowered to this at most while there are more than `most` communities.
        most: How many communities are wanted at most.
        smallest: Statements that a community needs.
        largest: The share of all statements that a community may hold.
        floor: A member less often together with the others than this belongs nowhere.
        second: As often together with the core of another community, it belongs there too.
        seed: Of the first run; the others follow.
    """

    runs: int = 40
    resolution: float = 0.8
    tie: float = 0.5
    least: float = 0.3
    together: float = 0.5
    loosest: float = 0.2
    most: int = 20
    smallest: int = 4
    largest: float = 0.125
    floor: float = 0.4
    second: float = 0.35
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Together:
    """How often statements stand together.

    Attributes:
        ids: n statements, sorted.
        share: Symmetric, shape (n, n): the share of runs in which two are in one community, in [0, 1].
        tree: How they join by mean linkage (UPGMA, Sokal and Michener 1958) over 1 - share, nearest first:
            a row a join as `scipy.cluster.hierarchy.linkage` gives it, shape (n - 1, 4).
    """

    ids: tuple[str, ...]
    share: np.ndarray
    tree: np.ndarray

    @classmethod
    def of(cls, ids: tuple[str, ...], share: np.ndarray) -> "Together":
        """With the tree that follows from how often statements stand together."""
        if len(ids) < 2:
            return cls(ids, share, np.zeros((0, 4)))
        from scipy.cluster.hierarchy import linkage
        from scipy.spatial.distance import squareform

        # Shares are rounded, so that equal ones stay equal on every machine.
        return cls(ids, share, linkage(squareform(np.round(1 - share, 6), checks=False), "average"))


def joined(catalogue: Catalogue, links: Iterable[Link], *, settings: Settings | None = None) -> "nx.Graph":
    """Elements and indicators of all documents, and what may join them.

    An accepted link weighs 1. One that people have not settled weighs its confidence; a rejected one is not
    there, nor is an opposite. An indicator is tied to the element it is part of.

    Args:
        catalogue: All frameworks; those known by reference have no text to join.
        links: Settled links.
        settings: How to look; None for the default.

    Returns:
        Nodes sorted by id; edges sorted, with `weight` and `probability`, both in (0, 1].
    """
    import networkx as nx

    chosen = settings or Settings()
    graph = nx.Graph()
    graph.add_nodes_from(sorted(s.id for f in catalogue.documents for s in statements_of(f)))
    for framework in catalogue.documents:
        for ends in ties(framework):
            graph.add_edge(*ends, weight=chosen.tie, probability=1.0)
    for ends, probability in sorted(_probable(links).items()):
        if probability >= chosen.least and all(end in graph for end in ends):
            graph.add_edge(*ends, weight=probability, probability=probability)
    return graph


def statements_of(framework: Framework) -> list[Statement]:
    """Elements and indicators of a framework, in document order."""
    return [s for s in framework.statements if s.kind in (Kind.ELEMENT, Kind.INDICATOR)]


def ties(framework: Framework) -> Iterator[tuple[str, str]]:
    """Each indicator with the nearest element that it is part of: (element id, indicator id)."""
    for indicator in framework.of_kind(Kind.INDICATOR):
        above = [s for s in framework.ancestors(indicator) if s.kind is Kind.ELEMENT]
        if above:
            yield above[-1].id, indicator.id


def _probable(links: Iterable[Link]) -> dict[tuple[str, str], float]:
    """Pairs that may correspond, each with its probability; what people settled is certain."""
    found: dict[tuple[str, str], float] = {}
    never: set[tuple[str, str]] = set()
    for link in links:
        pair = link.claims[0].pair
        if link.status is Status.REJECTED or link.predicate_id is Predicate.OPPOSITE:
            never.add(pair)
        elif link.kind in _JOINING:
            found[pair] = max(found.get(pair, 0.0), _probability(link))
    return {pair: probability for pair, probability in found.items() if pair not in never}


def _probability(link: Link) -> float:
    if link.status is Status.ACCEPTED:
        return 1.0
    return _UNKNOWN if link.confidence is None else link.confidence


def often_together(graph: "nx.Graph", *, settings: Settings | None = None) -> Together:
    """How often two statements fall into one community, over runs with other seeds and other links.

    Louvain's method (Blondel et al. 2008) on weighted modularity, as networkx has it.

    Args:
        graph: As `joined` gives it.
        settings: How to look; None for the default.

    Returns:
        For n nodes a matrix of shape (n, n); equal input gives equal figures.
    """
    chosen = settings or Settings()
    ids = tuple(graph)
    links = _Links.of(graph)
    together = np.zeros((len(ids), len(ids)))
    for run in range(chosen.seed, chosen.seed + chosen.runs):
        of = partition_once(links.resampled(run), run, chosen.resolution)
        together += of[:, None] == of
    return Together.of(ids, together / max(chosen.runs, 1))


@dataclass(frozen=True, slots=True)
class _Links:
    """The edges of a graph by their nodes' places, so that no order depends on how text is hashed.

    Attributes:
        nodes: n, how many nodes there are.
        ends: Places of both ends, shape (m, 2).
        weight: Shape (m,).
        probability: Shape (m,).
    """

    nodes: int
    ends: np.ndarray
    weight: np.ndarray
    probability: np.ndarray

    @classmethod
    def of(cls, graph: "nx.Graph") -> "_Links":
        """Of a graph as `joined` gives it."""
        place = {node: number for number, node in enumerate(graph)}
        edges = [(place[a], place[b], d["weight"], d["probability"]) for a, b, d in graph.edges(data=True)]
        figures = np.asarray(edges, dtype=np.float64).reshape(-1, 4)
        return cls(len(place), figures[:, :2].astype(int), figures[:, 2], figures[:, 3])

    def resampled(self, seed: int) -> "_Links":
        """Each edge kept with its own probability."""
        kept = np.random.default_rng(seed).random(len(self.ends)) < self.probability
        return _Links(self.nodes, self.ends[kept], self.weight[kept], self.probability[kept])


def raw_communities(
    graph: "nx.Graph", *, seed: int, resolution: float, resampled: bool = False
) -> np.ndarray:
    """What one run makes of the graph, as a measure of how much a single run can be trusted.

    Args:
        graph: As `joined` gives it.
        seed: Of the run.
        resolution: As in `Settings`.
        resampled: Keep each link with its own probability, as each run of `often_together` does; or take all
            of them as certain.

    Returns:
        The number of the community of each node, shape (n,).
    """
    links = _Links.of(graph)
    return partition_once(links.resampled(seed) if resampled else links, seed, resolution)


def partition_once(links: _Links, seed: int, resolution: float) -> np.ndarray:
    """The number of the community of each node, by one run; shape (n,).

    Leaves are folded onto their only neighbour first. A leaf is in its neighbour's community wherever
    modularity is highest, and a loop of the edge's weight keeps modularity as it was (Arenas et al. 2007,
    "Size reduction of complex networks preserving modularity"). Half of the statements are leaves.
    """
    onto = _folded(links)
    nodes = np.flatnonzero(onto == np.arange(links.nodes)).tolist()
    joined_by: dict[tuple[int, int], float] = {}
    for (a, b), weight in zip(onto[links.ends].tolist(), links.weight.tolist(), strict=True):
        ends = (b, a) if (b, a) in joined_by else (a, b)
        joined_by[ends] = joined_by.get(ends, 0.0) + weight
    edges = [(a, b, weight) for (a, b), weight in joined_by.items()]
    of = np.zeros(links.nodes, dtype=int)
    for number, members in enumerate(communities(nodes, edges, seed=seed, resolution=resolution)):
        of[members] = number
    return np.asarray(of[onto])


def _folded(links: _Links) -> np.ndarray:
    """For each node the one that stands for it: a leaf's only neighbour, or itself; shape (n,)."""
    onto = np.arange(links.nodes)
    degree = np.bincount(links.ends.ravel(), minlength=links.nodes)
    for a, b in links.ends.tolist():
        leaf, other = (b, a) if degree[b] == 1 else (a, b)
        if degree[leaf] == 1:
            onto[leaf] = other
    return onto
