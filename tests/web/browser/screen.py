"""What a reviewer sees and presses, in words: a page of a real browser with a keyboard."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from crosswalk.model import CHOICES, Decision, Reason, Verdict
from crosswalk.vocabulary import Predicate
from tests.web.browser.server import PHRASE, Server

Ends = tuple[str, str]

#: Two ids and what a row of the ledger says of them.
Said = tuple[str, str, Verdict, Predicate | None, Reason | None]


class Screen:
    """A tab of a browser on the review page.

    Args:
        page: The tab.
        server: Where it leads.
    """

    def __init__(self, page: Page, server: Server) -> None:
        self.page, self.server = page, server

    def opens(self, path: str = "/review") -> None:
        """Go to a page of the server."""
        self.page.goto(self.server.address + path)

    @property
    def heading(self) -> Locator:
        return self.page.locator("h1")

    @property
    def said(self) -> Locator:
        """The live region that says what was saved."""
        return self.page.get_by_role("status").and_(self.page.locator("#said"))

    @property
    def problem(self) -> Locator:
        """The live region that says what did not work."""
        return self.page.get_by_role("alert").and_(self.page.locator("#problem"))

    @property
    def comment(self) -> Locator:
        return self.page.get_by_label("Comment, kept with")

    @property
    def ends(self) -> Ends:
        """A and B of the pair on the page."""
        words = re.fullmatch(r"How do (\S+) and (\S+) correspond\?", self.heading.inner_text())
        assert words, self.heading.inner_text()
        return words[1], words[2]

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def moves_on(self, *keys: str) -> None:
        """Press keys that bring another pair, and wait for it."""
        self.moves_on_by(lambda: self.press(*keys))

    def moves_on_by(self, doing: Callable[[], object]) -> None:
        """Do something that brings another pair, and wait for it."""
        before = self.heading.inner_text()
        doing()
        expect(self.heading).not_to_have_text(before)

    def marks_document(self) -> None:
        """Leave a mark that a page load would take away."""
        self.page.evaluate("window.theSameDocument = true")

    @property
    def same_document(self) -> bool:
        """Whether no page was loaded since the mark was left."""
        return bool(self.page.evaluate("window.theSameDocument === true"))

    def signs_in(self, name: str) -> None:
        """By the form."""
        self.opens("/sign-in")
        self.fills_in_sign_in(name)
        expect(self.page).to_have_url(re.compile(r"/review"))

    def fills_in_sign_in(self, name: str) -> None:
        self.page.get_by_label("Name").fill(name)
        self.page.get_by_label("Password").fill(PHRASE)
        self.page.get_by_role("button", name="Sign in").click()


def pair_address(ends: Ends, queue: str = "pair") -> str:
    """The address of a pair's page."""
    return f"/review?queue={queue}&a={ends[0]}&b={ends[1]}"


def in_short(rows: list[Decision]) -> list[Said]:
    """What rows of the ledger say."""
    return [(r.subject_id, r.object_id, r.verdict, r.predicate_id, r.reason) for r in rows]


def accepted(ends: Ends, word: str) -> Said:
    """What the ledger says once somebody has chosen a relation."""
    return (*ends, Verdict.ACCEPT, CHOICES[word], None)


def rejected(ends: Ends, reason: Reason) -> Said:
    return (*ends, Verdict.REJECT, None, reason)


def unsure(ends: Ends) -> Said:
    return (*ends, Verdict.UNSURE, None, None)


def undone(ends: Ends) -> Said:
    return (*ends, Verdict.UNDONE, None, None)
