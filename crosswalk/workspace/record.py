"""The file with the record of principles, which builds, people and the review page write in turn."""

from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.errors import PrinciplesError
from crosswalk.files import sha256_of, write_file

if TYPE_CHECKING:
    from crosswalk.catalogue import Catalogue
    from crosswalk.principles.record import Record

#: The principles that the frameworks share, as people edited them.
PRINCIPLES = "mappings/principles.yaml"

#: What stood there before each change made on a page: numbered, the latest last, each with the beginning of
#: the sha256 of what the change wrote.
_BEFORE = ".crosswalk/principles"


class PrinciplesFile:
    """`mappings/principles.yaml` of a project.

    Args:
        root: The project folder.
    """

    def __init__(self, root: Path) -> None:
        self._root, self._path = root, root / PRINCIPLES

    @property
    def content(self) -> bytes | None:
        """What stands in the file; None where there is none.

        Raises:
            PrinciplesError: It cannot be read.
        """
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as problem:
            raise PrinciplesError(
                f"the file cannot be read ({problem})", remedy="Make it readable.", path=PRINCIPLES
            ) from problem

    def read(self, catalogue: "Catalogue") -> "Record | None":
        """The record; None where there is none yet.

        Raises:
            PrinciplesError: It is not as it should be; the message names the line.
        """
        from crosswalk.interop.principles import read_principles

        content = self.content
        if content is None:
            return None
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError as problem:
            raise PrinciplesError(
                f"the file cannot be read ({problem})", remedy="Save it as UTF-8.", path=PRINCIPLES
            ) from problem
        return read_principles(text, catalogue, path=PRINCIPLES)

    def write(self, content: bytes) -> None:
        """Put a record in the place of the one that is there, of which a copy is kept.

        Args:
            content: As `write_principles` gives it, in UTF-8.

        Raises:
            OutputError: It cannot be written; what was there is as it was.
        """
        before = self.content
        if before is not None and before != content:
            kept = self._kept()
            number = int(kept[-1].stem.partition("-")[0]) + 1 if kept else 1
            write_file(self._root / _BEFORE / f"{number:06}-{_mark(content)}.yaml", before)
        write_file(self._path, content)

    def undo(self) -> None:
        """Bring back what stood there before the last change made on a page.

        Raises:
            PrinciplesError: No change was made on a page, or the file was changed elsewhere since.
            OutputError: It cannot be written; what was there is as it was.
        """
        last = self._last()
        if last is None:
            raise PrinciplesError(
                "there is no change to undo, or the file was changed elsewhere since",
                remedy=f"The copies from before each change stand in {_BEFORE}.",
            )
        write_file(self._path, last.read_bytes())
        last.unlink()

    @property
    def can_undo(self) -> bool:
        """Whether what stands in the file is what the last change made on a page wrote."""
        return self._last() is not None

    def _last(self) -> Path | None:
        kept, content = self._kept(), self.content
        made_here = kept and content is not None and kept[-1].stem.endswith(f"-{_mark(content)}")
        return kept[-1] if made_here else None

    def _kept(self) -> list[Path]:
        return sorted((self._root / _BEFORE).glob("[0-9]*-*.yaml"))


def _mark(content: bytes) -> str:
    return sha256_of(content)[:16]
