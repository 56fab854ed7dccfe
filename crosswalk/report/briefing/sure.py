"""How sure the findings are, what nobody has looked at, how they were made, and where to look further."""

from collections.abc import Iterator

from crosswalk.interop.docx import Block, Paragraph, Picture, Run, Table
from crosswalk.model.written import percent
from crosswalk.report.briefing.short import MOST_FRAMEWORKS, many
from crosswalk.report.figures import Drawn
from crosswalk.report.findings import Findings
from crosswalk.report.pages.overview import kind_counts
from crosswalk.report.standing import MARK_COLUMNS, MARK_MEANING, MARK_TITLE, mark_counts

#: Probabilities between which the share of covered elements is given.
_CUTS = (0.3, 0.7)


def sure(findings: Findings, figure: Drawn | None) -> Iterator[Block]:
    """Four states, probabilities, how it was made, and where everything stands.

    Args:
        findings: What the report is made from.
        figure: Of gaps; None to do without.
    """
    yield Paragraph("How sure this is, and what has not been looked at", "Heading1")
    if len(findings.gap_counts):
        yield _states(findings)
        yield Paragraph("Silence is not absence: where nothing was found, nobody may have looked.", "Note")
    for line in _caveats(findings):
        yield Paragraph(line, "ListBullet")
    if figure is not None and len(findings.documents) <= MOST_FRAMEWORKS:
        yield Picture(
            png=figure.png,
            alt=figure.alt,
            caption="Each framework's statements in each other one, in the four states. Every figure: the "
            "sheet Gaps counted.",
        )
    yield Paragraph("How this was made", "Heading1")
    yield Paragraph(_made(findings))
    yield from _further(findings)


def _states(findings: Findings) -> Table:
    counts = mark_counts({column: findings.gap_counts[column].sum() for column in MARK_COLUMNS})
    every = many(sum(counts.values()), "case")
    return Table(
        caption=f"What is known of each statement in each other framework: {every} in all.",
        header=("State", "What it means", "Cases"),
        rows=[
            (MARK_TITLE[mark], f"{MARK_MEANING[mark][0].upper()}{MARK_MEANING[mark][1:]}.", f"{count:,}")
            for mark, count in counts.items()
        ],
        widths=(5.2, 9.8, 2.0),
        numbers=frozenset({2}),
    )


def _caveats(findings: Findings) -> Iterator[str]:
    learnt = findings.made.learnt
    if learnt.parts.calibrated or learnt.leaves.calibrated:
        yield f"A similarity is no probability. Probabilities were learnt. {findings.made.rests_on}"
    else:
        yield "A similarity is no probability, and too few pairs were judged to give probabilities."
    shares = findings.coverage_by_cut.groupby("cut")["share"].mean()
    wide, strict = (shares.get(cut) for cut in _CUTS)
    if wide is not None and strict is not None and wide == wide and strict == strict:
        yield (
            "How much is covered depends on which probability counts: on average over every two frameworks, "
            f"{percent(wide)} of the elements have a counterpart at {_CUTS[0]:.0%} or more, "
            f"{percent(strict)} at {_CUTS[1]:.0%} or more (the sheet Coverage by cut)."
        )
    if findings.levels is not None:
        yield (
            "Levels of different frameworks are different scales, laid side by side by a reading of their "
            "words (the sheet Levels)."
        )


def _made(findings: Findings) -> list[str | Run]:
    words: list[str | Run] = ["Every line of every source was read into a statement or listed as left out. "]
    words.append("Five kinds of link are never mixed: ")
    for place, kind in enumerate(kind_counts(findings)):
        count = f" ({kind.count:,})"
        words += ["; " if place else "", Run(kind.name, "Strong"), f", {kind.meaning}{count}"]
    encoder = findings.made.encoder.partition(" (")[0]
    words.append(f". Suggestions come from the model {encoder}. {findings.made.suggested} ")
    if findings.principles.principles:
        words.append(
            "For principles, links are drawn many times over, each as often as it is probable, accepted and "
            "stated ones always, rejected ones never; statements that keep standing together make one."
        )
    return words


def _further(findings: Findings) -> Iterator[Block]:
    yield Paragraph("Where to look further", "Heading1")
    lines = [
        ("index.html", "the report as pages, with every statement behind every figure"),
        ("crosswalk.xlsx", "the same as a workbook; its first sheet leads to a sheet a question"),
        (
            "statements.csv, links.csv",
            "every statement with its source and lines, and every link, for machines",
        ),
        ("mappings", "the folder beside this one: links in the standard format SSSOM"),
    ]
    if findings.principles.principles:
        lines.insert(1, ("principles.html", "all frameworks side by side, principle by principle"))
    for name, about in lines:
        yield Paragraph([Run(name, "Strong"), f": {about}."], "ListBullet")
