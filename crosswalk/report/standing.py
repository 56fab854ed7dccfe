"""How a statement stands in another framework: one word of five, as every page shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from crosswalk.align import State
from crosswalk.model import REASON_WORDS
from crosswalk.report.rows import Row
from crosswalk.review import NOBODY, LookedAt, Pair


class Mark(StrEnum):
    """The four states of a gap; of what is not yet reviewed, what a model suggests is told apart."""

    ADDRESSED = "addressed"
    PARTLY = "partly"
    ABSENT = "absent"
    SUGGESTED = "suggested"
    OPEN = "open"


#: What each means, in the words shown to people.
MARK_MEANING = {
    Mark.ADDRESSED: "people accepted, or a document states, that a counterpart covers all of it",
    Mark.PARTLY: "that is so of a part of it, or of indicators below it",
    Mark.ABSENT: "people looked, and said that nothing there corresponds",
    Mark.SUGGESTED: "not yet reviewed; a model suggests a counterpart, for it or for indicators below it",
    Mark.OPEN: "not yet reviewed, and nothing is suggested; that is not to say that it is absent",
}

#: The heading of a list of statements in each state.
MARK_TITLE = {
    Mark.ADDRESSED: "Addressed",
    Mark.PARTLY: "Partly addressed",
    Mark.ABSENT: "Judged absent",
    Mark.SUGGESTED: "Suggested, not yet reviewed",
    Mark.OPEN: "Not yet reviewed, nothing suggested",
}

#: Columns of `align.gap_counts` that `mark_counts` reads.
MARK_COLUMNS = ("addressed", "partly_addressed", "judged_absent", "suggested", "not_yet_reviewed")

_MARK_OF = {State.ADDRESSED: Mark.ADDRESSED, State.PARTLY: Mark.PARTLY, State.ABSENT: Mark.ABSENT}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a statement stands in another framework.

    Attributes:
        statement_id: An element or an indicator.
        against: Id of the other framework.
        mark: In which state it is.
        votes: Standing votes on pairs of it with that framework, also those that settle nothing.
        reasons: Why people judged it absent, in words; empty for any other state.
    """

    statement_id: str
    against: str
    mark: Mark
    votes: int
    reasons: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """In a word or two, for a row of marks."""
        if self.mark is Mark.OPEN:
            return "not settled" if self.votes else "not looked at"
        return MARK_TITLE[self.mark].partition(",")[0].lower()

    @property
    def unsettled(self) -> str:
        """How far people have come with what nobody has settled, in words."""
        return "people have begun to look" if self.votes else "nobody has looked"


def standings(gaps: pd.DataFrame, looked: Mapping[Pair, LookedAt]) -> dict[tuple[str, str], Standing]:
    """How every element and indicator of each document stands in each other document.

    Args:
        gaps: As `align.gaps` gives it.
        looked: As `looked_at` gives it.

    Returns:
        (statement id, framework id) -> standing, in document order.
    """
    columns = ["statement_id", "against", "state", "suggested_state", "votes"]
    found = {}
    for statement_id, against, state, suggested, votes in gaps[columns].itertuples(index=False, name=None):
        mark = _MARK_OF.get(State(state), Mark.SUGGESTED if suggested else Mark.OPEN)
        found[statement_id, against] = Standing(
            statement_id=statement_id,
            against=against,
            mark=mark,
            votes=votes,
            reasons=tuple(_reasons(statement_id, against, looked)) if mark is Mark.ABSENT else (),
        )
    return found


def mark_counts(counts: Row | Mapping[str, float]) -> dict[Mark, int]:
    """How many statements are in each state.

    Args:
        counts: A row of `align.gap_counts`, or the sum of several, by column: `MARK_COLUMNS` are read.
    """
    addressed, partly, absent, suggested, unsettled = (int(counts[column]) for column in MARK_COLUMNS)
    return dict(zip(Mark, (addressed, partly, absent, suggested, unsettled - suggested), strict=True))


def _reasons(statement_id: str, against: str, looked: Mapping[Pair, LookedAt]) -> Iterator[str]:
    whole = f"{against}:framework"
    votes = looked.get((min(statement_id, whole), max(statement_id, whole)), NOBODY).deciding
    yield from dict.fromkeys(REASON_WORDS[vote.reason] for vote in votes if vote.reason is not None)
