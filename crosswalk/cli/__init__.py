"""Commands: parse, call one function, print. Heavy parts are imported by the command that needs them."""

from pathlib import Path
from typing import Annotated

import typer

import crosswalk
from crosswalk.cli import accounts, decisions, offline, research, reviewing
from crosswalk.cli.options import AtMost, Model, Precision, Project, Quiet, Shape, cut_of, shape_of
from crosswalk.terminal import progress_bar, told, uncollected
from crosswalk.workspace import PRINCIPLES

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


@app.command()
def build(
    project: Project = Path(),
    encoder: Model = "minilm",
    precision: Precision = None,
    at_most: AtMost = None,
    shape: Shape = None,
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

    Suggestions between two frameworks go on, best first, for as long as about half of them can be expected to
    be right: --precision 0.25 shows more and wrong ones among them, --at-most the best of all for whoever has
    time for so many. Elements without a credible counterpart are listed with what comes nearest.

    \b
    Examples:
      crosswalk build
      crosswalk build --project ../other --precision 0.25
      crosswalk build --at-most 200
      crosswalk build --encoder sentence-transformers:all-mpnet-base-v2
    """
    with told(), progress_bar(quiet=quiet) as progress, uncollected():
        from crosswalk.build import build as build_project

        built = build_project(
            project,
            encoder=encoder,
            cut=cut_of(precision, at_most),
            shape=shape_of(shape),
            force=force,
            progress=progress,
        )
    for warning in built.warnings if built else ():
        typer.echo(f"Warning: {warning}", err=True)
    if quiet:
        return
    if built is None:
        typer.echo("Nothing changed since the last build; its files are all there (--force makes them anew).")
        typer.echo(_next(project))
        return
    counts = ", ".join(f"{count} {kind}" for kind, count in built.links.items())
    typer.echo(f"Read {built.frameworks} documents: {built.statements} statements.")
    typer.echo(f"Links: {counts}.")
    if built.principles:
        typer.echo(f"Principles: {built.principles}; edit them in {PRINCIPLES}.")
    for change in built.changes:
        typer.echo(f"  {change.in_words}")
    typer.echo(f"Texts encoded: {built.encoded}, kept from before: {built.reused}.")
    for name in built.files:
        typer.echo(f"  {project / name}")
    typer.echo(_next(project))


def _next(project: Path) -> str:
    page = project / "reports" / "index.html"
    return f"Next: open {page}, or run `crosswalk show ID` on a statement, such as sssc:1.3.emerging."


@app.command()
def report(
    output: Annotated[
        Path, typer.Argument(metavar="FOLDER", help="Where it goes: a new folder, or an empty one.")
    ],
    project: Project = Path(),
    encoder: Model = "minilm",
    quiet: Quiet = False,
) -> None:
    """Write the report as it stands now into a folder of its own, to hand on.

    It has the suggestions of the last build, and what people decided and edited until this moment. Nothing in
    the project changes; `crosswalk build` makes the report in reports/ and suggests anew.

    \b
    Examples:
      crosswalk report for-the-minister
      crosswalk report --project ../other ../handed-on
    """
    with told():
        from crosswalk.build.reporting import report as write_report

        files = write_report(project, encoder=encoder, output=output)
    if not quiet:
        typer.echo(f"Wrote {len(files)} files. Open {output / 'index.html'}.")


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
    with told():
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
    ones most probable first, and inferred ones with the chain that they follow from. Links come from the
    files in mappings/; run `crosswalk build` first to have them.

    \b
    Examples:
      crosswalk show sssc:1.3.emerging     an indicator
      crosswalk show lqf:1                 a dimension, with its mirrored domain
      crosswalk show grade9:2.4.s3.2       the second bullet of a quality's third stage
    """
    with told():
        from crosswalk.build import settled_links
        from crosswalk.inventory import profile
        from crosswalk.workspace import Workspace

        workspace = Workspace(project)
        catalogue = workspace.catalogue()
        lines = profile(statement_id, catalogue, settled_links(workspace, catalogue))
    for line in lines:
        typer.echo(line)


@app.command()
def explain(
    subject_id: Annotated[str, typer.Argument(metavar="A", help="An element or an indicator.")],
    object_id: Annotated[
        str, typer.Argument(metavar="B", help="The same kind of statement of another framework.")
    ],
    encoder: Model = "minilm",
    shape: Shape = None,
    project: Project = Path(),
) -> None:
    """Say why two statements are, or are not, suggested for each other.

    Prints the relation and the probability of a match with what it rests on, what each view says for and
    against the pair, where each stands among all partners of the other, the words that both have, the
    indicators that carry a pair of elements, and what would suit better.

    \b
    Examples:
      crosswalk explain lqf:1.1 grade9:1.2           two elements about self-awareness
      crosswalk explain sssc:1.1.emerging lqf:6.1.g2 two indicators
    """
    with told():
        from crosswalk.suggest.explain import explain as explain_pair
        from crosswalk.suggest.explained import explanation_lines
        from crosswalk.suggest.pairwise import Pairwise
        from crosswalk.workspace import Workspace

        correspondence, workspace = shape_of(shape), Workspace(project)
        pairwise = Pairwise(
            workspace.catalogue(),
            workspace.encoder(encoder),
            learnt=workspace.learnt(),
            shape=correspondence,
        )
        pair = explain_pair(subject_id, object_id, pairwise)
    for line in explanation_lines(pair):
        typer.echo(line)


decisions.add_to(app)
offline.add_to(app)
accounts.add_to(app)
research.add_to(app)
reviewing.add_to(app)
