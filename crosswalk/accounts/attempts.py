"""How often somebody may try to sign in: counted in the database, which several server processes share.

An attempt is counted before its password is looked at and taken out again if it was right, so that many at
once do not get past the limit. Attempts that are refused unseen are not counted: trying on keeps nobody out
for longer.
"""

import math
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import ColumnElement, Connection, and_, delete, insert, or_, select

from crosswalk.accounts.schema import ATTEMPTS, digest, moment, written

#: Attempts older than this no longer count, and are forgotten.
WINDOW = timedelta(minutes=15)

#: One person who mistypes, at one place.
OF_NAME_AND_ORIGIN = 5

#: A team behind one address, or one guesser who tries many names.
OF_ORIGIN = 20

#: Many guessers who try one name: 4,800 guesses a day, of more passwords than anybody can count. Not fewer,
#: since whoever knows a name can use them up and so keep its owner out for a while.
OF_NAME = 50


def begin(connection: Connection, name: str, *, origin: str, now: datetime) -> int:
    """Count an attempt, unless there were too many.

    Args:
        connection: In a transaction of which there is only one at a time.
        name: The name given, whether or not somebody has it.
        origin: The network address it comes from.
        now: The time.

    Returns:
        0, or how many seconds to wait; then nothing was counted.
    """
    since, until = written(now - WINDOW), written(now + WINDOW)
    at = ATTEMPTS.c.tried_at
    # A clock that was far ahead once must not keep anybody out until then.
    connection.execute(delete(ATTEMPTS).where(or_(at <= since, at > until)))
    of_name, of_origin = _of_name(name), _of_origin(origin)
    limits = ((and_(of_name, of_origin), OF_NAME_AND_ORIGIN), (of_origin, OF_ORIGIN), (of_name, OF_NAME))
    wait = max(_wait(connection, which, limit, now) for which, limit in limits)
    if wait == 0:
        row = {"name_sha256": digest(name), "origin_sha256": _place(origin), "tried_at": written(now)}
        connection.execute(insert(ATTEMPTS).values(row))
    return wait


def forget(connection: Connection, name: str, *, origin: str) -> None:
    """Whoever had the right password may mistype again; what came from elsewhere still counts."""
    connection.execute(delete(ATTEMPTS).where(_of_name(name), _of_origin(origin)))


def _wait(connection: Connection, which: ColumnElement[bool], limit: int, now: datetime) -> int:
    query = select(ATTEMPTS.c.tried_at).where(which).order_by(ATTEMPTS.c.tried_at.desc()).limit(limit)
    last = connection.execute(query).scalars().all()
    if len(last) < limit:
        return 0
    return max(1, math.ceil((moment(last[-1]) + WINDOW - now).total_seconds()))


def _of_name(name: str) -> ColumnElement[bool]:
    # A digest: people type their password where the name belongs.
    return ATTEMPTS.c.name_sha256 == digest(name)


def _of_origin(origin: str) -> ColumnElement[bool]:
    return ATTEMPTS.c.origin_sha256 == _place(origin)


def _place(origin: str) -> str:
    """One digest for all addresses that one subscriber has: with IPv6 they have 2**64 to choose from."""
    try:
        address = ip_address(origin)
    except ValueError:
        return digest(origin)
    if isinstance(address, IPv6Address):
        network = ip_network((address, 64), strict=False)
        return digest(str(address.ipv4_mapped or network))
    return digest(str(address))
