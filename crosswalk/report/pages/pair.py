"""The page of two frameworks: each statement of either with what corresponds, and how much they overlap."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from crosswalk.contradictions import CLASH_WORDS, Contradiction
from crosswalk.model import REASON_WORDS, Framework, Kind, Link, Status, is_whole
from crosswalk.report.addresses import alignment_file, pair_anchor
from crosswalk.report.curves import WIDE, Curve, curves
from crosswalk.report.findings import Findings
from crosswalk.report.heat import heat
from crosswalk.report.palette import colours
from crosswalk.report.rendering import Frame, render
from crosswalk.report.rows import Row, records
from crosswalk.report.seen import wording
from crosswalk.report.sides import Joined, Side, joined, side
from crosswalk.report.standing import MARK_MEANING, MARK_TITLE, Mark
from crosswalk.review import not_rejected
from crosswalk.vocabulary import KIND_MEANING, LinkKind, Predicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """How the statements of one kind, of one of the two frameworks, stand in the other.

    Attributes:
        of: Whose they are.
        by: The other one.
        kind: `element` or `indicator`.
        count: How many there are.
        states: How many are in each of the five states, in their order, and where on the page they are
            listed; a state of none is listed nowhere.
    """

    of: Framework
    by: Framework
    kind: str
    count: int
    states: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfKind:
    """How many links of a kind there are between the two, and what that kind means."""

    name: str
    meaning: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedDown:
    """A pair that people rejected.

    Attributes:
        ids: Of both statements.
        words: Of both.
        reasons: Why not, in words.
        votes: How many decided it.
    """

    ids: tuple[str, str]
    words: tuple[str, str]
    reasons: tuple[str, ...]
    votes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Clashing:
    """A contradiction, and what kind it is in words."""

    meaning: str
    clash: Contradiction


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A curve of one of the two directions, and how it is told from the other, with colours and without.

    Attributes:
        curve: What it shows.
        colour: `#rrggbb`.
        dashed: Whether the line is dashed and its points are square.
    """

    curve: Curve
    colour: str
    dashed: bool


def pair_page(findings: Findings, frame: Frame, *, first: Framework, second: Framework) -> bytes:
    """Two frameworks side by side.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
        first: One document.
        second: Another one, behind it in the catalogue's order.
    """
    between = findings.between[first.id, second.id]
    sides = [side(findings, *two, between=between) for two in ((first, second), (second, first))]
    links = findings.links_between.get(frozenset((first.id, second.id)), [])
    stated = [link for link in links if link.kind in (LinkKind.CITED, LinkKind.MIRRORED)]
    opposites = [link for link in not_rejected(links) if link.predicate_id is Predicate.OPPOSITE]
    return render(
        "pair_page",
        frame,
        first=first,
        second=second,
        file=alignment_file(first.id, second.id),
        summaries=[one for of in sides for one in _summaries(of)],
        titles=MARK_TITLE,
        meanings=[(MARK_TITLE[mark], MARK_MEANING[mark]) for mark in Mark],
        kinds=list(_kinds(links)),
        sides=sides,
        heat=heat(findings, first, second),
        measures=findings.overlaps[first.id, second.id][0],
        by_cut=list(_by_cut(findings, first, second)),
        plot=WIDE,
        stated=_from_subject(findings, stated),
        inferred=_from_subject(findings, [link for link in links if link.kind is LinkKind.INFERRED]),
        opposites=_from_subject(findings, opposites),
        turned_down=list(_turned_down(findings, first, second)),
        contradictions=list(_contradictions(findings, first, second)),
        level_conflicts=_level_conflicts(findings, first, second),
        has_explained=any((link.subject_id, link.object_id) in findings.explained for link in links),
    )


def _by_cut(findings: Findings, first: Framework, second: Framework) -> Iterator[Line]:
    """How the share of elements with a counterpart moves with the cut, both ways, where it is known."""
    shades = colours([f.id for f in findings.documents])
    for of, by in ((first, second), (second, first)):
        for one in curves(findings, of, [by], plot=WIDE):
            if one.points:
                yield Line(curve=one, colour=shades[of.id], dashed=of is second)


def _summaries(of: Side) -> Iterator[Summary]:
    for kind, states in ((Kind.ELEMENT, of.elements), (Kind.INDICATOR, of.indicators)):
        if states:
            counts = {one.mark: one.count for one in states}
            yield Summary(
                of=of.of,
                by=of.by,
                kind=kind.value,
                count=sum(counts.values()),
                states=tuple(
                    (counts.get(mark, 0), f"#{pair_anchor(of.of.id, kind=kind.value, mark=mark.value)}")
                    for mark in Mark
                ),
            )


def _kinds(links: list[Link]) -> Iterator[OfKind]:
    counts = Counter(link.kind for link in links)
    for kind in LinkKind:
        yield OfKind(name=kind.value, meaning=KIND_MEANING[kind], count=counts[kind])


def _from_subject(findings: Findings, links: list[Link]) -> tuple[Joined, ...]:
    return joined(findings, ((link.subject_id, link) for link in links))


def _turned_down(findings: Findings, first: Framework, second: Framework) -> Iterator[TurnedDown]:
    """Single pairs; that nothing in a framework corresponds is a state of the statement."""
    for (one, other), people in findings.looked.items():
        of_two = {one.partition(":")[0], other.partition(":")[0]} == {first.id, second.id}
        if not of_two or people.status is not Status.REJECTED or is_whole(one) or is_whole(other):
            continue
        ids = (one, other) if one in first.by_id else (other, one)
        reasons = dict.fromkeys(REASON_WORDS[vote.reason] for vote in people.deciding if vote.reason)
        yield TurnedDown(
            ids=ids,
            words=(wording(findings, ids[0]), wording(findings, ids[1])),
            reasons=tuple(reasons),
            votes=len(people.deciding),
        )


def _contradictions(findings: Findings, first: Framework, second: Framework) -> Iterator[Clashing]:
    for clash in findings.contradictions:
        if {first.id, second.id} <= {name.partition(":")[0] for name in clash.statements}:
            yield Clashing(meaning=CLASH_WORDS[clash.kind], clash=clash)


def _level_conflicts(findings: Findings, first: Framework, second: Framework) -> list[Row]:
    """Rows of `level_conflicts` of these two."""
    table, ids = findings.level_conflicts, [first.id, second.id]
    own = table["subject_framework"].isin(ids) & table["object_framework"].isin(ids)
    return records(table[own])
