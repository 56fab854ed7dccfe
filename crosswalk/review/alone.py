"""Statements of which people said that another framework has nothing like them."""

from crosswalk.model import Decision, Verdict, is_whole
from crosswalk.review.settling import LookedAt, Pair


def judged_alone(known: dict[Pair, LookedAt]) -> dict[tuple[str, str], tuple[Decision, ...]]:
    """(statement's id, framework's id) -> votes that nothing in the framework corresponds to the statement.

    Args:
        known: As `looked_at` gives it. One vote is enough here: nobody is outvoted unseen.
    """
    found: dict[tuple[str, str], tuple[Decision, ...]] = {}
    for pair, people in sorted(known.items()):
        votes = tuple(vote for vote in people.deciding if vote.verdict is Verdict.REJECT)
        for one, other in (pair, pair[::-1]):
            if votes and is_whole(other):
                found[one, other.partition(":")[0]] = votes
    return found
