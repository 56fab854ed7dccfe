import io
import re

import numpy as np
import pytest
from PIL import Image

from crosswalk.catalogue import Catalogue
from crosswalk.report.figures import Block, draw_coverage, draw_overlap
from crosswalk.report.gaps_figure import GapBar, draw_gaps
from crosswalk.report.pictures import pictures
from crosswalk.report.standing import Mark
from tests.report.judged import judged_world
from tests.report.small import small


def bar(framework: str, against: str, *counts: int) -> GapBar:
    return GapBar(framework=framework, against=against, counts=dict(zip(Mark, counts, strict=True)))


def test_figures_of_no_framework_and_of_one_are_drawn() -> None:
    assert draw_overlap(np.zeros((0, 0)), []).png
    assert draw_coverage(np.zeros((0, 0)), [], near=1.0).png
    assert draw_coverage(np.full((1, 1), np.nan), ["One"], near=1.0).svg
    assert draw_gaps([]).png


def test_every_figure_is_a_picture_on_white_and_words_that_say_what_it_shows() -> None:
    drawn = {name: draw() for name, draw in pictures(judged_world()).items()}

    assert {"overlap", "coverage", "gaps"} <= {*drawn}
    for name, figure in drawn.items():
        image = Image.open(io.BytesIO(figure.png))
        assert image.convert("RGB").getpixel((0, 0)) == (255, 255, 255), name
        assert min(image.size) > 100, name
        assert b"<svg" in figure.svg, name
        assert len(figure.alt) > 80, name


def test_words_stay_words_in_the_files_for_print() -> None:
    figure = draw_gaps([bar("Ash & <co>", "Elm $x$", 1, 1, 1, 1, 1)])

    text = figure.svg.decode()
    assert "Ash &amp; &lt;co&gt;, in …" in text
    assert "Elm $x$" in text, "no formula"


def test_the_figure_of_gaps_counts_every_state_in_its_words() -> None:
    figure = draw_gaps([bar("Ash", "Elm", 3, 2, 1, 4, 1000), bar("Elm", "Ash", 0, 0, 0, 0, 7)])

    assert (
        "Ash in Elm: 3 addressed, 2 partly addressed, 1 judged absent, 4 suggested, not yet reviewed, "
        "1,000 not yet reviewed, nothing suggested"
    ) in figure.alt
    assert "Elm in Ash: 7 not yet reviewed, nothing suggested" in figure.alt


def test_states_are_told_apart_in_grey() -> None:
    states = [bar("Ash", "", *(60 if n == place else 0 for n in range(5))) for place in range(5)]
    seen = set()
    for state in states:
        grey = np.asarray(Image.open(io.BytesIO(draw_gaps([state]).png)).convert("L"))
        # Well inside the bar, which is as long as it can be.
        inside = grey[int(0.58 * 150) : int(0.69 * 150), int(2.2 * 150) : int(3.2 * 150)]
        seen.add((round(float(inside.mean())), round(float(inside.std()))))
    assert len(seen) == 5


def test_many_frameworks_have_a_bar_each_and_no_figures_in_cells() -> None:
    many = [f"Framework {n}" for n in range(14)]
    shares = np.where(np.eye(14, dtype=bool), np.nan, 0.25)

    coverage = draw_coverage(shares, many, near=0.5)
    overlap = draw_overlap(shares, [Block(label=name, size=1) for name in many])

    assert b"25%" not in coverage.svg
    assert "from 25% to 25%; each stands in coverage.csv" in coverage.alt
    assert b"Framework 13" in overlap.svg


def test_a_project_of_many_frameworks_has_one_bar_of_gaps_for_each(world: Catalogue) -> None:
    few = pictures(small(world))["gaps"]()

    assert re.search(r"Ash in Elm: \d", few.alt)
    assert "all others together" in draw_gaps([bar("Ash", "", 1, 0, 0, 0, 0)]).alt


@pytest.mark.parametrize("name", ["overlap", "coverage", "gaps"])
def test_equal_findings_give_equal_figures(world: Catalogue, name: str) -> None:
    assert pictures(small(world))[name]() == pictures(small(world))[name]()
