import os
import pty
import re
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from crosswalk.accounts import Role
from crosswalk.workspace import ACCOUNTS, DATABASE_URL, Workspace
from tests.commands import Answer, run
from tests.conftest import REPOSITORY

PASSWORD = "four words in a row"  # noqa: S105 - nobody's
ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != DATABASE_URL},
    "PYTHONPATH": str(REPOSITORY),
    "COLUMNS": "160",
    "PYTHONIOENCODING": "utf-8",
}


def accounts(folder: Path, *arguments: str, said: str = "") -> Answer:
    """`crosswalk accounts`, neither input nor output on a terminal."""
    return run("accounts", *arguments, folder=folder, said=said)


def at_a_terminal(folder: Path, *arguments: str, types: tuple[str, ...]) -> tuple[int, str]:
    """What somebody sees who types these lines when asked."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "crosswalk", "accounts", *arguments],
        cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=ENVIRONMENT, start_new_session=True,
    )  # fmt: skip
    os.close(theirs)
    # Somebody who types for ever is a failure, not a wait.
    late = Timer(120, process.kill)
    late.start()
    seen, waiting = b"", [*types]
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # the other end is closed
            break
        if not piece:
            break
        seen += piece
        asked = len(re.findall(rb"(Password|The same again): ", seen))
        if waiting and asked > len(types) - len(waiting):
            os.write(ours, f"{waiting.pop(0)}\n".encode())
    os.close(ours)
    late.cancel()
    return process.wait(), seen.decode()


def test_a_life_of_an_account(tmp_path: Path) -> None:
    added = accounts(tmp_path, "add", "anna", "--role", "admin", "--password-stdin", said=f"{PASSWORD}\r\n")
    accounts(tmp_path, "add", "ben", "--role", "reader", "--password-stdin", said=PASSWORD)
    changed = accounts(tmp_path, "role", "ben", "reviewer")
    renewed = accounts(tmp_path, "password", "ben", "--password-stdin", said="another four words\nnot read")
    with Workspace(tmp_path).accounts() as known:
        signed_in = known.sign_in("ben", "another four words", origin="192.0.2.1")
        known.sign_in("anna", PASSWORD, origin="192.0.2.1")
        closed = accounts(tmp_path, "close", "ben")
        assert known.session(signed_in.token) is None
    listed = accounts(tmp_path, "list")
    opened = accounts(tmp_path, "reopen", "ben")

    assert [done.stdout for done in (added, changed, renewed, closed, opened)] == [
        "added anna: admin\n",
        "ben is now reviewer\n",
        "ben has a new password\n",
        "closed ben\n",
        "reopened ben\n",
    ]
    today = f"{signed_in.session.account.created_at:%Y-%m-%d}"
    assert listed.stdout.splitlines() == [
        f"anna: admin, since {today}",
        f"ben: reviewer, since {today}, closed",
        "Accounts: 2; open: 1.",
    ]


def test_a_password_is_asked_for_twice_and_never_shown(tmp_path: Path) -> None:
    code, seen = at_a_terminal(
        tmp_path, "add", "anna", "--role", "admin", types=(PASSWORD, "mistyped", PASSWORD, PASSWORD)
    )

    assert code == 0
    assert seen.count("Password: ") == 2
    assert seen.count("The same again: ") == 2
    assert seen.endswith("added anna: admin\r\n")
    assert PASSWORD not in seen
    with Workspace(tmp_path).accounts() as known:
        assert known.sign_in("anna", PASSWORD, origin="192.0.2.1")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "anna", "--role", "boss"), "'boss' is not one of reader, reviewer, adjudicator, admin"),
        (("role", "anna", "boss"), "'boss' is not one of"),
        (("add", "anna", "--role", "admin"), "there is no terminal to ask for the password at"),
        (("add", "anna", "--role", "admin", "--password", PASSWORD), "No such option"),
    ],
)
def test_what_is_no_command_is_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    found = accounts(tmp_path, *arguments)

    assert found.returncode == 2
    assert said in " ".join(found.stderr.replace("│", " ").split())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("add", "anna", "--role", "reader", "--password-stdin"), "the password has 0 characters"),
        (("close", "ben"), "ben is the last admin whose account is open"),
        (("role", "ben", "reader"), "ben is the last admin"),
        (("password", "anna"), "there is no account 'anna'"),
    ],
)
def test_what_is_refused_says_why_and_changes_nothing(
    tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    with Workspace(tmp_path).accounts() as known:
        known.add("ben", role=Role.ADMIN, password=PASSWORD)
        before = known.all()

        found = accounts(tmp_path, *arguments)

        assert (found.returncode, found.stdout) == (1, "")
        assert found.stderr.startswith(f"crosswalk: {said}")
        assert known.all() == before


def test_to_look_for_accounts_makes_none(tmp_path: Path) -> None:
    found = accounts(tmp_path, "list")

    assert found.returncode == 1
    assert "Make the first account: `crosswalk accounts add NAME --role admin`" in found.stderr
    assert [*tmp_path.iterdir()] == []


def test_a_file_that_holds_no_accounts_is_said_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / ACCOUNTS).parent.mkdir()
    (tmp_path / ACCOUNTS).write_bytes(b"no database" * 1000)

    found = accounts(tmp_path, "add", "anna", "--role", "admin", "--password-stdin", said=PASSWORD)

    assert (found.returncode, found.stdout) == (1, "")
    assert "accounts.sqlite: the account list cannot be used" in found.stderr
    assert "Traceback" not in found.stderr


@pytest.mark.parametrize("command", ["add", "list", "role", "password", "close", "reopen"])
def test_every_command_for_accounts_explains_itself(tmp_path: Path, command: str) -> None:
    said = accounts(tmp_path, command, "--help")

    assert said.returncode == 0
    assert "Example" in said.stdout
