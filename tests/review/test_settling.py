from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.catalogue import Catalogue
from crosswalk.errors import DecisionError
from crosswalk.model import Decision, Mapping, Reason, Status, Verdict
from crosswalk.review import (
    ONE_SUFFICES,
    Policy,
    Rule,
    current,
    needs_another_look,
    not_rejected,
    reviewed,
    settle,
    settled,
)
from crosswalk.vocabulary import Justification, LinkKind, Predicate
from tests.decided import decided, ledgers, named, rejected, undone, unsure

claims = st.builds(
    Mapping,
    subject_id=st.sampled_from(["a:1", "a:2", "b:1"]),
    predicate_id=st.sampled_from(Predicate),
    object_id=st.sampled_from(["b:1", "b:2", "a:1"]),
    mapping_justification=st.sampled_from(Justification),
    similarity_score=st.none() | st.floats(0, 1),
)


def claim(
    subject_id: str, object_id: str, justification: Justification, score: float | None = None
) -> Mapping:
    return Mapping(
        subject_id=subject_id,
        predicate_id=Predicate.RELATED,
        object_id=object_id,
        mapping_justification=justification,
        similarity_score=score,
    )


def test_claims_of_one_pair_and_kind_become_one_link() -> None:
    links = settle(
        [
            claim("a:1", "b:1", Justification.SIMILARITY, 0.4),
            claim("b:1", "a:1", Justification.SIMILARITY, 0.7),
        ]
    )

    assert len(links) == 1
    assert links[0].similarity_score == 0.7


def test_a_stated_and_a_suggested_claim_of_one_pair_stay_two_links() -> None:
    links = settle(
        [claim("a:1", "b:1", Justification.CURATION), claim("a:1", "b:1", Justification.SIMILARITY, 0.9)]
    )

    assert [link.kind for link in links] == [LinkKind.CITED, LinkKind.SUGGESTED]


@given(st.lists(claims), st.randoms())
def test_the_order_of_claims_changes_no_link(given_claims: list[Mapping], random: Random) -> None:
    shuffled = list(given_claims)
    random.shuffle(shuffled)

    def known(mappings: list[Mapping]) -> set[tuple[object, ...]]:
        return {
            (frozenset((x.subject_id, x.object_id)), x.kind, x.predicate_id, x.similarity_score)
            for x in settle(mappings)
        }

    assert known(given_claims) == known(shuffled)


@given(st.lists(claims))
def test_no_claim_is_lost_or_mixed_with_another_kind(given_claims: list[Mapping]) -> None:
    links = settle(given_claims)

    assert sorted(map(repr, given_claims)) == sorted(repr(c) for link in links for c in link.claims)
    assert all(c.kind is link.kind for link in links for c in link.claims)


# People's votes


def standing(*rows: Decision) -> list[str]:
    return [vote.id for vote in current(rows)]


def status(*rows: Decision, policy: Policy = ONE_SUFFICES) -> Status:
    link, *_ = settle([claim("ash:1.1", "elm:1", Justification.SIMILARITY, 0.9)], rows, policy=policy)
    return link.status


def by(number: int) -> dict[str, str]:
    return {"reviewer": f"reviewer-{number}"}


TWO = Policy(rule=Rule.TWO)
ADJUDICATED = Policy(rule=Rule.ADJUDICATOR, adjudicators=frozenset({"reviewer-3"}))


def test_a_reviewers_latest_word_on_a_pair_stands() -> None:
    assert standing(decided(1), rejected(2)) == [named(2)]


def test_each_reviewer_has_a_vote_of_their_own_on_each_pair() -> None:
    rows = (decided(1), decided(2, **by(2)), decided(3, object_id="elm:2"))

    assert standing(*rows) == [named(1), named(2), named(3)]


def test_a_pair_named_the_other_way_round_is_the_same_pair() -> None:
    assert standing(decided(1), decided(2, subject_id="elm:1", object_id="ash:1.1")) == [named(2)]


def test_what_is_undone_no_longer_stands() -> None:
    assert standing(decided(1), undone(2, of=1)) == []


def test_to_undo_a_change_of_mind_brings_the_first_vote_back() -> None:
    assert standing(decided(1), rejected(2, supersedes=named(1)), undone(3, of=2)) == [named(1)]


