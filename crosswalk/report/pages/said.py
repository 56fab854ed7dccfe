"""Statements by their words, and votes by what they say, as pages name them."""

from collections.abc import Sequence
from dataclasses import dataclass

from crosswalk.model import Decision, is_whole
from crosswalk.model.written import decision_in_words
from crosswalk.report import addresses as to
from crosswalk.report.findings import Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A statement, or a framework as a whole, on the page.

    Attributes:
        id: Its CURIE.
        wording: In its own words; the title of a framework.
        framework: Name.
    """

    id: str
    wording: str
    framework: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A vote.

    Attributes:
        who, when, comment: As in the ledger.
        words: What it says.
        again: Where it can be given again, on the review page.
    """

    who: str
    when: str
    words: str
    comment: str
    again: str


def node_of(findings: Findings, node_id: str) -> Node:
    """A statement, or a framework as a whole, by its words.

    Args:
        findings: What the report is made from.
        node_id: Its CURIE.

    Raises:
        UnknownStatement: There is no such framework.
    """
    framework = findings.catalogue.owner(node_id)
    statement = framework.by_id.get(node_id)
    return Node(
        id=node_id, wording=statement.wording if statement else framework.title, framework=framework.name
    )


def said_of(vote: Decision) -> Said:
    """A vote by what it says."""
    return Said(
        who=vote.reviewer,
        when=vote.decided_at,
        words=decision_in_words(vote),
        comment=vote.comment,
        again=_again(vote.pair),
    )


def _again(pair: Sequence[str]) -> str:
    whole = [node_id for node_id in pair if is_whole(node_id)]
    if not whole:
        return to.review_of(*pair)
    one = next(node_id for node_id in pair if node_id not in whole)
    return to.review_of_none(one, whole[0].partition(":")[0])
