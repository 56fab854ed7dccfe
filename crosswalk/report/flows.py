"""Where the statements of each framework go: a Sankey diagram to principles, as plain shapes."""

import textwrap
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from crosswalk.model import Kind
from crosswalk.model.written import counted
from crosswalk.report import addresses
from crosswalk.report.findings import Findings
from crosswalk.report.palette import colours

#: Units of the drawing: its width, where bars stand, how wide they are, and the space between two of them.
WIDTH = 960.0
_LEFT, _RIGHT, _BAR = 210.0, 570.0, 14.0
_SPACE = 9.0
#: Height of a line of a label.
LINE = 17.0
#: Characters in a line of a label on either side, so that wide letters too stay inside the drawing; lines in
#: a label. What is longer ends in an ellipsis.
_LEFT_LINE, _RIGHT_LINE, _LINES = 25, 42, 2
#: Height of all bars of a side together, without the space between them; no bar is thinner than `_THIN`.
_TALL, _THIN = 560.0, 2.0
#: What belongs to no principle, and principles beyond so many: one bar each. No principle has such an id.
_NONE, _OTHERS, _MOST = "", " ", 30
_NOWHERE = "belongs to none"
_GREY = "#6b7580"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A framework, or a principle.

    Attributes:
        label: What to call it.
        count: Statements.
        lines: Label and count as they stand beside the bar, the label shortened where it is long.
        page: Where it leads, relative to the report's folder.
        x, y, height: In units of the drawing, from the upper left; all bars are `width` wide.
        colour: Of a framework; grey for a principle.
    """

    label: str
    count: int
    lines: tuple[str, ...]
    page: str
    x: float
    y: float
    height: float
    colour: str
    width: float = _BAR

    @property
    def middle(self) -> float:
        """Half-way down."""
        return self.y + self.height / 2

    @property
    def lowest(self) -> float:
        """Where the bar and its label end."""
        return max(self.y + self.height, self.middle + LINE * len(self.lines) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ribbon:
    """Statements of one framework that support one principle, or none.

    Attributes:
        framework: Name.
        principle: Label.
        count: Statements.
        colour: The framework's.
        start, end: Upper edge at the framework and at the principle.
        at_start, at_end: How tall it is there.
    """

    framework: str
    principle: str
    count: int
    colour: str
    start: float
    end: float
    at_start: float
    at_end: float

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """Of the outline: a start, a curve of three, an edge, a curve of three, and the start again."""
        (a, b), (c, d) = (self.start, self.start + self.at_start), (self.end, self.end + self.at_end)
        left, right = _LEFT + _BAR, _RIGHT
        bend = (left + right) / 2
        there, back = ((bend, a), (bend, c), (right, c)), ((bend, d), (bend, b), (left, b))
        return ((left, a), *there, (right, d), *back, (left, a))

    @property
    def path(self) -> str:
        """The outline, in the words of SVG."""
        words = [f"{x:.1f},{y:.1f}" for x, y in self.corners]
        return f"M{words[0]} C{' '.join(words[1:4])} L{words[4]} C{' '.join(words[5:8])} Z"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flows:
    """The whole diagram.

    Attributes:
        height: In units of the drawing; it is `WIDTH` wide.
        frameworks: On the left, in the catalogue's order.
        principles: On the right, in their order; those of no principle last.
        ribbons: Between them.
        alt: What it shows, for those who cannot see it.
        width: In units of the drawing.
        line: Height of a line of a label.
    """

    height: float
    frameworks: tuple[Bar, ...]
    principles: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]
    alt: str
    width: float = WIDTH
    line: float = LINE


def flows(findings: Findings) -> Flows:
    """Elements and indicators of each framework, by the principle that they support.

    A statement that supports two principles stands in both, so a framework's bar may be taller than its
    number of statements.

    Args:
        findings: What the report is made from.
    """
    counts = _counts(findings)
    shades = colours([f.id for f in findings.documents])
    from_: Counter[str] = Counter()
    into: Counter[str] = Counter()
    for (framework_id, principle_id), count in counts.items():
        from_[framework_id] += count
        into[principle_id] += count
    labels = {name: label for name, label in _labels(findings).items() if into[name]}
    scale = _TALL / max(sum(counts.values()), 1)
    frameworks = _side(
        {f.id: f.name for f in findings.documents}, from_, x=_LEFT, width=_LEFT_LINE, scale=scale,
        other=len(labels), page=addresses.framework_page, colour=shades.__getitem__,
    )  # fmt: skip
    principles = _side(
        labels, into, x=_RIGHT, width=_RIGHT_LINE, scale=scale, other=len(frameworks),
        page=lambda name: _PAGES.get(name) or addresses.principle_page(name), colour=lambda _: _GREY,
    )  # fmt: skip
    return Flows(
        height=max((bar.lowest for bar in (*frameworks.values(), *principles.values())), default=0.0)
        + _SPACE,
        frameworks=tuple(frameworks.values()),
        principles=tuple(principles.values()),
        ribbons=tuple(_ribbons(counts, principles, frameworks)),
        alt=_alt(findings, [*frameworks.values()], [*principles.values()]),
    )


_PAGES = {_NONE: f"{addresses.PRINCIPLES}#nowhere", _OTHERS: f"{addresses.PRINCIPLES}#side-by-side"}


def _labels(findings: Findings) -> dict[str, str]:
    """What to call each bar on the right, from the top down."""
    every = findings.principles.principles
    labels = {one.id: one.label for one in every[:_MOST]}
    if len(every) > _MOST:
        labels[_OTHERS] = counted(len(every) - _MOST, "more principle")
    return labels | {_NONE: _NOWHERE}


def _counts(findings: Findings) -> Mapping[tuple[str, str], int]:
    """(framework, what stands on the right) -> statements."""
    shown = {one.id for one in findings.principles.principles[:_MOST]}
    found: Counter[tuple[str, str]] = Counter()
    for framework in findings.documents:
        for statement in (*framework.of_kind(Kind.ELEMENT), *framework.of_kind(Kind.INDICATOR)):
            ids = findings.principles_of.get(statement.id, [_NONE])
            for name in dict.fromkeys(one if one in shown or not one else _OTHERS for one in ids):
                found[framework.id, name] += 1
    return found


def _beside(label: str, count: int, width: int) -> tuple[str, ...]:
    """A label and its count in lines of so many characters at most."""
    behind = f" ({count})"
    lines = textwrap.wrap(label, max(width - len(behind), 1), max_lines=_LINES, placeholder=" …") or [""]
    return (*lines[:-1], f"{lines[-1]}{behind}")


def _side(
    labels: Mapping[str, str],
    counts: Mapping[str, int],
    *,
    x: float,
    width: int,
    scale: float,
    other: int,
    page: Callable[[str], str],
    colour: Callable[[str], str],
) -> dict[str, Bar]:
    """The bars of one side by what they are for, with labels in lines of `width`, beside `other` bars."""
    beside = [_beside(label, counts[name], width) for name, label in labels.items()]
    stacked = _stacked([counts[name] for name in labels], beside, scale, other=other)
    return {
        name: Bar(
            label=label, count=counts[name], lines=lines, page=page(name), x=x, y=y, height=height,
            colour=colour(name),
        )
        for (name, label), lines, (y, height) in zip(labels.items(), beside, stacked, strict=True)
    }  # fmt: skip


def _stacked(
    counts: Sequence[int], beside: Sequence[Sequence[str]], scale: float, *, other: int
) -> list[tuple[float, float]]:
    """Upper edge and height of each bar of a side.

    The side with fewer bars has more space between them, and no label stands on another.

    Args:
        counts: Of the bars.
        beside: Their labels, in lines.
        scale: Units a statement.
        other: Bars on the other side.
    """
    own = max(len(counts) - 1, 1)
    space = _SPACE * max(own, other - 1) / own
    found: list[tuple[float, float]] = []
    lowest, words_end = 0.0, 0.0
    for count, lines in zip(counts, beside, strict=True):
        height, words = max(count * scale, _THIN), LINE * len(lines)
        middle = max(lowest + (space if found else _SPACE) + height / 2, words_end + words / 2)
        found.append((middle - height / 2, height))
        lowest, words_end = middle + height / 2, middle + words / 2
    return found


def _ribbons(
    counts: Mapping[tuple[str, str], int], principles: Mapping[str, Bar], frameworks: Mapping[str, Bar]
) -> list[Ribbon]:
    found = []
    used = dict.fromkeys(principles, 0.0)
    for framework_id, bar in frameworks.items():
        start = bar.y
        for name, target in principles.items():
            count = counts.get((framework_id, name), 0)
            if not count:
                continue
            at_start = bar.height * count / max(bar.count, 1)
            at_end = target.height * count / max(target.count, 1)
            found.append(
                Ribbon(
                    framework=bar.label, principle=target.label, count=count, colour=bar.colour,
                    start=start, at_start=at_start, end=target.y + used[name], at_end=at_end,
                )
            )  # fmt: skip
            start += at_start
            used[name] += at_end
    return found


def _alt(findings: Findings, frameworks: Sequence[Bar], principles: Sequence[Bar]) -> str:
    left = ", ".join(f"{bar.label} ({bar.count})" for bar in frameworks)
    right = "; ".join(f"{bar.label} ({bar.count})" for bar in principles)
    return (
        "Bands lead from each framework on the left to the principles on the right that its statements "
        f"support; the wider, the more statements. Frameworks with their statements: {left}. Principles: "
        f"{right}. {findings.reviewed} of {len(findings.suggested)} suggested links behind them are reviewed."
    )
