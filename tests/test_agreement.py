from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.agreement import Agreement, Disagreement, agreement, agreement_lines
from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision, Reason, Status, Verdict, turned_round
from crosswalk.review import Policy, Rule, current
from crosswalk.vocabulary import Predicate
from tests.decided import decided, ledgers, named, rejected, undone, unsure

ADJUDICATED = Policy(rule=Rule.ADJUDICATOR, adjudicators=frozenset({"reviewer-3"}))


def by(number: int) -> dict[str, str]:
    return {"reviewer": f"reviewer-{number}"}


def table(columns: dict[str, Sequence[Predicate | None]]) -> list[Decision]:
    """A vote for each relation, a rejection for each None, on one pair after the other; `...` for no vote."""
    rows = []
    for reviewer, said in columns.items():
        for item, relation in enumerate(said):
            number, fields = len(rows) + 1, {"object_id": f"elm:{item}", "reviewer": reviewer}
            if relation is None:
                rows.append(rejected(number, **fields))
            elif relation is not ...:
                rows.append(decided(number, predicate_id=relation, **fields))
            else:
                rows.append(unsure(number, **fields))
    return rows


# Published examples


def test_krippendorffs_own_example_with_missing_data_gives_his_figure() -> None:
    """Computing Krippendorff's Alpha-Reliability (2011), C: nominal data, four observers, missing data."""
    categories = Predicate.EXACT, Predicate.CLOSE, Predicate.NARROW, Predicate.BROAD, Predicate.RELATED
    observers = {
        "A": "1 2 3 3 2 1 4 1 2 . . .",
        "B": "1 2 3 3 2 2 4 1 2 5 . 3",
        "C": ". 3 3 3 2 3 4 2 2 5 1 .",
        "D": "1 2 3 3 2 4 4 1 2 5 1 .",
    }
    rows = table(
        {
            name: [... if sign == "." else categories[int(sign) - 1] for sign in line.split()]
            for name, line in observers.items()
        }
    )

    found = agreement(rows)

    assert found.relation.alpha == pytest.approx(0.743, abs=0.0005)
    # The twelfth unit has one observer only; in 8 of the other 11 all say the same.
    assert (found.pairs, found.relation.judged) == (11, 11)
    assert found.relation.agreed == pytest.approx(8 / 11)
    assert found.unsure == 7
    assert found.reviewers == ("A", "B", "C", "D")


def test_the_example_of_fifty_grant_proposals_gives_the_kappa_of_the_textbooks() -> None:
    """20 yes by both, 5 by the first alone, 10 by the second alone, 15 no by both: kappa is 0.4."""
    yes = Predicate.EXACT
    found = agreement(
        table({"A": [yes] * 25 + [None] * 25, "B": [yes] * 20 + [None] * 5 + [yes] * 10 + [None] * 15})
    )

    (two,) = found.between
    assert (two.first, two.second, two.both) == ("A", "B", 50)
    assert two.match_agreed == two.relation_agreed == pytest.approx(0.7)
    assert two.match_kappa == two.relation_kappa == pytest.approx(0.4)


# What is compared


def test_two_relations_are_one_match_and_a_disagreement_on_the_relation() -> None:
    found = agreement([decided(1), decided(2, predicate_id=Predicate.CLOSE, **by(2))])

    assert (found.match.agreed, found.relation.agreed) == (1.0, 0.0)
    assert [one.on_match for one in found.disagreements] == [False]


def test_an_opposite_is_no_match_and_still_not_a_rejection() -> None:
    found = agreement([decided(1, predicate_id=Predicate.OPPOSITE), rejected(2, **by(2))])

    assert (found.match.agreed, found.relation.agreed) == (1.0, 0.0)
    found = agreement([decided(1, predicate_id=Predicate.OPPOSITE), decided(2, **by(2))])
    assert (found.match.agreed, found.relation.agreed) == (0.0, 0.0)
    assert [one.on_match for one in found.disagreements] == [True]


def test_two_reasons_to_reject_are_one_answer() -> None:
    found = agreement([rejected(1), rejected(2, reason=Reason.LEVEL, **by(2))])

    assert found.relation.agreed == 1.0
    assert found.disagreements == ()


