import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browsing import OPEN_ALL, SIDEWAYS, axe_finds
from tests.report.browser.screen import Graph

#: States of the page that look different.
STATES = {
    "the map": "",
    "principles, and a statement": "layout=principles&at=sssc:1.2&q=feedback&least=0.4",
    "a table": "view=table&frameworks=dcs&kind=suggested&least=0.6&sort=-probability",
    "a link beside its table": "view=table&level=sssc:Emerging&least=0.7&at=sssc:1.2--lqf:6.2--suggested",
    "what is not there": "kind=nothing&view=table&frameworks=dcs",
}

#: Targets under 24 by 24 CSS pixels that are not links within other words (WCAG 2.5.8).
TOO_SMALL = """() => [
  ...document.querySelectorAll('#graph :is(button, input, select, summary)'),
].filter(element => {
  if (!element.checkVisibility()) return false;
  const box = (element.closest('label') ?? element).getBoundingClientRect();
  return box.width < 24 || box.height < 24;
}).map(element => element.outerHTML.slice(0, 120))"""


@pytest.fixture(scope="module")
def links(built: Path) -> pd.DataFrame:
    """Every link, with what the filters ask of its ends."""
    links = pd.read_csv(built / "reports/links.csv")
    statements = pd.read_csv(built / "reports/statements.csv", keep_default_na=False).set_index("id")
    for end in ("subject", "object"):
        links[f"{end}_item"] = links[f"{end}_id"].map(statements["kind"]).fillna("framework")
        links[f"{end}_level"] = links[f"{end}_id"].map(statements["level"])
    return links


@pytest.fixture
def graph(page: Page, built: Path) -> Graph:
    page.set_viewport_size({"width": 1280, "height": 900})
    return Graph(page, built / "reports/graph.html")


def both(links: pd.DataFrame, what: str, values: list[str]) -> pd.Series:
    return links[f"subject_{what}"].isin(values) & links[f"object_{what}"].isin(values)


def either(links: pd.DataFrame, what: str, values: list[str]) -> pd.Series:
    return links[f"subject_{what}"].isin(values) | links[f"object_{what}"].isin(values)


def on_level(links: pd.DataFrame) -> pd.Series:
    """SSSC at Emerging with anything elsewhere, not with SSSC on another level or on none."""
    there = either(links, "level", ["Emerging"]) & either(links, "framework", ["sssc"])
    for end in ("subject", "object"):
        there &= (links[f"{end}_framework"] != "sssc") | (links[f"{end}_level"] == "Emerging")
    return there


#: Fragments, and the rows of links.csv that each must show.
FRAGMENTS: dict[str, Callable[[pd.DataFrame], pd.Series]] = {
    "kind=suggested": lambda x: x["kind"] == "suggested",
    "kind=cited,mirrored": lambda x: x["kind"].isin(["cited", "mirrored"]),
    "kind=suggested&frameworks=sssc,lqf": lambda x: (
        (x["kind"] == "suggested") & both(x, "framework", ["sssc", "lqf"])
    ),
    "frameworks=dcs": lambda x: either(x, "framework", ["dcs"]),
    "frameworks=sssc,clf,lqf": lambda x: both(x, "framework", ["sssc", "clf", "lqf"]),
    "item=element&kind=suggested": lambda x: both(x, "item", ["element"]) & (x["kind"] == "suggested"),
    "item=element,indicator&kind=cited": lambda x: (
        both(x, "item", ["element", "indicator"]) & (x["kind"] == "cited")
    ),
    "relation=skos:exactMatch,skos:narrowMatch": lambda x: x["predicate_id"].isin(
        ["skos:exactMatch", "skos:narrowMatch"]
    ),
    "relation=match&kind=suggested": lambda x: (
        (x["predicate_id"] != "crosswalk:opposite") & (x["kind"] == "suggested")
    ),
    "status=open": lambda x: x["kind"].notna(),
    "status=rejected": lambda x: x["kind"].isna(),
    "of=sssc:4.1.emerging": lambda x: either(x, "id", ["sssc:4.1.emerging"]),
    "least=0.5": lambda x: ~(x["confidence"] < 0.5),
    "least=0.5&known=yes": lambda x: x["confidence"] >= 0.5,
    "known=yes": lambda x: x["confidence"].notna(),
    "similar=0.7&known=yes": lambda x: x["similarity_score"] >= 0.7,
    "level=sssc:Emerging": on_level,
    "kind=nothing": lambda x: x["kind"].isna(),
}


