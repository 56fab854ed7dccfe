"""What the frameworks share: the principles, and what each framework says to each."""

from collections.abc import Iterator, Sequence
from itertools import accumulate

from crosswalk.interop.docx import Block, Paragraph, Picture, Run, Table, Words
from crosswalk.model.written import percent
from crosswalk.report.briefing.short import NAME, in_words, lines, many, quoted, shortened
from crosswalk.report.figures import Drawn
from crosswalk.report.findings import Findings
from crosswalk.report.pages.principles import PrincipleView, Supporting, Voice, principle_views

#: Principles shown at most, and lines of their table and of what frameworks say to them: four pages together.
_MOST, _ROWS, _LINES = 20, 110, 200
#: Of the table: headings, two of which may break; widths in centimetres; characters in a line of the three
#: columns with words.
_HEADER = (
    "Principle", "In the words of its members", "Frame\u00adworks", "State\u00adments", "Stability",
    "Reviewed", "Silent",
)  # fmt: skip
_WIDTHS = (3.2, 5.1, 1.4, 1.4, 1.5, 1.6, 2.8)
_WORDS = {0: 19, 1: 34, 6: 18}
#: Characters in a line of the page, in small print.
_LINE = 105
#: Frameworks that speak to one principle: at least, and at most; silent ones that are named, not counted.
_FEWEST_VOICES, _MOST_VOICES, _SILENT = 2, 12, 3
#: Characters of a label, a definition and an element; two elements stand in a line that are no longer.
_LABEL, _DEFINITION, _ELEMENT, _TWO = 70, 200, 90, 80


def shared(findings: Findings, figure: Drawn | None) -> Iterator[Block]:
    """The table of principles, then each in the words of its frameworks.

    Args:
        findings: What the report is made from.
        figure: From frameworks to principles; None to do without.
    """
    views = principle_views(findings)
    yield Paragraph("What they share", "Heading1")
    if not views:
        yield Paragraph(
            "No statements of several frameworks keep standing together, so there is no principle yet."
        )
        return
    yield Paragraph(
        "A principle is a group of statements of several frameworks that keep standing together when the "
        "links between them are drawn again and again. It never replaces them. Its label and its definition "
        "are words of its members or of a person; none was written by a machine."
    )
    table = _table(views)
    yield table
    yield Paragraph(
        "Stability: how often the members stand together over all draws; one with a low figure could break "
        "up. Reviewed: suggested links between members that people settled. Silent: nothing was found there, "
        "which is not to say that nothing is there.",
        "Note",
    )
    if figure is not None:
        yield Picture(
            png=figure.png,
            alt=figure.alt,
            caption="From frameworks to the principles that their statements support; the wider a band, the "
            "more statements. A statement that supports two principles stands in both.",
        )
    yield from _voices(views[: len(table.rows)])


def _table(views: Sequence[PrincipleView]) -> Table:
    rows = [_row(view) for view in views[:_MOST]]
    used = accumulate(max(lines(row[place], most) for place, most in _WORDS.items()) for row in rows)
    rows = rows[: sum(line <= _ROWS for line in used)]
    left = f" The first {len(rows)} of {len(views)}; all stand in the sheet Principles."
    return Table(
        caption=f"The principles, those with most frameworks first.{left if len(views) > len(rows) else ''}",
        header=_HEADER,
        rows=rows,
        widths=_WIDTHS,
        numbers=frozenset({2, 3, 4, 5}),
    )


def _row(view: PrincipleView) -> tuple[Words, ...]:
    against = f", {many(len(view.dissent), 'pair')} in dispute" if view.dissent else ""
    return (
        shortened(view.principle.label, _LABEL),
        [shortened(view.principle.definition, _DEFINITION), *_source(view)],
        f"{view.behind} of {len(view.voices)}",
        f"{len(view.principle.members):,}",
        "–" if view.principle.stability is None else percent(view.principle.stability),
        f"{view.reviewed} of {view.links_inside}{against}",
        _silent(view) or "none",
    )


def _silent(view: PrincipleView) -> str:
    """Their names, or how many they are."""
    if len(view.silent) > _SILENT:
        return many(len(view.silent), "framework")
    return in_words([shortened(f.name, NAME) for f in view.silent])


def _source(view: PrincipleView) -> Iterator[Run]:
    if view.principle.definition_from:
        yield Run(f" {view.principle.definition_from}", "Id")


def _voices(views: tuple[PrincipleView, ...]) -> Iterator[Block]:
    yield Paragraph("Each principle in the frameworks' own words", "Heading1")
    yield Paragraph(
        "For each framework the element that stands with the others most firmly, verbatim and with its id. "
        "All statements: the sheets Principles side by side and Principle members."
    )
    said = [[_said(voice) for voice in view.voices if voice.all] for view in views]
    room = next(
        (n for n in range(_MOST_VOICES, _FEWEST_VOICES, -1) if _tall(said, n) <= _LINES), _FEWEST_VOICES
    )
    for view, own in zip(views, said, strict=True):
        yield Paragraph(shortened(view.principle.label, _LABEL), "Heading2")
        for words in own[:room]:
            yield Paragraph(words, "Voice")
        rest = [f"And {many(len(own) - room, 'more framework')}."] if len(own) > room else []
        rest += [f"Silent: {_silent(view)}."] if view.silent else []
        if rest:
            yield Paragraph(" ".join(rest), "Voice")


def _tall(said: Sequence[Sequence[Words]], room: int) -> int:
    """Lines that all principles take where each has room for so many voices; a heading is as tall as two."""
    return sum(4 + sum(lines(words, _LINE) for words in own[:room]) for own in said)


def _said(voice: Voice) -> list[str | Run]:
    """The firmest element or two, or the firmest indicator, and how many more there are."""
    firmest = sorted(voice.elements or voice.indicators, key=_firmness, reverse=True)
    two = firmest[:2]
    room = len(two) == 2 and sum(len(one.statement.label) for one in two) <= _TWO
    shown = two if room else firmest[:1]
    words: list[str | Run] = [Run(f"{shortened(voice.framework.name, NAME)}: ", "Strong")]
    for place, one in enumerate(shown):
        words += [", "] if place else []
        words += quoted(one.statement, _ELEMENT)
    left = len(voice.elements or voice.indicators) - len(shown)
    more = [many(left, "more element" if voice.elements else "more indicator")] if left else []
    more += [many(len(voice.indicators), "indicator")] if voice.elements and voice.indicators else []
    return [*words, f" and {', '.join(more)}"] if more else words


def _firmness(one: Supporting) -> float:
    """What a person put here stands first."""
    return 2.0 if one.member.stability is None else one.member.stability
