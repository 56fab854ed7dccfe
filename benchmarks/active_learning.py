"""What learning from a reviewer's decisions does to the pairs that are not decided yet.

Run: python benchmarks/active_learning.py --reference DIR [--cache FILE]
A reviewer who always says what the annotators said is simulated. See benchmarks/README.md.
"""

import argparse
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from held_out import DECISIONS, group_of

from crosswalk.embedding_cache import CachedEncoder
from crosswalk.evaluation.learning import learnt_from
from crosswalk.evaluation.metrics import average_precision
from crosswalk.evaluation.tasks import Questions, Task, questions_of
from crosswalk.interop.gold import read_gold
from crosswalk.model import Kind
from crosswalk.suggest.calibration import expected_calibration_error
from crosswalk.suggest.encoders import Encoder, load_encoder
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.taught import learn_from_pairs
from crosswalk.suggest.weights import Learnt, shipped, untaught
from crosswalk.workspace import Workspace

#: Decisions between one learning and the next.
BATCH = 25

#: Orders by chance that are averaged.
CHANCES = 3

ORDERS = ("confident", "uncertain", "random")


@dataclass(frozen=True, slots=True)
class Pool:
    """Judged pairs that a reviewer may be asked about, k of them.

    Attributes:
        pairwise: Compares them by what was known before.
        prior: What was known before.
        kind: Elements or indicators.
        pairs: Their ids.
        truth: Whether the annotators call them matches, shape (k,).
    """

    pairwise: Pairwise
    prior: Learnt
    kind: Kind
    pairs: tuple[tuple[str, str], ...]
    truth: np.ndarray

    def confidence(self, learnt: Learnt) -> np.ndarray:
        """Probability of a match by some weights, shape (k,)."""
        pairwise, owner = self.pairwise.taught(learnt), self.pairwise.catalogue.owner
        known: dict[tuple[str, str], tuple[np.ndarray, dict[str, int], dict[str, int]]] = {}
        found = []
        for one, other in self.pairs:
            key = owner(one).id, owner(other).id
            if key not in known:
                two = pairwise.compared(*key, self.kind)
                assert two.comparison.confidence is not None
                places = [{name: n for n, name in enumerate(end.side.ids)} for end in (two.left, two.right)]
                known[key] = two.comparison.confidence, places[0], places[1]
            confidence, rows, columns = known[key]
            found.append(confidence[rows[one], columns[other]])
        return np.asarray(found)


@dataclass(frozen=True, slots=True)
class Seen:
    """After some decisions: matches found, and figures of what is undecided, with learning and without."""

    found: tuple[int, int]
    precision: tuple[float, float]
    error: tuple[float, float]
    left: int


