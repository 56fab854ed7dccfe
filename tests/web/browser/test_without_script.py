import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from crosswalk.model import Reason
from tests.web.browser.screen import Screen, accepted, in_short, rejected, undone
from tests.web.browser.server import Server


@pytest.fixture
def plain(new_context: Callable[..., BrowserContext], solo: Server) -> Screen:
    """A tab of a browser with scripts switched off, on a queue whose order stays."""
    screen = Screen(new_context(java_script_enabled=False).new_page(), solo)
    screen.opens("/review?queue=audit&kind=element")
    return screen


def clicks(screen: Screen, name: str) -> None:
    screen.moves_on_by(screen.page.get_by_role("button", name=name, exact=True).click)


def test_without_script_pairs_are_decided_and_taken_back(plain: Screen) -> None:
    before, seen = len(plain.server.rows()), [plain.ends]
    plain.comment.fill("typed without a script")
    clicks(plain, "A says the same as B")
    expect(plain.said).to_have_text(re.compile("^Saved: .* says the same as "))
    seen.append(plain.ends)
    clicks(plain, "A is wider than B")
    seen.append(plain.ends)
    plain.page.get_by_text("Reject, and say why").click()
    clicks(plain, "Same topic but different behaviour")
    expect(plain.said).to_have_text(re.compile("^Saved: .* different behaviour"))
    clicks(plain, "Undo my last decision")
    assert plain.ends == seen[2]
    expect(plain.said).to_have_text(re.compile("^Taken back"))

    rows = plain.server.rows()[before:]
    assert in_short(rows) == [
        accepted(seen[0], "same"),
        accepted(seen[1], "wider"),
        rejected(seen[2], Reason.BEHAVIOUR),
        undone(seen[2]),
    ]
    assert rows[0].comment == "typed without a script"


def test_without_script_loading_again_sends_nothing_twice(plain: Screen) -> None:
    before = len(plain.server.rows())
    clicks(plain, "Unsure: somebody else should look")
    ends = plain.ends
    plain.page.reload()
    assert plain.ends == ends
    assert len(plain.server.rows()) == before + 1


def test_without_script_one_walks_through_the_queue(plain: Screen) -> None:
    first = plain.ends
    plain.moves_on_by(plain.page.get_by_role("link", name="Next, without deciding").click)
    assert plain.ends != first
    plain.moves_on_by(plain.page.get_by_role("link", name="Previous", exact=True).click)
    assert plain.ends == first


def test_without_script_no_key_is_promised(plain: Screen) -> None:
    assert plain.page.locator("article kbd").count() > 10
    assert plain.page.locator("article kbd:visible").count() == 0
    plain.opens("/help")
    expect(plain.page.get_by_role("button", name="Switch the keys off")).to_have_count(0)


def test_without_script_blind_mode_is_turned_on_and_off(plain: Screen) -> None:
    expect(plain.page.get_by_text("Probability of a match:")).to_be_visible()
    plain.page.get_by_role("button", name="Turn it on").click()
    expect(plain.page.get_by_text("Blind: what the model and other people say")).to_be_visible()
    expect(plain.page.get_by_text("Probability of a match:")).to_have_count(0)
    plain.page.get_by_role("button", name="Turn it off").click()
    expect(plain.page.get_by_text("Probability of a match:")).to_be_visible()


def test_without_script_a_statement_is_found_and_linked(plain: Screen) -> None:
    before = len(plain.server.rows())
    plain.page.get_by_role("link", name="Link A with something else").click()
    plain.page.get_by_label("Words, or the beginnings of words").fill("honesty")
    plain.page.get_by_role("button", name="Find").click()
    plain.page.get_by_role("link", name=re.compile("^Decide how")).first.click()
    ends = plain.ends
    plain.page.get_by_role("button", name="A overlaps with B", exact=True).click()
    expect(plain.said).to_have_text(re.compile("^Saved"))
    assert plain.ends == ends

    assert in_short(plain.server.rows()[before:]) == [accepted(ends, "overlaps")]
