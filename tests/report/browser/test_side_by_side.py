"""A page of a framework and a page of two, opened from disk in a real browser."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from crosswalk.catalogue import Catalogue
from crosswalk.report.site import Site
from crosswalk.vocabulary import Predicate
from tests.browsing import CUT_OFF, OPEN_ALL, SIDEWAYS, axe_finds
from tests.decided import decided, on, rejected
from tests.report.small import small

PAGES = ["frameworks/grade9.html", "pairs/lqf--grade9.html"]

#: Whether the element that the address names is on the screen.
SEEN = """() => {
  const target = document.querySelector(':target'), box = target.getBoundingClientRect();
  return target.checkVisibility() && box.height > 0 && box.top < innerHeight && box.bottom > 0;
}"""


@pytest.fixture
def opened(new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Opens a page from disk."""

    def open_page(path: Path, *, width: int = 1024, place: str = "", **options: object) -> Page:
        context = new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **options)
        page = context.new_page()
        page.goto(f"{path.as_uri()}{place}")
        return page

    return open_page


@pytest.fixture
def judged(world: Catalogue, tmp_path: Path) -> dict[str, Path]:
    """Two small frameworks with a statement in every state, by what the page is of."""
    site = Site(
        small(
            world,
            decisions=[
                decided(1),
                decided(2, **on(world, "ash:1.1.second", "elm:1.1", predicate_id=Predicate.NARROW)),
                rejected(3, **on(world, "ash:1.2", "elm:framework")),
                rejected(4, **on(world, "ash:1.1", "elm:framework")),
                rejected(5, **on(world, "elm:2", "ash:1.2")),
            ],
        )
    )
    found = {"framework": "frameworks/ash.html", "pair": "pairs/ash--elm.html"}
    for name, path in found.items():
        (tmp_path / f"{name}.html").write_bytes(site.page(path))
    return {name: tmp_path / f"{name}.html" for name in found}


@pytest.mark.parametrize("of", ["framework", "pair"])
def test_axe_finds_nothing(opened: Callable[..., Page], judged: dict[str, Path], of: str) -> None:
    assert axe_finds(opened(judged[of])) == []


@pytest.mark.parametrize("width", [320, 1024])
@pytest.mark.parametrize("path", PAGES)
def test_nothing_is_lost_on_a_narrow_page(
    opened: Callable[..., Page], built: Path, path: str, width: int
) -> None:
    page = opened(built / "reports" / path, width=width)
    page.evaluate(OPEN_ALL)

    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("frameworks/grade9.html", "#grade9:framework"),
        ("frameworks/grade9.html", "#grade9:1.1.s1"),
        ("frameworks/grade9.html", "#grade9:3.5.n2"),
        ("pairs/lqf--grade9.html", "#of-grade9-element-suggested"),
        ("pairs/lqf--grade9.html", "#of-lqf-indicator-suggested"),
        ("pairs/lqf--grade9.html", "#of-lqf-indicator-open"),
        ("pairs/lqf--grade9.html", "#lqf:1.1"),
        ("pairs/lqf--grade9.html", "#grade9:1.1.f1"),
    ],
)
def test_whatever_an_address_names_is_on_the_screen_without_a_script(
    opened: Callable[..., Page], built: Path, path: str, place: str
) -> None:
    page = opened(built / "reports" / path, place=place, java_script_enabled=False)

    assert page.locator(":target").count() == 1
    expect(page.locator(":target")).to_be_in_viewport()


def test_a_mark_leads_to_the_two_frameworks_at_its_statement(
    opened: Callable[..., Page], built: Path
) -> None:
    page = opened(built / "reports/frameworks/lqf.html", place="#lqf:1.1")
    row = page.get_by_role("list", name="lqf:1.1 in other frameworks")
    row.get_by_role("link", name="grade9: suggested").press("Enter")

    page.wait_for_url("**/pairs/lqf--grade9.html#lqf:1.1")
    expect(page.locator(":target")).to_contain_text("Developing self awareness")
    assert page.evaluate(SEEN)
    page.get_by_role("link", name="grade9:1.2", exact=True).first.press("Enter")
    page.wait_for_url("**/frameworks/grade9.html#grade9:1.2")
    assert page.evaluate(SEEN)


def test_the_links_of_a_statement_open_with_a_key(opened: Callable[..., Page], built: Path) -> None:
    page = opened(built / "reports/frameworks/sssc.html", place="#sssc:1.1")
    links = page.locator("[id='sssc:1.1'] details")
    links.locator("summary").press("Enter")

    expect(links.get_by_role("listitem").first).to_be_visible()
    expect(links.get_by_role("link", name="Why").first).to_be_visible()
