"""Pages of gaps, levels, principles and of what follows, opened from disk in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from crosswalk.principles import Entry, Record
from crosswalk.report.site import Site
from crosswalk.vocabulary import Predicate
from tests.browsing import CUT_OFF, OPEN_ALL, SIDEWAYS, axe_finds
from tests.decided import decided, on, rejected
from tests.principles.trees import shared
from tests.report.small import small

REAL = [
    "gaps.html", "only-here.html", "levels.html", "principles.html", "principles/p1.html",
]  # fmt: skip

#: Pages of a small world in which people accepted, rejected, dispute and judged absent.
DECIDED = ["gaps.html", "only-here.html", "contradictions.html", "inferred.html", "principles/p9.html"]


@pytest.fixture(scope="session")
def decided_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a small world with decisions, and with a principle that people wrote, on disk."""
    world = shared()
    members = ("ash:3", "ash:3.a", "elm:3", "elm:3.b")
    long = "Growing-trees-and-" * 12 + "talk"
    entry = Entry(id="p9", label=long, definition=f"We {long}.", members=members, pinned=members)
    disputed = on(world, "ash:3.a", "elm:3.b")
    votes = [
        decided(1, **on(world, "ash:3", "elm:3")),
        decided(2, **on(world, "elm:3", "fir:1", predicate_id=Predicate.BROAD)),
        decided(3, **on(world, "ash:1", "elm:2", predicate_id=Predicate.EXACT)),
        rejected(4, **on(world, "ash:1", "elm:framework", comment="Read twice.")),
        decided(5, **disputed),
        rejected(6, **disputed, reviewer="reviewer-2"),
        rejected(7, **on(world, "ash:2", "fir:framework")),
    ]
    site = Site(small(world, decisions=votes, record=Record(entries=(entry,))))
    folder = tmp_path_factory.mktemp("decided") / "reports"
    for path in site.pages:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(site.page(path))
    return folder


@pytest.fixture
def opened(request: pytest.FixtureRequest, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Opens a page from disk: of the real report, or of the small world with decisions."""

    def open_page(which: str, path: str, *, width: int = 1280, **options: object) -> Page:
        folder = (
            request.getfixturevalue("built") / "reports"
            if which == "real"
            else request.getfixturevalue("decided_report")
        )
        context = new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce", **options)
        page = context.new_page()
        file, _, place = path.partition("#")
        page.goto(f"{(folder / file).as_uri()}{'#' if place else ''}{place}")
        return page

    return open_page


pages = pytest.mark.parametrize(
    ("which", "path"), [*(("real", path) for path in REAL), *(("decided", path) for path in DECIDED)]
)


@pages
def test_axe_finds_nothing(opened: Callable[..., Page], which: str, path: str) -> None:
    assert axe_finds(opened(which, path)) == []


@pages
def test_nothing_is_lost_on_a_narrow_page_a_wide_one_or_with_large_words(
    opened: Callable[..., Page], which: str, path: str
) -> None:
    page = opened(which, path, width=320)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CUT_OFF) == []
    for width in (1024, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate(SIDEWAYS) == 0
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize(
    ("start", "name", "end"),
    [
        ("levels.html", "^{label}$", "page:progression"),
        ("gaps.html#principles", "^not yet reviewed ?: {label} in SSSC capabilities$", "sssc"),
    ],
)
def test_a_link_to_a_part_of_a_principle_leads_there_without_a_script(
    opened: Callable[..., Page], start: str, name: str, end: str
) -> None:
    label = opened("real", "principles/p1.html").locator("h1").inner_text()
    page = opened("real", start, java_script_enabled=False)
    named = re.compile(name.format(label=re.escape(label)))
    page.get_by_role("link", name=named).first.press("Enter")

    page.wait_for_url(f"**/principles/p1.html#{end}")
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.locator(":target").get_attribute("id") == end


def test_a_number_of_the_table_of_gaps_leads_to_its_statements(opened: Callable[..., Page]) -> None:
    page = opened("real", "gaps.html")
    link = page.locator("#elements").get_by_role("link", name="not yet reviewed and suggested in").first
    count = int(link.inner_text().split()[0])
    link.press("Enter")

    page.wait_for_url("**/pairs/*--*.html#of-*-element-suggested")
    expect(page.locator(":target")).to_contain_text(str(count))


def test_states_differ_by_more_than_their_colour(opened: Callable[..., Page]) -> None:
    page = opened("decided", "gaps.html")
    fills = (
        page.locator(".legend")
        .first.locator("rect")
        .evaluate_all("parts => parts.map(one => one.getAttribute('fill') || getComputedStyle(one).fill)")
    )

    assert len(set(fills)) == 5
    assert len([fill for fill in fills if fill.startswith("url(#")]) == 3
    for fill in fills:
        if fill.startswith("url(#"):
            assert page.locator(f"pattern[id='{fill[5:-1]}']").count() == 1


def test_on_paper_everything_that_is_folded_is_there(opened: Callable[..., Page]) -> None:
    page = opened("decided", "principles/p9.html")
    page.emulate_media(media="print")

    assert page.locator("details li").first.is_visible()
    assert page.evaluate(CUT_OFF) == []
