"""A link as a page shows it: seen from one of its two ends."""

from collections.abc import Iterable
from dataclasses import dataclass

from crosswalk.model import REASON_WORDS, Decision, Evidence, Link, Status, turned_round
from crosswalk.model.written import counted, relation_in_words
from crosswalk.report import addresses as to
from crosswalk.report.findings import Findings
from crosswalk.vocabulary import PREDICATE_WORDS, LinkKind

#: Kinds of link for which a document is quoted.
_STATED = (LinkKind.CITED, LinkKind.MIRRORED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A link seen from one of its ends.

    Attributes:
        here_id, other_id: The end from which one looks, and the other.
        kind: How the link is known.
        relation: In words, to be read from here to the other end.
        other: The other end's words: a statement's, or the title of a framework as a whole.
        other_label: What to call it in a list.
        framework: Name of the framework of the other end; empty where that is a framework as a whole.
        said: What people make of the pair, in words; empty where nobody has said anything.
        confidence: Probability of a match, in [0, 1]; None where it is not known.
        similarity_score: The raw cosine, in [-1, 1]; None where no machine spoke.
        evidence: What is quoted from the document that states the link.
        paths: Ids of the statements that an inferred link leads over, for each chain.
        explained: Where it is explained, relative to the report's folder; empty where it is not.
    """

    here_id: str
    other_id: str
    kind: str
    relation: str
    other: str
    other_label: str
    framework: str
    said: str
    confidence: float | None
    similarity_score: float | None
    evidence: tuple[Evidence, ...]
    paths: tuple[tuple[str, ...], ...]
    explained: str


def seen(findings: Findings, link: Link, *, here: str) -> Seen:
    """A link seen from one of its ends.

    Args:
        findings: What the report is made from.
        link: One of its links.
        here: Id of that end.
    """
    there = link.object_id if link.subject_id == here else link.subject_id
    anchor = findings.explained.get((here, there), "") if link.kind is LinkKind.SUGGESTED else ""
    framework = findings.catalogue.owner(there)
    statement = framework.by_id.get(there)
    return Seen(
        here_id=here,
        other_id=there,
        kind=link.kind.value,
        relation=_relation(link, here),
        other=statement.wording if statement else framework.title,
        other_label=statement.label if statement else framework.name,
        framework=framework.name if statement else "",
        said=_said(link, here),
        confidence=link.confidence,
        similarity_score=link.similarity_score,
        evidence=link.evidence if link.kind in _STATED else (),
        paths=link.paths,
        explained=f"{to.SUGGESTIONS}#{anchor}" if anchor else "",
    )


def wording(findings: Findings, node_id: str) -> str:
    """The words of a statement, or the title of a framework as a whole.

    Args:
        findings: What the report is made from.
        node_id: CURIE of either.
    """
    framework = findings.catalogue.owner(node_id)
    statement = framework.by_id.get(node_id)
    return statement.wording if statement else framework.title


def _relation(link: Link, here: str) -> str:
    # A document may say two things of one pair; of what people and models say the link has one relation.
    if link.kind in _STATED and link.subject_id == here:
        return "; ".join(dict.fromkeys(PREDICATE_WORDS[claim.predicate_id] for claim in link.claims))
    return relation_in_words(link, here)


def _said(link: Link, here: str) -> str:
    """What people make of the pair; no page names a reviewer who did not ask for it."""
    if link.status is Status.OPEN and not link.decisions:
        return ""
    words = "not settled" if link.status is Status.OPEN else link.status.value.replace("-", " ")
    answers = dict.fromkeys(_answer(vote, here) for vote in link.decisions)
    # What the row says anyhow is not said again.
    further = [answer for answer in answers if answer not in (words, relation_in_words(link, here))]
    because = f" ({'; '.join(further)})" if further else ""
    return f"People: {words}{because}, {counted(len(link.decisions), 'vote')}"


def _answer(vote: Decision, here: str) -> str:
    """A vote in words; a relation is read from here."""
    if vote.predicate_id is not None:
        return PREDICATE_WORDS[
            vote.predicate_id if vote.subject_id == here else turned_round(vote.predicate_id)
        ]
    return REASON_WORDS[vote.reason] if vote.reason is not None else vote.verdict.value


def seen_all(findings: Findings, links: Iterable[Link], *, here: str) -> tuple[Seen, ...]:
    """Several links of one statement, in order; arguments as for `seen`."""
    return tuple(seen(findings, link, here=here) for link in links)
