import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browsing import Watch
from tests.web.browser.screen import Screen, accepted, in_short
from tests.web.browser.server import Server


@pytest.fixture
def broken(page: Page, solo: Server) -> Screen:
    """A tab on its first open pair, something typed already."""
    screen = Screen(page, solo)
    screen.opens()
    screen.press("c")
    page.keyboard.type("typed before it broke")
    screen.press("Escape")
    return screen


def test_a_server_that_is_gone_saves_nothing_unsaid_and_nothing_twice(broken: Screen, watch: Watch) -> None:
    server, before, ends = broken.server, len(broken.server.rows()), broken.ends
    watch.expected += ["net::ERR_CONNECTION_REFUSED", "status of 403"]
    server.kill()
    for _ in range(2):
        broken.press("s")
        expect(broken.problem).to_contain_text("Not saved")
        expect(broken.problem).to_contain_text("the server cannot be reached")
        expect(broken.comment).to_have_value("typed before it broke")
        assert broken.ends == ends
    broken.press("j")
    expect(broken.problem).to_contain_text("The server cannot be reached")

    server.start()
    # The page is of the server from before. It says so, and is right.
    broken.press("s")
    expect(broken.problem).to_contain_text("from before the server was started again")
    expect(broken.problem).to_contain_text("nothing was saved. Load the page again.")
    assert server.rows()[before:] == []
    broken.page.reload()
    assert broken.ends == ends
    expect(broken.comment).to_have_value("typed before it broke")
    broken.moves_on("s")
    expect(broken.problem).to_be_empty()

    (row,) = server.rows()[before:]
    assert in_short([row]) == [accepted(ends, "same")]
    assert row.comment == "typed before it broke"


def test_an_answer_lost_on_the_way_is_asked_for_again_and_saved_once(broken: Screen, watch: Watch) -> None:
    before, ends = len(broken.server.rows()), broken.ends
    watch.expected.append("net::ERR_FAILED")

    def lose_the_answer(route: Route) -> None:
        route.fetch()
        route.abort()

    broken.page.route("**/decide", lose_the_answer)
    broken.press("s")
    expect(broken.problem).to_contain_text("Not saved, as far as this page knows")
    assert in_short(broken.server.rows()[before:]) == [accepted(ends, "same")]
    broken.page.unroute("**/decide")
    broken.moves_on("s")
    expect(broken.said).to_have_text(re.compile("^Saved: "))

    assert in_short(broken.server.rows()[before:]) == [accepted(ends, "same")]


def test_a_ledger_that_fails_loses_nothing_and_shows_no_traceback(broken: Screen, watch: Watch) -> None:
    server, before, ends = broken.server, len(broken.server.rows()), broken.ends
    watch.expected += ["status of 400", "status of 500", "status of 503"]
    server.in_ledger("ALTER TABLE decisions RENAME TO gone")
    broken.press("s")
    expect(broken.problem).to_contain_text("The ledger cannot be used")
    expect(broken.problem).not_to_contain_text(re.compile(r"Traceback|sqlalchemy|File \""))
    expect(broken.comment).to_have_value("typed before it broke")
    assert broken.ends == ends
    server.in_ledger("ALTER TABLE gone RENAME TO decisions")
    assert server.rows()[before:] == []
    broken.moves_on("s")
    expect(broken.problem).to_be_empty()

    (row,) = server.rows()[before:]
    assert in_short([row]) == [accepted(ends, "same")]
    assert row.comment == "typed before it broke"


def test_an_address_that_leads_nowhere_leads_back(page: Page, solo: Server, watch: Watch) -> None:
    screen = Screen(page, solo)
    watch.expected.append("status of 404")
    screen.opens("/review?queue=pair&a=lqf:1.1&b=nobody:9")
    expect(screen.heading).to_have_text("That did not work")
    screen.opens("/nowhere")
    expect(page.get_by_text("There is no such page.")).to_be_visible()
    page.get_by_role("link", name="Back to the review").press("Enter")
    expect(screen.heading).to_have_text(re.compile("^How do"))
