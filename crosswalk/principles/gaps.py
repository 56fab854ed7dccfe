"""What is known of each principle in each framework: four states, and on whose word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Framework, Kind, Principle, Principles, State

#: Columns of `principle_gaps`:
#:
#: - `principle`, `label`, `framework`: which principle, and where it is looked for;
#: - `state`: one of `State`;
#: - `rests_on`: the kinds of link behind the state (`reviewed`, `cited`, `mirrored`), and `by hand` where a
#:   person put a statement of the framework into the principle; `suggested` where nobody has settled it and
#:   statements of the framework stand there because of a model's links: provisional; empty for neither;
#: - `elements`, `indicators`: how many members of the principle the framework has;
#: - `counterparts`: ids in the framework that the state rests on;
#: - `judged_by`, `judged_at`, `comment`: whose votes those are, when the last was given (UTC), and what they
#:   wrote;
#: - `others`: how many statements of other frameworks the principle is told by; `others_addressed`,
#:   `others_partly`, `others_absent`: how many of them are so in the framework;
#: - `suggested_state`: what the state would be if people confirmed the members that it has.
PRINCIPLE_GAP_COLUMNS = (
    "principle", "label", "framework", "state", "rests_on", "elements", "indicators", "counterparts",
    "judged_by", "judged_at", "comment",
    "others", "others_addressed", "others_partly", "others_absent", "suggested_state",
)  # fmt: skip

_BY_HAND = "by hand"
_SUGGESTED = "suggested"


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the table of gaps between frameworks: a statement, looked for in another framework."""

    kind: str
    state: str
    rests_on: str
    counterparts: str
    judged_by: str
    judged_at: str
    comment: str

    @property
    def found(self) -> list[str]:
        return self.counterparts.split("; ") if self.counterparts else []


#: (statement id, framework id) -> what is known of the statement there.
_Known = Mapping[tuple[str, str], _Row]


@dataclass(frozen=True, slots=True)
class _Sought:
    """A principle in one framework.

    Attributes:
        elements, indicators: Members of the framework.
        by_hand: Those that a person put there.
        rows: Members of other frameworks, each looked for in this one.
        has_elements: Whether the framework has elements at all.
    """

    elements: tuple[str, ...]
    indicators: tuple[str, ...]
    by_hand: tuple[str, ...]
    rows: tuple[_Row, ...]
    has_elements: bool

    @property
    def asked(self) -> list[_Row]:
        """What tells the principle: elements of the others; where they have none in it, their indicators."""
        return [row for row in self.rows if row.kind == Kind.ELEMENT.value] or list(self.rows)

    def wholly(self, members: Iterable[str]) -> bool:
        """Whether there is an element among members, or any member of a framework that has no elements."""
        return any(one in self.elements or not self.has_elements for one in members)


def principle_gaps(catalogue: Catalogue, found: Principles, *, gaps: pd.DataFrame) -> pd.DataFrame:
    """The state of every principle in every document.

    A principle is told by the statements of the other frameworks: by their elements, or by their indicators
    where no element of theirs belongs to it. What is known of these statements in the framework makes the
    state, by the word of people and documents alone; links that a model suggests settle nothing, and neither
    does the membership that follows from them.

    *Addressed*: people accepted, or a document states, that a member of the framework covers one of them, or
    a person put an element of the framework into the principle (any statement of a framework without
    elements); and none of them was judged absent. *Partly addressed*: as before, but people judged others of
    them absent; or they are covered in part, or by a statement that is no member; or only indicators of the
    principle have a counterpart, or were put there. *Judged absent*: the framework has no member, and people
    judged every one of them absent from it. *Not yet reviewed*: all else.

    Args:
        catalogue: All frameworks.
        found: The principles.
        gaps: A row a statement and other document, as `align.gaps` gives it; of its columns `statement_id`,
            `kind`, `against`, `state`, `rests_on`, `counterparts`, `judged_by`, `judged_at` and `comment`
            are read.

    Returns:
        Columns `PRINCIPLE_GAP_COLUMNS`: one row a principle and document, both in their order.
    """
    known = _known(found, gaps)
    rows = [
        (one.id, one.label, framework.id, *_said(_sought(one, framework, known)))
        for one in found.principles
        for framework in catalogue.documents
    ]
    return pd.DataFrame(rows, columns=list(PRINCIPLE_GAP_COLUMNS))


def _known(found: Principles, gaps: pd.DataFrame) -> _Known:
    members = {i for one in found.principles for i in one.statement_ids}
    of_members = gaps[gaps["statement_id"].isin(members)]
    columns = ["kind", "state", "rests_on", "counterparts", "judged_by", "judged_at", "comment"]
    keys = zip(of_members["statement_id"], of_members["against"], strict=True)
    cells = zip(*(of_members[name] for name in columns), strict=True)
    return {key: _Row(*row) for key, row in zip(keys, cells, strict=True)}


def _sought(principle: Principle, framework: Framework, known: _Known) -> _Sought:
    own = [member for member in principle.members if member.statement_id in framework.by_id]
    kinds = {member.statement_id: framework.by_id[member.statement_id].kind for member in own}
    rows = (known.get((i, framework.id)) for i in principle.statement_ids if i not in kinds)
    return _Sought(
        elements=tuple(i for i, kind in kinds.items() if kind is Kind.ELEMENT),
        indicators=tuple(i for i, kind in kinds.items() if kind is not Kind.ELEMENT),
        by_hand=tuple(member.statement_id for member in own if member.by_hand),
        rows=tuple(row for row in rows if row is not None),
        has_elements=bool(framework.of_kind(Kind.ELEMENT)),
    )


def _said(sought: _Sought) -> Iterator[object]:
    """`state` to `suggested_state`."""
    state, behind = _state(sought)
    by_hand = sought.by_hand if state in (State.ADDRESSED, State.PARTLY) else ()
    own = *sought.elements, *sought.indicators
    open_ = state is State.OPEN
    provisional = [_SUGGESTED] if open_ and own else []
    kinds = [*(kind for row in behind for kind in row.rests_on.split("; ")), *([_BY_HAND] if by_hand else [])]
    yield state.value
    yield _each([*kinds, *provisional])
    yield from (len(sought.elements), len(sought.indicators))
    yield _each([*by_hand, *(i for row in behind for i in row.found)])
    yield _each(name for row in behind for name in row.judged_by.split("; "))
    yield max((row.judged_at for row in behind), default="")
    yield _each(row.comment for row in behind)
    states = [row.state for row in sought.asked]
    yield len(states)
    yield from (states.count(one.value) for one in (State.ADDRESSED, State.PARTLY, State.ABSENT))
    confirmed = State.ADDRESSED if sought.wholly(own) else State.PARTLY
    yield confirmed.value if open_ and own else ""


def _state(sought: _Sought) -> tuple[State, Sequence[_Row]]:
    """The state, and the rows that it rests on."""
    own = {*sought.elements, *sought.indicators}
    asked = sought.asked
    absent = [row for row in asked if row.state == State.ABSENT]
    some = [row for row in sought.rows if row.state in (State.ADDRESSED, State.PARTLY)]
    covering = any(row.state == State.ADDRESSED and own.intersection(row.found) for row in asked)
    if covering or sought.wholly(sought.by_hand):
        return (State.PARTLY if absent else State.ADDRESSED), [*some, *absent]
    if some or sought.by_hand:
        return State.PARTLY, [*some, *absent]
    if absent and len(absent) == len(asked) and not own:
        return State.ABSENT, absent
    return State.OPEN, []


def _each(texts: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(text for text in texts if text))
