import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.errors import DecisionError
from crosswalk.model import CHOICES, REASON_WORDS, Reason, Shown, Verdict, turned_round
from crosswalk.vocabulary import PREDICATE_WORDS, Predicate
from tests.decided import decided, named, rejected


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"predicate_id": None}, "accept has no relation and no reason"),
        ({"reason": Reason.TOPIC}, "accept has skos:exactMatch and different-topic"),
        ({"predicate_id": Predicate.SOURCE}, "not one that people choose"),
        ({"verdict": Verdict.REJECT, "predicate_id": None}, "reject has no relation and no reason"),
        ({"verdict": Verdict.UNSURE}, "unsure has skos:exactMatch"),
        ({"verdict": Verdict.UNDONE, "predicate_id": None}, "nothing is undone"),
        ({"id": "1"}, "the id is '1'"),
        ({"id": named(1).replace("-", "")}, "UUID"),
        ({"supersedes": "1"}, "the id it supersedes is '1'"),
        ({"supersedes": named(1)}, "supersedes itself"),
        ({"object_id": "ash:1.1"}, "ash:1.1 twice"),
        ({"object_id": "elm"}, "'elm' is no statement's id"),
        ({"reviewer": ""}, "the reviewer is ''"),
        ({"reviewer": "reviewer-1 "}, "the reviewer is"),
        ({"reviewer": "two\nlines"}, "the reviewer is"),
        ({"reviewer": "a|b"}, "the reviewer is"),
        ({"comment": "a\0b"}, "the comment has characters that cannot be kept"),
        ({"comment": "\ud800"}, "the comment has characters that cannot be kept"),
        ({"subject_wording": "\0"}, "the subject's wording has"),
    ],
)
def test_a_decision_that_contradicts_itself_is_refused(fields: dict[str, object], said: str) -> None:
    with pytest.raises(DecisionError) as refused:
        decided(1, **fields)

    assert said in str(refused.value)
    assert refused.value.remedy


@pytest.mark.parametrize(
    "time",
    [
        "2026-02-30T09:00:00.000000Z",
        "2025-02-29T09:00:00.000000Z",
        "2026-13-01T09:00:00.000000Z",
        "0000-01-01T09:00:00.000000Z",
        "2026-01-31T24:00:00.000000Z",
        "2026-01-31T09:00:00Z",
        "2026-01-31T09:00:00.000000+00:00",
        "2026-01-31 09:00:00.000000Z",
        "2026-01-31T09:00:00.000000Z\n",
        "٢٠٢٦-01-31T09:00:00.000000Z",
        "",
    ],
)
def test_a_time_that_is_not_utc_with_microseconds_is_refused(time: str) -> None:
    with pytest.raises(DecisionError, match="time of the decision"):
        decided(1, decided_at=time)


def test_a_leap_day_is_a_day() -> None:
    assert decided(1, decided_at="2024-02-29T23:59:59.999999Z")


@pytest.mark.parametrize("figure", [float("nan"), float("inf"), 1.5, -1.5])
def test_a_figure_that_cannot_be_is_refused(figure: float) -> None:
    with pytest.raises(DecisionError, match="similarity score"):
        Shown(blind=False, similarity_score=figure)
    with pytest.raises(DecisionError, match="confidence"):
        Shown(blind=False, confidence=figure)


def test_a_relation_read_from_the_other_end_is_turned_round() -> None:
    assert decided(1, predicate_id=CHOICES["wider"]).relation_of_pair is Predicate.NARROW
    turned = decided(1, subject_id="elm:1", object_id="ash:1.1", predicate_id=CHOICES["wider"])
    assert turned.relation_of_pair is Predicate.BROAD
    assert turned.pair == decided(1).pair
    assert rejected(1).relation_of_pair is None


@given(st.sampled_from([*CHOICES.values()]))
def test_a_relation_turned_round_twice_is_itself(predicate_id: Predicate) -> None:
    assert turned_round(turned_round(predicate_id)) is predicate_id


def test_the_words_people_choose_mean_what_they_say() -> None:
    assert {word: PREDICATE_WORDS[predicate] for word, predicate in CHOICES.items()} == {
        "same": "says the same as",
        "mostly": "says mostly the same as",
        "wider": "is wider than",
        "narrower": "is narrower than",
        "overlaps": "overlaps with",
        "opposite": "is the opposite of",
    }
    assert set(REASON_WORDS) == set(Reason)