@pytest.mark.parametrize("fragment", FRAGMENTS)
def test_an_address_shows_the_links_that_it_names(graph: Graph, links: pd.DataFrame, fragment: str) -> None:
    wanted = links[FRAGMENTS[fragment](links)]

    graph.opens(f"{fragment}&view=table")

    assert graph.links == len(wanted)
    found = [
        tuple(re.search(r"\S+$", cells[place].strip())[0] for place in (0, 3)) for cells in graph.all_rows()
    ]
    assert found == list(zip(wanted["subject_id"], wanted["object_id"], strict=True))


def test_the_counts_of_a_principles_page_lead_to_as_many_links(graph: Graph, built: Path) -> None:
    counts = pd.read_csv(built / "reports/principles.csv").set_index("principle")["links_inside"]
    graph.opens()
    for one in ("p1", "p9"):
        graph.page.goto((built / f"reports/principles/{one}.html").as_uri())
        graph.page.get_by_role("link", name=re.compile(rf"of {counts[one]} suggested links inside")).click()
        expect(graph.count).to_have_text(re.compile(rf"^{counts[one]} of"))


def test_the_first_sight_is_a_map_of_everything_and_the_same_each_time(
    graph: Graph, links: pd.DataFrame
) -> None:
    graph.opens()
    once = graph.picture
    graph.opens()

    assert graph.picture == once
    assert graph.links == len(links)
    name = re.compile(rf"Map: {len(links)} of {len(links)} links")
    expect(graph.page.get_by_role("img", name=name)).to_be_visible()
    graph.opens("layout=principles")
    assert graph.picture != once


def test_a_search_lists_what_it_finds_and_leads_to_its_words_and_links(
    graph: Graph, links: pd.DataFrame, built: Path
) -> None:
    statements = pd.read_csv(built / "reports/statements.csv", keep_default_na=False).set_index("id")
    graph.opens()

    graph.search.fill("FEEDBACK reflect")

    listed = graph.page.locator("#found [data-id]")
    expect(graph.page.locator("#found").get_by_role("status")).to_have_text(
        re.compile(r"\d+ statements? found")
    )
    ids = listed.evaluate_all("all => all.map(one => one.dataset.id)")
    assert ids
    for one in ids:
        words = f"{statements.loc[one, 'title']} {statements.loc[one, 'text']}".lower()
        assert "feedback" in words
        assert "reflect" in words
    graph.hit(ids[0]).click()
    expect(graph.panel).to_contain_text(statements.loc[ids[0], "text"])
    expect(graph.panel.get_by_role("heading", level=2)).to_be_focused()
    own = links[either(links, "id", [ids[0]])]
    assert graph.panel.locator("ul.rows > li").count() == len(own)
    lines = f"{statements.loc[ids[0], 'source_file']}:{statements.loc[ids[0], 'first_line']}-"
    expect(graph.panel).to_contain_text(lines)
    place = graph.panel.get_by_role("link", name=ids[0], exact=True)
    assert place.get_attribute("href") == f"frameworks/{ids[0].partition(':')[0]}.html#{ids[0]}"


def test_more_is_listed_when_somebody_asks(graph: Graph) -> None:
    graph.opens("q=people")
    listed = graph.page.locator("#found [data-id]")
    expect(listed).to_have_count(25)

    graph.page.get_by_role("button", name=re.compile(r"List \d+ more")).click()

    count = int(graph.page.locator("#found").get_by_role("status").inner_text().split()[0])
    expect(listed).to_have_count(count)


