"""What the model says of pairs, and what it learns while people decide."""

import logging
import threading
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache

from crosswalk.errors import CrosswalkError, UnknownStatement
from crosswalk.model import Mapping as Claim
from crosswalk.report.explained_pair import ExplainedPair, explained_pair
from crosswalk.review import Order, Pair, Question, in_no_order, most_confident, most_uncertain
from crosswalk.suggest import Cut, matches_of
from crosswalk.suggest.encoded import COMPARED
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.taught import learn_from_pairs
from crosswalk.vocabulary import Predicate

_LOG = logging.getLogger(__name__)

#: The model learns anew when so many more pairs are settled, and never more often than so many seconds:
#: it takes half a second of one core, which pages need too.
_EVERY, _SECONDS = 5, 5.0

#: So many earlier states are remembered, for pages that were made before the last one: some minutes' worth.
_REMEMBERED = 100

#: Seconds after which it looks by itself whether enough has been settled.
_LOOKS_AGAIN = 30.0

#: Explained pairs that are kept: as many as a team looks at in a while.
_KEPT = 4_096


class Advice:
    """What the model says at one time; never changes.

    Args:
        pairwise: All that is compared.
        questions: The suggestions that people are asked about.
        taught_by: How many settled pairs of this project it has learnt from.
    """

    def __init__(self, pairwise: Pairwise, questions: Sequence[Question], *, taught_by: int = 0) -> None:
        self.pairwise, self.taught_by = pairwise, taught_by
        self.questions = tuple(questions)
        self.by_pair: Mapping[Pair, Question] = {question.pair: question for question in self.questions}
        self.explained = lru_cache(maxsize=_KEPT)(self._explained)

    @cached_property
    def most_confident(self) -> Order:
        """The questions, those that are most probably right first."""
        return Order(most_confident(self.questions))

    @cached_property
    def most_uncertain(self) -> Order:
        """The questions, those that can be told least first."""
        return Order(most_uncertain(self.questions))

    @cached_property
    def in_no_order(self) -> Order:
        """The questions in an order that says nothing of them."""
        return Order(in_no_order(self.questions))

    def _explained(self, subject_id: str, object_id: str) -> ExplainedPair | None:
        try:
            return explained_pair(subject_id, object_id, self.pairwise)
        except UnknownStatement:
            # Statements of two kinds, or of one framework: people may link them, but nothing is compared.
            return None

    def question(self, subject_id: str, object_id: str) -> Question:
        """Any pair with what the model says of it; without figures where it was not compared."""
        pair = Question(subject_id=subject_id, object_id=object_id)
        if pair.pair in self.by_pair:
            return self.by_pair[pair.pair]
        explained = self.explained(subject_id, object_id)
        if explained is None:
            return pair
        said = explained.explanation
        return replace(
            pair, predicate_id=said.relation, confidence=said.confidence, similarity_score=said.cosine
        )


def questions_of(claims: Sequence[Claim], pairwise: Pairwise) -> list[Question]:
    """Suggested claims as questions, with the probabilities that the model gives today.

    Args:
        claims: Of statements that exist.
        pairwise: Tells the probabilities; those of claims it does not compare stay as they are.
    """
    place = {
        name: number
        for framework in pairwise.catalogue.documents
        for kind in COMPARED
        for number, name in enumerate(pairwise.side(framework.id, kind).side.ids)
    }
    return [
        Question(
            subject_id=claim.subject_id,
            object_id=claim.object_id,
            predicate_id=claim.predicate_id,
            confidence=_confidence(claim, pairwise, place),
            similarity_score=claim.similarity_score,
        )
        for claim in claims
    ]


def _confidence(claim: Claim, pairwise: Pairwise, place: Mapping[str, int]) -> float | None:
    one, other = (pairwise.catalogue.statement(name) for name in (claim.subject_id, claim.object_id))
    if claim.predicate_id is Predicate.OPPOSITE or one.kind is not other.kind or one.id not in place:
        return claim.confidence
    two = pairwise.compared(one.framework_id, other.framework_id, one.kind)
    return two.confidence((place[one.id], place[other.id]))


class Adviser:
    """Keeps the newest advice, and learns anew in the background as decisions come.

    Args:
        pairwise: All that is compared, by the weights from before.
        claims: The suggestions of the last build.
        settled: Gives the pairs that people have settled so far: True for a match.

    Attributes:
        newest: What the model says now.
        first: What it said before anything was learnt from the decisions that it is measured with.
        before: All that is compared, by the weights from before.
        claims: The suggestions of the last build.
    """

    def __init__(
        self, pairwise: Pairwise, claims: Sequence[Claim], settled: Callable[[], Mapping[Pair, bool]]
    ) -> None:
        self.before, self.claims, self._settled = pairwise, tuple(claims), settled
        self.first = self.newest = Advice(pairwise, questions_of(claims, pairwise))
        self._lately: deque[tuple[int, Mapping[Pair, Question]]] = deque(maxlen=_REMEMBERED)
        self._woken, self._stopped = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run, name="crosswalk-adviser", daemon=True)

    def said(self, pair: Pair, *, taught_by: str) -> tuple[int, Question | None]:
        """What a page said of a suggestion that was made when so many settled pairs were learnt from.

        Args:
            pair: Of the suggestion.
            taught_by: As the page sends it back.

        Returns:
            How many pairs the model had learnt from, and the suggestion; of now where that is too long ago.
        """
        known = {str(number): (number, questions) for number, questions in [*self._lately]}
        number, questions = known.get(taught_by, (self.newest.taught_by, self.newest.by_pair))
        return number, questions.get(pair)

    def start(self) -> None:
        """Begin to learn in the background."""
        self._thread.start()
        self.wake()

    def stop(self) -> None:
        """End the background work; what it was at is finished first."""
        self._stopped.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join()

    def wake(self) -> None:
        """Say that people have decided something."""
        self._woken.set()

    def learn(self) -> None:
        """Learn from all that is settled, now."""
        settled = self._settled()
        learnt = learn_from_pairs(self.before, settled, prior=self.before.learnt)
        told = learnt != self.before.learnt
        if not told and not self.newest.taught_by:
            return
        taught = self.before.taught(learnt)
        # What would be suggested today and was not at the last build is asked about too.
        known = {claim.pair for claim in self.claims}
        more = [claim for claim in matches_of(taught, Cut()) if claim.pair not in known]
        questions = questions_of([*self.claims, *more], taught)
        self._lately.append((self.newest.taught_by, self.newest.by_pair))
        self.newest = Advice(taught, questions, taught_by=len(settled) if told else 0)

    def _run(self) -> None:
        learnt_from = 0
        while not self._stopped.is_set():
            # Also from time to time by itself: others may have written to the ledger.
            self._woken.wait(timeout=_LOOKS_AGAIN)
            self._woken.clear()
            if not self._stopped.is_set() and abs(len(self._settled()) - learnt_from) >= _EVERY:
                try:
                    learnt_from = len(self._settled())
                    self.learn()
                except CrosswalkError as problem:
                    # The order stays as it was; deciding goes on.
                    _LOG.warning("the model could not learn from the decisions: %s", problem)
                self._stopped.wait(_SECONDS)
