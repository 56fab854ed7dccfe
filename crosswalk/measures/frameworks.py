"""How much two documents overlap, and whether other frameworks bear it out."""

from collections.abc import Iterable
from itertools import combinations

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.measures.chance import Chance, Draws, draws_of, interval
from crosswalk.measures.joining import CUT, DECIMALS, joined
from crosswalk.model import Link
from crosswalk.vocabulary import LinkKind

#: Columns of `framework_measures`:
#:
#: - `first`, `second`: two documents; `cut`: the probability from which suggestions count;
#: - `first_elements`, `second_elements`: how many elements each has; `pairs`: pairs of them that are joined,
#:   `reviewed_pairs` those that people accepted, `stated_pairs` others that a document states;
#: - `first_joined`, `second_joined`: elements of each that are joined to the other;
#: - `shared`: the smaller of the two, so that a wide element that many point at counts once;
#: - `overlap`, `jaccard`: as `framework_measures` says, with the ends of a 95 % bootstrap interval;
#: - `agreeing`: joined pairs that have a joined element of a third framework in common;
#: - `agreeing_by_chance`, `p`: its mean over shuffles, and how often chance does as well; empty where no
#:   third framework can tell.
FRAMEWORK_MEASURE_COLUMNS = (
    "first", "second", "cut", "first_elements", "second_elements", "pairs", "reviewed_pairs", "stated_pairs",
    "first_joined", "second_joined", "shared",
    "overlap", "overlap_low", "overlap_high", "jaccard", "jaccard_low", "jaccard_high",
    "agreeing", "agreeing_by_chance", "p",
)  # fmt: skip


def framework_measures(
    catalogue: Catalogue, links: Iterable[Link], *, cut: float = CUT, chance: Chance | None = None
) -> pd.DataFrame:
    """How much every two documents overlap, and whether other frameworks bear it out.

    With a and b elements, of which a' and b' are joined to the other framework, and shared = min(a', b'):
    overlap = shared / min(a, b) (overlap coefficient: Szymkiewicz 1934, Simpson 1943) and
    jaccard = shared / (a + b - shared) (Jaccard 1901). The two are those of sets where every element has
    one counterpart.

    Intervals: percentile bootstrap (Efron 1979) over the elements of both, each resampled with whether it is
    joined; they say how much the figure hangs on which elements a framework happens to have. Since the
    smaller of two counts is taken, and chance makes one of them smaller, they lean to the low side.

    The test: a joined pair agrees with the others where both its elements are joined to one element of a
    third framework. Shuffling which element of the first framework has which links to the second keeps how
    many links each bundle has and breaks only that agreement. p = (b + 1) / (m + 1), where b of m shuffles
    agree at least as often (Phipson and Smyth 2010). While links are suggestions of one model a small p says
    that they hang together, and not that people would agree.

    Args:
        catalogue: All frameworks.
        links: Settled links of all kinds.
        cut: The least probability of a suggestion that counts, in [0, 1].
        chance: How it is drawn; None for the usual.

    Returns:
        Columns `FRAMEWORK_MEASURE_COLUMNS`: one row two documents, in catalogue order; `overlap` and
        `jaccard` are in [0, 1], and empty where one of the two, or both, have no elements.
    """
    graph = joined(catalogue, links, cut=cut)
    rows = [
        (first.id, second.id, cut, *_figures(draws_of(graph, first, second, chance=chance or Chance())))
        for first, second in combinations(catalogue.documents, 2)
    ]
    table = pd.DataFrame(rows, columns=list(FRAMEWORK_MEASURE_COLUMNS))
    return table.astype({"agreeing_by_chance": float, "p": float}).round(DECIMALS)


def _figures(drawn: Draws) -> tuple[float | None, ...]:
    """`first_elements` to `p`."""
    stated = sum(kind not in (LinkKind.REVIEWED, LinkKind.SUGGESTED) for kind in drawn.how)
    by_chance = None if drawn.shuffled is None else float(drawn.shuffled.mean())
    return (
        *map(int, drawn.elements),
        *(len(drawn.how), drawn.how.count(LinkKind.REVIEWED), stated),
        *map(int, drawn.joined),
        int(drawn.joined.min()),
        *(drawn.overlap, *interval(drawn.overlaps)),
        *(drawn.jaccard, *interval(drawn.jaccards)),
        *(drawn.agreeing, by_chance, drawn.p),
    )
