"""The accounts of a team in a database: who there is, who signs in, who is signed in."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, func, insert, select, update

from crosswalk.accounts import attempts, sessions
from crosswalk.accounts.account import Account, Role, Session, SignedIn, check_name, likeness
from crosswalk.accounts.passwords import check_password, hashed, is_dated, matches
from crosswalk.accounts.schema import ACCOUNTS, TABLES, account_of, written
from crosswalk.database import Database
from crosswalk.errors import AccountError, TooManyAttempts

#: All changes wait for one another, as they do in SQLite: they are short and rare, and so nobody signs in
#: with a password that is being changed, and two admins cannot close each other's accounts at once. Any
#: number will do, as long as nothing else in the database locks the same one.
_LOCK = 0x63726F7374


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Accounts:
    """Everybody who may use the page of a team, and their sessions.

    May be used by many threads at once, and a database by many processes.

    Args:
        address: `postgresql://…`, `sqlite:///…`, or the path of an SQLite file.
        create: Make what is missing; False to open only what is there already.
        clock: Tells the time, with its zone.

    Raises:
        AccountError: The database cannot be used, has no accounts, or those of a later version.
        MissingExtra: It is PostgreSQL, and its driver is not installed.
    """

    def __init__(
        self, address: str | Path, *, create: bool = True, clock: Callable[[], datetime] = _utc_now
    ) -> None:
        self._clock = clock
        self._database = Database(address, TABLES, create=create, secret=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database; closing twice is harmless."""
        self._database.close()

    def add(self, name: str, *, role: Role, password: str) -> Account:
        """Make an account.

        Args:
            name: As the person's decisions will have it.
            role: What they may do.
            password: What they sign in with.

        Raises:
            AccountError: The name or the password is refused, or somebody has that name or one that looks
                like it; or the database failed.
        """
        check_name(name)
        check_password(password, name=name)
        values = {
            "name": name,
            "likeness": likeness(name),
            "role": role.value,
            "password": hashed(password),
            "closed": False,
            "created_at": written(self._clock()),
        }
        with self._database.writing(lock=_LOCK) as connection:
            _check_unlike_others(connection, name)
            connection.execute(insert(ACCOUNTS).values(values))
            return _account(connection, name)

    def all(self) -> list[Account]:
        """Every account by name, closed ones too.

        Raises:
            AccountError: The database failed.
        """
        with self._database.reading() as connection:
            rows = connection.execute(select(ACCOUNTS)).mappings().all()
        return sorted(map(account_of, rows), key=lambda account: account.name)

    def get(self, name: str) -> Account:
        """One account.

        Raises:
            AccountError: There is none of that name, or the database failed.
        """
        with self._database.reading() as connection:
            return _account(connection, name)

    def set_role(self, name: str, role: Role) -> None:
        """Let somebody do more or less; it counts at once, also where they are signed in.

        Raises:
            AccountError: There is no such account, it is the last admin's, or the database failed.
        """
        with self._database.writing(lock=_LOCK) as connection:
            if role is not Role.ADMIN:
                _check_not_the_last_admin(connection, name)
            _change(connection, name, role=role.value)

    def set_password(self, name: str, password: str) -> None:
        """Give somebody a new password and end their sessions.

        Raises:
            AccountError: There is no such account, the password is refused, or the database failed.
        """
        self.get(name)
        check_password(password, name=name)
        new = hashed(password)
        with self._database.writing(lock=_LOCK) as connection:
            _change(connection, name, password=new)
            sessions.end_all(connection, name)

    def close_account(self, name: str) -> None:
        """Let somebody sign in no longer and end their sessions; what they decided stays.

        Raises:
            AccountError: There is no such account, it is the last admin's, or the database failed.
        """
        with self._database.writing(lock=_LOCK) as connection:
            _check_not_the_last_admin(connection, name)
            _change(connection, name, closed=True)
            sessions.end_all(connection, name)

    def reopen_account(self, name: str) -> None:
        """Let somebody sign in again, with the password they had.

        Raises:
            AccountError: There is no such account, or the database failed.
        """
        with self._database.writing(lock=_LOCK) as connection:
            _change(connection, name, closed=False)

    def sign_in(self, name: str, password: str, *, origin: str) -> SignedIn:
        """Begin a session.

        Args:
            name: The account's name.
            password: Its password.
            origin: The network address that the person comes from, to count attempts by.

        Raises:
            TooManyAttempts: There were too many from there or with that name; the password was not looked at.
            AccountError: Name and password are not those of an open account; or the database failed.
        """
        now = self._clock()
        with self._database.writing(lock=_LOCK) as connection:
            wait = attempts.begin(connection, name, origin=origin, now=now)
        if wait:
            raise TooManyAttempts(wait)
        with self._database.reading() as connection:
            kept = _password_of(connection, name)
        # Outside of any transaction: nobody waits for the database while this takes its time.
        if not matches(kept, password) or kept is None:
            raise _refused()
        renewed = hashed(password) if is_dated(kept) else kept
        with self._database.writing(lock=_LOCK) as connection:
            if _password_of(connection, name) != kept:
                # Changed, or the account closed, while the password was compared.
                raise _refused()
            if renewed != kept:
                _change(connection, name, password=renewed)
            attempts.forget(connection, name, origin=origin)
            return sessions.start(connection, _account(connection, name), now=now)

    def session(self, token: str) -> Session | None:
        """Who is signed in by a token; None where nobody is, or no longer.

        Raises:
            AccountError: The database failed.
        """
        now = self._clock()
        with self._database.reading() as connection:
            row = sessions.find(connection, token, now=now)
        if row is None:
            return None
        if sessions.is_stale(row, now=now):
            with self._database.writing(lock=_LOCK) as connection:
                sessions.touch(connection, token, now=now)
        return sessions.session_of(row, token, now=now)

    def sign_out(self, token: str) -> None:
        """End a session; harmless where there is none.

        Raises:
            AccountError: The database failed.
        """
        with self._database.writing(lock=_LOCK) as connection:
            sessions.end(connection, token)