def test_to_undo_an_undo_brings_back_what_it_undid() -> None:
    assert standing(decided(1), undone(2, of=1), undone(3, of=2)) == [named(1)]


def test_nobody_takes_back_anothers_vote_or_a_vote_on_another_pair() -> None:
    assert standing(decided(1), undone(2, of=1, **by(2))) == [named(1)]
    assert standing(decided(1), undone(2, of=1, object_id="elm:2")) == [named(1)]


@pytest.mark.parametrize(
    ("rows", "one", "two", "adjudicated"),
    [
        ([], Status.OPEN, Status.OPEN, Status.OPEN),
        ([decided(1)], Status.ACCEPTED, Status.OPEN, Status.OPEN),
        ([rejected(1)], Status.REJECTED, Status.OPEN, Status.OPEN),
        ([unsure(1)], Status.UNSURE, Status.UNSURE, Status.UNSURE),
        ([unsure(1), decided(2, **by(2))], Status.ACCEPTED, Status.OPEN, Status.OPEN),
        ([decided(1), decided(2, **by(2))], Status.ACCEPTED, Status.ACCEPTED, Status.ACCEPTED),
        ([decided(1), rejected(2, **by(2))], Status.DISPUTED, Status.DISPUTED, Status.DISPUTED),
        (
            [rejected(1), rejected(2, reason=Reason.LEVEL, **by(2))],
            Status.REJECTED, Status.REJECTED, Status.REJECTED,
        ),
        (
            [decided(1), decided(2, predicate_id=Predicate.CLOSE, **by(2))],
            Status.DISPUTED, Status.DISPUTED, Status.DISPUTED,
        ),
        ([decided(1), decided(2)], Status.ACCEPTED, Status.OPEN, Status.OPEN),
        ([rejected(3, **by(3))], Status.REJECTED, Status.OPEN, Status.REJECTED),
        (
            [decided(1), rejected(2, **by(2)), decided(3, **by(3))],
            Status.DISPUTED, Status.DISPUTED, Status.ACCEPTED,
        ),
        (
            [decided(1), decided(2, **by(2)), rejected(3, **by(3))],
            Status.DISPUTED, Status.DISPUTED, Status.REJECTED,
        ),
        (
            [decided(1), decided(2, **by(2)), unsure(3, **by(3))],
            Status.ACCEPTED, Status.ACCEPTED, Status.ACCEPTED,
        ),
    ],
)  # fmt: skip
def test_a_policy_says_whose_votes_settle_a_pair(
    rows: list[Decision], one: Status, two: Status, adjudicated: Status
) -> None:
    assert status(*rows) is one
    assert status(*rows, policy=TWO) is two
    assert status(*rows, policy=ADJUDICATED) is adjudicated


def test_wider_from_one_end_and_narrower_from_the_other_agree() -> None:
    wider = decided(1, predicate_id=Predicate.NARROW)
    narrower = decided(2, subject_id="elm:1", object_id="ash:1.1", predicate_id=Predicate.BROAD, **by(2))

    assert status(wider, narrower, policy=TWO) is Status.ACCEPTED


def test_an_accepted_pair_is_a_reviewed_link_beside_what_it_was_before() -> None:
    suggested, reviewed_link = settle(
        [claim("ash:1.1", "elm:1", Justification.SIMILARITY, 0.9)],
        [decided(1), decided(2, **by(2)), unsure(3, **by(3))],
    )

    assert (suggested.kind, suggested.similarity_score) == (LinkKind.SUGGESTED, 0.9)
    assert (reviewed_link.kind, reviewed_link.predicate_id) == (LinkKind.REVIEWED, Predicate.EXACT)
    assert len(reviewed_link.claims) == 2
    assert [vote.id for vote in suggested.decisions] == [named(1), named(2), named(3)]


def test_a_pair_that_nobody_suggested_can_be_accepted() -> None:
    assert [link.kind for link in settle([], [decided(1)])] == [LinkKind.REVIEWED]
    assert settle([], [rejected(1)]) == []


