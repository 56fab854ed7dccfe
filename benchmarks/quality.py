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
from sklearn.feature_extraction.text import TfidfVectorizer
from tokenizers import Tokenizer

from crosswalk.catalogue import Catalogue
from crosswalk.embedding_cache import CachedEncoder
from crosswalk.evaluation.bootstrap import paired_bootstrap
from crosswalk.evaluation.figures import Figures, Method, measure
from crosswalk.evaluation.methods import full_texts, methods
from crosswalk.evaluation.tasks import Questions, questions_of
from crosswalk.interop.gold import read_gold
from crosswalk.suggest import suggest
from crosswalk.suggest.encoders import DEFAULT_ENCODER, Encoder, load_encoder
from crosswalk.suggest.side import Side
from crosswalk.workspace import Workspace

OURS = "crosswalk"
BASELINE = "cosine, full text"
FIRST = "cosine, 254 pieces"
RIVAL = "regulatory-crosswalk"

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


def tf_idf(analyzer: str, lengths: tuple[int, int]) -> Method:
    """Cosine of TF-IDF vectors, fitted on both sides together, counts damped by their logarithm."""

    def compare(left: Side, right: Side) -> np.ndarray:
        texts = full_texts(left), full_texts(right)
        vectorizer = TfidfVectorizer(analyzer=analyzer, ngram_range=lengths, sublinear_tf=True)
        vectorizer.fit([*texts[0], *texts[1]])
        product = vectorizer.transform(texts[0]) @ vectorizer.transform(texts[1]).T
        return np.asarray(product.toarray())

    return compare


def rival() -> Method | None:
    """The nearest package that does the same job; None where it is not installed."""
    try:
        import pandas as pd
        from regulatory_crosswalk import align_corpora
    except ImportError:
        return None

    def compare(left: Side, right: Side) -> np.ndarray:
        tables = [pd.DataFrame({"id": range(len(side)), "text": full_texts(side)}) for side in (left, right)]
        found = align_corpora(*tables, top_k=len(right))
        scores = np.zeros((len(left), len(right)))
        scores[found["source_id"], found["target_id"]] = found["cosine_similarity"]
        return scores

    return compare


def one_window(encoder: Encoder) -> Method:
    """Plain cosine of what the default model reads at once; the rest is dropped, as its publishers do."""
    import crosswalk.suggest.encoders.minilm as model

    tokenizer = Tokenizer.from_file(str(Path(model.__file__).with_name("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()

    def cut(side: Side) -> list[str]:
        texts = full_texts(side)
        pieces = tokenizer.encode_batch(texts, add_special_tokens=False)
        ends = [piece.offsets[: model.CAPACITY][-1][1] for piece in pieces]
        return [text[:end] for text, end in zip(texts, ends, strict=True)]

    def compare(left: Side, right: Side) -> np.ndarray:
        return np.asarray(encoder.encode(cut(left)) @ encoder.encode(cut(right)).T)

    return compare


def compared(encoder: Encoder, *, quick: bool) -> dict[str, Method]:
    """Every method by its name, ours last; quick leaves out what compares spelling only."""
    others: dict[str, Method] = {}
    if not quick:
        others["TF-IDF words"] = tf_idf("word", (1, 1))
        others["TF-IDF characters"] = tf_idf("char_wb", (3, 5))
        if package := rival():
            others[RIVAL] = package
        else:
            print(f"{RIVAL} is not installed and left out: python -m pip install {RIVAL}\n")
    known = methods(encoder)
    return others | {FIRST: one_window(encoder), BASELINE: known[BASELINE], OURS: known[OURS]}


def elements(reference: Path, catalogue: Catalogue, ways: dict[str, Method]) -> None:
    """Part 1: which elements of two frameworks independent annotators matched."""
    questions = asked(reference / "elements-dev.tsv", catalogue)
    found = {name: measure(questions, way) for name, way in ways.items()}
    first = found[OURS]
    print(f"1. Elements: average precision; {first.positives} matches among {first.pairs} pairs")
    names = [*first.by_task, "mean", "pooled", "kappa"]
    rows = {n: [*f.by_task.values(), f.mean_by_task, f.pooled, f.kappa] for n, f in found.items()}
    show(names, rows)
    print("kappa: at the cut that makes it highest, chosen with the truth at hand")
    compare_with_baseline("framework pairs", {n: list(f.by_task.values()) for n, f in found.items()})
    compare_with_baseline("elements", {n: list(f.by_query) for n, f in found.items()})
    print()


def indicators(reference: Path, catalogue: Catalogue, ways: dict[str, Method]) -> None:
    """Part 2: candidates of single indicators, graded."""
    questions = asked(reference / "indicators-dev.tsv", catalogue)
    found = {name: measure(questions, way) for name, way in ways.items()}
    first = found[OURS]
    print(
        f"2. Indicators: {first.pairs} graded candidates, {first.positives} with a mean grade of at least 2"
    )
    rows = {n: [f.ndcg_at_10, f.mean_by_query, f.recall_at_10, f.pooled] for n, f in found.items()}
    show(["nDCG@10", "MAP", "recall@10", "pooled AP"], rows)
    print("nDCG@10: mean grade as gain, opposites as 0; MAP, recall and AP: mean grade of at least 2")
    compare_with_baseline("queries, nDCG@10", {n: list(f.gain_by_query) for n, f in found.items()})
    print()


def polarities(catalogue: Catalogue, encoder: Encoder) -> None:
    """How often a negative indicator is suggested for a positive one: it should not be."""
    mixed = [
        mapping
        for mapping in suggest(catalogue, encoder).mappings
        if catalogue.statement(mapping.subject_id).polarity != catalogue.statement(mapping.object_id).polarity
    ]
    print(f"Suggested pairs of a negative and a positive indicator: {len(mixed)}; aim: 0\n")


def sets(bench: Path, ways: dict[str, Method]) -> None:
    """Part 3: crosswalks that other people made."""
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
        compare_with_baseline("sets", rows)
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


def compare_with_baseline(units: str, rows: dict[str, list[float]]) -> None:
    """Print how much better ours is than plain cosine, with an interval."""
    i = paired_bootstrap(rows[OURS], rows[BASELINE])
    print(
        f"{OURS} less {BASELINE}: {i.mean:+.3f}, 95% interval {i.low:+.3f} to {i.high:+.3f} "
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
        cache = chosen.cache or Path(folder) / "embeddings.sqlite"
        encoder = CachedEncoder(load_encoder(chosen.encoder), cache)
        ways = compared(encoder, quick=chosen.quick)
        catalogue = Workspace(chosen.project).catalogue()
        if chosen.only in (None, "elements"):
            elements(chosen.reference, catalogue, ways)
        if chosen.only in (None, "indicators"):
            indicators(chosen.reference, catalogue, ways)
            polarities(catalogue, encoder)
        if chosen.only in (None, "sets"):
            sets(chosen.bench, ways)
    print(f"{time.perf_counter() - started:.0f} s")


if __name__ == "__main__":
    main()
