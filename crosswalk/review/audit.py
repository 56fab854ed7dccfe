"""A random audit of what was not suggested: which pairs to look at, and what they tell of all the others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

import numpy as np

from crosswalk.review.missed import FEWEST, RECALL_AIM, Estimate, estimated
from crosswalk.review.question import Question
from crosswalk.review.settling import LookedAt, Pair
from crosswalk.review.shuffle import places_of_pairs

#: Strata of the probability start at these. Of 114,000 pairs below the cut in the five documents 350 reach
#: 0.2, and 96,000 are below 0.01: in one heap, the few near misses would hardly ever be drawn.
FLOORS = (0.2, 0.05, 0.01, 0.0)

#: Where no probability is known.
_UNKNOWN = len(FLOORS)

#: Probabilities are shown with this many decimals; a stratum goes by what is shown.
_DECIMALS = 3

#: A model that is sure that there is no match may be wrong all the same: where it expects fewer matches than
#: these, the draw does not believe it.
_LEAST_EXPECTED = 0.001


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Below:
    """All pairs of two sides of n and m statements; no pair belongs to two of these.

    Attributes:
        subject_ids: CURIEs of the rows.
        object_ids: CURIEs of the columns.
        confidence: Probability of a match, in [0, 1], shape (n, m); None where it is not known.
        asked: Pairs that the audit speaks of, shape (n, m), bool: neither suggested nor opposed.
    """

    subject_ids: Sequence[str]
    object_ids: Sequence[str]
    confidence: np.ndarray | None
    asked: np.ndarray

    @property
    def strata(self) -> np.ndarray:
        """Place of each pair's stratum in `FLOORS`; after them where nothing is known; -1 if not asked."""
        if self.confidence is None:
            return np.where(self.asked, _UNKNOWN, -1)
        # np.digitize counts the floors a probability reaches, lowest first; the lowest is reached by all.
        reached = np.digitize(np.round(self.confidence, _DECIMALS), FLOORS[-2::-1])
        return np.where(self.asked, _UNKNOWN - 1 - reached, -1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """Pairs below the cut of about one probability.

    Attributes:
        words: What to call it: `0.05 to 0.2`, `not known`.
        size: How many pairs there are.
        expected: Mean probability of a match, in [0, 1]; None where none is known.
        sample: A simple random sample of them in the order of the draw; all of them where they are few.
    """

    words: str
    size: int
    expected: float | None
    sample: tuple[Question, ...]


@dataclass(frozen=True, kw_only=True, eq=False)
class Audit:
    """A stratified random sample of all pairs below the cut.

    Attributes:
        sides: What it was drawn from.
        strata: Those that have any pairs, the most probable first.
        order: The sample in the order in which people are asked. Any beginning of it is spread over all
            strata: a few of each come first, then each gets its share by Neyman's allocation (On the two
            different aspects of the representative method, JRSS 97:558, 1934): in proportion to
            N √(c (1 - c)), N its size and c its mean probability. So of the likelier strata a larger part is
            looked at, and most verdicts fall where most of the uncertainty is.
    """

    sides: tuple[Below, ...]
    strata: tuple[Stratum, ...]
    order: list[Question]

    @property
    def size(self) -> int:
        """How many pairs it speaks of."""
        return sum(stratum.size for stratum in self.strata)

    def stratum_of(self, pair: Pair) -> str | None:
        """The words of a pair's stratum, drawn or not; None where the audit is not about it."""
        for subject_id, object_id in (pair, pair[::-1]):
            columns = self._columns.get(object_id, {})
            for side, row in self._rows.get(subject_id, {}).items():
                if side in columns and (place := self._strata[side][row, columns[side]]) >= 0:
                    return _words(int(place))
        return None

    @cached_property
    def _strata(self) -> list[np.ndarray]:
        return [side.strata.astype(np.int8) for side in self.sides]

    @cached_property
    def _rows(self) -> dict[str, dict[int, int]]:
        return _found_in([side.subject_ids for side in self.sides])

    @cached_property
    def _columns(self) -> dict[str, dict[int, int]]:
        return _found_in([side.object_ids for side in self.sides])


def _found_in(lists: Sequence[Sequence[str]]) -> dict[str, dict[int, int]]:
    found: dict[str, dict[int, int]] = {}
    for number, ids in enumerate(lists):
        for place, id_ in enumerate(ids):
            found.setdefault(id_, {})[number] = place
    return found


def _words(place: int) -> str:
    if place == _UNKNOWN:
        return "not known"
    low = f"{FLOORS[place]:g}"
    return f"{low} to {FLOORS[place - 1]:g}" if place else f"{low} and more"


def draw(sides: Sequence[Below], *, most: int = 500) -> Audit:
    """Draw the pairs of the audit: the same every time, whatever was decided meanwhile.

    A pair's place in its stratum depends on its two ids alone, so a new framework or a new suggestion leaves
    the others in their order and what was audited stays of use.

    Args:
        sides: Every two sides that were compared.
        most: How many pairs of each stratum to draw at most.
    """
    numbered = [(side, side.strata, places_of_pairs(side.subject_ids, side.object_ids)) for side in sides]
    drawn = [_stratum(numbered, place, most=most) for place in range(_UNKNOWN + 1)]
    strata = tuple(stratum for stratum in drawn if stratum.size)
    return Audit(sides=tuple(sides), strata=strata, order=_interleaved(strata))


def _stratum(numbered: Sequence[tuple[Below, np.ndarray, np.ndarray]], place: int, *, most: int) -> Stratum:
    size, expected = 0, 0.0
    first: list[tuple[int, Pair, Question]] = []
    for side, strata, numbers in numbered:
        cells = np.flatnonzero(strata == place)
        size += len(cells)
        if side.confidence is not None:
            expected += float(side.confidence.ravel()[cells].sum())
        if len(cells) > most:
            cells = cells[np.argpartition(numbers.ravel()[cells], most)[:most]]
        first += [
            (int(numbers.flat[cell]), q.pair, q) for cell in cells for q in [_question(side, int(cell))]
        ]
    first.sort(key=lambda row: row[:2])
    return Stratum(
        words=_words(place),
        size=size,
        expected=expected / size if size and place != _UNKNOWN else None,
        sample=tuple(question for *_, question in first[:most]),
    )


def _question(side: Below, cell: int) -> Question:
    row, column = divmod(cell, len(side.object_ids))
    known = None if side.confidence is None else round(float(side.confidence[row, column]), _DECIMALS)
    return Question(subject_id=side.subject_ids[row], object_id=side.object_ids[column], confidence=known)


def _interleaved(strata: Sequence[Stratum]) -> list[Question]:
    """A few of each stratum in turn, then the k-th of each when k / weight comes up (Adams' method)."""
    known = [stratum.expected for stratum in strata if stratum.expected is not None]
    usual = sum(known) / len(known) if known else 0.5
    queued = []
    for place, stratum in enumerate(strata):
        share = usual if stratum.expected is None else stratum.expected
        share = min(max(share, _LEAST_EXPECTED), 1 - _LEAST_EXPECTED)
        weight = stratum.size * sqrt(share * (1 - share))
        queued += [
            (rank / weight if rank >= FEWEST else 0.0, rank, place, question)
            for rank, question in enumerate(stratum.sample)
        ]
    return [question for *_, question in sorted(queued, key=lambda row: row[:3])]


def estimate(
    audit: Audit,
    known: Mapping[Pair, LookedAt],
    found: int,
    *,
    left: int = 0,
    aim: float = RECALL_AIM,
) -> Estimate:
    """How many matches are missed below the cut, and whether stopping is justified.

    Args:
        audit: As drawn.
        known: What people's votes make of each pair.
        found: How many suggestions are accepted as matches, opposites not counted.
        left: How many suggestions, opposites not counted, nobody has settled. Each counts as missed until it
            is.
        aim: What share of all matches is to be found, in (0, 1].
    """
    decided: dict[str, list[LookedAt]] = {stratum.words: [] for stratum in audit.strata}
    for pair, one in known.items():
        if (words := audit.stratum_of(pair)) is not None:
            decided[words].append(one)
    samples = [
        (stratum.words, stratum.size, [known.get(q.pair) for q in stratum.sample], decided[stratum.words])
        for stratum in audit.strata
    ]
    return estimated(samples, found=found, left=left, aim=aim)
