"""Handlers: several pairs at once: one statement with all its candidates, and groups that ask the same."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

import numpy as np
from starlette.responses import Response

from crosswalk.decisions import Answer
from crosswalk.errors import DecisionError, UnknownStatement
from crosswalk.model import Decision, Framework, Kind, Reason, Statement, Verdict, is_whole, turned_round
from crosswalk.review import Group, Question, in_no_order, most_confident, near_identical, of_statement
from crosswalk.suggest.encoded import COMPARED
from crosswalk.vocabulary import PREDICATE_WORDS
from crosswalk.web.ask import Ask
from crosswalk.web.chosen import Chosen
from crosswalk.web.forms import REJECT, answer_of, id_of, id_of_part
from crosswalk.web.pair_view import keeps_back

#: Candidates beside those that are suggested: what comes nearest below the cut.
_NEAREST = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A statement that may correspond to the one in question.

    Attributes:
        statement: It.
        path: Where it stands.
        question: The pair, from the statement in question to this one.
        suggested: Whether the last build suggested the pair.
        own: What the reviewer has said of it; None for nothing that stands.
        relation: That in words, read from the statement in question; empty where it is no relation.
    """

    statement: Statement
    path: str
    question: Question
    suggested: bool
    own: Decision | None
    relation: str


def element(ask: Ask) -> Response:
    """One statement with everything in another framework that may correspond to it."""
    ask.desk.votes.refresh()
    documents = ask.desk.catalogue.documents
    if not ask.sent.get("of"):
        return ask.page("elements", documents=documents, kind=Kind.ELEMENT)
    statement, other = _asked(ask)
    mine = ask.desk.catalogue.owner(statement.id)
    own = ask.desk.votes.own(_pair(statement.id, other.node_id), ask.person.name)
    return ask.page(
        "element",
        statement=statement,
        framework=mine,
        path=mine.path(statement),
        parts=mine.indicators_of(statement),
        other=other,
        others=[f for f in documents if f.id != mine.id],
        candidates=[*_candidates(ask, statement, other)],
        none_of_them=own,
        around=_around(mine, statement),
        form_id=str(uuid.uuid4()),
        said=_counted(ask.sent.get("saved", "")),
    )


def save_element(ask: Ask) -> Response:
    """Keep what was chosen for the candidates, or that none of them corresponds."""
    statement, other = _asked(ask)
    saved = _none(ask, statement, other) if ask.sent.get("none") else _chosen(ask, statement, other)
    return ask.go_to(f"/element?{urlencode({'of': statement.id, 'with': other.id, 'saved': saved})}")


def groups(ask: Ask) -> Response:
    """The first group of near-identical pairs that is open, or the one that the address names."""
    ask.desk.votes.refresh()
    every = open_groups(ask)
    wanted = ask.sent.get("at", "")
    group = next((g for g in every if g.key == wanted), every[0] if every else None)
    place = every.index(group) if group else 0
    return ask.page(
        "groups",
        group=group,
        left=len(every),
        before=every[place - 1].key if place else "",
        after=every[(place + 1) % len(every)].key if every else "",
        names=ask.desk.catalogue,
        form_id=str(uuid.uuid4()),
        said=_counted(ask.sent.get("saved", "")),
    )


def save_group(ask: Ask) -> Response:
    """Keep one answer for every pair of a group that is ticked."""
    answer, form_id = answer_of(ask.sent, blind=ask.blind), id_of(ask.sent)
    pairs = [*_ticked(ask)]
    if not pairs:
        raise DecisionError("no pair is ticked", remedy="Tick at least one; nothing was saved.")
    for ends in pairs:
        ask.desk.decide(
            ends,
            answer,
            reviewer=ask.person.name,
            decision_id=id_of_part(form_id, *ends),
            shown=ask.desk.shown(ends, blind=_keeps_back(ask, ends)),
        )
    return ask.go_to(f"/groups?saved={len(pairs)}")


def open_groups(ask: Ask) -> list[Group]:
    """Groups in which the person still has something to say."""
    desk = ask.desk
    questions = [q for q in desk.adviser.newest.questions if desk.votes.open_for(ask.person.name, q)]
    ids = {end for question in questions for end in question.pair}
    statements = [desk.catalogue.statement(name) for name in ids]
    levels = {s.id: s.level_id or "" for s in statements}
    return near_identical(questions, {s.id: s.wording for s in statements}, apart=levels)


def _ticked(ask: Ask) -> Iterator[tuple[str, str]]:
    """The pairs of a group that are ticked; all are read before the first is kept."""
    for ticked in ask.several.get("pair", []):
        one, other = (ask.desk.catalogue.statement(name).id for name in ticked.partition(" ")[::2])
        if one == other:
            raise DecisionError(f"the pair is {one} twice", remedy="Load the page again; nothing was saved.")
        yield one, other


