"""The command that writes files for reviewers who work without the tool."""

from pathlib import Path
from typing import Annotated

import typer

from crosswalk.cli.options import Model, Project
from crosswalk.terminal import told


def add_to(app: typer.Typer) -> None:
    """Make it a command of an application."""
    app.command("review-file")(review_file)


def review_file(
    reviewer: Annotated[str, typer.Option(help="Who is to answer.", metavar="NAME", show_default=False)],
    blind: Annotated[
        bool, typer.Option("--blind", help="Leave out what is suggested and how probable it is.")
    ] = False,
    to: Annotated[
        Path, typer.Option("--to", help="Where the files go; made if need be.", metavar="FOLDER")
    ] = Path(),
    encoder: Model = "minilm",
    project: Project = Path(),
) -> None:
    """Write files in which somebody reviews suggestions without this tool and without a network.

    review-NAME.html is the review page in one file: it works from disk with the same keys, and saves a file
    to hand back, review-NAME.json. review-NAME.xlsx is a workbook with one row a pair and drop-downs for the
    relation and the reason. Both ask about every suggested pair that NAME has not judged yet, the most
    probable first. Send either to the reviewer; `crosswalk decisions import` takes the answers back, as often
    as the file comes.

    \\b
    Examples:
      crosswalk review-file --reviewer reviewer-1
      crosswalk review-file --reviewer reviewer-2 --blind --to out
    """
    with told():
        from crosswalk.offline import write_review_files
        from crosswalk.workspace import Workspace

        files = write_review_files(
            Workspace(project), reviewer=reviewer, blind=blind, folder=to, encoder=encoder
        )
    for file in files:
        typer.echo(f"  {file}")
    typer.echo(
        f"Next: send it to {reviewer}. When it comes back with answers: `crosswalk decisions import FILE`."
    )
