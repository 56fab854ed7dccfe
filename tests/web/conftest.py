import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from crosswalk.accounts import Accounts, Role
from crosswalk.ledger import Ledger
from crosswalk.model import Decision
from crosswalk.web.app import make_app
from crosswalk.web.desk import Desk
from crosswalk.web.people import OnlyMe, People
from crosswalk.workspace import LEDGER, Workspace
from tests.web.pages import Reviewer

HERE = "127.0.0.1"


@contextmanager
def opened(workspace: Workspace, *, blind: bool = False) -> Iterator[Desk]:
    """A desk whose model learns when a test says so, and not in the background."""
    desk = Desk(workspace, encoder="minilm", blind=blind)
    yield desk
    desk.ledger.close()


@contextmanager
def browser(desk: Desk, people: People, *, failing: bool = False, **options: object) -> Iterator[TestClient]:
    """Somebody's browser. What the server says of its own faults is shown, not raised, if `failing`."""
    scheme = "https" if options.get("behind_tls") else "http"
    with_app = make_app(desk, people, hosts=[HERE], **options)
    client = TestClient(
        with_app, base_url=f"{scheme}://{HERE}", follow_redirects=False, raise_server_exceptions=not failing
    )
    yield client
    client.close()


PASSWORD = "four words in a row"  # noqa: S105


def signed_in(client: TestClient, accounts: Accounts, role: Role, *, name: str = "") -> Reviewer:
    """Somebody with an account of a role, signed in; the account is made where there is none."""
    name = name or f"{role}-1"
    if name not in [account.name for account in accounts.all()]:
        accounts.add(name, role=role, password=PASSWORD)
    answer = client.post("/sign-in", data={"name": name, "password": PASSWORD})
    assert answer.status_code == 303, answer.text
    return Reviewer(client, name)


@pytest.fixture(scope="module")
def workspace(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The real project, built; each module's own copy."""
    return Workspace(shutil.copytree(built, tmp_path_factory.mktemp("web") / "project"))


@pytest.fixture(scope="module")
def desk(workspace: Workspace) -> Iterator[Desk]:
    """One desk for a module: each test has reviewers and pairs of its own."""
    with opened(workspace) as desk:
        yield desk


@pytest.fixture
def reviewer(desk: Desk) -> Iterator[Callable[[str], Reviewer]]:
    """Makes reviewers, each alone at their machine."""
    clients = []

    def sits_down(name: str) -> Reviewer:
        client = TestClient(
            make_app(desk, OnlyMe(name), hosts=[HERE]), base_url=f"http://{HERE}", follow_redirects=False
        )
        clients.append(client)
        return Reviewer(client, name)

    yield sits_down
    for client in clients:
        client.close()


@pytest.fixture
def on_disk(workspace: Workspace) -> Callable[..., list[Decision]]:
    """Reads the ledger's file afresh, as another program would."""

    def rows(**which: object) -> list[Decision]:
        with Ledger(workspace.root / LEDGER, create=False) as ledger:
            return ledger.read(**which)

    return rows
