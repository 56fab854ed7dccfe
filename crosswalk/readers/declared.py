"""What a document says of other frameworks as a whole: `[[states]]` of its card, found in its lines."""

from collections.abc import Iterable

from crosswalk.errors import SourceError
from crosswalk.model import Declaration, Evidence, Span
from crosswalk.readers.card import CARD_NAME, Card
from crosswalk.readers.document import Document, plain


def declarations(card: Card, document: Document, *, shown_as: str) -> tuple[Declaration, ...]:
    """The card's statements with the exact lines of their words.

    Args:
        card: Of the document.
        document: The source.
        shown_as: How messages name the framework's folder.

    Raises:
        SourceError: The words do not stand in the document.
    """
    return tuple(
        Declaration(
            subject_id=stated.subject or card.id,
            object_id=stated.object,
            object_title=stated.object_title,
            predicate_id=stated.predicate,
            evidence=Evidence(stated.words, _find(stated.words, document, f"{shown_as}/{CARD_NAME}")),
            same_groups=stated.same_groups,
        )
        for stated in card.states
    )


def check_subjects(cards: Iterable[tuple[Card, str]]) -> None:
    """Check that what `[[states]]` are about is in the corpus.

    Args:
        cards: Every card, and how messages name its framework's folder.

    Raises:
        SourceError: A subject is not.
    """
    cards = tuple(cards)
    known = {card.id for card, _ in cards}
    for card, shown_as in cards:
        for stated in card.states:
            if stated.subject is not None and stated.subject not in known:
                raise SourceError(
                    f"[[states]] is about the framework {stated.subject!r}, which is not in the corpus",
                    remedy="Add that framework, or take this [[states]] out.",
                    path=f"{shown_as}/{CARD_NAME}",
                )


def _find(words: str, document: Document, card_path: str) -> Span:
    """The lines of the first place where words stand, whatever the line ends and markup between them."""
    sought = _squeezed(words)
    lines = [_squeezed(line) for line in document.lines]
    at = "".join(lines).find(sought)
    if at < 0:
        raise SourceError(
            f"the words “{words}” of [[states]] do not stand in {document.path}",
            remedy="Quote the document word for word.",
            path=card_path,
        )
    # Which line each character of the squeezed document stands on.
    line_of = [number for number, line in enumerate(lines, start=1) for _ in line]
    return document.span(line_of[at], line_of[at + len(sought) - 1])


def _squeezed(text: str) -> str:
    return "".join(plain(text).split())
