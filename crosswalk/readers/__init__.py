"""Documents in: a folder with a source and its framework.toml becomes a Framework."""

from collections.abc import Mapping
from pathlib import Path

from crosswalk.errors import DuplicateId, SourceError, UnknownReader
from crosswalk.model import Framework, Statement
from crosswalk.readers.capability_table import read_capability_table
from crosswalk.readers.card import BY_REFERENCE, CARD_NAME, Card, read_card
from crosswalk.readers.checks import check_reading
from crosswalk.readers.declared import check_subjects, declarations
from crosswalk.readers.dimensions import read_dimensions
from crosswalk.readers.document import Document, Reader, Reading, open_document
from crosswalk.readers.qualities import read_qualities
from crosswalk.readers.reference import fill_by_reference, named_only
from crosswalk.readers.slides import read_slides
from crosswalk.readers.table import read_table
from crosswalk.readers.theme_grid import read_theme_grid

#: Layouts by the name that framework.toml gives as `reader`. A new layout is one file and one line here.
READERS: Mapping[str, Reader] = {
    "capability_table": read_capability_table,
    "dimensions": read_dimensions,
    "qualities": read_qualities,
    "slides": read_slides,
    "table": read_table,
    "theme_grid": read_theme_grid,
}


def read_framework(folder: Path, *, shown_as: str) -> tuple[Framework, tuple[Statement, ...]]:
    """Read one framework.

    Args:
        folder: Where its framework.toml and its source are.
        shown_as: How messages and spans name the folder: relative to the project, with `/`.

    Returns:
        The framework (without statements where it is known by reference), and the statements of other
        frameworks that its document names or lists.

    Raises:
        SourceError: Card or source is missing, changed or not of the layout that the card names.
        UnknownReader: The card names a reader that does not exist.
        UnknownLevel: A statement stands on a level that the scale does not have.
        DuplicateId: Two statements have one id.
    """
    return _read(read_card(folder, shown_as=shown_as), folder, shown_as)


def read_frameworks(corpus: Path, *, shown_as: str = "corpus") -> tuple[Framework, ...]:
    """Read every framework of a folder, those known by reference included.

    Args:
        corpus: One folder a framework; files and hidden folders are passed over.
        shown_as: How messages and spans name that folder.

    Returns:
        By `order` of the card, then by folder name; frameworks that documents only name come last.

    Raises:
        SourceError: There is nothing to read, or as for `read_framework`.
        UnknownReader: As for `read_framework`.
        UnknownLevel: As for `read_framework`.
        DuplicateId: Two statements or two frameworks have one id.
    """
    folders = _folders(corpus, shown_as)
    cards = [(read_card(folder, shown_as=f"{shown_as}/{folder.name}"), folder) for folder in folders]
    _check_ids_differ(cards, shown_as)
    check_subjects((card, f"{shown_as}/{folder.name}") for card, folder in cards)
    cards.sort(key=lambda pair: (pair[0].order is None, pair[0].order or 0, pair[1].name))
    frameworks: list[Framework] = []
    spoken_of: list[Statement] = []
    for card, folder in cards:
        framework, spoken = _read(card, folder, f"{shown_as}/{folder.name}")
        frameworks.append(framework)
        spoken_of += spoken
    complete = tuple(fill_by_reference(frameworks, spoken_of, shown_as=shown_as))
    return (*complete, *named_only(complete))


def _folders(corpus: Path, shown_as: str) -> list[Path]:
    try:
        folders = sorted(p for p in corpus.iterdir() if p.is_dir() and not p.name.startswith("."))
    except OSError as problem:
        raise SourceError(
            f"the folder of frameworks cannot be read ({problem.strerror})",
            remedy=f"Run the command in a project folder, or make {shown_as} with one folder a framework.",
            path=shown_as,
        ) from None
    if not folders:
        raise SourceError(
            "there is no framework",
            remedy=f"Make one folder a framework with its source and a {CARD_NAME}.",
            path=shown_as,
        )
    return folders


def _check_ids_differ(cards: list[tuple[Card, Path]], shown_as: str) -> None:
    seen: dict[str, Path] = {}
    for card, folder in cards:
        if card.id in seen:
            raise DuplicateId(
                f"the framework id {card.id!r} is that of {shown_as}/{seen[card.id].name} too",
                remedy="Change one of the two.",
                path=f"{shown_as}/{folder.name}/{CARD_NAME}",
            )
        seen[card.id] = folder


def _read(card: Card, folder: Path, shown_as: str) -> tuple[Framework, tuple[Statement, ...]]:
    if card.is_by_reference:
        return _framework(card), ()
    if card.reader not in READERS:
        raise UnknownReader(
            f"there is no reader {card.reader!r}",
            remedy=f"Known are: {', '.join((*READERS, BY_REFERENCE))}.",
            path=f"{shown_as}/{CARD_NAME}",
        )
    document = open_document(folder / card.source, shown_as=f"{shown_as}/{card.source}")
    _check_unchanged(card, document, shown_as)
    scale = card.scale.to_scale() if card.scale else None
    reading = READERS[card.reader](document, framework_id=card.id, scale=scale)
    framework = _framework(card, document, reading, shown_as)
    check_reading(document, reading)
    return framework, reading.spoken_of


def _check_unchanged(card: Card, document: Document, shown_as: str) -> None:
    if card.sha256 is None:
        raise SourceError(
            "sha256 is missing: it makes sure that nobody changes the source unnoticed",
            remedy=f'If {card.source} is as received, add the line sha256 = "{document.sha256}".',
            path=f"{shown_as}/{CARD_NAME}",
        )
    if document.sha256 != card.sha256:
        raise SourceError(
            f"the source has changed: its sha256 is {document.sha256}, {CARD_NAME} says {card.sha256}",
            remedy=f"Restore the file, or put the new sha256 into {shown_as}/{CARD_NAME} if it is meant.",
            path=document.path,
        )


def _framework(
    card: Card, document: Document | None = None, reading: Reading | None = None, shown_as: str = ""
) -> Framework:
    return Framework(
        id=card.id,
        title=card.title,
        short_title=card.short_title,
        publisher=card.publisher,
        year=card.year,
        nation=card.nation,
        sector=card.sector,
        licence=card.licence,
        attributed=tuple(card.attributed),
        note=card.note,
        source=document.path if document else "",
        sha256=document.sha256 if document else "",
        scale=card.scale.to_scale() if card.scale else None,
        statements=reading.statements if reading else (),
        left_out=reading.left_out if reading else (),
        declarations=declarations(card, document, shown_as=shown_as) if document else (),
        known_by_reference=document is None,
    )
