"""What people have decided so far, at hand for every page and as fresh as the ledger."""

import time
from collections.abc import Iterable
from functools import partial
from threading import Lock

from crosswalk.catalogue import Catalogue
from crosswalk.decisions import Answer
from crosswalk.errors import DecisionError
from crosswalk.ledger import Ledger, record
from crosswalk.model import Decision, Shown, Status, Verdict
from crosswalk.review import (
    NOBODY,
    LookedAt,
    Pair,
    Policy,
    Question,
    looked_at,
    open_for,
    wording_changed,
)

#: Seconds after which a page looks whether others have written to the ledger: a team's other server, a
#: command, an import.
_FRESH = 1.0


class Votes:
    """Everybody's votes, settled pair by pair as they come.

    Args:
        ledger: Where they are kept.
        catalogue: All frameworks as they read today.
        policy: Whose votes settle a pair.

    Attributes:
        stale: Ids of rows on words that have changed since.

    Raises:
        LedgerError: The ledger cannot be read.
    """

    def __init__(self, ledger: Ledger, catalogue: Catalogue, policy: Policy) -> None:
        self._ledger, self._catalogue, self._policy = ledger, catalogue, policy
        self._lock = Lock()
        self._ids: dict[str, Decision] = {}
        self._rows: dict[Pair, list[Decision]] = {}
        self._read_at = 0.0
        self._settled: dict[Pair, LookedAt] = {}
        self._closed: set[Pair] = set()
        self.stale: set[str] = set()
        self._by_reviewer: dict[str, dict[Pair, Decision]] = {}
        self.refresh(at_once=True)

    @property
    def known(self) -> dict[Pair, LookedAt]:
        """What people make of each pair that somebody voted on; a copy, safe to walk through."""
        return self._settled.copy()

    def of(self, pair: Pair) -> LookedAt:
        """What people make of one pair."""
        return self._settled.get(pair, NOBODY)

    def own(self, pair: Pair, reviewer: str) -> Decision | None:
        """What somebody has said of a pair, if it stands and speaks of the words of today."""
        votes = (vote for vote in self.of(pair).votes if vote.reviewer == reviewer)
        return next((vote for vote in votes if vote.id not in self.stale), None)

    def finished(self, reviewer: str) -> set[Pair]:
        """Pairs of which somebody has nothing more to say: they voted, or the pair is settled."""
        own = self._by_reviewer.get(reviewer, {}).copy()
        return self._closed | {pair for pair, vote in own.items() if vote.id not in self.stale}

    def open_for(self, reviewer: str, question: Question) -> bool:
        """Whether somebody still has something to say of a pair."""
        return open_for(reviewer, self._settled, question, changed=self.stale)

    def by(self, reviewer: str) -> list[Decision]:
        """A reviewer's standing votes, latest first."""
        return sorted(
            self._by_reviewer.get(reviewer, {}).copy().values(), key=lambda d: d.order, reverse=True
        )

    @property
    def rows(self) -> list[Decision]:
        """Every row of the ledger, by time."""
        return sorted(self._ids.copy().values(), key=lambda d: d.order)

    @property
    def count(self) -> int:
        """How many rows the ledger has."""
        return len(self._ids)

    def row(self, decision_id: str) -> Decision | None:
        """The row with an id; None for none."""
        return self._ids.get(decision_id)

    def refresh(self, *, at_once: bool = False) -> None:
        """Take in what others have written to the ledger since the last look.

        Args:
            at_once: Look even if the last look was a moment ago.

        Raises:
            LedgerError: The ledger cannot be read.
        """
        if not at_once and time.monotonic() - self._read_at < _FRESH:
            return
        self._read_at = time.monotonic()
        if self._ledger.count() != len(self._ids):
            self._take_in(self._ledger.read())

    def record(
        self,
        ends: tuple[str, str],
        answer: Answer,
        *,
        reviewer: str,
        decision_id: str | None = None,
        shown: Shown | None = None,
    ) -> Decision:
        """Add a person's word on two nodes; it is on the disk when this returns.

        Raises:
            UnknownStatement: There is no such statement.
            DecisionError: The answer contradicts itself, or there is nothing to undo.
            LedgerError: The database failed; sending the same again is harmless.
        """
        subject, object_ = (self._catalogue.named(name) for name in ends)
        keep = partial(
            record,
            self._ledger,
            subject,
            object_,
            verdict=answer.verdict,
            reviewer=reviewer,
            predicate_id=answer.predicate_id,
            reason=answer.reason,
            comment=answer.comment,
            shown=shown,
            decision_id=decision_id,
        )
        try:
            kept = keep()
        except DecisionError:
            # The same form sent twice at one moment: now the first one is there, and is given back.
            kept = keep()
        self._take_in([kept])
        return kept

    def undo(self, reviewer: str, *, decision_id: str | None = None) -> Decision | None:
        """Take back what a reviewer said last; None where there is nothing.

        Raises:
            DecisionError: The id is another decision's.
            LedgerError: The database failed; sending the same again is harmless.
        """
        if decision_id is not None and (sent_before := self._ids.get(decision_id)) is not None:
            if sent_before.verdict is not Verdict.UNDONE or sent_before.reviewer != reviewer:
                raise DecisionError(
                    f"the ledger has another decision with the id {decision_id}",
                    remedy="Load the page again; nothing was saved.",
                )
            return sent_before
        latest = next(iter(self.by(reviewer)), None)
        if latest is None:
            return None
        ends = latest.subject_id, latest.object_id
        return self.record(ends, Answer(verdict=Verdict.UNDONE), reviewer=reviewer, decision_id=decision_id)

    def _take_in(self, decisions: Iterable[Decision]) -> None:
        with self._lock:
            touched: set[Pair] = set()
            for decision in decisions:
                if decision.id not in self._ids:
                    self._ids[decision.id] = decision
                    self._rows.setdefault(decision.pair, []).append(decision)
                    touched.add(decision.pair)
            for pair in touched:
                self._settle(pair)

    def _settle(self, pair: Pair) -> None:
        rows = self._rows[pair]
        self.stale |= {row.id for row in rows if wording_changed(row, self._catalogue)}
        found = looked_at(rows, policy=self._policy, changed=self.stale).get(pair)
        self._closed.discard(pair)
        for own in self._by_reviewer.values():
            own.pop(pair, None)
        if found is None:
            self._settled.pop(pair, None)
            return
        self._settled[pair] = found
        if found.status in (Status.ACCEPTED, Status.REJECTED):
            self._closed.add(pair)
        for vote in found.votes:
            self._by_reviewer.setdefault(vote.reviewer, {})[pair] = vote
