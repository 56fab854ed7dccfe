"""The command for the review page."""

from pathlib import Path
from typing import Annotated

import typer

from crosswalk.cli.options import Model, Project
from crosswalk.terminal import told


def add_to(app: typer.Typer) -> None:
    """Make it a command of an application."""
    app.command()(review)


def review(
    reviewer: Annotated[
        str | None,
        typer.Option(help="Who reviews; your name on this machine unless you say.", metavar="NAME"),
    ] = None,
    blind: Annotated[
        bool,
        typer.Option(
            "--blind", help="Keep scores, ranks and other people's votes back until one's own vote is in."
        ),
    ] = False,
    team: Annotated[
        bool, typer.Option("--team", help="Let people with accounts sign in (`crosswalk accounts add`).")
    ] = False,
    host: Annotated[str, typer.Option(help="Listen at this address.", metavar="ADDRESS")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="And this port; 0 for any.")] = 8765,
    url: Annotated[
        str,
        typer.Option(
            help="How browsers come to the page, where that differs: https://review.example.org behind a "
            "server that does TLS.",
            metavar="URL",
            show_default=False,
        ),
    ] = "",
    certificate: Annotated[
        Path | None, typer.Option(help="Do TLS here: the certificate.", exists=True, dir_okay=False)
    ] = None,
    key: Annotated[Path | None, typer.Option(help="Its key.", exists=True, dir_okay=False)] = None,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Open no browser.")] = False,
    encoder: Model = "minilm",
    project: Project = Path(),
) -> None:
    """Review suggestions on a page in the browser, one key a decision.

    The page shows both statements in full with what speaks for and against the pair; every decision goes into
    the ledger before the page says that it is saved. It listens on this machine only, for one reviewer. With
    --team people sign in with accounts, and it may listen where others reach it. Run `crosswalk build` first,
    to have suggestions, and again afterwards, to make links of what was decided.

    \b
    Examples:
      crosswalk review
      crosswalk review --reviewer reviewer-1 --blind
      crosswalk review --team --host 0.0.0.0 --certificate page.pem --key page.key
      crosswalk review --team --url https://review.example.org
    """
    if team and reviewer is not None:
        raise typer.BadParameter("people of a team sign in: leave --reviewer out", param_hint="--reviewer")
    if (certificate is None) != (key is None):
        raise typer.BadParameter("a certificate needs its key, and a key its certificate")
    with told():
        from crosswalk.web.serve import Address, serve

        serve(
            project,
            Address(host=host, port=port, url=url, certificate=certificate, key=key),
            encoder=encoder,
            reviewer=reviewer or _own_name(),
            team=team,
            blind=blind,
            browser=not no_browser,
            tell=_tell,
        )


def _own_name() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError):
        raise typer.BadParameter("say who you are", param_hint="--reviewer") from None


def _tell(place: str) -> None:
    typer.echo(f"Review at {place}  (Ctrl+C to stop; every decision is saved as it is made)")
