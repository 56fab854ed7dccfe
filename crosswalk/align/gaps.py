"""Gaps: what a framework says that another does not address, and on whose word."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Decision, Framework, Kind, Link, State, Statement, Status, Verdict
from crosswalk.review import NOBODY, LookedAt, Pair
from crosswalk.vocabulary import INVERSE, PREDICATE_WORDS, LinkKind, Predicate

#: Columns of `gaps`:
#:
#: - `framework`, `statement_id`, `kind`, `path`, `statement`: an element or indicator and its words;
#: - `against`: the other framework; `state`: one of `State`;
#: - `rests_on`: the kinds of link behind the state (`reviewed`, `cited`, `mirrored`), `reviewed` for a judged
#:   absence too; `suggested` where nobody has settled it and a model suggests something: provisional; empty
#:   where there is neither;
#: - `counterparts`: ids of what addresses it; `judged_by`, `judged_at`, `comment`: whose votes decide the
#:   state, when the last was given (UTC), and what they wrote;
#: - `votes`: standing votes on pairs of the statement with that framework, also those that settle nothing;
#: - `nearest_id`, `nearest`, `relation`, `similarity_score`, `confidence`: for what is not yet reviewed, the
#:   best of what is suggested for it, or for an indicator below it;
#: - `suggested_state`: what the state would be if people accepted every suggestion as it stands.
GAP_COLUMNS = (
    "framework", "statement_id", "kind", "path", "statement", "against", "state", "rests_on",
    "counterparts", "judged_by", "judged_at", "comment", "votes",
    "nearest_id", "nearest", "relation", "similarity_score", "confidence", "suggested_state",
)  # fmt: skip

#: Columns of `gap_counts`: how many statements of a kind are in each state, and for how many of those that
#: are not yet reviewed something is suggested.
GAP_COUNT_COLUMNS = (
    "framework", "against", "kind", "statements",
    "addressed", "partly_addressed", "judged_absent", "not_yet_reviewed", "suggested",
)  # fmt: skip

#: Whether a relation, read from a statement, says that all of the statement is covered. What is left out says
#: nothing of how much is: an opposite negates, and what a text comes from may say something else.
_COVERS = {
    Predicate.EXACT: True,
    Predicate.CLOSE: True,
    Predicate.BROAD: True,
    Predicate.NARROW: False,
    Predicate.RELATED: False,
    Predicate.UNSPECIFIED: False,
}

#: What is compared, and can have a gap.
_KINDS = (Kind.ELEMENT, Kind.INDICATOR)


@dataclass(frozen=True, slots=True)
class _Counterpart:
    """A link seen from one of its ends: the other end, and the relation read towards it."""

    id: str
    relation: Predicate
    link: Link

    @property
    def covers(self) -> bool:
        return _COVERS[self.relation]

    @property
    def order(self) -> tuple[float, float, str]:
        """Sorts the most probable first, then the most alike, then by id."""
        return -(self.link.confidence or 0.0), -(self.link.similarity_score or 0.0), self.id


#: (statement id, framework id) -> what the statement is linked to there.
_Towards = dict[tuple[str, str], list[_Counterpart]]


def gaps(catalogue: Catalogue, links: Iterable[Link], looked: Mapping[Pair, LookedAt]) -> pd.DataFrame:
    """The state of every element and indicator of each document against each other document.

    *Addressed*: people accepted, or a document states, that a counterpart says the same, mostly the same, or
    is wider, so that all of the statement is covered. *Partly addressed*: such a counterpart is narrower or
    only overlaps, or only indicators below the element have any. *Judged absent*: nothing of the kind, and
    people said that nothing in the other framework as a whole corresponds. *Not yet reviewed*: all else,
    whatever a model suggests; single pairs that were rejected say nothing of the rest of a framework.

    A framework known by reference only is no column of this table: its text is not here to be looked at.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        looked: As `looked_at` gives it.

    Returns:
        Columns `GAP_COLUMNS`: one row a statement and other document, in document order.
    """
    known, suggested = _towards(links)
    votes: dict[tuple[str, str], int] = {}
    for pair, seen in looked.items():
        for here, there in (pair, pair[::-1]):
            towards = here, there.partition(":")[0]
            votes[towards] = votes.get(towards, 0) + len(seen.votes)
    rows = [
        (
            *(f.id, s.id, s.kind.value, f.path(s), s.wording, other.id),
            *_judged(known, looked, f, s, other),
            votes.get((s.id, other.id), 0),
            *_suggested(catalogue, suggested, f, s, other),
        )
        for f in catalogue.documents
        for s in f.statements
        if s.kind in _KINDS
        for other in catalogue.documents
        if other is not f
    ]
    table = pd.DataFrame(rows, columns=list(GAP_COLUMNS))
    return _kept_apart(table.astype({"similarity_score": float, "confidence": float}))


def gap_counts(table: pd.DataFrame) -> pd.DataFrame:
    """How many statements are in each state.

    Args:
        table: As `gaps` gives it.

    Returns:
        Columns `GAP_COUNT_COLUMNS`: one row a framework, other framework and kind of statement, in order; the
        four states add up to `statements`.
    """
    rows = []
    for (framework, against, kind), own in table.groupby(["framework", "against", "kind"], sort=False):
        counts = own["state"].value_counts()
        states = (int(counts.get(state.value, 0)) for state in State)
        rows.append((framework, against, kind, len(own), *states, int((own["suggested_state"] != "").sum())))
    return pd.DataFrame(rows, columns=list(GAP_COUNT_COLUMNS))


def _towards(links: Iterable[Link]) -> tuple[_Towards, _Towards]:
    """What people or documents say, and what a model suggests where people have not settled the pair."""
    known: _Towards = {}
    suggested: _Towards = {}
    for link in links:
        if link.kind is LinkKind.SUGGESTED:
            # Of an accepted pair the reviewed link beside it tells the relation that people chose.
            into = None if link.status in (Status.ACCEPTED, Status.REJECTED) else suggested
        elif link.kind is LinkKind.REVIEWED:
            into = known if link.status is Status.ACCEPTED else None
        else:
            doubted = link.status in (Status.REJECTED, Status.DISPUTED) or link.kind is LinkKind.INFERRED
            into = None if doubted else known
        said = link.predicate_id
        if into is None or said not in _COVERS:
            continue
        for here, there, relation in (
            (link.subject_id, link.object_id, said),
            (link.object_id, link.subject_id, INVERSE.get(said, said)),
        ):
            towards = here, there.partition(":")[0]
            into.setdefault(towards, []).append(_Counterpart(there, relation, link))
    return known, suggested


def _state(
    found: _Towards, framework: Framework, statement: Statement, other: Framework
) -> tuple[State | None, Sequence[_Counterpart]]:
    """What links make of a statement, and which of them: None where they say nothing."""
    own = found.get((statement.id, other.id), [])
    covering = [counterpart for counterpart in own if counterpart.covers]
    if covering:
        return State.ADDRESSED, covering
    below = [c for part in framework.indicators_of(statement) for c in found.get((part.id, other.id), [])]
    return (State.PARTLY, own or below) if own or below else (None, [])


def _judged(
    known: _Towards,
    looked: Mapping[Pair, LookedAt],
    framework: Framework,
    statement: Statement,
    other: Framework,
) -> tuple[object, ...]:
    """`state` to `comment`."""
    state, counterparts = _state(known, framework, statement, other)
    if state is not None:
        kinds = dict.fromkeys(c.link.kind.value for c in counterparts)
        ids = dict.fromkeys(c.id for c in counterparts)
        accepting = [d for c in counterparts for d in c.link.decisions if d.verdict is Verdict.ACCEPT]
        return state.value, "; ".join(kinds), "; ".join(ids), *_who(accepting)
    whole = looked.get((min(statement.id, other.node_id), max(statement.id, other.node_id)), NOBODY)
    if whole.status is Status.REJECTED:
        return State.ABSENT.value, LinkKind.REVIEWED.value, "", *_who(whole.deciding)
    return State.OPEN.value, "", "", *_who(())


def _who(votes: Iterable[Decision]) -> tuple[str, str, str]:
    """Who gave these votes, when the last of them, and what they wrote."""
    by_time = sorted(votes, key=lambda vote: vote.order)
    who = "; ".join(dict.fromkeys(vote.reviewer for vote in by_time))
    said = "; ".join(dict.fromkeys(vote.comment for vote in by_time if vote.comment))
    return who, by_time[-1].decided_at if by_time else "", said


def _suggested(
    catalogue: Catalogue, suggested: _Towards, framework: Framework, statement: Statement, other: Framework
) -> Iterator[object]:
    """`nearest_id` to `suggested_state`."""
    state, counterparts = _state(suggested, framework, statement, other)
    if state is None:
        yield from ("", "", "", None, None, "")
        return
    # Of its own suggestions the best, which need not be one that covers it.
    nearest = min(suggested.get((statement.id, other.id)) or counterparts, key=lambda c: c.order)
    yield from (nearest.id, catalogue.name(nearest.id), PREDICATE_WORDS[nearest.relation])
    yield from (nearest.link.similarity_score, nearest.link.confidence, state.value)


def _kept_apart(table: pd.DataFrame) -> pd.DataFrame:
    """Leave what a model suggests to the rows that people have not settled, and say that these rest on it."""
    open_ = table["state"] == State.OPEN.value
    scores = ["similarity_score", "confidence"]
    table.loc[~open_, ["nearest_id", "nearest", "relation", "suggested_state"]] = ""
    table.loc[~open_, scores] = float("nan")
    table.loc[open_ & (table["suggested_state"] != ""), "rests_on"] = LinkKind.SUGGESTED.value
    return table
