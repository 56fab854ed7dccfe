"""Ours, measured on pairs of frameworks that it has not seen."""

from dataclasses import replace

import numpy as np

from crosswalk.evaluation.learning import learnt_from
from crosswalk.evaluation.methods import Ours
from crosswalk.evaluation.metrics import cohen_kappa
from crosswalk.evaluation.tasks import Questions, Task
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.relation import Relations
from crosswalk.suggest.scoring import Comparison
from crosswalk.suggest.side import Side
from crosswalk.suggest.weights import Learnt, untaught

#: Decisions of a reviewer after which the learning curve is measured.
DECISIONS = (25, 50, 100, 200)


class HeldOut(Ours):
    """Ours, each two sides compared with what was learnt without their pair of frameworks.

    Args:
        encoder: Turns texts into unit vectors.
        tasks: The two sides, and what was learnt without them.
    """

    def __init__(self, encoder: Encoder, tasks: list[tuple[Task, Learnt]]) -> None:
        super().__init__(encoder, untaught())
        self._by_sides = {(task.left, task.right): Ours(encoder, learnt) for task, learnt in tasks}

    def _compared(self, left: Side, right: Side) -> tuple[Comparison, Relations]:
        return self._by_sides[left, right]._compared(left, right)


def held_out(encoder: Encoder, questions: Questions, *others: Questions) -> HeldOut:
    """Learns from all tasks but those of the asked pair of frameworks; `others` are learnt from first."""
    known: dict[str, Learnt] = {}
    for task in questions.tasks:
        if (group := group_of(task)) not in known:
            learnt = untaught()
            for asked_first in (*others, questions):
                kept = Questions(tuple(t for t in asked_first.tasks if group_of(t) != group))
                learnt = learnt_from(kept, learnt, encoder)
            known[group] = learnt
    return HeldOut(encoder, [(task, known[group_of(task)]) for task in questions.tasks])


def group_of(task: Task) -> str:
    """The pair of frameworks, whichever of them is asked about."""
    return " – ".join(sorted(task.name.split(" – ")))


def learning_curve(asked: Questions, encoder: Encoder) -> None:
    """Kappa at the tool's own cut after a reviewer decided the best n suggestions of the other pairs."""
    first = Ours(encoder, untaught())
    for decisions in DECISIONS:
        agreed = []
        for task in asked.tasks:
            others = best(first, [t for t in asked.tasks if t is not task], decisions)
            learnt = learnt_from(Questions(tuple(others)), untaught(), encoder)
            confidence = Ours(encoder, learnt).confidence(task.left, task.right)
            agreed.append((task.positive, None if confidence is None else confidence >= 0.5))
        if any(said is None for _, said in agreed):
            print(f"{decisions:4} decisions on the other pairs: too few for probabilities")
            continue
        truth = np.concatenate([positive.ravel() for positive, _ in agreed])
        said = np.concatenate([np.ravel(claimed) for _, claimed in agreed if claimed is not None])
        print(
            f"{decisions:4} decisions on the other pairs: kappa at its own cut {cohen_kappa(said, truth):.3f}"
        )


def best(ours: Ours, tasks: list[Task], decisions: int) -> list[Task]:
    """The tasks with only their best pairs judged, `decisions` of them in all."""
    scores = [ours(task.left, task.right) for task in tasks]
    cut = np.sort(np.concatenate([score.ravel() for score in scores]))[-decisions]
    return [replace(task, counted=score >= cut) for task, score in zip(tasks, scores, strict=True)]
