"""The real server, killed in the middle of its work: what a page said was saved is saved."""

import os
import re
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit

import pytest

from crosswalk.workspace import DATABASE_URL, SUGGESTED, Workspace
from tests.conftest import REPOSITORY

WRITERS = 32


@contextmanager
def serving(project: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The command that people run, in a process of its own, and where it says that its page is."""
    command = [sys.executable, "-m", "crosswalk", "review", "--project", str(project)]
    with subprocess.Popen(
        [*command, "--reviewer", "reviewer-1", "--no-browser", "--port", "0"],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            yield server, server.stdout.readline().split()[2]
        finally:
            server.kill()


class Writers:
    """People who decide one pair after the other and note what they were told is saved."""

    def __init__(self, address: str, pairs: list[tuple[str, str]]) -> None:
        self._address, self._pairs = address, pairs
        self._csrf = re.search(r'name="csrf" value="([^"]+)"', self._ask("/review"))[1]
        self.told: list[str] = []
        self.enough = Event()

    def work(self, number: int, at_least: int) -> None:
        for subject, object_ in self._pairs[number::WRITERS]:
            name = str(uuid.uuid4())
            form = {
                "csrf": self._csrf,
                "id": name,
                "queue": "pair",
                "a": subject,
                "b": object_,
                "say": "mostly",
            }
            try:
                page = self._ask("/decide", form)
            except (OSError, HTTPException):
                return
            assert 'data-said="Saved: ' in page
            self.told.append(name)
            if len(self.told) >= at_least:
                self.enough.set()

    def _ask(self, path: str, form: dict[str, str] | None = None) -> str:
        place = urlsplit(self._address)
        connection = HTTPConnection(place.hostname, place.port, timeout=60)
        headers = {"X-Crosswalk-Part": "yes", "Content-Type": "application/x-www-form-urlencoded"}
        try:
            connection.request("POST" if form else "GET", path, urlencode(form) if form else None, headers)
            answer = connection.getresponse()
            text = answer.read().decode()
        finally:
            connection.close()
        assert answer.status == 200, text
        return text


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_after_sigkill_amid_32_reviewers_everything_said_to_be_saved_is_there(
    project: Path, database: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    if database == "postgresql":
        monkeypatch.setenv(DATABASE_URL, request.getfixturevalue("cluster").new_database())
    workspace = Workspace(project)
    pairs = [(claim.subject_id, claim.object_id) for claim in workspace.mappings(SUGGESTED)]

    with serving(project) as (server, address):
        writers = Writers(address, pairs)
        threads = [Thread(target=writers.work, args=(number, 150)) for number in range(WRITERS)]
        for thread in threads:
            thread.start()
        assert writers.enough.wait(timeout=120)
        server.send_signal(signal.SIGKILL)
        for thread in threads:
            thread.join()
        assert server.wait() == -signal.SIGKILL

    assert 150 <= len(writers.told) < len(pairs), "the server was killed after the work, not in its middle"
    assert set(writers.told) <= {decision.id for decision in workspace.decisions()}
    with serving(project) as (_, address):
        assert "How do " in Writers(address, pairs)._ask("/review")
