"""The real command `crosswalk review`, in a process of its own, and `crosswalk accounts` beside it."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from crosswalk.ledger import Ledger
from crosswalk.model import Decision
from crosswalk.workspace import ACCOUNTS, DATABASE_URL, LEDGER
from tests.conftest import REPOSITORY

PHRASE = "four words in a row"

ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if name != DATABASE_URL},
    "PYTHONPATH": str(REPOSITORY),
    "PYTHONIOENCODING": "utf-8",
}

#: Seconds until a server that says nothing is given up; a busy machine may be slow.
_PATIENCE = 120


class Server:
    """A server on a project folder; the port stays the same when it is started again.

    Attributes:
        address: As it printed it.
    """

    def __init__(self, project: Path, *options: str) -> None:
        self.project, self.options, self.address = project, options, ""
        self._log = project / "server.log"
        self._process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, and read from its output where it listens."""
        port = self.address.rpartition(":")[2] or "0"
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [
                    sys.executable, "-m", "crosswalk", "review", "--no-browser", "--port", port,
                    "--project", self.project, *self.options,
                ],
                stdout=subprocess.PIPE, stderr=log, text=True, encoding="utf-8", env=ENVIRONMENT,
            )  # fmt: skip
        overdue = threading.Timer(_PATIENCE, self._process.kill)
        overdue.start()
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        overdue.cancel()
        found = re.match(r"Review at (http://127\.0\.0\.1:\d+) ", line)
        assert found, f"the server said {line!r}\n{self.log}"
        self.address = found[1]

    def stop(self) -> int:
        """Ctrl+C; how it ended."""
        return self._end(signal.SIGINT)

    def kill(self) -> None:
        """SIGKILL."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> int:
        assert self._process is not None
        self._process.send_signal(how)
        ended = self._process.wait(timeout=_PATIENCE)
        assert self._process.stdout is not None
        self._process.stdout.close()
        return ended

    @property
    def log(self) -> str:
        """All it said on its error output."""
        return self._log.read_text(encoding="utf-8")

    def forgets_log(self) -> None:
        """Begin its log anew, once a test has read there what it provoked."""
        os.truncate(self._log, 0)

    def rows(self) -> list[Decision]:
        """Every row of the ledger's file, by time, as another program reads it."""
        if not (self.project / LEDGER).exists():
            return []
        with Ledger(self.project / LEDGER, create=False) as ledger:
            return sorted(ledger.read(), key=lambda row: row.order)

    def in_ledger(self, statement: str) -> None:
        """Do something to the ledger's file that no program of ours would."""
        _execute(self.project / LEDGER, statement)

    def in_accounts(self, statement: str) -> None:
        """The same with the accounts."""
        _execute(self.project / ACCOUNTS, statement)


@contextmanager
def served(project: Path, *options: str) -> Iterator[Server]:
    """A server that runs; at the end it stops when asked, and nothing went wrong in it unseen."""
    server = Server(project, *options)
    server.start()
    try:
        yield server
    finally:
        ended = server.stop()
    assert ended in (0, 130, -signal.SIGINT), server.log
    assert "Traceback" not in server.log


def add_account(project: Path, name: str, role: str) -> None:
    """The real command, the password on its input."""
    subprocess.run(
        [
            sys.executable, "-m", "crosswalk", "accounts", "add", name,
            "--role", role, "--password-stdin", "--project", project,
        ],
        input=f"{PHRASE}\n", text=True, check=True, capture_output=True, env=ENVIRONMENT,
    )  # fmt: skip


def close_account(project: Path, name: str) -> None:
    """The real command."""
    subprocess.run(
        [sys.executable, "-m", "crosswalk", "accounts", "close", name, "--project", project],
        check=True, capture_output=True, env=ENVIRONMENT,
    )  # fmt: skip


def _execute(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file, timeout=30)) as connection, connection:
        connection.execute(statement)