@pytest.mark.parametrize("layout", ["frameworks", "principles"])
def test_a_click_on_a_dot_shows_its_statement(graph: Graph, layout: str) -> None:
    graph.opens(f"layout={layout}&item=element")

    graph.page.mouse.click(*graph.place_of("lqf:6.2"))

    expect(graph.panel.get_by_role("heading", level=2)).to_have_text("Statement")
    expect(graph.panel).to_contain_text("Communicating the vision")
    expect(graph.page).to_have_url(re.compile("at=lqf:6.2"))
    graph.page.mouse.click(*graph.place_of("sssc:1.2"))
    expect(graph.panel).to_contain_text("Communicating and promoting ownership of the vision")


def test_a_click_on_a_line_shows_its_evidence(graph: Graph) -> None:
    graph.opens("kind=cited&of=sssc:1.3.emerging")
    cited = "sssc:1.3.emerging--clf:awareness-of-the-wider-context.established--cited"

    graph.page.mouse.click(*graph.middle_of(cited))

    expect(graph.panel.get_by_role("heading", level=2)).to_have_text("Link")
    for words in (
        "cited: a document says so",
        "overlaps with",
        "I have a public service ethos which puts outcomes for individuals",
        "“(this closely links to CLF: Awareness of the wider context – Established)”",
        "corpus/sssc/source.txt:123-125",
    ):
        expect(graph.panel).to_contain_text(words)
    # What no page stands for is not a link.
    expect(graph.panel.get_by_role("link", name=re.compile("^clf:"))).to_have_count(0)


def test_the_figures_of_a_suggestion_are_called_what_they_are(graph: Graph, links: pd.DataFrame) -> None:
    of = links[(links["subject_id"] == "sssc:1.2") & (links["object_id"] == "lqf:6.2")].iloc[0]
    graph.opens("at=sssc:1.2--lqf:6.2--suggested")

    said = graph.panel.locator("dl").inner_text()

    assert re.search(rf"Probability of a match\n.*\({of.confidence}\)", said)
    assert f"Similarity\n{of.similarity_score:.3f} (a raw score, not a probability)" in said
    assert "People\nnot judged yet" in said
    why = graph.panel.get_by_role("link", name="The reasons for and against it")
    why.click()
    expect(graph.page).to_have_url(re.compile(r"suggestions\.html#sssc:1\.2--lqf:6\.2"))


def test_from_a_statement_one_comes_to_each_of_its_links_and_back(graph: Graph) -> None:
    graph.opens("at=sssc:1.2")

    graph.panel.get_by_role("button", name=re.compile("Communicating the vision")).click()

    expect(graph.page).to_have_url(re.compile("at=sssc:1.2--lqf:6.2--suggested"))
    graph.panel.get_by_role("button", name="All links of lqf:6.2").click()
    expect(graph.panel.get_by_role("heading", level=2)).to_have_text("Statement")
    expect(graph.page).to_have_url(re.compile("at=lqf:6.2$"))


def test_ticks_narrow_the_links_and_the_address_keeps_them(graph: Graph, links: pd.DataFrame) -> None:
    graph.opens()

    graph.page.get_by_role("checkbox", name=re.compile("^SSSC")).check()
    graph.page.get_by_role("checkbox", name=re.compile("^Adult social care")).check()
    graph.page.get_by_role("checkbox", name=re.compile("^suggested")).check()
    graph.page.get_by_role("spinbutton", name=re.compile("Lowest probability")).fill("50")

    wanted = links[both(links, "framework", ["sssc", "lqf"]) & (links["confidence"] >= 0.5)]
    opposite = both(links, "framework", ["sssc", "lqf"]) & links["confidence"].isna()
    opposite &= links["kind"] == "suggested"
    expect(graph.count).to_have_text(re.compile(rf"^{len(wanted) + opposite.sum()} of {len(links)} links"))
    expect(graph.page).to_have_url(re.compile(r"#kind=suggested&frameworks=sssc,lqf&least=0\.5$"))
    address = graph.page.url
    graph.page.goto("about:blank")
    graph.page.goto(address)
    expect(graph.page.get_by_role("checkbox", name=re.compile("^Adult social care"))).to_be_checked()
    assert graph.links == len(wanted) + opposite.sum()

    graph.page.get_by_role("button", name="Take away Framework: Adult social care LQF").click()
    expect(graph.page).to_have_url(re.compile(r"frameworks=sssc&"))
    graph.page.get_by_role("button", name="Reset all").click()
    expect(graph.count).to_have_text(re.compile(rf"^{len(links)} of {len(links)} links"))
    expect(graph.search).to_be_focused()


