"""Files written whole or not at all: nobody ever finds half of one."""

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from crosswalk.errors import OutputError

#: Files being written carry this ending until they are whole.
_UNFINISHED = ".unfinished"


def write_file(path: Path, content: bytes) -> None:
    """Write one file, whole or not at all.

    Raises:
        OutputError: It cannot be written; what was there is as it was.
    """
    with explained():
        _write_whole(_beside(path), content)
        _beside(path).replace(path)


def write_files(files: Mapping[Path, bytes]) -> None:
    """Write all files or none.

    Every file is written whole beside its place before the first one is put into it, so that a full disk or a
    read-only folder leaves everything as it was. Files that did not change are not touched.

    Raises:
        OutputError: One cannot be written; all are as they were.
    """
    changed = {path: content for path, content in files.items() if not _holds(path, content)}
    with explained():
        try:
            for path, content in changed.items():
                _write_whole(_beside(path), content)
        except OSError:
            for path in changed:
                with contextlib.suppress(OSError):
                    _beside(path).unlink(missing_ok=True)
            raise
        for path in changed:
            _beside(path).replace(path)


@contextlib.contextmanager
def explained() -> Iterator[None]:
    """Say which file cannot be written, and why.

    Raises:
        OutputError: The system refused.
    """
    try:
        yield
    except OSError as problem:
        raise OutputError(
            f"the file cannot be written ({problem.strerror or problem})",
            remedy="Make the folder writable or free some space; the previous files are as they were.",
            path=str(problem.filename or "").removesuffix(_UNFINISHED),
        ) from problem


def _beside(path: Path) -> Path:
    return path.with_name(path.name + _UNFINISHED)


def _write_whole(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except OSError:
        return False


def fingerprint(path: Path) -> str:
    """The sha256 of a file's content; `unreadable` where it cannot be read: its reader will say so."""
    try:
        return sha256_of(path.read_bytes())
    except OSError:
        return "unreadable"


def sha256_of(content: bytes) -> str:
    """The sha256 of some bytes, in hex."""
    return hashlib.sha256(content).hexdigest()
