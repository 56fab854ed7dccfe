"""Chains of links that people accepted or documents state, by SSSOM's chaining rules.

Rules: SSSOM's `chaining-rules.md`. Chained are the same (skos:exactMatch), narrower (skos:broadMatch) and
wider (skos:narrowMatch), of which the last two are inverse to each other. closeMatch and relatedMatch are
never chained, since "mostly the same" twice may be something else, nor what is stated without saying how two
statements match: dcterms:source and dcterms:relation.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from crosswalk.catalogue import Catalogue
from crosswalk.model import Link, Status
from crosswalk.review import Pair
from crosswalk.vocabulary import INVERSE, PREDICATE_WORDS, LinkKind, Predicate

#: Steps of a chain. Each adds its own doubt: three keep a chain short enough for a person to check it.
MOST_HOPS = 3

#: Relations that may be chained.
CHAINABLE = (Predicate.EXACT, Predicate.BROAD, Predicate.NARROW)

#: Kinds of link that people or documents vouch for, and that a chain may be made of. Where a pair has several
#: the first is taken: a document's word gives way to what people say of it.
VOUCHED = (LinkKind.REVIEWED, LinkKind.CITED, LinkKind.MIRRORED)

#: Relations in the order of the vocabulary.
_CLOSEST_FIRST = tuple(Predicate)

#: From each statement, what a step leads to, by its relation from there: the same, narrower, wider.
_Roads = dict[str, dict[Predicate, set[str]]]

#: The statements passed, and the relation of the first to the last.
_Trail = tuple[tuple[str, ...], Predicate]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Links that lead from one statement to another through statements of further frameworks.

    Attributes:
        path: Ids of the statements, both ends included.
        predicate_id: The relation of the first to the last that follows.
        links: The link of each step.
    """

    path: tuple[str, ...]
    predicate_id: Predicate
    links: tuple[Link, ...]


def compose(first: Predicate, second: Predicate) -> Predicate | None:
    """The relation of A to C that follows from those of A to B and of B to C; None where none does.

    SSSOM's rules: exact, broad and narrow are each transitive, and exact before or after any of them changes
    nothing. What is wider than something narrower may be anything.
    """
    if first not in CHAINABLE or second not in CHAINABLE:
        return None
    if first is Predicate.EXACT:
        return second
    return first if second in (first, Predicate.EXACT) else None


def relation_from(link: Link, node_id: str) -> Predicate:
    """A link's relation, read from one of its ends to the other."""
    said = link.predicate_id
    return said if link.subject_id == node_id else INVERSE.get(said, said)


def premises(links: Iterable[Link], catalogue: Catalogue) -> dict[Pair, Link]:
    """Links that chains are made of: accepted by people, or stated by a document and not yet judged.

    Both ends are statements of two different frameworks, not frameworks as a whole.

    Args:
        links: Settled links of any kind, in any order.
        catalogue: All frameworks.

    Returns:
        One link a pair, by pair.
    """
    statements = {statement.id for statement in catalogue.statements}
    found: dict[Pair, Link] = {}
    for link in sorted((x for x in links if x.kind in VOUCHED), key=_people_first):
        one, other = link.pair
        apart = one.partition(":")[0] != other.partition(":")[0]
        if apart and _stands(link) and link.predicate_id in CHAINABLE and statements.issuperset(link.pair):
            found.setdefault(link.pair, link)
    return dict(sorted(found.items()))


def _people_first(link: Link) -> tuple[int, int, str]:
    return VOUCHED.index(link.kind), _CLOSEST_FIRST.index(link.predicate_id), link.subject_id


def _stands(link: Link) -> bool:
    # What a document says and people have judged counts as what people say, not as what it says.
    return link.status is (Status.ACCEPTED if link.kind is LinkKind.REVIEWED else Status.OPEN)