def test_the_slider_and_the_number_beside_it_are_one(graph: Graph) -> None:
    graph.opens("least=0.4")
    slider = graph.page.get_by_role("slider", name="Lowest probability of a match, to slide")
    number = graph.page.get_by_role("spinbutton", name=re.compile("Lowest probability"))
    expect(slider).to_have_value("40")

    slider.focus()
    graph.page.keyboard.press("ArrowRight")

    expect(number).to_have_value("41")
    expect(graph.page).to_have_url(re.compile(r"least=0\.41"))
    number.fill("")
    expect(slider).to_have_value("0")
    expect(graph.page).not_to_have_url(re.compile("least"))


def test_the_back_button_leads_back_to_what_was_chosen_before(graph: Graph, links: pd.DataFrame) -> None:
    graph.opens("kind=suggested")
    before = graph.links
    graph.search.fill("sssc:1.2")
    graph.hit("sssc:1.2").click()
    graph.panel.get_by_role("link", name="as a table").click()
    expect(graph.table).to_be_visible()
    assert graph.links < before

    graph.page.go_back()

    # However quickly the link was followed, nothing of it is lost.
    expect(graph.page).to_have_url(re.compile("#kind=suggested&q=sssc:1.2&at=sssc:1.2$"))
    expect(graph.map).to_be_visible()
    expect(graph.count).to_have_text(re.compile(rf"^{before} of"))
    expect(graph.search).to_have_value("sssc:1.2")


def test_who_follows_a_link_of_the_panel_with_a_key_goes_on_reading_there(graph: Graph) -> None:
    graph.opens("at=sssc:1.2")

    graph.panel.get_by_role("link", name="as a table").focus()
    graph.page.keyboard.press("Enter")

    expect(graph.table).to_be_visible()
    expect(graph.panel.get_by_role("heading", level=2)).to_be_focused()


def test_links_on_the_page_to_its_own_sections_change_nothing(graph: Graph) -> None:
    graph.opens("kind=cited")

    graph.page.get_by_role("link", name="How to use this page").click()

    expect(graph.page).to_have_url(re.compile("#how$"))
    assert graph.links == 24


def test_the_table_is_sorted_by_any_column_and_what_is_unknown_comes_last(graph: Graph) -> None:
    graph.opens("kind=suggested&view=table")
    by = graph.table.get_by_role("button", name="Probability of a match")

    by.click()
    column = graph.table.get_by_role("columnheader", name="Probability of a match")
    expect(column).to_have_attribute("aria-sort", "ascending")
    expect(by).to_be_focused()
    by.click()
    expect(column).to_have_attribute("aria-sort", "descending")
    expect(graph.page).to_have_url(re.compile("sort=-probability"))

    cells = [cells[5] for cells in graph.all_rows()]
    known = [cell for cell in cells if cell != "–"]
    assert cells == known + ["–"] * (len(cells) - len(known))
    figures = [
        100 if cell == "over 99%" else 0 if "under" in cell else int(cell.rstrip("%")) for cell in known
    ]
    assert figures == sorted(figures, reverse=True)
    by.click()
    expect(column).not_to_have_attribute("aria-sort", re.compile("."))


