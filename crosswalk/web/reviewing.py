"""Handlers: one pair at a time."""

from starlette.responses import Response

from crosswalk.errors import DecisionError
from crosswalk.model import Decision, Verdict, is_whole
from crosswalk.model.written import decision_in_words
from crosswalk.review import Order
from crosswalk.web.ask import BLIND_COOKIE, Ask
from crosswalk.web.chosen import Chosen, Ends, QueueName, chosen_of, ends_of
from crosswalk.web.forms import answer_of, id_of
from crosswalk.web.pair_view import keeps_back, view_pair


def review(ask: Ask) -> Response:
    """The pair that the address names, or the first one of the queue that is open."""
    chosen, at = chosen_of(ask.sent), ends_of(ask.sent)
    ask.desk.votes.refresh()
    go = ask.sent.get("go", "")
    if at is not None and not go:
        return _shown(ask, chosen, at, said=_kept(ask))
    return _next(ask, chosen, at, back=go == "previous", said=_kept(ask))


def decide(ask: Ask) -> Response:
    """Keep a vote and show the next pair."""
    chosen, ends = chosen_of(ask.sent), _ends(ask)
    hidden = keeps_back(ask.desk, ends, ask.person, chosen=chosen, blind=ask.blind)
    kept = ask.desk.decide(
        ends,
        answer_of(ask.sent, blind=hidden),
        reviewer=ask.person.name,
        decision_id=id_of(ask.sent),
        shown=ask.desk.shown(ends, blind=hidden, taught_by=ask.sent.get("taught", "")),
    )
    stay = chosen.name is QueueName.PAIR
    if not ask.for_part:
        more = {"said": kept.id} if stay else {"said": kept.id, "go": "next"}
        return ask.go_to(chosen.address(ends, **more))
    return _shown(ask, chosen, ends, said=kept) if stay else _next(ask, chosen, ends, said=kept)


def undo(ask: Ask) -> Response:
    """Take back what the person said last, and show that pair again."""
    chosen = chosen_of(ask.sent)
    undone = ask.desk.votes.undo(ask.person.name, decision_id=id_of(ask.sent))
    if undone is None:
        raise DecisionError("there is nothing to take back", remedy="You have not decided anything yet.")
    ends = undone.subject_id, undone.object_id
    if any(map(is_whole, ends)):
        # What was said of a whole framework has no page of its own here: the queue goes on.
        if ask.for_part:
            return _next(ask, chosen, None, said=undone)
        return ask.go_to(chosen.address(said=undone.id))
    if not ask.for_part:
        return ask.go_to(chosen.address(ends, said=undone.id))
    return _shown(ask, chosen, ends, said=undone)


def set_blind(ask: Ask) -> Response:
    """Remember whether this browser keeps scores and other people's votes back."""
    answer = ask.go_to(chosen_of(ask.sent).address(ends_of(ask.sent)))
    answer.set_cookie(
        BLIND_COOKIE, "on" if ask.sent.get("blind") == "on" else "off",
        max_age=365 * 24 * 3600, httponly=True, samesite="strict",
        secure=ask.request.url.scheme == "https",
    )  # fmt: skip
    return answer


def _next(
    ask: Ask, chosen: Chosen, at: Ends | None, *, back: bool = False, said: Decision | None
) -> Response:
    desk, name = ask.desk, ask.person.name
    order = desk.order(chosen, name, blind=ask.blind)
    pair = None if at is None else (min(at), max(at))
    if back:
        found = order.previous(pair) if pair else None
    else:
        found = order.next(pair, lambda question: desk.wanted(chosen, question, name))
    if found is None:
        return ask.page("done", chosen=chosen, said=_said(ask, said), at=at, back=back, order=order)
    ends = found.subject_id, found.object_id
    return _shown(ask, chosen, ends, said=said, order=order, came_from=None if back else at)


def _shown(
    ask: Ask,
    chosen: Chosen,
    ends: Ends,
    *,
    said: Decision | None,
    order: Order | None = None,
    came_from: Ends | None = None,
) -> Response:
    """A pair; "previous" leads to the one seen before it, however the order has changed meanwhile."""
    again = came_from is not None and {*came_from} == {*ends}
    before = chosen.address(came_from) if came_from and not again else chosen.address(ends, go="previous")
    order = order or ask.desk.order(chosen, ask.person.name, blind=ask.blind)
    view = view_pair(ask.desk, ends, ask.person, chosen=chosen, blind=ask.blind)
    return ask.page(
        "review",
        chosen=chosen,
        view=view,
        left=_left(ask, chosen, order),
        total=len(order),
        said=_said(ask, said) or ("No other pair is left for you in this queue." if again else ""),
        address=chosen.address(ends),
        before=before,
        why=ask.desk.why_asked(chosen, ends, blind=view.hidden),
        taught_by=ask.desk.adviser.newest.taught_by,
    )


def _left(ask: Ask, chosen: Chosen, order: Order) -> int:
    if chosen.name in (QueueName.DISPUTED, QueueName.OTHERS, QueueName.CHANGED, QueueName.CLASHES):
        # Only pairs with something to say are in these queues at all.
        return len(order)
    return len(order) - len(order.pairs & ask.desk.votes.finished(ask.person.name))


def _ends(ask: Ask) -> Ends:
    ends = ends_of(ask.sent)
    if ends is None:
        raise DecisionError("the form names no pair", remedy="Load the page again; nothing was saved.")
    for name in ends:
        _ = ask.desk.catalogue.statement(name)
    return ends


def _kept(ask: Ask) -> Decision | None:
    """The decision that an address says was just kept: only the person's own."""
    kept = ask.desk.votes.row(ask.sent.get("said", ""))
    return kept if kept is not None and kept.reviewer == ask.person.name else None


def _said(ask: Ask, kept: Decision | None) -> str:
    if kept is None:
        return ""
    if kept.verdict is Verdict.UNSURE:
        return f"Saved: you are unsure about {kept.subject_id} and {kept.object_id}."
    if kept.verdict is not Verdict.UNDONE:
        return f"Saved: {decision_in_words(kept)}."
    standing = ask.desk.votes.own(kept.pair, ask.person.name)
    now = f" What you said before counts again: {decision_in_words(standing)}." if standing else ""
    return f"Taken back: what you said of {kept.subject_id} and {kept.object_id}.{now}"
