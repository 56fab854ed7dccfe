import math

import numpy as np
import pytest

from crosswalk.errors import CrosswalkError
from crosswalk.evaluation.figures import measure, query_difference, task_difference
from crosswalk.evaluation.table import table
from crosswalk.evaluation.tasks import Questions, Task
from crosswalk.suggest.side import Side


def side(*ids: str) -> Side:
    none = ("",) * len(ids)
    return Side(ids=ids, titles=ids, texts=none, parts=((),) * len(ids), negative=(False,) * len(ids))


def task(name: str, grade: list[list[float]], *, left: tuple[str, ...] = ("a", "b")) -> Task:
    """Grades of 1 and more correspond; what is not a number was not considered."""
    grades = np.array(grade, dtype=np.float64)
    return Task(
        name=name,
        left=side(*left),
        right=side(*(f"{name}{column}" for column in range(grades.shape[1]))),
        positive=np.nan_to_num(grades) >= 1,
        grade=np.nan_to_num(grades),
        counted=~np.isnan(grades),
    )


def falling(left: Side, right: Side) -> np.ndarray:
    """Every query ranks its candidates as they come; later queries score lower."""
    return 10 - np.arange(len(left))[:, None] - 3.0 * np.arange(len(right))[None, :]


TWO = Questions((task("p", [[1, 0], [0, 1]]), task("q", [[0.5, 0], [0, 0]])))


def test_figures_of_two_tasks_worked_by_hand() -> None:
    found = measure(TWO, falling)

    # p in one list: 10 yes, 9 no, 7 no, 6 yes; q has no pair that corresponds.
    assert found.by_task == {"p": pytest.approx((1 + 2 / 4) / 2)}
    assert found.by_query == pytest.approx((1, 1 / 2))
    # Both tasks in one list, tied in twos: 10 10 (one yes), 9 9, 7 7, 6 6 (one yes).
    assert found.pooled == pytest.approx((1 / 2 + 2 / 8) / 2)
    assert found.mrr == pytest.approx(0.75)
    assert (found.recall_at_5, found.recall_at_10) == (1, 1)
    assert (found.positives, found.pairs) == (2, 8)
    assert len(found.gain_by_query) == 3
    assert found.curve.shape[0] == 2


def test_candidates_of_one_query_are_joined_over_tasks_where_they_are_spread() -> None:
    no = math.nan
    spread = (task("p", [[0, 1], [no, no]]), task("q", [[-1, no], [no, no]]))

    apart, joined = measure(Questions(spread), falling), measure(Questions(spread, joined=True), falling)

    # Alone the second of two; joined behind the other task's first as well, tied with the own first.
    assert apart.by_query == pytest.approx((1 / 2,))
    assert joined.by_query == pytest.approx((1 / 3,))
    assert joined.pairs == 3


def test_scores_are_rounded_before_they_are_ranked() -> None:
    def noisy(left: Side, right: Side) -> np.ndarray:
        return np.array([[0.5 + 1e-9, 0.5], [0.5, 0.5 + 1e-9]])

    assert measure(Questions(TWO.tasks[:1]), noisy).pooled == pytest.approx(0.5)


@pytest.mark.parametrize("wrong", [np.full((2, 2), math.nan), np.zeros((2, 3))])
def test_a_method_that_gives_no_numbers_is_told(wrong: np.ndarray) -> None:
    with pytest.raises(CrosswalkError, match="p: the method does not give one number for each pair"):
        measure(TWO, lambda left, right: wrong)


def test_two_methods_are_compared_query_by_query_and_task_by_task() -> None:
    def right_one(left: Side, right: Side) -> np.ndarray:
        return np.eye(len(left), len(right))

    better, worse = measure(TWO, right_one), measure(TWO, falling)

    assert query_difference(better, worse).mean == pytest.approx(0.25)
    assert query_difference(better, worse).units == 2
    assert task_difference(better, worse).mean == pytest.approx(0.25)


def test_the_table_says_what_was_measured_and_what_cannot_be() -> None:
    nothing = Questions((task("p", [[0, 0], [0, 0]]),), complete=False)
    found = {"plain": measure(nothing, falling), "ours": measure(nothing, falling)}

    said = "\n".join(table(nothing, found, None))

    assert "0 of 4 pairs correspond" in said
    assert "cannot be compared" in said
    assert "nobody may have looked at it" in said
    assert "nan" not in said
    # What it knows no probability of, it claims nothing of.
    assert "knows no probability of a match for this model; `crosswalk learn` makes it learn" in said


def test_the_table_has_a_row_for_each_figure_and_a_column_for_each_method() -> None:
    two = Questions((*TWO.tasks, task("r", [[1, 0], [0, 0]])))
    lines = table(two, {"plain": measure(two, falling), "ours": measure(two, falling)}, None)

    assert "3 of 12 pairs of 3 pairs of frameworks correspond; 3 queries have a counterpart." in lines
    assert any(line.split() == ["p", "0.750", "0.750"] for line in lines)
    assert any(line.split() == ["MRR", "0.833", "0.833"] for line in lines)
    assert any("bootstrap over 3 queries" in line for line in lines)
    assert any("bootstrap over 2 pairs of frameworks" in line for line in lines)
