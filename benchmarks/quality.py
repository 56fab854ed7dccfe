"""How good suggestions are, beside what a user would pick instead, on gold that people made.

Run: python benchmarks/quality.py --reference DIR --bench DIR [--encoder MODEL] [--cache FILE]
What is measured and how the folders look: benchmarks/README.md.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from held_out import held_out, learning_curve
from peers import BASELINE, compared

from crosswalk.catalogue import Catalogue
from crosswalk.embedding_cache import CachedEncoder
from crosswalk.evaluation.bootstrap import paired_bootstrap
from crosswalk.evaluation.claims import claims_of
from crosswalk.evaluation.figures import Figures, Method, measure
from crosswalk.evaluation.methods import Ours
from crosswalk.evaluation.metrics import auc
from crosswalk.evaluation.tasks import Questions, questions_of
from crosswalk.interop.gold import read_gold
from crosswalk.suggest import suggest
from crosswalk.suggest.encoded import encode_sides
from crosswalk.suggest.encoders import DEFAULT_ENCODER, Encoder, load_encoder
from crosswalk.suggest.opposites import opposition
from crosswalk.suggest.scoring import compare, opposed
from crosswalk.suggest.weights import shipped, untaught
from crosswalk.vocabulary import Predicate
from crosswalk.workspace import Workspace

#: Ours, by what it was taught: nothing; all but the pair of frameworks it is asked about; what is shipped.
UNTAUGHT, OURS, SHIPPED = "crosswalk, untaught", "crosswalk, held out", "crosswalk, as shipped"

#: Crosswalks that other people made; the order is that of the printed columns.
SETS = (
    "csf11_csf20",
    "csf11_80053r4",
    "asvs4_asvs5",
    "asvs4_cre",
    "trace_warc",
    "trace_gannt",
    "trace_modis",
    "onet_skill_activity",
    "onet_mgmt_task_dwa",
    "digcomp3_outcomes",
)
PARTS = ("elements", "indicators", "sets")


def elements(asked: Questions, encoder: Encoder, ways: dict[str, Method]) -> None:
    """Part 1: which elements of two frameworks independent annotators matched."""
    ours = held_out(encoder, asked)
    ways = ways | {UNTAUGHT: Ours(encoder, untaught()), OURS: ours, SHIPPED: Ours(encoder, shipped())}
    found = {name: measure(asked, way) for name, way in ways.items()}
    first = found[OURS]
    print(f"1. Elements: average precision; {first.positives} matches among {first.pairs} pairs")
    names = [*first.by_task, "mean", "pooled", "kappa"]
    rows = {n: [*f.by_task.values(), f.mean_by_task, f.pooled, f.kappa] for n, f in found.items()}
    show(names, rows)
    print("kappa: at the cut that makes it highest, chosen with the truth at hand")
    print("held out: learnt from the other pairs of frameworks; as shipped: learnt from all of these pairs")
    compare_with_baseline("framework pairs", {n: list(f.by_task.values()) for n, f in found.items()})
    compare_with_baseline("elements", {n: list(f.by_query) for n, f in found.items()})
    print_claims(asked, ours)
    learning_curve(asked, encoder)
    print()


def print_claims(asked: Questions, ours: Ours) -> None:
    """Matches at the tool's own cut, probabilities, relations."""
    claims = claims_of(asked, ours)
    assert claims is not None
    print(
        f"{OURS}, at its own cut (probability of one half): {claims.matches} matches, precision "
        f"{claims.precision:.3f}, recall {claims.recall:.3f}, kappa {claims.kappa:.3f}; annotators with each "
        "other: 0.87"
    )
    print(
        f"expected calibration error {claims.calibration_error:.4f}; of the pairs with a probability of at "
        f"least 0.05: {claims.calibration_error_likely:.3f}"
    )
    if claims.relations:
        print(
            f"relations: macro-F1 {claims.relation_f1:.3f} over {claims.relations} pairs with a majority; "
            f"not sure of {claims.unsure:.0%}"
        )


def indicators(asked: Questions, first: Questions, encoder: Encoder, ways: dict[str, Method]) -> None:
    """Part 2: candidates of single indicators, graded."""
    ours = held_out(encoder, asked, first)
    ways = ways | {UNTAUGHT: Ours(encoder, untaught()), OURS: ours, SHIPPED: Ours(encoder, shipped())}
    found = {name: measure(asked, way) for name, way in ways.items()}
    counted = found[OURS]
    print(
        f"2. Indicators: {counted.pairs} graded candidates, {counted.positives} with a mean grade of at "
        "least 2"
    )
    rows = {n: [f.ndcg_at_10, f.mean_by_query, f.recall_at_10, f.pooled] for n, f in found.items()}
    show(["nDCG@10", "MAP", "recall@10", "pooled AP"], rows)
    print("nDCG@10: mean grade as gain, opposites as 0; MAP, recall and AP: mean grade of at least 2")
    compare_with_baseline("queries, nDCG@10", {n: list(f.gain_by_query) for n, f in found.items()})
    print_claims(asked, ours)
    opposites(asked, encoder)
    print()


