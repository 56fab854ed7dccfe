"""How much of each framework has a counterpart in each other, among what is suggested."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import permutations

import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.model import Kind, Link, Status, is_whole
from crosswalk.review import NOBODY, LookedAt, Pair
from crosswalk.vocabulary import LinkKind, Predicate

#: Columns of `coverage_table`.
COVERAGE_COLUMNS = ("framework", "by", "indicators", "with_near_counterpart", "share")

#: Columns of `coverage_by_cut`.
BY_CUT_COLUMNS = ("framework", "by", "cut", "elements", "with_counterpart", "share", "settled_by_people")

#: The probabilities at which `coverage_by_cut` looks.
CUTS = (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)


def coverage_table(catalogue: Catalogue, links: Iterable[Link], *, near: float) -> pd.DataFrame:
    """How many indicators of each document have a near counterpart among what is suggested in each other.

    coverage(A by B) = |{indicators of A with a link to an indicator of B that scores at least `near`}|
    / |indicators of A|. It speaks of suggestions that nobody has reviewed; a pair that
    was not suggested does not count, however near, so that every figure can be traced to its links.

    Args:
        catalogue: All frameworks.
        links: Settled links; only suggested ones between indicators count.
        near: The least similarity score that counts.

    Returns:
        Columns `COVERAGE_COLUMNS`: one row an ordered pair of documents; `share` in [0, 1], 0 for a
        document without indicators.
    """
    indicators = {f.id: {s.id for s in f.of_kind(Kind.INDICATOR)} for f in catalogue.documents}
    covered: dict[tuple[str, str], set[str]] = {}
    for link in links:
        if link.predicate_id is Predicate.OPPOSITE:
            continue
        if link.kind is LinkKind.SUGGESTED and (link.similarity_score or 0.0) >= near:
            ours, theirs = link.subject_id.partition(":")[0], link.object_id.partition(":")[0]
            covered.setdefault((ours, theirs), set()).add(link.subject_id)
            covered.setdefault((theirs, ours), set()).add(link.object_id)
    rows = []
    for first, second in permutations(indicators, 2):
        found = len(covered.get((first, second), set()) & indicators[first])
        total = len(indicators[first])
        rows.append((first, second, total, found, found / total if total else 0.0))
    return pd.DataFrame(rows, columns=list(COVERAGE_COLUMNS))


def coverage_by_cut(
    catalogue: Catalogue,
    probable: Iterable[tuple[str, str, float]],
    *,
    looked: Mapping[Pair, LookedAt] | None = None,
    cuts: Sequence[float] = CUTS,
) -> pd.DataFrame:
    """How the share of elements with a counterpart moves with the probability that counts as one.

    share(A by B, cut) = |{elements of A with an element of B that is a match with a probability of at least
    the cut}| / |elements of A|. A share that stays level is sure; one that falls with every step is not.

    Args:
        catalogue: All frameworks.
        probable: (element id, element id, probability of a match), a pair once and in either direction.
            Where links are all that is known, their pairs and `confidence`; what was not suggested then
            counts at no cut.
        looked: As `looked_at` gives it. A pair that people accepted counts at every cut (but as opposites at
            none), one that they rejected at none, and no other pair of an element of which they said that
            nothing in the other framework corresponds to it.
        cuts: In [0, 1].

    Returns:
        Columns `BY_CUT_COLUMNS`: one row an ordered pair of documents and cut; `share` in [0, 1], empty where
        no probability is known or there are no elements; `settled_by_people` counts the elements whose answer
        is people's and not the model's.
    """
    elements = {f.id: [s.id for s in f.of_kind(Kind.ELEMENT)] for f in catalogue.documents}
    people = _peoples(looked or {})
    best: dict[tuple[str, str], float] = {}
    for pair, probability in _known(probable, looked or {}).items():
        for here, there in (pair, pair[::-1]):
            towards = here, there.partition(":")[0]
            best[towards] = max(best.get(towards, 0.0), probability)
    rows = []
    for first, second in permutations(elements, 2):
        keys = [(name, second) for name in elements[first]]
        own = [people.get(key, best.get(key)) for key in keys]
        known = [probability for probability in own if probability is not None]
        settled = sum(key in people for key in keys)
        for cut in cuts:
            found = sum(probability >= cut for probability in known)
            share = found / len(own) if known else None
            rows.append((first, second, cut, len(own), found, share, settled))
    return pd.DataFrame(rows, columns=list(BY_CUT_COLUMNS)).astype({"share": float})


def _peoples(looked: Mapping[Pair, LookedAt]) -> dict[tuple[str, str], float]:
    """(statement, framework) -> 1 where people found a counterpart, 0 where they found that there is none."""
    found: dict[tuple[str, str], float] = {}
    for pair, seen in looked.items():
        for here, there in (pair, pair[::-1]):
            towards = here, there.partition(":")[0]
            if _accepted(seen):
                found[towards] = 1.0
            elif seen.status is Status.REJECTED and is_whole(there):
                found.setdefault(towards, 0.0)
    return found


def _known(probable: Iterable[tuple[str, str, float]], looked: Mapping[Pair, LookedAt]) -> dict[Pair, float]:
    """The probability of each pair; none is left of what people rejected, or found to be opposites."""
    found: dict[Pair, float] = {}
    for one, other, probability in probable:
        pair = min(one, other), max(one, other)
        seen = looked.get(pair, NOBODY)
        settled = seen.status in (Status.ACCEPTED, Status.REJECTED)
        found[pair] = 0.0 if settled and not _accepted(seen) else probability
    return found


def _accepted(seen: LookedAt) -> bool:
    relations = {vote.relation_of_pair for vote in seen.deciding}
    return seen.status is Status.ACCEPTED and Predicate.OPPOSITE not in relations
