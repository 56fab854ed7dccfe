from collections.abc import Iterable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from crosswalk.model import Decision
from crosswalk.review import Below, Estimate, LookedAt, Pair, Question, draw, estimate, looked_at
from crosswalk.review.missed import FEWEST
from crosswalk.review.shuffle import places_of_pairs
from crosswalk.vocabulary import Predicate
from tests.decided import decided, rejected, unsure


def below(
    rows: int, columns: int, confidence: float | np.ndarray | None = 0.1, *, name: str = "ash"
) -> Below:
    shape = rows, columns
    return Below(
        subject_ids=[f"{name}:{row}" for row in range(rows)],
        object_ids=[f"elm:{column}" for column in range(columns)],
        confidence=None if confidence is None else np.broadcast_to(np.asarray(confidence), shape),
        asked=np.ones(shape, dtype=bool),
    )


def spread(rng: np.random.Generator, rows: int = 40, columns: int = 100, name: str = "ash") -> Below:
    """Probabilities as a calibrated model gives them: most are next to nothing."""
    return below(rows, columns, rng.beta(0.12, 3, size=(rows, columns)), name=name)


def votes(audited: Iterable[Question], matches: set[Pair]) -> list[Decision]:
    return [
        (decided if question.pair in matches else rejected)(
            number, subject_id=question.subject_id, object_id=question.object_id
        )
        for number, question in enumerate(audited, 1)
    ]


def judged(audited: Iterable[Question], matches: set[Pair]) -> dict[Pair, LookedAt]:
    return looked_at(votes(audited, matches))


def drawn_matches(side: Below, rng: np.random.Generator) -> set[Pair]:
    """A world in which the model's probabilities are right."""
    hits = np.argwhere(side.asked & (rng.random(side.asked.shape) < side.confidence))
    return {tuple(sorted((side.subject_ids[row], side.object_ids[column]))) for row, column in hits}


def pairs(questions: Sequence[Question]) -> list[Pair]:
    return [question.pair for question in questions]


# The draw


def test_near_misses_have_a_stratum_of_their_own() -> None:
    confidence = np.array([[0.3, 0.2, 0.1999], [0.0496, 0.01, 0.0]])
    audit = draw([below(2, 3, confidence), below(1, 2, None, name="oak")])

    assert [(stratum.words, stratum.size) for stratum in audit.strata] == [
        ("0.2 and more", 3),
        ("0.05 to 0.2", 1),
        ("0.01 to 0.05", 1),
        ("0 to 0.01", 1),
        ("not known", 2),
    ]
    assert audit.strata[0].expected == pytest.approx(0.6999 / 3)
    assert audit.strata[-1].expected is None
    assert audit.size == len(audit.order) == 8


def test_only_pairs_of_the_population_are_drawn() -> None:
    side = below(20, 20)
    side.asked[:, 1:] = False
    audit = draw([side], most=15)

    assert audit.size == 20
    assert len(audit.order) == 15
    assert {question.object_id for question in audit.order} == {"elm:0"}
    assert audit.stratum_of(("ash:3", "elm:0")) == audit.stratum_of(("elm:0", "ash:3")) == "0.05 to 0.2"
    assert audit.stratum_of(("ash:3", "elm:1")) is None
    assert audit.stratum_of(("ash:3", "oak:1")) is None


def test_other_statements_and_directions_change_nothing_in_the_order_of_pairs() -> None:
    few = below(5, 5)
    more = below(12, 9)
    turned = Below(
        subject_ids=few.object_ids, object_ids=few.subject_ids, confidence=few.confidence, asked=few.asked
    )

    order = pairs(draw([few]).order)
    assert [pair for pair in pairs(draw([more]).order) if pair in order] == order
    assert pairs(draw([turned]).order) == order


@given(st.integers(1, 60))
def test_a_smaller_sample_is_the_beginning_of_a_larger_one(most: int) -> None:
    side = below(8, 8)

    assert draw([side], most=most).order == draw([side]).order[:most]


