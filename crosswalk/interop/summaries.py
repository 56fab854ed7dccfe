"""What an SSSOM row keeps of a vote, and how that goes together with the decision itself.

SSSOM keeps less than a decision has: the day and not the time, a comment on one line, nothing of what was
shown, and of the words only which edition of the framework they stood in. What is made of a row is therefore
a *summary* of the vote, with an id of its own, and never stands in for the decision itself:

- A row that says what a known decision says is that decision, and adds nothing.
- A row that names a known decision (our export writes its id as record_id) and says something else is
  refused: somebody has changed it.
- Where the decision itself comes in after its summary, the summary is taken back (`instead_of_summaries`).

What follows for the order in which files come in: lossless files (JSONL, what review files hand back,
ledgers) give the same ledger in any order. With SSSOM files among them the votes that stand are the same in
any order, but the ledger is not: it may keep a summary and its taking back. Nothing tells which of two
votes of one person, pair and day came later, so a row that contradicts a known vote of that day is refused;
import the lossless file first, or together with it.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import replace

from crosswalk.errors import DecisionError, UnknownStatement
from crosswalk.interop.decisions import denied, on_one_line
from crosswalk.model import Decision, Shown, Verdict
from crosswalk.vocabulary import Predicate

#: The ids of summaries are derived from what they say.
_NAMESPACE = uuid.UUID("8e0f2a66-4d0b-5c1e-9f53-6b1f6f1f0c52")

#: How the rows of our own export name a decision, once the prefix is written out.
_RECORD = "urn:uuid:"

#: A summary's time, and the version of its UUID: derived from a name (RFC 9562).
MIDNIGHT, _FROM_A_NAME = "T00:00:00.000000Z", 5

#: Why the words that a row speaks of are not known; None where they are.
Doubt = DecisionError | UnknownStatement | None


def summary(vote: Decision, *, record: str) -> Decision:
    """A vote as an SSSOM row keeps it; its id follows from all it says and from what the row is called.

    Args:
        vote: The vote; its id and the time of its day make no difference.
        record: The row's record_id, written out; empty where it has none.
    """
    opposite = vote.verdict is Verdict.REJECT and denied(vote) is Predicate.OPPOSITE
    plain = replace(
        vote,
        comment=on_one_line(vote.comment),
        decided_at=vote.decided_at.partition("T")[0] + MIDNIGHT,
        # Who denies that two are opposites does not deny that they match; whether it was blind is not known.
        shown=Shown(blind=False, predicate_id=Predicate.OPPOSITE) if opposite else None,
        supersedes=None,
    )
    parts = [record, *map(str, _saying(plain)), plain.subject_wording, plain.object_wording]
    return replace(plain, id=str(uuid.uuid5(_NAMESPACE, json.dumps(parts))))


def _saying(vote: Decision) -> tuple[object, ...]:
    """All that a row of SSSOM can say of a vote."""
    relation = vote.predicate_id or denied(vote)
    return (
        *_day(vote), vote.subject_id, vote.verdict, relation, vote.reason, on_one_line(vote.comment),
    )  # fmt: skip


def _day(vote: Decision) -> tuple[object, ...]:
    return vote.pair, vote.reviewer, vote.decided_at.partition("T")[0]


class Told:
    """What is known, and what the rows of a file add to it.

    Args:
        known: Decisions that are here already.

    Attributes:
        heard: What the rows say, by id.
    """

    def __init__(self, known: Iterable[Decision]) -> None:
        self.heard: dict[str, Decision] = {}
        self._by_record: dict[str, Decision] = {}
        self._by_saying: dict[tuple[object, ...], Decision] = {}
        self._by_day: dict[tuple[object, ...], Decision] = {}
        for decision in known:
            self._by_record[f"{_RECORD}{decision.id}"] = decision
            self._note(decision)

    def hear(self, vote: Decision, *, record: str, doubt: Doubt = None) -> None:
        """Take a summary in, or in its place the decision that says the same.

        Args:
            vote: The summary.
            record: What the row is called; empty where it has no record_id.
            doubt: Why it can be taken only if it is known already.

        Raises:
            DecisionError: It contradicts what is known, or the doubt.
            UnknownStatement: The doubt.
        """
        same, named = self._by_saying.get(_saying(vote)), self._by_record.get(record)
        if same is None and named is not None:
            raise DecisionError(
                f"the row has the record_id of the decision {named.id}, which says something else",
                remedy="A decision is never changed: say what you think now with `crosswalk decide`.",
            )
        if same is None and _day(vote) in self._by_day:
            raise DecisionError(
                f"{vote.reviewer} said something else of {vote.subject_id} and {vote.object_id} on the same "
                "day, and the row does not tell which came later",
                remedy="Import the decisions.jsonl of the same export, which has the times, or say it with "
                "`crosswalk decide`.",
            )
        if same is None and doubt is not None:
            raise doubt
        kept = same or vote
        self.heard[kept.id] = kept
        self._note(kept)

    def _note(self, decision: Decision) -> None:
        self._by_saying[_saying(decision)] = decision
        if decision.verdict is not Verdict.UNDONE:
            self._by_day[_day(decision)] = decision


def instead_of_summaries(found: Iterable[Decision], known: Sequence[Decision]) -> list[Decision]:
    """What is to be added to a ledger, so that no vote counts both as itself and as its summary.

    Args:
        found: Decisions that come in.
        known: Those that are here already.

    Returns:
        Those that come in, but in the place of a summary the decision itself, where it is known or comes in
        too; and for each summary that is here already and whose decision comes in, a row that takes the
        summary back.
    """
    added = {decision.id: decision for decision in found}
    everything = [*known, *added.values()]
    if not any(map(_is_summary, everything)):
        return [*added.values()]
    ids = {decision.id for decision in known}
    # The decision itself before its summaries, what is known before what comes in, then by id: the last one
    # that is put under a saying stays.
    ranked = sorted(everything, key=lambda d: (not _is_summary(d), d.id in ids, d.id))
    best = {_saying(decision): decision for decision in ranked}
    new = {d.id: d for d in (best[_saying(d)] if _is_summary(d) else d for d in added.values())}
    for summary in filter(_is_summary, known):
        decision = best[_saying(summary)]
        if decision.id not in ids:
            back = _taken_back(summary, decision)
            new.setdefault(back.id, back)
    return [*new.values()]


def _is_summary(decision: Decision) -> bool:
    return decision.decided_at.endswith(MIDNIGHT) and uuid.UUID(decision.id).version == _FROM_A_NAME


def _taken_back(summary: Decision, decision: Decision) -> Decision:
    return replace(
        summary,
        id=str(uuid.uuid5(_NAMESPACE, f"{summary.id} {decision.id}")),
        verdict=Verdict.UNDONE,
        predicate_id=None,
        reason=None,
        comment=f"This was a summary from an SSSOM file; the decision itself has come in: {decision.id}.",
        shown=None,
        # Right after the summary, and so before anything else that was said that day.
        decided_at=summary.decided_at.replace(MIDNIGHT, "T00:00:00.000001Z"),
        supersedes=summary.id,
    )
