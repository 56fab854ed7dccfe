"""An explanation as lines that a person reads."""

from collections.abc import Iterator, Sequence

from crosswalk.model.written import percent
from crosswalk.suggest.explain import Explanation, Rank, ViewSays
from crosswalk.suggest.marked import Piece
from crosswalk.suggest.weights import Weights
from crosswalk.vocabulary import PREDICATE_WORDS, Predicate


def explanation_lines(explanation: Explanation) -> list[str]:
    """Lines that say why two statements are, or are not, suggested for each other.

    Args:
        explanation: As `explain` gives it.
    """
    return [*_ends(explanation), *_verdict(explanation), *_views(explanation), *_evidence(explanation)]


def relation_words(explanation: Explanation) -> str:
    """The suggested relation with both sides named; says so where it is not sure."""
    subject, object_ = explanation.subject.id, explanation.object.id
    if explanation.relation is Predicate.UNSPECIFIED:
        return f"Not sure how {subject} and {object_} relate."
    return f"Suggested: {subject} {PREDICATE_WORDS[explanation.relation]} {object_}."


def confidence_words(confidence: float | None, learnt: Weights) -> str:
    """A probability with what it rests on."""
    if confidence is None:
        return (
            "How probable a match is, is not known: that is learnt for a model, for the usual shape and for "
            "frameworks that are not very small."
        )
    error = "" if learnt.error is None else f"; calibration error {learnt.error:.3f} on held-out frameworks"
    return (
        f"Probability that people would call it a match: {percent(confidence)} "
        f"(from {learnt.judgements:,} judged pairs, {learnt.matches} of them matches{error})."
    )


def _ends(explanation: Explanation) -> Iterator[str]:
    for statement, words in (
        (explanation.subject, explanation.subject_words),
        (explanation.object, explanation.object_words),
    ):
        yield f"{statement.id}  ({statement.item_type})"
        yield f"  “{_bracketed(words)}”"
        yield f"  {statement.span}"
    if any(piece.shared for piece in explanation.subject_words):
        yield "  [words in brackets stand in both]"


def _bracketed(words: Sequence[Piece]) -> str:
    return "".join(f"[{piece.words}]" if piece.shared else piece.words for piece in words)


def _verdict(explanation: Explanation) -> Iterator[str]:
    subject, object_ = explanation.subject.id, explanation.object.id
    yield ""
    if explanation.opposed:
        yield "One of the two warns against something and the other does not: they are never a match."
        yield (
            f"Their topic stands out by {explanation.opposition:+.1f} standard deviations among all pairs of "
            "the two frameworks."
        )
        return
    yield relation_words(explanation)
    yield confidence_words(explanation.confidence, explanation.learnt)
    yield f"All views together: {_figure(explanation.together)}."
    yield f"Cosine of the two texts: {explanation.cosine:.3f} (a raw score, not a probability)."
    yield f"Seen from {subject}, {object_} is {_place(explanation.from_subject)}."
    yield f"Seen from {object_}, {subject} is {_place(explanation.from_object)}."
    if explanation.instead is not None:
        order = "Next best" if explanation.from_subject.place == 1 else "Better"
        yield f"{order} for {subject}: {explanation.instead.id} “{explanation.instead.label}”."


def _views(explanation: Explanation) -> Iterator[str]:
    yield ""
    for title, speaking in (
        ("For it speak:", [v for v in explanation.views if v.score > 0]),
        ("Against it speak:", [v for v in explanation.views if v.score <= 0]),
    ):
        if speaking:
            yield title
        yield from (f"  {v.name}: {_figure(v)}; {v.share:.0%} of the vote" for v in speaking)


def _evidence(explanation: Explanation) -> Iterator[str]:
    yield ""
    if not any(piece.shared for piece in explanation.subject_words):
        yield "The two have no telling words in common."
    if explanation.near_words:
        near = "; ".join(
            f"{near.subject} ~ {near.object} {near.cosine:.2f}" for near in explanation.near_words
        )
        yield f"Words that mean nearly the same: {near}."
    if explanation.carriers:
        yield "The most alike indicators below them:"
    for carrier in explanation.carriers:
        yield f"  {carrier.cosine:.2f}  “{carrier.subject.text}” [{carrier.subject.id}]"
        yield f"        “{carrier.object.text}” [{carrier.object.id}]"


def _figure(view: ViewSays) -> str:
    return f"{view.score:+.1f} standard deviations, above {view.below:.1%} of all pairs"


def _place(rank: Rank) -> str:
    return f"number {rank.place} of {rank.of}"
