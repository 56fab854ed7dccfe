"""The page of a framework: what it is, how much of it is found elsewhere, and all it says with every link."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from crosswalk.model import Framework, Kind, Link, Statement
from crosswalk.report import addresses as to
from crosswalk.report.findings import Findings
from crosswalk.report.rendering import Frame, render
from crosswalk.report.seen import Seen, seen_all
from crosswalk.report.standing import MARK_MEANING, MARK_TITLE, Mark
from crosswalk.vocabulary import LinkKind

#: Headings of HTML: those of the tree begin below the section's own, and there is no lower one than the last.
_FIRST_HEADING, _LAST_HEADING = 3, 6

#: Kinds of link, in the order in which they are listed.
_SUREST = (LinkKind.REVIEWED, LinkKind.CITED, LinkKind.MIRRORED, LinkKind.INFERRED, LinkKind.SUGGESTED)

#: What is compared with other frameworks.
_COMPARED = (Kind.ELEMENT, Kind.INDICATOR)


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """How the elements, or the indicators, of the framework stand in another one.

    Attributes:
        framework: The other one.
        page: Of the two, relative to the report's folder.
        states: How many are in each of the five states, in their order, and where they are listed, seen from
            this page; a state of none is listed nowhere.
    """

    framework: Framework
    page: str
    states: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How the statements of one kind stand everywhere else.

    Attributes:
        kind: `element` or `indicator`.
        count: How many there are.
        against: Every other document, in the catalogue's order.
    """

    kind: str
    count: int
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InOther:
    """How a statement stands in another framework: a mark of its row.

    Attributes:
        framework_id: The other one.
        mark: Its state.
        words: The same, as people read it.
        address: Where the two frameworks stand side by side, at this statement.
    """

    framework_id: str
    mark: str
    words: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A statement with all that is known of it.

    Attributes:
        statement: In its own words.
        heading: Level of its heading; 0 for an item of a list.
        level: Name and id of the level it stands on, or of a level, its name in the scale and no id; None for
            none, or where the heading says it.
        part_of: Id of what it is part of, where that is an item of a list and no heading above it.
        principles: Ids and labels of those that it supports.
        marks: How it stands in every other document; none for what is not compared.
        links: All of its links.
    """

    statement: Statement
    heading: int
    level: tuple[str, str] | None
    part_of: str
    principles: tuple[tuple[str, str], ...]
    marks: tuple[InOther, ...]
    links: tuple[Seen, ...]


def framework_page(findings: Findings, frame: Frame, *, framework: Framework) -> bytes:
    """Everything that one framework says.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
        framework: Which one; its own text is here.
    """
    entries = list(_entries(findings, framework))
    return render(
        "framework",
        frame,
        framework=framework,
        counts=[(kind.value, n) for kind in Kind if (n := len(framework.of_kind(kind)))],
        coverage=[
            _coverage(findings, framework, kind, frame.root) for kind in _COMPARED if framework.of_kind(kind)
        ],
        others=[f for f in findings.documents if f is not framework],
        whole=seen_all(findings, findings.links_of.get(framework.node_id, ()), here=framework.node_id),
        runs=[(heading, list(run)) for heading, run in groupby(entries, lambda entry: entry.heading > 0)],
        top=[entry.statement for entry in entries if entry.heading == _FIRST_HEADING],
        meanings=[(MARK_TITLE[mark], MARK_MEANING[mark]) for mark in Mark],
        titles=MARK_TITLE,
    )


def _coverage(findings: Findings, framework: Framework, kind: Kind, root: str) -> Coverage:
    statements = framework.of_kind(kind)
    found = []
    for other in findings.documents:
        if other is framework:
            continue
        counts = Counter(findings.standings[s.id, other.id].mark for s in statements)
        ids = findings.ordered(framework.id, other.id)
        states = (
            (counts[mark], root + to.pair_place(*ids, of=framework.id, kind=kind.value, mark=mark.value))
            for mark in Mark
        )
        page = to.pair_place(*ids, of=framework.id)
        found.append(Against(framework=other, page=page, states=tuple(states)))
    return Coverage(kind=kind.value, count=len(statements), against=tuple(found))


def _entries(findings: Findings, framework: Framework) -> Iterator[Entry]:
    """The tree in document order; what is part of something stands behind it."""
    pairs = {
        other.id: findings.ordered(framework.id, other.id)
        for other in findings.documents
        if other is not framework
    }
    labels = {one.id: one.label for one in findings.principles.principles}

    def below(parent: Statement | None, heading: int) -> Iterator[Entry]:
        for statement in framework.children.get(parent.id if parent else None, ()):
            own = min(heading, _LAST_HEADING) if _is_heading(framework, statement) else 0
            yield Entry(
                statement=statement,
                heading=own,
                level=_level(framework, statement),
                part_of=parent.id if parent and not _is_heading(framework, parent) else "",
                principles=tuple((i, labels[i]) for i in findings.principles_of.get(statement.id, ())),
                marks=tuple(_marks(findings, statement, pairs)) if statement.kind in _COMPARED else (),
                links=seen_all(findings, _surest_first(findings, statement), here=statement.id),
            )
            yield from below(statement, heading + 1 if own else heading)

    return below(None, _FIRST_HEADING)


def _surest_first(findings: Findings, statement: Statement) -> list[Link]:
    """All links of a statement: by the other framework, then what people say before what a model says."""
    places = {framework.id: place for place, framework in enumerate(findings.catalogue)}

    def order(link: Link) -> tuple[int, int]:
        there = link.object_id if link.subject_id == statement.id else link.subject_id
        return places[there.partition(":")[0]], _SUREST.index(link.kind)

    return sorted(findings.links_of.get(statement.id, ()), key=order)


def _is_heading(framework: Framework, statement: Statement) -> bool:
    """A level is one where something stands below it, as it does where each quality has stages of its own."""
    if statement.kind is Kind.LEVEL:
        return statement.id in framework.children
    return statement.kind in (Kind.GROUP, Kind.ELEMENT)


def _level(framework: Framework, statement: Statement) -> tuple[str, str] | None:
    if statement.rank and framework.scale:
        rung = framework.scale.labels[statement.rank - 1]
        return None if rung == statement.label else (rung, "")
    if statement.level_id is None or statement.level_id == statement.parent_id:
        return None
    return framework.level_name(statement), statement.level_id


def _marks(findings: Findings, statement: Statement, pairs: dict[str, tuple[str, str]]) -> Iterator[InOther]:
    for other_id, pair in pairs.items():
        standing = findings.standings[statement.id, other_id]
        below = standing.mark is Mark.SUGGESTED and not findings.between[pair].of(statement.id)
        anchor = statement.id
        if statement.kind is Kind.INDICATOR and standing.mark is Mark.OPEN:
            # There the list of these is folded up: what stands inside cannot be jumped to in every browser.
            anchor = to.pair_anchor(statement.framework_id, kind=statement.kind.value, mark=Mark.OPEN.value)
        yield InOther(
            framework_id=other_id,
            mark=standing.mark.value,
            words=f"{standing.words} below it" if below else standing.words,
            address=f"{to.pair_page(*pair)}#{anchor}",
        )
