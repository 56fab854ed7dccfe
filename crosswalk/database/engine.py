"""Connections to the two databases, set up so that what is committed stays."""

import time
from importlib.util import find_spec
from sqlite3 import Connection as SqliteConnection
from sqlite3 import OperationalError as SqliteBusy
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from crosswalk.database.migrations import Tables
from crosswalk.errors import MissingExtra

#: Seconds to wait for another process that is writing.
_PATIENCE = 60.0

#: Option of a connection that will write.
WRITING = "crosswalk_writing"

_ADDRESS = "It looks like postgresql://user@host/database, or sqlite:////folder/ledger.sqlite."


def url_of(address: str, tables: Tables) -> URL:
    """The address of a database as SQLAlchemy wants it, with the driver this tool uses.

    Raises:
        CrosswalkError: It is no address of an SQLite file or a PostgreSQL database; of the kind that `tables`
            names.
    """
    try:
        url = make_url(address)
    except ArgumentError:
        # The address itself may hold a password and is not repeated.
        raise tables.error(
            f"the address of the {tables.called}'s database cannot be read", remedy=_ADDRESS
        ) from None
    kind = url.drivername.partition("+")[0]
    if kind in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if kind != "sqlite" or url.database in (None, "", ":memory:"):
        raise tables.error(f"{tables.one} cannot be kept in {kind} at this address", remedy=_ADDRESS)
    return url


def engine_of(url: URL, tables: Tables) -> Engine:
    """An engine whose commits are on the disk when they return.

    Raises:
        MissingExtra: The address is one of PostgreSQL, and its driver is not installed.
    """
    if url.get_backend_name() == "sqlite":
        engine = create_engine(url, connect_args={"timeout": _PATIENCE, "check_same_thread": False})
        event.listen(engine, "connect", _set_up_sqlite)
        event.listen(engine, "begin", _begin)
        return engine
    if find_spec("psycopg") is None:
        raise MissingExtra(
            f"{tables.one} in PostgreSQL needs the package psycopg",
            remedy='Install it: python -m pip install "crosswalk-analyser[team]".',
        )
    # The server may have been restarted since a connection was used last: it is tried first.
    engine = create_engine(url, pool_pre_ping=True)
    event.listen(engine, "connect", _set_up_postgresql)
    return engine


def _set_up_sqlite(connection: SqliteConnection, _: object) -> None:
    # The driver would begin transactions by itself, and too late: `_begin` does.
    connection.isolation_level = None
    # FULL: every commit waits for the disk. With NORMAL, committed rows are lost when the power fails.
    connection.execute("PRAGMA synchronous = FULL").close()
    # On macOS only this makes the disk itself write; elsewhere it has no effect.
    connection.execute("PRAGMA fullfsync = ON").close()


def use_wal(engine: Engine) -> None:
    """Let readers and the writer of an SQLite file work side by side; stays so in the file.

    Raises:
        sqlite3.OperationalError: The file cannot be written.
    """
    connection = engine.raw_connection()
    # SQLite does not wait for others when it changes the journal, whatever the timeout says.
    give_up = time.monotonic() + _PATIENCE
    try:
        while True:
            try:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
            except SqliteBusy as problem:
                if "locked" not in str(problem) or time.monotonic() > give_up:
                    raise
                time.sleep(0.01)
            else:
                return
    finally:
        connection.close()


def _set_up_postgresql(connection: Any, _: object) -> None:  # noqa: ANN401 - psycopg may not be there
    connection.autocommit = True
    connection.execute("SET synchronous_commit TO on")
    connection.autocommit = False


def _begin(connection: Connection) -> None:
    # Who will write says so at once: to turn from reading to writing half-way fails where others write too.
    writing = connection.get_execution_options().get(WRITING, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