def test_wider_from_one_side_and_narrower_from_the_other_are_one_answer() -> None:
    ends = {"subject_id": "elm:1", "object_id": "ash:1.1"}

    found = agreement(
        [decided(1, predicate_id=Predicate.NARROW), decided(2, predicate_id=Predicate.BROAD, **ends, **by(2))]
    )

    assert found.relation.agreed == 1.0
    assert found.disagreements == ()


def test_a_change_of_mind_counts_and_what_was_taken_back_does_not() -> None:
    rows = [decided(1), rejected(2, **by(2)), decided(3, **by(2))]

    assert agreement(rows).match.agreed == 1.0
    assert agreement([*rows, undone(4, of=3, **by(2))]).match.agreed == 0.0


def test_votes_of_the_unsure_and_on_changed_words_are_left_out_and_counted() -> None:
    rows = [decided(1), rejected(2, **by(2)), unsure(3, **by(3))]

    found = agreement(rows, changed={named(2)})

    assert (found.pairs, found.unsure, found.changed) == (0, 1, 1)
    assert found.reviewers == ("reviewer-1",)
    assert agreement(rows).unsure == 1
    assert [vote.id for vote in agreement(rows).disagreements[0].votes] == [named(1), named(2)]


def test_an_unsure_vote_on_changed_words_is_counted_once() -> None:
    found = agreement([unsure(1)], changed={named(1)})

    assert (found.unsure, found.changed) == (0, 1)


# Where there is no figure


def test_without_decisions_nothing_is_claimed() -> None:
    found = agreement([])

    assert (found.pairs, found.match.agreed, found.match.alpha) == (0, None, None)
    assert found.between == ()


def test_where_everybody_said_one_and_the_same_thing_chance_cannot_be_told_from_agreement() -> None:
    found = agreement([decided(1), decided(2, **by(2))])

    assert found.match.agreed == 1.0
    assert found.match.alpha is None
    assert (found.between[0].match_agreed, found.between[0].match_kappa) == (1.0, None)


def test_two_reviewers_without_a_pair_in_common_are_listed_without_figures() -> None:
    found = agreement([decided(1), decided(2, **by(2)), decided(3, object_id="elm:2", **by(3))])

    common = {(two.first, two.second): (two.both, two.match_agreed) for two in found.between}
    assert common == {
        ("reviewer-1", "reviewer-2"): (1, 1.0),
        ("reviewer-1", "reviewer-3"): (0, None),
        ("reviewer-2", "reviewer-3"): (0, None),
    }


# Disagreements


def test_disputed_pairs_come_before_those_that_an_adjudicator_settled() -> None:
    rows = [
        decided(1),
        rejected(2, **by(2)),
        rejected(3, **by(3)),
        decided(4, object_id="elm:2"),
        rejected(5, object_id="elm:2", **by(2)),
    ]

    found = agreement(rows, policy=ADJUDICATED)

    assert [(one.pair[1], one.status) for one in found.disagreements] == [
        ("elm:2", Status.DISPUTED),
        ("elm:1", Status.REJECTED),
    ]
    assert [len(one.votes) for one in found.disagreements] == [2, 3]


# Properties


@given(ledgers, st.randoms())
def test_the_order_of_rows_makes_no_difference(rows: list[Decision], random: Random) -> None:
    shuffled = list(rows)
    random.shuffle(shuffled)

    assert agreement(shuffled) == agreement(rows)


def from_the_other_side(decision: Decision) -> Decision:
    relation = decision.predicate_id
    return replace(
        decision,
        subject_id=decision.object_id,
        object_id=decision.subject_id,
        predicate_id=None if relation is None else turned_round(relation),
        subject_wording=decision.object_wording,
        object_wording=decision.subject_wording,
    )


def without_votes(found: Agreement) -> Agreement:
    return replace(found, disagreements=())


def votes(disagreements: Sequence[Disagreement]) -> list[tuple[object, ...]]:
    return [(one.pair, one.status, one.on_match, [v.id for v in one.votes]) for one in disagreements]


