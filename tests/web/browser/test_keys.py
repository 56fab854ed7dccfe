import re

import pytest
from playwright.sync_api import Page, Route, expect

from crosswalk.model import Reason
from crosswalk.workspace import SUGGESTED, Workspace
from tests.web.browser.screen import (
    Ends,
    Said,
    Screen,
    accepted,
    in_short,
    pair_address,
    rejected,
    undone,
    unsure,
)
from tests.web.browser.server import Server

#: A queue whose order stays the same while the model learns from what the tests decide.
AUDIT = "/review?queue=audit&kind=indicator"


def focused(page: Page) -> str:
    """What has the focus, as the tag and the words in it."""
    return page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.innerText")


def test_ten_pairs_are_decided_by_keyboard_alone(screen: Screen) -> None:
    before = len(screen.server.rows())
    screen.marks_document()
    expected: list[Said] = []
    first_said = screen.page.locator("button.accept").get_attribute("value")
    first = screen.ends
    for keys, says in (
        ("a", lambda ends: accepted(ends, first_said)),
        ("s", lambda ends: accepted(ends, "same")),
        ("m", lambda ends: accepted(ends, "mostly")),
        ("w", lambda ends: accepted(ends, "wider")),
        ("n", lambda ends: accepted(ends, "narrower")),
        ("o", lambda ends: accepted(ends, "overlaps")),
        ("x", lambda ends: accepted(ends, "opposite")),
        ("u", unsure),
        ("r1", lambda ends: rejected(ends, Reason.TOPIC)),
        ("r5", lambda ends: rejected(ends, Reason.DUTY)),
    ):
        ends = screen.ends
        expected.append(says(ends))
        screen.moves_on(*keys)
        # The new pair came without a page load, what was saved is said, and reading begins at the new pair.
        assert screen.same_document
        expect(screen.said).to_have_text(re.compile(r"^Saved: .*"))
        assert all(name in screen.said.inner_text() for name in ends)
        assert focused(screen.page) == f"H1 {screen.heading.inner_text()}"
        assert screen.page.title().startswith("{} and {} – ".format(*screen.ends))

    assert len({said[:2] for said in expected}) == 10
    assert expected[0][:2] == first
    assert in_short(screen.server.rows()[before:]) == expected


def test_a_digit_rejects_only_once_reject_is_open(screen: Screen) -> None:
    before, ends = len(screen.server.rows()), screen.ends
    screen.press("1")
    screen.press("r")
    expect(screen.page.get_by_role("button", name="Different topic")).to_be_focused()
    screen.moves_on("3")

    assert in_short(screen.server.rows()[before:]) == [rejected(ends, Reason.LEVEL)]


def test_a_key_held_down_decides_one_pair(screen: Screen) -> None:
    before, ends = len(screen.server.rows()), screen.ends
    screen.moves_on_by(lambda: screen.page.keyboard.down("s"))
    for _ in range(5):
        screen.page.keyboard.down("s")
    screen.page.keyboard.up("s")
    screen.moves_on("j")

    assert in_short(screen.server.rows()[before:]) == [accepted(ends, "same")]


def test_a_key_pressed_before_the_answer_is_there_decides_nothing_unseen(screen: Screen) -> None:
    before, ends = len(screen.server.rows()), screen.ends
    held: list[Route] = []
    screen.page.route("**/decide", lambda route: held.append(route))
    with screen.page.expect_request("**/decide"):
        screen.press("s")
    screen.press("m", "j", "z")
    screen.moves_on_by(held[0].continue_)
    screen.page.unroute("**/decide")
    screen.moves_on("j")

    assert in_short(screen.server.rows()[before:]) == [accepted(ends, "same")]


def test_a_comment_of_letters_that_are_keys_is_kept_with_the_decision(screen: Screen) -> None:
    before, ends = len(screen.server.rows()), screen.ends
    screen.press("c")
    expect(screen.comment).to_be_focused()
    screen.page.keyboard.type("unsaid words, some are known? 12")
    screen.press("Enter")
    screen.page.keyboard.type("jkz")
    assert screen.ends == ends
    screen.press("Escape")
    expect(screen.comment).not_to_be_focused()
    screen.moves_on("s")

    (row,) = screen.server.rows()[before:]
    assert in_short([row]) == [accepted(ends, "same")]
    assert row.comment == "unsaid words, some are known? 12\njkz"
    expect(screen.comment).to_have_value("")


