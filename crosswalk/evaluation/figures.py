"""One method against one gold file: every figure, and what is needed to compare two methods."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from crosswalk.errors import CrosswalkError
from crosswalk.evaluation import metrics
from crosswalk.evaluation.bootstrap import Interval, paired_bootstrap
from crosswalk.evaluation.tasks import Questions, Task
from crosswalk.suggest.side import Side

#: Scores every pair of two sides, shape (n, m); higher is more alike.
Method = Callable[[Side, Side], np.ndarray]

#: Scores are rounded before they are ranked: sums of floats differ in the 7th digit between machines.
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Query:
    """One left item with its candidates, k of them: scores, what corresponds, and gains; shape (k,) each."""

    scores: np.ndarray
    positive: np.ndarray
    gains: np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What one method reaches. Means are over queries with at least one positive.

    Attributes:
        by_task: Average precision of each task with a positive, by its name.
        pooled: Average precision of all pairs of all tasks in one list.
        by_query: Average precision of each query with a positive.
        recall_at_5: Mean share of a query's positives among its first 5.
        recall_at_10: The same for 10.
        mrr: Mean reciprocal rank of the first positive.
        gain_by_query: nDCG@10 of each query with a gain; grades below 0 count as 0.
        kappa: With the truth, at the cut that makes it highest.
        threshold: That cut.
        positives: How many pairs correspond.
        pairs: How many pairs were counted.
        curve: Precision and recall of `pooled`, shape (2, k).
    """

    by_task: dict[str, float]
    pooled: float
    by_query: tuple[float, ...]
    recall_at_5: float
    recall_at_10: float
    mrr: float
    gain_by_query: tuple[float, ...]
    kappa: float
    threshold: float
    positives: int
    pairs: int
    curve: np.ndarray

    @property
    def mean_by_task(self) -> float:
        """Mean of the tasks' average precision; NaN where no task has a positive."""
        return _mean(list(self.by_task.values()))

    @property
    def mean_by_query(self) -> float:
        """Mean average precision over queries; NaN where no query has a positive."""
        return _mean(self.by_query)

    @property
    def ndcg_at_10(self) -> float:
        """Mean over queries with a gain; NaN where there is none."""
        return _mean(self.gain_by_query)


def measure(questions: Questions, method: Method) -> Figures:
    """Every figure of a method.

    Raises:
        CrosswalkError: The method gives a score that is not a number.
    """
    scores = [scored(task, method) for task in questions.tasks]
    pairs = list(zip(questions.tasks, scores, strict=True))
    everything = np.concatenate([s[task.counted] for task, s in pairs])
    truth = np.concatenate([task.positive[task.counted] for task, _ in pairs])
    queries = _queries(questions, scores)
    asked = [query for query in queries if query.positive.any()]
    kappa, threshold = metrics.best_threshold_kappa(everything, truth)
    return Figures(
        by_task={
            task.name: metrics.average_precision(s[task.counted], task.positive[task.counted])
            for task, s in pairs
            if task.positive.any()
        },
        pooled=metrics.average_precision(everything, truth),
        by_query=tuple(metrics.average_precision(q.scores, q.positive) for q in asked),
        recall_at_5=_mean([metrics.recall_at_k(q.scores, q.positive, k=5) for q in asked]),
        recall_at_10=_mean([metrics.recall_at_k(q.scores, q.positive, k=10) for q in asked]),
        mrr=_mean([metrics.mrr(q.scores, q.positive) for q in asked]),
        gain_by_query=tuple(metrics.ndcg_at_k(q.scores, q.gains, k=10) for q in queries if q.gains.any()),
        kappa=kappa,
        threshold=threshold,
        positives=int(truth.sum()),
        pairs=int(truth.size),
        curve=metrics.precision_recall(everything, truth),
    )


def query_difference(ours: Figures, theirs: Figures, *, seed: int = 0) -> Interval:
    """Of the average precision, over queries with a positive."""
    return paired_bootstrap(ours.by_query, theirs.by_query, seed=seed)


def task_difference(ours: Figures, theirs: Figures, *, seed: int = 0) -> Interval:
    """Of the average precision, over tasks with a positive."""
    return paired_bootstrap(list(ours.by_task.values()), list(theirs.by_task.values()), seed=seed)


def scored(task: Task, method: Method) -> np.ndarray:
    """A method's scores, shape (n, m), rounded.

    Raises:
        CrosswalkError: One of them is not a number.
    """
    scores = np.asarray(method(task.left, task.right), dtype=np.float64)
    if scores.shape != task.positive.shape or np.isnan(scores).any():
        raise CrosswalkError(
            f"{task.name}: the method does not give one number for each pair",
            remedy="Try another encoder, or report this with the texts that it was given.",
        )
    return np.round(scores, _DECIMALS)


def _queries(questions: Questions, scores: list[np.ndarray]) -> list[Query]:
    """Rows of the tasks; where tasks are joined, rows of one left item are one query."""
    found: dict[tuple[int, str], list[Query]] = defaultdict(list)
    for number, (task, values) in enumerate(zip(questions.tasks, scores, strict=True)):
        for row, name in enumerate(task.left.ids):
            counted = task.counted[row]
            if counted.any():
                found[0 if questions.joined else number, name].append(
                    Query(
                        values[row][counted],
                        task.positive[row][counted],
                        np.maximum(task.grade[row][counted], 0.0),
                    )
                )
    return [
        Query(
            np.concatenate([q.scores for q in parts]),
            np.concatenate([q.positive for q in parts]),
            np.concatenate([q.gains for q in parts]),
        )
        for parts in found.values()
    ]


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else float("nan")
