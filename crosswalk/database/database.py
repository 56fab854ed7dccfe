"""One database with the tables of one part of the tool: opened, brought up to date, read and written."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from sqlite3 import Error as SqliteError

from sqlalchemy import URL, Connection
from sqlalchemy.exc import SQLAlchemyError

from crosswalk.database.engine import WRITING, engine_of, url_of, use_wal
from crosswalk.database.migrations import Tables, check_version, migrate, version_of


class Database:
    """An SQLite file or a PostgreSQL database that has certain tables.

    May be used by many threads at once, and by many processes.

    Args:
        address: `postgresql://…`, `sqlite:///…`, or the path of an SQLite file.
        tables: Those it has, or gets.
        create: Make what is missing; False to open only what is there already.
        secret: Let nobody but the file's owner read a file that gets these tables.

    Attributes:
        shown_as: How messages name it: the file, or the address without its password.
        engine: Its connections.

    Raises:
        CrosswalkError: It cannot be used, has no such tables, or those of a later version; of the kind that
            `tables` names.
        MissingExtra: It is PostgreSQL, and its driver is not installed.
    """

    def __init__(
        self, address: str | Path, tables: Tables, *, create: bool = True, secret: bool = False
    ) -> None:
        file = isinstance(address, Path)
        url = URL.create("sqlite", database=str(address)) if file else url_of(str(address), tables)
        self.shown_as = str(address) if file else url.render_as_string(hide_password=True)
        self.engine = engine_of(url, tables)
        self._tables = tables
        try:
            self._prepare(url, create=create, secret=secret)
        except BaseException:
            self.engine.dispose()
            raise

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.engine.dialect.name

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read by. Raises as `explained`."""
        with self.explained(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self, *, lock: int | None = None) -> Iterator[Connection]:
        """A connection in a transaction: all of it is on the disk when the block ends, or nothing.

        Raises as `explained`.

        Args:
            lock: On PostgreSQL, wait for whoever holds the same lock, until the end of the transaction.
                SQLite lets only one write at a time anyhow.
        """
        with (
            self.explained(),
            self.engine.connect().execution_options(**{WRITING: True}) as connection,
            connection.begin(),
        ):
            if lock is not None and self.dialect == "postgresql":
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({lock:d})")
            yield connection

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say what is wrong with the database in the words of the tool.

        Raises:
            CrosswalkError: The database failed; of the kind that the tables name.
        """
        try:
            yield
        except (SQLAlchemyError, SqliteError, OSError) as problem:
            raise self._tables.error(
                f"the {self._tables.called} cannot be used ({first_line(problem)})",
                remedy="Make sure that the database is there and can be written, then do the same again.",
                path=self.shown_as,
            ) from problem

    def close(self) -> None:
        """Let go of the database; closing twice is harmless."""
        self.engine.dispose()

    def _prepare(self, url: URL, *, create: bool, secret: bool) -> None:
        file = Path(url.database) if self.dialect == "sqlite" and url.database else None
        if file is not None and create:
            with self.explained():
                file.parent.mkdir(parents=True, exist_ok=True)
                if secret:
                    # Before SQLite makes it for all to read: who opened it then could read on later.
                    os.close(os.open(file, os.O_CREAT, 0o600))
        if file is not None and not create and not file.is_file():
            raise self._tables.error(
                f"there is no such {self._tables.called}",
                remedy=self._tables.to_begin or "Name an existing one.",
                path=self.shown_as,
            )
        with self.reading() as connection:
            version = version_of(connection, self._tables)
        check_version(version, self._tables, shown_as=self.shown_as)
        if version == 0 and not create:
            raise self._tables.error(
                f"this database is no {self._tables.in_full}",
                remedy=self._tables.to_begin or "Name a file that crosswalk made.",
                path=self.shown_as,
            )
        if version < self._tables.newest:
            self._update(file, secret=secret and version == 0)

    def _update(self, file: Path | None, *, secret: bool) -> None:
        if file is not None:
            with self.explained():
                if secret:
                    _keep_to_owner(file)
                use_wal(self.engine)
        with self.writing() as connection:
            migrate(connection, self._tables, shown_as=self.shown_as)


def first_line(problem: Exception) -> str:
    """The driver's own words: SQLAlchemy would add the statement and its values."""
    return str(getattr(problem, "orig", None) or problem).strip().split("\n")[0][:200]


def _keep_to_owner(file: Path) -> None:
    for beside in (file, *(file.with_name(file.name + ending) for ending in ("-wal", "-shm"))):
        with suppress(FileNotFoundError):
            beside.chmod(0o600)
