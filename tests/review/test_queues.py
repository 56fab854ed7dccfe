from collections.abc import Callable
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.model import Decision
from crosswalk.review import (
    ONE_SUFFICES,
    Order,
    Pair,
    Policy,
    Question,
    Rule,
    between,
    disputed,
    done_by_others,
    in_no_order,
    looked_at,
    most_confident,
    most_uncertain,
    needing_another_look,
    of_statement,
    open_for,
)
from crosswalk.vocabulary import Predicate
from tests.decided import decided, ledgers, named, rejected, unsure
from tests.review.asked import asked, suggestions

QUESTION = asked("ash:1.1", "elm:1", 0.7)
ME, OTHER, THIRD = ({"reviewer": f"reviewer-{number}"} for number in (1, 2, 3))
TWO = Policy(rule=Rule.TWO)

Queue = Callable[[list[Question]], list[Question]]


def pairs(questions: list[Question]) -> list[Pair]:
    return [question.pair for question in questions]


def everything(_: Question) -> bool:
    return True


# The order


def test_the_most_probable_come_first_and_unknown_ones_after_them_by_similarity() -> None:
    unknown = [
        asked("ash:1", "elm:1", similarity_score=0.9),
        asked("ash:1", "elm:2", similarity_score=-0.1),
        asked("ash:1", "elm:3"),
    ]
    known = [asked("ash:2", "elm:1", 0.8), asked("ash:2", "elm:2", 0.8, similarity_score=1.0)]
    best = asked("ash:2", "elm:3", 0.9)

    assert most_confident([*unknown[::-1], *known[::-1], best]) == [best, *known, *unknown]


def test_the_most_uncertain_come_first_and_unknown_ones_last() -> None:
    order = [
        asked("ash:1", "elm:1", 0.5),
        asked("ash:1", "elm:2", 0.4),
        asked("ash:1", "elm:3", 0.6),
        asked("ash:1", "elm:4", 0.0),
        asked("ash:1", "elm:0"),
    ]

    assert most_uncertain(order[::-1]) == order


def test_an_order_without_figures_says_nothing_of_them() -> None:
    questions = [asked("ash:1", f"elm:{number:03}", number / 200) for number in range(200)]
    found = in_no_order(questions)

    confident = [question.confidence for question in found[:100]]
    assert 0.4 < sum(confident) / 100 < 0.6
    assert pairs(found) == pairs(in_no_order([asked(*q.pair[::-1]) for q in questions]))
    assert pairs(in_no_order(questions[:50])) == [p for p in pairs(found) if p in pairs(questions[:50])]


@pytest.mark.parametrize("queue", [most_confident, most_uncertain, in_no_order])
@given(questions=suggestions, random=st.randoms())
def test_every_order_holds_all_and_does_not_depend_on_the_order_before(
    queue: Queue, questions: list[Question], random: Random
) -> None:
    mixed = list(questions)
    random.shuffle(mixed)

    assert queue(mixed) == queue(questions)
    assert sorted(map(repr, queue(mixed))) == sorted(map(repr, questions))


def test_two_frameworks_are_asked_about_in_either_direction() -> None:
    here = [asked("ash:1", "elm:1"), asked("elm:2", "ash:2")]

    assert between([*here, asked("ash:1", "oak:1"), asked("ash:1", "ash:2")], "elm", "ash") == here


def test_a_statement_is_the_subject_of_all_its_candidates() -> None:
    wider = asked("elm:1", "ash:1", 0.5, predicate_id=Predicate.NARROW, similarity_score=0.4)
    found = of_statement([wider, asked("ash:1", "oak:1"), asked("ash:10", "elm:1")], "ash:1")

    assert found == [
        asked("ash:1", "elm:1", 0.5, predicate_id=Predicate.BROAD, similarity_score=0.4),
        asked("ash:1", "oak:1"),
    ]


# What people's votes make of it


def test_the_disputed_come_by_the_time_of_the_first_vote_suggested_or_not() -> None:
    known = looked_at(
        [
            decided(1, object_id="elm:9"), rejected(5, object_id="elm:9", **OTHER),
            decided(2), rejected(4, **OTHER),
            decided(3, object_id="elm:3"),
        ]
    )  # fmt: skip
    upside_down = dict(reversed(known.items()))

    assert disputed(known, [QUESTION]) == [asked("ash:1.1", "elm:9"), QUESTION]
    assert disputed(upside_down, [QUESTION]) == disputed(known, [QUESTION])


