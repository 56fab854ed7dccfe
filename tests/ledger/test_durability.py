"""What is acknowledged is there after a crash, and several processes may write at once."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from crosswalk.ledger import Ledger
from tests.conftest import REPOSITORY
from tests.decided import decided
from tests.ledger.cluster import Cluster

THREADS = 32


def hammer(address: str | Path, *, threads: int = THREADS, seconds: float = 120) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ledger.hammer", str(address), str(threads), str(seconds)],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        stdout=subprocess.PIPE,
    )


def acknowledged(process: subprocess.Popen[bytes], at_least: int) -> bytes:
    """What a hammer printed, as soon as it is that many ids."""
    said = b""
    while said.count(b"\n") < at_least:
        piece = os.read(process.stdout.fileno(), 65536)
        assert piece, "the writers stopped before they were killed"
        said += piece
    return said


def ids(said: bytes) -> set[str]:
    # A line that the kill cut off was not told to anybody whole.
    return set(said.decode().rpartition("\n")[0].split())


@pytest.mark.parametrize("at_least", [1, 400, 2_000])
def test_after_sigkill_amid_32_writers_every_acknowledged_decision_is_there(
    address: str | Path, at_least: int
) -> None:
    process = hammer(address)
    said = acknowledged(process, at_least)
    process.send_signal(signal.SIGKILL)
    said += process.stdout.read()
    assert process.wait() == -signal.SIGKILL
    process.stdout.close()

    told = ids(said)
    with Ledger(address) as ledger:
        kept = {decision.id for decision in ledger.read()}
        ledger.append(decided(1))

        assert len(told) >= at_least
        assert told <= kept
        assert decided(1) in ledger.read(pair=("ash:1.1", "elm:1"), reviewer="reviewer-1")
    if isinstance(address, Path):
        with closing(sqlite3.connect(address)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_after_sigkill_of_the_database_itself_every_acknowledged_decision_is_there(cluster: Cluster) -> None:
    address = cluster.new_database()
    process = hammer(address)
    said = acknowledged(process, 400)
    cluster.kill()
    said += process.stdout.read()
    process.wait()
    process.stdout.close()
    cluster.start()

    told = ids(said)
    with Ledger(address) as ledger:
        assert len(told) >= 400
        assert told <= {decision.id for decision in ledger.read()}


def test_a_ledger_in_use_goes_on_after_the_database_was_restarted(cluster: Cluster) -> None:
    with Ledger(cluster.new_database()) as ledger:
        ledger.append(decided(1))
        cluster.kill()
        cluster.start()
        ledger.append(decided(2))

        assert ledger.read() == [decided(1), decided(2)]


def test_two_processes_may_open_a_new_ledger_and_write_at_once(address: str | Path) -> None:
    processes = [hammer(address, threads=4, seconds=2) for _ in range(3)]
    said = [process.communicate(timeout=120)[0] for process in processes]

    assert [process.returncode for process in processes] == [0, 0, 0]
    assert all(map(ids, said)), "a process was kept waiting to the end"
    with Ledger(address) as ledger:
        assert {decision.id for decision in ledger.read()} == set().union(*map(ids, said))
