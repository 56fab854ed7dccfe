"""What a posted form says: an answer to a question."""

import uuid
from collections.abc import Mapping

from crosswalk.decisions import Answer
from crosswalk.errors import DecisionError
from crosswalk.model import CHOICES, Reason, Verdict

#: What a rejection's button sends before its reason, and what the other buttons send.
REJECT, UNSURE = "reject:", "unsure"

#: Characters of a comment that are kept; longer ones are refused.
LONGEST = 4_000


def answer_of(form: Mapping[str, str], *, blind: bool = False) -> Answer:
    """The answer that a form gives.

    Args:
        form: Has `say` (a relation, `unsure`, or `reject:REASON`) and perhaps `comment`.
        blind: Whether the page hid what the model says.

    Raises:
        DecisionError: It says nothing that this tool knows, or the comment is too long.
    """
    said, comment = form.get("say", ""), _comment(form)
    if said == UNSURE:
        return Answer(verdict=Verdict.UNSURE, comment=comment, blind=blind)
    if said in CHOICES:
        return Answer(verdict=Verdict.ACCEPT, predicate_id=CHOICES[said], comment=comment, blind=blind)
    reason = said.removeprefix(REJECT)
    if said.startswith(REJECT) and reason in tuple(Reason):
        return Answer(verdict=Verdict.REJECT, reason=Reason(reason), comment=comment, blind=blind)
    raise DecisionError(
        f"the form says {said[:40]!r}", remedy="Choose one of the buttons on the page; nothing was saved."
    )


def _comment(form: Mapping[str, str]) -> str:
    # Browsers send line ends as CR LF, whatever was typed.
    comment = form.get("comment", "").replace("\r\n", "\n").strip()
    if len(comment) > LONGEST:
        raise DecisionError(
            f"the comment has {len(comment):,} characters",
            remedy=f"Keep it to {LONGEST:,}; nothing was saved.",
        )
    return comment


def id_of(form: Mapping[str, str]) -> str:
    """The id under which a form's decision is kept: made with the page, so that sending it twice is harmless.

    Raises:
        DecisionError: It is none.
    """
    try:
        return str(uuid.UUID(form.get("id", "")))
    except ValueError:
        raise DecisionError(
            "the form has no id of its own", remedy="Load the page again; nothing was saved."
        ) from None


def id_of_part(form_id: str, *parts: str) -> str:
    """The id of one of the several decisions that a form makes; the same for the same form and part.

    Args:
        form_id: As `id_of` gives it.
        parts: What tells the decision from the form's others.
    """
    return str(uuid.uuid5(uuid.UUID(form_id), "\n".join(parts)))
