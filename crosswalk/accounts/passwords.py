"""Passwords: which are taken, how they are kept, and how they are compared."""

import unicodedata
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

from crosswalk.errors import AccountError

#: Length is what makes a password hard to guess; rules about its characters do not (NIST SP 800-63B). A
#: little more than its 8, since there is no second factor here.
SHORTEST = 12

#: Enough for any sentence; more would only be work for whoever wants to keep the server busy.
LONGEST = 1024

_HASHER = PasswordHasher()

#: One hash takes 64 MiB and several threads: a crowd at the door must not take all memory.
_AT_ONCE = BoundedSemaphore(4)


def check_password(password: str, *, name: str) -> None:
    """Refuse a password that is easily guessed.

    Args:
        password: The one chosen.
        name: Whose it is to be.

    Raises:
        AccountError: It is too short, too long, or the name itself.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise AccountError(
            f"the password has {len(password)} characters",
            remedy=f"Choose one of {SHORTEST} to {LONGEST} characters, such as four or five words in a row.",
        )
    if _plain(password).casefold() == _plain(name).casefold():
        raise AccountError("the password is the name itself", remedy="Choose one that others cannot guess.")


def hashed(password: str) -> str:
    """A password as it is kept: Argon2id with a salt of its own. Slow by intent."""
    with _AT_ONCE:
        return _HASHER.hash(_written(password))


def matches(kept: str | None, password: str) -> bool:
    """Whether a password is the one kept; takes as long where none is kept.

    Raises:
        AccountError: What is kept is damaged.
    """
    # Before anything is looked at: only then the first who signs in learns nothing from the time either.
    nobodys = _nobodys()
    right = kept if kept is not None and len(password) <= LONGEST else nobodys
    try:
        with _AT_ONCE:
            _HASHER.verify(right, _written(password[:LONGEST]))
    except VerifyMismatchError:
        return False
    except (VerificationError, InvalidHashError) as problem:
        raise AccountError(
            "the password that is kept for this account is damaged",
            remedy="Set a new one: `crosswalk accounts password NAME`.",
        ) from problem
    return right is kept


def is_dated(kept: str) -> bool:
    """Whether it was hashed in a way that was thought safe enough once."""
    return _HASHER.check_needs_rehash(kept)


@cache
def _nobodys() -> str:
    return hashed("the password of nobody")


def _plain(text: str) -> str:
    # The same keys give different characters on different systems (NIST SP 800-63B asks for NFKC or NFKD).
    return unicodedata.normalize("NFKC", text)


def _written(password: str) -> bytes:
    # What is no proper text matches nothing, and is no reason to fail.
    return _plain(password).encode(errors="surrogatepass")
