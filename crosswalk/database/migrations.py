"""The versions of a database's tables, as numbered steps that are never changed once released.

Plain SQL and one table with the version, not Alembic: what matters here is that two processes may open a new
database at the same moment. Alembic takes no lock between reading the version and changing the tables, so a
second one would fail half-way; here both happen in one transaction behind a lock (`BEGIN IMMEDIATE`, or an
advisory lock), and the second finds the work done. Steps only ever add; there is no way back to write.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from crosswalk.errors import CrosswalkError

#: Any number will do, as long as nothing else in the database locks the same one.
_LOCK = 0x63726F7373


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One version: statements for both databases, then those of each."""

    both: tuple[str, ...]
    sqlite: tuple[str, ...] = ()
    postgresql: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The tables that one part of the tool keeps, and how messages speak of them.

    Several such parts may share one database: each has its own version.

    Attributes:
        steps: Every version there has been, oldest first.
        version_table: Where the versions done are listed.
        called: What people call it: `ledger`.
        in_full: What it is: `ledger of decisions`.
        error: What is raised where it cannot be used.
        to_begin: What to do where there is none yet; empty to name another one.
    """

    steps: tuple[Step, ...]
    version_table: str
    called: str
    in_full: str
    error: type[CrosswalkError]
    to_begin: str = ""

    @property
    def newest(self) -> int:
        """The version that `migrate` leads to."""
        return len(self.steps)

    @property
    def one(self) -> str:
        """What people call it, with its article."""
        return f"{'an' if self.called[0] in 'aeiou' else 'a'} {self.called}"


def version_of(connection: Connection, tables: Tables) -> int:
    """The version of the tables; 0 where there are none yet."""
    if not inspect(connection).has_table(tables.version_table):
        return 0
    found = connection.exec_driver_sql(f"SELECT max(version) FROM {tables.version_table}").scalar()  # noqa: S608
    return found or 0


def check_version(version: int, tables: Tables, *, shown_as: str) -> None:
    """Refuse tables that a later version of the tool made.

    Raises:
        CrosswalkError: The version is not known here; of the kind that `tables` names.
    """
    if version > tables.newest:
        raise tables.error(
            f"the {tables.called} has version {version}, and this tool knows versions up to {tables.newest}",
            remedy="Update the tool; nothing was changed.",
            path=shown_as,
        )


def migrate(connection: Connection, tables: Tables, *, shown_as: str) -> None:
    """Bring tables to their newest version; safe when several processes do it at once.

    Args:
        connection: In a transaction; on SQLite one that may write from its beginning.
        tables: The tables wanted.
        shown_as: How messages name the database.

    Raises:
        CrosswalkError: A later version of the tool made them; of the kind that `tables` names.
    """
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    version = version_of(connection, tables)
    check_version(version, tables, shown_as=shown_as)
    if version == 0:
        connection.exec_driver_sql(
            f"CREATE TABLE {tables.version_table} (version INTEGER NOT NULL PRIMARY KEY)"
        )
    for number, step in enumerate(tables.steps[version:], start=version + 1):
        for statement in (*step.both, *(step.sqlite if dialect == "sqlite" else step.postgresql)):
            connection.exec_driver_sql(statement)
        done = text(f"INSERT INTO {tables.version_table} VALUES (:number)")  # noqa: S608
        connection.execute(done, {"number": number})
