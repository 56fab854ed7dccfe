"""What is compared: the statements of one framework, or the items of any list, in one plain shape."""

from collections.abc import Sequence
from dataclasses import dataclass

from crosswalk.model import Framework, Kind, Statement
from crosswalk.suggest.polarity import negative_statements


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: n things in a fixed order.

    Attributes:
        ids: Their ids, n of them.
        titles: Their headings; an empty string where there is none.
        texts: Their descriptions or wordings; an empty string where there is only a heading.
        parts: For each, the wordings of the indicators below it; empty where nothing stands below.
        negative: For each, whether it warns against something.
        paths: For each, the headings it stands under; an empty string at the top. No paths at all where
            nothing is known of any place.
        above: What they stand under, where that is compared too; None where it is not.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    negative: tuple[bool, ...]
    paths: tuple[str, ...] = ()
    above: "Above | None" = None

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Title and text as one string each, as they are compared."""
        return tuple(
            f"{title} {text}" if title and text else title or text
            for title, text in zip(self.titles, self.texts, strict=True)
        )

    @property
    def said(self) -> tuple[tuple[str, ...], ...]:
        """All that each says, its own wording first, without what copying changes: to find equal ones."""
        return tuple(
            (_plain(own), *sorted(map(_plain, below)))
            for own, below in zip(self.wordings, self.parts, strict=True)
        )


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold().rstrip(".:; ")


@dataclass(frozen=True, slots=True)
class Above:
    """What the n things of a side stand under.

    Attributes:
        side: The things above, k of them.
        rows: For each of the n things its place in `side`; -1 where nothing stands above.
    """

    side: Side
    rows: tuple[int, ...]


def side_of(framework: Framework, kind: Kind) -> Side:
    """The elements, or the indicators, of a framework, in ascending order of their ids."""
    statements = sorted(framework.of_kind(kind), key=lambda s: s.id)
    negative = negative_statements(framework)
    return Side(
        ids=tuple(s.id for s in statements),
        titles=tuple(s.title for s in statements),
        texts=tuple(s.text for s in statements),
        parts=tuple(tuple(i.text for i in framework.indicators_of(s)) for s in statements),
        negative=tuple(s.id in negative for s in statements),
        paths=tuple(framework.path(s) for s in statements),
        above=_above(framework, statements) if kind is Kind.INDICATOR else None,
    )


def _above(framework: Framework, indicators: Sequence[Statement]) -> Above:
    elements = side_of(framework, Kind.ELEMENT)
    places = {name: place for place, name in enumerate(elements.ids)}
    over = [
        [places[s.id] for s in framework.ancestors(indicator) if s.id in places] for indicator in indicators
    ]
    return Above(elements, tuple(found[-1] if found else -1 for found in over))
