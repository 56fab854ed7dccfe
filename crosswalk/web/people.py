"""Who asks for a page: the one person at this machine, or a member of a team who has signed in."""

import hmac
import secrets
from dataclasses import dataclass
from typing import Protocol

from starlette.requests import Request

from crosswalk.accounts import Accounts, Role

#: The cookie that holds a session's token. Its name makes browsers refuse it without Secure, and from a
#: subdomain; without TLS browsers would refuse the name itself.
COOKIE, COOKIE_BEHIND_TLS = "crosswalk_session", "__Host-crosswalk_session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whoever asks for a page.

    Attributes:
        name: As it stands in the ledger.
        role: What they may do.
        csrf: What every form of theirs must send back.
        alone: Whether they sit at their own machine, where nobody signs in.
    """

    name: str
    role: Role
    csrf: str
    alone: bool = False

    @property
    def may_edit(self) -> bool:
        """Whether they may edit the principles: whoever has the file could do so in a text editor."""
        return self.alone or self.role.may_adjudicate

    def sent(self, token: str) -> bool:
        """Whether a form came from a page that was made for this person."""
        return hmac.compare_digest(token.encode(), self.csrf.encode())


class People(Protocol):
    """Tells who asks for a page."""

    @property
    def team(self) -> bool:
        """Whether people have to sign in."""

    def asking(self, request: Request) -> Person | None:
        """Who asks; None for somebody who has to sign in first."""


class OnlyMe:
    """One reviewer at their own machine; nobody signs in.

    Args:
        name: As it will stand in the ledger.
        adjudicates: Whether the project names them as one whose word settles what others dispute.
    """

    team = False

    def __init__(self, name: str, *, adjudicates: bool = False) -> None:
        role = Role.ADJUDICATOR if adjudicates else Role.REVIEWER
        # No cookie: another site's page in the same browser cannot read the token out of ours.
        self._me = Person(name=name, role=role, csrf=secrets.token_urlsafe(32), alone=True)

    def asking(self, request: Request) -> Person:
        """The one reviewer."""
        return self._me


class Team:
    """People with accounts.

    Args:
        accounts: Theirs.
        behind_tls: Whether browsers come over https.
    """

    team = True

    def __init__(self, accounts: Accounts, *, behind_tls: bool) -> None:
        self.accounts, self.behind_tls = accounts, behind_tls

    @property
    def cookie(self) -> str:
        """The name of the cookie that holds the session's token."""
        return COOKIE_BEHIND_TLS if self.behind_tls else COOKIE

    def asking(self, request: Request) -> Person | None:
        """Whoever the session's cookie belongs to; None where it has ended or there is none."""
        token = request.cookies.get(self.cookie)
        session = self.accounts.session(token) if token else None
        if session is None:
            return None
        return Person(name=session.account.name, role=session.account.role, csrf=session.csrf)
