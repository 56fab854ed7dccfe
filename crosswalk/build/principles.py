"""The principles of a build: derived anew, with what people edited in their record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crosswalk.workspace import PRINCIPLES, Workspace

if TYPE_CHECKING:
    from crosswalk.catalogue import Catalogue
    from crosswalk.embedding_cache import CachedEncoder
    from crosswalk.model import Link, Principles
    from crosswalk.principles import Change


@dataclass(frozen=True, slots=True)
class Shared:
    """The principles, their record as it was read and as it is to be written, and what changed underneath."""

    principles: "Principles"
    read: bytes | None
    files: dict[str, bytes]
    changes: "tuple[Change, ...]"


def principles_of(
    workspace: Workspace, catalogue: "Catalogue", links: "list[Link]", encoder: "CachedEncoder"
) -> Shared:
    """Derive the principles anew, with what people edited.

    Args:
        workspace: The project.
        catalogue: All frameworks.
        links: Settled links of all kinds.
        encoder: Compares the members' words.

    Raises:
        PrinciplesError: The record of the principles cannot be read.
    """
    from crosswalk.interop.principles import write_principles
    from crosswalk.principles import Record, derive, rebuild

    read = workspace.record.content
    record = workspace.principles(catalogue)
    look = workspace.communities.often_together
    derived = derive(catalogue, links, encode=encoder.encode, look=look)
    rebuilt = rebuild(record or Record(), derived, catalogue=catalogue)
    files = {}
    # Once somebody may have edited it, it is never taken away.
    if rebuilt.principles.principles or record is not None:
        files[PRINCIPLES] = write_principles(rebuilt.record, catalogue).encode()
    return Shared(rebuilt.principles, read, files, rebuilt.changes)
