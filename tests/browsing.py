"""Real browsers for tests: one program for all of them, and tabs that are watched."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

#: Milliseconds until something that should happen is given up: a busy machine may be slow.
PATIENCE = 30_000

#: WCAG 2.2 at level AA and what axe calls best practice.
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

#: The rules that another width or other colours can break.
OF_LOOKS = ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable"]

#: How far a page can be moved sideways, in CSS pixels.
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


class Watch:
    """Listens to all tabs of a browser: whom they ask, and what they complain about.

    Attributes:
        expected: Parts of complaints that a test provokes.
    """

    def __init__(self) -> None:
        self.expected: list[str] = []
        self._complaints: list[str] = []
        self._hosts: set[str] = set()

    def over(self, context: BrowserContext) -> BrowserContext:
        context.on("request", lambda request: self._asked(request.url))
        context.on("console", self._heard)
        context.on("weberror", lambda error: self._complaints.append(str(error.error)))
        return context

    def _asked(self, url: str) -> None:
        if not url.startswith(("data:", "file:", "blob:")):
            self._hosts.add(urlsplit(url).hostname or url)

    def _heard(self, message: ConsoleMessage) -> None:
        # Violations of the content security policy are errors too.
        if message.type in ("error", "warning"):
            self._complaints.append(f"{message.text} ({message.page.url if message.page else 'no page'})")

    def check(self) -> None:
        """Nothing was asked of any other machine, and nothing was complained about that no test provoked."""
        unexpected = [
            said for said in self._complaints if not any(expected in said for expected in self.expected)
        ]
        assert not unexpected
        assert self._hosts <= {"127.0.0.1"}


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Looks over a test's tabs; at the end nothing was asked of another host and no console had an error."""
    watch = Watch()
    yield watch
    watch.check()


@pytest.fixture
def new_context(browser: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Makes browsers of different people: they share neither cookies nor storage."""
    contexts = []

    def make(**options: object) -> BrowserContext:
        context = watch.over(browser.new_context(**options))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A tab."""
    return new_context().new_page()


def violations(page: Page, only: str, values: list[str]) -> list[str]:
    """What axe, which the page has to have loaded, finds: where and why."""
    # Of what passes, axe then returns one example a rule.
    options = {"runOnly": {"type": only, "values": values}, "resultTypes": ["violations"]}
    found = page.evaluate("options => axe.run(options)", options)
    assert found["passes"], "axe looked at nothing"
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
