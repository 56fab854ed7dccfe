"""Communities kept between runs: a graph that was looked at once is not looked at again.

The file may be deleted at any time; that costs some seconds and nothing else.
"""

import hashlib
import io
import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from crosswalk import at_scale
from crosswalk.errors import OutputError
from crosswalk.files import fingerprint, write_file
from crosswalk.principles import communities
from crosswalk.principles.communities import Settings, Together, often_together

if TYPE_CHECKING:
    import networkx as nx


class CachedCommunities:
    """Keeps what `often_together` gave for the last graph.

    Args:
        path: The file; it and its folder are made when the first answer is written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def often_together(self, graph: "nx.Graph", *, settings: Settings | None = None) -> Together:
        """As `principles.communities.often_together`, bit for bit.

        Args:
            graph: As `joined` gives it.
            settings: How to look; None for the default.
        """
        key = _key(graph, settings or Settings())
        kept = self._read(key, len(graph))
        if kept is not None:
            return Together(tuple(graph), *kept)
        found = often_together(graph, settings=settings)
        self._write(key, found)
        return found

    def _read(self, key: str, nodes: int) -> list[np.ndarray] | None:
        """Shares and tree; None where they are not those of this graph, or cannot be used."""
        try:
            with np.load(io.BytesIO(self._path.read_bytes()), allow_pickle=False) as file:
                kept = [file["share"], file["tree"]] if str(file["key"]) == key else []
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
            # None yet, or none of ours: it is made anew.
            return None
        shapes = [(nodes, nodes), (max(nodes - 1, 0), 4)]
        usable = [found.shape for found in kept] == shapes and all(f.dtype == np.float64 for f in kept)
        return kept if usable else None

    def _write(self, key: str, found: Together) -> None:
        content = io.BytesIO()
        np.savez_compressed(content, key=np.asarray(key), share=found.share, tree=found.tree)
        try:
            write_file(self._path, content.getvalue())
        except OutputError:
            # A project that can be read and not written is none the worse for it.
            return


def _key(graph: "nx.Graph", settings: Settings) -> str:
    """Changes with anything that the answer depends on: the graph, the settings, and the method itself."""
    import networkx as nx
    import scipy

    method = [fingerprint(Path(str(module.__file__))) for module in (communities, at_scale)]
    edges = [(a, b, d["weight"], d["probability"]) for a, b, d in graph.edges(data=True)]
    versions = [library.__version__ for library in (nx, np, scipy)]
    said = [versions, at_scale.is_there(), method, asdict(settings), list(graph), edges]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()
