import re

from playwright.sync_api import Page, expect

from tests.web.browser.screen import Screen
from tests.web.browser.server import Server

#: What leads the eye: figures, ranks, reasons, and what others make of a pair.
TELLING = re.compile(
    r"\d\s?%(?![0-9A-F]{2})|Suggested:|Probability of a match|Seen from here|standard deviations|"
    r"the other's best|<meter|Accept:"
)


def telling(page: Page) -> list[str]:
    """All that leads the eye, in the page's source and in what a reader of the screen hears."""
    return TELLING.findall(page.content()) + TELLING.findall(page.locator("body").aria_snapshot())


def test_a_blind_page_tells_nothing_of_the_model_until_the_vote_is_in(page: Page, blind: Server) -> None:
    screen = Screen(page, blind)
    screen.opens()
    ends = screen.ends
    assert telling(page) == []
    screen.press("a", "y")
    assert screen.ends == ends
    screen.moves_on("j")
    assert telling(page) == []
    screen.moves_on("k")
    screen.moves_on("m")
    assert telling(page) == []

    screen.moves_on("k")
    assert screen.ends == ends
    expect(page.get_by_text("You: A says mostly the same as B")).to_be_visible()
    assert {"Suggested:", "Probability of a match", "Seen from here", "<meter"} <= set(telling(page))
    (row,) = blind.rows()
    assert row.shown.blind


def test_a_vote_taken_back_hides_the_figures_again(page: Page, blind: Server) -> None:
    screen = Screen(page, blind)
    screen.opens()
    screen.moves_on("s")
    screen.moves_on("z")

    assert telling(page) == []


def test_blind_mode_is_turned_on_and_off_by_whoever_reviews(screen: Screen) -> None:
    assert telling(screen.page)
    screen.page.get_by_role("button", name="Turn it on").press("Enter")
    expect(screen.page.get_by_text("Blind: what the model and other people say")).to_be_visible()
    assert telling(screen.page) == []
    screen.page.get_by_role("button", name="Turn it off").press("Enter")
    expect(screen.page.get_by_text("Blind mode is off")).to_be_visible()
    assert telling(screen.page)
