import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from crosswalk.accounts import Role
from crosswalk.cli import app
from crosswalk.errors import AccountError, CrosswalkError, DecisionError, ServerError
from crosswalk.web.serve import Address, serve
from crosswalk.workspace import DATABASE_URL, Workspace
from tests.conftest import REPOSITORY
from tests.web.conftest import PASSWORD
from tests.web.pages import Page
from tests.web.small import small_project

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != DATABASE_URL},
    "PYTHONPATH": str(REPOSITORY),
    "PYTHONUNBUFFERED": "1",
    "COLUMNS": "160",
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project, built."""
    return small_project(tmp_path_factory.mktemp("small")).root


@pytest.fixture
def root(small: Path, tmp_path: Path) -> Path:
    """A copy of it, to write into."""
    return shutil.copytree(small, tmp_path / "project")


def review(root: Path, *options: str) -> subprocess.Popen[str]:
    """The real command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "crosswalk", "review", "--project", str(root), "--no-browser", *options],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT,
    )  # fmt: skip


def refused(root: Path, *options: str) -> tuple[int, str]:
    """What the command says that does not start."""
    result = CliRunner().invoke(app, ["review", "--project", str(root), "--no-browser", *options])
    assert "Review at" not in result.output
    return result.exit_code, " ".join(re.sub(r"[│╭╮╰╯─]", " ", result.output).split())


def tell_nobody(place: str) -> None:
    raise AssertionError(f"it listens at {place}")


# Where it may listen


@pytest.mark.parametrize(
    "host",
    ["0.0.0.0", "::", "192.0.2.1", "review.example.org", "2001:db8::1", "", "127.0.0.1.example.org"],  # noqa: S104
)
def test_somebody_alone_is_never_served_to_other_machines(root: Path, host: str) -> None:
    with pytest.raises(ServerError, match=r"nobody would have to sign in.*Use --team"):
        serve(root, Address(host=host, port=0), encoder="minilm", reviewer="reviewer-1", tell=tell_nobody)


def test_nor_under_a_name_that_others_come_to(root: Path) -> None:
    address = Address(port=0, url="https://review.example.org")

    with pytest.raises(ServerError, match=r"nobody would have to sign in.*Use --team"):
        serve(root, address, encoder="minilm", reviewer="reviewer-1", tell=tell_nobody)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.2", "localhost", "::1"])
def test_addresses_of_this_machine_alone_are_not_public(host: str) -> None:
    address = Address(host=host)

    assert not address.public
    assert (f"[{host}]" if ":" in host else host) in address.hosts
    assert "*" not in address.hosts


def test_names_that_the_page_answers_to(root: Path) -> None:
    assert Address(url="https://review.example.org:8443/x").hosts[0] == "review.example.org"
    assert "*" not in Address(host="0.0.0.0", url="https://review.example.org").hosts  # noqa: S104
    assert Address(host="0.0.0.0").hosts == ("*",)  # noqa: S104


@pytest.mark.parametrize(
    ("address", "behind_tls"),
    [
        (Address(), False),
        (Address(url="http://review.example.org"), False),
        (Address(url="https://review.example.org"), True),
        (Address(certificate=Path("page.pem"), key=Path("page.key")), True),
    ],
)
def test_cookies_are_made_for_https_where_browsers_come_over_it(
    address: Address, *, behind_tls: bool
) -> None:
    assert address.behind_tls is behind_tls


def test_a_port_in_use_is_said_with_what_to_do(root: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]

        with pytest.raises(ServerError, match=f"127.0.0.1:{port} cannot be used.*--port 0"):
            serve(root, Address(port=port), encoder="minilm", reviewer="reviewer-1", tell=tell_nobody)


def test_an_address_that_this_machine_does_not_have_is_said(root: Path) -> None:
    with Workspace(root).accounts() as accounts:
        accounts.add("admin-1", role=Role.ADMIN, password=PASSWORD)

    for host in ("192.0.2.1", "nowhere.invalid"):
        with pytest.raises(ServerError, match=f"{host}:0 cannot be used"):
            serve(root, Address(host=host, port=0), encoder="minilm", team=True, tell=tell_nobody)


