"""What each view of a pair is worth: the figures without it, and with a view that was left out of the tool.

Run: python benchmarks/views.py --reference DIR [--cache FILE]
All figures are held out: learnt from the other pairs of frameworks. See benchmarks/README.md.
"""

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.embedding_cache import CachedEncoder
from crosswalk.evaluation.learning import examples_of
from crosswalk.evaluation.metrics import average_precision, ndcg_at_k
from crosswalk.evaluation.tasks import Task, questions_of
from crosswalk.interop.gold import read_gold
from crosswalk.suggest.encoders import load_encoder
from crosswalk.suggest.learn import Example, learn
from crosswalk.suggest.scoring import fused, standardised
from crosswalk.suggest.weights import Weights, shipped, untaught
from crosswalk.workspace import Workspace

LEVELS = "stands on a like level"


def scores(examples: list[Example], prior: Weights) -> list[np.ndarray]:
    """Of every pair of each example, by weights learnt without its pair of frameworks."""
    found = {}
    for group in sorted({example.group for example in examples}):
        found[group] = learn([e for e in examples if e.group != group], prior, encoder="")
    return [fused(e.views, found[e.group], prior.shape) for e in examples]


def of_elements(tasks: list[Task], found: list[np.ndarray]) -> str:
    """Mean average precision over pairs of frameworks, and of all pairs in one list."""
    each = [average_precision(s[t.counted], t.positive[t.counted]) for t, s in zip(tasks, found, strict=True)]
    pooled = average_precision(
        np.concatenate([s[t.counted] for t, s in zip(tasks, found, strict=True)]),
        np.concatenate([t.positive[t.counted] for t in tasks]),
    )
    return f"{np.mean(each):8.3f} {pooled:8.3f}"


def of_indicators(tasks: list[Task], found: list[np.ndarray]) -> str:
    """Mean nDCG@10 over queries; a behaviour and a warning are left out."""
    queries: dict[str, list[tuple[np.ndarray, np.ndarray]]] = defaultdict(list)
    for task, score in zip(tasks, found, strict=True):
        alike = np.asarray(task.left.negative)[:, np.newaxis] == np.asarray(task.right.negative)
        for row, name in enumerate(task.left.ids):
            asked = task.counted[row] & alike[row]
            queries[name].append((score[row][asked], np.maximum(task.grade[row][asked], 0)))
    gains = [tuple(map(np.concatenate, zip(*parts, strict=True))) for parts in queries.values()]
    return f"{np.mean([ndcg_at_k(*query, k=10) for query in gains if query[1].any()]):8.3f}"


def levels(task: Task, catalogue: Catalogue) -> np.ndarray:
    """How near the levels of two indicators are, each as a share of its own scale; shape (n, m)."""
    rungs = []
    for side in (task.left, task.right):
        framework = catalogue.owner(side.ids[0])
        of_level = {s.id: s.rank / len(framework.scale.labels) for s in framework.statements if s.rank}
        rungs.append([of_level.get(framework.by_id[name].level_id, np.nan) for name in side.ids])
    near = -np.abs(np.asarray(rungs[0])[:, np.newaxis] - np.asarray(rungs[1]))
    unknown = np.isnan(near)
    return standardised(np.where(unknown, 0.0 if unknown.all() else np.nanmean(near), near))


def print_without(
    tasks: list[Task], examples: list[Example], prior: Weights, measure: Callable[..., str], title: str
) -> None:
    """The figures with all views, and without each of them."""
    names = list(dict.fromkeys(name for example in examples for name in example.views))
    print(f"{'all views':60} {measure(tasks, scores(examples, prior))}   {title}")
    for name in names:
        kept = [replace(e, views={n: v for n, v in e.views.items() if n != name}) for e in examples]
        print(f"  without {name:50} {measure(tasks, scores(kept, prior))}")


def main() -> None:
    """Elements, then indicators."""
    parser = argparse.ArgumentParser(description="What each view is worth; see benchmarks/README.md.")
    parser.add_argument("--reference", type=Path, required=True, help="folder of element and indicator gold")
    parser.add_argument("--cache", type=Path, help="file that keeps embeddings (default: a temporary one)")
    chosen = parser.parse_args()
    catalogue = Workspace(Path(__file__).resolve().parent.parent).catalogue()
    with tempfile.TemporaryDirectory() as folder:
        encoder = CachedEncoder(load_encoder(), chosen.cache or Path(folder) / "kept.sqlite")
        gold = chosen.reference / "elements-dev.tsv"
        tasks = list(questions_of(read_gold(gold), catalogue, {}).tasks)
        examples = examples_of(tasks, untaught(), encoder)
        print_without(tasks, examples, untaught().parts, of_elements, "elements: mean AP, pooled AP")
        gold = chosen.reference / "indicators-dev.tsv"
        tasks = list(questions_of(read_gold(gold), catalogue, {}).tasks)
        prior = replace(shipped(), leaves=untaught().leaves)
        examples = examples_of(tasks, prior, encoder)
    print_without(tasks, examples, prior.leaves, of_indicators, "indicators: nDCG@10")
    pairs = zip(examples, tasks, strict=True)
    more = [replace(e, views={**e.views, LEVELS: levels(t, catalogue)}) for e, t in pairs]
    print(f"  with {LEVELS:53} {of_indicators(tasks, scores(more, prior.leaves))}")


if __name__ == "__main__":
    main()
