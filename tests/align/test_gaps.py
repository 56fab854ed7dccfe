import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crosswalk.align import (
    GAP_COLUMNS,
    GAP_COUNT_COLUMNS,
    ONLY_HERE_COLUMNS,
    State,
    gap_counts,
    gaps,
    only_here,
)
from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision, Kind, Mapping, Status
from crosswalk.review import Policy, Rule, looked_at, settle
from crosswalk.vocabulary import Justification, Predicate
from tests.decided import decided, ledgers, rejected, unsure
from tests.worlds import invented


def suggested(
    subject_id: str, object_id: str, confidence: float, predicate_id: Predicate = Predicate.CLOSE
) -> Mapping:
    return Mapping(
        subject_id=subject_id,
        predicate_id=predicate_id,
        object_id=object_id,
        mapping_justification=Justification.SIMILARITY,
        similarity_score=0.5,
        confidence=confidence,
    )


def table(
    *decisions: Decision, claims: tuple[Mapping, ...] = (), policy: Policy | None = None
) -> pd.DataFrame:
    rules = policy or Policy()
    links = settle(claims, decisions, policy=rules)
    return gaps(invented(), links, looked_at(decisions, policy=rules))


def row(found: pd.DataFrame, statement_id: str) -> dict[str, object]:
    (one,) = found[found["statement_id"] == statement_id].to_dict("records")
    return one


def state(found: pd.DataFrame, statement_id: str) -> tuple[object, object]:
    one = row(found, statement_id)
    return one["state"], one["rests_on"]


def none_in(framework_id: str, number: int, **fields: object) -> Decision:
    return rejected(number, **{"object_id": f"{framework_id}:framework", "comment": "Read twice."} | fields)


def test_every_element_and_indicator_has_a_row_for_every_other_document(world: Catalogue) -> None:
    found = table()

    wanted = [s.id for f in world.documents for s in f.statements if s.kind in (Kind.ELEMENT, Kind.INDICATOR)]
    assert list(found["statement_id"]) == wanted
    assert list(found["against"]) == ["elm"] * 5 + ["ash"] * 4
    assert tuple(found.columns) == GAP_COLUMNS


def test_what_nobody_has_looked_at_is_not_yet_reviewed_and_rests_on_nothing() -> None:
    assert set(zip(table()["state"], table()["rests_on"], strict=True)) == {("not yet reviewed", "")}


def test_a_suggestion_settles_nothing_and_is_named_as_the_nearest() -> None:
    claims = (
        suggested("ash:1.1", "elm:2", 0.4),
        suggested("ash:1.1", "elm:1", 0.7, Predicate.NARROW),
        suggested("ash:1.2", "elm:1", 0.1, Predicate.OPPOSITE),
    )
    found = table(claims=claims)

    first = row(found, "ash:1.1")
    assert (first["state"], first["rests_on"]) == ("not yet reviewed", "suggested")
    assert (first["nearest_id"], first["nearest"]) == ("elm:1", "Sharing information well")
    assert (first["relation"], first["confidence"]) == ("is wider than", 0.7)
    assert first["suggested_state"] == "addressed"
    assert row(found, "elm:1")["relation"] == "is narrower than"
    assert state(found, "ash:1.2") == ("not yet reviewed", "")


@pytest.mark.parametrize(
    ("relation", "from_ash", "from_elm"),
    [
        (Predicate.EXACT, State.ADDRESSED, State.ADDRESSED),
        (Predicate.CLOSE, State.ADDRESSED, State.ADDRESSED),
        (Predicate.BROAD, State.ADDRESSED, State.PARTLY),
        (Predicate.NARROW, State.PARTLY, State.ADDRESSED),
        (Predicate.RELATED, State.PARTLY, State.PARTLY),
        (Predicate.OPPOSITE, State.OPEN, State.OPEN),
    ],
)
def test_the_wider_side_of_an_accepted_pair_is_covered_in_part(
    relation: Predicate, from_ash: State, from_elm: State
) -> None:
    found = table(decided(1, predicate_id=relation))

    assert (row(found, "ash:1.1")["state"], row(found, "elm:1")["state"]) == (from_ash, from_elm)


def test_who_accepted_when_and_with_which_words_stands_beside_it() -> None:
    found = row(table(decided(1, comment="Plainly."), decided(2, reviewer="reviewer-2")), "ash:1.1")

    assert (found["counterparts"], found["rests_on"], found["votes"]) == ("elm:1", "reviewed", 2)
    assert (found["judged_by"], found["comment"]) == ("reviewer-1; reviewer-2", "Plainly.")
    assert found["judged_at"] == "2026-01-31T09:00:02.000000Z"


def test_an_element_carried_by_its_indicators_alone_is_partly_addressed() -> None:
    found = table(decided(1, subject_id="ash:1.1.first", object_id="elm:1.1"))

    assert state(found, "ash:1.1.first") == ("addressed", "reviewed")
    assert state(found, "ash:1.1") == ("partly addressed", "reviewed")
    assert state(found, "ash:1.1.second") == ("not yet reviewed", "")


def test_what_a_person_judged_absent_says_who_when_and_why() -> None:
    found = row(table(none_in("elm", 1)), "ash:1.1")

    assert (found["state"], found["rests_on"], found["counterparts"]) == ("judged absent", "reviewed", "")
    assert (found["judged_by"], found["comment"]) == ("reviewer-1", "Read twice.")
    assert found["judged_at"] == "2026-01-31T09:00:01.000000Z"


def test_a_suggestion_for_what_is_judged_absent_is_not_shown_as_if_it_were_open() -> None:
    found = row(table(none_in("elm", 1), claims=(suggested("ash:1.1", "elm:2", 0.4),)), "ash:1.1")

    assert (found["state"], found["nearest_id"], found["suggested_state"]) == ("judged absent", "", "")


