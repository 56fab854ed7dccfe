"""Which elements of two documents are joined."""

from collections.abc import Iterable

import networkx as nx

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind, Link, Status
from crosswalk.vocabulary import LinkKind, Predicate

#: The probability from which a suggested pair counts.
CUT = 0.5

#: Decimals of what is reported: float sums differ in the last digits between machines.
DECIMALS = 6

#: Relations that join two elements; an opposite does not, nor does what a text comes from.
_JOINING = (
    Predicate.EXACT, Predicate.CLOSE, Predicate.BROAD, Predicate.NARROW, Predicate.RELATED,
    Predicate.UNSPECIFIED,
)  # fmt: skip


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
