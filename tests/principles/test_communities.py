import networkx as nx
import numpy as np
import pytest

from crosswalk.model import Why
from crosswalk.principles.communities import Settings, Together, joined, often_together, raw_communities
from crosswalk.principles.cutting import cut
from crosswalk.vocabulary import Justification, Predicate
from tests.principles.trees import TOPIC_1, TOPIC_2, claim, decided, links, rejected, shared


def groups(*more: object, decisions: object = (), **settings: object) -> list[set[str]]:
    chosen = Settings(**settings)
    together = often_together(
        joined(shared(), links(*more, decisions=decisions), settings=chosen), settings=chosen
    )
    return [{together.ids[place] for place in group} for group in cut(together, settings=chosen).groups]


def test_indicators_are_tied_to_their_elements_and_links_weigh_their_confidence() -> None:
    graph = joined(shared(), links(), settings=Settings(tie=0.25))

    assert graph["ash:1"]["ash:1.a"] == {"weight": 0.25, "probability": 1.0}
    assert graph["ash:1"]["elm:1"] == {"weight": 0.95, "probability": 0.95}


def test_a_link_without_confidence_is_as_likely_as_not() -> None:
    assert joined(shared(), links(claim("ash:3", "elm:3", None)))["ash:3"]["elm:3"]["weight"] == 0.5


def test_improbable_links_are_pruned_and_accepted_ones_weigh_one() -> None:
    weak = claim("ash:3", "elm:3", 0.1)
    accepted = decided(1, subject_id="ash:3", object_id="elm:3")

    assert not joined(shared(), links(weak)).has_edge("ash:3", "elm:3")
    assert joined(shared(), links(weak, decisions=[accepted]))["ash:3"]["elm:3"]["weight"] == 1.0


def test_rejected_links_opposites_and_what_documents_state_never_join() -> None:
    no = rejected(1, subject_id="ash:1", object_id="elm:1")
    opposite = decided(2, subject_id="ash:1", object_id="fir:1", predicate_id=Predicate.OPPOSITE)
    stated = claim("ash:3", "elm:3", mapping_justification=Justification.CURATION)
    graph = joined(shared(), links(stated, decisions=[no, opposite]))

    assert not graph.has_edge("ash:1", "elm:1")
    assert not graph.has_edge("ash:1", "fir:1")
    assert not graph.has_edge("ash:3", "elm:3")


def test_what_is_linked_across_frameworks_makes_communities() -> None:
    assert groups() == [TOPIC_1, TOPIC_2]


def test_what_only_one_framework_says_makes_none() -> None:
    together = often_together(joined(shared(), links()))
    found = cut(together)

    assert {together.ids[p]: why for p, why in found.reasons.items()} == {
        f"{element}{part}": Why.ONE_FRAMEWORK
        for element in ("ash:3", "elm:3", "fir:2", "fir:3")
        for part in ("", ".a", ".b")
    }


def test_a_community_that_people_rejected_falls_apart() -> None:
    against = [rejected(1, subject_id="ash:2", object_id="elm:2")]
    against += [rejected(2, subject_id="ash:2.a", object_id="elm:2.a")]

    assert groups(decisions=against) == [TOPIC_1]


def test_the_number_of_communities_is_bounded_as_far_as_they_are_ever_together() -> None:
    # Nothing joins the two topics, so no bound makes one of them.
    assert groups(most=1) == [TOPIC_1, TOPIC_2]


def test_a_cluster_too_large_stays_in_its_parts() -> None:
    ids = tuple(f"{'ab'[n % 2]}:{n:02}" for n in range(64))
    share = np.full((64, 64), 0.6)
    share[:32, :32] = share[32:, 32:] = 0.9
    np.fill_diagonal(share, 1.0)

    together = Together.of(ids, share)
    assert [len(group) for group in cut(together, settings=Settings(largest=0.5)).groups] == [
        32,
        32,
    ]
    assert [len(group) for group in cut(together, settings=Settings(largest=1.0)).groups] == [64]


def test_a_statement_often_with_two_communities_supports_both() -> None:
    ids = tuple(f"{'ab'[n % 2]}:{n}" for n in range(9))
    share = np.zeros((9, 9))
    share[:5, :5] = share[5:, 5:] = 1.0
    share[4, :4] = share[:4, 4] = 0.55
    share[4, 5:] = share[5:, 4] = 0.45
    found = cut(Together.of(ids, share))

    assert found.groups == ((0, 1, 2, 3, 4), (5, 6, 7, 8))
    assert found.second == {4: (1,)}
    assert found.stability[4] == pytest.approx(0.55)


def test_a_statement_that_changes_company_belongs_nowhere() -> None:
    ids = tuple(f"{'ab'[n % 2]}:{n}" for n in range(6))
    share = np.ones((6, 6))
    share[5, :5] = share[:5, 5] = 0.3
    found = cut(Together.of(ids, share), settings=Settings(together=0.2, loosest=0.2))

    assert found.groups == ((0, 1, 2, 3, 4),)
    assert found.reasons == {5: Why.UNSTABLE}


def test_a_statement_alone_is_unlinked_only_where_it_never_stood_with_another() -> None:
    share = np.eye(3)
    share[0, 1] = share[1, 0] = 0.1

    assert cut(Together.of(("a:1", "b:1", "b:2"), share)).reasons == {
        0: Why.UNSTABLE,
        1: Why.UNSTABLE,
        2: Why.UNLINKED,
    }


def test_folding_leaves_away_gives_communities_as_good_as_without() -> None:
    graph = joined(shared(), links())
    of = raw_communities(graph, seed=1, resolution=1.0)
    found = [
        {node for node, own in zip(graph, of, strict=True) if own == number} for number in set(of.tolist())
    ]
    whole = nx.community.louvain_communities(graph, seed=1)

    assert nx.community.modularity(graph, found) >= nx.community.modularity(graph, whole) - 1e-9


def test_no_statements_make_no_communities() -> None:
    assert cut(Together.of((), np.zeros((0, 0)))).groups == ()