def chains(
    links: Iterable[Link], catalogue: Catalogue, *, most_hops: int = MOST_HOPS
) -> dict[tuple[str, str], list[Chain]]:
    """The shortest chains between every two statements that no link which may be chained joins directly.

    A chain passes through no framework twice. From each statement all ways are followed until every other
    one is reached or they are `most_hops` long: with n statements that have d links each, that is at most
    O(n · d^most_hops) steps, and never less than there are chains to tell of.

    Args:
        links: Settled links of any kind, in any order.
        catalogue: All frameworks.
        most_hops: Links in a chain, at most.

    Returns:
        (id, id) -> its chains, all of one length, by path. The first id is of the framework that comes first
        in the catalogue.
    """
    known = premises(links, catalogue)
    roads = _roads(known)
    place = {framework.id: number for number, framework in enumerate(catalogue)}
    found = {}
    for joined in _joined(roads):
        later = set(joined)
        # Seen from the other end the same chains come up again: each is told from its first framework.
        ordered = sorted(joined, key=lambda node_id: (place[_framework(node_id)], node_id))
        for _, own in groupby(ordered, key=_framework):
            starts = [*own]
            later.difference_update(starts)
            for start in starts:
                for end, trails in _trails(start, roads, later, most_hops).items():
                    found[start, end] = [_chain(trail, known) for trail in sorted(trails)]
    return found


def _joined(roads: _Roads) -> Iterator[list[str]]:
    """Statements in groups between which there is no way at all."""
    left = set(roads)
    for start in roads:
        group = [start] if start in left else []
        left.discard(start)
        for here in group:  # grows while it is walked through
            new = {there for ends in roads[here].values() for there in ends if there in left}
            left -= new
            group += new
        if group:
            yield group


def _framework(node_id: str) -> str:
    return node_id.partition(":")[0]


def _roads(known: dict[Pair, Link]) -> _Roads:
    roads: _Roads = {}
    for pair, link in known.items():
        for here, there in (pair, pair[::-1]):
            by_relation = roads.setdefault(here, {})
            by_relation.setdefault(relation_from(link, here), set()).add(there)
    return roads


def _trails(start: str, roads: _Roads, later: set[str], most_hops: int) -> dict[str, list[_Trail]]:
    """The shortest trails from a statement to each of some others that it has no link with."""
    direct = {end: relation for relation, ends in roads[start].items() for end in ends}
    wanted = later.difference(direct)
    if not wanted:
        return {}
    trails: list[_Trail] = [((start, end), relation) for end, relation in direct.items()]
    found: dict[str, list[_Trail]] = {}
    for hops in range(2, most_hops + 1):
        reached: dict[str, list[_Trail]] = {}
        for trail in _longer(trails, roads, wanted):
            reached.setdefault(trail[0][-1], []).append(trail)
        found |= reached
        wanted = wanted.difference(reached)
        if not wanted or hops == most_hops:
            break
        # A detour to where a direct link says the same leads to nothing that the direct link does not.
        trails = [
            (path, relation)
            for path, relation in _longer(trails, roads, None)
            if direct.get(path[-1]) is not relation
        ]
    return found


def _longer(trails: Iterable[_Trail], roads: _Roads, wanted: set[str] | None) -> Iterator[_Trail]:
    """Trails with one more step, to those that are wanted; None for any."""
    open_roads: _Roads = {}
    for path, relation in trails:
        here = path[-1]
        if here not in open_roads:
            open_roads[here] = {
                step: ends if wanted is None else ends & wanted for step, ends in roads[here].items()
            }
        for step, ends in open_roads[here].items():
            following = compose(relation, step) if ends else None
            if following is not None:
                passed = {_framework(node_id) for node_id in path}
                for end in ends:
                    if _framework(end) not in passed:
                        yield (*path, end), following


def _chain(trail: _Trail, known: dict[Pair, Link]) -> Chain:
    path, relation = trail
    return Chain(path=path, predicate_id=relation, links=tuple(known[pair] for pair in steps(path)))


def steps(path: Sequence[str]) -> Iterator[Pair]:
    """The pair of each step along a path, its ids in order."""
    for here, there in pairwise(path):
        yield (here, there) if here < there else (there, here)


def in_words(path: Sequence[str], known: Mapping[Pair, Link]) -> str:
    """What the links along a path say, as a clause: `A says the same as B, which is narrower than C`.

    Args:
        path: Ids of statements.
        known: The link of each step, by pair.
    """
    said = [
        f"{PREDICATE_WORDS[relation_from(known[pair], here)]} {there}"
        for (here, there), pair in zip(pairwise(path), steps(path), strict=True)
    ]
    return f"{path[0]} {', which '.join(said)}"