def test_a_team_without_accounts_is_told_how_to_make_one(root: Path) -> None:
    with pytest.raises(
        AccountError, match=r"nobody has an account yet.*crosswalk accounts add NAME --role admin"
    ):
        serve(root, Address(port=0), encoder="minilm", team=True, tell=tell_nobody)


def test_a_team_whose_accounts_are_all_closed_is_told_the_same(root: Path) -> None:
    with Workspace(root).accounts() as accounts:
        accounts.add("reviewer-1", role=Role.REVIEWER, password=PASSWORD)
        accounts.close_account("reviewer-1")

    with pytest.raises(AccountError, match=r"nobody has an account yet"):
        serve(root, Address(port=0), encoder="minilm", team=True, tell=tell_nobody)


@pytest.mark.parametrize("name", ["", " ", "two\nlines", "a|b", " spaces "])
def test_a_name_that_no_decision_could_have_is_refused_before_anybody_decides(root: Path, name: str) -> None:
    with pytest.raises(DecisionError, match="the reviewer is"):
        serve(root, Address(port=0), encoder="minilm", reviewer=name, tell=tell_nobody)


def test_a_project_in_which_nothing_was_suggested_is_told_to_build(root: Path) -> None:
    (root / "mappings" / "suggested.sssom.tsv").unlink()

    with pytest.raises(CrosswalkError, match=r"Run `crosswalk build` first"):
        serve(root, Address(port=0), encoder="minilm", reviewer="reviewer-1", tell=tell_nobody)


# The command


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--team", "--reviewer", "reviewer-1"), "leave --reviewer out"),
        (("--certificate", "{here}"), "a certificate needs its key"),
        (("--key", "{here}"), "a key its certificate"),
        (("--certificate", "/nowhere.pem", "--key", "/nowhere.key"), "does not exist"),
        (("--port", "65536"), "--port"),
    ],
)
def test_options_that_do_not_fit_together_are_refused(
    root: Path, options: tuple[str, ...], says: str
) -> None:
    code, problem = refused(root, *(option.format(here=__file__) for option in options))

    assert code == 2
    assert says in problem


def test_the_command_refuses_a_public_address_in_one_sentence(root: Path) -> None:
    code, problem = refused(root, "--host", "0.0.0.0", "--reviewer", "reviewer-1")  # noqa: S104

    assert code == 1
    assert "0.0.0.0 can be reached by other machines, and nobody would have to sign in" in problem
    assert not (root / "mappings" / "ledger.sqlite").exists()


@pytest.fixture
def serving(root: Path) -> Iterator[list[subprocess.Popen[str]]]:
    """Processes that a test started, ended whatever comes of it."""
    started: list[subprocess.Popen[str]] = []
    yield started
    for process in started:
        if process.poll() is None:
            process.kill()
        process.communicate()


@pytest.mark.parametrize("host", ["127.0.0.1", "::1"])
def test_the_command_serves_the_page_where_it_says_and_ends_cleanly(
    root: Path, serving: list[subprocess.Popen[str]], host: str
) -> None:
    process = review(root, "--port", "0", "--host", host, "--reviewer", "reviewer-1")
    serving.append(process)
    line = process.stdout.readline()
    place = re.search(r"Review at (http://\S+)", line)
    assert place, line + process.stderr.read()

    with urllib.request.urlopen(f"{place[1]}/review", timeout=30) as answer:  # noqa: S310
        assert answer.status == 200
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
        assert "server" not in [name.lower() for name in answer.headers]
        page = Page(answer.read().decode())
    assert page.form("/decide").value("a").startswith("ash:")
    assert "reviewer-1" in page.words

    process.send_signal(signal.SIGINT)
    _, problem = process.communicate(timeout=30)
    assert "Traceback" not in problem
    assert process.returncode in (0, 130)
    assert Workspace(root).decisions() == []
