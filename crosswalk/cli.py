"""Commands: parse, call one function, print. Heavy parts are imported by the command that needs them."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import crosswalk
from crosswalk.errors import CrosswalkError

if TYPE_CHECKING:
    from crosswalk.build import Progress

app = typer.Typer(
    name="crosswalk",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    # Plain help comes up in half the time of rich help and is as readable.
    rich_markup_mode=None,
    help="""
    Show where frameworks say the same, and trace every word to its source line.

    A project is a folder with corpus/ (one folder a framework: its text as received and a framework.toml).
    The tool writes mappings/ (links, as SSSOM) and reports/ (a page, a workbook, tables, figures, a graph).

    \b
    Start here:
      crosswalk build                    then open reports/index.html
      crosswalk corpus                   what was read, what was left out and why
      crosswalk show sssc:1.3.emerging   one statement with its source lines and links
    """,
    epilog="Exit codes: 0 done, 1 the input is wrong (the message says where and what to do), 2 usage.",
)


class Exit(IntEnum):
    """What the shell is told."""

    INPUT = 1


Project = Annotated[
    Path,
    typer.Option("--project", "-p", help="The project folder, the one that holds corpus/.", metavar="FOLDER"),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"crosswalk {crosswalk.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Options of the command itself."""


@contextmanager
def _told() -> Iterator[None]:
    """Print what is wrong with the input in one place, without a traceback."""
    try:
        yield
    except CrosswalkError as problem:
        typer.echo(f"crosswalk: {problem}", err=True)
        raise typer.Exit(Exit.INPUT) from None


@app.command()
def build(
    project: Project = Path(),
    encoder: Annotated[
        str,
        typer.Option(
            help="The model that compares statements: minilm (all-MiniLM-L6-v2, offline), or "
            "sentence-transformers:NAME_OR_FOLDER for any other (needs the extra `models`).",
            metavar="MODEL",
        ),
    ] = "minilm",
    top_k: Annotated[
        int,
        typer.Option(
            min=1,
            help="How many neighbours each statement proposes in each other framework.",
            metavar="NUMBER",
        ),
    ] = 2,
    force: Annotated[
        bool, typer.Option("--force", help="Make everything anew even if nothing changed.")
    ] = False,
    quiet: Quiet = False,
) -> None:
    """Read corpus/, link what it says, write mappings/ and reports/.

    Links that documents state (citations, shared structures) and links that a model suggests are kept
    apart everywhere. Nothing is downloaded. The same input gives the same files, byte for byte;
    where nothing changed, nothing is done, and no text is encoded twice. If anything is wrong, nothing is
    written.

    \b
    Examples:
      crosswalk build
      crosswalk build --project ../other --top-k 5
      crosswalk build --encoder sentence-transformers:all-mpnet-base-v2
    """
    with _told(), _progress(quiet=quiet) as progress:
        from crosswalk.build import build as build_project

        built = build_project(project, encoder=encoder, top_k=top_k, force=force, progress=progress)
    if quiet:
        return
    if built is None:
        typer.echo("Nothing changed since the last build; its files are all there (--force makes them anew).")
        typer.echo(_next(project))
        return
    counts = ", ".join(f"{count} {kind}" for kind, count in built.links.items())
    typer.echo(f"Read {built.frameworks} documents: {built.statements} statements.")
    typer.echo(f"Links: {counts}.")
    typer.echo(f"Texts encoded: {built.encoded}, kept from before: {built.reused}.")
    for name in built.files:
        typer.echo(f"  {project / name}")
    typer.echo(_next(project))


def _next(project: Path) -> str:
    page = project / "reports" / "index.html"
    return f"Next: open {page}, or run `crosswalk show ID` on a statement, such as sssc:1.3.emerging."


@app.command()
def corpus(project: Project = Path()) -> None:
    """List what was read from corpus/, and what was left out and why.

    Counts are given in each framework's own words (themes, qualities, stage bullets) and as the four kinds
    that all frameworks share. Every line of every source is part of a statement or is listed as left out,
    with the reason. What is our attribution and not the document's own word is marked.

    \b
    Examples:
      crosswalk corpus
      crosswalk corpus --project ../other
    """
    with _told():
        from crosswalk.inventory import inventory
        from crosswalk.workspace import Workspace

        lines = inventory(Workspace(project).catalogue())
    for line in lines:
        typer.echo(line)


@app.command()
def show(
    statement_id: Annotated[
        str, typer.Argument(metavar="ID", help="Such as sssc:1.3.emerging or grade9:2.4.s3.2.")
    ],
    project: Project = Path(),
) -> None:
    """Print one statement with its source lines and links.

    That is: its words, its path in the framework, its level and polarity, the lines of the source it came
    from, and its links, each kind apart: cited and mirrored ones with the words that state them, suggested
    ones nearest first. Links come from the files in mappings/; run `crosswalk build` first to have them.

    \b
    Examples:
      crosswalk show sssc:1.3.emerging     an indicator
      crosswalk show lqf:1                 a dimension, with its mirrored domain
      crosswalk show grade9:2.4.s3.2       the second bullet of a quality's third stage
    """
    with _told():
        from crosswalk.inventory import profile
        from crosswalk.review import settle
        from crosswalk.workspace import STATED, SUGGESTED, Workspace

        workspace = Workspace(project)
        lines = profile(statement_id, workspace.catalogue(), settle(workspace.mappings(STATED, SUGGESTED)))
    for line in lines:
        typer.echo(line)


@contextmanager
def _progress(*, quiet: bool) -> "Iterator[Progress | None]":
    """A progress bar on a terminal; nothing where nobody watches."""
    from rich.console import Console

    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("Starting", total=1)
        yield lambda what, done, total: bar.update(task, description=what, completed=done, total=total)