def test_the_table_shows_a_hundred_rows_at_a_time(graph: Graph, links: pd.DataFrame) -> None:
    graph.opens("view=table")
    pager = graph.page.get_by_role("navigation", name="Pages of links")

    expect(graph.table.get_by_role("row")).to_have_count(101)
    expect(pager).to_contain_text(f"1 to 100 of {len(links)} links")
    pager.get_by_role("button", name="Last").click()
    rest = len(links) % 100 or 100
    expect(graph.table.get_by_role("row")).to_have_count(rest + 1)
    expect(pager.get_by_role("button", name="Last")).to_be_focused()
    expect(pager.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")


def test_statements_without_a_link_are_listed_too(graph: Graph, links: pd.DataFrame) -> None:
    graph.opens("frameworks=dcs&view=table")
    table = graph.page.get_by_role("region", name="Table of statements")

    table.get_by_role("button", name="Links shown").click()

    first, last = table.get_by_role("row").nth(1), table.get_by_role("row").last
    expect(first.get_by_role("cell").last).to_have_text("0")
    count = last.get_by_role("cell").last.get_by_role("link")
    shown = int(count.inner_text().split()[0])
    assert shown > 1
    count.click()
    expect(graph.count).to_have_text(re.compile(rf"^{shown} of {len(links)}"))


def test_what_the_report_does_not_have_is_said(graph: Graph) -> None:
    graph.opens("kind=wished&of=sssc:99&nonsense=1")

    expect(graph.page.get_by_text("The address asks for what this report does not have")).to_contain_text(
        "nonsense=1, kind=wished, of=sssc:99"
    )
    assert graph.links == 0


def test_keys_and_buttons_and_a_hand_move_the_map(graph: Graph) -> None:
    graph.opens()
    graph.map.focus()
    start = graph.place_of("lqf:6.2")

    graph.page.keyboard.press("+")
    assert graph.enlarged == pytest.approx(1.4)
    before = graph.place_of("lqf:6.2")
    graph.page.keyboard.press("ArrowRight")
    assert graph.place_of("lqf:6.2") == pytest.approx((before[0] - 80, before[1]))
    graph.page.keyboard.press("0")
    assert graph.place_of("lqf:6.2") == pytest.approx(start)

    graph.page.get_by_role("button", name="Enlarge").click()
    before = graph.place_of("lqf:6.2")
    graph.page.get_by_role("button", name="Down").click()
    assert graph.place_of("lqf:6.2") == pytest.approx((before[0], before[1] - 80))
    box = graph.map.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    before = graph.place_of("lqf:6.2")
    graph.page.mouse.move(*middle)
    graph.page.mouse.down()
    graph.page.mouse.move(middle[0] + 30, middle[1] - 20, steps=3)
    graph.page.mouse.up()
    assert graph.place_of("lqf:6.2") == pytest.approx((before[0] + 30, before[1] - 20))
    expect(graph.panel).to_contain_text("Nothing is chosen")


def test_a_wheel_moves_the_page_until_the_map_has_the_focus(graph: Graph) -> None:
    graph.opens()
    box = graph.map.bounding_box()
    graph.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)

    graph.page.mouse.wheel(0, 100)
    graph.page.wait_for_function("scrollY > 0")
    assert graph.enlarged == 1
    graph.map.focus()
    graph.page.mouse.wheel(0, -100)
    graph.page.wait_for_function("crosswalkGraph.page.map.view.k > 1")


def test_pointing_at_something_names_it(graph: Graph) -> None:
    graph.opens("item=element")

    graph.page.mouse.move(*graph.place_of("lqf:6.2"))

    tip = graph.map.locator(".tip")
    expect(tip).to_contain_text("Adult social care LQF")
    expect(tip).to_contain_text("Communicating the vision")
    graph.map.focus()
    graph.page.keyboard.press("Escape")
    expect(tip).to_be_hidden()


def test_everything_can_be_done_with_the_keyboard_alone(graph: Graph) -> None:
    graph.opens()
    press = graph.page.keyboard.press
    graph.search.focus()
    graph.page.keyboard.type("communicating vision")
    press("Tab")
    expect(graph.page.locator("#found button").first).to_be_focused()
    press("Enter")
    expect(graph.panel.get_by_role("heading", level=2)).to_be_focused()
    # On to the first of its links, and from there to the words of both ends.
    for _ in range(30):
        press("Tab")
        if graph.page.evaluate("document.activeElement.matches('#panel .row')"):
            break
    press("Enter")
    expect(graph.panel.get_by_role("heading", level=2)).to_have_text("Link")
    press("Shift+Tab")
    expect(graph.panel.get_by_role("button", name="Close")).to_be_focused()
    press("Enter")
    expect(graph.panel).to_contain_text("Nothing is chosen")


