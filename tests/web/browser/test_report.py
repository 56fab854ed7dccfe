"""Pages of the report as the review page serves them: its strict policy for content lets all of them show."""

import pytest
from playwright.sync_api import Page, expect

from tests.web.browser.server import Server


@pytest.mark.parametrize("path", ["gaps.html", "only-here.html", "levels.html", "principles/p1.html"])
def test_a_page_of_the_report_shows_as_it_does_on_disk(page: Page, solo: Server, path: str) -> None:
    page.goto(f"{solo.address}/report/{path}")

    expect(page.locator("main h2").first).to_be_visible()
    swatch = page.locator("svg.swatch, svg.stacked").first
    if swatch.count():
        box = swatch.bounding_box()
        assert box is not None
        assert 8 < box["height"] < 24, "its style is missing"
