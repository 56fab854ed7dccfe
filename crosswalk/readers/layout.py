"""What several layouts need: places on a scale, and runs of lines that are no statement."""

from collections.abc import Mapping

from crosswalk.errors import UnknownLevel
from crosswalk.model import LeftOut, Scale
from crosswalk.readers.document import Document


def rank_of(label: str, scale: Scale | None, *, document: Document, line: int) -> int:
    """The place of a level in its scale, counted from 1; capitals do not matter.

    Raises:
        UnknownLevel: The scale does not have it, or framework.toml gives no scale.
    """
    labels = scale.labels if scale else ()
    for rank, known in enumerate(labels, start=1):
        if known.casefold() == label.casefold():
            return rank
    known_are = f"It has {', '.join(labels)}" if labels else "It has none"
    raise UnknownLevel(
        f"the level {label!r} is not in the scale of framework.toml",
        remedy=f"{known_are}; correct [scale] there, or restore the source.",
        path=document.path,
        line=line,
    )


def left_out(document: Document, reasons: Mapping[int, str]) -> tuple[LeftOut, ...]:
    """Runs of left-out lines, in order.

    Args:
        document: The source.
        reasons: Why, by line number. Lines with the same reason and only blank lines between make one run.
    """
    runs: list[LeftOut] = []
    for line in sorted(reasons):
        before = runs[-1] if runs else None
        if (
            before
            and before.reason == reasons[line]
            and not any(between.strip() for between in document.lines[before.last_line : line - 1])
        ):
            runs[-1] = LeftOut(before.first_line, line, before.reason)
        else:
            runs.append(LeftOut(line, line, reasons[line]))
    return tuple(runs)
