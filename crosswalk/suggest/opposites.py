"""What a statement that warns against something negates: the behaviour that it shares its topic with.

Nothing here says "the same": the relation of such a pair is always `opposite`.
"""

from collections.abc import Mapping

import numpy as np

from crosswalk.suggest.cut import DECIMALS, Pair
from crosswalk.suggest.scoring import standardised
from crosswalk.suggest.views import BACK, FORTH, PLACE, WHOLE

#: Views that tell what a statement is about, whatever it says of it. Letters are not among them: the same
#: behaviour is praised and warned against in different words. Nor are frameworks' voices taken out of the
#: wordings, since the nearest opposite often stands in the same framework.
_OF_TOPIC = (WHOLE, FORTH, BACK, PLACE)

#: The topic of a pair has to stand out by so many standard deviations: of the pairs judged for the shipped
#: weights, about every second beyond it is a behaviour and its opposite.
_STANDS_OUT = 2.5


def opposition(views: Mapping[str, np.ndarray], opposed: np.ndarray) -> np.ndarray:
    """How likely each pair of two sides is a behaviour and its opposite, higher is likelier.

    Args:
        views: As `scoring.comparable_views` gives them; shape (n, m).
        opposed: Pairs of which exactly one warns against something; shape (n, m).

    Returns:
        Shape (n, m); minus infinity where both or neither warn.
    """
    topic = standardised(np.asarray(sum(views[name] for name in _OF_TOPIC if name in views)))
    return np.where(opposed, topic, -np.inf)


def negated(score: np.ndarray, warning: np.ndarray) -> list[Pair]:
    """For each thing on the left that warns, the likeliest behaviour on the right, if one stands out.

    Args:
        score: As `opposition` gives it, shape (n, m).
        warning: Which things on the left warn, shape (n,).

    Returns:
        (row, column), by row.
    """
    if not score.size:
        return []
    best = np.argmax(np.round(score, DECIMALS), axis=1)
    return [
        (int(row), int(best[row])) for row in np.flatnonzero(warning) if score[row, best[row]] >= _STANDS_OUT
    ]
