"""How far the review is, and how right the suggestions are."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from crosswalk.model import Reason, Status
from crosswalk.review.question import Question
from crosswalk.review.queues import open_for
from crosswalk.review.settling import NOBODY, LookedAt, Pair
from crosswalk.review.shares import Interval, wilson
from crosswalk.vocabulary import Predicate

#: Bands of the probability start at these.
EDGES = (0.9, 0.75, 0.5, 0.25, 0.0)

#: Bands of their own.
_UNKNOWN, _OPPOSITES = "not known", "opposites"


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Suggestions of about one probability, and what people made of them.

    Attributes:
        words: What to call it: `0.75 to 0.9`, `not known`, `opposites`.
        suggested: How many there are.
        judged: How many of them people settled.
        right: How many of those are as suggested: accepted, and as an opposite if and only if one was
            suggested.
    """

    words: str
    suggested: int
    judged: int
    right: int

    @property
    def precision(self) -> float | None:
        """Share of right ones among the judged, in [0, 1]; None where none is judged."""
        return self.right / self.judged if self.judged else None

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95% interval of the precision; None where none is judged."""
        return wilson(self.right, self.judged) if self.judged else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the review of what was suggested is.

    The precision is that of the suggestions people settled. It speaks for all of a band as far as people did
    not choose which of its suggestions to look at.

    Attributes:
        asked: Number of suggestions.
        settled: Those accepted or rejected.
        left: All others; asked = settled + left.
        disputed: Among those left, votes contradict each other.
        unsure: Among those left, nobody who looked could tell.
        another_look: Among those left, the words changed since people voted.
        mine: Suggestions with a standing vote of the reviewer; 0 without one.
        mine_left: Suggestions on which the reviewer still has something to say; without one, those left.
        bands: By probability, the highest first; then those of unknown probability; then opposites.
        overall: All suggestions together.
        reasons: How many settled pairs were rejected for each reason, the most frequent first. A pair for
            which people gave two reasons counts under both.
    """

    asked: int
    settled: int
    left: int
    disputed: int
    unsure: int
    another_look: int
    mine: int
    mine_left: int
    bands: tuple[Band, ...]
    overall: Band
    reasons: dict[Reason, int]

    @property
    def precision(self) -> float | None:
        """Share of right ones among all that were judged, in [0, 1]; None where none is."""
        return self.overall.precision

    @property
    def interval(self) -> Interval | None:
        """Wilson's 95% interval of the precision; None where none is judged."""
        return self.overall.interval


def progress(
    questions: Iterable[Question], known: Mapping[Pair, LookedAt], *, reviewer: str | None = None
) -> Progress:
    """Count what is done, what is left, and how often the suggestions were right.

    Args:
        questions: What models suggest, each pair once.
        known: What people's votes make of each pair.
        reviewer: Whose own votes are counted too.
    """
    every = [*questions]
    found = [known.get(question.pair, NOBODY) for question in every]
    statuses = Counter(one.status for one in found)
    settled = statuses[Status.ACCEPTED] + statuses[Status.REJECTED]
    return Progress(
        asked=len(every),
        settled=settled,
        left=len(every) - settled,
        disputed=statuses[Status.DISPUTED],
        unsure=statuses[Status.UNSURE],
        another_look=statuses[Status.ANOTHER_LOOK],
        mine=sum(any(vote.reviewer == reviewer for vote in one.votes) for one in found),
        # Nobody is called "": without a reviewer, what is open is what nobody has settled.
        mine_left=sum(open_for(reviewer or "", known, question) for question in every),
        bands=_bands(every, known),
        overall=_band("all", every, known),
        reasons=_reasons(found),
    )


def _bands(questions: list[Question], known: Mapping[Pair, LookedAt]) -> tuple[Band, ...]:
    named: dict[str, list[Question]] = {
        name: [] for name in [*map(_words, range(len(EDGES))), _UNKNOWN, _OPPOSITES]
    }
    for question in questions:
        named[_name(question)].append(question)
    return tuple(_band(name, own, known) for name, own in named.items())


def _name(question: Question) -> str:
    if question.predicate_id is Predicate.OPPOSITE:
        return _OPPOSITES
    if question.confidence is None:
        return _UNKNOWN
    return _words(next(place for place, low in enumerate(EDGES) if question.confidence >= low))


def _words(place: int) -> str:
    return f"{EDGES[place]:g} and more" if not place else f"{EDGES[place]:g} to {EDGES[place - 1]:g}"


def _band(words: str, questions: list[Question], known: Mapping[Pair, LookedAt]) -> Band:
    judged = [(q, known[q.pair]) for q in questions if q.pair in known and _is_settled(known[q.pair])]
    return Band(
        words=words,
        suggested=len(questions),
        judged=len(judged),
        right=sum(_is_right(question, found) for question, found in judged),
    )


def _is_settled(found: LookedAt) -> bool:
    return found.status in (Status.ACCEPTED, Status.REJECTED)


def _is_right(question: Question, found: LookedAt) -> bool:
    if found.status is not Status.ACCEPTED:
        return False
    # All deciding votes on an accepted pair chose one relation, so the first speaks for them.
    chosen = found.deciding[0].predicate_id
    return (chosen is Predicate.OPPOSITE) == (question.predicate_id is Predicate.OPPOSITE)


def _reasons(found: Iterable[LookedAt]) -> dict[Reason, int]:
    counts = Counter(
        reason
        for one in found
        if one.status is Status.REJECTED
        for reason in {vote.reason for vote in one.deciding if vote.reason is not None}
    )
    return {
        reason: counts[reason] for reason in sorted(counts, key=lambda r: (-counts[r], [*Reason].index(r)))
    }
