"""What near means for a model and the texts it compares."""

from collections.abc import Sequence

import numpy as np

from crosswalk.suggest.cut import DECIMALS


def nearness(between: Sequence[np.ndarray], *, share: float) -> float:
    """The cosine that only the closest share of all pairs from two frameworks reaches.

    It says what "near" means for this model and these texts: a raw cosine does not.

    Args:
        between: Cosines of the pairs that may be suggested, one array a pair of frameworks.
        share: Of all these pairs, in (0, 1).

    Returns:
        A cosine, rounded; 1.0 where there is no pair at all.
    """
    pairs = np.concatenate([cosines.ravel() for cosines in between]) if between else np.zeros(0)
    return round(float(np.quantile(pairs, 1 - share)), DECIMALS) if len(pairs) else 1.0
