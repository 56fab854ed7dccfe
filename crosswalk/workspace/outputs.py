"""The files that builds write: all of them or none, and nobody's own file is taken away."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from importlib.resources import files as package_files
from pathlib import Path
from typing import Any

from crosswalk.errors import OutputError
from crosswalk.files import explained, fingerprint, sha256_of, write_files

#: Lists every file of the last build with its sha256, so that the next build can take away what it no
#: longer makes, and nobody's own file. Not beside the report: who gets a copy of it starts afresh.
MANIFEST = ".crosswalk/manifest.json"


def inputs(root: Path, options: Mapping[str, object], decision_ids: Iterable[str]) -> str:
    """A fingerprint of all that a build depends on: corpus, decisions, options and the tool itself.

    Args:
        root: The project folder.
        options: Of the build.
        decision_ids: Of every row of the ledger, by time.
    """
    digest = hashlib.sha256(json.dumps(options, sort_keys=True, default=str).encode())
    tool = Path(str(package_files("crosswalk")))
    for folder, pattern in (
        (root / "corpus", "*/*"),
        (root / "corpus", "*.toml"),
        (root / "mappings", "*.toml"),
        (tool, "**/*.*"),
    ):
        for path in sorted(folder.glob(pattern)):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"\n{path.relative_to(folder)}\n{fingerprint(path)}".encode())
    digest.update("".join(decision_ids).encode())
    return digest.hexdigest()


class Outputs:
    """What builds write into a project folder.

    Args:
        root: The project folder.
    """

    def __init__(self, root: Path) -> None:
        self._root = root

    def are_current(self, inputs: str) -> bool:
        """Whether the last build had these inputs and all its files are still as it wrote them."""
        manifest = self._manifest()
        return manifest.get("inputs") == inputs and all(
            (self._root / name).is_file() and sha256_of((self._root / name).read_bytes()) == sha256
            for name, sha256 in _files_of(manifest).items()
        )

    @property
    def options(self) -> dict[str, Any]:
        """What was asked of the last build; empty where nobody knows."""
        options = self._manifest().get("options")
        return options if isinstance(options, dict) else {}

    def publish(
        self,
        files: Mapping[str, bytes],
        *,
        inputs: str,
        read: Mapping[str, bytes | None] | None = None,
        options: Mapping[str, float | int | None] | None = None,
    ) -> None:
        """Write all files or none, and take away what the last build made and this one does not.

        Args:
            files: Path relative to the project, with `/` -> content.
            inputs: Fingerprint of what they were made from.
            read: Those of them that people edit too, as they were when the build read them; None for a file
                that was not there.
            options: What was asked of the build, for whoever reads its files.

        Raises:
            OutputError: Something cannot be written, or somebody edited such a file while the build ran; the
                outputs are as they were.
        """
        for name, content in (read or {}).items():
            if self._content(name) != content:
                raise OutputError(
                    "the file was edited while the build ran",
                    remedy="Nothing was written. Build again; it takes the edits in.",
                    path=name,
                )
        before = _files_of(self._manifest())
        listed = {name: sha256_of(content) for name, content in sorted(files.items())}
        manifest = json.dumps(
            {"inputs": inputs, "options": dict(options or {}), "files": listed}, indent=1
        ).encode()
        everything = {**files, MANIFEST: manifest + b"\n"}
        write_files({self._root / name: content for name, content in everything.items()})
        with explained():
            for name, sha256 in before.items():
                self._take_away(name, sha256, keep=everything)

    def _content(self, name: str) -> bytes | None:
        path = self._root / name
        return path.read_bytes() if path.is_file() else None

    def _manifest(self) -> dict[str, object]:
        try:
            manifest = json.loads((self._root / MANIFEST).read_bytes())
        except (OSError, ValueError):
            # No manifest, or not ours: then nothing is known to be ours to keep or to take away.
            return {}
        return manifest if isinstance(manifest, dict) else {}

    def _take_away(self, name: str, sha256: str, *, keep: Mapping[str, bytes]) -> None:
        path = self._root / name
        inside = path.resolve().is_relative_to(self._root.resolve())
        if name not in keep and inside and path.is_file() and sha256_of(path.read_bytes()) == sha256:
            path.unlink()


def _files_of(manifest: dict[str, object]) -> dict[str, str]:
    files = manifest.get("files")
    return {str(name): str(sha256) for name, sha256 in files.items()} if isinstance(files, dict) else {}