def test_only_settled_suggestions_count_as_reviewed() -> None:
    claims = [
        claim("ash:1.1", "elm:1", Justification.SIMILARITY, 0.9),
        claim("ash:1.2", "elm:1", Justification.SIMILARITY, 0.9),
        claim("ash:1.2", "elm:2", Justification.SIMILARITY, 0.9),
    ]
    rows = [decided(1), rejected(2, subject_id="ash:1.2"), unsure(3, subject_id="ash:1.2", object_id="elm:2")]
    links = settle(claims, rows)

    assert reviewed(links) == 2
    assert [x.status for x in not_rejected(links)] == [Status.ACCEPTED, Status.UNSURE, Status.ACCEPTED]


@given(st.lists(claims), ledgers, st.sampled_from([ONE_SUFFICES, TWO, ADJUDICATED]), st.randoms())
def test_the_order_of_claims_and_decisions_changes_nothing(
    given_claims: list[Mapping], rows: list[Decision], policy: Policy, random: Random
) -> None:
    mixed_claims, mixed_rows = list(given_claims), list(rows)
    random.shuffle(mixed_claims)
    random.shuffle(mixed_rows)

    def known(mappings: list[Mapping], votes: list[Decision]) -> list[object]:
        return sorted(
            (
                sorted((x.subject_id, x.object_id)), x.kind, x.predicate_id, x.status,
                [d.id for d in x.decisions], sorted(map(repr, x.claims)),
            )
            for x in settle(mappings, votes, policy=policy)
        )  # fmt: skip

    assert known(given_claims, rows) == known(mixed_claims, mixed_rows)
    assert settle(given_claims, rows, policy=policy) == settle(given_claims, mixed_rows, policy=policy)
    assert current(rows) == current(mixed_rows)
    assert settled(rows, policy=policy) == settled(mixed_rows, policy=policy)


@given(ledgers)
def test_one_vote_of_each_reviewer_stands_at_most_and_never_an_undo(rows: list[Decision]) -> None:
    votes = current(rows)

    assert len({(vote.pair, vote.reviewer) for vote in votes}) == len(votes)
    assert all(vote in rows and vote.verdict is not Verdict.UNDONE for vote in votes)


@given(ledgers)
def test_the_votes_that_settle_pairs_are_those_behind_the_reviewed_links(rows: list[Decision]) -> None:
    accepted = [vote for vote in settled(rows) if vote.verdict is Verdict.ACCEPT]

    assert {vote.pair for vote in accepted} == {link.claims[0].pair for link in settle([], rows)}


def test_a_vote_on_words_that_changed_needs_another_look_with_both_wordings(world: Catalogue) -> None:
    now = world.statement("ash:1.1").wording, world.statement("elm:1").wording
    rows = [
        decided(1, subject_wording=now[0], object_wording=now[1]),
        decided(2, subject_wording="Sharing what is known", object_wording=now[1], **by(2)),
        decided(3, object_id="elm:9", subject_wording=now[0]),
    ]

    found = needs_another_look(rows, world)

    assert [(x.decision.id, x.subject_now, x.object_now) for x in found] == [
        (named(2), *now),
        (named(3), now[0], None),
    ]


def test_votes_on_changed_words_do_not_count_and_the_others_stay(world: Catalogue) -> None:
    words = {
        "subject_wording": world.statement("ash:1.1").wording,
        "object_wording": world.statement("elm:1").wording,
    }
    stale = rejected(2, subject_wording="Sharing what is known", **by(2))
    suggested = [claim("ash:1.1", "elm:1", Justification.SIMILARITY, 0.9)]
    changed = needs_another_look([stale], world)

    alone, *others = settle(suggested, [stale], changed=changed)
    both, *_ = settle(suggested, [stale, decided(1, **words)], changed=changed)
    assert (alone.status, others) == (Status.ANOTHER_LOOK, [])
    assert alone.decisions == (stale,)
    assert both.status is Status.ACCEPTED


@pytest.mark.parametrize("rule", Rule)
def test_a_policy_has_adjudicators_if_and_only_if_it_needs_them(rule: Rule) -> None:
    wrong = frozenset() if rule is Rule.ADJUDICATOR else frozenset({"reviewer-1"})

    with pytest.raises(DecisionError, match="adjudicator"):
        Policy(rule=rule, adjudicators=wrong)
