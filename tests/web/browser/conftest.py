import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from crosswalk.accounts import Role
from crosswalk.workspace import Workspace
from tests import browsing
from tests.web.browser.screen import Screen
from tests.web.browser.server import PHRASE, Server, add_account, served
from tests.web.small import small_project

#: Fixtures of all tests with a browser.
watch, new_context, page = browsing.watch, browsing.new_context, browsing.page

#: Who signs in to the team's server.
TEAM = {
    "reviewer-1": "reviewer",
    "reviewer-2": "reviewer",
    "reviewer-3": "reviewer",
    "reviewer-4": "reviewer",
    "adjudicator-1": "adjudicator",
    "admin-1": "admin",
}


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
    (first, role), *others = TEAM.items()
    add_account(project, first, role)
    # Each start of the command takes a second.
    with Workspace(project).accounts() as accounts:
        for name, role in others:
            accounts.add(name, role=Role(role), password=PHRASE)
    with served(project, "--team") as server:
        yield server


@pytest.fixture
def screen(page: Page, solo: Server) -> Screen:
    """The one reviewer's tab, on the first open pair."""
    screen = Screen(page, solo)
    screen.opens()
    return screen
