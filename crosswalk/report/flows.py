"""Where the statements of each framework go: a Sankey diagram to principles, as plain shapes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from crosswalk.model import Kind
from crosswalk.report import addresses
from crosswalk.report.findings import Findings
from crosswalk.report.palette import colours

#: Units of the drawing: its width, where bars stand, how wide they are, and the space between two of them.
WIDTH = 960.0
_LEFT, _RIGHT, _BAR = 230.0, 620.0, 14.0
_SPACE = 9.0
#: Height of all bars of a side together, without the space between them; no bar is thinner than `_THIN`.
_TALL, _THIN = 560.0, 2.0
_NOWHERE = "belongs to none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A framework, or a principle.

    Attributes:
        label: What to call it.
        count: Statements.
        page: Where it leads, relative to the report's folder.
        x, y, height: In units of the drawing, from the upper left; all bars are `width` wide.
        colour: Of a framework; grey for a principle.
    """

    label: str
    count: int
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
    """

    height: float
    frameworks: tuple[Bar, ...]
    principles: tuple[Bar, ...]
    ribbons: tuple[Ribbon, ...]
    alt: str
    width: float = WIDTH


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
    labels = {one.id: one.label for one in findings.principles.principles} | {"": _NOWHERE}
    order = [name for name in labels if into[name]]
    scale = _TALL / max(sum(counts.values()), 1)
    left = _stacked([from_[f.id] for f in findings.documents], scale, [len(findings.documents), len(order)])
    right = _stacked([into[name] for name in order], scale, [len(order), len(findings.documents)])
    frameworks = tuple(
        Bar(label=f.name, count=from_[f.id], page=addresses.framework_page(f.id), x=_LEFT, y=y, height=h,
            colour=shades[f.id])
        for f, (y, h) in zip(findings.documents, left, strict=True)
    )  # fmt: skip
    principles = tuple(
        Bar(
            label=labels[name], count=into[name], x=_RIGHT, y=y, height=h, colour="#6b7580",
            page=addresses.principle_page(name) if name else f"{addresses.PRINCIPLES}#nowhere",
        )
        for name, (y, h) in zip(order, right, strict=True)
    )  # fmt: skip
    lowest = max((bar.y + bar.height for bar in (*frameworks, *principles)), default=0.0)
    return Flows(
        height=lowest + _SPACE,
        frameworks=frameworks,
        principles=principles,
        ribbons=tuple(_ribbons(counts, dict(zip(order, principles, strict=True)), frameworks, findings)),
        alt=_alt(findings, frameworks, principles),
    )


def _counts(findings: Findings) -> Mapping[tuple[str, str], int]:
    """(framework, principle or nothing) -> statements."""
    found: Counter[tuple[str, str]] = Counter()
    for framework in findings.documents:
        for statement in (*framework.of_kind(Kind.ELEMENT), *framework.of_kind(Kind.INDICATOR)):
            for principle_id in findings.principles_of.get(statement.id, [""]):
                found[framework.id, principle_id] += 1
    return found


def _stacked(counts: Sequence[int], scale: float, sizes: Sequence[int]) -> list[tuple[float, float]]:
    """Upper edge and height of each bar of a side; the side with fewer bars has more space between them."""
    own, other = (max(size - 1, 1) for size in sizes)
    space = _SPACE * max(own, other) / own
    found, y = [], _SPACE
    for count in counts:
        height = max(count * scale, _THIN)
        found.append((y, height))
        y += height + space
    return found


def _ribbons(
    counts: Mapping[tuple[str, str], int],
    principles: Mapping[str, Bar],
    frameworks: Sequence[Bar],
    findings: Findings,
) -> list[Ribbon]:
    found = []
    used = dict.fromkeys(principles, 0.0)
    for framework, bar in zip(findings.documents, frameworks, strict=True):
        start = bar.y
        for name, target in principles.items():
            count = counts.get((framework.id, name), 0)
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
