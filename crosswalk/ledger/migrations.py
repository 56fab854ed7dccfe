"""The versions of the ledger's tables; a step is never changed once released."""

from crosswalk.database import Step, Tables
from crosswalk.errors import LedgerError

_STEPS = (
    Step(
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

TABLES = Tables(
    steps=_STEPS,
    version_table="crosswalk_ledger",
    called="ledger",
    in_full="ledger of decisions",
    error=LedgerError,
)
