import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from crosswalk.workspace import Workspace
from tests.browsing import Watch
from tests.web.browser.screen import Ends, Screen, accepted, in_short, pair_address, rejected
from tests.web.browser.server import Server, close_account

REFUSED = "Failed to load resource: the server responded with a status of"

SignsIn = Callable[[], BrowserContext]


def signed_in(new_context: SignsIn, team: Server, name: str) -> Screen:
    """Somebody at a machine of their own, who has signed in by the form."""
    screen = Screen(new_context().new_page(), team)
    screen.signs_in(name)
    return screen


def comments_and_presses(screen: Screen, comment: str, *keys: str) -> None:
    screen.press("c")
    screen.page.keyboard.type(comment)
    screen.press("Escape", *keys)


def queued(screen: Screen, queue: str) -> list[Ends]:
    """The pairs of a queue, as somebody sees them who presses “Next” until there is none."""
    screen.opens(f"/review?queue={queue}")
    found: list[Ends] = []
    while screen.heading.inner_text().startswith("How do"):
        if screen.ends in found:
            break  # round the end of the queue, to its first pair again
        found.append(screen.ends)
        with screen.page.expect_response("**/review?*"):
            screen.press("j")
        expect(screen.page.locator("body[aria-busy]")).to_have_count(0)
    return found


def test_two_reviewers_disagree_and_an_adjudicator_settles_it(new_context: SignsIn, team: Server) -> None:
    before = len(team.rows())
    one, two = (signed_in(new_context, team, f"reviewer-{number}") for number in (1, 2))
    ends = one.ends
    comments_and_presses(one, "Both ask for the same thing", "s")
    expect(one.said).to_have_text(re.compile("^Saved"))
    assert ends in queued(two, "others")
    two.opens(pair_address(ends))
    comments_and_presses(two, "One is a duty", "r", "5")
    expect(two.said).to_have_text(re.compile("^Saved"))

    judge = signed_in(new_context, team, "adjudicator-1")
    assert ends in queued(judge, "disputed")
    judge.opens(pair_address(ends, "disputed"))
    said = judge.page.get_by_role("region", name="What was said of this pair")
    expect(said).to_contain_text("reviewer-1: A says the same as B")
    expect(said).to_contain_text("Both ask for the same thing")
    expect(said).to_contain_text("reviewer-2: they do not correspond: duty against aspiration")
    expect(said).to_contain_text("One is a duty")
    expect(said).to_contain_text("your word settles the pair")
    judge.moves_on("w")
    expect(judge.said).to_have_text(re.compile("^Saved"))
    assert ends not in queued(judge, "disputed")

    assert in_short(team.rows()[before:]) == [
        accepted(ends, "same"),
        rejected(ends, "duty-against-aspiration"),
        accepted(ends, "wider"),
    ]
    lists_disagreement(judge, ends)


def lists_disagreement(judge: Screen, ends: Ends) -> None:
    judge.opens("/agreement")
    listed = judge.page.get_by_role("article", name="{} and {}".format(*sorted(ends)))
    for words in (
        "reviewer-1",
        "reviewer-2",
        "adjudicator-1",
        "Both ask for the same thing",
        "One is a duty",
    ):
        expect(listed).to_contain_text(words)
    expect(listed).to_contain_text("Accepted")


def test_only_who_may_look_after_accounts_sees_them(new_context: SignsIn, team: Server, watch: Watch) -> None:
    admin, reviewer = (signed_in(new_context, team, name) for name in ("admin-1", "reviewer-1"))
    admin.page.get_by_role("link", name="Team").press("Enter")
    expect(admin.heading).to_have_text("Team")
    expect(admin.page.get_by_role("row", name=re.compile("^reviewer-2 reviewer"))).to_be_visible()
    expect(reviewer.page.get_by_role("link", name="Team")).to_have_count(0)
    watch.expected.append(f"{REFUSED} 403")
    reviewer.opens("/team")
    expect(reviewer.page.get_by_text("Your role, reviewer, does not include this.")).to_be_visible()


