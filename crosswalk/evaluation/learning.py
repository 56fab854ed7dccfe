"""`crosswalk learn`: judged pairs in, the weights of the views out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from crosswalk.evaluation.documents import labels
from crosswalk.evaluation.tasks import Questions, Task, questions_of
from crosswalk.interop.gold import GoldSet, read_gold
from crosswalk.suggest.encoded import encode_sides
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.learn import Example, learn
from crosswalk.suggest.scoring import comparable_views, opposed
from crosswalk.suggest.views import have_parts
from crosswalk.suggest.weights import Learnt, untaught, written
from crosswalk.workspace import WEIGHTS, Workspace, write_file


def learnt_from(
    questions: Questions, prior: Learnt, encoder: Encoder, *, from_nothing: bool = False
) -> Learnt:
    """Weights learnt from all tasks of a gold file; what it says nothing of stays as it was.

    Args:
        questions: Judged pairs, all of things with indicators below or all of things without.
        prior: What was known before.
        encoder: Turns texts into unit vectors.
        from_nothing: Forget what was known of the things that the gold speaks of.

    Raises:
        WeightsError: Nothing was judged, or everything in the same way.
    """
    with_parts = any(any(task.left.parts) or any(task.right.parts) for task in questions.tasks)
    taught = "parts" if with_parts else "leaves"
    if from_nothing:
        prior = replace(prior, **{taught: getattr(untaught(), taught)})
    examples = examples_of(questions.tasks, prior, encoder)
    return replace(prior, **{taught: learn(examples, getattr(prior, taught), encoder=_model(encoder))})


def examples_of(tasks: Sequence[Task], prior: Learnt, encoder: Encoder) -> list[Example]:
    """What the views say of the judged pairs of each task; a behaviour and a warning teach nothing.

    Args:
        tasks: Judged pairs.
        prior: Gives the shape in which views are compared, and compares what stands above.
        encoder: Turns texts into unit vectors.
    """
    examples = []
    for task in tasks:
        left, right = encode_sides((task.left, task.right), encoder)
        shape = (prior.parts if have_parts(left, right) else prior.leaves).shape
        examples.append(
            Example(
                group=" – ".join(sorted(task.name.split(" – "))),
                views=comparable_views(left, right, prior, shape),
                judged=task.counted & ~opposed(left, right),
                match=task.positive,
            )
        )
    return examples


def _model(encoder: Encoder) -> str:
    """The model's name, without its version and what runs it."""
    return encoder.name.split(" (")[0]


def learn_from(
    path: Path,
    *,
    left: Path | None = None,
    right: Path | None = None,
    encoder: str,
    project: Path,
    documents: Sequence[str] = (),
    from_nothing: bool = False,
) -> list[str]:
    """Learn from a gold file and keep what was learnt in the project.

    Args:
        path: A gold file or a set folder.
        left: The items on the left, for pairs of ids.
        right: The items on the right.
        encoder: As for `build`.
        project: The project whose frameworks the gold speaks of, and whose weights are written.
        documents: `LABEL=ID`: which framework a document label of the gold stands for.
        from_nothing: Start with equal votes instead of what is known.

    Returns:
        Lines to print.

    Raises:
        CrosswalkError: The gold or the project is not as it should be, or teaches nothing.
    """
    workspace = Workspace(project)
    said = labels(documents)
    gold = read_gold(path, left=left, right=right)
    catalogue = None if isinstance(gold, GoldSet) else workspace.catalogue()
    questions, known = questions_of(gold, catalogue, said), workspace.learnt()
    learnt = learnt_from(questions, known, workspace.encoder(encoder), from_nothing=from_nothing)
    how = (
        "What each view's vote weighs, and what a score means:\n"
        "log odds of a match = slope * score + intercept.\n"
        f"Learnt by `crosswalk learn` from {path.name}; `parts` is for elements with indicators below them,\n"
        "`leaves` for indicators and lists. Change a number and build again to see what it does."
    )
    write_file(project / WEIGHTS, written(learnt, how=how).encode())
    read = sum(int(task.counted.sum()) for task in questions.tasks)
    return [
        f"{path.name}: {read:,} judged pairs.",
        *_report(learnt, known),
        f"Wrote {project / WEIGHTS}. Next: `crosswalk build` uses it.",
    ]


def _report(learnt: Learnt, known: Learnt) -> Iterator[str]:
    for name, weights, before in (
        ("Elements", learnt.parts, known.parts),
        ("Indicators and lists", learnt.leaves, known.leaves),
    ):
        yield f"{name}: {weights.judgements:,} judged pairs, {weights.matches:,} of them matches."
        if not weights.calibrated:
            yield "  Too few to speak of probabilities."
        elif weights.shares != before.shares and weights.judgements == before.judgements:
            yield "  The votes are new; too few pairs were judged for new probabilities, so these stay."
        elif weights.error is not None:
            yield f"  Expected calibration error on held-out pairs of frameworks: {weights.error:.3f}."
        for view, share in sorted(weights.shares.items(), key=lambda found: -found[1]):
            yield f"  {share:4.0%} {view}"
