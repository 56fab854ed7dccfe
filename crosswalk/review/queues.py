"""In which order people are asked, and about which pairs."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from hashlib import blake2b
from itertools import chain

from crosswalk.model import Status, Verdict, turned_round
from crosswalk.review.question import Question
from crosswalk.review.settling import NOBODY, LookedAt, Pair

#: Distances from 1/2 are compared to this many decimals: 0.4 and 0.6 are equally uncertain.
_DECIMALS = 6


class Order:
    """Questions in a fixed order, each pair once, with the way from any of them to the next.

    Args:
        questions: First to last; a pair that comes twice counts where it comes first.
    """

    def __init__(self, questions: Iterable[Question]) -> None:
        once: dict[Pair, Question] = {}
        for question in questions:
            once.setdefault(question.pair, question)
        self._questions = tuple(once.values())
        self._places = {pair: place for place, pair in enumerate(once)}

    def __len__(self) -> int:
        return len(self._questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self._questions)

    @property
    def pairs(self) -> Set[Pair]:
        """The pairs, as a set that is ready."""
        return self._places.keys()

    def next(self, at: Pair | None, wanted: Callable[[Question], bool]) -> Question | None:
        """The first wanted question after a pair, going on from the top once the end is reached.

        Args:
            at: Where one stands, smaller id first; None, or a pair that is not in the order, for the top.
            wanted: Whether a question is to be asked; called until it first says yes.

        Returns:
            At last the question at `at` itself, where it is the only one wanted; None where none is.
        """
        start = -1 if at is None else self._places.get(at, -1)
        round_once = chain(range(start + 1, len(self)), range(start + 1))
        return next((q for q in map(self._questions.__getitem__, round_once) if wanted(q)), None)

    def previous(self, at: Pair | None) -> Question | None:
        """The question before a pair, whatever is known of it; None at the top, or if it is not here."""
        place = 0 if at is None else self._places.get(at, 0)
        return self._questions[place - 1] if place else None


def most_confident(questions: Iterable[Question]) -> list[Question]:
    """The most probable first; those of unknown probability after them, the most similar first."""
    return sorted(questions, key=lambda q: (*_best_first(q.confidence, q.similarity_score), q.pair))


def _best_first(confidence: float | None, similarity: float | None) -> tuple[bool, float, bool, float]:
    # Among known probabilities the raw figure has no say: it is part of them.
    if confidence is not None:
        return False, -confidence, False, 0.0
    return True, 0.0, similarity is None, -(similarity or 0.0)


def most_uncertain(questions: Iterable[Question]) -> list[Question]:
    """Those first of which the model is least sure, unknown ones last.

    By the distance of the probability from 1/2: uncertainty sampling (Lewis and Gale, A sequential algorithm
    for training text classifiers, SIGIR 1994). A verdict on these teaches the model most.
    """
    return sorted(
        questions,
        key=lambda q: (
            q.confidence is None,
            round(abs((q.confidence or 0.0) - 0.5), _DECIMALS),
            q.pair,
        ),
    )


def in_no_order(questions: Iterable[Question]) -> list[Question]:
    """An order that tells nothing of the figures and is the same every time: by a hash of the pair."""
    return sorted(questions, key=lambda q: (_hash(q.pair), q.pair))


def _hash(pair: Pair) -> bytes:
    # No id has white space in it, so the joint cannot be mistaken for a part of an id.
    return blake2b("\n".join(pair).encode(), digest_size=8).digest()


def between(questions: Iterable[Question], first_id: str, second_id: str) -> list[Question]:
    """Those that join two frameworks, in either direction, as they are.

    Args:
        questions: In any order, which is kept.
        first_id: Id of one framework, the CURIE prefix of its statements.
        second_id: Id of the other.
    """
    wanted = {first_id, second_id}
    return [q for q in questions if {q.subject_id.partition(":")[0], q.object_id.partition(":")[0]} == wanted]


def of_statement(questions: Iterable[Question], statement_id: str) -> list[Question]:
    """One statement with all its candidates: those it is part of, turned so that it is the subject."""
    return [
        q if q.subject_id == statement_id else from_the_other_end(q)
        for q in questions
        if statement_id in q.pair
    ]


def from_the_other_end(question: Question) -> Question:
    """The same question with subject and object in each other's place."""
    return Question(
        subject_id=question.object_id,
        object_id=question.subject_id,
        predicate_id=turned_round(question.predicate_id),
        confidence=question.confidence,
        similarity_score=question.similarity_score,
    )


def disputed(known: Mapping[Pair, LookedAt], questions: Iterable[Question]) -> list[Question]:
    """Pairs on which votes contradict each other, by the time of the first vote.

    Args:
        known: What people's votes make of each pair.
        questions: What models suggest; pairs that none suggested are asked without figures.
    """
    return _looked_at(known, questions, lambda found: found.status is Status.DISPUTED)


def needing_another_look(known: Mapping[Pair, LookedAt], questions: Iterable[Question]) -> list[Question]:
    """Pairs whose words changed since people voted; order and arguments as for `disputed`."""
    return _looked_at(known, questions, lambda found: found.status is Status.ANOTHER_LOOK)


def done_by_others(
    known: Mapping[Pair, LookedAt], questions: Iterable[Question], reviewer: str
) -> list[Question]:
    """Pairs that somebody else has a vote on and this reviewer has none, settled or not.

    Order and arguments as for `disputed`.
    """
    return _looked_at(known, questions, lambda found: all(v.reviewer != reviewer for v in found.votes))


def _looked_at(
    known: Mapping[Pair, LookedAt], questions: Iterable[Question], wanted: Callable[[LookedAt], bool]
) -> list[Question]:
    suggested = {question.pair: question for question in questions}
    found = [(one.votes[0], pair) for pair, one in known.items() if one.votes and wanted(one)]
    return [
        suggested.get(pair) or Question(subject_id=vote.subject_id, object_id=vote.object_id)
        for vote, pair in sorted(found, key=lambda row: row[0].order)
    ]


def open_for(
    reviewer: str,
    known: Mapping[Pair, LookedAt],
    question: Question,
    *,
    changed: Collection[str] | None = None,
) -> bool:
    """Whether a reviewer still has something to say: others have not settled the pair, nor have they voted.

    Args:
        reviewer: Who is asked.
        known: What people's votes make of each pair.
        question: About a pair.
        changed: Ids of the votes on words that have changed since, as given to `looked_at`: they do not count
            as said. None to tell by the pair: where it needs another look, accepting and rejecting votes
            that decide nothing are such votes.
    """
    found = known.get(question.pair, NOBODY)
    if found.status in (Status.ACCEPTED, Status.REJECTED):
        return False
    own = [vote for vote in found.votes if vote.reviewer == reviewer]
    if changed is not None:
        return all(vote.id in changed for vote in own)
    # An unsure vote never decides anything, so its age cannot be told from here; nobody is asked forever.
    return (
        found.status is Status.ANOTHER_LOOK
        and all(vote.verdict is not Verdict.UNSURE and vote not in found.deciding for vote in own)
    ) or not own
