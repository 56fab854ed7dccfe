import math
from collections.abc import Mapping

import numpy as np
import pytest

from crosswalk.evaluation.claims import Claims, claims_of
from crosswalk.evaluation.figures import measure
from crosswalk.evaluation.table import table
from crosswalk.evaluation.tasks import Questions, Task
from crosswalk.suggest.side import Side
from crosswalk.vocabulary import Predicate
from tests.suggest.sides import side

EXACT, CLOSE, RELATED, UNSURE = Predicate.EXACT, Predicate.CLOSE, Predicate.RELATED, Predicate.UNSPECIFIED


class Said:
    """A tool that says what it is told to: for each two sides, probabilities and relations."""

    def __init__(self, *, confidence: list[list[float]] | None, relations: list[list[Predicate]]) -> None:
        self._confidence, self._relations = confidence, relations

    def __call__(self, left: Side, right: Side) -> np.ndarray:
        return np.asarray(self._confidence)

    def confidence(self, left: Side, right: Side) -> np.ndarray | None:
        return None if self._confidence is None else np.asarray(self._confidence)

    def relations(self, left: Side, right: Side) -> "Said":
        return self

    def of(self, row: int, column: int) -> Predicate:
        return self._relations[row][column]


def question(
    positive: list[list[int]],
    *,
    counted: list[list[int]] | None = None,
    relations: Mapping[tuple[int, int], Predicate] | None = None,
) -> Questions:
    truth = np.array(positive, dtype=bool)
    return Questions(
        (
            Task(
                name="a – b",
                left=side(*"pq"[: truth.shape[0]]),
                right=side(*"rst"[: truth.shape[1]]),
                positive=truth,
                grade=truth.astype(float),
                counted=np.ones_like(truth) if counted is None else np.array(counted, dtype=bool),
                relations=relations or {},
            ),
        )
    )


def test_claims_worked_by_hand() -> None:
    # Called matches: 0.9 (right), 0.5 (wrong). People say two.
    said = Said(confidence=[[0.9, 0.5, 0.1], [0.4, 0.04, 0.0]], relations=[[EXACT] * 3, [EXACT] * 3])

    found = claims_of(question([[1, 0, 0], [1, 0, 0]]), said)

    assert found is not None
    assert (found.matches, found.precision, found.recall) == (2, 0.5, 0.5)
    # Both say yes once, both no three times: 4 of 6; by chance (2 * 2 + 4 * 4) / 36.
    assert found.kappa == pytest.approx((4 / 6 - 20 / 36) / (1 - 20 / 36))
    # One item a bin but the lowest, which holds 0.1 closed above, 0.04 and 0.
    assert found.calibration_error == pytest.approx((0.1 + 0.5 + (0.1 + 0.04) + 0.6) / 6)
    assert found.calibration_error_likely == pytest.approx((0.1 + 0.5 + 0.1 + 0.6) / 4)


def test_relations_are_compared_where_people_gave_one() -> None:
    said = Said(
        confidence=[[0.9, 0.6, 0.1]] * 2, relations=[[EXACT, CLOSE, UNSURE], [RELATED, UNSURE, EXACT]]
    )
    people = {(0, 0): EXACT, (0, 1): EXACT, (0, 2): RELATED, (1, 0): RELATED}

    found = claims_of(question([[1, 1, 0], [0, 0, 0]], relations=people), said)

    assert found is not None
    assert found.relations == 4
    assert found.unsure == 0.25
    # Exact: one found of two, none said wrongly. Related: the same. What only the tool says has no class.
    assert found.relation_f1 == pytest.approx(2 / 3)
    assert found.by_relation == {
        (EXACT, EXACT): 1,
        (EXACT, CLOSE): 1,
        (RELATED, UNSURE): 1,
        (RELATED, RELATED): 1,
    }


def test_pairs_that_nobody_considered_count_for_nothing() -> None:
    said = Said(confidence=[[0.9, 0.9, 0.1]], relations=[[EXACT] * 3])

    found = claims_of(question([[1, 0, 0]], counted=[[1, 0, 1]]), said)

    assert found is not None
    assert (found.matches, found.precision) == (1, 1.0)


def test_where_nothing_is_claimed_or_corresponds_there_is_no_figure() -> None:
    said = Said(confidence=[[0.1, 0.0]], relations=[[UNSURE] * 2])

    found = claims_of(question([[0, 0]]), said)

    assert found is not None
    assert found.matches == 0
    assert math.isnan(found.precision)
    assert math.isnan(found.recall)
    assert math.isnan(found.relation_f1)
    assert math.isnan(found.unsure)


def test_without_probabilities_nothing_is_claimed() -> None:
    said = Said(confidence=None, relations=[[UNSURE] * 2])

    assert claims_of(question([[1, 0]]), said) is None


def printed(questions: Questions, said: Said) -> list[str]:
    claims: Claims | None = claims_of(questions, said)
    return table(
        questions, {"plain": measure(questions, said), "crosswalk": measure(questions, said)}, claims
    )


def test_the_table_says_how_right_the_claims_are() -> None:
    said = Said(confidence=[[0.9, 0.5, 0.1]], relations=[[EXACT, UNSURE, CLOSE]])

    lines = printed(question([[1, 0, 0]], relations={(0, 0): EXACT, (0, 1): RELATED}), said)

    assert "crosswalk calls 2 pairs matches (a probability of at least one half):" in lines
    assert "  precision 0.500, recall 1.000, kappa 0.400" in lines
    assert any(
        line.startswith("  calibration error of the probabilities 0.233, of those of at ") for line in lines
    )
    assert "  relations: macro-F1 0.500 over 2 pairs that people gave one; not sure of 50%" in lines
    assert "       1 people: says the same as; crosswalk: says the same as" in lines
    assert "       1 people: overlaps with; crosswalk: may correspond to" in lines


def test_the_table_says_nothing_of_relations_where_people_gave_none() -> None:
    said = Said(confidence=[[0.2, 0.1]], relations=[[UNSURE] * 2])

    lines = printed(question([[1, 0]]), said)

    assert "  precision –, recall 0.000, kappa 0.000" in lines
    assert not any("relations:" in line for line in lines)
