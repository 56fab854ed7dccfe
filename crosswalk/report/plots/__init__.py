"""Figures for researchers, drawn from tables; each shows itself in a notebook, with words for it."""

from crosswalk.report.plots.communities import draw_blending, draw_stability
from crosswalk.report.plots.graphs import (
    draw_bridges,
    draw_component,
    draw_components,
    draw_components_by_cut,
)
from crosswalk.report.plots.overlaps import draw_cuts, draw_intervals, draw_resamples, draw_shuffles
from crosswalk.report.plots.picture import Picture
from crosswalk.report.plots.readings import draw_link_counts, draw_scores, draw_statements

__all__ = [
    "Picture",
    "draw_blending",
    "draw_bridges",
    "draw_component",
    "draw_components",
    "draw_components_by_cut",
    "draw_cuts",
    "draw_intervals",
    "draw_link_counts",
    "draw_resamples",
    "draw_scores",
    "draw_shuffles",
    "draw_stability",
    "draw_statements",
]