def test_numbers_of_pairs_are_spread_evenly_along_rows_and_columns() -> None:
    first, second = ([f"{name}:{number}" for number in range(300)] for name in ("ash", "elm"))
    numbers = places_of_pairs(first, second) / 2.0**64

    # The mean of 300 even numbers is 1/2, give or take 1/60; 600 rows and columns stay within 4 of these.
    for axis in (0, 1):
        assert np.abs(numbers.mean(axis=axis) - 0.5).max() < 4 / 60
    assert np.unique(numbers).size == numbers.size
    assert np.array_equal(numbers, places_of_pairs(second, first).T / 2.0**64)


def test_any_beginning_is_spread_over_all_strata_with_more_of_the_likelier() -> None:
    audit = draw([spread(np.random.default_rng(7), 200, 200)])
    samples = [set(pairs(stratum.sample)) for stratum in audit.strata]

    def counts(number: int) -> list[int]:
        return [len(sample & set(pairs(audit.order[:number]))) for sample in samples]

    assert counts(len(samples) * FEWEST) == [FEWEST] * len(samples)
    parts = [count / stratum.size for count, stratum in zip(counts(600), audit.strata, strict=True)]
    assert parts == sorted(parts, reverse=True)


def test_nothing_to_audit_is_enough() -> None:
    found = estimate(draw([]), {}, 3)

    assert (found.missed, found.missed_interval, found.recall, found.enough) == (0, (0, 0), 1, True)


# The estimate


def test_nothing_can_be_said_before_every_stratum_is_audited() -> None:
    audit = draw([spread(np.random.default_rng(1))])
    nothing = estimate(audit, {}, 10)
    some = estimate(audit, judged(audit.order[:17], set()), 10)

    for found in (nothing, some):
        assert (found.missed, found.recall, found.enough) == (None, None, False)
        assert found.words.startswith("Nothing can be said yet")
    assert nothing.missed_interval == (0, audit.size)
    assert estimate(audit, judged(audit.order[:20], set()), 10).missed == 0


def test_the_words_say_what_was_audited_and_what_follows() -> None:
    audit = draw([below(20, 50)])
    found = estimate(audit, judged(audit.order[:100], set(pairs(audit.order[:3]))), 96)

    assert found.words == (
        "Of 100 audited pairs below the cut 3 were matches: about 27 more (95% interval 7 to 78) are still "
        "to be found among 900. Found so far: 99, that is 79% of all (56% to 93%). "
        "Not enough to stop: perhaps only 56% of all matches are found, and the aim is 80%. "
        "Audit more pairs, or lower the cut."
    )


def test_stopping_is_justified_when_even_the_low_end_reaches_the_aim() -> None:
    audit = draw([below(20, 50)])
    known = judged(audit.order[:400], set())

    assert estimate(audit, known, 96).enough
    assert "Enough to stop: at least" in estimate(audit, known, 96).words
    assert not estimate(audit, known, 96, aim=0.99).enough
    assert not estimate(audit, known, 2).enough


def test_suggestions_that_nobody_settled_count_as_missed() -> None:
    audit = draw([below(20, 50)])
    found = estimate(audit, judged(audit.order[:400], set()), 96, left=96)

    assert found.recall == 0.5
    assert found.recall_interval[1] == 1
    assert "96 suggestions are not settled" in found.words
    assert found.words.endswith("Settle the suggestions that are left.")


def test_when_all_is_audited_nothing_is_left_to_chance() -> None:
    audit = draw([below(10, 20)])
    found = estimate(audit, judged(audit.order, set(pairs(audit.order[:30]))), 10)

    assert (found.missed, found.missed_interval, found.found, found.enough) == (0, (0, 0), 40, True)


def test_the_audit_counts_to_the_first_pair_that_nobody_looked_at() -> None:
    audit = draw([below(20, 50)])
    gap = [*audit.order[:20], *audit.order[21:60]]

    assert estimate(audit, judged(gap, set()), 10).audited == 20


