"""An explanation as lines that a person reads."""

from collections.abc import Iterator

from crosswalk.suggest.explain import Explanation, Rank, ViewSays


def explanation_lines(explanation: Explanation) -> list[str]:
    """Lines that say why two statements are, or are not, suggested for each other.

    Args:
        explanation: As `explain` gives it.
    """
    return [*_ends(explanation), *_verdict(explanation), *_views(explanation), *_evidence(explanation)]


def _ends(explanation: Explanation) -> Iterator[str]:
    for statement in (explanation.subject, explanation.object):
        yield f"{statement.id}  ({statement.item_type})"
        yield f"  “{statement.wording}”"
        yield f"  {statement.span}"


def _verdict(explanation: Explanation) -> Iterator[str]:
    subject, object_ = explanation.subject.id, explanation.object.id
    yield ""
    if explanation.opposed:
        yield "One of the two warns against what it describes: such a pair is never suggested as a match."
    together = explanation.together
    yield f"All views together: {_figure(together)}."
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
        yield from (f"  {view.name}: {_figure(view)}" for view in speaking)


def _evidence(explanation: Explanation) -> Iterator[str]:
    yield ""
    shared = "; ".join(f"“{run}”" for run in explanation.shared)
    yield f"Words that both have: {shared or 'none that tell'}."
    if explanation.carriers:
        yield "The most alike indicators below them:"
    for carrier in explanation.carriers:
        yield f"  {carrier.cosine:.2f}  “{carrier.subject.text}” [{carrier.subject.id}]"
        yield f"        “{carrier.object.text}” [{carrier.object.id}]"


def _figure(view: ViewSays) -> str:
    return f"{view.score:+.1f} standard deviations, above {view.below:.1%} of all pairs"


def _place(rank: Rank) -> str:
    return f"number {rank.place} of {rank.of}"
