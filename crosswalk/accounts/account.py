"""A person of the team, what they may do, and the time for which they are signed in."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from crosswalk.errors import AccountError, DecisionError
from crosswalk.model import check_reviewer

#: Lists and pages show a name whole, and databases look it up.
_LONGEST = 100


class Role(StrEnum):
    """What a person may do; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADJUDICATOR = "adjudicator"
    ADMIN = "admin"

    @property
    def may_decide(self) -> bool:
        """Whether their word on a pair is taken."""
        return self is not Role.READER

    @property
    def may_adjudicate(self) -> bool:
        """Whether they may settle what reviewers dispute."""
        return self in (Role.ADJUDICATOR, Role.ADMIN)

    @property
    def may_administer(self) -> bool:
        """Whether they may look after accounts."""
        return self is Role.ADMIN


@dataclass(frozen=True, slots=True)
class Account:
    """A person of the team.

    Attributes:
        name: As their decisions have it.
        role: What they may do.
        closed: Whether they can no longer sign in; their decisions stay.
        created_at: When the account was made, UTC.
    """

    name: str
    role: Role
    closed: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Session:
    """The time for which somebody is signed in.

    Attributes:
        account: Who it is, with the role they have now.
        csrf: What a form must bring along to show that it is one of our own.
        expires_at: When it ends if nothing more is asked, UTC.
    """

    account: Account
    csrf: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """What somebody gets who signs in.

    Attributes:
        token: For the cookie, and for nobody else: it is kept nowhere.
        session: What the token stands for.
    """

    token: str
    session: Session


def check_name(name: str) -> None:
    """Refuse what cannot be the name of an account: names are those of reviewers.

    Raises:
        AccountError: It is not one printable line, or longer than a list can show.
    """
    try:
        check_reviewer(name)
    except DecisionError as problem:
        raise AccountError(f"the name is {name!r}", remedy=problem.remedy) from None
    if len(name) > _LONGEST:
        raise AccountError(
            f"the name has {len(name)} characters", remedy=f"Choose one of at most {_LONGEST} characters."
        )


def likeness(name: str) -> str:
    """The same for names that look alike: those that differ in case or Unicode normal form only."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
