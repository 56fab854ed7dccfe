"""Handlers: pages to look at: progress, agreement, one's own decisions, search, help."""

from starlette.responses import Response

from crosswalk.agreement import agreement
from crosswalk.model import Decision, Kind, Status, is_whole
from crosswalk.model.written import decision_in_words
from crosswalk.review import estimate, progress
from crosswalk.suggest.encoded import COMPARED
from crosswalk.vocabulary import Predicate
from crosswalk.web.ask import Ask
from crosswalk.web.chosen import Chosen, QueueName

#: Decisions on a page of them.
_LISTED = 200


def show_progress(ask: Ask) -> Response:
    """How far the review is, how right the suggestions were, and what may still be missed."""
    desk = ask.desk
    desk.votes.refresh()
    questions, known = desk.adviser.first.questions, desk.votes.known
    audits = [
        (kind, estimate(desk.audit(kind), known, **_above(ask, kind)), _audit_address(kind))
        for kind in COMPARED
    ]
    return ask.page(
        "progress",
        found=progress(questions, known, reviewer=ask.person.name),
        audits=audits,
        reviewers=len({vote.reviewer for found in known.values() for vote in found.votes}),
    )


def show_agreement(ask: Ask) -> Response:
    """How far reviewers agree, and where they do not."""
    desk = ask.desk
    desk.votes.refresh()
    if ask.blind and not ask.person.role.may_adjudicate:
        # Who judges blind must not read the others' votes here; an adjudicator judges between them.
        return ask.page("agreement", found=None, address=Chosen(name=QueueName.DISPUTED).address)
    found = agreement(desk.votes.rows, policy=desk.policy, changed=desk.votes.stale)
    return ask.page(
        "agreement",
        found=found,
        address=Chosen(name=QueueName.DISPUTED).address,
        named=desk.catalogue.name,
        words=decision_in_words,
    )


def history(ask: Ask) -> Response:
    """What the person has decided, latest first."""
    ask.desk.votes.refresh()
    mine = ask.desk.votes.by(ask.person.name)
    return ask.page(
        "history",
        mine=mine[:_LISTED],
        count=len(mine),
        words=decision_in_words,
        address=_address,
        stale=ask.desk.votes.stale,
    )


def find(ask: Ask) -> Response:
    """Statements by their words: to link two that nobody suggested, or to look at one with its candidates."""
    first = ask.desk.catalogue.statement(ask.sent["a"]) if ask.sent.get("a") else None
    typed = ask.sent.get("q", "")[:200]
    owner = ask.desk.catalogue.owner
    found = ask.desk.search.find(typed, not_in=first.framework_id if first else "")
    return ask.page(
        "find",
        first=first,
        typed=typed,
        found=[(owner(s.id), owner(s.id).path(s), s) for s in found],
        address=Chosen(name=QueueName.PAIR).address,
    )


def show_help(ask: Ask) -> Response:
    """How to review: the keys, the relations, the reasons."""
    return ask.page("help")


def _above(ask: Ask, kind: Kind) -> dict[str, int]:
    """How many suggestions of a kind people found to be matches, and how many nobody has settled."""
    desk = ask.desk
    suggested = (claim for claim in desk.adviser.claims if claim.predicate_id is not Predicate.OPPOSITE)
    of_kind = {c.pair for c in suggested if desk.catalogue.statement(c.subject_id).kind is kind}
    found = [desk.votes.of(pair) for pair in of_kind]
    settled = [one for one in found if one.status in (Status.ACCEPTED, Status.REJECTED)]
    matches = sum(one.deciding[0].predicate_id not in (None, Predicate.OPPOSITE) for one in settled)
    return {"found": matches, "left": len(found) - len(settled)}


def _audit_address(kind: Kind) -> str:
    return Chosen(name=QueueName.AUDIT, kind=kind).address()


def _address(vote: Decision) -> str:
    if is_whole(vote.object_id):
        return f"/element?of={vote.subject_id}&with={vote.object_id.partition(':')[0]}"
    return Chosen(name=QueueName.PAIR).address((vote.subject_id, vote.object_id))
