"""Sessions: made when somebody signs in, found by the token of their cookie, ended by time or by hand."""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Connection, RowMapping, delete, insert, or_, select, update

from crosswalk.accounts.account import Account, Session, SignedIn
from crosswalk.accounts.schema import ACCOUNTS, SESSIONS, account_of, digest, moment, written

#: A working day: whoever forgets to sign out is out by the next one.
LIFETIME = timedelta(hours=12)

#: Longer than a meeting or a lunch, short enough for a screen that somebody left.
IDLE = timedelta(hours=2)

#: How exactly the last use is known: a write for every page read would cost more than it tells.
TOUCH = timedelta(minutes=1)


def start(connection: Connection, account: Account, *, now: datetime) -> SignedIn:
    """A new session; those that are over are forgotten."""
    connection.execute(delete(SESSIONS).where(_over(now)))
    token, at = secrets.token_urlsafe(32), written(now)
    row = {"token_sha256": digest(token), "account": account.name, "created_at": at, "used_at": at}
    connection.execute(insert(SESSIONS).values(row))
    return SignedIn(token, Session(account, _csrf(token), _end(now, now)))


def find(connection: Connection, token: str, *, now: datetime) -> RowMapping | None:
    """The rows of a session and its account, while it lasts."""
    query = (
        select(ACCOUNTS, SESSIONS.c.created_at.label("began_at"), SESSIONS.c.used_at)
        .join(SESSIONS, SESSIONS.c.account == ACCOUNTS.c.name)
        .where(SESSIONS.c.token_sha256 == digest(token), ~ACCOUNTS.c.closed, ~_over(now))
    )
    return connection.execute(query).mappings().one_or_none()


def is_stale(row: RowMapping, *, now: datetime) -> bool:
    """Whether it is time to write down that a session is used."""
    return now - moment(row["used_at"]) >= TOUCH


def touch(connection: Connection, token: str, *, now: datetime) -> None:
    """Write down that a session is used."""
    connection.execute(
        update(SESSIONS).where(SESSIONS.c.token_sha256 == digest(token)).values(used_at=written(now))
    )


def session_of(row: RowMapping, token: str, *, now: datetime) -> Session:
    """Rows as a session that is used now."""
    used = now if is_stale(row, now=now) else moment(row["used_at"])
    return Session(account_of(row), _csrf(token), _end(moment(row["began_at"]), used))


def end(connection: Connection, token: str) -> None:
    """End one session."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.token_sha256 == digest(token)))


def end_all(connection: Connection, name: str) -> None:
    """End every session of a person."""
    connection.execute(delete(SESSIONS).where(SESSIONS.c.account == name))


def _over(now: datetime) -> ColumnElement[bool]:
    too_long, idle = written(now - LIFETIME), written(now - IDLE)
    return or_(SESSIONS.c.created_at <= too_long, SESSIONS.c.used_at <= idle)


def _end(began: datetime, used: datetime) -> datetime:
    return min(began + LIFETIME, used + IDLE)


def _csrf(token: str) -> str:
    # As hard to guess as the token and of no use to find it; so it is kept nowhere, like the token.
    return hmac.new(token.encode(errors="surrogatepass"), b"crosswalk csrf", hashlib.sha256).hexdigest()