def test_pairs_without_an_answer_widen_the_interval_on_both_sides() -> None:
    audit = draw([below(20, 50)])
    matches = set(pairs(audit.order[:10]))
    rows = votes(audit.order[:100], matches)
    doubtful = [
        unsure(n, subject_id=q.subject_id, object_id=q.object_id)
        for n, q in enumerate(audit.order[60:80], 61)
    ]
    clear = estimate(audit, looked_at(rows), 50)
    open_ = estimate(audit, looked_at([*rows[:60], *doubtful, *rows[80:]]), 50)

    assert (open_.audited, open_.strata[0].unanswered) == (100, 20)
    assert open_.strata[0].share == 10 / 80
    assert open_.missed_interval[0] <= clear.missed_interval[0]
    assert open_.missed_interval[1] > clear.missed_interval[1]


def test_an_opposite_is_no_match() -> None:
    audit = draw([below(20, 50)])
    rows = [
        decided(n, subject_id=q.subject_id, object_id=q.object_id, predicate_id=Predicate.OPPOSITE)
        for n, q in enumerate(audit.order[:50], 1)
    ]

    assert estimate(audit, looked_at(rows), 50).matches == 0


@given(st.integers(0, 200), st.lists(st.integers(0, 399), max_size=60, unique=True), st.integers(0, 50))
def test_no_figure_goes_beyond_what_is_known(audited: int, elsewhere: list[int], found: int) -> None:
    audit = draw([spread(np.random.default_rng(3), 20, 20)])
    matches = set(pairs(audit.order[::7]))
    looked = dict.fromkeys([*audit.order[:audited], *(audit.order[place] for place in elsewhere)])
    got = estimate(audit, judged(looked, matches), found)

    low, high = got.missed_interval
    assert 0 <= low <= high <= got.unknown == audit.size - len(looked)
    assert 0 <= got.recall_interval[0] <= got.recall_interval[1] <= 1
    assert got.found == found + sum(question.pair in matches for question in looked)
    if got.missed is not None:
        assert low <= got.missed <= high
        assert got.recall_interval[0] <= got.recall <= got.recall_interval[1]


# Whether it is true


def audited_world(seed: int, *, also: int = 0) -> tuple[Estimate, int]:
    """An audit of 300 of 4,000 pairs, and how many matches were truly missed.

    Args:
        seed: Of the world: another one has other ids, so that its draw is another.
        also: How many matches somebody accepted for other reasons.
    """
    rng = np.random.default_rng(seed)
    side = spread(rng, name=f"ash{seed}")
    matches, audit = drawn_matches(side, rng), draw([side])
    others = rng.permutation(sorted(matches))[:also]
    extra = [Question(subject_id=first, object_id=second) for first, second in others.tolist()]
    known = judged(dict.fromkeys([*audit.order[:300], *extra]), matches)
    return estimate(audit, known, 50), sum(pair not in known for pair in matches)


@pytest.fixture(scope="module")
def worlds() -> list[tuple[Estimate, int]]:
    return [audited_world(seed) for seed in range(300)]


def test_the_interval_holds_the_truth_in_about_95_of_100_audits(worlds: list[tuple[Estimate, int]]) -> None:
    held = [low <= truth <= high for (low, high), truth in ((e.missed_interval, t) for e, t in worlds)]

    assert np.mean(held) >= 0.9


def test_the_estimate_is_right_on_average(worlds: list[tuple[Estimate, int]]) -> None:
    missed, truth = np.array([(estimated.missed, truth) for estimated, truth in worlds]).T

    error = missed - truth
    assert abs(error.mean()) < 3 * error.std() / np.sqrt(len(error))


def test_matches_found_for_other_reasons_do_not_pass_for_the_audits() -> None:
    missed, truth = np.array([(e.missed, t) for e, t in (audited_world(s, also=40) for s in range(100))]).T

    error = missed - truth
    assert abs(error.mean()) < 0.1 * truth.mean()


def test_a_hundred_decisions_made_elsewhere_are_no_audit() -> None:
    audit = draw([below(20, 50)])
    searched = judged(audit.order[50:150], set(pairs(audit.order[50:150])))

    assert estimate(audit, searched, 0).missed is None
