"""One thread that writes for all: callers wait for their commit, and share it with whoever waits too.

A commit costs a flush to the disk, however much it carries. While one is under way, the decisions of other
callers gather; the next commit takes them all. That is several times as fast as a transaction each, and no
caller overtakes another.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import Generic, TypeVar

from crosswalk.errors import DecisionError, LedgerError

#: Submissions in one commit at most, so that the first caller does not wait for an endless row of others.
_MOST = 512

T = TypeVar("T")


class GroupCommit(Generic[T]):
    """Hands what many threads submit to one function, many at a time.

    Args:
        commit: Makes all items durable in one transaction, or raises and keeps none of them. A DecisionError
            means that one of the items is at fault; the others are then tried each by itself.
    """

    def __init__(self, commit: Callable[[Sequence[T]], None]) -> None:
        self._commit = commit
        self._waiting: SimpleQueue[tuple[T, Future[None]] | None] = SimpleQueue()
        self._lock = Lock()
        self._thread: Thread | None = None
        self._closed = False

    def submit(self, item: T) -> None:
        """Wait until an item is durable.

        Raises:
            LedgerError: The writer was closed, or the database failed.
            DecisionError: The item cannot be kept.
        """
        done: Future[None] = Future()
        # Behind the lock, so that nothing is put in line after the sign to stop.
        with self._lock:
            if self._closed:
                raise LedgerError("the ledger is closed", remedy="Open it again.")
            if self._thread is None:
                # A daemon, so that a caller who dies without closing does not hang; what was not committed
                # was not acknowledged either.
                self._thread = Thread(target=self._run, name="crosswalk-ledger", daemon=True)
                self._thread.start()
            self._waiting.put((item, done))
        done.result()

    def close(self) -> None:
        """Write what is in line, then stop; closing twice is harmless."""
        with self._lock:
            if not self._closed:
                self._closed = True
                self._waiting.put(None)
            thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self) -> None:
        going_on = True
        while going_on:
            going_on, batch = self._gather()
            if batch:
                self._write(batch)

    def _gather(self) -> tuple[bool, list[tuple[T, Future[None]]]]:
        """Wait for the first in line and take with it whoever stands behind; false after the sign to stop."""
        batch: list[tuple[T, Future[None]]] = []
        entry = self._waiting.get()
        while entry is not None:
            batch.append(entry)
            if len(batch) == _MOST:
                return True, batch
            try:
                entry = self._waiting.get_nowait()
            except Empty:
                return True, batch
        return False, batch

    def _write(self, batch: Sequence[tuple[T, Future[None]]]) -> None:
        try:
            self._commit([item for item, _ in batch])
        except DecisionError as problem:
            if len(batch) == 1:
                batch[0][1].set_exception(problem)
            else:
                # One bad row must not sink the others.
                for entry in batch:
                    self._write([entry])
        except BaseException as problem:  # whoever waits must hear of it, whatever it is
            for _, done in batch:
                done.set_exception(problem)
        else:
            for _, done in batch:
                done.set_result(None)
