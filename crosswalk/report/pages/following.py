"""What follows from links that people or documents vouch for, and what among these cannot all be true."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from crosswalk.chains import premises, relation_from, steps
from crosswalk.contradictions import CLASH_WORDS, Clash, Contradiction
from crosswalk.infer import missing_sides
from crosswalk.model import Link
from crosswalk.report import addresses as to
from crosswalk.report.findings import Findings
from crosswalk.report.pages.said import Node, Said, node_of, said_of
from crosswalk.report.rendering import Frame, render
from crosswalk.review import Pair
from crosswalk.vocabulary import PREDICATE_WORDS

#: What people can do about each kind of contradiction.
_REMEDY = {
    Clash.REJECTED_ALONG_CHAIN: (
        "Either the pair corresponds after all, or one of the links along the chain says too much: “mostly "
        "the same”, say, where “the same” was chosen."
    ),
    Clash.WIDER_BOTH_WAYS: (
        "At least one of these relations is the wrong way round; or the statements are the same, and none is "
        "wider."
    ),
    Clash.SAME_AS_TWO: (
        "Either the framework says one thing twice, or one of the two is only mostly the same, wider "
        "or narrower."
    ),
    Clash.WARNING_ACCEPTED: (
        "A warning matches no behaviour that is wanted: choose “is the opposite of”, or reject the pair."
    ),
    Clash.NONE_BUT_SOME: (
        "Either take back that nothing there corresponds, or reject the link that leads there."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A link along a chain, read in the direction of the chain.

    Attributes:
        start, end: Both ends.
        relation: In words.
        kind: How it is known.
        confidence: Probability of a match that a model gave the pair; None where it is not known.
        again: Where people can judge it again, on the review page.
    """

    start: Node
    end: Node
    relation: str
    kind: str
    confidence: float | None
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """A link that follows from others, and that nobody has judged.

    Attributes:
        start, end: Both ends.
        relation: In words.
        steps: The strongest of its chains.
        chains: How many chains as short there are.
        confidence: The product of the steps' probabilities; None where one of them has none.
        again: Where people can judge it, on the review page.
    """

    start: Node
    end: Node
    relation: str
    steps: tuple[Step, ...]
    chains: int
    confidence: float | None
    again: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Clashing:
    """Things that cannot all be true.

    Attributes:
        anchor: Of its place on the page.
        words: What is wrong, in a sentence that names ids.
        statements: Those concerned.
        links: The accepted or stated links behind it.
        votes: By time.
    """

    anchor: str
    words: str
    statements: tuple[Node, ...]
    links: tuple[Step, ...]
    votes: tuple[Said, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfKind:
    """Contradictions of one kind.

    Attributes:
        kind: Its name.
        title: In words.
        remedy: What to do.
        found: The contradictions.
    """

    kind: str
    title: str
    remedy: str
    found: tuple[Clashing, ...]


def contradictions_page(findings: Findings, frame: Frame) -> bytes:
    """The page of contradictions.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
    """
    known = _probabilities(findings)
    kinds = []
    for kind in Clash:
        own = [one for one in findings.contradictions if one.kind is kind]
        found = tuple(_clashing(findings, one, known, number) for number, one in enumerate(own, start=1))
        if found:
            words = CLASH_WORDS[kind]
            title = words[:1].upper() + words[1:]
            kinds.append(OfKind(kind=kind.value, title=title, remedy=_REMEDY[kind], found=found))
    return render("contradictions", frame, kinds=kinds, count=len(findings.contradictions))


def inferred_page(findings: Findings, frame: Frame) -> bytes:
    """The page of what follows and has not been judged.

    Args:
        findings: What the report is made from.
        frame: What stands around the page.
    """
    vouched, known = premises(findings.links, findings.catalogue), _probabilities(findings)
    missing = missing_sides(findings.inferred, findings.links)
    pairs = {link.pair for link in missing}
    also = [link for link in findings.inferred if link.pair not in pairs]
    follow = [[_follows(findings, link, vouched, known) for link in links] for links in (missing, also)]
    return render("inferred", frame, missing=follow[0], also=follow[1])


def _probabilities(findings: Findings) -> dict[Pair, float]:
    return {link.pair: link.confidence for link in findings.suggested if link.confidence is not None}


def _clashing(findings: Findings, one: Contradiction, known: Mapping[Pair, float], number: int) -> Clashing:
    return Clashing(
        anchor=f"{one.kind.value}-{number}",
        words=one.words,
        statements=tuple(node_of(findings, node_id) for node_id in one.statements),
        links=tuple(_step(findings, link, link.subject_id, known) for link in one.links),
        votes=tuple(said_of(vote) for vote in one.decisions),
    )


def _follows(
    findings: Findings, link: Link, vouched: Mapping[Pair, Link], known: Mapping[Pair, float]
) -> Follows:
    claim = link.claims[0]
    along = zip(pairwise(claim.path), steps(claim.path), strict=True)
    return Follows(
        start=node_of(findings, claim.path[0]),
        end=node_of(findings, claim.path[-1]),
        relation=PREDICATE_WORDS[claim.predicate_id],
        steps=tuple(_step(findings, vouched[pair], here, known) for (here, _), pair in along),
        chains=len(link.claims),
        confidence=claim.confidence,
        again=to.review_of(claim.path[0], claim.path[-1]),
    )


def _step(findings: Findings, link: Link, here: str, known: Mapping[Pair, float]) -> Step:
    there = link.object_id if link.subject_id == here else link.subject_id
    return Step(
        start=node_of(findings, here),
        end=node_of(findings, there),
        relation=PREDICATE_WORDS[relation_from(link, here)],
        kind=link.kind.value,
        confidence=known.get(link.pair),
        again=to.review_of(here, there),
    )
