import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.contradictions import (
    CLASH_WORDS,
    CONTRADICTION_COLUMNS,
    Clash,
    Contradiction,
    contradictions,
    contradictions_table,
)
from crosswalk.model import Decision, Mapping
from crosswalk.review import Policy, Rule, looked_at, settle
from crosswalk.vocabulary import Predicate
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
)

EXACT, BROAD, NARROW = Predicate.EXACT, Predicate.BROAD, Predicate.NARROW


def found(*said: dict[str, object] | Mapping) -> list[Contradiction]:
    people = [one for one in said if isinstance(one, dict)]
    return contradictions(links_of(*said), CATALOGUE, known=known_of(*people))


def only(*said: dict[str, object] | Mapping) -> Contradiction:
    (contradiction,) = found(*said)
    return contradiction


def test_a_pair_that_was_rejected_though_it_follows_is_listed() -> None:
    said = only(accepted("a:1", "b:1"), accepted("b:1", "c:1", NARROW), turned_down("c:1", "a:1"))

    assert (said.kind, said.statements) == (Clash.REJECTED_ALONG_CHAIN, ("a:1", "b:1", "c:1"))
    assert said.words == (
        "People said that c:1 does not correspond to a:1: different topic; "
        "yet a:1 says the same as b:1, which is wider than c:1."
    )
    assert [link.pair for link in said.links] == [("a:1", "b:1"), ("b:1", "c:1")]
    assert [vote.pair for vote in said.decisions] == [("a:1", "b:1"), ("b:1", "c:1"), ("a:1", "c:1")]


def test_a_pair_that_follows_and_was_accepted_as_opposite_is_listed_too() -> None:
    said = only(accepted("a:1", "b:1"), accepted("b:1", "c:1"), accepted("a:1", "c:1", Predicate.OPPOSITE))

    assert said.kind is Clash.REJECTED_ALONG_CHAIN
    assert "a:1 is the opposite of c:1" in said.words


def test_two_reviewers_who_each_call_the_other_end_wider_contradict_each_other() -> None:
    said = only(
        accepted("a:1", "b:1", NARROW, reviewer="reviewer-1"),
        accepted("a:1", "b:1", BROAD, reviewer="reviewer-2"),
    )

    assert (said.kind, said.statements) == (Clash.WIDER_BOTH_WAYS, ("a:1", "b:1"))
    assert said.words == "Reviewers contradict each other: a:1 is wider than b:1; a:1 is narrower than b:1."


def test_who_says_it_from_the_other_end_does_not_contradict() -> None:
    assert not found(
        accepted("a:1", "b:1", NARROW, reviewer="reviewer-1"),
        accepted("b:1", "a:1", BROAD, reviewer="reviewer-2"),
    )


@pytest.mark.parametrize("last", [BROAD, EXACT])
def test_a_relation_that_comes_back_to_where_it_began_is_listed_once(last: Predicate) -> None:
    said = only(accepted("b:1", "c:1", BROAD), accepted("a:1", "b:1", BROAD), accepted("c:1", "a:1", last))

    assert (said.kind, said.statements) == (Clash.WIDER_BOTH_WAYS, ("a:1", "b:1", "c:1"))
    assert said.words.startswith(
        "It comes back to where it began: a:1 is narrower than b:1, which is narrower than c:1, which "
    )
    assert len(said.links) == 3


def test_a_triangle_that_rises_to_one_end_is_no_contradiction() -> None:
    assert not found(
        accepted("a:1", "b:1", BROAD), accepted("b:1", "c:1", BROAD), accepted("a:1", "c:1", BROAD)
    )


def test_two_elements_of_one_framework_that_are_the_same_as_one_of_another_are_listed() -> None:
    said = only(accepted("a:2", "b:1"), accepted("a:1", "b:1"))

    assert (said.kind, said.statements) == (Clash.SAME_AS_TWO, ("a:1", "b:1", "a:2"))
    assert said.words == "a:1 and a:2 of one framework are both the same as b:1."


def test_they_are_found_through_chains_however_long_and_where_a_document_says_so() -> None:
    said = only(
        *(accepted("a:1", "b:1"), accepted("b:1", "c:1"), stated("c:1", "d:1", EXACT)),
        accepted("d:1", "a:2"),
    )

    assert said.statements == ("a:1", "b:1", "c:1", "d:1", "a:2")
    assert said.words.startswith(
        "a:1 and a:2 of one framework are both the same as b:1: a:1 says the same as"
    )


