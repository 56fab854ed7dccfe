"""From claims and decisions to links: what is known of each pair, and how."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crosswalk.catalogue import Catalogue
from crosswalk.errors import DecisionError, UnknownStatement
from crosswalk.model import Decision, Link, Mapping, Status, Verdict
from crosswalk.vocabulary import Justification, LinkKind, Predicate

#: Relations in the order of the vocabulary: the same, mostly the same, …, merely related.
_CLOSEST_FIRST = tuple(Predicate)

#: Two ids, smaller first.
Pair = tuple[str, str]


class Rule(StrEnum):
    """Whose votes settle a pair."""

    ONE = "one"
    TWO = "two"
    ADJUDICATOR = "adjudicator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """How a project settles a pair.

    Under every rule votes that contradict each other make the pair disputed: nobody is outvoted unseen.

    Attributes:
        rule: `one`: one reviewer suffices. `two`: two who agree. `adjudicator`: two who agree, or the word of
            an adjudicator, which settles whatever others say.
        adjudicators: Names of reviewers; with the rule `adjudicator` only.

    Raises:
        DecisionError: The rule needs adjudicators and none is named, or the other way round.
    """

    rule: Rule = Rule.ONE
    adjudicators: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if (self.rule is Rule.ADJUDICATOR) != bool(self.adjudicators):
            raise DecisionError(
                f"the review policy is {self.rule!r} with {len(self.adjudicators)} adjudicators",
                remedy='Name at least one adjudicator with the policy "adjudicator", and none with another.',
            )


#: What a project has that says nothing of its own.
ONE_SUFFICES = Policy()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedWording:
    """A standing vote on words that are no longer those of the framework.

    Attributes:
        decision: The vote, with the words the reviewer saw.
        subject_now: The subject's words today; None where the statement is gone.
        object_now: The object's words today; None where the statement is gone.
    """

    decision: Decision
    subject_now: str | None
    object_now: str | None


def current(decisions: Iterable[Decision]) -> list[Decision]:
    """Each reviewer's standing vote on each pair.

    A reviewer's latest row that was not taken back stands. An undo takes back the earlier row that it
    names, unless it was itself taken back: to undo a change of mind brings the vote before it back, and to
    undo an undo brings back what it undid.

    Args:
        decisions: Rows of the ledger, in any order.

    Returns:
        At most one a pair and reviewer, by time, then id; never one that is `undone`.
    """
    rows: dict[tuple[Pair, str], list[Decision]] = {}
    for decision in decisions:
        rows.setdefault((decision.pair, decision.reviewer), []).append(decision)
    standing = (_standing(own) for own in rows.values())
    return sorted((vote for vote in standing if vote is not None), key=lambda d: d.order)


def _standing(rows: Iterable[Decision]) -> Decision | None:
    taken_back: set[str] = set()
    # Latest first: whether a row still counts is known before the rows that it could take back come up.
    for decision in sorted(rows, key=lambda d: d.order, reverse=True):
        if decision.id in taken_back:
            continue
        if decision.verdict is not Verdict.UNDONE:
            return decision
        if decision.supersedes is not None:
            taken_back.add(decision.supersedes)
    return None


def needs_another_look(decisions: Iterable[Decision], catalogue: Catalogue) -> list[ChangedWording]:
    """Standing votes whose statements now read differently from what the reviewer saw, by time."""
    return [
        ChangedWording(
            decision=vote,
            subject_now=_wording(vote.subject_id, catalogue),
            object_now=_wording(vote.object_id, catalogue),
        )
        for vote in current(decisions)
        if wording_changed(vote, catalogue)
    ]


def wording_changed(vote: Decision, catalogue: Catalogue) -> bool:
    """Whether a decision speaks of words that are no longer those of the framework."""
    now = (_wording(vote.subject_id, catalogue), _wording(vote.object_id, catalogue))
    return now != (vote.subject_wording, vote.object_wording)


def _wording(node_id: str, catalogue: Catalogue) -> str | None:
    try:
        return catalogue.named(node_id).wording
    except UnknownStatement:
        return None


def settle(
    mappings: Iterable[Mapping],
    decisions: Iterable[Decision] = (),
    *,
    policy: Policy = ONE_SUFFICES,
    changed: Iterable[ChangedWording] = (),
) -> list[Link]:
    """Group claims by pair and by kind, so that the kinds never mix, and say what people made of each pair.

    A pair that people accepted is a reviewed link too, with one claim for each vote for it.

    Args:
        mappings: Claims, in any order; several may share a pair, in either direction.
        decisions: Rows of the ledger, in any order.
        policy: Whose votes settle a pair.
        changed: As `needs_another_look` gives them; these votes do not count until they are given again.

    Returns:
        One link a pair and kind, in order of first appearance, then reviewed ones by pair; its claims
        strongest first, so that the order of the claims makes no difference to the link's relation.
    """
    known = looked_at(decisions, policy=policy, changed=_ids(changed))
    claims = [*mappings]
    for _, found in sorted(known.items()):
        if found.status is Status.ACCEPTED:
            claims += map(_claim, found.deciding)
    grouped: dict[tuple[Pair, LinkKind], list[Mapping]] = {}
    for mapping in claims:
        grouped.setdefault((mapping.pair, mapping.kind), []).append(mapping)
    return [_link(own, kind, known.get(pair, NOBODY)) for (pair, kind), own in grouped.items()]


def settled(
    decisions: Iterable[Decision],
    *,
    policy: Policy = ONE_SUFFICES,
    changed: Iterable[ChangedWording] = (),
) -> list[Decision]:
    """The votes by which pairs are accepted or rejected, by time; arguments as for `settle`.

    Votes on disputed pairs are not among them, nor those that an adjudicator's word has made idle.
    """
    found = looked_at(decisions, policy=policy, changed=_ids(changed)).values()
    final = (one for one in found if one.status in (Status.ACCEPTED, Status.REJECTED))
    return sorted((vote for one in final for vote in one.deciding), key=lambda d: d.order)


@dataclass(frozen=True, slots=True)
class LookedAt:
    """What people's standing votes make of a pair.

    Attributes:
        status: Of the pair.
        votes: Each reviewer's standing vote, by time.
        deciding: Those among them that decide it; none where nobody's vote counts.
    """

    status: Status = Status.OPEN
    votes: tuple[Decision, ...] = ()
    deciding: tuple[Decision, ...] = ()


#: A pair that nobody has looked at.
NOBODY = LookedAt()


def looked_at(
    decisions: Iterable[Decision], *, policy: Policy = ONE_SUFFICES, changed: Collection[str] = ()
) -> dict[Pair, LookedAt]:
    """What people's votes make of each pair that somebody decided about.

    Args:
        decisions: Rows of the ledger, in any order; all rows of a pair, or none.
        policy: Whose votes settle a pair.
        changed: Ids of votes on words that have changed since.

    Returns:
        One entry a pair with a standing vote, by the time of its first one.
    """
    votes: dict[Pair, list[Decision]] = {}
    for vote in current(decisions):
        votes.setdefault(vote.pair, []).append(vote)
    found = {}
    for pair, own in votes.items():
        deciding = _deciding(own, policy=policy, old=changed)
        status = _status(own, deciding, policy=policy, old=changed)
        found[pair] = LookedAt(status, tuple(own), tuple(deciding))
    return found


def _ids(changed: Iterable[ChangedWording]) -> frozenset[str]:
    return frozenset(found.decision.id for found in changed)


def _deciding(votes: Sequence[Decision], *, policy: Policy, old: Collection[str]) -> list[Decision]:
    """Accepting and rejecting votes on the words of today; only adjudicators' where one of them voted."""
    clear = [v for v in votes if v.verdict is not Verdict.UNSURE and v.id not in old]
    return [v for v in clear if v.reviewer in policy.adjudicators] or clear


