"""The report alone, from the suggestions of the last build and the decisions of this moment."""

from pathlib import Path

from crosswalk.build.finding import find, last_suggested
from crosswalk.errors import OutputError
from crosswalk.files import write_files
from crosswalk.workspace import Workspace


def report(root: Path, *, encoder: str, output: Path) -> tuple[str, ...]:
    """Write the report into a folder of its own; nothing in the project changes.

    Nothing is suggested anew: what people decided and edited since the last build is in it, and a corpus that
    changed since is not.

    Args:
        root: The project folder.
        encoder: The model of the last build.
        output: A folder that does not exist yet, or is empty.

    Returns:
        Paths of its files, relative to that folder.

    Raises:
        OutputError: There is something in the folder, or it cannot be written.
        CrosswalkError: The project cannot be read, or was never built.
    """
    from crosswalk.report.site import Site
    from crosswalk.suggest import Cut, surrounded
    from crosswalk.suggest.pairwise import Pairwise

    if output.exists() and (not output.is_dir() or any(output.iterdir())):
        raise OutputError(
            "there is something there already",
            remedy="Name a folder that does not exist yet, or an empty one.",
            path=output,
        )
    workspace = Workspace(root)
    catalogue, cached = workspace.catalogue(), workspace.encoder(encoder)
    claims = last_suggested(workspace, catalogue)
    pairwise = Pairwise(catalogue, cached, learnt=workspace.learnt())
    cut = Cut(**workspace.outputs.options)
    found = find(workspace, catalogue, surrounded(pairwise, claims), encoder=cached, cut=cut)
    files = Site(found.findings).files()
    write_files({output / name: content for name, content in files.items()})
    return tuple(files)
