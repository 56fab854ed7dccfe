"""How coverage moves with the probability that counts as a counterpart: curves, as plain shapes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crosswalk.model import Framework
from crosswalk.model.written import percent
from crosswalk.report.findings import Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Where curves are drawn, in units of the drawing, from the upper left.

    Attributes:
        width, height: Of the whole, with what is written beside the axes.
        left, right: Where a probability of 0 and one of 1 stand.
        top, bottom: Where all and none of the elements stand.
        grid: Shares at which a line is drawn across.
    """

    width: int
    height: int
    left: float
    right: float
    top: float
    bottom: float
    grid: tuple[float, ...]

    def x(self, cut: float) -> float:
        """Where a probability stands; it is in [0, 1]."""
        return round(self.left + cut * (self.right - self.left), 1)

    def y(self, share: float) -> float:
        """Where a share stands; it is in [0, 1]."""
        return round(self.bottom - share * (self.bottom - self.top), 1)


#: One of many beside each other, and one alone.
SMALL = Plot(width=220, height=130, left=38, right=212, top=10, bottom=106, grid=(0.0, 0.5, 1.0))
WIDE = Plot(width=640, height=276, left=56, right=620, top=16, bottom=250, grid=(0.0, 0.25, 0.5, 0.75, 1.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A share at a cut.

    Attributes:
        cut: The probability from which a pair counts as a match, in [0, 1].
        count: Elements with a counterpart.
        share: Of all elements, in [0, 1].
        x, y: In units of the drawing.
    """

    cut: float
    count: int
    share: float
    x: float
    y: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Curve:
    """How much of one framework is found in another, by cut.

    Attributes:
        of: Whose elements.
        by: Where they are looked for.
        elements: How many there are.
        settled: For how many of them the answer is people's.
        points: From the lowest cut; none where no probability is known.
    """

    of: Framework
    by: Framework
    elements: int
    settled: int
    points: tuple[Point, ...]

    @property
    def path(self) -> str:
        """The line through the points, in the words of SVG."""
        return " ".join(f"{point.x},{point.y}" for point in self.points)

    @property
    def alt(self) -> str:
        """What it shows, for those who cannot see it."""
        shares = "; ".join(f"{percent(point.share)} at {percent(point.cut)}" for point in self.points)
        return f"Share of the elements of {self.of.name} with a counterpart in {self.by.name}: {shares}."


def curves(findings: Findings, of: Framework, others: Sequence[Framework], *, plot: Plot) -> Iterator[Curve]:
    """How the share of a framework's elements found in each of others moves with the cut.

    Args:
        findings: What the report is made from.
        of: Whose elements; where it has none, there is no curve.
        others: Where they are looked for.
        plot: Where the curves are drawn.
    """
    for by in others:
        rows = findings.shares_by_cut.get((of.id, by.id), [])
        if rows and rows[0]["elements"]:
            yield Curve(
                of=of,
                by=by,
                elements=rows[0]["elements"],
                settled=rows[0]["settled_by_people"],
                points=tuple(
                    Point(
                        cut=row["cut"],
                        count=row["with_counterpart"],
                        share=row["share"],
                        x=plot.x(row["cut"]),
                        y=plot.y(row["share"]),
                    )
                    for row in rows
                    # Not a number where no probability is known.
                    if row["share"] == row["share"]
                ),
            )