def test_keys_pressed_in_a_list_of_choices_decide_nothing(screen: Screen) -> None:
    before, ends = len(screen.server.rows()), screen.ends
    chosen = screen.page.get_by_label("Only between")
    chosen.focus()
    screen.press("s", "m", "w", "u", "z")
    assert screen.ends == ends
    chosen.blur()
    screen.moves_on("j")

    assert screen.server.rows()[before:] == []


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_keys_pressed_with_another_key_held_down_do_nothing(screen: Screen, held: str) -> None:
    before, ends = len(screen.server.rows()), screen.ends
    screen.press(f"{held}+s", f"{held}+z", f"{held}+m", f"{held}+u")
    assert screen.ends == ends
    screen.moves_on("j")

    assert screen.server.rows()[before:] == []


def test_keys_can_be_switched_off_and_stay_off(screen: Screen) -> None:
    before = len(screen.server.rows())
    keys = screen.page.locator("article kbd:visible")
    assert keys.count() > 10
    screen.opens("/help")
    screen.page.get_by_role("button", name="Switch the keys off").press("Enter")
    expect(screen.page.get_by_text("The keys are off in this browser.")).to_be_visible()

    for _ in range(2):
        screen.opens()
        assert keys.count() == 0
        ends = screen.ends
        screen.press("s", "z", "j", "b", "?")
        assert screen.ends == ends
        assert screen.page.locator("details[open]").count() == 0
        screen.moves_on_by(screen.page.get_by_role("link", name="Next, without deciding").click)
    assert screen.server.rows()[before:] == []

    screen.opens("/help")
    screen.page.get_by_role("button", name="Switch the keys on").press("Enter")
    screen.opens()
    screen.moves_on("s")
    assert len(screen.server.rows()) == before + 1


def test_decisions_are_taken_back_one_after_the_other(screen: Screen) -> None:
    screen.opens(AUDIT)
    before, first = len(screen.server.rows()), screen.ends
    screen.moves_on("s")
    second = screen.ends
    screen.moves_on("r", "2")
    screen.marks_document()
    screen.moves_on("z")
    assert screen.ends == second
    expect(screen.said).to_have_text("Taken back: what you said of {} and {}.".format(*second))
    screen.moves_on("z")
    assert screen.ends == first
    expect(screen.said).to_have_text("Taken back: what you said of {} and {}.".format(*first))
    assert screen.same_document
    assert focused(screen.page).startswith("H1")

    assert in_short(screen.server.rows()[before:]) == [
        accepted(first, "same"),
        rejected(second, Reason.BEHAVIOUR),
        undone(second),
        undone(first),
    ]
    screen.opens(AUDIT)
    assert screen.ends == first


def test_a_changed_mind_taken_back_leaves_what_was_said_before(screen: Screen) -> None:
    screen.opens(AUDIT)
    before, ends = len(screen.server.rows()), screen.ends
    screen.moves_on("s")
    screen.moves_on("k")
    assert screen.ends == ends
    screen.moves_on("w")
    screen.moves_on("z")
    expect(screen.said).to_have_text(re.compile("What you said before counts again: .* says the same as "))

    assert in_short(screen.server.rows()[before:]) == [
        accepted(ends, "same"),
        accepted(ends, "wider"),
        undone(ends),
    ]


@pytest.mark.parametrize(("onward", "back"), [("j", "k"), ("ArrowRight", "ArrowLeft")])
def test_pairs_are_looked_at_without_deciding(screen: Screen, onward: str, back: str) -> None:
    screen.opens(AUDIT)
    before, seen = len(screen.server.rows()), [screen.ends]
    screen.marks_document()
    for _ in range(3):
        screen.moves_on(onward)
        seen.append(screen.ends)
    for ends in reversed(seen[:-1]):
        screen.moves_on(back)
        assert screen.ends == ends

    assert len(set(seen)) == 4
    assert screen.same_document
    assert screen.server.rows()[before:] == []


def test_before_the_first_pair_the_page_says_so_and_leads_back(screen: Screen) -> None:
    screen.opens(AUDIT)
    for _ in range(200):
        if "beginning of the queue" in screen.heading.inner_text():
            break
        last = screen.ends
        screen.moves_on("k")
    expect(screen.heading).to_have_text("This is the beginning of the queue")
    screen.moves_on("j")

    assert screen.ends == last


