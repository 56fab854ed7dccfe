"""The review page as one file that works from disk, for a reviewer without a network."""

import json
from collections.abc import Sequence
from hashlib import blake2b
from importlib.resources import files

from markupsafe import Markup

from crosswalk.interop.handed_back import HANDED_BACK_VERSION
from crosswalk.model import CHOICES, REASON_WORDS, Statement
from crosswalk.review import Question
from crosswalk.vocabulary import PREDICATE_WORDS
from crosswalk.web.advice import Advice
from crosswalk.web.ask import environment
from crosswalk.web.pair_view import view_alone


def render_review_file(
    questions: Sequence[Question],
    advice: Advice,
    *,
    title: str,
    reviewer: str,
    blind: bool,
    tool: str,
    saves_as: str,
) -> bytes:
    """One self-contained HTML file with everything a reviewer needs to decide.

    Args:
        questions: The pairs, in the order in which they are asked.
        advice: What the model says of them; a blind file has none of it.
        title: Of the project.
        reviewer: For whom it is; their name stands in every decision.
        blind: Leave out what the model says.
        tool: What made the suggestions, with its version.
        saves_as: The name of the file that the page saves.

    Returns:
        UTF-8; equal input gives equal bytes.
    """
    ends = [(question.subject_id, question.object_id) for question in questions]
    pairs = [_pair(question, advice, blind=blind, tool=tool) for question in questions]
    # What a browser kept for this file is found again by it, and not taken for another file's.
    digest = blake2b(json.dumps([reviewer, pairs], sort_keys=True).encode(), digest_size=8).hexdigest()
    page = environment().get_template("offline.html.jinja").render(
        views=[view_alone(advice, pair, hidden=blind) for pair in ends],
        title=title,
        reviewer=reviewer,
        saves_as=saves_as,
        style=_static("review.css"),
        keys=_static("keys.js"),
        script=_static("offline.js"),
        file={
            "id": digest,
            "version": HANDED_BACK_VERSION,
            "reviewer": reviewer,
            "saves_as": saves_as,
            "pairs": pairs,
            "relations": {predicate.value: PREDICATE_WORDS[predicate] for predicate in CHOICES.values()},
            "reasons": {reason.value: words for reason, words in REASON_WORDS.items()},
            "choices": {word: predicate.value for word, predicate in CHOICES.items()},
        },
    )  # fmt: skip
    return page.encode("utf-8")


def _pair(question: Question, advice: Advice, *, blind: bool, tool: str) -> dict[str, object]:
    subject, object_ = (_statement(advice, name) for name in (question.subject_id, question.object_id))
    said = advice.question(question.subject_id, question.object_id)
    return {
        "subject_id": subject.id,
        "object_id": object_.id,
        "subject_wording": subject.wording,
        "object_wording": object_.wording,
        "shown": _shown(said, blind=blind, tool=tool),
    }


def _shown(said: Question, *, blind: bool, tool: str) -> dict[str, object]:
    """What stands beside the pair; a blind file does not even hold it where nobody looks."""
    return {
        "blind": blind,
        "predicate_id": None if blind else said.predicate_id.value,
        "similarity_score": None if blind else said.similarity_score,
        "confidence": None if blind else said.confidence,
        "tool": tool,
    }


def _statement(advice: Advice, statement_id: str) -> Statement:
    return advice.pairwise.catalogue.statement(statement_id)


def _static(name: str) -> Markup:
    # Our own files, not somebody's text: they go into the page as they are.
    return Markup(files("crosswalk.web").joinpath("static", name).read_text(encoding="utf-8"))  # noqa: S704
