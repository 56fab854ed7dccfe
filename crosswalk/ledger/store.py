"""The ledger of decisions in a database: append and read, nothing else."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Error as SqliteError
from types import TracebackType
from typing import Self

from sqlalchemy import URL, ColumnElement, Connection, and_, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DataError, IntegrityError, SQLAlchemyError

from crosswalk.errors import DecisionError, LedgerError
from crosswalk.ledger.engine import WRITING, engine_of, url_of, use_wal
from crosswalk.ledger.migrations import NEWEST, check_version, migrate, version_of
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
        file = isinstance(address, Path)
        url = URL.create("sqlite", database=str(address)) if file else url_of(str(address))
        # Messages name the file, or the address without its password.
        self._shown_as = str(address) if file else url.render_as_string(hide_password=True)
        self._engine = engine_of(url)
        self._insert = _insert(url.get_backend_name())
        self._writer = GroupCommit(self._commit)
        try:
            self._prepare(url, create=create)
        except BaseException:
            self._engine.dispose()
            raise

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
        with self._explained(), self._engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        try:
            return sorted((decision_of(row) for row in rows), key=lambda d: d.order)
        except ValueError as problem:
            raise LedgerError(
                f"the ledger has a word that this tool does not know ({problem})",
                remedy="Update the tool; nothing was changed.",
                path=self._shown_as,
            ) from problem

    def close(self) -> None:
        """Write what is in line and let go of the database; closing twice is harmless."""
        self._writer.close()
        self._engine.dispose()

    def _prepare(self, url: URL, *, create: bool) -> None:
        file = Path(url.database) if url.get_backend_name() == "sqlite" and url.database else None
        if file is not None and create:
            with self._explained():
                file.parent.mkdir(parents=True, exist_ok=True)
        if file is not None and not create and not file.is_file():
            raise LedgerError("there is no such ledger", remedy="Name an existing one.", path=self._shown_as)
        with self._explained():
            with self._engine.connect() as connection:
                version = version_of(connection)
            check_version(version, shown_as=self._shown_as)
            if version == 0 and not create:
                raise LedgerError(
                    "this database is no ledger of decisions",
                    remedy="Name a file that crosswalk made.",
                    path=self._shown_as,
                )
            if version < NEWEST:
                if file is not None:
                    use_wal(self._engine)
                with self._writing() as connection:
                    migrate(connection, shown_as=self._shown_as)

    def _commit(self, submissions: Sequence[Sequence[Decision]]) -> None:
        # By id: two processes that send the same rows then lock them in the same order.
        decisions = sorted((d for group in submissions for d in group), key=lambda d: d.id)
        rows = [row_of(decision) for decision in decisions]
        with self._explained(), self._writing() as connection:
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
                        path=self._shown_as,
                    )

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with self._engine.connect().execution_options(**{WRITING: True}) as connection, connection.begin():
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (IntegrityError, DataError) as problem:
            raise DecisionError(
                f"the database refuses the decision ({_first_line(problem)})", path=self._shown_as
            ) from problem
        except (SQLAlchemyError, SqliteError, OSError) as problem:
            raise LedgerError(
                f"the ledger cannot be used ({_first_line(problem)})",
                remedy="Make sure that the database is there and can be written, then do the same again.",
                path=self._shown_as,
            ) from problem


def _insert(dialect: str) -> sqlite.Insert | postgresql.Insert:
    if dialect == "sqlite":
        return sqlite.insert(DECISIONS).on_conflict_do_nothing()
    return postgresql.insert(DECISIONS).on_conflict_do_nothing()


def _ends(subject_id: str, object_id: str) -> ColumnElement[bool]:
    return and_(DECISIONS.c.subject_id == subject_id, DECISIONS.c.object_id == object_id)


def _first_line(problem: Exception) -> str:
    # The driver's own words: SQLAlchemy would add the statement and its values.
    return str(getattr(problem, "orig", None) or problem).strip().split("\n")[0][:200]
