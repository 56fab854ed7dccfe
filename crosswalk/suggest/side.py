"""What is compared: the statements of one framework, or the items of any list, in one plain shape."""

from dataclasses import dataclass

from crosswalk.model import Framework, Kind, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One side of a comparison: n things in a fixed order.

    Attributes:
        ids: Their ids, n of them.
        titles: Their headings; an empty string where there is none.
        texts: Their descriptions or wordings; an empty string where there is only a heading.
        parts: For each, the wordings of the indicators below it; empty where nothing stands below.
        negative: For each, whether it warns against something.
    """

    ids: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    negative: tuple[bool, ...]

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def wordings(self) -> tuple[str, ...]:
        """Title and text as one string each, as they are compared."""
        return tuple(
            f"{title} {text}" if title and text else title or text
            for title, text in zip(self.titles, self.texts, strict=True)
        )


def side_of(framework: Framework, kind: Kind) -> Side:
    """The elements, or the indicators, of a framework, in ascending order of their ids."""
    statements = sorted(framework.of_kind(kind), key=lambda s: s.id)
    return Side(
        ids=tuple(s.id for s in statements),
        titles=tuple(s.title for s in statements),
        texts=tuple(s.text for s in statements),
        parts=tuple(tuple(i.text for i in framework.indicators_of(s)) for s in statements),
        negative=tuple(s.polarity is Polarity.NEGATIVE for s in statements),
    )
