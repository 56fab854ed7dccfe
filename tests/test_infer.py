from hypothesis import given
from hypothesis import strategies as st

from crosswalk.chains import CHAINABLE, premises
from crosswalk.infer import INFERRED_COLUMNS, infer, inferred_table, missing_sides
from crosswalk.model import Link, Status
from crosswalk.review import Policy, Rule, looked_at, settle
from crosswalk.vocabulary import Justification, LinkKind, Predicate
from tests.chained import (
    CATALOGUE,
    accepted,
    ballots,
    known_of,
    links_of,
    stated,
    suggested,
    turned_down,
    votes,
    worlds,
)

EXACT, BROAD, NARROW = Predicate.EXACT, Predicate.BROAD, Predicate.NARROW

#: Two sides of a triangle.
TWO_SIDES = (accepted("a:1", "b:1"), accepted("b:1", "c:1", BROAD))


def test_two_accepted_sides_of_a_triangle_give_the_third_with_its_path_and_places() -> None:
    (link,) = infer(links_of(*TWO_SIDES), CATALOGUE)

    assert (link.subject_id, link.predicate_id, link.object_id) == ("a:1", BROAD, "c:1")
    assert (link.kind, link.status, link.decisions) == (LinkKind.INFERRED, Status.OPEN, ())
    assert link.paths == (("a:1", "b:1", "c:1"),)
    assert [str(place) for place in link.evidence] == [f"corpus/{f}/source.txt:1-1" for f in "abc"]
    assert link.claims[0].mapping_justification is Justification.CHAINING


def test_an_inferred_link_reads_from_the_framework_that_comes_first() -> None:
    (link,) = infer(links_of(accepted("c:1", "b:1", NARROW), accepted("b:1", "a:1", NARROW)), CATALOGUE)

    assert (link.subject_id, link.predicate_id, link.object_id) == ("a:1", BROAD, "c:1")


def test_what_a_document_states_is_chained_with_what_people_accepted() -> None:
    (link,) = infer(links_of(stated("b:1", "a:1", NARROW), accepted("b:1", "c:1")), CATALOGUE)

    assert link.predicate_id is BROAD


def test_each_shortest_chain_is_a_claim_and_longer_ones_are_none() -> None:
    links = links_of(
        *(accepted("a:1", "b:1"), accepted("b:1", "d:1"), accepted("a:1", "c:1"), accepted("c:1", "d:1")),
        *(accepted("b:1", "c:2"), accepted("c:2", "d:1")),
    )

    (link,) = (x for x in infer(links, CATALOGUE) if x.object_id == "d:1" and x.subject_id == "a:1")

    assert link.paths == (("a:1", "b:1", "d:1"), ("a:1", "c:1", "d:1"))


def test_the_confidence_is_the_product_of_what_a_model_gave_the_steps() -> None:
    links = links_of(*TWO_SIDES, suggested("a:1", "b:1", 0.8), suggested("c:1", "b:1", 0.5))

    assert infer(links, CATALOGUE)[0].confidence == 0.4


def test_a_step_that_no_model_gave_a_probability_leaves_the_confidence_empty() -> None:
    links = links_of(*TWO_SIDES, suggested("a:1", "b:1", 0.8), suggested("c:1", "b:1", None))

    assert infer(links, CATALOGUE)[0].confidence is None


def test_the_shortest_come_first_then_the_most_probable_then_those_without_a_figure() -> None:
    links = links_of(
        *(accepted("a:1", "b:1"), accepted("b:1", "c:1"), accepted("c:1", "d:1")),
        *(accepted("a:2", "b:2"), accepted("b:2", "c:2")),
        *(suggested("b:1", "c:1", 0.5), suggested("c:1", "d:1", 0.5)),
    )

    found = [(x.subject_id, x.object_id, x.confidence) for x in infer(links, CATALOGUE)]

    assert found == [
        ("b:1", "d:1", 0.25), ("a:1", "c:1", None), ("a:2", "c:2", None), ("a:1", "d:1", None)
    ]  # fmt: skip


