"""Figures as lines for a terminal: a figure a row, a method a column."""

from collections.abc import Iterator, Mapping, Sequence
from math import isnan

from crosswalk.evaluation.bootstrap import Interval
from crosswalk.evaluation.claims import Claims
from crosswalk.evaluation.figures import Figures, query_difference, task_difference
from crosswalk.evaluation.methods import OURS
from crosswalk.evaluation.tasks import Questions
from crosswalk.suggest.relation import OVERLAP
from crosswalk.vocabulary import PREDICATE_WORDS


def table(questions: Questions, found: Mapping[str, Figures], claims: Claims | None) -> list[str]:
    """Lines that say what was measured and what came out.

    Args:
        questions: What was asked.
        found: Figures by method, ours last.
        claims: How right the tool's matches, probabilities and relations are; None where it knows no
            probability.
    """
    names = list(found)
    figures = list(found.values())
    rows = [("", names), *_rows(figures)]
    widths = [max(len(label) for label, _ in rows), *(max(len(name), 6) for name in names)]
    lines = [_counts(questions, figures[-1]), ""]
    for label, cells in rows:
        shown = (f"{cell:>{width}}" for cell, width in zip(cells, widths[1:], strict=False))
        lines.append("  ".join([f"{label:{widths[0]}}", *shown]).rstrip())
    lines.append("")
    for name in names[:-1]:
        lines += _compared(names[-1], figures[-1], name, found[name])
    return [*lines, *_claimed(claims), *_notes(questions)]


def _claimed(claims: Claims | None) -> Iterator[str]:
    yield ""
    if claims is None:
        yield f"{OURS} knows no probability of a match for this model; `crosswalk learn` makes it learn."
        return
    yield f"{OURS} calls {claims.matches:,} pairs matches (a probability of at least one half):"
    yield (
        f"  precision {_number(claims.precision)}, recall {_number(claims.recall)}, "
        f"kappa {_number(claims.kappa)}"
    )
    yield (
        f"  calibration error of the probabilities {_number(claims.calibration_error)}, of those of at least "
        f"{OVERLAP} {_number(claims.calibration_error_likely)}"
    )
    if claims.relations:
        yield (
            f"  relations: macro-F1 {_number(claims.relation_f1)} over {claims.relations:,} pairs that "
            f"people gave one; not sure of {claims.unsure:.0%}"
        )
        for (people, tool), count in sorted(claims.by_relation.items()):
            yield f"    {count:4} people: {PREDICATE_WORDS[people]}; {OURS}: {PREDICATE_WORDS[tool]}"


def _counts(questions: Questions, ours: Figures) -> str:
    lists = len(questions.tasks)
    over = f" of {lists} pairs of frameworks" if lists > 1 else ""
    return (
        f"{ours.positives:,} of {ours.pairs:,} pairs{over} correspond; "
        f"{len(ours.by_query):,} queries have a counterpart."
    )


def _rows(figures: Sequence[Figures]) -> Iterator[tuple[str, list[str]]]:
    yield "average precision", []
    if len(figures[-1].by_task) > 1:
        for name in figures[-1].by_task:
            yield f"  {name}", [_number(f.by_task[name]) for f in figures]
        yield "  mean of these", [_number(f.mean_by_task) for f in figures]
    yield "  all pairs in one list", [_number(f.pooled) for f in figures]
    yield "means over queries", []
    yield "  MAP", [_number(f.mean_by_query) for f in figures]
    yield "  recall@5", [_number(f.recall_at_5) for f in figures]
    yield "  recall@10", [_number(f.recall_at_10) for f in figures]
    yield "  MRR", [_number(f.mrr) for f in figures]
    yield "  nDCG@10", [_number(f.ndcg_at_10) for f in figures]
    yield "agreement", []
    yield "  kappa at the best cut", [_number(f.kappa) for f in figures]
    yield "  that cut", [_number(f.threshold) for f in figures]


def _compared(ours_name: str, ours: Figures, name: str, other: Figures) -> Iterator[str]:
    yield f"{ours_name} less {name}:"
    yield f"  MAP {_said(query_difference(ours, other), 'queries')}"
    if len(ours.by_task) > 1:
        yield f"  mean average precision {_said(task_difference(ours, other), 'pairs of frameworks')}"


def _said(interval: Interval, units: str) -> str:
    if not interval.units:
        return "cannot be compared: nothing corresponds"
    return (
        f"{interval.mean:+.3f}, 95% interval {interval.low:+.3f} to {interval.high:+.3f} "
        f"(bootstrap over {interval.units:,} {units})"
    )


def _notes(questions: Questions) -> Iterator[str]:
    yield ""
    yield "A query is an item on the left. The best cut is chosen with the answers at hand: an upper bound."
    if not questions.complete:
        yield "A pair that the gold does not list counts as no pair, though nobody may have looked at it."


def _number(value: float) -> str:
    return "–" if isnan(value) else f"{value:.3f}"
