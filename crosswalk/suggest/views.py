"""Views of a pair: each compares two sides in one way that a person understands.

Every view takes two encoded sides of n and m things and gives a matrix of shape (n, m); higher is more
alike. Scales differ from view to view; `scoring` makes them comparable.
"""

from collections.abc import Callable, Sequence

import numpy as np

from crosswalk.suggest.encoded import Encoded, unit
from crosswalk.suggest.side import Side

View = Callable[[Encoded, Encoded], np.ndarray]

#: How many of the best-matching parts speak for a heading.
_BEST_PARTS = 3


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


def letters_of_wordings(left: Encoded, right: Encoded) -> np.ndarray:
    """Runs of three to five letters that the own wordings share, rare ones counting more."""
    return np.asarray((left.letters @ right.letters.T).toarray())


def letters_of_everything(left: Encoded, right: Encoded) -> np.ndarray:
    """The same with the parts' wordings added."""
    if left.letters_below is None or right.letters_below is None:
        return letters_of_wordings(left, right)
    return np.asarray((left.letters_below @ right.letters_below.T).toarray())


#: What is asked of any two sides, by the name that explanations use.
OF_WORDINGS: dict[str, View] = {
    "everything it says": whole,
    "letters its words share": letters_of_wordings,
}
#: What more is asked where nothing stands below the things.
OF_LEAVES: dict[str, View] = {
    "everything it says, without its framework's own voice": whole_without_voice,
}
#: What more is asked where something does. Headings against parts are without voice already.
OF_PARTS: dict[str, View] = {
    "its heading against the other's indicators": headings_against_parts,
    "letters its words and its indicators' words share": letters_of_everything,
}


def views_for(left: Side, right: Side) -> dict[str, View]:
    """The views that can tell two sides' things apart."""
    return OF_WORDINGS | (OF_PARTS if any(left.parts) or any(right.parts) else OF_LEAVES)


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
    voice = np.vstack(parts).mean(axis=0) if sum(map(len, parts)) > 1 else 0.0
    columns = []
    for below in parts:
        near = cosines(headings, unit(below - voice))
        best = min(_BEST_PARTS, near.shape[1])
        columns.append(np.sort(near, axis=1)[:, -best:].mean(axis=1))
    return np.column_stack(columns)
