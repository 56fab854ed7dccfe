"""The ledger of decisions in a database: append and read, nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError

from crosswalk.database import Database, first_line
from crosswalk.errors import DecisionError, LedgerError
from crosswalk.ledger.migrations import TABLES
from crosswalk.ledger.schema import DECISIONS, decision_of, row_of
from crosswalk.ledger.writer import GroupCommit
from crosswalk.model import Decision

#: Ids looked up at a time; SQLite limits the variables of a statement.
_CHUNK = 500


class Ledger:
    """Every decision ever made, each a row that is never changed.

    May be used by many threads at once, and a database by many processes.

    Args:
        address: `postgresql://…`, `sqlite:///…`, or the path of an SQLite file.
        create: Make what is missing; False to open only what is a ledger already.

    Raises:
        LedgerError: The database cannot be used, or is no ledger, or one of a later version.
        MissingExtra: It is PostgreSQL, and its driver is not installed.
    """

    def __init__(self, address: str | Path, *, create: bool = True) -> None:
        self._database = Database(address, TABLES, create=create)
        self._insert = _insert(self._database.dialect)
        self._writer = GroupCommit(self._commit)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, *decisions: Decision) -> None:
        """Add decisions, all or none of them; they are on the disk when this returns.

        A decision that is there already is left as it is, so that sending it again is harmless.

        Raises:
            DecisionError: Another decision has the id of one of these; none was added.
            LedgerError: The database failed. Send the same decisions again: those kept are kept once.
        """
        if decisions:
            self._writer.submit(decisions)

    def read(self, *, pair: tuple[str, str] | None = None, reviewer: str | None = None) -> list[Decision]:
        """Decisions by time, then id.

        Args:
            pair: Only those on these two statements, named in either direction.
            reviewer: Only those of one reviewer.

        Raises:
            LedgerError: The database failed, or has a row that this version of the tool does not know.
        """
        query = select(DECISIONS)
        if pair is not None:
            query = query.where(or_(_ends(*pair), _ends(*reversed(pair))))
        if reviewer is not None:
            query = query.where(DECISIONS.c.reviewer == reviewer)
        with self._database.reading() as connection:
            rows = connection.execute(query).mappings().all()
        try:
            return sorted((decision_of(row) for row in rows), key=lambda d: d.order)
        except ValueError as problem:
            raise LedgerError(
                f"the ledger has a word that this tool does not know ({problem})",
                remedy="Update the tool; nothing was changed.",
                path=self._database.shown_as,
            ) from problem

    def count(self) -> int:
        """How many decisions there are.

        Raises:
            LedgerError: The database failed.
        """
        with self._database.reading() as connection, self._told():
            counted = connection.execute(select(func.count()).select_from(DECISIONS)).scalar_one()
        return int(counted)

    def close(self) -> None:
        """Write what is in line and let go of the database; closing twice is harmless."""
        self._writer.close()
        self._database.close()

    def _commit(self, submissions: Sequence[Sequence[Decision]]) -> None:
        # By id: two processes that send the same rows then lock them in the same order.
        decisions = sorted((d for group in submissions for d in group), key=lambda d: d.id)
        rows = [row_of(decision) for decision in decisions]
        with self._database.writing() as connection, self._told():
            added = connection.execute(self._insert, rows).rowcount
            if added != len(rows):
                self._check_known(connection, decisions)

    def _check_known(self, connection: Connection, decisions: Sequence[Decision]) -> None:
        """Some were there already: they must be the same.

        Raises:
            DecisionError: One is not.
        """
        for start in range(0, len(decisions), _CHUNK):
            chunk = {d.id: d for d in decisions[start : start + _CHUNK]}
            kept = connection.execute(select(DECISIONS).where(DECISIONS.c.id.in_(chunk))).mappings()
            known = {row["id"]: decision_of(row) for row in kept}
            for decision in decisions[start : start + _CHUNK]:
                if known.get(decision.id) != decision:
                    raise DecisionError(
                        f"the ledger has another decision with the id {decision.id}",
                        remedy="Give a new decision an id of its own; a decision is never changed.",
                        path=self._database.shown_as,
                    )

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What the database refuses is the decision's fault, not the database's.

        Raises:
            DecisionError: It refused something.
        """
        try:
            yield
        except (IntegrityError, DataError) as problem:
            raise DecisionError(
                f"the database refuses the decision ({first_line(problem)})", path=self._database.shown_as
            ) from problem


def _insert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    if dialect == "sqlite":
        return sqlite.insert(DECISIONS).on_conflict_do_nothing()
    return postgresql.insert(DECISIONS).on_conflict_do_nothing()


def _ends(subject_id: str, object_id: str) -> ColumnElement[bool]:
    return and_(DECISIONS.c.subject_id == subject_id, DECISIONS.c.object_id == object_id)
