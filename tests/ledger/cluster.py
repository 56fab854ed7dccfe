"""A PostgreSQL server of the tests' own: made in a folder, killed and started again at will."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest

INSTALL = (
    "PostgreSQL is not installed, so a ledger that a team shares is not tested: install Debian's package "
    "`postgresql` (any version from 12), or put `initdb` and `postgres` on the path."
)


def programs() -> Path | None:
    """The folder with PostgreSQL's programs: on the path, or where Debian puts them; None for none."""
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    return next(iter(sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)), None)


def missing(environment: Mapping[str, str]) -> None:
    """Fail where every check must run, and skip aloud elsewhere."""
    if environment.get("CI", "").lower() in ("true", "1"):
        pytest.fail(INSTALL, pytrace=False)
    pytest.skip(f"NOT TESTED. {INSTALL}")


class Cluster:
    """A server that listens on a socket in its own folder only."""

    def __init__(self, binaries: Path) -> None:
        self._binaries = binaries
        # Not below pytest's folders: only their owner may enter those, and the server refuses to be root.
        self.folder = Path(tempfile.mkdtemp(prefix="crosswalk-postgresql-"))
        self._process: subprocess.Popen[bytes] | None = None
        self._databases = 0
        # Root gives the folder away and starts the server as the user that Debian's package made.
        self._as = {"user": "postgres", "group": "postgres", "extra_groups": []} if os.geteuid() == 0 else {}
        if self._as:
            shutil.chown(self.folder, "postgres", "postgres")
        command = [
            binaries / "initdb",
            "--pgdata",
            self.folder / "data",
            "--auth",
            "trust",
            "--username",
            "x",
        ]
        subprocess.run(
            [*command, "--encoding", "UTF8", "--locale", "C"],
            check=True, capture_output=True, cwd=self.folder, **self._as,
        )  # fmt: skip
        self.start()

    def start(self) -> None:
        self._process = subprocess.Popen(
            [
                self._binaries / "postgres", "-D", self.folder / "data", "-k", self.folder,
                "-c", "listen_addresses=", "-c", "shared_buffers=16MB",
            ],
            cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **self._as,
        )  # fmt: skip
        give_up = time.monotonic() + 60
        while True:
            try:
                psycopg.connect(self.address("postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                assert time.monotonic() < give_up, "PostgreSQL did not start within a minute"
                time.sleep(0.05)
            else:
                return

    def address(self, database: str) -> str:
        return f"postgresql://x@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """The address of an empty database."""
        self._databases += 1
        name = f"ledger{self._databases}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return self.address(name)

    def kill(self) -> None:
        """SIGKILL to the server and to every process that it started for others."""
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        pids = [*map(int, children.read_text().split())] if children.exists() else []
        for pid in (self._process.pid, *pids):
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.wait()
        # The next server refuses to start while one of them is still there.
        give_up = time.monotonic() + 30
        while any(Path(f"/proc/{pid}/stat").exists() for pid in pids) and time.monotonic() < give_up:
            time.sleep(0.02)

    def remove(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)  # fast shutdown
            self._process.wait(timeout=60)
        shutil.rmtree(self.folder)