def _can_be(name: str) -> bool:
    # Names that nobody has for sure are not asked for: PostgreSQL would refuse the question.
    return name.isprintable()


def _account(connection: Connection, name: str) -> Account:
    row = None
    if _can_be(name):
        row = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.name == name)).mappings().one_or_none()
    if row is None:
        raise AccountError(f"there is no account {name!r}", remedy="`crosswalk accounts list` lists them.")
    return account_of(row)


def _password_of(connection: Connection, name: str) -> str | None:
    if not _can_be(name):
        return None
    query = select(ACCOUNTS.c.password).where(ACCOUNTS.c.name == name, ~ACCOUNTS.c.closed)
    return connection.execute(query).scalar_one_or_none()


def _change(connection: Connection, name: str, **values: object) -> None:
    _account(connection, name)
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(values))


def _check_not_the_last_admin(connection: Connection, name: str) -> None:
    account = _account(connection, name)
    if account.closed or account.role is not Role.ADMIN:
        return
    open_admins = select(func.count()).where(ACCOUNTS.c.role == Role.ADMIN.value, ~ACCOUNTS.c.closed)
    if connection.execute(open_admins).scalar_one() == 1:
        raise AccountError(
            f"{name} is the last admin whose account is open",
            remedy="Make somebody else an admin first: `crosswalk accounts role NAME admin`.",
        )


def _check_unlike_others(connection: Connection, name: str) -> None:
    query = select(ACCOUNTS.c.name).where(ACCOUNTS.c.likeness == likeness(name))
    other = connection.execute(query).scalar_one_or_none()
    if other is None:
        return
    if other == name:
        raise AccountError(
            f"there is an account {name} already",
            remedy="Choose another name; `crosswalk accounts reopen NAME` opens a closed one again.",
        )
    raise AccountError(
        f"the name {name} looks like that of the account {other}",
        remedy="Choose one that differs in more than capitals, so that nobody takes one for the other.",
    )


def _refused() -> AccountError:
    # One answer for all reasons: whoever guesses shall not learn which names there are.
    return AccountError(
        "name and password do not belong to an open account",
        remedy="Check both; an admin can set a new password.",
    )
