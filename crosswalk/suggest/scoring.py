"""How alike the things of two sides are: several views, made comparable and added up.

Each view is standardised over all pairs of the two sides, and all views count alike: there is no weight to
be learnt, so nothing can be learnt by heart.
"""

import numpy as np

from crosswalk.suggest.encoded import Encoded, encode_sides
from crosswalk.suggest.encoders import Encoder
from crosswalk.suggest.side import Side
from crosswalk.suggest.views import views_for

#: How many of its nearest tell how much of a hub a thing is.
_NEAREST = 5

#: How much of the hub correction is applied where the things compared have parts, such as the elements of
#: two frameworks: those say each thing about once. Without parts (tasks, controls, indicators) many things
#: rightly point at one, and the correction would take away what is right.
_CORRECTION = 0.5


def score(left: Side, right: Side, encoder: Encoder) -> np.ndarray:
    """A score for every pair of two sides; higher is more alike.

    Args:
        left: n things.
        right: m things.
        encoder: Turns texts into unit vectors.

    Returns:
        Shape (n, m), float64; mean 0 and standard deviation 1 over all pairs, so that scores of different
        pairs of sides can be put into one order.
    """
    return fuse(*encode_sides((left, right), encoder))


def fuse(left: Encoded, right: Encoded) -> np.ndarray:
    """The same for sides that are encoded already."""
    views = view_scores(left, right).values()
    return _standardised(np.asarray(sum(views)))


def view_scores(left: Encoded, right: Encoded) -> dict[str, np.ndarray]:
    """What each view says of every pair, by the view's name: shape (n, m), mean 0, standard deviation 1."""
    corrected = any(left.side.parts) or any(right.side.parts)
    found = {}
    for name, view in views_for(left.side, right.side).items():
        scores = view(left, right)
        found[name] = _standardised(_without_hubs(scores) if corrected else scores)
    return found


def _without_hubs(view: np.ndarray) -> np.ndarray:
    """Take off what a thing has in common with everything: cross-domain similarity local scaling.

    score(a, b) - c (r(a) + r(b)), where r is the mean of a thing's scores with its nearest few on the other
    side; c = 1/2 for half the correction (Conneau et al., Word translation without parallel data, ICLR
    2018, use 2 score - r - r, which orders pairs like c = 1/2 times two).
    """
    if not view.size:
        return view
    rows = np.sort(view, axis=1)[:, -_NEAREST:].mean(axis=1, keepdims=True)
    columns = np.sort(view, axis=0)[-_NEAREST:].mean(axis=0, keepdims=True)
    return np.asarray(view - _CORRECTION * (rows + columns) / 2)


def _standardised(view: np.ndarray) -> np.ndarray:
    deviation = view.std() if view.size else 0.0
    return np.zeros_like(view) if deviation == 0 else np.asarray((view - view.mean()) / deviation)
