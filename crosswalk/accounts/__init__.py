"""Who may do what on the page of a team: accounts, passwords, sessions."""

from crosswalk.accounts.account import Account, Role, Session, SignedIn
from crosswalk.accounts.store import Accounts

__all__ = ["Account", "Accounts", "Role", "Session", "SignedIn"]