def test_a_reviewer_sees_what_others_have_done_and_they_have_not() -> None:
    known = looked_at(
        [decided(1, **OTHER), decided(2, object_id="elm:2", **OTHER), decided(3, object_id="elm:2")]
    )

    assert done_by_others(known, [QUESTION], "reviewer-1") == [QUESTION]
    assert done_by_others(known, [], "reviewer-3") == [asked("ash:1.1", "elm:1"), asked("ash:1.1", "elm:2")]
    assert done_by_others(known, [], "reviewer-2") == []


def test_pairs_whose_words_changed_are_asked_about_again() -> None:
    known = looked_at([decided(1), decided(2, object_id="elm:2")], changed=[named(2)])

    assert needing_another_look(known, [QUESTION]) == [asked("ash:1.1", "elm:2")]


@pytest.mark.parametrize(
    ("rows", "policy", "open_"),
    [
        ([], ONE_SUFFICES, True),
        ([decided(1)], ONE_SUFFICES, False),
        ([decided(1, **OTHER)], ONE_SUFFICES, False),
        ([unsure(1)], ONE_SUFFICES, False),
        ([unsure(1, **OTHER)], ONE_SUFFICES, True),
        ([decided(1)], TWO, False),
        ([decided(1, **OTHER)], TWO, True),
        ([decided(1, **OTHER), decided(2, **THIRD)], TWO, False),
        ([decided(1, **OTHER), rejected(2, **THIRD)], TWO, True),
        ([decided(1), rejected(2, **THIRD)], TWO, False),
    ],
)
def test_a_pair_is_open_until_it_is_settled_or_the_reviewer_has_spoken(
    rows: list[Decision], policy: Policy, open_: bool
) -> None:
    known = looked_at(rows, policy=policy)

    assert open_for("reviewer-1", known, QUESTION) is open_
    assert open_for("reviewer-1", known, QUESTION, changed=()) is open_


@pytest.mark.parametrize(
    ("rows", "old", "open_", "can_be_told"),
    [
        ([decided(1)], [1], True, True),
        ([decided(1), decided(2, **OTHER)], [2], False, True),
        ([decided(1), decided(2, **OTHER)], [1], True, True),
        ([unsure(1), decided(2, **OTHER)], [2], False, True),
        ([unsure(1)], [1], True, False),
    ],
)
def test_a_vote_on_words_that_changed_does_not_count_as_said(
    rows: list[Decision], old: list[int], open_: bool, can_be_told: bool
) -> None:
    changed = [named(number) for number in old]
    known = looked_at(rows, policy=TWO, changed=changed)

    assert open_for("reviewer-1", known, QUESTION, changed=changed) is open_
    assert (open_for("reviewer-1", known, QUESTION) is open_) is can_be_told


@given(ledgers, st.sampled_from([ONE_SUFFICES, TWO]))
def test_nobody_is_asked_twice(rows: list[Decision], policy: Policy) -> None:
    known = looked_at(rows, policy=policy)

    for pair, found in known.items():
        for vote in found.votes:
            assert not open_for(vote.reviewer, known, asked(*pair))


# Steps


def test_the_way_leads_on_from_a_pair_and_once_round_to_it() -> None:
    first, second, third = (asked("ash:1", f"elm:{number}") for number in (1, 2, 3))
    order = Order([first, second, third, first])

    assert len(order) == 3
    assert order.next(None, everything) is first
    assert order.next(first.pair, everything) is second
    assert order.next(third.pair, everything) is first
    assert order.next(second.pair, lambda q: q is not third) is first
    assert order.next(second.pair, lambda q: q is second) is second
    assert order.next(("ash:1", "elm:9"), everything) is first
    assert order.next(None, lambda q: False) is None


def test_the_way_back_asks_for_nothing_and_ends_at_the_top() -> None:
    first, second = asked("ash:1", "elm:1"), asked("elm:2", "ash:1")
    order = Order([first, second])

    assert order.previous(second.pair) is first
    assert order.previous(first.pair) is None
    assert order.previous(None) is None
    assert order.previous(("ash:1", "elm:9")) is None
    assert Order([]).next(None, everything) is None


@given(suggestions)
def test_step_by_step_everything_is_asked_once(questions: list[Question]) -> None:
    order, seen = Order(questions), []
    while (question := order.next(seen[-1] if seen else None, lambda q: q.pair not in seen)) is not None:
        seen.append(question.pair)

    assert seen == pairs([*order])
    assert all(order.previous(later).pair == earlier for earlier, later in pairwise(seen))
