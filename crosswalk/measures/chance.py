"""What chance makes of two documents: resamples of their elements, and shuffles of their links."""

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx
import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.measures.joining import CUT, joined
from crosswalk.model import Framework, Kind, Link
from crosswalk.vocabulary import LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Chance:
    """How chance is drawn.

    Attributes:
        shuffles: Of the permutation test, at least 1.
        resamples: Of the bootstrap, at least 1.
        seed: The same seed gives the same figures.
    """

    shuffles: int = 9_999
    resamples: int = 2_000
    seed: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Draws:
    """Two documents, what joins them, and what chance makes of it.

    Attributes:
        elements: How many elements each of the two has, shape (2,).
        joined: How many of them are joined to the other, shape (2,).
        how: The kind of link of each joined pair.
        resampled: `joined` in each resample, shape (resamples, 2).
        agreeing: Joined pairs that have a joined element of a third framework in common.
        shuffled: `agreeing` in each shuffle, shape (shuffles,); None where no third framework can tell.
    """

    elements: np.ndarray
    joined: np.ndarray
    how: tuple[LinkKind, ...]
    resampled: np.ndarray
    agreeing: int
    shuffled: np.ndarray | None

    @property
    def overlap(self) -> float:
        """Overlap coefficient; not a number where one of the two has no elements."""
        return float(_overlap(self.joined, self.elements))

    @property
    def jaccard(self) -> float:
        """Jaccard index; not a number where neither has elements."""
        return float(_jaccard(self.joined, self.elements))

    @property
    def overlaps(self) -> np.ndarray:
        """Overlap coefficient of each resample, shape (resamples,)."""
        return _overlap(self.resampled, self.elements)

    @property
    def jaccards(self) -> np.ndarray:
        """Jaccard index of each resample, shape (resamples,)."""
        return _jaccard(self.resampled, self.elements)

    @property
    def p(self) -> float | None:
        """(b + 1) / (m + 1), where b of m shuffles agree at least as often (Phipson and Smyth 2010)."""
        if self.shuffled is None:
            return None
        return (int((self.shuffled >= self.agreeing).sum()) + 1) / (len(self.shuffled) + 1)


def interval(resampled: np.ndarray) -> tuple[float, float]:
    """The 2.5th and the 97.5th percentile of resampled figures: a 95 % percentile interval (Efron 1979)."""
    low, high = np.percentile(resampled, [2.5, 97.5])
    return float(low), float(high)


def draws(
    catalogue: Catalogue,
    links: Iterable[Link],
    *,
    first: str,
    second: str,
    cut: float = CUT,
    chance: Chance | None = None,
) -> Draws:
    """Every draw behind the figures that `framework_measures` gives for two documents.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        first: Id of a document.
        second: Id of another one that stands after it in the catalogue; the draws are then those of
            `framework_measures`.
        cut: The least probability of a suggestion that counts, in [0, 1].
        chance: How it is drawn; None for the usual.

    Raises:
        UnknownStatement: There is no such framework.
    """
    graph = joined(catalogue, links, cut=cut)
    ends = catalogue.framework(first), catalogue.framework(second)
    return draws_of(graph, *ends, chance=chance or Chance())


def draws_of(graph: nx.Graph, first: Framework, second: Framework, *, chance: Chance) -> Draws:
    """As `draws`, on a graph as `joined` gives it."""
    # Each pair draws on its own: another document leaves the figures of these two as they are.
    random = np.random.default_rng([chance.seed, *(first.id + "|" + second.id).encode()])
    ours, theirs = _elements(first), _elements(second)
    matrix = _matrix(graph, ours, theirs)
    sizes = np.array(matrix.shape)
    found = np.array([matrix.any(axis=1).sum(), matrix.any(axis=0).sum()])
    # Drawing n of n elements with replacement, k of which are joined, draws Binomial(n, k / n) joined ones.
    resampled = random.binomial(sizes, found / np.maximum(sizes, 1), size=(chance.resamples, 2))
    agreeing, shuffled = _agreement(graph, first, second, chance.shuffles, random)
    return Draws(
        elements=sizes,
        joined=found,
        how=tuple(graph.edges[ours[i], theirs[j]]["how"] for i, j in zip(*np.nonzero(matrix), strict=True)),
        resampled=resampled,
        agreeing=agreeing,
        shuffled=shuffled,
    )


def _overlap(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    shared = counts.min(axis=-1)
    return _share(shared, np.full_like(shared, sizes.min()))


def _jaccard(counts: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    shared = counts.min(axis=-1)
    return _share(shared, sizes.sum() - shared)


def _share(shared: np.ndarray, below: np.ndarray) -> np.ndarray:
    return np.where(below > 0, shared / np.maximum(below, 1), np.nan)


def _agreement(
    graph: nx.Graph, first: Framework, second: Framework, shuffles: int, random: np.random.Generator
) -> tuple[int, np.ndarray | None]:
    """`agreeing` and `shuffled`."""
    ours, theirs = _elements(first), _elements(second)
    own = {first.id, second.id}
    third = [name for name, of in graph.nodes(data="framework") if of not in own]
    common = _matrix(graph, ours, third) @ _matrix(graph, third, theirs) > 0
    linked = _matrix(graph, ours, theirs)
    # agreed[i, j]: how many pairs agree where element j of the first framework has the links of element i.
    agreed = linked @ common.T
    observed = int(np.trace(agreed))
    if not linked.any() or not common.any():
        return observed, None
    places = np.arange(len(ours))
    return observed, agreed[random.permuted(np.tile(places, (shuffles, 1)), axis=1), places].sum(axis=1)


def _elements(framework: Framework) -> list[str]:
    return [s.id for s in framework.of_kind(Kind.ELEMENT)]


def _matrix(graph: nx.Graph, rows: list[str], columns: list[str]) -> np.ndarray:
    """Which of two lists of elements are joined, 0 or 1, shape (len(rows), len(columns))."""
    place = {name: number for number, name in enumerate(columns)}
    matrix = np.zeros((len(rows), len(columns)), dtype=np.int64)
    for row, name in enumerate(rows):
        for other in graph[name]:
            if other in place:
                matrix[row, place[other]] = 1
    return matrix
