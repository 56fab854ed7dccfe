import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest

from crosswalk.model import Decision, Reason, Status
from crosswalk.review import ONE_SUFFICES, Policy, Question, Rule, looked_at, open_for, progress
from crosswalk.review.shares import wilson
from crosswalk.vocabulary import Predicate
from tests.decided import decided, ledgers, rejected, unsure
from tests.review.asked import asked, suggestions

OTHER = {"reviewer": "reviewer-2"}
OPPOSITE = {"predicate_id": Predicate.OPPOSITE}


def test_progress_says_what_is_done_and_what_is_left() -> None:
    questions = [asked("ash:1.1", f"elm:{number}", 0.6) for number in range(1, 7)]
    known = looked_at(
        [
            decided(1),
            rejected(2, object_id="elm:2"),
            decided(3, object_id="elm:3"), rejected(4, object_id="elm:3", **OTHER),
            unsure(5, object_id="elm:4", **OTHER),
            decided(6, object_id="elm:5"),
            decided(7, object_id="elm:99"),
        ],
        changed=[decided(6).id],
    )  # fmt: skip
    found = progress(questions, known, reviewer="reviewer-1")

    assert (found.asked, found.settled, found.left) == (6, 2, 4)
    assert (found.disputed, found.unsure, found.another_look) == (1, 1, 1)
    assert (found.mine, found.mine_left) == (4, 3)
    assert (progress(questions, known).mine, progress(questions, known).mine_left) == (0, 4)


def test_each_band_of_the_probability_has_its_own_precision() -> None:
    questions = [
        asked("ash:1.1", "elm:1", 0.9),
        asked("ash:1.1", "elm:2", 0.95),
        asked("ash:1.1", "elm:3", 0.899),
        asked("ash:1.1", "elm:4", 0.0),
        asked("ash:1.1", "elm:5"),
        asked("ash:1.1", "elm:6", 0.99, **OPPOSITE),
    ]
    known = looked_at([decided(1), rejected(2, object_id="elm:2"), unsure(3, object_id="elm:3")])
    bands = progress(questions, known).bands

    assert [(band.words, band.suggested, band.judged, band.right) for band in bands] == [
        ("0.9 and more", 2, 2, 1),
        ("0.75 to 0.9", 1, 0, 0),
        ("0.5 to 0.75", 0, 0, 0),
        ("0.25 to 0.5", 0, 0, 0),
        ("0 to 0.25", 1, 0, 0),
        ("not known", 1, 0, 0),
        ("opposites", 1, 0, 0),
    ]
    assert (bands[0].precision, bands[1].precision, bands[1].interval) == (0.5, None, None)
    assert bands[0].interval == pytest.approx((0.0945, 0.9055), abs=1e-4)


@pytest.mark.parametrize(
    ("suggested", "vote", "right"),
    [
        ({}, decided(1, predicate_id=Predicate.RELATED), 1),
        ({}, decided(1, **OPPOSITE), 0),
        (OPPOSITE, decided(1, **OPPOSITE), 1),
        (OPPOSITE, decided(1), 0),
        (OPPOSITE, rejected(1), 0),
    ],
)
def test_a_suggestion_is_right_if_it_was_accepted_as_a_match_or_as_the_opposite_it_was_called(
    suggested: dict[str, object], vote: Decision, right: int
) -> None:
    found = progress([asked("ash:1.1", "elm:1", 0.6, **suggested)], looked_at([vote]))

    assert (found.overall.right, found.overall.judged, found.precision) == (right, 1, right)


def test_the_reasons_of_rejected_pairs_are_counted_once_each_the_most_frequent_first() -> None:
    level, topic = {"reason": Reason.LEVEL}, {"reason": Reason.TOPIC}
    known = looked_at(
        [
            rejected(1, **topic),
            rejected(2, **level, **OTHER),
            rejected(3, object_id="elm:2", **level),
            rejected(4, object_id="elm:2", **level, **OTHER),
            rejected(5, object_id="elm:3"), decided(6, object_id="elm:3", **OTHER),
        ]
    )  # fmt: skip
    found = progress([asked("ash:1.1", f"elm:{number}") for number in (1, 2, 3)], known)

    assert [*found.reasons.items()] == [(Reason.LEVEL, 2), (Reason.TOPIC, 1)]


@given(suggestions, ledgers, st.sampled_from([ONE_SUFFICES, Policy(rule=Rule.TWO)]))
def test_the_figures_add_up(questions: list[Question], rows: list[Decision], policy: Policy) -> None:
    known = looked_at(rows, policy=policy)
    found = progress(questions, known, reviewer="reviewer-1")

    assert found.asked == found.settled + found.left == sum(band.suggested for band in found.bands)
    assert found.settled == found.overall.judged == sum(band.judged for band in found.bands)
    assert found.overall.right == sum(band.right for band in found.bands) <= found.settled
    assert found.disputed + found.unsure + found.another_look <= found.left
    assert found.mine_left == sum(open_for("reviewer-1", known, question) for question in questions)
    rejected_pairs = sum(known[q.pair].status is Status.REJECTED for q in questions if q.pair in known)
    assert max(found.reasons.values(), default=0) <= rejected_pairs <= sum(found.reasons.values())


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_is_the_one_of_scipy(counted: tuple[int, int]) -> None:
    theirs = binomtest(*counted).proportion_ci(method="wilson")

    assert wilson(*counted) == pytest.approx((theirs.low, theirs.high), abs=1e-9)
