"""From claims and decisions to links, and what to ask people next."""

from crosswalk.review.question import Question
from crosswalk.review.settling import (
    NOBODY,
    ONE_SUFFICES,
    ChangedWording,
    LookedAt,
    Pair,
    Policy,
    Rule,
    current,
    looked_at,
    needs_another_look,
    not_rejected,
    reviewed,
    settle,
    settled,
)

__all__ = [
    "NOBODY",
    "ONE_SUFFICES",
    "ChangedWording",
    "LookedAt",
    "Pair",
    "Policy",
    "Question",
    "Rule",
    "current",
    "looked_at",
    "needs_another_look",
    "not_rejected",
    "reviewed",
    "settle",
    "settled",
]
