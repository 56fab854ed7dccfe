"""The briefing for people who only print: a few pages with the principles and what they rest on."""

from collections.abc import Iterator, Mapping

from crosswalk.interop.docx import Block, Paragraph, Run, Table, write_document
from crosswalk.model import Framework, Kind
from crosswalk.report.briefing.apart import apart
from crosswalk.report.briefing.shared import shared
from crosswalk.report.briefing.short import NAME, first_frameworks, in_words, many, shortened
from crosswalk.report.briefing.sure import sure
from crosswalk.report.figures import Drawn
from crosswalk.report.findings import Findings
from crosswalk.report.notice import PLACE_TO_LOOK, notice
from crosswalk.report.pages.overview import kind_counts, promise_of
from crosswalk.vocabulary import LinkKind

#: Characters of a promise, and of a framework's title.
_PROMISE, _TITLE = 600, 90


def make_briefing(findings: Findings, *, figures: Mapping[str, Drawn] | None = None) -> bytes:
    """The briefing as a Word document, of eight pages of A4 at most however large the project.

    Args:
        findings: What the report is made from.
        figures: Those of the report by name; `principles` and `gaps` are shown where they are here.

    Returns:
        The .docx file; equal findings give equal bytes.

    Raises:
        UnknownStatement: There is no statement with the id of the project's purpose.
    """
    drawn = figures or {}
    blocks = [
        *_opening(findings),
        *_compared(findings),
        *shared(findings, drawn.get("principles")),
        *apart(findings),
        *sure(findings, drawn.get("gaps")),
    ]
    return write_document(blocks, title=findings.made.title, notice=notice(findings))


def _opening(findings: Findings) -> Iterator[Block]:
    yield Paragraph("What the frameworks share, where only one speaks, and how sure that is", "Subtitle")
    yield Paragraph([Run(notice(findings), "Strong"), f" {PLACE_TO_LOOK}"], "Notice")
    promise = promise_of(findings)
    if promise is not None:
        lead = f", under “{promise.lead}”" if promise.lead else ""
        yield Paragraph(f"{promise.source.title} says{lead}:")
        yield Paragraph(shortened(promise.statement.text, _PROMISE), "Quote")
        yield Paragraph([Run(f"{promise.statement.id} · {promise.statement.span}", "Id")])
    yield Paragraph("In short", "Heading1")
    for line in _in_short(findings):
        yield Paragraph(line, "ListBullet")


def _in_short(findings: Findings) -> Iterator[str]:
    documents = findings.documents
    said = sum(len(f.of_kind(Kind.ELEMENT)) + len(f.of_kind(Kind.INDICATOR)) for f in documents)
    yield (
        f"{many(len(documents), 'framework')} with {many(said, 'statement')}, elements and indicators, "
        f"{'is' if len(documents) == 1 else 'are'} compared."
    )
    found = findings.principle_table
    if len(found):
        every = int((found["frameworks"] == len(documents)).sum())
        least = many(int(found["frameworks"].min()), "framework")
        stand = "" if every == len(found) else f" in at least {least}, {every:,} of them"
        shared_by = f"each stands{stand} in all {len(documents)} frameworks"
        yield f"They share {many(len(found), 'principle')}: {shared_by}."
    alone = len(findings.only_here)
    yield (
        f"{many(alone, 'statement')} {'was' if alone == 1 else 'were'} found in one framework only, so far. "
        "That is silence elsewhere, not absence."
    )
    counts = {kind.name: kind.count for kind in kind_counts(findings)}
    stated = counts[LinkKind.CITED] + counts[LinkKind.MIRRORED]
    suggested = many(counts[LinkKind.SUGGESTED], "further one")
    yield (
        f"The documents themselves state {many(stated, 'link')}; a model suggests {suggested}, of which "
        f"people have reviewed {findings.reviewed:,}."
    )
    if findings.contradictions:
        count = many(len(findings.contradictions), "contradiction")
        yield f"{count} among what people decided and documents state: the sheet Contradictions."


def _compared(findings: Findings) -> Iterator[Block]:
    shown, left = first_frameworks(findings.documents, "Frameworks")
    alone = findings.only_here["framework"].value_counts()
    yield Paragraph("What was compared", "Heading1")
    yield Table(
        caption=f"The frameworks, and how many of their statements were found in no other.{left}",
        header=("Framework", "Publisher", "Where and for whom", "Elements", "Indicators", "Only here"),
        rows=[
            (
                [Run(shortened(f.name, NAME), "Strong"), *_full(f)],
                f"{f.publisher or 'not named'}{f', {f.year}' if f.year else ''}",
                ": ".join(filter(None, (f.nation, f.sector))) or "not named",
                f"{len(f.of_kind(Kind.ELEMENT)):,}",
                f"{len(f.of_kind(Kind.INDICATOR)):,}",
                f"{alone.get(f.id, 0):,}",
            )
            for f in shown
        ],
        widths=(5.2, 3.6, 3.0, 1.7, 1.8, 1.7),
        numbers=frozenset({3, 4, 5}),
    )
    named = [f.name for f in findings.catalogue if f.known_by_reference]
    if named:
        yield Paragraph(
            f"They also speak of {shortened(in_words(named), 300)}, whose own text is not here.", "Note"
        )


def _full(framework: Framework) -> Iterator[str | Run]:
    if framework.short_title:
        yield f": {shortened(framework.title, _TITLE)}"
    yield Run(f" {framework.id}", "Id")
