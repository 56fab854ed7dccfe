import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from hypothesis import HealthCheck, settings

from crosswalk.build import build
from crosswalk.catalogue import Catalogue
from crosswalk.readers import read_frameworks
from crosswalk.suggest import scoring
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from tests.ledger.cluster import Cluster, missing, programs
from tests.web.browser.chromium import ARGUMENTS, program
from tests.web.browser.chromium import missing as browser_missing
from tests.worlds import invented

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# No test is a stopwatch. In a fresh clone hypothesis first makes its table of all of Unicode, which takes
# seconds once, and a busy machine can be slow at any time; what a property says is checked all the same.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_catalogue() -> Catalogue:
    """The five documents and the frameworks they speak of."""
    return Catalogue(read_frameworks(REPOSITORY / "corpus"))


@pytest.fixture(scope="module")
def few_pairs_are_enough() -> Iterator[None]:
    """Lets tests speak of probabilities in worlds small enough to be read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scoring, "ENOUGH_PAIRS", 1)
        yield


@pytest.fixture
def world() -> Catalogue:
    """Two invented frameworks and one that they speak of."""
    return invented()


def made_once(name: str, make: Callable[[Path], object], tmp: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that whichever process of the tests is first makes for all of them."""
    # The folder above is that of this run where there are several processes, and of all runs where not.
    root = (tmp.getbasetemp() if worker_id == "master" else tmp.getbasetemp().parent) / name
    with FileLock(root.with_suffix(".lock")):
        if not root.exists():
            half = root.with_suffix(".half")
            make(half)
            half.rename(root)
    return root


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A project with the real corpus, built once with the real default model. Not to be changed."""

    def make(project: Path) -> None:
        shutil.copytree(REPOSITORY / "corpus", project / "corpus")
        build(project, encoder=DEFAULT_ENCODER)

    return made_once("built", make, tmp_path_factory, worker_id)


@pytest.fixture
def project(built: Path, tmp_path: Path) -> Path:
    """A copy of the built project, to break."""
    return shutil.copytree(built, tmp_path / "project")


@pytest.fixture(scope="session")
def two_built(built: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Two of the five documents, built: a third of the work. Not to be changed."""

    def make(project: Path) -> None:
        for name in ("lqf", "grade9"):
            shutil.copytree(REPOSITORY / "corpus" / name, project / "corpus" / name)
        shutil.copytree(built / ".crosswalk", project / ".crosswalk")
        build(project, encoder=DEFAULT_ENCODER)

    return made_once("two", make, tmp_path_factory, worker_id)


@pytest.fixture
def two(two_built: Path, tmp_path: Path) -> Path:
    """A copy of the project of two documents, to build again."""
    return shutil.copytree(two_built, tmp_path / "two")


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of our own."""
    binaries = programs()
    if binaries is None:
        missing(os.environ)
    cluster = Cluster(binaries)
    yield cluster
    cluster.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a new ledger or new accounts may be made, on each of the two databases."""
    if request.param == "sqlite":
        return tmp_path / "mappings" / "ledger.sqlite"
    return request.getfixturevalue("cluster").new_database()


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, driven by Playwright; one for all tests of a process, which cannot drive two."""
    path = program()
    if path is None:
        browser_missing(os.environ)
    # Tests without a browser need not wait for it.
    from playwright.sync_api import expect, sync_playwright

    from tests.browsing import PATIENCE

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()
