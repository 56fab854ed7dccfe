"""The straight line, once from end to end: documents to links to files."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.build.files import CONTRADICTIONS, contradiction_warnings, inferred_files, mapping_files
from crosswalk.build.finding import find
from crosswalk.build.people import settled_links
from crosswalk.workspace import PRINCIPLES, Workspace

if TYPE_CHECKING:
    from crosswalk.principles import Change
    from crosswalk.suggest import Cut, Shape

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
        warnings: What people should know before they trust the suggestions, a text each.
        principles: How many principles there are.
        changes: What changed underneath the principles since the last build.
    """

    frameworks: int
    statements: int
    links: dict[str, int]
    encoded: int
    reused: int
    files: tuple[str, ...]
    warnings: tuple[str, ...] = ()
    principles: int = 0
    changes: "tuple[Change, ...]" = ()


def build(
    root: Path,
    *,
    encoder: str,
    cut: "Cut | None" = None,
    shape: "Shape | None" = None,
    force: bool = False,
    progress: Progress | None = None,
) -> Built | None:
    """Read `corpus/`, link what it says, write `mappings/` and `reports/`.

    Everything is made in memory first and written last, so that an error leaves the files of the previous
    build as they were.

    Args:
        root: The project folder.
        encoder: `minilm`, or `sentence-transformers:NAME_OR_PATH`.
        cut: Where the list of suggestions ends; None for the default.
        shape: Whether each thing has about one counterpart or many point at one; None to let the tool tell.
        force: Make everything anew even if nothing changed.
        progress: Told what is being done.

    Returns:
        What was done; None where nothing changed since the last build and its files are all there.

    Raises:
        CrosswalkError: The input is wrong, or a file cannot be written.
    """
    workspace = Workspace(root)
    options = _Options(encoder, cut, shape)
    inputs = workspace.inputs(encoder=encoder, cut=cut, shape=shape)
    # A model named by the user may have changed behind its name; the default one cannot.
    if not force and ":" not in encoder and workspace.outputs.are_current(inputs):
        return None
    return _build(workspace, options, inputs, progress or (lambda *_: None))


@dataclass(frozen=True, slots=True)
class _Options:
    encoder: str
    cut: "Cut | None"
    shape: "Shape | None"


def _build(workspace: Workspace, options: _Options, inputs: str, tell: Progress) -> Built:
    from crosswalk.report.site import Site
    from crosswalk.suggest import Cut, suggest
    from crosswalk.suggest.language import language_warnings

    tell("Reading the corpus", 0, 1)
    catalogue, cut = workspace.catalogue(), options.cut or Cut()
    cached, learnt = workspace.encoder(options.encoder), workspace.learnt()
    told = partial(tell, "Comparing statements")
    suggestions = suggest(catalogue, cached, learnt=learnt, cut=cut, shape=options.shape, progress=told)
    tell("Finding principles", 0, 1)
    found = find(workspace, catalogue, suggestions, encoder=cached, cut=cut)
    tell("Making the report", 0, 1)
    files = {
        **mapping_files(found.findings, found.people, stated=found.stated),
        **{f"reports/{name}": content for name, content in Site(found.findings).files().items()},
        **inferred_files(found.findings),
        **found.shared.files,
    }
    tell("Writing files", 0, 1)
    read = {PRINCIPLES: found.shared.read}
    workspace.outputs.publish(files, inputs=inputs, read=read, options=asdict(cut))
    said = language_warnings(catalogue.documents, encoder=cached.name)
    return Built(
        frameworks=len(catalogue.documents),
        statements=len(catalogue.statements),
        links=dict(Counter(link.kind.value for link in found.findings.links)),
        encoded=cached.encoded,
        reused=cached.reused,
        files=tuple(files),
        warnings=(*said, *found.people.warnings, *contradiction_warnings(found.findings)),
        principles=len(found.findings.principles.principles),
        changes=found.shared.changes,
    )


__all__ = ["CONTRADICTIONS", "Built", "Progress", "build", "settled_links"]
