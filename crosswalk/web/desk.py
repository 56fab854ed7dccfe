"""The reviewers' desk: one project with its statements, its suggestions and its votes, ready for pages."""

from collections.abc import Iterator
from functools import cached_property, lru_cache
from itertools import combinations
from typing import Self

import crosswalk
from crosswalk.build.finding import last_suggested
from crosswalk.decisions import Answer
from crosswalk.evaluation.learning import known_before_decisions
from crosswalk.model import Decision, Kind, Shown, Status, is_whole, turned_round
from crosswalk.model import Mapping as Claim
from crosswalk.review import (
    Audit,
    Below,
    Order,
    Pair,
    Question,
    between,
    disputed,
    done_by_others,
    draw,
    needing_another_look,
)
from crosswalk.suggest.encoded import COMPARED
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.taught import settled_pairs
from crosswalk.vocabulary import Predicate
from crosswalk.web.advice import Adviser
from crosswalk.web.chosen import Chosen, Ends, QueueName
from crosswalk.web.reports import Reports
from crosswalk.web.search import Search
from crosswalk.web.votes import Votes
from crosswalk.workspace import Workspace


class Desk:
    """Everything that pages of a project need. Used by many threads at once.

    Args:
        workspace: The project.
        encoder: The model that compares statements.
        blind: Nobody sees scores, ranks and other people's votes before their own vote is in.

    Raises:
        CrosswalkError: The project cannot be read, or nothing was ever suggested in it.
    """

    def __init__(self, workspace: Workspace, *, encoder: str, blind: bool = False) -> None:
        self.catalogue, self.blind = workspace.catalogue(), blind
        project = workspace.project()
        self.title, self.policy = project.title, project.review.rules
        claims = last_suggested(workspace, self.catalogue)
        self._tool = {claim.pair: _tool(claim) for claim in claims}
        self.encoder = workspace.encoder(encoder)
        pairwise = Pairwise(self.catalogue, self.encoder, learnt=known_before_decisions(workspace))
        self.ledger = workspace.ledger()
        self.votes = Votes(self.ledger, self.catalogue, self.policy)
        self.adviser = Adviser(pairwise, claims, lambda: settled_pairs(self.votes.known))
        self.reports = Reports(workspace, self)
        self.audit = lru_cache(maxsize=len(COMPARED))(self._audit)

    def __enter__(self) -> Self:
        self.adviser.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.adviser.stop()
        self.ledger.close()

    @cached_property
    def search(self) -> Search:
        """All statements, to be found by their words."""
        return Search(self.catalogue)

    def order(self, chosen: Chosen, reviewer: str, *, blind: bool) -> Order:
        """The pairs of a queue in the order in which they are asked.

        Args:
            chosen: Which queue.
            reviewer: Who is asked.
            blind: Then no order tells how confident the model is.
        """
        advice = self.adviser.newest
        # Whoever judged a whole framework (nothing in it corresponds) judged no pair of statements.
        known = {p: found for p, found in self.votes.known.items() if not any(map(is_whole, p))}
        confident = advice.in_no_order if blind else advice.most_confident
        match chosen.name:
            case QueueName.CONFIDENT:
                return confident
            case QueueName.UNCERTAIN:
                return advice.most_uncertain
            case QueueName.FRAMEWORKS:
                return Order(between([*confident], chosen.first, chosen.second))
            case QueueName.DISPUTED:
                return Order(disputed(known, advice.questions))
            case QueueName.OTHERS:
                return Order(done_by_others(known, advice.questions, reviewer))
            case QueueName.CHANGED:
                return Order(needing_another_look(known, advice.questions))
            case QueueName.FOLLOWS | QueueName.CLASHES:
                # Whoever judges blind must not learn from the queue what others said.
                pairs = () if blind else self._following(chosen.name)
                return Order(advice.question(*pair) for pair in pairs)
            case QueueName.AUDIT:
                return Order(self.audit(chosen.kind).order)
            case QueueName.PAIR:
                return Order([])

    def wanted(self, chosen: Chosen, question: Question, reviewer: str) -> bool:
        """Whether a queue still asks somebody about a pair."""
        if chosen.name is QueueName.DISPUTED:
            return self.votes.of(question.pair).status is Status.DISPUTED
        if chosen.name is QueueName.CLASHES:
            return True
        if chosen.name in (QueueName.OTHERS, QueueName.CHANGED):
            return self.votes.own(question.pair, reviewer) is None
        return self.votes.open_for(reviewer, question)

    def why_asked(self, chosen: Chosen, ends: Ends, *, blind: bool) -> str:
        """Why a queue asks about a pair, where that is not for the model's sake; empty for nothing to say."""
        pair = (min(ends), max(ends))
        return "" if blind else self._following(chosen.name).get(pair, "")

    def _following(self, name: QueueName) -> dict[Pair, str]:
        """The pairs of a queue that comes of what people said, each with why it is asked."""
        if name is QueueName.FOLLOWS:
            return self.reports.following.follows
        return self.reports.following.clashes if name is QueueName.CLASHES else {}

    def decide(
        self, ends: Ends, answer: Answer, *, reviewer: str, decision_id: str | None, shown: Shown | None
    ) -> Decision:
        """Keep a person's word on a pair; it is on the disk when this returns.

        Raises:
            UnknownStatement: There is no such statement.
            DecisionError: The answer contradicts itself, or the id is another decision's.
            LedgerError: The database failed.
        """
        kept = self.votes.record(ends, answer, reviewer=reviewer, decision_id=decision_id, shown=shown)
        self.adviser.wake()
        return kept

    def shown(self, ends: Ends, *, blind: bool, taught_by: str = "") -> Shown | None:
        """What stands beside a pair on its page; None where the model says nothing of it.

        Args:
            ends: A and B.
            blind: Whether the page kept it back.
            taught_by: How many settled pairs the model had learnt from when the page was made.
        """
        pair = (min(ends), max(ends))
        taught, said = self.adviser.said(pair, taught_by=taught_by)
        question = said or self.adviser.newest.question(*ends)
        if question.similarity_score is None:
            return None
        tool = self._tool.get(question.pair) or f"crosswalk review {crosswalk.__version__}"
        return Shown(
            blind=blind,
            predicate_id=_read_from(question, ends[0]),
            similarity_score=question.similarity_score,
            confidence=question.confidence,
            tool=f"{tool}, taught by {taught} decisions" if taught else tool,
        )

    def _audit(self, kind: Kind) -> Audit:
        """A random sample of the pairs of a kind that were not suggested."""
        return draw([*self._below(kind)])

    def _below(self, kind: Kind) -> Iterator[Below]:
        suggested = [claim.pair for claim in self.adviser.claims]
        for first, second in combinations([f.id for f in self.catalogue.documents], 2):
            # By the weights of the last build: what is learnt meanwhile must not move pairs in and out.
            two = self.adviser.before.compared(first, second, kind)
            rows = {name: place for place, name in enumerate(two.left.side.ids)}
            columns = {name: place for place, name in enumerate(two.right.side.ids)}
            asked = ~two.opposed
            for one, other in (ends for pair in suggested for ends in (pair, pair[::-1])):
                if one in rows and other in columns:
                    asked[rows[one], columns[other]] = False
            yield Below(
                subject_ids=two.left.side.ids,
                object_ids=two.right.side.ids,
                confidence=two.comparison.confidence,
                asked=asked,
            )


def _tool(claim: Claim) -> str:
    return " ".join(filter(None, (claim.mapping_tool, claim.mapping_tool_version)))


def _read_from(question: Question, subject_id: str) -> Predicate:
    relation = question.predicate_id
    return relation if question.subject_id == subject_id else turned_round(relation)