def _asked(ask: Ask) -> tuple[Statement, Framework]:
    """The statement in question, and the framework in which its counterpart is looked for."""
    catalogue = ask.desk.catalogue
    statement = catalogue.statement(ask.sent.get("of", ""))
    mine = catalogue.owner(statement.id)
    if mine.known_by_reference or statement.kind not in COMPARED:
        raise UnknownStatement(
            f"{statement.id} is not compared with anything", remedy="Choose an element or an indicator."
        )
    others = [f for f in catalogue.documents if f.id != mine.id]
    wanted = ask.sent.get("with", "")
    found = next((f for f in others if f.id == wanted), None if wanted or not others else others[0])
    if found is None:
        raise UnknownStatement(f"{wanted!r} is no other framework of this project")
    return statement, found


def _candidates(ask: Ask, statement: Statement, other: Framework) -> Iterator[Candidate]:
    advice = ask.desk.adviser.newest
    suggested = {q.object_id: q for q in of_statement(advice.questions, statement.id)}
    asked = {name: q for name, q in suggested.items() if name in other.by_id}
    for name in _nearest(ask, statement, other):
        asked.setdefault(name, *of_statement([advice.question(statement.id, name)], statement.id))
    ordered = in_no_order(asked.values()) if ask.blind else most_confident(asked.values())
    for question in ordered:
        own = ask.desk.votes.own(question.pair, ask.person.name)
        yield Candidate(
            statement=other.by_id[question.object_id],
            path=other.path(other.by_id[question.object_id]),
            question=question,
            suggested=question.object_id in suggested,
            own=own,
            relation=_read_from(statement, own),
        )


def _read_from(statement: Statement, vote: Decision | None) -> str:
    if vote is None or vote.predicate_id is None:
        return ""
    relation = vote.predicate_id
    return PREDICATE_WORDS[relation if vote.subject_id == statement.id else turned_round(relation)]


def _nearest(ask: Ask, statement: Statement, other: Framework) -> list[str]:
    two = ask.desk.adviser.newest.pairwise.compared(statement.framework_id, other.id, statement.kind)
    scores = two.comparison.score[two.left.side.ids.index(statement.id)]
    return [two.right.side.ids[place] for place in np.argsort(-scores, kind="stable")[:_NEAREST]]


def _chosen(ask: Ask, statement: Statement, other: Framework) -> int:
    """Keep an answer for each candidate that has one; how many that were."""
    form_id, comment = id_of(ask.sent), ask.sent.get("comment", "")
    said = {name: ask.sent.get(f"say {name}", "") for name in other.by_id}
    # All are read before the first is kept: where one is refused, nothing was saved.
    answers = {
        name: answer_of({"say": say, "comment": comment}, blind=ask.blind)
        for name, say in said.items()
        if say
    }
    if not answers:
        raise DecisionError("no candidate was given an answer", remedy="Choose one; nothing was saved.")
    for name, answer in answers.items():
        _keep(ask, (statement.id, name), answer, form_id)
        if answer.verdict is Verdict.ACCEPT:
            _take_back_none(ask, statement, other, form_id)
    return len(answers)


def _none(ask: Ask, statement: Statement, other: Framework) -> int:
    """Keep that nothing in a framework corresponds: for it as a whole, and for each candidate shown."""
    form_id = id_of(ask.sent)
    given = {"say": f"{REJECT}{ask.sent.get('reason', Reason.TOPIC)}", "comment": ask.sent.get("comment", "")}
    answer = answer_of(given, blind=ask.blind)
    shown = [name for name in ask.several.get("shown", []) if name in other.by_id]
    for name in (*shown, other.node_id):
        _keep(ask, (statement.id, name), answer, form_id)
    return len(shown) + 1


def _take_back_none(ask: Ask, statement: Statement, other: Framework, form_id: str) -> None:
    """Who finds a counterpart no longer says that there is none."""
    ends = statement.id, other.node_id
    # Taking back the last time that they said so brings back the time before.
    while (said := ask.desk.votes.own(_pair(*ends), ask.person.name)) is not None:
        _keep(ask, ends, Answer(verdict=Verdict.UNDONE), id_of_part(form_id, said.id))


def _keep(ask: Ask, ends: tuple[str, str], answer: Answer, form_id: str) -> None:
    ask.desk.decide(
        ends,
        answer,
        reviewer=ask.person.name,
        decision_id=id_of_part(form_id, *ends),
        shown=None if is_whole(ends[1]) else ask.desk.shown(ends, blind=_keeps_back(ask, ends)),
    )


def _keeps_back(ask: Ask, ends: tuple[str, str]) -> bool:
    """Whether the person has not seen yet what the model says of a pair."""
    return keeps_back(ask.desk, ends, ask.person, chosen=Chosen(), blind=ask.blind)


def _around(framework: Framework, statement: Statement) -> tuple[Statement | None, Statement | None]:
    """The statements of the same kind before and after one, in document order."""
    every = framework.of_kind(statement.kind)
    place = every.index(statement)
    before = every[place - 1] if place else None
    return before, every[place + 1] if place + 1 < len(every) else None


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _counted(saved: str) -> str:
    return f"Saved: {saved} decision{'' if saved == '1' else 's'}." if saved.isdecimal() else ""
