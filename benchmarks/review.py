"""How long reviewers wait: a team on the review page, from the press of a key to the next pair.

Run: python benchmarks/review.py PROJECT [--reviewers N] [--seconds S] [--think S] [--postgresql ADDRESS].
PROJECT is a built project; a copy of it is used. What the figures mean: benchmarks/README.md.
"""

import argparse
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from threading import Barrier, Thread
from urllib.parse import urlencode, urlsplit

from crosswalk.accounts import Role
from crosswalk.workspace import DATABASE_URL, Workspace

AIM_MS = 50.0
PASSWORD = "correct horse battery staple"  # noqa: S105 - of accounts that live as long as this run
_SAID = ("mostly", "overlaps", "reject:different-topic", "unsure")
_FIELD = re.compile(r'<input type="hidden" name="(queue|a|b|csrf|id)" value="([^"]*)">')


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of all reviewers gave.

    Attributes:
        rate: Decisions a second.
        waits: Seconds from sending a decision to having the next pair.
        ids: Of the decisions that the page said were saved.
    """

    rate: float
    waits: list[float]
    ids: list[str]


class Reviewer:
    """One person at the page, over one kept connection."""

    def __init__(self, address: str, name: str) -> None:
        place = urlsplit(address)
        self._connection = HTTPConnection(place.hostname or "", place.port)
        self._headers = {"X-Crosswalk-Part": "yes", "Content-Type": "application/x-www-form-urlencoded"}
        answer = self._ask("POST", "/sign-in", {"name": name, "password": PASSWORD})[1]
        self._headers["Cookie"] = answer["set-cookie"].partition(";")[0]
        self._page = self._ask("GET", "/review")[0]

    def decide(self, number: int) -> str:
        """Say something of the pair on the page; the id of the decision, once it is saved."""
        # The first form of the page is the one for deciding.
        fields: dict[str, str] = {}
        for name, value in _FIELD.findall(self._page):
            fields.setdefault(name, value)
        self._page = self._ask("POST", "/decide", fields | {"say": _SAID[number % len(_SAID)]})[0]
        return fields["id"]

    def look(self) -> None:
        """Load a page that changes nothing and asks nobody: what a request costs at least."""
        self._ask("GET", "/help")

    def _ask(
        self, method: str, path: str, form: Mapping[str, str] | None = None
    ) -> tuple[str, Mapping[str, str]]:
        self._connection.request(method, path, urlencode(form) if form else None, self._headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status not in (200, 303):
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]}")
        return text, {name.lower(): value for name, value in answer.getheaders()}


def measure(people: Sequence[Reviewer], *, seconds: float, think: float, look: bool = False) -> Run:
    """Let everybody decide one pair after the other for some time, thinking in between."""
    waits: list[list[float]] = [[] for _ in people]
    ids: list[list[str]] = [[] for _ in people]
    ready = Barrier(len(people) + 1)

    def work(place: int, person: Reviewer) -> None:
        ready.wait()
        # Nobody starts in step with the others.
        time.sleep(think * place / len(people))
        until = time.perf_counter() + seconds
        while (began := time.perf_counter()) < until:
            if look:
                person.look()
            else:
                ids[place].append(person.decide(place + len(ids[place])))
            waits[place].append(time.perf_counter() - began)
            time.sleep(think)

    threads = [Thread(target=work, args=pair) for pair in enumerate(people)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    every = [wait for own in waits for wait in own]
    return Run(len(every) / (time.perf_counter() - began), every, [name for own in ids for name in own])


@contextmanager
def serving(project: Path, database: str) -> Iterator[str]:
    """The real command in a process of its own; gives its address."""
    environment = {**os.environ, **({DATABASE_URL: database} if database else {})}
    command = [
        sys.executable,
        "-m",
        "crosswalk",
        "review",
        "--project",
        str(project),
        "--team",
        "--port",
        "0",
    ]
    with subprocess.Popen(
        [*command, "--no-browser"], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        try:
            line = server.stdout.readline() if server.stdout else ""
            yield line.split()[2]
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)


def report(name: str, run: Run) -> float:
    """Print a line; the 99th percentile in milliseconds."""
    waits = sorted(run.waits)
    p50, p99 = (waits[int(len(waits) * share)] * 1000 for share in (0.5, 0.99))
    print(f"{name:44} {run.rate:9,.0f} {p50:9.1f} {p99:9.1f} {waits[-1] * 1000:9.0f}")
    return p50


def compare(name: str, project: Path, chosen: argparse.Namespace, *, database: str = "") -> None:
    """A team that thinks, a team that does not, and pages that do nothing, on one database."""
    if database:
        os.environ[DATABASE_URL] = database
    workspace = Workspace(project)
    names = [f"reviewer-{number}" for number in range(1, chosen.reviewers + 1)]
    with workspace.accounts() as accounts:
        for person in names:
            accounts.add(person, role=Role.REVIEWER, password=PASSWORD)
    with serving(project, database) as address:
        people = [Reviewer(address, person) for person in names]
        thinking = measure(people, seconds=chosen.seconds, think=chosen.think)
        p50 = report(f"{name}: a decision every {chosen.think:g} s each", thinking)
        restless = measure(people, seconds=chosen.seconds, think=0.0)
        report(f"{name}: without a pause", restless)
        idle = measure(people, seconds=chosen.seconds / 2, think=0.0, look=True)
        report(f"{name}: a page that does nothing, likewise", idle)
    kept = {decision.id for decision in workspace.decisions()}
    lost = [one for one in (*thinking.ids, *restless.ids) if one not in kept]
    print(
        f"{name}: median wait {p50:.0f} ms, aim {AIM_MS:.0f} ms {'met' if p50 < AIM_MS else 'MISSED'}; "
        f"a decision costs {idle.rate / restless.rate:.1f} times a page that does nothing; said to be saved "
        f"{len(thinking.ids) + len(restless.ids):,}, lost {len(lost)}\n"
    )
    assert not lost


def main() -> None:
    """Measure SQLite, and PostgreSQL where an address is given."""
    parser = argparse.ArgumentParser(description="A team on the review page; see benchmarks/README.md.")
    parser.add_argument("project", type=Path, help="a built project")
    parser.add_argument("--reviewers", type=int, default=32, help="people at once (32)")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of a run (20)")
    parser.add_argument("--think", type=float, default=2.0, help="seconds of thought before a decision (2)")
    parser.add_argument("--postgresql", metavar="ADDRESS", help="an empty database: postgresql://…")
    chosen = parser.parse_args()
    print(
        f"{chosen.reviewers} reviewers, {os.cpu_count()} cores shared with them, {platform.system()}, "
        f"Python {platform.python_version()}\n"
    )
    print(f"{'':44} {'per s':>9} {'p50 ms':>9} {'p99 ms':>9} {'worst ms':>9}")
    with tempfile.TemporaryDirectory() as folder:
        for name, database in (("SQLite", ""), ("PostgreSQL", chosen.postgresql or "")):
            if name == "PostgreSQL" and not database:
                print("PostgreSQL: not measured (name an empty database with --postgresql)")
                continue
            copy = Path(folder) / name
            kept = shutil.ignore_patterns("ledger.sqlite*", "accounts.sqlite*", ".git", "tests", "benchmarks")
            shutil.copytree(chosen.project, copy, ignore=kept)
            compare(name, copy, chosen, database=database)


if __name__ == "__main__":
    main()
