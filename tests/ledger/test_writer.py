import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event, Thread

import pytest

from crosswalk.errors import DecisionError, LedgerError
from crosswalk.ledger.writer import GroupCommit


class Held:
    """A commit that waits for a sign, so that callers gather behind it."""

    def __init__(self) -> None:
        self.commits: list[list[int]] = []
        self.started, self.go_on = Event(), Event()

    def commit(self, batch: Sequence[int]) -> None:
        self.started.set()
        self.go_on.wait(30)
        self.commits.append([*batch])

    def callers(self, writer: GroupCommit[int], number: int) -> list[Thread]:
        """Threads of which the first is being written and all others wait in line."""
        threads = [Thread(target=writer.submit, args=(n,)) for n in range(number)]
        threads[0].start()
        assert self.started.wait(30)
        for thread in threads[1:]:
            thread.start()
        while writer._waiting.qsize() < number - 1:
            time.sleep(0.001)
        return threads


def test_those_who_wait_share_one_commit() -> None:
    held = Held()
    writer = GroupCommit(held.commit)
    threads = held.callers(writer, 33)
    held.go_on.set()
    for thread in threads:
        thread.join(30)
    writer.close()

    assert [len(batch) for batch in held.commits] == [1, 32]


def test_nobody_is_told_before_the_commit_is_done() -> None:
    committed = Event()
    seen = []

    def commit(batch: Sequence[int]) -> None:
        committed.set()

    writer = GroupCommit(commit)
    writer.submit(1)
    seen.append(committed.is_set())
    writer.close()

    assert seen == [True]


def test_a_database_that_fails_is_told_to_all_who_wait_and_asked_once() -> None:
    asked: list[int] = []
    together = Barrier(8)

    def commit(batch: Sequence[int]) -> None:
        asked.append(len(batch))
        raise LedgerError("the disk is full")

    writer = GroupCommit(commit)

    def send(number: int) -> str:
        together.wait(30)
        with pytest.raises(LedgerError, match="disk is full") as refused:
            writer.submit(number)
        return str(refused.value)

    with ThreadPoolExecutor(8) as pool:
        assert len([*pool.map(send, range(8))]) == 8
    writer.close()

    assert sum(asked) == 8


def test_one_at_fault_is_told_and_the_others_are_written() -> None:
    written: list[int] = []

    def commit(batch: Sequence[int]) -> None:
        if 3 in batch:
            raise DecisionError("three is at fault")
        written.extend(batch)

    writer = GroupCommit(commit)

    def send(number: int) -> bool:
        try:
            writer.submit(number)
        except DecisionError:
            return False
        return True

    with ThreadPoolExecutor(16) as pool:
        told = [*pool.map(send, range(16))]
    writer.close()

    assert told == [number != 3 for number in range(16)]
    assert sorted(written) == [number for number in range(16) if number != 3]


def test_what_is_in_line_is_written_before_the_end() -> None:
    held = Held()
    writer = GroupCommit(held.commit)
    threads = held.callers(writer, 5)
    closing = Thread(target=writer.close)
    closing.start()
    held.go_on.set()
    for thread in (*threads, closing):
        thread.join(30)

    assert sorted(number for batch in held.commits for number in batch) == [*range(5)]
    with pytest.raises(LedgerError, match="closed"):
        writer.submit(6)


def test_a_writer_that_wrote_nothing_starts_no_thread() -> None:
    writer = GroupCommit(lambda batch: None)
    writer.close()

    assert writer._thread is None
