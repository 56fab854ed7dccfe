"""Decisions as text: lossless JSONL, and SSSOM TSV for other people's tools.

SSSOM wants one record a vote (`semapv:MappingReview`). What was turned down stands in a file of its own,
since readers that do not know `predicate_modifier` would take it for accepted.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict

from pydantic import BaseModel, ConfigDict, ValidationError

from crosswalk.catalogue import Catalogue
from crosswalk.errors import DecisionError
from crosswalk.interop.sssom import slots_of, write_rows
from crosswalk.interop.wrong_rows import WrongRows
from crosswalk.model import REASON_WORDS, Decision, Reason, Shown, Verdict
from crosswalk.model import Mapping as Claim
from crosswalk.vocabulary import Justification, Predicate

#: The order of a row's fields in the file.
_FIELDS = (
    "id", "decided_at", "reviewer", "subject_id", "object_id", "verdict", "predicate_id", "reason", "comment",
    "subject_wording", "object_wording", "supersedes", "shown",
)  # fmt: skip

ACCEPTED_ABOUT = "Votes of reviewers that two statements correspond, one record a vote."
REJECTED_ABOUT = "Votes of reviewers that two statements do not correspond, one record a vote."


class _Shown(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    blind: bool
    predicate_id: Predicate | None = None
    similarity_score: float | None = None
    confidence: float | None = None
    tool: str | None = None


class _Row(BaseModel):
    """One line of a JSONL file, before the rules of a decision are applied."""

    model_config = ConfigDict(extra="forbid", strict=True)

    id: str
    subject_id: str
    object_id: str
    verdict: Verdict
    predicate_id: Predicate | None = None
    reason: Reason | None = None
    comment: str = ""
    reviewer: str
    decided_at: str
    shown: _Shown | None = None
    subject_wording: str
    object_wording: str
    supersedes: str | None = None


def write_jsonl(decisions: Iterable[Decision]) -> str:
    """Decisions with all that is known of them, one a line, by time, then id.

    Returns:
        Text with LF line ends; equal decisions give equal text, whatever their order.
    """
    rows = (asdict(decision) for decision in sorted(decisions, key=lambda d: d.order))
    return "".join(
        json.dumps({name: row[name] for name in _FIELDS}, ensure_ascii=False) + "\n" for row in rows
    )


def read_jsonl(files: Mapping[str, str]) -> list[Decision]:
    """Decisions of JSONL files, each once, by time, then id.

    Args:
        files: How messages name a file -> its text.

    Raises:
        WrongRows: A row is wrong, or two rows with one id differ; the message lists file, line and fault of
            each. Then nothing of any file should be kept.
    """
    found: dict[str, Decision] = {}
    wrong: list[str] = []
    for path, text in files.items():
        # Only LF ends a line: other characters that Python counts as line ends may stand in a comment.
        for number, line in enumerate(text.split("\n"), start=1):
            if not line.strip():
                continue
            try:
                add(decision_of_json(line), found)
            except DecisionError as problem:
                wrong.append(f"{path}:{number}: {problem}")
    if wrong:
        raise WrongRows(wrong)
    return sorted(found.values(), key=lambda d: d.order)


def add(decision: Decision, found: dict[str, Decision]) -> None:
    """Put a decision among those found, by id; one that is there already is left as it is.

    Raises:
        DecisionError: What is there under its id says something else.
    """
    if found.setdefault(decision.id, decision) != decision:
        raise DecisionError(f"another decision has the id {decision.id}")


def decision_of_json(text: str) -> Decision:
    """A decision from the JSON object that a line of the lossless file is.

    Raises:
        DecisionError: A field is missing, unknown or of the wrong type, or they contradict each other.
    """
    try:
        row = _Row.model_validate_json(text)
    except ValidationError as problem:
        faults = (
            f"{'.'.join(map(str, fault['loc'])) or 'the line'}: {fault['msg']}" for fault in problem.errors()
        )
        raise DecisionError("; ".join(faults)) from None
    fields = dict(row)
    shown = Shown(**dict(row.shown)) if row.shown else None
    return Decision(**fields | {"shown": shown})


def write_votes(
    votes: Iterable[Decision], catalogue: Catalogue, *, verdict: Verdict, name: str, description: str
) -> str:
    """Votes for or against pairs as SSSOM TSV, one record a vote, by pair and reviewer.

    Args:
        votes: Standing votes; those of another verdict, and those on statements that are gone, are left out.
        catalogue: Gives labels, sources and prefixes.
        verdict: accept or reject.
        name: Last part of the mapping set's id.
        description: What the set holds, in a sentence.
    """
    chosen = (v for v in votes if v.verdict is verdict and _there(v, catalogue))
    ordered = sorted(chosen, key=lambda v: (v.pair, v.reviewer, v.order))
    return write_rows([_slots(v, catalogue) for v in ordered], catalogue, name=name, description=description)


def _there(vote: Decision, catalogue: Catalogue) -> bool:
    known = {framework.id: framework.by_id for framework in catalogue}
    return all(end in known.get(end.partition(":")[0], {}) for end in vote.pair)


def _slots(vote: Decision, catalogue: Catalogue) -> dict[str, object]:
    claim = Claim(
        subject_id=vote.subject_id,
        predicate_id=vote.predicate_id or denied(vote),
        object_id=vote.object_id,
        mapping_justification=Justification.REVIEW,
    )
    reason = REASON_WORDS[vote.reason] if vote.reason else ""
    return slots_of(claim, catalogue) | {
        "record_id": f"uuid:{vote.id}",
        "predicate_modifier": "Not" if vote.verdict is Verdict.REJECT else None,
        "author_label": [vote.reviewer],
        "mapping_date": vote.decided_at.partition("T")[0],
        "comment": ": ".join(filter(None, (reason, on_one_line(vote.comment)))) or None,
    }


def on_one_line(comment: str) -> str:
    """A comment as SSSOM shows it: a TSV file with line ends inside its cells is beyond many readers."""
    return " ".join(comment.split())


def denied(vote: Decision) -> Predicate:
    """The relation that a rejection denies: any match at all, or that the two are opposites."""
    suggested = vote.shown.predicate_id if vote.shown else None
    return Predicate.OPPOSITE if suggested is Predicate.OPPOSITE else Predicate.UNSPECIFIED
