"""The principles of a build: derived anew, with what people edited in their record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosswalk.workspace import PRINCIPLES, Workspace

if TYPE_CHECKING:
    from crosswalk.catalogue import Catalogue
    from crosswalk.embedding_cache import CachedEncoder
    from crosswalk.model import Link
    from crosswalk.principles import Change


@dataclass(frozen=True, slots=True)
class Shared:
    """The principles' files, how many principles there are, and what changed underneath them."""

    files: dict[str, bytes]
    count: int
    changes: "tuple[Change, ...]"


def principles_of(
    workspace: Workspace, catalogue: "Catalogue", links: "list[Link]", encoder: "CachedEncoder", *, title: str
) -> Shared:
    """Derive the principles anew, with what people edited, and make their files.

    Args:
        workspace: The project.
        catalogue: All frameworks.
        links: Settled links of all kinds.
        encoder: Compares the members' words.
        title: Of the project.

    Raises:
        PrinciplesError: The record of the principles cannot be read.
    """
    from crosswalk.interop.principles import write_principles
    from crosswalk.principles import Record, derive, rebuild
    from crosswalk.report.principles_files import make_principles_report

    record = workspace.principles(catalogue)
    rebuilt = rebuild(
        record or Record(), derive(catalogue, links, encode=encoder.encode), catalogue=catalogue
    )
    found = rebuilt.principles
    report = make_principles_report(catalogue, found, links, encode=encoder.encode, title=title)
    files = {f"reports/{name}": content for name, content in report.items()}
    # Once somebody may have edited it, it is never taken away.
    if found.principles or record is not None:
        files[PRINCIPLES] = write_principles(rebuilt.record, catalogue).encode()
    return Shared(files, len(found.principles), rebuilt.changes)
