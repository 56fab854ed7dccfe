import xml.etree.ElementTree as ET

import networkx as nx

from crosswalk.catalogue import Catalogue
from crosswalk.graph import to_graph
from crosswalk.interop.graphml import write_graphml
from crosswalk.review import settle
from crosswalk.stated import cite, mirror

NAMESPACE = "{http://graphml.graphdrawing.org/xmlns}"


def test_networkx_reads_back_every_node_edge_and_attribute(real_catalogue: Catalogue) -> None:
    graph = to_graph(real_catalogue, settle([*cite(real_catalogue), *mirror(real_catalogue)]))

    again = nx.parse_graphml(write_graphml(graph).decode(), force_multigraph=True)

    assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
    edges = [(s, o, sorted(data.items())) for s, o, data in graph.edges(data=True)]
    assert [(s, o, sorted(data.items())) for s, o, data in again.edges(data=True)] == edges


def test_no_two_edges_or_keys_share_an_id(real_catalogue: Catalogue) -> None:
    root = ET.fromstring(write_graphml(to_graph(real_catalogue, [])))  # noqa: S314

    for tag in ("edge", "key"):
        ids = [element.get("id") for element in root.iter(NAMESPACE + tag)]
        assert len(ids) == len(set(ids)) > 0
