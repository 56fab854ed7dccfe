"""Commands for whoever looks after a team: make accounts, change and close them."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from crosswalk.cli.options import Project
from crosswalk.terminal import told

if TYPE_CHECKING:
    from crosswalk.accounts import Accounts, Role

group = typer.Typer(
    name="accounts",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="""
    Say who may sign in to the review page of a team, and what they may do there.

    A reader sees everything, a reviewer also decides, an adjudicator also settles what reviewers dispute,
    and an admin does all of this and looks after accounts. They are kept in mappings/accounts.sqlite, or in
    the PostgreSQL database that the environment variable CROSSWALK_DATABASE_URL names, passwords as Argon2
    hashes only.
    """,
)

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="Who it is, as it will stand beside their decisions.")
]
PasswordStdin = Annotated[
    bool,
    typer.Option("--password-stdin", help="Read the password from one line of input, for scripts."),
]

#: What --role and `crosswalk accounts role` take.
_ROLE = "reader, reviewer, adjudicator, or admin."


def add_to(app: typer.Typer) -> None:
    """Make them commands of an application."""
    app.add_typer(group)


@group.command("add")
def add(
    name: Name,
    role: Annotated[str, typer.Option(help=_ROLE, metavar="ROLE", show_default=False)],
    password_stdin: PasswordStdin = False,
    project: Project = Path(),
) -> None:
    """Make an account.

    Asks for the password twice without showing it. It has at least 12 characters; any will do, spaces too.

    \b
    Examples:
      crosswalk accounts add reviewer-1 --role reviewer
      crosswalk accounts add admin-1 --role admin --password-stdin < password.txt
    """
    chosen = _role_of(role)
    with _accounts(project, create=True) as accounts:
        account = accounts.add(name, role=chosen, password=_password(from_stdin=password_stdin))
    typer.echo(f"added {account.name}: {account.role}")


@group.command("list")
def list_(project: Project = Path()) -> None:
    """List all accounts with what they may do, closed ones too.

    \b
    Example:
      crosswalk accounts list
    """
    with _accounts(project) as accounts:
        found = accounts.all()
    for account in found:
        closed = ", closed" if account.closed else ""
        typer.echo(f"{account.name}: {account.role}, since {account.created_at:%Y-%m-%d}{closed}")
    typer.echo(f"Accounts: {len(found)}; open: {sum(not account.closed for account in found)}.")


@group.command("role")
def set_role(
    name: Name,
    role: Annotated[str, typer.Argument(metavar="ROLE", help=_ROLE)],
    project: Project = Path(),
) -> None:
    """Let somebody do more or less.

    It counts at once, also where they are signed in. The last admin stays one.

    \b
    Example:
      crosswalk accounts role reviewer-1 adjudicator
    """
    chosen = _role_of(role)
    with _accounts(project) as accounts:
        accounts.set_role(name, chosen)
    typer.echo(f"{name} is now {chosen}")


@group.command("password")
def set_password(name: Name, password_stdin: PasswordStdin = False, project: Project = Path()) -> None:
    """Give somebody a new password.

    Asks for it twice without showing it. Wherever they are signed in, they have to sign in again.

    \b
    Example:
      crosswalk accounts password reviewer-1
    """
    with _accounts(project) as accounts:
        # A mistyped name is said before anybody has typed a password.
        accounts.get(name)
        accounts.set_password(name, _password(from_stdin=password_stdin))
    typer.echo(f"{name} has a new password")


@group.command("close")
def close(name: Name, project: Project = Path()) -> None:
    """Let somebody sign in no longer.

    Wherever they are signed in, it ends at once. What they decided stays in the ledger and counts as before.
    The last admin cannot be closed.

    \b
    Example:
      crosswalk accounts close reviewer-1
    """
    with _accounts(project) as accounts:
        accounts.close_account(name)
    typer.echo(f"closed {name}")


@group.command("reopen")
def reopen(name: Name, project: Project = Path()) -> None:
    """Open a closed account again, with the role and the password it had.

    \b
    Example:
      crosswalk accounts reopen reviewer-1
    """
    with _accounts(project) as accounts:
        accounts.reopen_account(name)
    typer.echo(f"reopened {name}")


@contextmanager
def _accounts(project: Path, *, create: bool = False) -> "Iterator[Accounts]":
    with told():
        from crosswalk.workspace import Workspace

        with Workspace(project).accounts(create=create) as accounts:
            yield accounts


def _role_of(said: str) -> "Role":
    from crosswalk.accounts import Role

    if said not in tuple(Role):
        raise typer.BadParameter(f"{said!r} is not one of {', '.join(Role)}", param_hint="ROLE")
    return Role(said)


def _password(*, from_stdin: bool) -> str:
    if from_stdin:
        try:
            return sys.stdin.buffer.readline().decode().rstrip("\r\n")
        except UnicodeDecodeError:
            # The bytes are the password and are not repeated.
            raise typer.BadParameter("the password is not UTF-8", param_hint="--password-stdin") from None
    if not sys.stdin.isatty():
        raise typer.BadParameter(
            "there is no terminal to ask for the password at: give it as one line of input",
            param_hint="--password-stdin",
        )
    answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt="The same again")
    return answer
