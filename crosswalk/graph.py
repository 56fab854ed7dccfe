"""Everything known as one graph: statements and frameworks as nodes, structure and links as edges."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

import networkx as nx

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Link, Statement, Status
from crosswalk.model.written import written_paths

#: Edges that come from a document's own tree, as opposed to links between frameworks.
PART_OF, AT_LEVEL, NEXT_LEVEL = "part_of", "at_level", "next_level"


def to_graph(catalogue: Catalogue, links: Iterable[Link]) -> nx.MultiDiGraph:
    """The graph of all frameworks and all links.

    Nodes are ids. Edges are keyed by what they are: `part_of` (statement to its parent, top statements to
    their framework), `at_level` (indicator to its level), `next_level` (an indicator to the same theme's
    next level, and a level to the next), or the kind of a link. Every attribute is a string, a number or a
    truth value, so that any graph format can hold it; what is not known is left out.

    Args:
        catalogue: All frameworks.
        links: Settled links between their statements.

    Returns:
        A new graph; nodes in document order, then edges in document order, then links as given.
    """
    graph = nx.MultiDiGraph()
    for framework in catalogue:
        graph.add_node(framework.node_id, **_framework_attributes(framework))
        for statement in framework.statements:
            graph.add_node(statement.id, **_statement_attributes(statement, framework))
    for framework in catalogue:
        for subject_id, object_id, key in structure(framework):
            graph.add_edge(subject_id, object_id, key=key, kind=key)
    for link in links:
        graph.add_edge(link.subject_id, link.object_id, key=link.kind.value, **_link_attributes(link))
    return graph


def structure(framework: Framework) -> Iterator[tuple[str, str, str]]:
    """Edges of a framework's own tree as (from id, to id, what): part_of, at_level and next_level.

    An indicator's next level is the indicator of the same element, of the same type, on the nearest higher
    level; where several stand on one level, none is the next of another.
    """
    for statement in framework.statements:
        yield statement.id, statement.parent_id or framework.node_id, PART_OF
        if statement.level_id is not None:
            yield statement.id, statement.level_id, AT_LEVEL
    yield from _next_levels(framework)


def _next_levels(framework: Framework) -> Iterator[tuple[str, str, str]]:
    ladders: dict[tuple[str | None, str], dict[int, list[Statement]]] = {}
    for statement in framework.statements:
        rank = statement.rank
        if rank is None and statement.level_id is not None:
            level = framework.by_id[statement.level_id]
            # Indicators that hang below their own level are joined through it already.
            rank = level.rank if statement.parent_id != level.id else None
        if rank is not None:
            rungs = ladders.setdefault((statement.parent_id, statement.item_type), {})
            rungs.setdefault(rank, []).append(statement)
    for rungs in ladders.values():
        ranks = sorted(rungs)
        for lower, higher in pairwise(ranks):
            if len(rungs[lower]) == len(rungs[higher]) == 1:
                yield rungs[lower][0].id, rungs[higher][0].id, NEXT_LEVEL


def _framework_attributes(framework: Framework) -> dict[str, str | int | bool]:
    return _known(
        label=framework.title,
        framework=framework.id,
        kind="framework",
        publisher=framework.publisher,
        year=framework.year,
        source=framework.source,
        known_by_reference=framework.known_by_reference,
    )


def _statement_attributes(statement: Statement, framework: Framework) -> dict[str, str | int | bool]:
    return _known(
        label=statement.label,
        framework=framework.id,
        kind=statement.kind.value,
        item_type=statement.item_type,
        title=statement.title,
        text=statement.text,
        path=framework.path(statement),
        level=framework.level_name(statement),
        rank=statement.rank,
        polarity=statement.polarity.value,
        source=statement.span.path,
        first_line=statement.span.first_line,
        last_line=statement.span.last_line,
        marks=" ".join(statement.marks),
        known_by_reference=framework.known_by_reference,
    )


def _link_attributes(link: Link) -> dict[str, str | float]:
    return {
        key: value
        for key, value in {
            "kind": link.kind.value,
            "predicate_id": link.predicate_id.value,
            "similarity_score": link.similarity_score,
            "confidence": link.confidence,
            "weight": _weight(link),
            "evidence": "; ".join(map(str, link.evidence)),
            "path": written_paths(link),
            "status": "" if link.status is Status.OPEN else link.status.value,
        }.items()
        if value not in (None, "")
    }


def _weight(link: Link) -> float:
    """What drawing programs read: a stated or reviewed link has no figures and weighs as much as can be."""
    figures = (link.similarity_score, link.confidence)
    return next((figure for figure in figures if figure is not None), 1.0)


def _known(**attributes: str | int | bool | None) -> dict[str, str | int | bool]:
    return {key: value for key, value in attributes.items() if value not in (None, "")}
