"""What the tool claims beyond an order, and how right it is: its own matches, probabilities, relations."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from crosswalk.evaluation import metrics
from crosswalk.evaluation.methods import Ours
from crosswalk.evaluation.tasks import Questions
from crosswalk.suggest.calibration import expected_calibration_error
from crosswalk.suggest.relation import MATCH, OVERLAP
from crosswalk.vocabulary import Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """How right claims are; not a number where there is nothing to measure.

    Attributes:
        matches: Pairs that the tool calls matches: a probability of at least one half.
        precision: Share of these that people call matches.
        recall: Share of people's matches among these.
        kappa: Cohen's kappa of the tool's matches with people's.
        calibration_error: Of the probabilities of all pairs.
        calibration_error_likely: The same of pairs with a probability of at least 0.05, where it matters.
        relation_f1: Macro-F1 over the relations that people gave, of the pairs to which they gave one; a pair
            of which the tool is not sure counts as wrong.
        relations: How many pairs people gave a relation.
        unsure: Share of these of which the tool is not sure.
        by_relation: (relation by people, relation by the tool) -> how many pairs.
    """

    matches: int
    precision: float
    recall: float
    kappa: float
    calibration_error: float
    calibration_error_likely: float
    relation_f1: float
    relations: int
    unsure: float
    by_relation: Counter[tuple[Predicate, Predicate]]


def claims_of(questions: Questions, ours: Ours) -> Claims | None:
    """Measure what the tool claims; None where no probability is known.

    Args:
        questions: What people judged.
        ours: The tool.
    """
    probabilities = [ours.confidence(task.left, task.right) for task in questions.tasks]
    known = [
        (p[task.counted], task.positive[task.counted])
        for p, task in zip(probabilities, questions.tasks, strict=True)
        if p is not None
    ]
    if len(known) < len(probabilities):
        return None
    confidence, truth = (np.concatenate(of_all) for of_all in zip(*known, strict=True))
    claimed, likely = confidence >= MATCH, confidence >= OVERLAP
    found = Counter(
        (relation, ours.relations(task.left, task.right).of(*pair))
        for task in questions.tasks
        for pair, relation in task.relations.items()
    )
    pairs = list(found.elements())
    return Claims(
        matches=int(claimed.sum()),
        precision=_share(truth[claimed]),
        recall=_share(claimed[truth]),
        kappa=metrics.cohen_kappa(claimed, truth),
        calibration_error=expected_calibration_error(confidence, truth),
        calibration_error_likely=expected_calibration_error(confidence[likely], truth[likely]),
        relation_f1=metrics.macro_f1(
            [p for p, _ in pairs], [t for _, t in pairs], classes={p for p, _ in pairs}
        ),
        relations=len(pairs),
        unsure=_share(np.asarray([said is Predicate.UNSPECIFIED for _, said in pairs])),
        by_relation=found,
    )


def _share(values: np.ndarray) -> float:
    return float(values.mean()) if len(values) else float("nan")