def test_an_accepted_counterpart_outweighs_the_word_that_there_is_none() -> None:
    found = table(none_in("elm", 1), decided(2, subject_id="ash:1.1.first", object_id="elm:1.1"))

    assert state(found, "ash:1.1")[0] == "partly addressed"


def test_single_pairs_that_were_rejected_say_nothing_of_the_rest_of_a_framework() -> None:
    claim = suggested("ash:1.1", "elm:1", 0.9)
    found = row(table(rejected(1), rejected(2, object_id="elm:2"), claims=(claim,)), "ash:1.1")

    assert (found["state"], found["nearest_id"], found["votes"]) == ("not yet reviewed", "", 2)


@pytest.mark.parametrize(
    ("votes", "policy"),
    [
        ((none_in("elm", 1), none_in("elm", 2, reviewer="reviewer-2")), Policy(rule=Rule.TWO)),
        ((none_in("elm", 1),), Policy()),
    ],
)
def test_as_many_must_say_that_it_is_absent_as_the_policy_wants(
    votes: tuple[Decision, ...], policy: Policy
) -> None:
    assert state(table(*votes, policy=policy), "ash:1.1")[0] == "judged absent"
    assert state(table(votes[0], policy=Policy(rule=Rule.TWO)), "ash:1.1")[0] == "not yet reviewed"


def test_what_a_document_states_counts_and_is_kept_apart_from_what_people_said() -> None:
    claim = Mapping(
        subject_id="ash:1.1",
        predicate_id=Predicate.CLOSE,
        object_id="elm:1",
        mapping_justification=Justification.CURATION,
    )

    assert state(table(claims=(claim,)), "ash:1.1") == ("addressed", "cited")
    assert state(table(rejected(1), claims=(claim,)), "ash:1.1") == ("not yet reviewed", "")


def test_the_counts_of_the_four_states_add_up() -> None:
    counts = gap_counts(table(decided(1), none_in("elm", 2, subject_id="ash:1.2")))

    assert tuple(counts.columns) == GAP_COUNT_COLUMNS
    assert counts.iloc[0].tolist() == ["ash", "elm", "element", 2, 1, 0, 1, 0, 0]
    assert (counts[["addressed", "partly_addressed", "judged_absent", "not_yet_reviewed"]].sum(axis=1)
            == counts["statements"]).all()  # fmt: skip


def test_only_here_lists_first_what_people_judged_and_says_where_nobody_has_looked() -> None:
    claims = (suggested("ash:1.2.first", "elm:1.1", 0.4),)
    found = only_here(
        table(none_in("elm", 1, subject_id="ash:1.2"), unsure(2, object_id="elm:2"), claims=claims)
    )

    listed = found[["statement_id", "basis", "rests_on"]].values.tolist()
    assert tuple(found.columns) == ONLY_HERE_COLUMNS
    assert listed[0] == ["ash:1.2", "judged absent in every other framework", "reviewed"]
    assert found.iloc[0][["judged_absent_in", "judged_by", "comment"]].tolist() == [
        "elm",
        "reviewer-1",
        "Read twice.",
    ]
    nobody = "nobody has looked; nothing is suggested"
    begun = "not yet reviewed, though somebody has begun; nothing is suggested"
    assert ["ash:1.1", begun, "suggested"] in listed
    assert ["ash:1.1.second", nobody, "suggested"] in listed
    assert not {"ash:1.2.first", "elm:1.1", "elm:1"} & set(found["statement_id"])


def test_a_statement_with_an_accepted_counterpart_anywhere_is_not_only_here() -> None:
    assert not {"ash:1.1", "elm:1"} & set(only_here(table(decided(1)))["statement_id"])


def test_without_another_document_there_is_no_gap_and_nothing_is_only_here() -> None:
    alone = gaps(Catalogue(invented().frameworks[:1]), [], {})

    assert (len(alone), tuple(alone.columns)) == (0, GAP_COLUMNS)
    assert tuple(only_here(alone).columns) == ONLY_HERE_COLUMNS
    assert tuple(gap_counts(alone).columns) == GAP_COUNT_COLUMNS


claims = st.lists(
    st.builds(
        suggested,
        st.sampled_from(["ash:1.1", "ash:1.2"]),
        st.sampled_from(["elm:1", "elm:2"]),
        st.floats(0, 1),
        st.sampled_from([*Predicate]),
    ),
    max_size=5,
).map(tuple)


@settings(max_examples=40)
@given(rows=ledgers, made=claims)
def test_every_statement_is_in_exactly_one_state_and_only_people_move_it(
    rows: list[Decision], made: tuple[Mapping, ...]
) -> None:
    found = table(*rows, claims=made)

    assert len(found) == 9
    assert set(found["state"]) <= {*State}
    assert not found.duplicated(["statement_id", "against"]).any()
    accepted = {
        end for pair, seen in looked_at(rows).items() if seen.status is Status.ACCEPTED for end in pair
    }
    moved = found["state"].isin([State.ADDRESSED, State.PARTLY])
    assert set(found.loc[moved, "statement_id"]) <= accepted
    assert (found.loc[moved, "judged_by"] != "").all()


@settings(max_examples=40)
@given(rows=ledgers, made=claims)
def test_rejections_never_make_anything_addressed(rows: list[Decision], made: tuple[Mapping, ...]) -> None:
    only_rejections = [d for d in rows if d.predicate_id is None]

    found = table(*only_rejections, claims=made)

    assert set(found["state"]) <= {State.OPEN, State.ABSENT}
