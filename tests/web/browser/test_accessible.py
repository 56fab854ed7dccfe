import re
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browsing import CUT_OFF, OPEN_ALL, SIDEWAYS, Watch, axe_finds
from tests.web.browser.screen import Screen, pair_address
from tests.web.browser.server import Server

#: Every page of somebody who adjudicates, and what stands on it to know it by.
PAGES = {
    "/review": "How do",
    "/review?queue=disputed&a=lqf:1.1&b=grade9:1.2": "What was said of this pair",
    "/review?queue=changed": "There is nothing in this queue",
    "/element": "One statement with all its candidates",
    "/element?of=lqf:1.1&with=grade9": "What in Grades 9+ competencies corresponds to lqf:1.1?",
    "/groups": "One answer counts for every pair that is ticked",
    "/find?q=feedback": "All candidates of",
    "/find?a=lqf:1.1&q=feedback": "Decide how lqf:1.1 and",
    "/progress": "How right the suggestions are",
    "/agreement": "Where they do not agree",
    "/decisions": "your votes stand",
    "/team": "Votes that stand",
    "/help": "What the answers mean",
    "/nowhere": "There is no such page.",
    "/sign-in": "Accounts are made by",
}

#: Everything that a keyboard should reach.
OPERABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']"

#: Targets under 24 by 24 CSS pixels that are not links within a line of other words (WCAG 2.5.8).
TOO_SMALL = """operable => [...document.querySelectorAll(operable)].filter(element => {
  if (!element.checkVisibility() || element.matches('.skip')) return false;
  const box = element.getBoundingClientRect();
  const words = element.parentElement.innerText.trim() !== element.innerText.trim();
  const inLine = element.matches('a') && getComputedStyle(element).display === 'inline' && words;
  // A tick box is pressed by its label too.
  const pressed = element.closest('label')?.getBoundingClientRect() ?? box;
  return !inLine && (pressed.width < 24 || pressed.height < 24);
}).map(element => element.outerHTML.slice(0, 120))"""

#: What has the focus: a number of its own, and whether one sees that it has it.
FOCUS = """operable => {
  const element = document.activeElement, style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const seen = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2
    && box.bottom > 0 && box.top < innerHeight && box.width > 0;
  const number = [...document.querySelectorAll(operable)].indexOf(element);
  return [number, seen, element.outerHTML.slice(0, 120)];
}"""

#: Which of all that is operable can be seen.
VISIBLE = """operable => [...document.querySelectorAll(operable)]
  .map((element, number) => [number, element.checkVisibility({ visibilityProperty: true })])
  .filter(([_, visible]) => visible).map(([number]) => number)"""


@pytest.fixture(scope="module")
def team_with_a_dispute(browser: Browser, team: Server) -> Server:
    """The team's server once two reviewers contradict each other and the admin is unsure."""
    for name, words, keys in (
        ("reviewer-1", "the same", "s"),
        ("reviewer-2", "another topic altogether", "r1"),
        ("admin-1", "", "u"),
    ):
        context = browser.new_context()
        screen = Screen(context.new_page(), team)
        screen.signs_in(name)
        screen.opens(pair_address(("lqf:1.1", "grade9:1.2")))
        screen.comment.fill(words)
        screen.comment.blur()
        screen.press(*keys)
        expect(screen.said).to_have_text(re.compile("^Saved"))
        context.close()
    return team


@pytest.fixture(scope="module")
def admins_cookies(browser: Browser, team_with_a_dispute: Server) -> list[object]:
    """What a browser keeps in which the admin has signed in."""
    context = browser.new_context()
    Screen(context.new_page(), team_with_a_dispute).signs_in("admin-1")
    cookies = context.cookies()
    context.close()
    return cookies


@pytest.fixture
def shown(
    request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext], watch: Watch
) -> Callable[[str], Page]:
    """Opens one of the pages in a wide window, for the admin of a team, who sees every page."""
    watch.expected.append("status of 404")

    def show(path: str) -> Page:
        context = new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        if path == "/groups":
            server = request.getfixturevalue("small")
        else:
            server = request.getfixturevalue("team_with_a_dispute")
            context.add_cookies(request.getfixturevalue("admins_cookies"))
        screen = Screen(context.new_page(), server)
        opens_all(screen, path)
        return screen.page

    return show


