"""The graph as GraphML, for networkx, Gephi and yEd."""

import io

import networkx as nx


def write_graphml(graph: nx.MultiDiGraph) -> bytes:
    """A graph as a GraphML file.

    Args:
        graph: Nodes and edges whose attributes are strings, numbers or truth values.

    Returns:
        UTF-8 XML. Every edge has an id of its own (`e0`, `e1`, …): the edge keys repeat between pairs, and
        Gephi takes two edges of one id for one edge.
    """
    numbered = nx.MultiDiGraph()
    numbered.add_nodes_from(graph.nodes(data=True))
    for number, (subject_id, object_id, attributes) in enumerate(graph.edges(data=True)):
        numbered.add_edge(subject_id, object_id, key=f"e{number}", **attributes)
    file = io.BytesIO()
    nx.write_graphml_xml(numbered, file)
    return file.getvalue()