def simulate(pool: Pool, order: str, *, seed: int) -> dict[int, Seen]:
    """A reviewer decides, the tool learns and asks again; what is known after each of `DECISIONS`."""
    chance = np.random.default_rng(seed).permutation(len(pool.truth)).astype(float)
    before = pool.confidence(pool.prior)
    as_it_was = np.argsort(_last(before, order, chance), kind="stable")
    decided, now, seen = np.zeros(len(before), dtype=bool), before, {}
    for _ in range(max(DECISIONS) // BATCH):
        # More than half of all decided is another question: little is left to be asked or measured.
        if decided.sum() + BATCH > len(decided) / 2:
            break
        next_ones = np.argsort(np.where(decided, np.inf, _last(now, order, chance)), kind="stable")
        decided[next_ones[:BATCH]] = True
        judged = {pool.pairs[k]: bool(pool.truth[k]) for k in np.flatnonzero(decided)}
        now = pool.confidence(learn_from_pairs(pool.pairwise, judged, prior=pool.prior))
        count, rest = int(decided.sum()), pool.truth[~decided]
        if count in DECISIONS and rest.any():
            seen[count] = Seen(
                found=(int(pool.truth[decided].sum()), int(pool.truth[as_it_was[:count]].sum())),
                precision=_both(average_precision, now[~decided], before[~decided], rest),
                error=_both(expected_calibration_error, now[~decided], before[~decided], rest),
                left=int(rest.sum()),
            )
    return seen


def _last(confidence: np.ndarray, order: str, chance: np.ndarray) -> np.ndarray:
    """What pairs are sorted by, lowest first."""
    by = {"confident": -confidence, "uncertain": np.abs(confidence - 0.5), "random": chance}
    return np.asarray(by[order])


def _both(
    measure: Callable[[np.ndarray, np.ndarray], float],
    with_it: np.ndarray,
    without: np.ndarray,
    truth: np.ndarray,
) -> tuple[float, float]:
    return measure(with_it, truth), measure(without, truth)


def pools(
    tasks: Sequence[Task], kind: Kind, pairwise: Pairwise, priors: Sequence[tuple[set[str], Learnt]]
) -> list[Pool]:
    """For each prior the judged pairs of the pairs of frameworks that go with it."""
    return [
        Pool(pairwise.taught(p), p, kind, *_judged(tasks, groups, kind, pairwise)) for groups, p in priors
    ]


def _judged(
    tasks: Sequence[Task], groups: set[str], kind: Kind, pairwise: Pairwise
) -> tuple[tuple[tuple[str, str], ...], np.ndarray]:
    """Pairs of two frameworks that can match at all, in the catalogue's order, and whether they do."""
    order = [framework.id for framework in pairwise.catalogue.documents]
    found: dict[tuple[str, str], bool] = {}
    for task in (task for task in tasks if group_of(task) in groups):
        for row, column in np.argwhere(task.counted):
            pair = task.left.ids[row], task.right.ids[column]
            owners = [order.index(pairwise.catalogue.owner(end).id) for end in pair]
            alike = task.left.negative[row] == task.right.negative[column]
            if owners[0] != owners[1] and alike:
                ids = pair if owners[0] < owners[1] else (pair[1], pair[0])
                found[ids] = bool(task.positive[row, column])
    return tuple(found), np.asarray(list(found.values()))


def halves(tasks: Sequence[Task]) -> Iterator[set[str]]:
    """Half of the pairs of frameworks, in every way that turns their list round."""
    groups = sorted({group for task in tasks if len(set((group := group_of(task)).split(" – "))) == 2})
    for start in range(len(groups)):
        yield {(groups * 2)[start + n] for n in range(len(groups) // 2)}


def without(groups: set[str], elements: Questions, indicators: Questions, encoder: Encoder) -> Learnt:
    """What is learnt from all judgements but those of some pairs of frameworks."""
    learnt = untaught()
    for questions in (elements, indicators):
        kept = tuple(task for task in questions.tasks if group_of(task) not in groups)
        learnt = learnt_from(Questions(kept), learnt, encoder)
    return learnt


def table(title: str, some: Sequence[Pool]) -> None:
    """Print the figures of pools that are averaged."""
    pairs, matches = (np.mean([f(pool.truth) for pool in some]) for f in (len, np.sum))
    print(f"{title}: {pairs:.0f} pairs, {matches:.0f} matches")
    print(f"{'':12}decisions  found  (as it was)  left     AP  (without)     ECE  (without)")
    for order in ORDERS:
        runs = [
            simulate(pool, order, seed=seed)
            for pool in some
            for seed in range(CHANCES if order == "random" else 1)
        ]
        for count in DECISIONS:
            if seen := [run[count] for run in runs if count in run]:
                found, precision, error = (
                    np.mean([getattr(one, name) for one in seen], axis=0)
                    for name in ("found", "precision", "error")
                )
                left = np.mean([one.left for one in seen])
                print(
                    f"  {order:10}{count:9}  {found[0]:5.1f}  {found[1]:11.1f}  {left:4.1f}  "
                    f"{precision[0]:5.3f}  {precision[1]:9.3f}  {error[0]:6.4f}  {error[1]:9.4f}"
                )
    print()


def main() -> None:
    """Elements and indicators, each with the shipped weights and with weights that never saw the pairs."""
    parser = argparse.ArgumentParser(
        description="What learning from decisions does; see benchmarks/README.md."
    )
    parser.add_argument("--reference", type=Path, required=True, help="folder of element and indicator gold")
    parser.add_argument("--cache", type=Path, help="file that keeps embeddings (default: a temporary one)")
    chosen = parser.parse_args()
    catalogue = Workspace(Path(__file__).resolve().parent.parent).catalogue()
    with tempfile.TemporaryDirectory() as folder:
        encoder = CachedEncoder(load_encoder(), chosen.cache or Path(folder) / "kept.sqlite")
        elements, indicators = (
            questions_of(read_gold(chosen.reference / f"{name}-dev.tsv"), catalogue, {})
            for name in ("elements", "indicators")
        )
        pairwise = Pairwise(catalogue, encoder)
        for name, kind, asked in (
            ("Elements", Kind.ELEMENT, elements),
            ("Indicators", Kind.INDICATOR, indicators),
        ):
            unseen = [(half, without(half, elements, indicators, encoder)) for half in halves(asked.tasks)]
            everything = {group_of(task) for task in asked.tasks}
            title = f"{name}, weights of other frameworks (mean of {len(unseen)} halves)"
            table(title, pools(asked.tasks, kind, pairwise, unseen))
            title = f"{name}, weights of the package (learnt from these very pairs)"
            table(title, pools(asked.tasks, kind, pairwise, [(everything, shipped())]))


if __name__ == "__main__":
    main()
