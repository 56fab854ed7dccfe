"""What the page of one pair shows, as plain data."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crosswalk.catalogue import Catalogue
from crosswalk.model import CHOICES, Decision, Kind, Statement, Status, turned_round
from crosswalk.report.explained_pair import End, ExplainedPair, make_end
from crosswalk.review import Pair, Question
from crosswalk.suggest.marked import marked
from crosswalk.vocabulary import PREDICATE_WORDS, Predicate
from crosswalk.web.advice import Advice
from crosswalk.web.chosen import Chosen, Ends
from crosswalk.web.desk import Desk
from crosswalk.web.people import Person

#: The word of a button by the relation it chooses.
_BUTTON = {predicate: word for word, predicate in CHOICES.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One of the two statements, with what stands around it.

    Attributes:
        letter: A or B.
        end: The statement, with the words that both have marked.
        level: The level it stands on; empty for none.
        about: The element it belongs to, whose words explain it; None for an element.
        siblings: What stands beside it under the same heading, in document order, itself left out.
        parts: The indicators below it, in document order.
    """

    letter: str
    end: End
    level: str
    about: Statement | None
    siblings: tuple[Statement, ...]
    parts: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """What somebody said of a pair, read from A to B.

    Attributes:
        decision: As it stands in the ledger.
        relation: The relation in words; empty where they did not accept.
        changed: Whether it speaks of words that have changed since.
    """

    decision: Decision
    relation: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PairView:
    """One pair as a reviewer sees it.

    Attributes:
        halves: A and B.
        explained: Why the model suggests it; None where that is hidden, or nothing was compared.
        relation: The relation suggested, in words; empty where it is hidden or open.
        accept: The button that agrees with the suggestion; empty for none.
        hidden: Whether scores, ranks and other people's votes are kept back.
        own: What the reviewer has said; None for nothing that stands.
        others: What others said; none while they are kept back.
        status: What all votes together make of the pair; open while they are kept back.
        suggested: Whether the last build suggested the pair.
        form_id: The id of the next decision on this page.
    """

    halves: tuple[Half, Half]
    question: Question
    explained: ExplainedPair | None
    relation: str
    accept: str
    hidden: bool
    own: Vote | None
    others: tuple[Vote, ...]
    status: Status
    suggested: bool
    form_id: str

    @property
    def ends(self) -> Ends:
        """The ids of A and B."""
        return self.halves[0].end.statement.id, self.halves[1].end.statement.id


def view_pair(desk: Desk, ends: Ends, person: Person, *, chosen: Chosen, blind: bool) -> PairView:
    """Gather what the page of a pair shows to a person.

    Args:
        desk: The project.
        ends: A and B.
        person: Who looks.
        chosen: The queue they work through; who adjudicates sees the votes they adjudicate between.
        blind: Whether figures and votes are kept back until the person's own vote is in.

    Raises:
        UnknownStatement: There is no such statement.
    """
    found = desk.votes.of(_pair(ends))
    hidden = keeps_back(desk, ends, person, chosen=chosen, blind=blind)
    votes = [_vote(desk, vote, ends) for vote in found.votes]
    others = tuple(vote for vote in votes if vote.decision.reviewer != person.name)
    return replace(
        view_alone(desk.adviser.newest, ends, hidden=hidden),
        # Also one on words that have changed since: whoever looks again wants to know what they said.
        own=next((vote for vote in votes if vote.decision.reviewer == person.name), None),
        others=() if hidden else others,
        status=Status.OPEN if hidden else found.status,
    )


def view_alone(advice: Advice, ends: Ends, *, hidden: bool) -> PairView:
    """A pair without anybody's votes.

    Args:
        advice: What the model says.
        ends: A and B.
        hidden: Whether that is kept back.

    Raises:
        UnknownStatement: There is no such statement.
    """
    question = advice.question(*ends)
    explained = advice.explained(question.subject_id, question.object_id)
    relation = _relation(question, ends)
    known = relation is not Predicate.UNSPECIFIED and not hidden
    return PairView(
        halves=_halves(advice.pairwise.catalogue, ends, explained, ranks=not hidden),
        question=question,
        explained=None if hidden else explained,
        relation=PREDICATE_WORDS[relation] if known else "",
        accept=_BUTTON.get(relation, "") if known else "",
        hidden=hidden,
        own=None,
        others=(),
        status=Status.OPEN,
        suggested=question.pair in advice.by_pair,
        form_id=str(uuid.uuid4()),
    )


def keeps_back(desk: Desk, ends: Ends, person: Person, *, chosen: Chosen, blind: bool) -> bool:
    """Whether a page keeps back what the model and others say of a pair."""
    adjudicates = chosen.adjudicates and person.role.may_adjudicate
    return blind and not adjudicates and desk.votes.own(_pair(ends), person.name) is None


def _pair(ends: Ends) -> Pair:
    first, second = sorted(ends)
    return first, second


def _relation(question: Question, ends: Ends) -> Predicate:
    relation = question.predicate_id
    return relation if question.subject_id == ends[0] else turned_round(relation)


def _vote(desk: Desk, vote: Decision, ends: Ends) -> Vote:
    relation = vote.predicate_id
    if relation is not None and vote.subject_id != ends[0]:
        relation = turned_round(relation)
    return Vote(
        decision=vote,
        relation=PREDICATE_WORDS[relation] if relation else "",
        changed=vote.id in desk.votes.stale,
    )


def _halves(
    catalogue: Catalogue, ends: Ends, explained: ExplainedPair | None, *, ranks: bool
) -> tuple[Half, Half]:
    one, other = (catalogue.statement(name) for name in ends)
    words = marked(one.wording, other.wording)
    by_id = {end.statement.id: end.rank for end in explained.ends} if explained and ranks else {}
    first, second = (
        make_end(statement, pieces, catalogue, rank=by_id.get(statement.id))
        for statement, pieces in zip((one, other), words, strict=True)
    )
    return _half("A", first), _half("B", second)


def _half(letter: str, end: End) -> Half:
    framework, statement = end.framework, end.statement
    above = framework.ancestors(statement)
    beside: Sequence[Statement] = framework.children.get(statement.parent_id, ())
    return Half(
        letter=letter,
        end=end,
        level=framework.level_name(statement),
        about=next((s for s in reversed(above) if s.kind is Kind.ELEMENT), None),
        siblings=tuple(s for s in beside if s.kind is statement.kind and s.id != statement.id),
        parts=framework.indicators_of(statement),
    )
