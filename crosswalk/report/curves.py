"""How coverage moves with the probability that counts as a counterpart: small charts, as plain shapes."""

from collections.abc import Sequence
from dataclasses import dataclass

from crosswalk.model import Framework
from crosswalk.model.written import percent
from crosswalk.report import addresses as to
from crosswalk.report.findings import Findings
from crosswalk.report.rows import Row, records

#: Units of the drawing: its size, and the room for what is written beside the axes.
WIDTH, HEIGHT = 220.0, 130.0
_LEFT, _RIGHT, _TOP, _BOTTOM = 38.0, 8.0, 10.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A share at a cut.

    Attributes:
        cut: The probability from which a pair counts as a match, in [0, 1].
        count: Elements with a counterpart.
        share: Of all elements, in [0, 1].
        x, y: In units of the drawing, from the upper left.
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
        by: The other framework.
        page: The page of the two, at the elements of the one, relative to the report's folder.
        elements: Of the one that is looked for.
        settled: For how many of them the answer is people's.
        points: From the lowest cut; none where no probability is known.
    """

    by: Framework
    page: str
    elements: int
    settled: int
    points: tuple[Point, ...]
    width: float = WIDTH
    height: float = HEIGHT

    @property
    def path(self) -> str:
        """The line through the points, in the words of SVG."""
        return "M" + " L".join(f"{point.x:.1f},{point.y:.1f}" for point in self.points)

    @property
    def alt(self) -> str:
        """What the chart shows, for those who cannot see it."""
        return "; ".join(f"{percent(point.share)} at {point.cut:g}" for point in self.points)


@dataclass(frozen=True, slots=True, kw_only=True)
class Curves:
    """All charts of one framework, one a chart for each other framework.

    Attributes:
        of: The framework that is looked for.
        curves: In the catalogue's order.
    """

    of: Framework
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Axes:
    """What all charts share: (where, what is written there) along either axis, and where the axes stand."""

    left: float
    right: float
    top: float
    bottom: float
    shares: tuple[tuple[float, str], ...]
    cuts: tuple[tuple[float, str], ...]


def axes(cuts: Sequence[float]) -> Axes:
    """The axes of every chart.

    Args:
        cuts: At which is looked, rising.
    """
    shown = (cuts[0], cuts[len(cuts) // 2], cuts[-1]) if cuts else ()
    return Axes(
        left=_LEFT,
        right=WIDTH - _RIGHT,
        top=_TOP,
        bottom=HEIGHT - _BOTTOM,
        shares=tuple((_y(share), f"{share:.0%}") for share in (0.0, 0.5, 1.0)),
        cuts=tuple((_x(cut, cuts), f"{cut:g}") for cut in dict.fromkeys(shown)),
    )


def curves(findings: Findings) -> tuple[Curves, ...]:
    """How the share of each framework's elements found in each other moves with the cut.

    Args:
        findings: What the report is made from.

    Returns:
        One entry a document that has elements, in order; none where there is nothing to compare with.
    """
    rows: dict[tuple[str, str], list[Row]] = {}
    for row in records(findings.coverage_by_cut):
        rows.setdefault((row["framework"], row["by"]), []).append(row)
    found = []
    for of in findings.documents:
        own = [
            _curve(findings, of, by, rows[of.id, by.id])
            for by in findings.documents
            if (of.id, by.id) in rows and rows[of.id, by.id][0]["elements"]
        ]
        if own:
            found.append(Curves(of=of, curves=tuple(own)))
    return tuple(found)


def _curve(findings: Findings, of: Framework, by: Framework, rows: Sequence[Row]) -> Curve:
    cuts = [row["cut"] for row in rows]
    # Not a number where no probability is known.
    known = [row for row in rows if row["share"] == row["share"]]
    return Curve(
        by=by,
        page=to.pair_place(*findings.ordered(of.id, by.id), of=of.id),
        elements=rows[0]["elements"],
        settled=rows[0]["settled_by_people"],
        points=tuple(
            Point(
                cut=row["cut"],
                count=row["with_counterpart"],
                share=row["share"],
                x=_x(row["cut"], cuts),
                y=_y(row["share"]),
            )
            for row in known
        ),
    )


def _x(cut: float, cuts: Sequence[float]) -> float:
    """Across: from the lowest cut to the highest; one alone stands in the middle."""
    low, high = cuts[0], cuts[-1]
    part = (cut - low) / (high - low) if high > low else 0.5
    return round(_LEFT + part * (WIDTH - _LEFT - _RIGHT), 1)


def _y(share: float) -> float:
    return round(HEIGHT - _BOTTOM - share * (HEIGHT - _TOP - _BOTTOM), 1)
