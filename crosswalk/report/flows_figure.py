"""The figure of principles: a Sankey diagram on paper."""

from matplotlib.axes import Axes
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path as MarkedPath

from crosswalk.report.figures import Drawn, drawn
from crosswalk.report.flows import Flows

#: How the outline of a ribbon is drawn: a curve there, a straight edge, a curve back, closed.
_RIBBON = (
    MarkedPath.MOVETO, *[MarkedPath.CURVE4] * 3, MarkedPath.LINETO, *[MarkedPath.CURVE4] * 3,
    MarkedPath.CLOSEPOLY,
)  # fmt: skip

#: Inches; on a page of A4 its letters are still 6.5 points high.
_WIDTH, _LETTERS = 9.6, 9.5


def draw_flows(flows: Flows) -> Drawn:
    """From frameworks to the principles that their statements support.

    Args:
        flows: The shapes.
    """

    def paint(axes: Axes) -> None:
        axes.set_xlim(0, flows.width)
        axes.set_ylim(flows.height, 0)
        axes.set_axis_off()
        # As artists: patches would each be measured, to find the limits that are set already.
        for ribbon in flows.ribbons:
            outline = MarkedPath(ribbon.corners, _RIBBON)
            axes.add_artist(PathPatch(outline, facecolor=ribbon.colour, alpha=0.45, linewidth=0))
        for bars, side in ((flows.frameworks, -1), (flows.principles, 1)):
            for bar in bars:
                axes.add_artist(
                    Rectangle((bar.x, bar.y), bar.width, bar.height, facecolor=bar.colour, linewidth=0)
                )
                x = bar.x - 8 if side < 0 else bar.x + bar.width + 8
                axes.text(
                    x, bar.middle, "\n".join(bar.lines), fontsize=_LETTERS, va="center", linespacing=1.1,
                    ha="right" if side < 0 else "left", multialignment="right" if side < 0 else "left",
                    # A name may have dollar signs; they are no formula.
                    parse_math=False,
                )  # fmt: skip

    size = (_WIDTH, _WIDTH * flows.height / flows.width)
    return drawn("principles", flows.alt, paint, size=size, place=(0.0, 0.0, 1.0, 1.0), flat=True)
