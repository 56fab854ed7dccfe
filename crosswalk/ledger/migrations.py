"""The versions of the ledger's tables, as numbered steps that are never changed once released.

Plain SQL and one table with the version, not Alembic: what matters here is that two processes may open a new
ledger at the same moment. Alembic takes no lock between reading the version and changing the tables, so a
second one would fail half-way; here both happen in one transaction behind a lock (`BEGIN IMMEDIATE`, or an
advisory lock), and the second finds the work done. Steps only ever add; there is no way back to write.
"""

from dataclasses import dataclass

from sqlalchemy import Connection, inspect, text

from crosswalk.errors import LedgerError

#: Any number will do, as long as nothing else in the database locks the same one.
_LOCK = 0x63726F7373


@dataclass(frozen=True, slots=True)
class _Step:
    """One version: statements for both databases, then those of each."""

    both: tuple[str, ...]
    sqlite: tuple[str, ...]
    postgresql: tuple[str, ...]


_STEPS = (
    _Step(
        both=(
            """
            CREATE TABLE decisions (
                id TEXT NOT NULL PRIMARY KEY,
                subject_id TEXT NOT NULL,
                object_id TEXT NOT NULL,
                verdict TEXT NOT NULL CHECK (verdict IN ('accept', 'reject', 'unsure', 'undone')),
                predicate_id TEXT,
                reason TEXT,
                comment TEXT NOT NULL,
                reviewer TEXT NOT NULL,
                decided_at TEXT NOT NULL CHECK (decided_at LIKE '____-__-__T__:__:__.______Z'),
                subject_wording TEXT NOT NULL,
                object_wording TEXT NOT NULL,
                supersedes TEXT,
                shown_blind BOOLEAN,
                shown_predicate_id TEXT,
                shown_similarity_score DOUBLE PRECISION,
                shown_confidence DOUBLE PRECISION,
                shown_tool TEXT,
                CHECK (length(id) = 36),
                CHECK (subject_id <> object_id),
                CHECK (supersedes <> id),
                CHECK ((verdict = 'accept') = (predicate_id IS NOT NULL)),
                CHECK ((verdict = 'reject') = (reason IS NOT NULL)),
                CHECK (verdict <> 'undone' OR supersedes IS NOT NULL)
            )
            """,
            "CREATE INDEX decisions_of_pair ON decisions (subject_id, object_id)",
        ),
        sqlite=(
            """
            CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE ON decisions
            BEGIN SELECT RAISE(ABORT, 'a decision is never changed: add a new one'); END
            """,
            """
            CREATE TRIGGER decisions_are_never_deleted BEFORE DELETE ON decisions
            BEGIN SELECT RAISE(ABORT, 'a decision is never deleted: add a new one'); END
            """,
            # INSERT OR REPLACE would delete the row before it without asking the trigger above.
            """
            CREATE TRIGGER decisions_are_never_replaced BEFORE INSERT ON decisions
            WHEN EXISTS (SELECT 1 FROM decisions WHERE id = NEW.id)
            BEGIN SELECT RAISE(IGNORE); END
            """,
        ),
        postgresql=(
            """
            CREATE FUNCTION refuse_to_change_decisions() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'a decision is never changed or deleted: add a new one'; END $$
            """,
            """
            CREATE TRIGGER decisions_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
            FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_decisions()
            """,
        ),
    ),
)


def version_of(connection: Connection) -> int:
    """The version of the tables; 0 where there is no ledger yet."""
    if not inspect(connection).has_table("crosswalk_ledger"):
        return 0
    found = connection.exec_driver_sql("SELECT max(version) FROM crosswalk_ledger").scalar()
    return found or 0


def check_version(version: int, *, shown_as: str) -> None:
    """Refuse a ledger that a later version of the tool made.

    Raises:
        LedgerError: The version is not known here.
    """
    if version > len(_STEPS):
        raise LedgerError(
            f"the ledger has version {version}, and this tool knows versions up to {len(_STEPS)}",
            remedy="Update the tool; nothing was changed.",
            path=shown_as,
        )


def migrate(connection: Connection, *, shown_as: str) -> None:
    """Bring the tables to the newest version; safe when several processes do it at once.

    Args:
        connection: In a transaction; on SQLite one that may write from its beginning.
        shown_as: How messages name the ledger.

    Raises:
        LedgerError: A later version of the tool made this ledger.
    """
    dialect = connection.dialect.name
    if dialect == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
    version = version_of(connection)
    check_version(version, shown_as=shown_as)
    if version == 0:
        connection.exec_driver_sql("CREATE TABLE crosswalk_ledger (version INTEGER NOT NULL PRIMARY KEY)")
    for number, step in enumerate(_STEPS[version:], start=version + 1):
        for statement in (*step.both, *(step.sqlite if dialect == "sqlite" else step.postgresql)):
            connection.exec_driver_sql(statement)
        connection.execute(text("INSERT INTO crosswalk_ledger VALUES (:number)"), {"number": number})


#: What a ledger has after `migrate`.
NEWEST = len(_STEPS)