def test_the_browsers_own_back_and_forward_bring_the_pairs_seen(screen: Screen) -> None:
    screen.marks_document()
    seen = [screen.ends]
    screen.moves_on("s")
    seen.append(screen.ends)
    screen.moves_on("j")
    seen.append(screen.ends)
    for ends in (seen[1], seen[0]):
        screen.moves_on_by(screen.page.go_back)
        assert screen.ends == ends
    # What was decided there is shown, and nothing says that it was saved just now.
    expect(screen.page.get_by_text("You: A says the same as B")).to_be_visible()
    expect(screen.said).to_have_text("")
    screen.moves_on_by(screen.page.go_forward)
    assert screen.ends == seen[1]
    assert screen.same_document
    screen.page.reload()
    assert screen.ends == seen[1]


def test_what_stands_beside_and_the_reasons_open_by_key(screen: Screen) -> None:
    beside, why = screen.page.locator("details[data-beside]"), screen.page.locator("details.why")
    assert beside.count() > 0
    screen.press("b")
    expect(screen.page.locator("details[data-beside][open]")).to_have_count(beside.count())
    expect(beside.first.get_by_role("list")).to_be_visible()
    screen.press("b")
    expect(screen.page.locator("details[data-beside][open]")).to_have_count(0)
    screen.press("y")
    expect(why.get_by_text("Words in both").or_(why.get_by_text("no telling words"))).to_be_visible()
    screen.press("y")
    expect(why.get_by_text("All views together")).to_be_hidden()


def test_help_opens_by_key(screen: Screen) -> None:
    screen.press("?")
    expect(screen.heading).to_have_text("How to review")


def test_a_link_that_nobody_suggested_is_found_while_typing_and_decided(screen: Screen) -> None:
    before, first = len(screen.server.rows()), screen.ends[0]
    screen.press("f")
    expect(screen.page.get_by_label("Words, or the beginnings of words")).to_be_focused()
    screen.marks_document()
    found = screen.page.get_by_role("link", name=re.compile(f"^Decide how {re.escape(first)} and"))
    screen.page.keyboard.type("lead", delay=5)
    expect(found.first).to_be_visible()
    results = screen.page.locator("#found").inner_text()
    screen.page.keyboard.type("ers chall", delay=5)
    expect(screen.page.locator("#found")).not_to_have_text(results)
    expect(screen.page.locator(".found mark, .found .wording").first).to_contain_text(
        re.compile("chall", re.IGNORECASE)
    )
    assert screen.same_document
    second = _not_suggested(screen.server, first, found.all_inner_texts())
    screen.page.get_by_role("link", name=f"Decide how {first} and {second} correspond").press("Enter")
    expect(screen.page.get_by_text("Nobody suggested this pair.")).to_be_visible()
    assert screen.ends == (first, second)
    screen.press("o")
    expect(screen.said).to_have_text(f"Saved: {first} overlaps with {second}.")
    assert screen.ends == (first, second)

    assert in_short(screen.server.rows()[before:]) == [accepted((first, second), "overlaps")]


def test_a_pair_opened_by_its_address_is_the_one_asked(screen: Screen) -> None:
    ends: Ends = ("lqf:1.1", "grade9:1.2")
    screen.opens(pair_address(ends))
    assert screen.ends == ends


def _not_suggested(server: Server, first: str, links: list[str]) -> str:
    suggested = {claim.pair for claim in Workspace(server.project).mappings(SUGGESTED)}
    others = [link.split()[4] for link in links]
    return next(other for other in others if (min(first, other), max(first, other)) not in suggested)


def test_pairs_that_ask_the_same_are_decided_together_by_keyboard(page: Page, small: Server) -> None:
    screen = Screen(page, small)
    screen.opens("/groups")
    ticked = page.get_by_role("checkbox")
    pairs = [box.get_attribute("value").split() for box in ticked.all()]
    assert len(pairs) == 3
    ticked.last.focus()
    screen.press("Space")
    expect(ticked.last).not_to_be_checked()
    # A tick box takes no letters: the keys work where one has just ticked.
    screen.press("m")
    expect(screen.said).to_have_text("Saved: 2 decisions.")

    assert sorted(in_short(small.rows())) == sorted(accepted((one, two), "mostly") for one, two in pairs[:2])
