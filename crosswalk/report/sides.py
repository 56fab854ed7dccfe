"""Two frameworks side by side, seen from one of them: each of its statements with what corresponds there."""

import math
from collections.abc import Iterable, Iterator, Sized
from dataclasses import dataclass
from itertools import groupby

from crosswalk.align import Between
from crosswalk.model import Framework, Kind, Link, Statement
from crosswalk.report.addresses import pair_anchor
from crosswalk.report.findings import Findings
from crosswalk.report.seen import Seen, seen, seen_all, wording
from crosswalk.report.standing import MARK_TITLE, Mark, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """A link, and the words of the end from which it is seen: a statement's, or the title of a framework."""

    words: str
    seen: Seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Counterpart:
    """What an element is linked to, in one way.

    Attributes:
        rank: 1 for its best counterpart; None for what is no element.
        best: Whether each of the two is the other's best.
        seen: The link.
        again: Whether the one before it leads to the same counterpart, known in another way.
        carriers: The linked pairs of indicators below the two; they stand with the first way.
    """

    rank: int | None
    best: bool
    seen: Seen
    again: bool
    carriers: tuple[Joined, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Nearest:
    """What comes nearest to an element for which nothing is suggested; None where there is nothing."""

    statement: Statement | None
    confidence: float | None
    similarity_score: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ElementRow:
    """An element and what corresponds to it.

    Attributes:
        statement: The element.
        path: Where it stands in its framework.
        standing: In which state it is.
        counterparts: Best first.
        below: Further links of the indicators below it, where it has no counterpart itself, or where these
            are what its state rests on.
        nearest: Where nothing is suggested for it.
    """

    statement: Statement
    path: str
    standing: Standing
    counterparts: tuple[Counterpart, ...]
    below: tuple[Joined, ...]
    nearest: Nearest | None


@dataclass(frozen=True, slots=True, kw_only=True)
class IndicatorRow:
    """An indicator and what corresponds to it.

    Attributes:
        statement: The indicator.
        level: Name of the level it stands on; empty for none.
        standing: In which state it is.
        counterparts: Best first.
    """

    statement: Statement
    level: str
    standing: Standing
    counterparts: tuple[Seen, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Indicators that stand next to each other below one statement; None for the top of the framework."""

    parent: Statement | None
    rows: tuple[IndicatorRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InState:
    """All elements, or indicators, in one state.

    Attributes:
        anchor: Its place on the page.
        title: What the state is called.
        mark: The state.
        count: How many there are, at least 1.
        elements: They, if elements; in document order.
        parts: They, if indicators; in document order.
    """

    anchor: str
    title: str
    mark: Mark
    count: int
    elements: tuple[ElementRow, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two frameworks, and how its statements stand in the other.

    Attributes:
        of: Whose statements are listed.
        by: The other one.
        elements: By state; a state of none is left out.
        indicators: Likewise.
    """

    of: Framework
    by: Framework
    elements: tuple[InState, ...]
    indicators: tuple[InState, ...]


def side(findings: Findings, of: Framework, by: Framework, *, between: Between) -> Side:
    """How the statements of one document stand in another.

    Args:
        findings: What the report is made from.
        of: Whose statements are listed.
        by: The other one.
        between: What joins the two.
    """
    seen_from = _SeenFrom(findings, of, by, between)
    return Side(
        of=of,
        by=by,
        elements=tuple(
            _in_state(of, Kind.ELEMENT, mark, own, elements=tuple(map(seen_from.element, own)))
            for mark, own in _by_mark(findings, of, by, Kind.ELEMENT)
        ),
        indicators=tuple(
            _in_state(of, Kind.INDICATOR, mark, own, parts=tuple(seen_from.parts(own)))
            for mark, own in _by_mark(findings, of, by, Kind.INDICATOR)
        ),
    )


def joined(findings: Findings, links: Iterable[tuple[str, Link]]) -> tuple[Joined, ...]:
    """Links with the words of the end from which they are seen, in order.

    Args:
        findings: What the report is made from.
        links: The id of that end, and the link.
    """
    return tuple(
        Joined(words=wording(findings, here), seen=seen(findings, link, here=here)) for here, link in links
    )


def _by_mark(
    findings: Findings, of: Framework, by: Framework, kind: Kind
) -> Iterator[tuple[Mark, list[Statement]]]:
    found: dict[Mark, list[Statement]] = {mark: [] for mark in Mark}
    for statement in of.of_kind(kind):
        found[findings.standings[statement.id, by.id].mark].append(statement)
    yield from ((mark, own) for mark, own in found.items() if own)


def _in_state(
    of: Framework,
    kind: Kind,
    mark: Mark,
    own: Sized,
    *,
    elements: tuple[ElementRow, ...] = (),
    parts: tuple[Part, ...] = (),
) -> InState:
    return InState(
        anchor=pair_anchor(of.id, kind=kind.value, mark=mark.value),
        title=MARK_TITLE[mark],
        mark=mark,
        count=len(own),
        elements=elements,
        parts=parts,
    )


@dataclass(frozen=True, slots=True)
class _SeenFrom:
    findings: Findings
    of: Framework
    by: Framework
    between: Between

    def element(self, element: Statement) -> ElementRow:
        own = tuple(self._counterparts(element))
        standing = self.findings.standings[element.id, self.by.id]
        carrying = {
            (one.seen.here_id, one.seen.other_id) for counterpart in own for one in counterpart.carriers
        }
        below = [
            (one.here, one.link)
            for one in self.between.below(element.id)
            if (one.here, one.there) not in carrying
        ]
        return ElementRow(
            statement=element,
            path=self.of.path(element),
            standing=standing,
            counterparts=own,
            below=joined(self.findings, below) if not own or standing.mark is Mark.PARTLY else (),
            nearest=None if own else self._nearest(element),
        )

    def parts(self, indicators: Iterable[Statement]) -> Iterator[Part]:
        for parent_id, own in groupby(indicators, lambda one: one.parent_id):
            parent = None if parent_id is None else self.of.by_id[parent_id]
            yield Part(parent=parent, rows=tuple(map(self._indicator, own)))

    def _counterparts(self, element: Statement) -> Iterator[Counterpart]:
        ranks = self.between.ranks(element.id)
        before = ""
        for other_id, link in sorted(
            self.between.of(element.id), key=lambda one: ranks.get(one[0], math.inf)
        ):
            rank = ranks.get(other_id)
            carriers = self.between.carriers(element.id, other_id) if other_id != before else []
            yield Counterpart(
                rank=rank,
                best=rank == 1 and self.between.best(other_id) == element.id,
                seen=seen(self.findings, link, here=element.id),
                again=other_id == before,
                carriers=joined(self.findings, ((one.here, one.link) for one in carriers)),
            )
            before = other_id

    def _indicator(self, indicator: Statement) -> IndicatorRow:
        own = self.between.of(indicator.id)
        # What is known of one counterpart in several ways stands together.
        place = {there: rank for rank, there in enumerate(dict.fromkeys(there for there, _ in own))}
        links = [link for _, link in sorted(own, key=lambda one: place[one[0]])]
        return IndicatorRow(
            statement=indicator,
            level=self.of.level_name(indicator),
            standing=self.findings.standings[indicator.id, self.by.id],
            counterparts=seen_all(self.findings, links, here=indicator.id),
        )

    def _nearest(self, element: Statement) -> Nearest | None:
        found = self.findings.alone_in.get((element.id, self.by.id))
        if found is None:
            return None
        return Nearest(
            statement=self.by.by_id[found.candidate_id] if found.candidate_id else None,
            confidence=found.confidence,
            similarity_score=found.similarity_score,
        )