def test_of_three_that_are_the_same_as_one_every_two_are_listed() -> None:
    listed = found(accepted("a:1", "b:1"), accepted("a:2", "b:1"), accepted("a:3", "b:1"))

    assert [one.statements for one in listed] == [
        ("a:1", "b:1", "a:2"), ("a:1", "b:1", "a:3"), ("a:2", "b:1", "a:3")
    ]  # fmt: skip


def test_two_that_one_is_wider_than_are_no_contradiction() -> None:
    assert not found(accepted("a:1", "b:1", BROAD), accepted("a:2", "b:1", BROAD))


def test_a_warning_accepted_as_a_match_is_listed_and_one_accepted_as_the_opposite_is_not() -> None:
    said = only(accepted("a:1", "b:n", Predicate.CLOSE))

    assert (said.kind, said.statements) == (Clash.WARNING_ACCEPTED, ("a:1", "b:n"))
    assert said.words == (
        "b:n warns against what it names, yet people said that a:1 says mostly the same as b:n."
    )
    assert not found(accepted("a:1", "b:n", Predicate.OPPOSITE))
    assert not found(accepted("a:n", "b:n"))


def test_a_framework_said_to_have_no_counterpart_that_has_one_is_listed() -> None:
    said = only(turned_down("a:1", "b:framework"), accepted("b:2", "a:1", Predicate.CLOSE))

    assert (said.kind, said.statements) == (Clash.NONE_BUT_SOME, ("a:1", "b:2"))
    assert said.words == (
        "People said that nothing in b corresponds to a:1: different topic; "
        "yet a:1 says mostly the same as b:2."
    )
    assert [vote.object_id for vote in said.decisions] == ["b:framework", "a:1"]


def test_one_that_follows_is_listed_where_no_pair_was_accepted() -> None:
    said = only(turned_down("c:1", "a:framework"), accepted("a:1", "b:1"), accepted("b:1", "c:1"))

    assert said.statements == ("c:1", "a:1")
    assert said.words.endswith("yet c:1 says the same as b:1, which says the same as a:1.")


def test_an_opposite_in_a_framework_without_a_counterpart_is_no_contradiction() -> None:
    assert not found(turned_down("a:1", "b:framework"), accepted("a:1", "b:n", Predicate.OPPOSITE))


def test_one_vote_for_no_counterpart_is_enough_where_two_must_agree() -> None:
    two, pair = Policy(rule=Rule.TWO), ("a:1", "b:1")
    rows = votes(accepted(*pair), accepted(*pair, reviewer="reviewer-2"), turned_down("a:1", "b:framework"))

    (said,) = contradictions(settle([], rows, policy=two), CATALOGUE, known=looked_at(rows, policy=two))

    assert said.kind is Clash.NONE_BUT_SOME


def test_what_a_model_suggests_contradicts_nobody() -> None:
    assert not found(suggested("a:1", "b:1", 0.9), suggested("b:1", "c:1", 0.9), turned_down("a:1", "c:1"))


@given(ballots, st.randoms(use_true_random=False))
def test_each_is_found_once_whatever_the_order_and_rests_on_votes(
    said: list[dict[str, object]], random: object
) -> None:
    links, rows = links_of(*said), votes(*said)
    listed = contradictions(links, CATALOGUE, known=looked_at(rows))
    shuffled_rows: list[Decision] = [*rows]
    random.shuffle(links)
    random.shuffle(shuffled_rows)

    assert contradictions(links, CATALOGUE, known=looked_at(shuffled_rows)) == listed
    assert len({(one.kind, one.statements) for one in listed}) == len(listed)
    for one in listed:
        assert one.decisions
        assert all(node in one.words for node in one.statements)


def test_the_table_says_each_thing_in_words_with_the_votes_behind_it() -> None:
    table = contradictions_table(found(accepted("a:2", "b:1"), accepted("a:1", "b:1", reviewer="reviewer-2")))

    assert tuple(table.columns) == CONTRADICTION_COLUMNS
    (row,) = table.to_dict("records")
    assert (row["kind"], row["meaning"]) == ("same-as-two", CLASH_WORDS[Clash.SAME_AS_TWO])
    assert (row["statements"], row["reviewers"]) == ("a:1; b:1; a:2", "reviewer-1; reviewer-2")
    assert len(row["decision_ids"].split("; ")) == 2
    assert contradictions_table([]).empty
