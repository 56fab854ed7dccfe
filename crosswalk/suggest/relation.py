"""How two statements that correspond relate: the same, mostly the same, wider, narrower, overlapping.

Suggested from three things: how probable a match is at all, whether the two are called the same, and how
much of each the other covers. Where these do not tell, nothing is said.
"""

import numpy as np

from crosswalk.suggest.encoded import Encoded
from crosswalk.suggest.views import cosines
from crosswalk.suggest.word_by_word import found_again
from crosswalk.vocabulary import Predicate

#: A match is more likely than not: the same, mostly the same, wider or narrower.
MATCH = 0.5

#: From here on about half of the pairs judged for the shipped weights at least overlap; below it most do not,
#: and nothing is said.
OVERLAP = 0.05

#: Headings of at least this cosine call two things the same.
_SAME_HEADING = 0.83

#: A pair is wider or narrower from this probability on (a lower one: the two say less of the same) ...
_UNEQUAL = 0.3

#: ... if one side covers so much more of the other than is covered of itself: differences of mean cosines, of
#: indicators below, or of words where nothing stands below either. Half of the few pairs that people judged
#: to be wider or narrower reach it, and one pair in seven of the others.
_WIDER_BY_PARTS, _WIDER_BY_WORDS = 0.12, 0.25

#: Words of which the shorter text must have so many, or its length would pass for narrowness.
_ENOUGH_WORDS = 8


class Relations:
    """The relation of any pair of two sides, worked out when it is asked for.

    Args:
        left: n things.
        right: m things.
        confidence: Probability of a match, shape (n, m); None where it is not known.
    """

    def __init__(self, left: Encoded, right: Encoded, confidence: np.ndarray | None) -> None:
        self._left, self._right, self._confidence = left, right, confidence
        self._said = left.said, right.said

    def of(self, row: int, column: int) -> Predicate:
        """The relation of the left thing to the right one; unspecified where it cannot be told."""
        if self._said[0][row] == self._said[1][column]:
            return Predicate.EXACT
        if self._confidence is None:
            return Predicate.UNSPECIFIED
        confidence = self._confidence[row, column]
        if confidence >= MATCH and self._called_the_same(row, column):
            return Predicate.EXACT
        if confidence >= _UNEQUAL and (wider := self._wider(row, column)):
            return wider
        if confidence >= MATCH:
            return Predicate.CLOSE
        return Predicate.RELATED if confidence >= OVERLAP else Predicate.UNSPECIFIED

    def _called_the_same(self, row: int, column: int) -> bool:
        if not (self._left.side.titles[row] and self._right.side.titles[column]):
            return False
        return float(self._left.headings[row] @ self._right.headings[column]) >= _SAME_HEADING

    def _wider(self, row: int, column: int) -> Predicate | None:
        """Which of the two covers more of the other; None where neither does by far."""
        left, right = self._left, self._right
        if left.side.parts[row] and right.side.parts[column]:
            near = cosines(left.parts[row], right.parts[column])
            covered, enough = (near.max(axis=1).mean(), near.max(axis=0).mean()), _WIDER_BY_PARTS
        elif left.side.parts[row] or right.side.parts[column]:
            return None
        else:
            covered, enough = self._words(row, column), _WIDER_BY_WORDS
        if abs(covered[0] - covered[1]) < enough:
            return None
        return Predicate.NARROW if covered[1] > covered[0] else Predicate.BROAD

    def _words(self, row: int, column: int) -> tuple[float, float]:
        words = self._left.words.pick(slice(row, row + 1)), self._right.words.pick(slice(column, column + 1))
        if min(len(words[0].spelled), len(words[1].spelled)) < _ENOUGH_WORDS:
            return 0.0, 0.0
        forth, back = found_again(*words)
        return float(forth[0, 0]), float(back[0, 0])
