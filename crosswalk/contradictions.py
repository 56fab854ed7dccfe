"""Where what people accepted, rejected and judged, and what documents state, cannot all be true."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

import networkx as nx
import pandas as pd

from crosswalk.catalogue import Catalogue
from crosswalk.chains import MOST_HOPS, Chain, chains, in_words, premises, relation_from, steps
from crosswalk.model import Decision, Link, Polarity, Status
from crosswalk.model.written import decision_in_words
from crosswalk.review import LookedAt, Pair, judged_alone
from crosswalk.vocabulary import LinkKind, Predicate


class Clash(StrEnum):
    """How things contradict each other."""

    REJECTED_ALONG_CHAIN = "rejected-along-chain"
    WIDER_BOTH_WAYS = "wider-both-ways"
    SAME_AS_TWO = "same-as-two"
    WARNING_ACCEPTED = "warning-accepted"
    NONE_BUT_SOME = "none-but-some"


#: Each in words.
CLASH_WORDS = {
    Clash.REJECTED_ALONG_CHAIN: "a pair was turned down that follows from other links",
    Clash.WIDER_BOTH_WAYS: "a statement would have to be wider than itself",
    Clash.SAME_AS_TWO: "two statements of one framework are the same as one of another",
    Clash.WARNING_ACCEPTED: "a warning was accepted as a match of something wanted",
    Clash.NONE_BUT_SOME: "a framework was said to have no counterpart, and has one",
}

#: Columns of `contradictions_table`.
CONTRADICTION_COLUMNS = ("kind", "meaning", "statements", "words", "reviewers", "decision_ids")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Things that cannot all be true; people have to say which of them are.

    Attributes:
        kind: How they contradict each other.
        statements: The ids concerned; along a chain or a cycle in its order.
        words: What is wrong, in a sentence that names the ids.
        links: The accepted or stated links behind it.
        decisions: The votes behind it and behind these links, by time.
    """

    kind: Clash
    statements: tuple[str, ...]
    words: str
    links: tuple[Link, ...] = ()
    decisions: tuple[Decision, ...] = ()


def contradictions(
    links: Sequence[Link],
    catalogue: Catalogue,
    *,
    known: dict[Pair, LookedAt],
    most_hops: int = MOST_HOPS,
) -> list[Contradiction]:
    """Every contradiction among what people decided and documents state, each once.

    Chains follow the rules of `crosswalk.chains`. A relation that comes back to where it began is found
    however long the way is, and so are two statements of one framework that are the same as one of another.

    Args:
        links: Settled links of all kinds, in any order; suggested and inferred ones contradict nobody.
        catalogue: All frameworks.
        known: What people's votes make of each pair, as `looked_at` gives it.
        most_hops: Links in a chain that leads to a rejected pair, or into a framework that was said to have
            no counterpart.

    Returns:
        By kind, then by statements.
    """
    vouched = premises(links, catalogue)
    following = chains(links, catalogue, most_hops=most_hops)
    found = [
        *_rejected_along_chain(known, following, vouched),
        *_voted_wider_both_ways(known),
        *_cycles(vouched),
        *_same_as_two(vouched),
        *_warnings(links, catalogue),
        *_none_but_some(links, known, following, vouched),
    ]
    order = list(Clash)
    return sorted(found, key=lambda one: (order.index(one.kind), one.statements))


def _votes(links: Iterable[Link], *further: Decision) -> tuple[Decision, ...]:
    votes = {vote.id: vote for vote in (*further, *(vote for link in links for vote in link.decisions))}
    return tuple(sorted(votes.values(), key=lambda vote: vote.order))


def _said(votes: Iterable[Decision]) -> str:
    """What votes say, each thing once, however many people say it."""
    return "; ".join(dict.fromkeys(map(decision_in_words, votes)))


def _rejected_along_chain(
    known: dict[Pair, LookedAt], following: dict[tuple[str, str], list[Chain]], vouched: dict[Pair, Link]
) -> Iterator[Contradiction]:
    for ends, (chain, *_) in following.items():
        one, other = sorted(ends)
        people = known.get((one, other))
        if people is None or not _denied(people):
            continue
        yield Contradiction(
            kind=Clash.REJECTED_ALONG_CHAIN,
            statements=chain.path,
            words=f"People said that {_said(people.deciding)}; yet {in_words(chain.path, vouched)}.",
            links=chain.links,
            decisions=_votes(chain.links, *people.deciding),
        )


def _denied(people: LookedAt) -> bool:
    """Whether people turned a pair down, or accepted it as opposites, which match no more."""
    opposed = any(vote.predicate_id is Predicate.OPPOSITE for vote in people.deciding)
    return people.status is Status.REJECTED or (people.status is Status.ACCEPTED and opposed)


def _voted_wider_both_ways(known: dict[Pair, LookedAt]) -> Iterator[Contradiction]:
    for pair, people in known.items():
        votes = [v for v in people.deciding if v.predicate_id in (Predicate.BROAD, Predicate.NARROW)]
        if len({vote.relation_of_pair for vote in votes}) == 2:
            yield Contradiction(
                kind=Clash.WIDER_BOTH_WAYS,
                statements=pair,
                words=f"Reviewers contradict each other: {_said(votes)}.",
                decisions=_votes((), *votes),
            )


