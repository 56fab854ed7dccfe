"""A person's word, made into the next row of the ledger."""

import uuid
from datetime import UTC, datetime, timedelta

from crosswalk.errors import DecisionError
from crosswalk.ledger.store import Ledger
from crosswalk.model import Decision, Named, Reason, Shown, Statement, Verdict
from crosswalk.review import current
from crosswalk.vocabulary import Predicate

_FORM = "%Y-%m-%dT%H:%M:%S.%fZ"


def stamp(*, after: str | None = None) -> str:
    """The time now as the ledger writes it.

    Args:
        after: A time in the same form that the answer must be later than, however the clocks of two machines
            differ; None for none.
    """
    now = datetime.now(UTC)
    if after is not None:
        earlier = datetime.strptime(after, _FORM).replace(tzinfo=UTC)
        now = max(now, earlier + timedelta(microseconds=1))
    # Not strftime: it writes years before 1000 with fewer than four digits.
    return f"{now.replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def record(
    ledger: Ledger,
    subject: Named | Statement,
    object_: Named | Statement,
    *,
    verdict: Verdict,
    reviewer: str,
    predicate_id: Predicate | None = None,
    reason: Reason | None = None,
    comment: str = "",
    shown: Shown | None = None,
    decision_id: str | None = None,
) -> Decision:
    """Add what a person says of a pair, with the words they saw and what it replaces.

    Args:
        ledger: Where it is kept; it is on the disk when this returns.
        subject: One statement, with its words today.
        object_: The other; or a framework as a whole, to say that nothing in it corresponds to the subject.
        verdict: undone takes back what the reviewer said of this pair last.
        reviewer: Who says it.
        predicate_id: The relation from the subject to the object, to accept.
        reason: Why not, to reject.
        comment: The reviewer's own words.
        shown: The suggestion beside the pair.
        decision_id: A UUID that the sender made; None to make one here. What is kept under it already is
            given back, so that sending the same again is harmless.

    Raises:
        DecisionError: The parts do not fit together, or there is nothing to undo.
        LedgerError: The database failed.
    """
    history = ledger.read(pair=(subject.id, object_.id), reviewer=reviewer)
    sent_again = next((d for d in history if d.id == decision_id), None)
    if sent_again is not None:
        _check_same(sent_again, (verdict, predicate_id, reason, comment), subject)
        return sent_again
    standing = next(iter(current(history)), None)
    if verdict is Verdict.UNDONE and standing is None:
        raise DecisionError(
            f"{reviewer} has said nothing of {subject.id} and {object_.id} that stands",
            remedy="`crosswalk decisions log --pair A B` lists what was said.",
        )
    decision = Decision(
        id=decision_id or str(uuid.uuid4()),
        subject_id=subject.id,
        object_id=object_.id,
        verdict=verdict,
        predicate_id=predicate_id,
        reason=reason,
        comment=comment,
        reviewer=reviewer,
        decided_at=stamp(after=max((d.decided_at for d in history), default=None)),
        shown=shown,
        subject_wording=subject.wording,
        object_wording=object_.wording,
        supersedes=standing.id if standing else None,
    )
    ledger.append(decision)
    return decision


def _check_same(kept: Decision, said: tuple[object, ...], subject: Named | Statement) -> None:
    """What is sent again must be what was kept.

    Raises:
        DecisionError: It is something else.
    """
    if (kept.verdict, kept.predicate_id, kept.reason, kept.comment) != said or kept.subject_id != subject.id:
        raise DecisionError(
            f"the ledger has another decision with the id {kept.id}",
            remedy="Give a new decision an id of its own; a decision is never changed.",
        )