@given(ledgers, st.data())
def test_the_side_from_which_a_pair_is_named_makes_no_difference(
    rows: list[Decision], data: st.DataObject
) -> None:
    turned = [from_the_other_side(row) if data.draw(st.booleans()) else row for row in rows]

    found, other = agreement(rows), agreement(turned)

    assert without_votes(other) == without_votes(found)
    assert votes(other.disagreements) == votes(found.disagreements)


def label(vote: Decision, *, relation: bool) -> str:
    accepted = vote.verdict is Verdict.ACCEPT
    if relation:
        return str(vote.relation_of_pair) if accepted else "no match"
    return "match" if accepted and vote.predicate_id is not Predicate.OPPOSITE else "no match"


def alpha_by_the_formula(rows: list[Decision], *, relation: bool) -> Fraction | None:
    """Of coincidences: 1 - (n - 1) * sum of o_ck over c != k / sum of n_c * n_k over c != k."""
    units: dict[tuple[str, str], list[str]] = {}
    for vote in current(rows):
        if vote.verdict is not Verdict.UNSURE:
            units.setdefault(vote.pair, []).append(label(vote, relation=relation))
    coincidences: Counter[tuple[str, str]] = Counter()
    for values in units.values():
        for pair in permutations(values, 2):
            coincidences[pair] += Fraction(1, len(values) - 1)
    of_each: Counter[str] = Counter()
    for (one, _), count in coincidences.items():
        of_each[one] += count
    expected = sum(of_each[c] * of_each[k] for c, k in permutations(of_each, 2))
    if not expected:
        return None
    observed = sum(count for (one, other), count in coincidences.items() if one != other)
    return 1 - (sum(of_each.values()) - 1) * Fraction(observed) / expected


def kappa_by_the_formula(both: list[tuple[str, str]]) -> Fraction | None:
    """(p_o - p_e) / (1 - p_e)."""
    n = len(both)
    first, second = Counter(one for one, _ in both), Counter(other for _, other in both)
    if len({*first, *second}) < 2:
        return None
    by_chance = sum(Fraction(first[c] * second[c], n * n) for c in first)
    return (Fraction(sum(one == other for one, other in both), n) - by_chance) / (1 - by_chance)


def is_near(found: float | None, expected: Fraction | None) -> bool:
    if found is None or expected is None:
        return found is None and expected is None
    return found == pytest.approx(float(expected), abs=1e-9)


@given(ledgers)
def test_alpha_is_what_the_formula_gives(rows: list[Decision]) -> None:
    found = agreement(rows)

    assert is_near(found.match.alpha, alpha_by_the_formula(rows, relation=False))
    assert is_near(found.relation.alpha, alpha_by_the_formula(rows, relation=True))


@given(ledgers)
def test_kappa_is_what_the_formula_gives(rows: list[Decision]) -> None:
    found = agreement(rows)

    telling = [vote for vote in current(rows) if vote.verdict is not Verdict.UNSURE]
    assert [(two.first, two.second) for two in found.between] == [*combinations(found.reviewers, 2)]
    for two in found.between:
        for relation, figure in ((False, two.match_kappa), (True, two.relation_kappa)):
            ours, theirs = (
                {v.pair: label(v, relation=relation) for v in telling if v.reviewer == name}
                for name in (two.first, two.second)
            )
            both = [(ours[pair], theirs[pair]) for pair in ours.keys() & theirs.keys()]
            assert two.both == len(both)
            assert is_near(figure, kappa_by_the_formula(both))


@given(ledgers)
def test_what_is_listed_is_what_the_shares_leave(rows: list[Decision]) -> None:
    found = agreement(rows)

    assert len(found.disagreements) == round(found.pairs * (1 - (found.relation.agreed or 0.0)))
    # One reviewer suffices here, so that every contradiction is a dispute.
    assert all(one.status is Status.DISPUTED for one in found.disagreements)
    on_match = sum(one.on_match for one in found.disagreements)
    assert on_match == round(found.pairs * (1 - (found.match.agreed or 0.0)))


# In a terminal


