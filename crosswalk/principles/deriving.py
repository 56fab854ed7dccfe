"""From links to principles."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np

from crosswalk.catalogue import Catalogue
from crosswalk.model import Link, Member, Nowhere, Principle, Principles, Statement
from crosswalk.principles.communities import Settings, Together, joined, often_together, statements_of
from crosswalk.principles.cutting import Communities, cut
from crosswalk.principles.naming import Encode, Name, names_of

if TYPE_CHECKING:
    import networkx as nx

#: Figures about runs have no more digits than these.
_DECIMALS = 3


class Look(Protocol):
    """Tells how often statements stand together, as `often_together` does."""

    def __call__(self, graph: "nx.Graph", *, settings: Settings | None = None) -> Together:
        """As `often_together`."""


def derive(
    catalogue: Catalogue,
    links: Iterable[Link],
    *,
    encode: Encode,
    settings: Settings | None = None,
    look: Look = often_together,
) -> Principles:
    """Principles that the frameworks share, from what links their statements.

    Args:
        catalogue: All frameworks; those known by reference support no principle.
        links: Settled links.
        encode: Turns n texts into unit vectors, shape (n, d), to choose names.
        settings: How to look for communities; None for the default.
        look: Looks for them; one that remembers what it found saves seconds.

    Returns:
        Principles p1, p2, ..., those with most frameworks first, then those with most members; none where
        nothing joins two frameworks. Equal input gives equal principles.

    Raises:
        EncoderError: The model gives vectors that cannot be used.
    """
    graph = joined(catalogue, links, settings=settings)
    known = {s.id: s for f in catalogue.documents for s in statements_of(f)}
    found = cut(look(graph, settings=settings), settings=settings)
    groups = [_most_stable_first(group, found, known) for group in found.groups]
    names = names_of(groups, known.values(), encode=encode) if groups else []
    order = {statement_id: place for place, statement_id in enumerate(known)}
    ids = found.together.ids
    nowhere = [Nowhere(statement_id=ids[place], why=why) for place, why in found.reasons.items()]
    return Principles(
        principles=tuple(_principle(n, found, name, order) for n, name in enumerate(names)),
        nowhere=tuple(sorted(nowhere, key=lambda one: order[one.statement_id])),
    )


def _most_stable_first(
    group: Sequence[int], found: Communities, known: dict[str, Statement]
) -> list[Statement]:
    ids = found.together.ids
    ordered = sorted(group, key=lambda place: (-round(float(found.stability[place]), _DECIMALS), ids[place]))
    return [known[ids[place]] for place in ordered]


def _principle(number: int, found: Communities, name: Name, order: dict[str, int]) -> Principle:
    own = {place: float(found.stability[place]) for place in found.groups[number]}
    others = [place for place, supported in found.second.items() if number in supported]
    figures = own | dict(zip(others, found.with_group(others, number), strict=True))
    members = [_member(place, figure, number, found) for place, figure in figures.items()]
    return Principle(
        id=_id(number),
        label=name.label,
        label_from=name.label_from,
        definition=name.definition,
        definition_from=name.definition_from,
        terms=name.terms,
        members=tuple(sorted(members, key=lambda member: order[member.statement_id])),
        stability=mean_stability(members),
        of=(_id(number),),
    )


def mean_stability(members: Iterable[Member]) -> float | None:
    """Mean of what is known of members' stability, in [0, 1]; None where nothing is."""
    known = [member.stability for member in members if member.stability is not None]
    return round(float(np.mean(known)), _DECIMALS) if known else None


def _member(place: int, figure: float, number: int, found: Communities) -> Member:
    supported = {found.group_of(place), *found.second.get(place, ())} - {number}
    return Member(
        statement_id=found.together.ids[place],
        stability=round(float(figure), _DECIMALS),
        also_in=tuple(_id(other) for other in sorted(supported)),
    )


def _id(number: int) -> str:
    return f"p{number + 1}"
