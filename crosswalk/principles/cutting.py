"""From how often statements stand together to communities of a size that people can use."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from crosswalk.model import Why
from crosswalk.principles.communities import Settings, Together

#: Among few statements a community of this size is no giant, whatever its share.
_NO_GIANT = 30


@dataclass(frozen=True, slots=True)
class Communities:
    """What belongs together.

    Attributes:
        together: How often statements stand together; n of them.
        groups: Places in `together.ids`, sorted; most frameworks first, then the largest.
        stability: Shape (n,): a member's mean co-membership with the other members of its group; for the
            rest, of what its own cluster was.
        reasons: Why a place is in no group, by place.
        second: Further groups that a place supports: place -> numbers of groups.
    """

    together: Together
    groups: tuple[tuple[int, ...], ...]
    stability: np.ndarray
    reasons: dict[int, Why]
    second: dict[int, tuple[int, ...]]

    def group_of(self, place: int) -> int:
        """The number of the group that a member stands in first of all."""
        return next(number for number, group in enumerate(self.groups) if place in group)

    def with_group(self, places: Sequence[int], number: int) -> list[float]:
        """Mean co-membership of each of some places with the members of a group."""
        return list(
            _mean_share(self.together, np.asarray(places, dtype=int), np.asarray(self.groups[number]))
        )


def cut(together: Together, *, settings: Settings | None = None) -> Communities:
    """The communities: clusters of mean linkage on co-membership, bounded in number and size.

    Their tree is cut where two groups stop being together in at least `together` of the runs. Where that
    gives more than `most` communities, it is cut lower. No cluster holds more than `largest` of all
    statements: it stays in the two parts it was made of.

    Args:
        together: How often statements stand together.
        settings: Bounds; None for the default.
    """
    chosen = settings or Settings()
    clusters = _clusters(together, chosen)
    stability = np.zeros(len(together.ids))
    reasons: dict[int, Why] = {}
    groups: list[tuple[int, ...]] = []
    for cluster in clusters:
        kept = _kept(cluster, together, chosen)
        stability[cluster] = _mean_share(together, cluster, cluster)
        stability[kept] = _mean_share(together, kept, kept)
        why = _why_not(cluster, kept, together, chosen)
        if not why:
            groups.append(tuple(sorted(map(int, kept))))
        reasons |= {int(p): why or Why.UNSTABLE for p in cluster if why or p not in set(kept)}
    groups.sort(key=lambda group: (-len(_frameworks(group, together)), -len(group), group))
    second = _second(groups, stability, together, chosen)
    return Communities(together, tuple(groups), stability, dict(sorted(reasons.items())), second)


def _clusters(together: Together, chosen: Settings) -> list[np.ndarray]:
    """The clusters at the first cut that gives few enough communities; at the loosest where none does."""
    total = len(together.ids)
    if total < 2:
        return [np.arange(total)] if total else []
    clusters: list[np.ndarray] = []
    for least in np.arange(chosen.together, chosen.loosest - 1e-9, -0.025):
        clusters = _cut_tree(
            together.tree, total, height=1 - least + 1e-9, most=max(_NO_GIANT, int(chosen.largest * total))
        )
        count = sum(not _why_not(c, _kept(c, together, chosen), together, chosen) for c in clusters)
        if count <= chosen.most:
            break
    return clusters


def _cut_tree(tree: np.ndarray, total: int, *, height: float, most: int) -> list[np.ndarray]:
    """Clusters joined at no more than a height, of no more than so many members, by their first member."""
    members: dict[int, list[int]] = {place: [place] for place in range(total)}
    closed: set[int] = set()
    for number, (left, right, distance, _) in enumerate(tree, start=total):
        ends = int(left), int(right)
        both = len(members.get(ends[0], ())) + len(members.get(ends[1], ()))
        if distance > height or both > most or closed & set(ends):
            # What stands above something that stayed apart stays apart too.
            closed.add(number)
            continue
        members[number] = members.pop(ends[0]) + members.pop(ends[1])
    return [np.asarray(sorted(found)) for found in sorted(members.values(), key=min)]


def _kept(cluster: np.ndarray, together: Together, chosen: Settings) -> np.ndarray:
    """A cluster without the members that are too seldom together with the rest."""
    return np.asarray(cluster[_mean_share(together, cluster, cluster) >= chosen.floor])


def _why_not(cluster: np.ndarray, kept: np.ndarray, together: Together, chosen: Settings) -> Why | None:
    """Why a cluster is no community; None where it is one."""
    if len(cluster) == 1:
        others = np.delete(together.share[cluster[0]], cluster[0])
        return Why.UNSTABLE if others.any() else Why.UNLINKED
    if len(_frameworks(cluster, together)) < 2:
        return Why.ONE_FRAMEWORK
    if len(kept) < chosen.smallest or len(_frameworks(kept, together)) < 2:
        return Why.TOO_FEW
    return None


def _frameworks(places: Sequence[int] | np.ndarray, together: Together) -> set[str]:
    return {together.ids[place].partition(":")[0] for place in places}


def _mean_share(together: Together, of: np.ndarray, with_: np.ndarray) -> np.ndarray:
    """Mean co-membership of each of some places with others, itself left out; 1 where there is no other."""
    block = together.share[np.ix_(of, with_)]
    same = of[:, None] == with_
    count = (~same).sum(axis=1)
    return np.where(count > 0, np.where(same, 0.0, block).sum(axis=1) / np.maximum(count, 1), 1.0)


def _second(
    groups: list[tuple[int, ...]], stability: np.ndarray, together: Together, chosen: Settings
) -> dict[int, tuple[int, ...]]:
    """Members that are often together with the core of another group; its core: the more stable half."""
    found: dict[int, list[int]] = {}
    for number, group in enumerate(groups):
        places = np.asarray(group)
        core = places[stability[places] >= np.median(stability[places])]
        others = np.asarray([p for other in groups if other is not group for p in other], dtype=int)
        for place in others[_mean_share(together, others, core) >= chosen.second]:
            found.setdefault(int(place), []).append(number)
    return {place: tuple(numbers) for place, numbers in sorted(found.items())}
