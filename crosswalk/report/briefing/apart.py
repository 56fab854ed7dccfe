"""Where only one framework speaks, and how much of each is found in each other."""

from collections.abc import Iterator, Sequence

import pandas as pd

from crosswalk.interop.docx import Block, Paragraph, Run, Table, Words
from crosswalk.model import Framework, Kind, State
from crosswalk.model.written import percent
from crosswalk.report.briefing.short import NAME, first_frameworks, quoted, shortened
from crosswalk.report.findings import Findings
from crosswalk.report.pages.overview import Cell, matrix

#: Elements named for each framework, and characters of one.
_NAMED, _ELEMENT = 3, 80
#: Frameworks that stand side by side across a page.
_ACROSS = 7


def apart(findings: Findings) -> Iterator[Block]:
    """What one framework says alone, and the matrix of coverage.

    Args:
        findings: What the report is made from.
    """
    if not findings.pairs:
        return
    shown, left = first_frameworks(findings.documents, "Only here")
    yield Paragraph("Where only one speaks", "Heading1")
    yield Paragraph(
        "Statements that no other framework is known to address, even in part, and for which a model "
        "suggests nothing. That is not to say that the others lack them, unless people judged so."
    )
    yield Table(
        caption=f"What was found in one framework only, and under which elements.{left}",
        header=(
            "Framework",
            "Elements",
            "Indicators",
            "Judged by people",
            "Most of it stands under, with how much",
        ),
        rows=[_alone(f, findings.only_here[findings.only_here["framework"] == f.id]) for f in shown],
        widths=(3.6, 1.6, 1.7, 1.7, 8.4),
        numbers=frozenset({1, 2, 3}),
    )
    if not any(f.of_kind(Kind.ELEMENT) for f in findings.documents):
        return
    yield Paragraph("How much of each is found in each other", "Heading1")
    yield Paragraph(
        "The share of a framework's elements for which another has something: because people or the "
        "documents say so (known), or because a model suggests it, which is provisional. The rest is silence "
        "and not absence, unless people judged so."
    )
    yield _matrix(findings) if len(findings.documents) <= _ACROSS else _anywhere(findings)


def _alone(framework: Framework, own: pd.DataFrame) -> Sequence[Words]:
    """A row: how many, and the elements that have most statements among them, themselves included."""
    ids = set(own["statement_id"])
    counts = {
        element: (element.id in ids) + sum(below.id in ids for below in framework.indicators_of(element))
        for element in framework.of_kind(Kind.ELEMENT)
    }
    most = sorted(((count, element) for element, count in counts.items() if count), key=lambda one: -one[0])
    words: list[str | Run] = []
    for count, element in most[:_NAMED]:
        words += [*(["; "] if words else []), *quoted(element, _ELEMENT), f" ({count})"]
    if not words and len(own):
        # Without elements, its own words say best what it is about.
        words = quoted(framework.by_id[own["statement_id"].iloc[0]], 2 * _ELEMENT)
    kinds = own["kind"].value_counts()
    return (
        shortened(framework.name, NAME),
        f"{kinds.get(Kind.ELEMENT.value, 0):,}",
        f"{kinds.get(Kind.INDICATOR.value, 0):,}",
        f"{int((own['rests_on'] == 'reviewed').sum()):,}",
        words or "–",
    )


def _matrix(findings: Findings) -> Table:
    names = [shortened(f.name, NAME) for f in findings.documents]
    return Table(
        caption="Coverage of each framework's elements by each other. Every figure: the sheet Gaps counted.",
        header=("Of the elements of …", *names),
        rows=[(name, *map(_share, row)) for name, row in zip(names, matrix(findings), strict=True)],
        widths=(3.4, *[13.6 / len(names)] * len(names)),
    )


def _share(cell: Cell | None) -> Words:
    if cell is None or not cell.elements:
        return "–"
    return [
        Run(percent(cell.share), "Strong"),
        f" {cell.known} known, {cell.suggested} suggested, of {cell.elements}",
    ]


def _anywhere(findings: Findings) -> Table:
    """Too many frameworks for a matrix: how much of each is found in any other at all."""
    shown, left = first_frameworks(findings.documents, "Gaps counted")
    elements = findings.gaps[findings.gaps["kind"] == Kind.ELEMENT.value]
    known = elements["state"].isin([State.ADDRESSED, State.PARTLY])
    found = elements.assign(known=known, suggested=elements["suggested_state"] != "")
    each = found.groupby(["framework", "statement_id"])[["known", "suggested"]].any()
    each["suggested"] &= ~each["known"]
    counts = {name: own.sum() for name, own in each.groupby("framework")}
    return Table(
        caption=f"How many elements of each framework are found in at least one other.{left}",
        header=("Framework", "Elements", "Known", "Suggested only", "Share"),
        rows=[
            (shortened(f.name, NAME), *_found(len(f.of_kind(Kind.ELEMENT)), counts[f.id]))
            if f.id in counts
            else (shortened(f.name, NAME), "–", "–", "–", "–")
            for f in shown
        ],
        widths=(7.0, 2.5, 2.5, 2.5, 2.5),
        numbers=frozenset({1, 2, 3, 4}),
    )


def _found(elements: int, counts: pd.Series) -> tuple[str, ...]:
    known, suggested = int(counts["known"]), int(counts["suggested"])
    return f"{elements:,}", f"{known:,}", f"{suggested:,}", percent((known + suggested) / elements)
