"""How far communities can be trusted: whether other seeds give the same ones, and how far they blend."""

from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind
from crosswalk.principles.cutting import Communities

#: Columns of `community_table`: a community's number, its statements, the documents that they are from, their
#: mean stability in [0, 1], and the element among them (without one, the indicator) that is most stable.
COMMUNITY_COLUMNS = (
    "community", "statements", "frameworks", "framework_ids", "stability", "at_its_heart", "heart_title",
)  # fmt: skip

#: Figures about runs have no more digits than these.
_DECIMALS = 3


def adjusted_rand(one: np.ndarray, other: np.ndarray) -> float:
    """How far two groupings of the same things agree: the adjusted Rand index.

    (pairs together in both - expected) / (mean of the pairs together in each - expected), where expected is
    what groups of these sizes give by chance (Hubert and Arabie 1985). 1 for equal groupings, 0 for what
    chance gives, below 0 for less.

    Args:
        one: The number of the group of each thing, shape (n,).
        other: The same things in the same order.

    Raises:
        ValueError: The two differ in length.
    """
    if len(one) != len(other):
        raise ValueError(f"groupings of {len(one)} and of {len(other)} things")
    _, ours = np.unique(one, return_inverse=True)
    _, theirs = np.unique(other, return_inverse=True)
    table = np.zeros((ours.max(initial=-1) + 1, theirs.max(initial=-1) + 1))
    np.add.at(table, (ours, theirs), 1)
    both, first, second = _pairs(table), _pairs(table.sum(axis=1)), _pairs(table.sum(axis=0))
    every = _pairs(np.asarray([len(one)]))
    expected = first * second / every if every else 0.0
    most = (first + second) / 2
    return 1.0 if most == expected else (both - expected) / (most - expected)


def agreement(groupings: Sequence[np.ndarray]) -> np.ndarray:
    """`adjusted_rand` of every two of k groupings, shape (k (k - 1) / 2,)."""
    return np.asarray([adjusted_rand(one, other) for one, other in combinations(groupings, 2)])


def numbers(found: Communities) -> np.ndarray:
    """The number of the community of each statement, -1 for what belongs nowhere; shape (n,)."""
    of = np.full(len(found.together.ids), -1)
    for number, group in enumerate(found.groups):
        of[list(group)] = number
    return of


def blending(found: Communities) -> np.ndarray:
    """How often members of two communities stand together, on average; shape (k, k), in [0, 1].

    On the diagonal two different members of one community. What blends is told apart by a narrow margin.
    """
    share, groups = found.together.share, [np.asarray(group) for group in found.groups]
    means = np.zeros((len(groups), len(groups)))
    for row, ours in enumerate(groups):
        for column, theirs in enumerate(groups):
            block = share[np.ix_(ours, theirs)]
            alone = len(ours) if row == column else 0
            means[row, column] = (block.sum() - alone) / max(block.size - alone, 1)
    return means


def community_table(catalogue: Catalogue, found: Communities) -> pd.DataFrame:
    """Each community with what it rests on.

    Args:
        catalogue: All frameworks.
        found: As `cut` gives them.

    Returns:
        Columns `COMMUNITY_COLUMNS`; numbers count from 1, as those of principles do.
    """
    rows = []
    for number, group in enumerate(found.groups, 1):
        ids = [found.together.ids[place] for place in group]
        behind = [f.id for f in catalogue.documents if any(i.partition(":")[0] == f.id for i in ids)]
        heart = catalogue.statement(found.together.ids[_heart(catalogue, found, group)])
        stability = round(float(found.stability[list(group)].mean()), _DECIMALS)
        rows.append((number, len(ids), len(behind), "; ".join(behind), stability, heart.id, heart.label))
    return pd.DataFrame(rows, columns=list(COMMUNITY_COLUMNS))


def _heart(catalogue: Catalogue, found: Communities, group: Sequence[int]) -> int:
    """The most stable element; an indicator only where there is no element; the first of equals."""

    def order(place: int) -> tuple[bool, float, str]:
        name = found.together.ids[place]
        whole = catalogue.statement(name).kind is Kind.ELEMENT
        return not whole, -round(float(found.stability[place]), _DECIMALS), name

    return min(group, key=order)


def _pairs(counts: np.ndarray) -> float:
    return float((counts * (counts - 1) / 2).sum())