def _cycles(vouched: dict[Pair, Link]) -> Iterator[Contradiction]:
    """For each step to something wider from which others lead back: the shortest such cycle, each once."""
    upwards, rising = nx.DiGraph(), []
    for pair, link in vouched.items():
        for here, there in (pair, pair[::-1]):
            relation = relation_from(link, here)
            if relation is not Predicate.NARROW:
                upwards.add_edge(here, there)
            if relation is Predicate.BROAD:
                rising.append((here, there))
    component = {
        node: number for number, own in enumerate(nx.strongly_connected_components(upwards)) for node in own
    }
    found = {
        _from_the_first(nx.shortest_path(upwards, there, here))
        for here, there in rising
        if component[here] == component[there]
    }
    for cycle in sorted(found):
        path = (*cycle, cycle[0])
        links = tuple(vouched[pair] for pair in steps(path))
        yield Contradiction(
            kind=Clash.WIDER_BOTH_WAYS,
            statements=cycle,
            words=f"It comes back to where it began: {in_words(path, vouched)}.",
            links=links,
            decisions=_votes(links),
        )


def _from_the_first(cycle: Sequence[str]) -> tuple[str, ...]:
    start = cycle.index(min(cycle))
    return (*cycle[start:], *cycle[:start])


def _same_as_two(vouched: dict[Pair, Link]) -> Iterator[Contradiction]:
    same = nx.Graph(pair for pair, link in vouched.items() if link.predicate_id is Predicate.EXACT)
    for component in nx.connected_components(same):
        own: dict[str, list[str]] = {}
        for node in sorted(component):
            own.setdefault(node.partition(":")[0], []).append(node)
        for framework_id, twins in own.items():
            for one, other in combinations(twins, 2):
                path = tuple(nx.shortest_path(same, one, other))
                # Where the way leads through a third one of the framework, the two halves say it already.
                if not any(node.partition(":")[0] == framework_id for node in path[1:-1]):
                    yield _twins(path, vouched)


def _twins(path: tuple[str, ...], vouched: dict[Pair, Link]) -> Contradiction:
    links = tuple(vouched[pair] for pair in steps(path))
    return Contradiction(
        kind=Clash.SAME_AS_TWO,
        statements=path,
        words=f"{path[0]} and {path[-1]} of one framework are both the same as {path[1]}"
        + (f": {in_words(path, vouched)}." if len(path) > 3 else "."),
        links=links,
        decisions=_votes(links),
    )


def _accepted(links: Iterable[Link]) -> list[Link]:
    """Links that people accepted as matches; opposites are none."""
    return [
        link
        for link in links
        if link.kind is LinkKind.REVIEWED
        and link.status is Status.ACCEPTED
        and link.predicate_id is not Predicate.OPPOSITE
    ]


def _warnings(links: Iterable[Link], catalogue: Catalogue) -> Iterator[Contradiction]:
    polarity = {statement.id: statement.polarity for statement in catalogue.statements}
    for link in _accepted(links):
        ends = link.subject_id, link.object_id
        if len({polarity[end] for end in ends if end in polarity}) == 2:
            warning = next(end for end in ends if polarity[end] is Polarity.NEGATIVE)
            yield Contradiction(
                kind=Clash.WARNING_ACCEPTED,
                statements=link.pair,
                words=f"{warning} warns against what it names, yet people said that "
                f"{in_words(ends, {link.pair: link})}.",
                links=(link,),
                decisions=_votes((link,)),
            )


def _none_but_some(
    links: Iterable[Link],
    known: dict[Pair, LookedAt],
    following: dict[tuple[str, str], list[Chain]],
    vouched: dict[Pair, Link],
) -> Iterator[Contradiction]:
    direct = vouched | {link.pair: link for link in _accepted(links)}
    paths = [*direct, *(chain.path for own in following.values() for chain in own[:1])]
    reached: dict[tuple[str, str], list[tuple[str, ...]]] = {}
    for path in sorted(paths, key=lambda path: (len(path), path)):
        for way in (path, path[::-1]):
            reached.setdefault((way[0], way[-1].partition(":")[0]), []).append(way)
    for (node_id, framework_id), votes in judged_alone(known).items():
        ways = reached.get((node_id, framework_id), [])
        # What joins them directly says enough; chains speak only where there is nothing else.
        shown = [way for way in ways if len(way) == 2] or ways
        if shown:
            behind = dict.fromkeys(pair for way in shown for pair in steps(way))
            own = tuple(direct[pair] for pair in behind)
            yield Contradiction(
                kind=Clash.NONE_BUT_SOME,
                statements=(node_id, *sorted({way[-1] for way in shown})),
                words=f"People said that {_said(votes)}; yet "
                f"{'; '.join(in_words(way, direct) for way in shown)}.",
                links=own,
                decisions=_votes(own, *votes),
            )


def contradictions_table(found: Iterable[Contradiction]) -> pd.DataFrame:
    """Contradictions, one a row, in the order given.

    Returns:
        Columns `CONTRADICTION_COLUMNS`; the cells that list several things separate them by `; `.
    """
    rows = [
        (
            one.kind.value,
            CLASH_WORDS[one.kind],
            "; ".join(one.statements),
            one.words,
            "; ".join(sorted({vote.reviewer for vote in one.decisions})),
            "; ".join(vote.id for vote in one.decisions),
        )
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(CONTRADICTION_COLUMNS))