def test_nothing_is_inferred_where_people_looked_already() -> None:
    disputed = (
        accepted("a:1", "c:1", EXACT, reviewer="reviewer-2"),
        accepted("a:1", "c:1", NARROW, reviewer="reviewer-3"),
    )
    for last in (
        [accepted("a:1", "c:1", Predicate.RELATED)],
        [turned_down("a:1", "c:1")],
        [*disputed],
        [turned_down("a:1", "c:framework")],
        [turned_down("c:1", "a:framework")],
    ):
        said = [*TWO_SIDES, *last]
        assert infer(links_of(*said), CATALOGUE, known=known_of(*said)) == []


def test_nothing_is_inferred_that_a_document_states() -> None:
    assert infer(links_of(*TWO_SIDES, stated("a:1", "c:1", Predicate.SOURCE)), CATALOGUE) == []


def test_a_vote_that_settles_nothing_yet_stands_beside_what_is_inferred() -> None:
    pair = [*TWO_SIDES, *({**side, "reviewer": "reviewer-2"} for side in TWO_SIDES)]
    rows, two = votes(*pair, accepted("a:1", "c:1")), Policy(rule=Rule.TWO)

    (link,) = infer(settle([], rows, policy=two), CATALOGUE, known=looked_at(rows, policy=two))

    assert (link.status, [vote.reviewer for vote in link.decisions]) == (Status.OPEN, ["reviewer-1"])


def test_without_people_or_documents_nothing_follows_from_what_a_model_suggests() -> None:
    assert infer(links_of(suggested("a:1", "b:1", 0.9), suggested("b:1", "c:1", 0.9)), CATALOGUE) == []


@given(worlds)
def test_inferring_twice_adds_nothing(links: list[Link]) -> None:
    once = infer(links, CATALOGUE)

    assert infer([*links, *once], CATALOGUE) == once


@given(worlds, st.randoms(use_true_random=False))
def test_the_order_of_the_links_makes_no_difference(links: list[Link], random: object) -> None:
    shuffled = [*links]
    random.shuffle(shuffled)

    assert infer(shuffled, CATALOGUE) == infer(links, CATALOGUE)


@given(ballots)
def test_no_inferred_link_is_of_a_judged_pair_or_called_reviewed(said: list[dict[str, object]]) -> None:
    links, known = links_of(*said), known_of(*said)

    for link in infer(links, CATALOGUE, known=known):
        assert link.kind is LinkKind.INFERRED
        assert link.predicate_id in CHAINABLE
        assert link.pair not in known
        assert link.pair not in premises(links, CATALOGUE)


@given(worlds)
def test_a_chain_is_never_more_probable_than_any_of_its_steps(links: list[Link]) -> None:
    given_ = {x.pair: x.confidence for x in links if x.kind is LinkKind.SUGGESTED}

    for link in infer(links, CATALOGUE):
        for claim in link.claims:
            if claim.confidence is not None:
                steps = zip(claim.path, claim.path[1:], strict=False)
                assert all(claim.confidence <= given_[tuple(sorted(s))] + 1e-6 for s in steps)


def test_a_triangle_that_misses_its_third_side_is_offered_unless_a_model_suggests_it() -> None:
    for third, offered in ((), ["c:1"]), ((suggested("c:1", "a:1", 0.1),), []):
        links = links_of(*TWO_SIDES, *third)
        assert [x.object_id for x in missing_sides(infer(links, CATALOGUE), links)] == offered


def test_the_table_names_the_chain_and_says_whether_a_model_suggests_the_pair_too() -> None:
    links = links_of(*TWO_SIDES, suggested("c:1", "a:1", 0.1))
    table = inferred_table(CATALOGUE, [*links, *infer(links, CATALOGUE)])

    assert tuple(table.columns) == INFERRED_COLUMNS
    (row,) = table.to_dict("records")
    assert (row["subject_text"], row["relation"], row["object_text"]) == ("a1", "is narrower than", "c1")
    assert (row["path"], row["hops"], row["chains"]) == ("a:1 -> b:1 -> c:1", 2, 1)
    assert row["suggested_too"]
    assert inferred_table(CATALOGUE, links).empty
