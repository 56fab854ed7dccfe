"""What an audited sample tells of the pairs that nobody looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import ceil, floor, sqrt

from crosswalk.model import Status
from crosswalk.model.written import percent
from crosswalk.review.settling import NOBODY, LookedAt
from crosswalk.review.shares import Interval, wilson
from crosswalk.vocabulary import Predicate

#: What share of all matches is to be found before stopping: four of five, and that is to be sure, not only
#: likely. Courts have let searches for documents stop at estimates of 75 to 80%; reviews of medical trials,
#: where one study can change the answer, ask for 95%. A set of principles rests on many statements each, so
#: that one missed link in five leaves them standing.
RECALL_AIM = 0.8

#: Fewer audited pairs of a stratum than these do not count: they may have been decided for other reasons.
FEWEST = 5

#: Pairs with these answers were looked at, though they have no answer yet.
_NO_ANSWER = (Status.UNSURE, Status.DISPUTED)
_ANSWERS = (Status.ACCEPTED, Status.REJECTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """One stratum, as far as it is audited.

    Attributes:
        words: What it is called.
        size: How many pairs it has.
        audited: How many of its sample were looked at, from the first on without a gap.
        matches: How many of these are matches.
        unanswered: How many of these people could not tell or do not agree on.
        accepted: Matches known in the whole stratum, in the sample or not.
        rejected: Pairs known to be none, likewise.
        share: Estimated share of matches among all its pairs, in [0, 1]; None where too few are audited.
        interval: 95% interval of that share; (0, 1) but for what is known where too few are audited.
    """

    words: str
    size: int
    audited: int
    matches: int
    unanswered: int
    accepted: int
    rejected: int
    share: float | None
    interval: Interval


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """How many matches are missed, and whether stopping is justified.

    Attributes:
        strata: What is known of each; the most probable first.
        found: Matches found so far, above and below the cut.
        left: Suggestions that nobody has settled.
        aim: What share of all matches is to be found, in (0, 1].
        missed: Estimated matches below the cut that nobody has found; None where it cannot be said.
        missed_interval: Its 95% interval, whole numbers.
    """

    strata: tuple[Audited, ...]
    found: int
    left: int
    aim: float
    missed: float | None
    missed_interval: tuple[int, int]

    @property
    def size(self) -> int:
        """How many pairs are below the cut."""
        return sum(stratum.size for stratum in self.strata)

    @property
    def audited(self) -> int:
        """How many of them were audited."""
        return sum(stratum.audited for stratum in self.strata)

    @property
    def matches(self) -> int:
        """How many of the audited are matches."""
        return sum(stratum.matches for stratum in self.strata)

    @property
    def unknown(self) -> int:
        """How many pairs below the cut are neither accepted nor rejected."""
        return sum(stratum.size - stratum.accepted - stratum.rejected for stratum in self.strata)

    @property
    def recall(self) -> float | None:
        """Share found of all matches, in [0, 1]; unsettled suggestions count as missed."""
        return None if self.missed is None else self._recall(self.missed + self.left)

    @property
    def recall_interval(self) -> Interval:
        """Its 95% interval: at the low end every unsettled suggestion is a match, at the high end none."""
        low, high = self.missed_interval
        return self._recall(high + self.left), self._recall(low)

    def _recall(self, missed: float) -> float:
        return self.found / (self.found + missed) if self.found + missed else 1.0

    @property
    def enough(self) -> bool:
        """Whether stopping is justified: even the low end of the recall reaches the aim."""
        return self.missed is not None and self.recall_interval[0] >= self.aim

    @property
    def words(self) -> str:
        """All of it in plain words."""
        if self.missed is None or self.recall is None:
            return self._nothing_yet()
        low, high = (percent(end) for end in self.recall_interval)
        least, most = self.missed_interval
        count = "1 was a match" if self.matches == 1 else f"{self.matches:,} were matches"
        open_ = f" {self.left:,} suggestions are not settled and count as missed." if self.left else ""
        return (
            f"Of {self.audited:,} audited pairs below the cut {count}: about {self.missed:,.0f} more "
            f"(95% interval {least:,} to {most:,}) are still to be found among {self.unknown:,}.{open_} "
            f"Found so far: {self.found:,}, that is {percent(self.recall)} of all ({low} to {high}). "
            f"{self._advice()}"
        )

    def _nothing_yet(self) -> str:
        few = sum(stratum.share is None for stratum in self.strata)
        return (
            f"Nothing can be said yet of what is missed: of {self.size:,} pairs below the cut "
            f"{self.audited:,} are audited, and {few} of {len(self.strata)} bands of probability have fewer "
            f"than {FEWEST} of them. Go on with the audit."
        )

    def _advice(self) -> str:
        low, high = self.recall_interval
        found = f"{percent(low)} of all matches are found, and the aim is {percent(self.aim)}."
        if self.enough:
            return f"Enough to stop: at least {found}"
        why = f"Not enough to stop: perhaps only {found}"
        if self.left:
            return f"{why} Settle the suggestions that are left."
        return f"{why} {'Lower the cut' if high < self.aim else 'Audit more pairs, or lower the cut'}."


def estimated(
    samples: Iterable[tuple[str, int, Sequence[LookedAt | None], Sequence[LookedAt]]],
    *,
    found: int,
    left: int,
    aim: float,
) -> Estimate:
    """Put the strata together.

    The number of matches is the sum of N p over the strata, N the size and p the share of matches. Its
    interval is that of the method of variance estimates recovery (MOVER; Zou and Donner, Construction of
    confidence intervals about effect measures: a general approach, Statistics in Medicine 27:1693, 2008):
    the distance of each end from the sum is √(Σ N² d²), d the distance of that end of the stratum's interval
    from its share. What is accepted already is taken off; no end goes beyond what is known.

    Args:
        samples: For each stratum its name, its size, what is known of its sample in order, and what is known
            of all its pairs that somebody looked at.
        found: Accepted suggestions.
        left: Unsettled suggestions.
        aim: Share of all matches to be found.
    """
    strata = tuple(_audited(words, size, sample, others) for words, size, sample, others in samples)
    accepted = sum(stratum.accepted for stratum in strata)
    total, (low, high) = _total(strata)
    unknown = sum(stratum.size - stratum.accepted - stratum.rejected for stratum in strata)
    return Estimate(
        strata=strata,
        found=found + accepted,
        left=left,
        aim=aim,
        missed=None if total is None else min(max(total - accepted, 0.0), float(unknown)),
        missed_interval=(
            max(0, floor(low - accepted + _TRACE)),
            min(unknown, ceil(high - accepted - _TRACE)),
        ),
    )


def _total(strata: Iterable[Audited]) -> tuple[float | None, Interval]:
    """Matches in all strata together, and their interval; no number where a stratum is not audited."""
    total, below, above, least, most = 0.0, 0.0, 0.0, 0.0, 0.0
    unaudited = False
    for stratum in strata:
        low, high = (stratum.size * end for end in stratum.interval)
        if stratum.share is None:
            # These ends are certain and not the luck of a draw: they add up in full.
            unaudited, least, most = True, least + low, most + high
        else:
            count = stratum.size * stratum.share
            total, below, above = total + count, below + (count - low) ** 2, above + (high - count) ** 2
    ends = least + total - sqrt(below), most + total + sqrt(above)
    return None if unaudited else total, ends


#: Sums of floats end this close to a whole number that they stand for.
_TRACE = 1e-6


def _audited(words: str, size: int, sample: Sequence[LookedAt | None], others: Sequence[LookedAt]) -> Audited:
    """One stratum.

    Only the beginning of the sample counts, up to the first pair that is not looked at: pairs that somebody
    decided for other reasons, because they are matches for example, are no random sample. Pairs that people
    could not settle are no matches at the low end, matches at the high end, and left out between.
    """
    looked_at = [*takewhile(_is_looked_at, (one or NOBODY for one in sample))]
    if len(looked_at) < min(FEWEST, len(sample)):
        looked_at = []
    matches, unanswered = sum(map(_is_match, looked_at)), sum(x.status in _NO_ANSWER for x in looked_at)
    accepted = sum(map(_is_match, others))
    rejected = sum(x.status in _ANSWERS for x in others) - accepted
    low, high = _interval(matches, unanswered, len(looked_at), size)
    # What is known for certain is not left to chance.
    least, most = accepted / size, 1 - rejected / size
    low, high = (min(max(end, least), most) for end in (low, high))
    answered = len(looked_at) - unanswered
    share = min(max(matches / answered, least), most) if answered else None
    return Audited(
        words=words,
        size=size,
        audited=len(looked_at),
        matches=matches,
        unanswered=unanswered,
        accepted=accepted,
        rejected=rejected,
        share=low if share is None and accepted + rejected == size else share,
        interval=(low, high),
    )


def _is_looked_at(found: LookedAt) -> bool:
    return found.status in _ANSWERS or found.status in _NO_ANSWER


def _is_match(found: LookedAt) -> bool:
    # All deciding votes on an accepted pair chose one relation. An opposite is a link, but no match.
    return found.status is Status.ACCEPTED and found.deciding[0].predicate_id is not Predicate.OPPOSITE


def _interval(matches: int, unanswered: int, audited: int, size: int) -> Interval:
    """Wilson's interval of a sample without replacement.

    Drawn from few, a sample says more than its size: the variance of its share is (N - n) / (N - 1) of that
    of a sample from very many (Cochran, Sampling Techniques, 3rd ed. 1977, section 3.2), so it is worth
    n (N - 1) / (N - n) draws.
    """
    if not audited:
        return 0.0, 1.0
    least, most = matches / audited, (matches + unanswered) / audited
    if audited == size:
        return least, most
    worth = audited * (size - 1) / (size - audited)
    return wilson(least * worth, worth)[0], wilson(most * worth, worth)[1]
