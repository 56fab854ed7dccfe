"""How fast decisions become durable: the ledger beside a transaction for each decision.

Run: python benchmarks/ledger.py [--callers N] [--seconds S] [--rounds N] [--postgresql ADDRESS]. What the
figures mean: benchmarks/README.md.
"""

import argparse
import os
import platform
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Barrier, Thread

import sqlalchemy

from crosswalk.ledger import Ledger, stamp
from crosswalk.ledger.schema import DECISIONS, row_of
from crosswalk.model import Decision, Verdict
from crosswalk.vocabulary import Predicate

AIM = 2.0
GROUPED, ALONE = "ledger (group commit)", "a transaction each"


@dataclass(frozen=True, slots=True)
class Run:
    """Decisions a second, and seconds that callers waited for each."""

    rate: float
    waits: list[float]


def decision(caller: int) -> Decision:
    """One of ordinary length; nobody's."""
    return Decision(
        id=str(uuid.uuid4()),
        subject_id="sssc:1.1",
        object_id="lqf:1.1",
        verdict=Verdict.ACCEPT,
        predicate_id=Predicate.CLOSE,
        reviewer=f"reviewer-{caller}",
        decided_at=stamp(),
        subject_wording="x" * 150,
        object_wording="y" * 150,
    )


def measure(append: Callable[[Decision], object], *, callers: int, seconds: float) -> Run:
    """Let threads append one decision after the other for some time."""
    waits: list[list[float]] = [[] for _ in range(callers)]
    ready = Barrier(callers + 1)

    def work(number: int) -> None:
        ready.wait()
        until = time.perf_counter() + seconds
        while (began := time.perf_counter()) < until:
            append(decision(number))
            waits[number].append(time.perf_counter() - began)

    threads = [Thread(target=work, args=(number,)) for number in range(callers)]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    every = [wait for own in waits for wait in own]
    return Run(len(every) / (time.perf_counter() - began), every)


def grouped(address: str | Path, *, callers: int, seconds: float) -> Run:
    """The ledger as shipped; checks that what was acknowledged is there."""
    with Ledger(address) as ledger:
        before = len(ledger.read())
        run = measure(ledger.append, callers=callers, seconds=seconds)
        assert len(ledger.read()) - before == len(run.waits)
    return run


def alone(address: str | Path, *, callers: int, seconds: float) -> Run:
    """The same table and settings, but each caller commits its own transaction."""
    Ledger(address).close()
    if isinstance(address, Path):
        url = sqlalchemy.URL.create("sqlite", database=str(address))
        engine = sqlalchemy.create_engine(url, pool_size=callers, connect_args={"timeout": 60})

        @sqlalchemy.event.listens_for(engine, "connect")
        def _(connection: object, _: object) -> None:
            connection.isolation_level = None  # type: ignore[attr-defined]
            connection.execute("PRAGMA synchronous = FULL")  # type: ignore[attr-defined]

        @sqlalchemy.event.listens_for(engine, "begin")
        def _(connection: sqlalchemy.Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    else:
        url = sqlalchemy.make_url(address).set(drivername="postgresql+psycopg")
        engine = sqlalchemy.create_engine(url, pool_size=callers)

    def append(one: Decision) -> None:
        with engine.begin() as connection:
            connection.execute(DECISIONS.insert(), row_of(one))

    run = measure(append, callers=callers, seconds=seconds)
    engine.dispose()
    return run


def report(name: str, runs: Sequence[Run]) -> float:
    """Print a line; medians over rounds, waits of all rounds together."""
    waits = sorted(wait for run in runs for wait in run.waits)
    rate = statistics.median(run.rate for run in runs)
    spread = f"{min(run.rate for run in runs):,.0f}-{max(run.rate for run in runs):,.0f}"
    p50, p99 = (waits[int(len(waits) * share)] * 1000 for share in (0.5, 0.99))
    print(f"{name:36} {rate:10,.0f} {spread:>16} {p50:9.1f} {p99:9.1f} {waits[-1] * 1000:9.0f}")
    return rate


def compare(database: str, address: Callable[[], str | Path], chosen: argparse.Namespace) -> None:
    """Both ways in turns, so that a busy minute spoils neither alone."""
    ways = {GROUPED: grouped, ALONE: alone}
    runs: dict[str, list[Run]] = {name: [] for name in ways}
    for _ in range(chosen.rounds):
        for name, way in ways.items():
            runs[name].append(way(address(), callers=chosen.callers, seconds=chosen.seconds))
    rates = {name: report(f"{database}: {name}", runs[name]) for name in ways}
    ratio = rates[GROUPED] / rates[ALONE]
    # PostgreSQL gathers the commits of many connections by itself.
    aim = f"  aim: at least {AIM:.0f}  {'met' if ratio >= AIM else 'MISSED'}" if database == "SQLite" else ""
    print(f"{database}: ratio {ratio:.1f}{aim}\n")


def main() -> None:
    """Measure SQLite, and PostgreSQL where an address is given."""
    parser = argparse.ArgumentParser(description="Durable decisions a second; see benchmarks/README.md.")
    parser.add_argument("--callers", type=int, default=32, help="threads that wait for their commit (32)")
    parser.add_argument("--seconds", type=float, default=3.0, help="length of a run (3)")
    parser.add_argument("--rounds", type=int, default=4, help="runs of each way; the median is shown (4)")
    parser.add_argument("--postgresql", metavar="ADDRESS", help="an empty database: postgresql://…")
    parser.add_argument("--folder", type=Path, help="where SQLite's files go; the disk is what is measured")
    chosen = parser.parse_args()
    print(
        f"{chosen.callers} callers, {chosen.rounds} rounds of {chosen.seconds:g} s; {os.cpu_count()} cores, "
        f"{platform.system()}, Python {platform.python_version()}\n"
    )
    print(f"{'':36} {'dec./s':>10} {'range':>16} {'p50 ms':>9} {'p99 ms':>9} {'worst ms':>9}")
    with tempfile.TemporaryDirectory(dir=chosen.folder) as name:
        compare("SQLite", lambda: Path(name) / f"{uuid.uuid4()}.sqlite", chosen)
    if chosen.postgresql:
        compare("PostgreSQL", lambda: chosen.postgresql, chosen)
    else:
        print("PostgreSQL: not measured (name an empty database with --postgresql)")


if __name__ == "__main__":
    main()