def test_who_signs_out_is_out_and_wrong_passwords_are_refused(
    new_context: SignsIn, team: Server, watch: Watch
) -> None:
    screen = signed_in(new_context, team, "reviewer-2")
    screen.page.get_by_role("button", name="Sign out").press("Enter")
    expect(screen.heading).to_have_text("Sign in")
    screen.opens()
    expect(screen.heading).to_have_text("Sign in")
    watch.expected.append(f"{REFUSED} 403")
    screen.page.get_by_label("Name").fill("reviewer-2")
    screen.page.get_by_label("Password").fill("not the password")
    screen.press("Enter")
    expect(screen.page.get_by_text("name and password do not belong to an open account")).to_be_visible()


def test_a_session_that_ends_costs_nobody_what_they_typed(
    new_context: SignsIn, team: Server, watch: Watch
) -> None:
    before = len(team.rows())
    screen = signed_in(new_context, team, "reviewer-3")
    ends = screen.ends
    team.in_accounts("DELETE FROM sessions WHERE account = 'reviewer-3'")
    watch.expected += [f"{REFUSED} 401", f"{REFUSED} 403"]

    comments_and_presses(screen, "It took me long to say this", "s")
    expect(screen.problem).to_contain_text("Your session has ended; nothing was saved.")
    expect(screen.problem).to_contain_text("What you typed is kept")
    expect(screen.comment).to_have_value("It took me long to say this")
    assert screen.ends == ends

    signs_in_in_another_tab(screen, "reviewer-3")
    # What the page says is what happens: it is of the session that ended, and must be loaded again.
    screen.press("s")
    expect(screen.problem).to_contain_text("nothing was saved. Load the page again.")
    assert team.rows()[before:] == []
    screen.page.reload()
    assert screen.ends == ends
    expect(screen.comment).to_have_value("It took me long to say this")
    screen.moves_on("s")
    expect(screen.comment).to_have_value("")

    (row,) = team.rows()[before:]
    assert in_short([row]) == [accepted(ends, "same")]
    assert (row.reviewer, row.comment) == ("reviewer-3", "It took me long to say this")
    screen.opens(pair_address(ends, "confident"))
    expect(screen.comment).to_have_value("")


def signs_in_in_another_tab(screen: Screen, name: str) -> None:
    with screen.page.context.expect_page() as opened:
        screen.problem.get_by_role("link", name="Sign in, in another tab").click()
    other = Screen(opened.value, screen.server)
    other.fills_in_sign_in(name)
    expect(other.heading).to_have_text(re.compile("^How do"))
    other.page.close()


def test_an_account_that_is_closed_is_out_at_once(new_context: SignsIn, team: Server, watch: Watch) -> None:
    before = len(team.rows())
    screen = signed_in(new_context, team, "reviewer-4")
    close_account(team.project, "reviewer-4")
    watch.expected += [f"{REFUSED} 401", f"{REFUSED} 403"]
    screen.press("s")
    expect(screen.problem).to_contain_text("Your session has ended; nothing was saved.")
    screen.opens("/sign-in")
    screen.fills_in_sign_in("reviewer-4")
    expect(screen.page.get_by_text("name and password do not belong to an open account")).to_be_visible()

    assert team.rows()[before:] == []


def test_a_fault_of_the_server_is_told_in_plain_words(
    new_context: SignsIn, team: Server, watch: Watch
) -> None:
    screen = signed_in(new_context, team, "reviewer-1")
    ends = screen.ends
    with Workspace(team.project).accounts() as accounts:
        assert accounts.get("reviewer-1").name == "reviewer-1"
    # A row that no program of ours writes, and that none can read.
    team.in_accounts("UPDATE sessions SET used_at = '9999 is no time' WHERE account = 'reviewer-1'")
    watch.expected.append(f"{REFUSED} 500")

    screen.press("s")
    expect(screen.problem).to_contain_text("Something went wrong here, and it is not your fault.")
    assert screen.ends == ends
    answer = screen.page.goto(f"{team.address}/progress")
    assert answer is not None
    assert answer.status == 500
    expect(screen.heading).to_have_text("That did not work")
    expect(screen.page.get_by_role("link", name="Back to the review")).to_be_visible()
    words = screen.page.content()
    assert not re.search(r"Traceback|ValueError|File \"|\.py|9999|sqlite", words)

    assert "ValueError" in team.log
    team.forgets_log()
    team.in_accounts("DELETE FROM sessions WHERE account = 'reviewer-1'")


def test_the_tab_says_which_page_it_is(page: Page, team: Server) -> None:
    Screen(page, team).opens("/review")
    expect(page).to_have_title(re.compile("^Sign in – "))
