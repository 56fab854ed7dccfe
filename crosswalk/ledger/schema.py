"""The table of decisions, and a decision as one of its rows."""

from typing import Any

from sqlalchemy import Boolean, Column, Double, MetaData, RowMapping, Table, Text

from crosswalk.model import Decision, Reason, Shown, Verdict
from crosswalk.vocabulary import Predicate

METADATA = MetaData()

#: As the migrations leave it: they, not this, make the table. Times are text in one fixed form, so that both
#: databases sort and compare them alike and give back what was put in.
DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("subject_id", Text, nullable=False),
    Column("object_id", Text, nullable=False),
    Column("verdict", Text, nullable=False),
    Column("predicate_id", Text),
    Column("reason", Text),
    Column("comment", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("subject_wording", Text, nullable=False),
    Column("object_wording", Text, nullable=False),
    Column("supersedes", Text),
    Column("shown_blind", Boolean),
    Column("shown_predicate_id", Text),
    Column("shown_similarity_score", Double),
    Column("shown_confidence", Double),
    Column("shown_tool", Text),
)


def row_of(decision: Decision) -> dict[str, object]:
    """A decision as a row: column -> value."""
    shown = decision.shown
    return {
        "id": decision.id,
        "subject_id": decision.subject_id,
        "object_id": decision.object_id,
        "verdict": decision.verdict.value,
        "predicate_id": decision.predicate_id and decision.predicate_id.value,
        "reason": decision.reason and decision.reason.value,
        "comment": decision.comment,
        "reviewer": decision.reviewer,
        "decided_at": decision.decided_at,
        "subject_wording": decision.subject_wording,
        "object_wording": decision.object_wording,
        "supersedes": decision.supersedes,
        "shown_blind": shown and shown.blind,
        "shown_predicate_id": shown and shown.predicate_id and shown.predicate_id.value,
        "shown_similarity_score": shown and shown.similarity_score,
        "shown_confidence": shown and shown.confidence,
        "shown_tool": shown and shown.tool,
    }


def decision_of(row: RowMapping) -> Decision:
    """A row as a decision.

    Raises:
        DecisionError: The row contradicts itself.
        ValueError: It has a word that this version of the tool does not know.
    """
    plain = {name: value for name, value in row.items() if not name.startswith("shown_")}
    return Decision(
        **{
            **plain,
            "verdict": Verdict(row["verdict"]),
            "predicate_id": _term(Predicate, row["predicate_id"]),
            "reason": _term(Reason, row["reason"]),
            "shown": None
            if row["shown_blind"] is None
            else Shown(
                blind=row["shown_blind"],
                predicate_id=_term(Predicate, row["shown_predicate_id"]),
                similarity_score=row["shown_similarity_score"],
                confidence=row["shown_confidence"],
                tool=row["shown_tool"],
            ),
        }
    )


def _term(terms: Any, value: str | None) -> Any:  # noqa: ANN401 - a term of whichever table is named
    return None if value is None else terms(value)