def test_the_list_names_both_statements_and_says_each_vote_in_words(world: Catalogue) -> None:
    rows = [
        decided(1, predicate_id=Predicate.NARROW, comment="asks for\nmore"),
        rejected(2, reason=Reason.LEVEL, **by(2)),
    ]

    lines = agreement_lines(agreement(rows), world)

    assert lines[lines.index("Disagreements: 1 pair.") :] == [
        "Disagreements: 1 pair.",
        "",
        "  ash:1.1 “Sharing information”",
        "  elm:1 “Sharing information well”",
        "  disputed; people differ on whether the two match",
        "    reviewer-1: ash:1.1 is wider than elm:1",
        "      “asks for more”",
        "    reviewer-2: ash:1.1 does not correspond to elm:1: different level",
    ]


def test_an_adjudicators_word_is_named_as_what_settled_the_pair(world: Catalogue) -> None:
    rows = [decided(1), decided(2, predicate_id=Predicate.CLOSE, **by(3))]

    lines = agreement_lines(agreement(rows, policy=ADJUDICATED), world)

    assert "  accepted by an adjudicator; people differ on the relation" in lines


def test_the_figures_are_said_with_how_to_read_them(world: Catalogue) -> None:
    rows = table({"A": [Predicate.EXACT, None, None], "B": [Predicate.EXACT, None, Predicate.CLOSE]})
    rows += [decided(7, object_id="elm:3", reviewer="C"), unsure(8, object_id="elm:3", reviewer="B")]
    lines = agreement_lines(agreement(rows), world)

    # Alpha on match: 1 - (6 - 1) * 2 / 18; on the relation: 1 - (6 - 1) * 2 / 22.
    # Kappa on match: (2/3 - 4/9) / (1 - 4/9); on the relation: (2/3 - 1/3) / (1 - 1/3).
    assert lines[:6] == [
        "Compared: 3 pairs that at least two reviewers judged.",
        "Reviewers: A, B, C.",
        "Left out: 1 vote of people who were unsure.",
        "",
        "Match or no match:         all alike on 67% of the pairs; alpha 0.44",
        "The relation, or no match: all alike on 67% of the pairs; alpha 0.55",
    ]
    start = lines.index("Every two reviewers:")
    assert lines[start + 1 : start + 6] == [
        "  A and B: 3 pairs in common",
        "    Match or no match:         alike on 67% of the pairs; kappa 0.40",
        "    The relation, or no match: alike on 67% of the pairs; kappa 0.50",
        "  A and C: no pair in common",
        "  B and C: no pair in common",
    ]
    said = " ".join(lines)
    assert "1 means that all agree, 0 that they agree as often as by chance" in said
    assert "“A is wider than B” and “B is narrower than A” are one" in said


def test_a_figure_that_does_not_exist_is_said_not_to_and_why(world: Catalogue) -> None:
    said = "\n".join(agreement_lines(agreement([decided(1), decided(2, **by(2))]), world))

    assert "all alike on 100% of the pairs; no alpha, for only one thing was ever said" in said
    assert "alike on 100% of the pairs; no kappa, for only one thing was ever said" in said
    assert "nan" not in said
    assert said.endswith("Disagreements: none.")


def test_what_rounds_to_1_does_not_pass_for_agreement_on_everything(world: Catalogue) -> None:
    said_by_both = [Predicate.EXACT, None] * 300
    rows = table({"A": said_by_both, "B": said_by_both})
    rows += [
        decided(9000, object_id="elm:1.n", reviewer="A"),
        rejected(9001, object_id="elm:1.n", reviewer="B"),
    ]

    said = "\n".join(agreement_lines(agreement(rows), world))

    assert "all alike on over 99% of the pairs; alpha over 0.99" in said


def test_where_no_pair_has_two_votes_people_are_told_what_to_do(world: Catalogue) -> None:
    said = "\n".join(agreement_lines(agreement([decided(1), unsure(2, **by(2))]), world))

    assert "Nothing to compare yet: no pair has been judged by two reviewers." in said
    assert "Reviewers so far: reviewer-1." in said
    assert "Left out: 1 vote of people who were unsure." in said
    assert "crosswalk decisions import FILE" in said
    assert "alpha" not in said
