"""`crosswalk learn`: judged pairs in, the weights of the views out.

Reviewers' decisions always teach what was known before any of them (`known_before_decisions`), all of them
together: to learn again after more decisions never counts one twice.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from crosswalk.errors import WeightsError
from crosswalk.evaluation.documents import labels
from crosswalk.evaluation.tasks import Questions, Task, questions_of
from crosswalk.interop.gold import GoldSet, read_gold
from crosswalk.review import looked_at, needs_another_look
from crosswalk.suggest.encoded import encode_sides
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.learn import Example, learn, model_name
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.scoring import comparable_views, opposed
from crosswalk.suggest.taught import learn_from_pairs, settled_pairs
from crosswalk.suggest.views import have_parts
from crosswalk.suggest.weights import Learnt, untaught, written
from crosswalk.workspace import WEIGHTS, Workspace, write_file

#: The weights that decisions teach, where these are not the package's: copied before they are overwritten.
BEFORE_DECISIONS = "mappings/weights-before-decisions.toml"

_HOW = (
    "What each view's vote weighs, and what a score means:\nlog odds of a match = slope * score + intercept."
)
_KINDS = "`parts` is for elements with indicators below them, `leaves` for indicators and lists."

#: A line of weights.toml that begins so says that decisions made it.
_TAUGHT_BY_DECISIONS = "Learnt by `crosswalk learn --from-decisions`"
_DECISIONS_LEFT_OUT = (
    "Decisions that were learnt before are not in it: `crosswalk learn --from-decisions` adds them again."
)
_HELD_OUT = "held-out pairs of frameworks"


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
    weights = learn(examples, getattr(prior, taught), encoder=model_name(encoder.name))
    return replace(prior, **{taught: weights})


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
    questions, known = questions_of(gold, catalogue, said), known_before_decisions(workspace)
    learnt = learnt_from(questions, known, workspace.encoder(encoder), from_nothing=from_nothing)
    how = (
        f"{_HOW}\n"
        f"Learnt by `crosswalk learn` from {path.name}; `parts` is for elements with indicators below them,\n"
        "`leaves` for indicators and lists. Change a number and build again to see what it does."
    )
    decided = _from_decisions(workspace)
    write_file(project / WEIGHTS, written(learnt, how=how).encode())
    read = sum(int(task.counted.sum()) for task in questions.tasks)
    return [
        f"{path.name}: {read:,} judged pairs.",
        *_report(learnt, known),
        f"Wrote {project / WEIGHTS}. Next: `crosswalk build` uses it.",
        *([_DECISIONS_LEFT_OUT] if decided else []),
    ]


def known_before_decisions(workspace: Workspace) -> Learnt:
    """The project's weights before they learnt from its reviewers: taught by gold, or the package's.

    Whoever learns from decisions starts here, never from `Workspace.learnt`: that may have learnt from them.

    Raises:
        WeightsError: A file of weights cannot be read.
    """
    return workspace.learnt(BEFORE_DECISIONS) if _from_decisions(workspace) else workspace.learnt()


def learn_from_decisions(*, encoder: str, project: Path) -> list[str]:
    """Learn from what the project's reviewers settled and keep what was learnt in the project.

    Weights that gold taught or that somebody wrote are kept beside (`BEFORE_DECISIONS`), and every later call
    starts from these again.

    Args:
        encoder: As for `build`.
        project: The project whose ledger is read, and whose weights are written.

    Returns:
        Lines to print.

    Raises:
        CrosswalkError: The project is not as it should be, or its decisions teach nothing.
    """
    workspace = Workspace(project)
    catalogue, decisions = workspace.catalogue(), workspace.decisions()
    changed = {found.decision.id for found in needs_another_look(decisions, catalogue)}
    judged = settled_pairs(looked_at(decisions, policy=workspace.project().review.rules, changed=changed))
    known = known_before_decisions(workspace)
    matches = sum(judged.values())
    learnt = known
    if 0 < matches < len(judged):
        pairwise = Pairwise(catalogue, workspace.encoder(encoder), learnt=known)
        learnt = learn_from_pairs(pairwise, judged, prior=known, measured=True)
    if learnt == known:
        raise WeightsError(
            f"{len(judged)} settled pairs, {matches} of them matches, teach nothing",
            remedy="Decide about pairs that correspond and pairs that do not, elements or indicators.",
        )
    _keep(workspace, learnt, known)
    return [
        f"Decisions: {len(judged):,} settled pairs, {matches:,} of them matches.",
        *_report(learnt, known, on="decided pairs of held-out pairs of frameworks"),
        f"Wrote {project / WEIGHTS}. Next: `crosswalk build` uses it.",
    ]


def _from_decisions(workspace: Workspace) -> bool:
    """Whether the project's weights were written by `learn_from_decisions`."""
    try:
        return f"# {_TAUGHT_BY_DECISIONS}" in (workspace.root / WEIGHTS).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        # No file; or one that cannot be read, which whoever reads the weights will say.
        return False


def _keep(workspace: Workspace, learnt: Learnt, known: Learnt) -> None:
    before, path = workspace.root / BEFORE_DECISIONS, workspace.root / WEIGHTS
    if not _from_decisions(workspace):
        if path.exists():
            write_file(before, path.read_bytes())
        else:
            # Of an earlier time: who deleted the weights since then wanted those of the package.
            before.unlink(missing_ok=True)
    start = BEFORE_DECISIONS if before.exists() else "the weights of the package"
    how = (
        f"{_HOW}\n{_TAUGHT_BY_DECISIONS} from what this project's reviewers decided,\n"
        f"starting from {start}, and from there again the next time.\n{_KINDS}\n"
        "Change a number and build again to see what it does; learning again overwrites it."
    )
    # Decided pairs are the hard ones: their error is printed, but pages would take it for that of all pairs.
    kept = {
        name: replace(new, error=None) if new != getattr(known, name) else new
        for name, new in (("parts", learnt.parts), ("leaves", learnt.leaves))
    }
    write_file(path, written(Learnt(**kept), how=how).encode())


def _report(learnt: Learnt, known: Learnt, *, on: str = _HELD_OUT) -> Iterator[str]:
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
            pairs = on if weights != before else _HELD_OUT
            yield f"  Expected calibration error on {pairs}: {weights.error:.3f}."
        for view, share in sorted(weights.shares.items(), key=lambda found: -found[1]):
            yield f"  {share:4.0%} {view}"
