from collections import Counter

import networkx as nx

from crosswalk.catalogue import Catalogue
from crosswalk.graph import structure, to_graph
from crosswalk.model import Kind, Mapping
from crosswalk.review import settle
from crosswalk.stated import cite, mirror
from crosswalk.vocabulary import Justification, Predicate


def test_every_statement_and_every_framework_is_a_node(real_catalogue: Catalogue) -> None:
    graph = to_graph(real_catalogue, [])

    assert set(graph) == {s.id for s in real_catalogue.statements} | {f.node_id for f in real_catalogue}
    assert Counter(nx.get_node_attributes(graph, "kind").values())["indicator"] == 591


def test_part_of_makes_one_tree_a_framework(real_catalogue: Catalogue) -> None:
    for framework in real_catalogue:
        tree = nx.DiGraph((s, o) for s, o, key in structure(framework) if key == "part_of")
        if tree:
            assert nx.is_arborescence(tree.reverse())
            assert len(tree) == len(framework.statements) + 1


def test_next_level_leads_from_the_lowest_stage_to_the_highest(real_catalogue: Catalogue) -> None:
    steps = [(s, o) for s, o, key in structure(real_catalogue.framework("sssc")) if key == "next_level"]

    assert ("sssc:1.3.emerging", "sssc:1.3.established") in steps
    assert ("sssc:1.3.established", "sssc:1.3.accomplished") in steps
    assert ("sssc:level.emerging", "sssc:level.established") in steps
    assert len(steps) == 2 * 22 + 2


def test_role_levels_and_stages_within_a_quality_have_next_levels_too(real_catalogue: Catalogue) -> None:
    def count(framework_id: str) -> int:
        framework = real_catalogue.framework(framework_id)
        return sum(key == "next_level" for _, _, key in structure(framework))

    assert count("lqf") == 3 * 20 + 3
    assert count("grade9") == 54 - 15


def test_indicators_of_one_level_are_not_each_others_next(real_catalogue: Catalogue) -> None:
    steps = [(s, o) for s, o, key in structure(real_catalogue.framework("grade9")) if key == "next_level"]
    levels = {s.id for s in real_catalogue.framework("grade9").of_kind(Kind.LEVEL)}

    assert {node for step in steps for node in step} <= levels


def test_a_link_s_edge_says_how_it_is_known_and_on_what_words(real_catalogue: Catalogue) -> None:
    graph = to_graph(real_catalogue, settle([*cite(real_catalogue), *mirror(real_catalogue)]))

    edge = graph.edges["sssc:1.3.emerging", "clf:awareness-of-the-wider-context.established", "cited"]
    assert edge["predicate_id"] == "skos:relatedMatch"
    assert "this closely links to CLF" in edge["evidence"]
    assert "corpus/sssc/source.txt:" in edge["evidence"]
    assert Counter(nx.get_edge_attributes(graph, "kind").values())["cited"] == 24


def test_a_suggested_edge_has_its_relation_and_its_probability_and_an_opposite_has_none(
    world: Catalogue,
) -> None:
    def suggested(
        subject_id: str, predicate_id: Predicate, object_id: str, confidence: float | None
    ) -> Mapping:
        return Mapping(
            subject_id=subject_id,
            predicate_id=predicate_id,
            object_id=object_id,
            mapping_justification=Justification.SIMILARITY,
            similarity_score=0.5,
            confidence=confidence,
        )

    match = suggested("ash:1.1", Predicate.CLOSE, "elm:1", 0.75)
    opposite = suggested("elm:1.n", Predicate.OPPOSITE, "elm:1.1", None)

    graph = to_graph(world, settle([match, opposite]))

    edge = graph.edges["ash:1.1", "elm:1", "suggested"]
    assert (edge["predicate_id"], edge["confidence"], edge["weight"]) == ("skos:closeMatch", 0.75, 0.5)
    negated = graph.edges["elm:1.n", "elm:1.1", "suggested"]
    assert negated["predicate_id"] == "crosswalk:opposite"
    assert "confidence" not in negated


def test_an_inferred_edge_names_its_chain_and_weighs_as_much_as_it_is_probable(world: Catalogue) -> None:
    chain = Mapping(
        subject_id="ash:1.1",
        predicate_id=Predicate.EXACT,
        object_id="elm:1",
        mapping_justification=Justification.CHAINING,
        confidence=0.25,
        path=("ash:1.1", "oak:1", "elm:1"),
    )

    edge = to_graph(world, settle([chain])).edges["ash:1.1", "elm:1", "inferred"]

    assert (edge["path"], edge["weight"]) == ("ash:1.1 -> oak:1 -> elm:1", 0.25)