def test_the_tables_and_their_details_open_with_keys_and_the_focus_comes_back(graph: Graph) -> None:
    graph.opens()
    press = graph.page.keyboard.press
    graph.page.get_by_role("radio", name="Map").focus()
    press("ArrowRight")
    expect(graph.table).to_be_visible()
    graph.table.get_by_role("button", name="Details").first.focus()
    press("Enter")
    expect(graph.panel.get_by_role("heading", level=2)).to_be_focused()
    press("Shift+Tab")
    press("Enter")
    expect(graph.table.get_by_role("button", name="Details").first).to_be_focused()


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_in_any_light_or_width(graph: Graph, state: str) -> None:
    graph.opens(STATES[state])

    assert axe_finds(graph.page) == []


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("width", [320, 1024, 1920])
def test_nothing_is_moved_sideways_and_everything_can_be_hit(graph: Graph, state: str, width: int) -> None:
    graph.page.set_viewport_size({"width": width, "height": 800})

    graph.opens(STATES[state])
    graph.page.evaluate(OPEN_ALL)

    assert graph.page.evaluate(SIDEWAYS) == 0
    assert graph.page.evaluate(TOO_SMALL) == []


def test_on_a_narrow_screen_filters_are_folded_and_the_panel_stands_below_the_map(graph: Graph) -> None:
    graph.page.set_viewport_size({"width": 320, "height": 800})
    graph.opens("at=sssc:1.2")

    expect(graph.page.get_by_role("checkbox", name=re.compile("^SSSC"))).to_be_hidden()
    assert (
        graph.panel.bounding_box()["y"] > graph.map.bounding_box()["y"] + graph.map.bounding_box()["height"]
    )
    graph.page.locator("summary", has_text="Filters").click()
    expect(graph.page.get_by_role("checkbox", name=re.compile("^SSSC"))).to_be_visible()


def test_a_finger_chooses_what_it_touches(new_context: Callable[..., BrowserContext], built: Path) -> None:
    context = new_context(viewport={"width": 390, "height": 800}, has_touch=True, device_scale_factor=3)
    graph = Graph(context.new_page(), built / "reports/graph.html")
    graph.opens("item=element&frameworks=sssc,lqf")

    graph.page.touchscreen.tap(*graph.place_of("lqf:6.2"))

    expect(graph.panel).to_contain_text("Communicating the vision")
    # The picture is as sharp as the screen.
    assert graph.page.evaluate("(c => c.width / c.clientWidth)(document.getElementById('picture'))") > 2.9


def test_on_paper_stands_what_is_shown_and_nothing_to_press(graph: Graph) -> None:
    graph.opens("kind=cited&view=table")
    graph.page.emulate_media(media="print")

    expect(graph.table).to_be_visible()
    expect(graph.count).to_be_visible()
    expect(graph.page.locator("#filters")).to_be_hidden()
    expect(graph.table.get_by_role("button", name="Details").first).to_be_hidden()
    assert graph.page.pdf()[:4] == b"%PDF"


def test_nothing_moves_by_itself_for_who_asks_for_less_motion(graph: Graph) -> None:
    graph.page.emulate_media(reduced_motion="reduce")
    graph.opens("at=sssc:1.2")

    moving = graph.page.evaluate("""() => [...document.querySelectorAll('*')].filter(element => {
      const style = getComputedStyle(element);
      return style.scrollBehavior === 'smooth' || style.animationName !== 'none'
          || parseFloat(style.transitionDuration) > 0;
    }).map(element => element.tagName)""")

    assert moving == []


def test_without_a_script_one_is_told_where_to_look(
    new_context: Callable[..., BrowserContext], built: Path
) -> None:
    page = new_context(java_script_enabled=False).new_page()
    page.goto((built / "reports/graph.html").as_uri())

    expect(page.get_by_role("link", name="links.csv")).to_be_visible()
    expect(page.locator("#filters")).to_be_hidden()
