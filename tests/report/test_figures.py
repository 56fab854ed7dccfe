import numpy as np

from crosswalk.report.figures import draw_coverage, draw_overlap


def test_figures_of_no_framework_and_of_one_are_drawn() -> None:
    assert draw_overlap(np.zeros((0, 0)), []).png
    assert draw_coverage(np.full((1, 1), np.nan), ["One"], near=1.0).svg