def opposites(asked: Questions, encoder: Encoder) -> None:
    """How well `opposite` tells the candidates that all annotators call so from the other ones."""
    scores, truths, queries = [], [], []
    for task in asked.tasks:
        left, right = encode_sides((task.left, task.right), encoder)
        score = opposition(compare(left, right, untaught()).views, opposed(left, right))
        for row in np.flatnonzero(task.left.negative):
            counted = task.counted[row]
            scores.append(np.maximum(score[row][counted], -1e6))
            truths.append(task.grade[row][counted] == -1)
            queries += [task.left.ids[row]] * int(counted.sum())
    score, truth, query = np.concatenate(scores), np.concatenate(truths), np.asarray(queries)
    places = [query == q for q in dict.fromkeys(queries)]
    alone = [auc(score[place], truth[place]) for place in places if truth[place].any()]
    print(
        f"opposite: AUC {auc(score, truth):.3f} over {len(score)} candidates of negative queries, "
        f"{truth.sum()} of them graded -1 by all (aim 0.85); mean over the {len(alone)} queries with one "
        f"{np.mean(alone):.3f}"
    )


def polarities(catalogue: Catalogue, encoder: Encoder) -> None:
    """How often a negative indicator is suggested as a match of a positive one; how long suggesting takes."""
    mixed = [
        mapping
        for mapping in suggest(catalogue, encoder).mappings
        if catalogue.statement(mapping.subject_id).polarity != catalogue.statement(mapping.object_id).polarity
        and mapping.predicate_id is not Predicate.OPPOSITE
    ]
    print(f"Suggested matches of a negative and a positive indicator: {len(mixed)}; aim: 0")
    took = []
    for _ in range(5):
        started = time.perf_counter()
        suggest(catalogue, encoder)
        took.append(time.perf_counter() - started)
    print(f"Suggesting for all frameworks from kept embeddings: {np.median(took):.2f} s (median of 5)\n")


def sets(bench: Path, encoder: Encoder, ways: dict[str, Method]) -> None:
    """Part 3: crosswalks that other people made."""
    ways = ways | {SHIPPED: Ours(encoder, shipped())}
    found: dict[str, list[Figures]] = {name: [] for name in ways}
    for folder in SETS:
        questions = questions_of(read_gold(bench / folder), None, {})
        for name, way in ways.items():
            found[name].append(measure(questions, way))
    shown: tuple[tuple[str, Callable[[Figures], float]], ...] = (
        ("MAP", lambda f: f.mean_by_query),
        ("recall@10", lambda f: f.recall_at_10),
    )
    for title, figure in shown:
        rows = {name: [figure(f) for f in row] for name, row in found.items()}
        print(f"3. Sets: {title} by left item; titles stand before the texts")
        show([*SETS, "macro"], {name: [*row, float(np.mean(row))] for name, row in rows.items()})
        compare_with_baseline("sets", rows, ours=SHIPPED)
        print()


def asked(path: Path, catalogue: Catalogue) -> Questions:
    """What a gold file of the project's own frameworks asks."""
    return questions_of(read_gold(path), catalogue, {})


def show(columns: list[str], rows: dict[str, list[float]]) -> None:
    """Print a table: a method a row."""
    widths = [max(len(column), 6) for column in columns]
    print(" " * 22 + "  ".join(f"{c:>{w}}" for c, w in zip(columns, widths, strict=True)))
    for name, row in rows.items():
        print(f"{name:22}" + "  ".join(f"{v:{w}.3f}" for v, w in zip(row, widths, strict=True)))


def compare_with_baseline(units: str, rows: dict[str, list[float]], *, ours: str = OURS) -> None:
    """Print how much better ours is than plain cosine, with an interval."""
    i = paired_bootstrap(rows[ours], rows[BASELINE])
    print(
        f"{ours} less {BASELINE}: {i.mean:+.3f}, 95% interval {i.low:+.3f} to {i.high:+.3f} "
        f"({i.units} {units})"
    )


def main() -> None:
    """Run the parts that are asked for."""
    parser = argparse.ArgumentParser(description="Quality of suggestions; see benchmarks/README.md.")
    parser.add_argument("--reference", type=Path, required=True, help="folder of element and indicator gold")
    parser.add_argument("--bench", type=Path, required=True, help="folder of set folders")
    parser.add_argument("--project", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--encoder", default=DEFAULT_ENCODER, help="as for `crosswalk build`")
    parser.add_argument("--cache", type=Path, help="file that keeps embeddings (default: a temporary one)")
    parser.add_argument("--only", choices=PARTS, help="one part instead of all")
    parser.add_argument("--quick", action="store_true", help="only plain cosine and ours")
    chosen = parser.parse_args()
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        run(chosen, CachedEncoder(load_encoder(chosen.encoder), chosen.cache or Path(folder) / "kept.sqlite"))
    print(f"{time.perf_counter() - started:.0f} s")


def run(chosen: argparse.Namespace, encoder: Encoder) -> None:
    """The parts that were asked for."""
    ways = compared(encoder, quick=chosen.quick)
    catalogue = Workspace(chosen.project).catalogue()
    first = asked(chosen.reference / "elements-dev.tsv", catalogue)
    if chosen.only in (None, "elements"):
        elements(first, encoder, ways)
    if chosen.only in (None, "indicators"):
        graded = asked(chosen.reference / "indicators-dev.tsv", catalogue)
        indicators(graded, first, encoder, ways)
        polarities(catalogue, encoder)
    if chosen.only in (None, "sets"):
        sets(chosen.bench, encoder, ways)


if __name__ == "__main__":
    main()
