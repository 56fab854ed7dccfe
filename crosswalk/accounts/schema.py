"""The tables of accounts, sessions and attempts to sign in; a step is never changed once released."""

import hashlib
from datetime import UTC, datetime

from sqlalchemy import Boolean, Column, MetaData, RowMapping, Table, Text

from crosswalk.accounts.account import Account, Role
from crosswalk.database import Step, Tables
from crosswalk.errors import AccountError

_STEPS = (
    Step(
        both=(
            """
            CREATE TABLE accounts (
                name TEXT NOT NULL PRIMARY KEY,
                likeness TEXT NOT NULL UNIQUE,
                role TEXT NOT NULL CHECK (role IN ('reader', 'reviewer', 'adjudicator', 'admin')),
                password TEXT NOT NULL CHECK (substr(password, 1, 7) = '$argon2'),
                closed BOOLEAN NOT NULL,
                created_at TEXT NOT NULL
            )
            """,
            """
            CREATE TABLE sessions (
                token_sha256 TEXT NOT NULL PRIMARY KEY,
                account TEXT NOT NULL REFERENCES accounts (name),
                created_at TEXT NOT NULL,
                used_at TEXT NOT NULL
            )
            """,
            "CREATE INDEX sessions_of_account ON sessions (account)",
            """
            CREATE TABLE sign_in_attempts (
                name_sha256 TEXT NOT NULL,
                origin_sha256 TEXT NOT NULL,
                tried_at TEXT NOT NULL
            )
            """,
            "CREATE INDEX sign_in_attempts_on_name ON sign_in_attempts (name_sha256, origin_sha256)",
            "CREATE INDEX sign_in_attempts_from_origin ON sign_in_attempts (origin_sha256)",
            "CREATE INDEX sign_in_attempts_by_time ON sign_in_attempts (tried_at)",
        ),
    ),
)

TABLES = Tables(
    steps=_STEPS,
    version_table="crosswalk_accounts",
    called="account list",
    in_full="list of accounts",
    error=AccountError,
    to_begin="Make the first account: `crosswalk accounts add NAME --role admin`.",
)

METADATA = MetaData()

#: As the steps leave them: they, not these, make the tables. Times are text in one fixed form, so that both
#: databases sort and compare them alike.
ACCOUNTS = Table(
    "accounts",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("likeness", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("closed", Boolean, nullable=False),
    Column("created_at", Text, nullable=False),
)
SESSIONS = Table(
    "sessions",
    METADATA,
    Column("token_sha256", Text, primary_key=True),
    Column("account", Text, nullable=False),
    Column("created_at", Text, nullable=False),
    Column("used_at", Text, nullable=False),
)
ATTEMPTS = Table(
    "sign_in_attempts",
    METADATA,
    Column("name_sha256", Text, nullable=False),
    Column("origin_sha256", Text, nullable=False),
    Column("tried_at", Text, nullable=False),
)


def account_of(row: RowMapping) -> Account:
    """A row as an account."""
    return Account(row["name"], Role(row["role"]), row["closed"], moment(row["created_at"]))


def written(when: datetime) -> str:
    """A time as the tables have it."""
    return f"{when.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


def moment(text: str) -> datetime:
    """A time of the tables."""
    return datetime.fromisoformat(text)


def digest(text: str) -> str:
    """What stands in a table for something that is looked up, and is nobody's to read."""
    return hashlib.sha256(text.encode(errors="surrogatepass")).hexdigest()
