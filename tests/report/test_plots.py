import io
from base64 import b64decode
from collections.abc import Callable
from functools import cache

import numpy as np
import pandas as pd
import pytest
from PIL import Image

from crosswalk.align import coverage_by_cut, link_table, statement_table
from crosswalk.measures import (
    CUT,
    component_table,
    components_by_cut,
    draws,
    framework_measures,
    joined,
    statement_measures,
)
from crosswalk.principles.communities import joined as tied
from crosswalk.principles.communities import often_together
from crosswalk.principles.cutting import cut
from crosswalk.principles.stability import blending, community_table
from crosswalk.report.plots import (
    Picture,
    draw_blending,
    draw_bridges,
    draw_component,
    draw_components,
    draw_components_by_cut,
    draw_cuts,
    draw_intervals,
    draw_link_counts,
    draw_resamples,
    draw_scores,
    draw_shuffles,
    draw_stability,
    draw_statements,
)
from tests.measures.test_measures import FEW
from tests.principles.trees import links, shared

WORLD, LINKS = shared(), links()
NAMES = {"ash": "The ash framework", "elm": "The elm framework", "fir": "The fir framework"}
STATEMENTS, LISTED = statement_table(WORLD), link_table(WORLD, LINKS)
MEASURES = framework_measures(WORLD, LINKS, chance=FEW)
TWO = MEASURES[(MEASURES["first"] == "ash") & (MEASURES["second"] == "elm")]
PROBABLE = [(link.subject_id, link.object_id, link.confidence or 0.0) for link in LINKS]
COVERED = coverage_by_cut(WORLD, PROBABLE, cuts=(0.5, 0.99))
BOTH_WAYS = COVERED[COVERED["framework"].isin(["ash", "elm"]) & COVERED["by"].isin(["ash", "elm"])]
DRAWS = draws(WORLD, LINKS, first="ash", second="elm", chance=FEW)
COMPONENTS = component_table(WORLD, LINKS)
TITLES = {one: WORLD.name(one) for one in COMPONENTS["statement_ids"][0].split("; ")}
FOUND = cut(often_together(tied(WORLD, LINKS)))
COMMUNITIES = community_table(WORLD, FOUND)

#: Each drawing, and figures or names that its words must tell.
DRAWINGS: dict[str, tuple[Callable[[], Picture], tuple[str, ...]]] = {
    "statements": (lambda: draw_statements(STATEMENTS, NAMES), ("ash framework", "3 elements 6 ind")),
    "link counts": (
        lambda: draw_link_counts(LISTED, STATEMENTS, NAMES), ("The ash framework – The elm framework 4",),
    ),
    "scores": (lambda: draw_scores(LISTED, STATEMENTS), ("probability", "correlation")),
    "intervals": (lambda: draw_intervals(MEASURES, NAMES), ("The ash framework – The elm framework 0.67",)),
    "shuffles": (lambda: draw_shuffles(DRAWS, "ash – elm"), ("199 shuffles", "p = 0.")),
    "resamples": (lambda: draw_resamples(DRAWS), ("200 resamples", "overlap coefficient 0.67")),
    "cuts": (lambda: draw_cuts(TWO, BOTH_WAYS, NAMES, ends=0.3), ("0.67 at 0.5", "0.00 at 1.0")),
    "components": (lambda: draw_components(COMPONENTS, NAMES), ("1 (3 elements) ash; elm; fir",)),
    "components by cut": (
        lambda: draw_components_by_cut(components_by_cut(WORLD, LINKS, cuts=(0.5, 0.99)), cut=CUT),
        ("at 0.5 2 components, the largest of 3",),
    ),
    "component": (
        lambda: draw_component(joined(WORLD, LINKS), TITLES, NAMES),
        ("3 elements, 3 links, 3 of them suggested (dashed)", "Sharing information in ash"),
    ),
    "bridges": (
        lambda: draw_bridges(statement_measures(WORLD, LINKS).head(3), NAMES), ("with 2 counterparts",),
    ),
    "stability": (lambda: draw_stability(COMMUNITIES), ("Sharing information", "Managing money")),
    "blending": (lambda: draw_blending(blending(FOUND), COMMUNITIES), ("blend most", "0.00")),
}  # fmt: skip


@cache
def drawn(name: str) -> Picture:
    return DRAWINGS[name][0]()


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_drawing_tells_in_words_what_it_shows(name: str) -> None:
    alt = drawn(name).alt

    assert all(part in alt for part in DRAWINGS[name][1]), alt


@pytest.mark.parametrize("name", DRAWINGS)
def test_each_drawing_comes_out_the_same_each_time(name: str) -> None:
    assert DRAWINGS[name][0]() == drawn(name)


@pytest.mark.parametrize("name", DRAWINGS)
def test_nothing_is_cut_off_at_the_edge(name: str) -> None:
    with Image.open(io.BytesIO(drawn(name).png)) as image:
        pixels = np.asarray(image.convert("L"))

    edges = [pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]]
    assert all((edge > 200).all() for edge in edges)
    assert (pixels < 128).any()


def test_a_picture_shows_itself_in_a_notebook_with_its_words() -> None:
    picture = draw_statements(STATEMENTS, NAMES)
    data, about = picture._repr_mimebundle_()

    assert b64decode(data["image/png"]) == picture.png
    assert data["text/plain"] == about["image/png"]["alt"] == picture.alt


def test_what_is_empty_can_still_be_drawn() -> None:
    nothing = draws(WORLD, [], first="ash", second="elm", chance=FEW)

    assert "p = unknown" in draw_shuffles(nothing, "ash – elm").alt
    assert draw_resamples(nothing).png
    assert draw_link_counts(link_table(WORLD, []), STATEMENTS, NAMES).png
    assert draw_scores(link_table(WORLD, []), STATEMENTS).png
    assert draw_components(component_table(WORLD, []), NAMES).png
    assert draw_stability(COMMUNITIES.head(0)).png
    assert draw_blending(np.zeros((0, 0)), COMMUNITIES.head(0)).png
    assert draw_bridges(statement_measures(WORLD, []).head(0), NAMES).png
    assert draw_intervals(pd.DataFrame(columns=MEASURES.columns), NAMES).png
