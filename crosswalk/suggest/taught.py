"""Weights learnt from what reviewers settled, again and again while they work."""

import contextlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from crosswalk.errors import WeightsError
from crosswalk.model import Kind, Status
from crosswalk.review import LookedAt
from crosswalk.suggest.encoded import COMPARED, Encoded
from crosswalk.suggest.learn import Example, learn_from_picked, model_name
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.suggest.scoring import comparable_views
from crosswalk.suggest.views import have_parts
from crosswalk.suggest.weights import Learnt, Shape, Weights
from crosswalk.vocabulary import Predicate

#: The elements, or the indicators, of two documents in the order of the catalogue.
_Key = tuple[str, str, Kind]


def settled_pairs(known: Mapping[tuple[str, str], LookedAt]) -> dict[tuple[str, str], bool]:
    """What people settled, as `learn_from_pairs` takes it.

    Args:
        known: As `review.looked_at` gives it.

    Returns:
        True for pairs accepted with any relation but `opposite`; False for that one and for rejected pairs.
        What is open, unsure, disputed or was said of other words is left out.
    """
    return {
        pair: found.deciding[0].predicate_id not in (None, Predicate.OPPOSITE)
        for pair, found in known.items()
        if found.status in (Status.ACCEPTED, Status.REJECTED)
    }


def learn_from_pairs(
    pairwise: Pairwise, judged: Mapping[tuple[str, str], bool], *, prior: Learnt, measured: bool = False
) -> Learnt:
    """Weights learnt from pairs that people settled.

    Elements with indicators below teach how such elements are compared; indicators and lists how these are.
    What cannot be compared teaches nothing: two kinds, one framework, unknown ids, a behaviour and a warning.

    Args:
        pairwise: Every two frameworks, whatever weights they were compared by; it is only read.
        judged: (id, id) in either direction -> whether people call the pair a match.
        prior: What was known before anybody decided anything; never what an earlier call gave, or the same
            decisions would count twice.
        measured: Whether the calibration error on held-out pairs of frameworks is worked out; that takes
            ten times as long as all else.

    Returns:
        The prior where nothing was judged, or everything in the same way.
    """
    settled = _judged(pairwise, judged)
    model = model_name(pairwise.encoder_name)
    learnt = prior
    # Elements first, since what elements score is a view of the indicators below them.
    for name, parts in (("parts", True), ("leaves", False)):
        known: Weights = getattr(prior, name)
        asked = [one for one in settled if have_parts(*_sides(pairwise, one.key)) == parts]
        taught = pairwise.taught(learnt)
        examples = [_example(taught, one, known.shape) for one in asked]
        # A prior that nothing contradicts is no error: people have just begun.
        with contextlib.suppress(WeightsError):
            found = learn_from_picked(examples, known, encoder=model, measured=measured)
            learnt = replace(learnt, **{name: found})
    return learnt


@dataclass(frozen=True, slots=True)
class _Judged:
    """Pairs of one comparison that people settled: (row, column) -> whether they call it a match."""

    key: _Key
    cells: Mapping[tuple[int, int], bool]


def _sides(pairwise: Pairwise, key: _Key) -> tuple[Encoded, Encoded]:
    first, second, kind = key
    return pairwise.side(first, kind), pairwise.side(second, kind)


def _example(pairwise: Pairwise, one: _Judged, shape: Shape) -> Example:
    first, second, kind = one.key
    unweighed = pairwise.unweighed(*one.key)
    above = None
    if kind is Kind.INDICATOR:
        above = pairwise.compared(first, second, Kind.ELEMENT).comparison.score
    views = comparable_views(
        unweighed.left, unweighed.right, pairwise.learnt, shape, above=above, own=unweighed.views(shape)
    )
    judged, match = np.zeros((2, len(unweighed.left.side), len(unweighed.right.side)), dtype=bool)
    for cell, is_match in one.cells.items():
        judged[cell], match[cell] = True, is_match
    group = " – ".join(sorted((first, second)))
    return Example(group=group, views=views, judged=judged & ~unweighed.opposed, match=match)


def _judged(pairwise: Pairwise, judged: Mapping[tuple[str, str], bool]) -> list[_Judged]:
    """Where the judged pairs stand in the comparisons, in one order whatever the order of the pairs."""
    order = {framework.id: place for place, framework in enumerate(pairwise.catalogue.documents)}
    places = {
        name: (order[framework_id], framework_id, kind, place)
        for framework_id in order
        for kind in COMPARED
        for place, name in enumerate(pairwise.side(framework_id, kind).side.ids)
    }
    found: dict[_Key, dict[tuple[int, int], set[bool]]] = defaultdict(lambda: defaultdict(set))
    for pair, match in judged.items():
        if not all(end in places for end in pair):
            continue
        one, other = sorted(places[end] for end in pair)
        if one[2] is other[2] and one[1] != other[1]:
            found[one[1], other[1], one[2]][one[3], other[3]].add(match)
    # Said of A and B, and the contrary of B and A: then nothing is known of the pair.
    return [
        _Judged(key, {cell: said.pop() for cell, said in cells.items() if len(said) == 1})
        for key, cells in sorted(found.items())
    ]
