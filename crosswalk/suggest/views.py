"""Views of a pair: each compares two sides in one way that a person understands.

Every view is a matrix of shape (n, m) for two encoded sides of n and m things; higher is more alike. Scales
differ from view to view; `scoring` makes them comparable.
"""

from collections.abc import Sequence

import numpy as np

from crosswalk.suggest.encoded import Encoded, unit
from crosswalk.suggest.word_by_word import found_again

#: The views by the names that explanations and weights use.
WHOLE = "everything it says"
WITHOUT_VOICE = "everything it says, without its framework's own voice"
HEADINGS = "its heading against the other's indicators"
LETTERS = "letters its words share"
LETTERS_BELOW = "letters its words and its indicators' words share"
FORTH = "its words, found again in the other"
BACK = "the other's words, found again in it"
PLACE = "where it stands in its framework"
ABOVE = "what it stands under, by all views"

#: How many of the best-matching parts speak for a heading.
_BEST_PARTS = 3


def have_parts(left: Encoded, right: Encoded) -> bool:
    """Whether anything stands below the things that are compared."""
    return any(left.side.parts) or any(right.side.parts)


def views_of(left: Encoded, right: Encoded) -> dict[str, np.ndarray]:
    """Every view that can tell two sides' things apart, by its name.

    Args:
        left: n things.
        right: m things.

    Returns:
        Matrices of shape (n, m). Things with indicators below are also seen by these; where no heading stands
        above the things of one side, no view asks where they stand.
    """
    forth, back = found_again(left.words, right.words)
    found = {WHOLE: whole(left, right), LETTERS: letters(left, right), FORTH: forth, BACK: back}
    if have_parts(left, right):
        found[HEADINGS] = headings_against_parts(left, right)
        found[LETTERS_BELOW] = letters_below(left, right)
    else:
        found[WITHOUT_VOICE] = whole_without_voice(left, right)
    if left.places is not None and right.places is not None:
        found[PLACE] = cosines(_without_voice(left.places), _without_voice(right.places))
    return found


def whole(left: Encoded, right: Encoded) -> np.ndarray:
    """Cosine of everything a thing says: half its own wording, half its parts."""
    return cosines(left.whole, right.whole)


def whole_without_voice(left: Encoded, right: Encoded) -> np.ndarray:
    """The same without what all things of a side share: its sector and its way of speaking."""
    return cosines(_without_voice(left.whole), _without_voice(right.whole))


def headings_against_parts(left: Encoded, right: Encoded) -> np.ndarray:
    """What one side calls it against what the other side asks for, both ways, without either's voice.

    The mean of a heading's best three cosines with the other's parts.
    """
    forth = _best_parts(_without_voice(left.headings), right.parts)
    back = _best_parts(_without_voice(right.headings), left.parts)
    return np.asarray((forth + back.T) / 2)


def letters(left: Encoded, right: Encoded) -> np.ndarray:
    """Runs of three to five letters that the own wordings share, rare ones counting more."""
    return np.asarray((left.letters @ right.letters.T).toarray())


def letters_below(left: Encoded, right: Encoded) -> np.ndarray:
    """The same with the parts' wordings added."""
    if left.letters_below is None or right.letters_below is None:
        return letters(left, right)
    return np.asarray((left.letters_below @ right.letters_below.T).toarray())


def cosines(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Cosine of every row of one with every row of the other.

    Args:
        left: Unit rows, shape (n, d).
        right: Unit rows, shape (m, d).

    Returns:
        Shape (n, m), in [-1, 1].
    """
    if not len(left) or not len(right):
        return np.zeros((len(left), len(right)))
    return np.asarray(np.clip(left @ right.T, -1.0, 1.0))


def _without_voice(rows: np.ndarray) -> np.ndarray:
    # One thing alone is nothing but its side's voice: there is nothing to take out.
    return unit(rows - rows.mean(axis=0)) if len(rows) > 1 else rows


def _best_parts(headings: np.ndarray, parts: Sequence[np.ndarray]) -> np.ndarray:
    """Mean of each heading's best cosines with the parts of each thing, shape (n, m)."""
    if not len(headings) or not parts:
        return np.zeros((len(headings), len(parts)))
    every = np.vstack(parts)
    voice = every.mean(axis=0) if len(every) > 1 else 0.0
    near = cosines(headings, unit(every - voice))
    ends = np.cumsum([len(below) for below in parts])
    columns = [
        np.sort(near[:, end - len(below) : end], axis=1)[:, -_BEST_PARTS:].mean(axis=1)
        for below, end in zip(parts, ends, strict=True)
    ]
    return np.column_stack(columns)