def opens_all(screen: Screen, path: str) -> None:
    """Go to one of the pages, know it, and open everything on it that can be opened."""
    screen.opens(path)
    expect(screen.page.locator("main").get_by_text(PAGES[path]).first).to_be_visible()
    screen.page.evaluate(OPEN_ALL)


@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(shown: Callable[[str], Page], path: str) -> None:
    assert axe_finds(shown(path)) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_lost_on_a_narrow_page_or_with_large_words(
    shown: Callable[[str], Page], path: str
) -> None:
    page = shown(path)
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate("document.documentElement.clientWidth") == 320
    assert page.evaluate(TOO_SMALL, OPERABLE) == []
    assert page.evaluate(CUT_OFF) == []
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.evaluate(TOO_SMALL, OPERABLE) == []
    # Words twice as large (WCAG 1.4.4), and set as far apart as somebody may want them (1.4.12).
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CUT_OFF) == []
    page.evaluate("""() => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                             word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
      document.adoptedStyleSheets = [sheet];
      document.documentElement.style.fontSize = '';
    }""")
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(
    "path",
    ["/review", "/element?of=lqf:1.1&with=grade9", "/groups", "/progress", "/team", "/help", "/sign-in"],
)
def test_the_tab_key_reaches_everything_in_order_and_one_sees_where_it_is(
    shown: Callable[[str], Page], path: str
) -> None:
    page = shown(path)
    wanted = page.evaluate(VISIBLE, OPERABLE)
    page.evaluate("document.activeElement.blur()")
    reached: list[int] = []
    # The search and the sign-in begin in their first field; going on comes round to the first link.
    for _ in range(2 * len(wanted) + 4):
        page.keyboard.press("Tab")
        number, seen, which = page.evaluate(FOCUS, OPERABLE)
        if number in reached:
            break
        if number >= 0:
            assert seen, f"one does not see that this has the focus: {which}"
            reached.append(number)

    assert set(reached) >= set(wanted)
    turns = sum(one > next_one for one, next_one in pairwise(reached))
    assert turns <= 1, "the order is not that of the page"


def test_the_skip_link_leads_past_the_navigation(screen: Screen) -> None:
    screen.press("Tab")
    expect(screen.page.get_by_role("link", name="Skip to the content")).to_be_focused()
    screen.press("Enter", "Tab")
    assert screen.page.evaluate("document.activeElement.closest('main') !== null")


def test_nothing_moves_for_who_asks_for_less_motion(screen: Screen) -> None:
    moves = """() => [...document.querySelectorAll('*')].filter(element => {
      const style = getComputedStyle(element);
      return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
          || parseFloat(style.transitionDuration) > 0;
    }).map(element => element.tagName)"""
    assert screen.page.evaluate(moves) == ["HTML"]
    screen.page.emulate_media(reduced_motion="reduce")

    assert screen.page.evaluate(moves) == []


def test_with_colours_of_ones_own_nothing_important_is_hidden(screen: Screen) -> None:
    screen.page.emulate_media(forced_colors="active")
    screen.press("Tab")
    for what, edge in (
        ("mark", "outlineStyle"),
        ("button.accept", "borderTopStyle"),
        (".skip:focus-visible", "outlineStyle"),
        ("button[data-key=s]", "borderTopStyle"),
        ("nav a[aria-current]", "borderBottomStyle"),
    ):
        found = screen.page.locator(what).first
        assert found.evaluate("(element, edge) => getComputedStyle(element)[edge]", edge) == "solid", what
    # The button that agrees differs from the others by more than its colour.
    widths = [
        screen.page.locator(what).evaluate("element => parseFloat(getComputedStyle(element).borderTopWidth)")
        for what in ("button.accept", "button[data-key=s]")
    ]
    assert widths[0] > widths[1]
    assert screen.page.locator("main meter").is_visible()


def test_pages_use_the_colours_that_somebody_prefers(screen: Screen) -> None:
    def lightness() -> float:
        colour = screen.page.evaluate("getComputedStyle(document.body).backgroundColor")
        return sum(map(int, re.findall(r"\d+", colour)[:3])) / 3

    screen.page.emulate_media(color_scheme="light")
    assert lightness() > 230
    screen.page.emulate_media(color_scheme="dark")
    assert lightness() < 40
