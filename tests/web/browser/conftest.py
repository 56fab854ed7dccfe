import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

from tests.web.browser.chromium import ARGUMENTS, missing, program
from tests.web.browser.screen import Screen
from tests.web.browser.server import Server, add_account, served
from tests.web.small import small_project

#: Milliseconds until something that should happen is given up: a busy machine may be slow.
PATIENCE = 30_000

#: Who signs in to the team's server.
TEAM = {
    "reviewer-1": "reviewer",
    "reviewer-2": "reviewer",
    "reviewer-3": "reviewer",
    "reviewer-4": "reviewer",
    "adjudicator-1": "adjudicator",
    "admin-1": "admin",
}


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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, driven by Playwright."""
    path = program()
    if path is None:
        missing(os.environ)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


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


@pytest.fixture(scope="session")
def copy_of_built(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Path]:
    """Makes copies of the real project, built; each for a server of its own."""
    return lambda: shutil.copytree(built, tmp_path_factory.mktemp("served") / "project")


@pytest.fixture(scope="session")
def solo(copy_of_built: Callable[[], Path]) -> Iterator[Server]:
    """A server for one reviewer; each test looks at what it added itself."""
    with served(copy_of_built(), "--reviewer", "reviewer-1") as server:
        yield server


@pytest.fixture(scope="session")
def blind(copy_of_built: Callable[[], Path]) -> Iterator[Server]:
    """A server where everybody reviews blind."""
    with served(copy_of_built(), "--reviewer", "reviewer-1", "--blind") as server:
        yield server


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on two small frameworks in which some pairs ask the same."""
    project = small_project(tmp_path_factory.mktemp("small") / "project").root
    with served(project, "--reviewer", "reviewer-1") as server:
        yield server


@pytest.fixture(scope="session")
def team(copy_of_built: Callable[[], Path]) -> Iterator[Server]:
    """A server for a team, with accounts, whose project names an adjudicator."""
    project = copy_of_built()
    with (project / "corpus" / "project.toml").open("a", encoding="utf-8") as file:
        file.write('\n[review]\npolicy = "adjudicator"\nadjudicators = ["adjudicator-1"]\n')
    for name, role in TEAM.items():
        add_account(project, name, role)
    with served(project, "--team") as server:
        yield server


@pytest.fixture
def screen(page: Page, solo: Server) -> Screen:
    """The one reviewer's tab, on the first open pair."""
    screen = Screen(page, solo)
    screen.opens()
    return screen
