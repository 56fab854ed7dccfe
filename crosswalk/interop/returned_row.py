"""One row of a workbook that a reviewer handed back: what is wrong with it, or the decision that it is."""

import json
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from typing import Literal

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.utils.escape import unescape
from pydantic import BaseModel, ConfigDict

from crosswalk.interop.review_workbook import (
    ANSWER,
    ANSWERS,
    COMMENT,
    OBJECT,
    REASON,
    REJECT,
    RELATIONS,
    REVIEW,
    SUBJECT,
    UNSURE,
)
from crosswalk.model import REASON_WORDS, Decision, Shown, Verdict
from crosswalk.vocabulary import Predicate

#: The id of an answer is derived from all it says, so that importing it twice is harmless.
_NAMESPACE = uuid.UUID("3f6c1d0e-52ab-5b7e-8a51-0c9d6c2f7a14")

_REASONS = {words: reason for reason, words in REASON_WORDS.items()}


class About(BaseModel):
    """What stood in the file when it was made."""

    model_config = ConfigDict(extra="forbid", strict=True)

    crosswalk: Literal["review workbook"]
    version: Literal[1]
    reviewer: str
    blind: bool
    tool: str
    made_at: str


class Asked(BaseModel):
    """A pair as the reviewer saw it."""

    model_config = ConfigDict(extra="forbid", strict=True)

    subject_id: str
    object_id: str
    predicate_id: Predicate
    confidence: float | None
    similarity_score: float | None
    subject_wording: str
    object_wording: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """The file as it was sent out, and when it was saved last."""

    about: About
    asked: dict[tuple[str, str], Asked]
    saved_at: str


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of a row that count, by heading."""

    cells: dict[str, Cell | MergedCell]

    def text(self, heading: str) -> str:
        """What a cell holds, as text without white space around it; a number as it looks."""
        value = self.cells[heading].value
        if value is None:
            return ""
        plain = int(value) if isinstance(value, float) and value.is_integer() else value
        # Excel writes characters that XML cannot hold, and returns, as _x000D_ (ECMA-376, ST_Xstring).
        return str(unescape(str(plain))).strip()

    def word(self, heading: str) -> str:
        """The same for a choice: white space and capitals make no difference."""
        return " ".join(self.text(heading).split()).casefold()

    def at(self, heading: str) -> str:
        """Where the cell is: `Review!L7`."""
        return f"{REVIEW}!{self.cells[heading].coordinate}"


def faults(row: Row, sent: Sent) -> Iterator[str]:
    """What is wrong with a row, cell by cell: where, what was found, and what to do."""
    answer, reason = row.word(ANSWER), row.word(REASON)
    for heading in (ANSWER, REASON, COMMENT):
        if row.cells[heading].data_type in ("e", "f"):
            yield (
                f"{row.at(heading)}: the cell holds a formula ({row.text(heading)}). "
                "Type it again as text, with ' before it."
            )
            return
    if not answer and not reason and not row.text(COMMENT):
        return
    pair = row.text(SUBJECT), row.text(OBJECT)
    if pair not in sent.asked:
        yield _unknown(row, sent)
    if not answer:
        given = REASON if reason else COMMENT
        yield (
            f"{row.at(ANSWER)}: there is a {given.lower()} without an answer. Choose one ({UNSURE!r} if you "
            f"cannot tell), or empty {row.at(given)}."
        )
    elif answer not in map(str.casefold, ANSWERS):
        yield f"{row.at(ANSWER)}: {row.text(ANSWER)!r} is no answer. Choose one of: {'; '.join(ANSWERS)}."
    elif answer != REJECT and reason:
        yield (
            f"{row.at(REASON)}: a reason goes with {REJECT!r} only, and the answer is {row.text(ANSWER)!r}. "
            f"Empty the cell, or change {row.at(ANSWER)}."
        )
    elif answer == REJECT and not reason:
        yield f"{row.at(REASON)}: the reason is missing. Choose one of: {'; '.join(_REASONS)}."
    elif answer == REJECT and reason not in _REASONS:
        yield f"{row.at(REASON)}: {row.text(REASON)!r} is no reason. Choose one of: {'; '.join(_REASONS)}."


def _unknown(row: Row, sent: Sent) -> str:
    """Which of the two ids is not as it was sent out."""
    subject, object_ = row.text(SUBJECT), row.text(OBJECT)
    odd = SUBJECT if subject not in {one for one, _ in sent.asked} else OBJECT
    found = repr(row.text(odd)) if row.text(odd) else "nothing"
    return (
        f"{row.at(odd)}: here is {found}, and this file did not ask about the pair {subject or '?'} and "
        f"{object_ or '?'}. Put the ids back as they were, or move the answer to its pair."
    )


def decision_of(row: Row, sent: Sent) -> Decision:
    """The decision that a row without faults is; its id follows from all it says.

    Raises:
        DecisionError: The comment cannot be kept.
    """
    asked = sent.asked[row.text(SUBJECT), row.text(OBJECT)]
    answer, about = row.word(ANSWER), sent.about
    relation = next((p for words, p in RELATIONS.items() if words.casefold() == answer), None)
    suggested = asked.similarity_score is not None or asked.predicate_id is not Predicate.UNSPECIFIED
    shown = Shown(
        blind=about.blind,
        predicate_id=asked.predicate_id,
        similarity_score=asked.similarity_score,
        confidence=asked.confidence,
        tool=about.tool or None,
    )
    decision = Decision(
        id=str(_NAMESPACE),
        subject_id=asked.subject_id,
        object_id=asked.object_id,
        verdict=Verdict.ACCEPT if relation else Verdict.REJECT if answer == REJECT else Verdict.UNSURE,
        predicate_id=relation,
        reason=_REASONS[row.word(REASON)] if answer == REJECT else None,
        comment=row.text(COMMENT),
        reviewer=about.reviewer,
        decided_at=sent.saved_at,
        shown=shown if suggested else None,
        subject_wording=asked.subject_wording,
        object_wording=asked.object_wording,
    )
    said = json.dumps(asdict(decision), sort_keys=True)
    return replace(decision, id=str(uuid.uuid5(_NAMESPACE, said)))
