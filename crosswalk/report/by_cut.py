"""How coverage moves with the probability that counts: a table, and lines as plain shapes."""

from collections.abc import Sequence
from dataclasses import dataclass

from crosswalk.model import Framework
from crosswalk.report.findings import Findings
from crosswalk.report.palette import colours
from crosswalk.report.rows import Row

#: Units of the drawing: the whole, and where its axes begin and end.
WIDTH, HEIGHT = 640.0, 276.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 56.0, 620.0, 16.0, 250.0

#: Shares at which a line is drawn across.
_GRID = (0.0, 0.25, 0.5, 0.75, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """At one cut.

    Attributes:
        cut: The least probability that counts, in [0, 1].
        found: Elements with a counterpart at least as probable.
        share: Of all elements, in [0, 1].
        settled: Elements whose answer is people's and not the model's.
        x, y: In units of the drawing, from the upper left.
    """

    cut: float
    found: int
    share: float
    settled: int
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One direction.

    Attributes:
        of: Whose elements.
        by: Where they are looked for.
        elements: How many there are.
        points: At every cut.
        colour: `#rrggbb`.
        dashed: Whether the line is dashed and its points are square, so that it is told without colour.
    """

    of: Framework
    by: Framework
    elements: int
    points: tuple[Point, ...]
    colour: str
    dashed: bool

    @property
    def path(self) -> str:
        """All points, in the words of SVG."""
        return " ".join(f"{p.x:.1f},{p.y:.1f}" for p in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class ByCut:
    """Both directions.

    Attributes:
        lines: The first in the second, then the second in the first.
        cuts: Where each cut stands: (cut, x).
        grid: Where each share stands: (share, y).
        alt: What the drawing shows, for those who cannot see it.
    """

    lines: tuple[Line, ...]
    cuts: tuple[tuple[float, float], ...]
    grid: tuple[tuple[float, float], ...]
    alt: str
    width: float = WIDTH
    height: float = HEIGHT
    left: float = _LEFT
    right: float = _RIGHT
    bottom: float = _BOTTOM


def by_cut(findings: Findings, first: Framework, second: Framework) -> ByCut | None:
    """How the share of elements with a counterpart moves with the cut; None where no probability is known.

    Args:
        findings: What the report is made from.
        first: One framework.
        second: Another one.
    """
    shades = colours([f.id for f in findings.documents])
    lines = []
    for of, by, dashed in ((first, second, False), (second, first, True)):
        rows = findings.shares_by_cut[of.id, by.id]
        if any(row["share"] != row["share"] for row in rows):
            return None  # not a number: nothing is known of any pair, or there are no elements
        lines.append(
            Line(
                of=of,
                by=by,
                elements=rows[0]["elements"],
                points=tuple(map(_point, rows)),
                colour=shades[of.id],
                dashed=dashed,
            )
        )
    return ByCut(
        lines=tuple(lines),
        cuts=tuple((point.cut, point.x) for point in lines[0].points),
        grid=tuple((share, _y(share)) for share in _GRID),
        alt=" ".join(_said(line) for line in lines),
    )


def _point(row: Row) -> Point:
    return Point(
        cut=row["cut"],
        found=row["with_counterpart"],
        share=row["share"],
        settled=row["settled_by_people"],
        x=_x(row["cut"]),
        y=_y(row["share"]),
    )


def _x(cut: float) -> float:
    return _LEFT + cut * (_RIGHT - _LEFT)


def _y(share: float) -> float:
    return _BOTTOM - share * (_BOTTOM - _TOP)


def _said(line: Line) -> str:
    ends: Sequence[Point] = (line.points[0], line.points[-1])
    said = " and ".join(f"{p.share:.0%} at a probability of at least {p.cut:.0%}" for p in ends)
    return f"Of the elements of {line.of.name}, {line.by.name} has something for {said}."
