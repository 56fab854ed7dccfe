"""The straight line, once from end to end: documents to links to files."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from crosswalk.workspace import STATED, SUGGESTED, Workspace

STATED_ABOUT = "Links that the documents state themselves."
SUGGESTED_ABOUT = "Links that a model suggests; nobody has reviewed them."

#: Called with what is being done, how much of it is done, and how much there is in all.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did.

    Attributes:
        frameworks: How many documents were read.
        statements: How many statements, levels and groups included.
        links: How many links of each kind.
        encoded: Texts that went through the model.
        reused: Texts whose vectors were kept from before.
        files: Paths written, relative to the project.
    """

    frameworks: int
    statements: int
    links: dict[str, int]
    encoded: int
    reused: int
    files: tuple[str, ...]


def build(
    root: Path,
    *,
    encoder: str,
    top_k: int,
    force: bool = False,
    progress: Progress | None = None,
) -> Built | None:
    """Read `corpus/`, link what it says, write `mappings/` and `reports/`.

    Everything is made in memory first and written last, so that an error leaves the files of the previous
    build as they were.

    Args:
        root: The project folder.
        encoder: `minilm`, or `sentence-transformers:NAME_OR_PATH`.
        top_k: Partners that each statement proposes in each other framework, at least 1.
        force: Make everything anew even if nothing changed.
        progress: Told what is being done.

    Returns:
        What was done; None where nothing changed since the last build and its files are all there.

    Raises:
        CrosswalkError: The input is wrong, or a file cannot be written.
    """
    workspace = Workspace(root)
    inputs = workspace.inputs(encoder=encoder, top_k=top_k)
    # A model named by the user may have changed behind its name; the default one cannot.
    if not force and ":" not in encoder and workspace.is_current(inputs):
        return None
    return _build(workspace, encoder, top_k, inputs, progress or (lambda *_: None))


def _build(workspace: Workspace, encoder: str, top_k: int, inputs: str, tell: Progress) -> Built:
    from crosswalk.interop.sssom import write_sssom
    from crosswalk.report import Made, make_report
    from crosswalk.review import settle
    from crosswalk.stated import cite, mirror
    from crosswalk.suggest import suggest

    tell("Reading the corpus", 0, 1)
    catalogue, project = workspace.catalogue(), workspace.project()
    stated = [*cite(catalogue), *mirror(catalogue)]
    cached = workspace.encoder(encoder)
    suggestions = suggest(
        catalogue, cached, top_k=top_k, progress=lambda done, n: tell("Comparing statements", done, n)
    )
    links = settle([*stated, *suggestions.mappings])
    tell("Making the report", 0, 1)
    made = Made(title=project.title, purpose_id=project.purpose, encoder=cached.name, top_k=top_k)
    report = make_report(catalogue, links, suggestions, made=made)
    files = {
        STATED: write_sssom(stated, catalogue, name="stated", description=STATED_ABOUT).encode(),
        SUGGESTED: write_sssom(
            suggestions.mappings, catalogue, name="suggested", description=SUGGESTED_ABOUT
        ).encode(),
        **{f"reports/{name}": content for name, content in report.items()},
    }
    tell("Writing files", 0, 1)
    workspace.publish(files, inputs=inputs)
    return Built(
        frameworks=len(catalogue.documents),
        statements=len(catalogue.statements),
        links=dict(Counter(link.kind.value for link in links)),
        encoded=cached.encoded,
        reused=cached.reused,
        files=tuple(files),
    )