def _status(
    votes: Sequence[Decision], deciding: Sequence[Decision], *, policy: Policy, old: Collection[str]
) -> Status:
    changed = any(v.id in old for v in votes)
    if not deciding:
        return Status.ANOTHER_LOOK if changed else Status.UNSURE
    # Who accepts a pair says how it corresponds: two relations are two answers. Two reasons against are one.
    if len({v.relation_of_pair for v in deciding}) > 1:
        return Status.DISPUTED
    enough = policy.rule is Rule.ONE or deciding[0].reviewer in policy.adjudicators
    if len(deciding) < 2 and not enough:
        return Status.ANOTHER_LOOK if changed else Status.OPEN
    return Status.ACCEPTED if deciding[0].verdict is Verdict.ACCEPT else Status.REJECTED


def _link(claims: list[Mapping], kind: LinkKind, found: LookedAt) -> Link:
    claims.sort(key=_strength)
    return Link(
        subject_id=claims[0].subject_id,
        object_id=claims[0].object_id,
        kind=kind,
        claims=tuple(claims),
        status=found.status,
        decisions=found.votes,
    )


def reviewed(links: Iterable[Link]) -> int:
    """How many suggested links people have settled, for or against."""
    settled = (Status.ACCEPTED, Status.REJECTED)
    return sum(link.kind is LinkKind.SUGGESTED and link.status in settled for link in links)


def not_rejected(links: Iterable[Link]) -> list[Link]:
    """Links without those that only a model speaks for and that people rejected, in order."""
    return [x for x in links if x.kind is not LinkKind.SUGGESTED or x.status is not Status.REJECTED]


def _claim(vote: Decision) -> Mapping:
    assert vote.predicate_id is not None, "accepted votes have a relation"
    return Mapping(
        subject_id=vote.subject_id,
        predicate_id=vote.predicate_id,
        object_id=vote.object_id,
        mapping_justification=Justification.REVIEW,
    )


def _strength(mapping: Mapping) -> tuple[float, int, str]:
    score = mapping.similarity_score if mapping.similarity_score is not None else 1.0
    return (-score, _CLOSEST_FIRST.index(mapping.predicate_id), mapping.subject_id)
