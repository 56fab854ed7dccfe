"""The files of a project folder: found, read and written here. No rules.

corpus/      one folder a framework                 read
mappings/    SSSOM files                             read and written
reports/     tables, figures and pages               written
.crosswalk/  what can be made again (embeddings)     read and written
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from crosswalk.errors import MappingFileError, SourceError, WeightsError
from crosswalk.files import write_file
from crosswalk.workspace.outputs import MANIFEST, Outputs, inputs
from crosswalk.workspace.record import PRINCIPLES, PrinciplesFile

if TYPE_CHECKING:
    from crosswalk.accounts import Accounts
    from crosswalk.align import Levels
    from crosswalk.catalogue import Catalogue
    from crosswalk.community_cache import CachedCommunities
    from crosswalk.embedding_cache import CachedEncoder
    from crosswalk.ledger import Ledger
    from crosswalk.model import Decision
    from crosswalk.model import Mapping as Claim
    from crosswalk.principles.record import Record
    from crosswalk.readers.project import Project
    from crosswalk.suggest.weights import Learnt

__all__ = [
    "ACCOUNTS",
    "DATABASE_URL",
    "INFERRED",
    "LEDGER",
    "MANIFEST",
    "PRINCIPLES",
    "REJECTED",
    "REVIEWED",
    "STATED",
    "SUGGESTED",
    "WEIGHTS",
    "Workspace",
    "write_file",
]

STATED = "mappings/stated.sssom.tsv"
SUGGESTED = "mappings/suggested.sssom.tsv"
REVIEWED = "mappings/reviewed.sssom.tsv"
REJECTED = "mappings/rejected.sssom.tsv"
INFERRED = "mappings/inferred.sssom.tsv"

#: Every decision of this project's reviewers, and who may sign in to decide on a team's page, unless the
#: variable names a database that a team shares.
LEDGER = "mappings/ledger.sqlite"
ACCOUNTS = "mappings/accounts.sqlite"
DATABASE_URL = "CROSSWALK_DATABASE_URL"

#: What was learnt from pairs that people of this project judged; the package's own weights without it.
WEIGHTS = "mappings/weights.toml"


class Workspace:
    """A project folder.

    Args:
        root: The folder that holds `corpus/`.

    Raises:
        SourceError: There is no such folder.
    """

    def __init__(self, root: Path) -> None:
        if not root.is_dir():
            raise SourceError(
                "there is no such project folder",
                remedy="Name an existing folder with --project.",
                path=root,
            )
        self.root = root

    @property
    def embeddings(self) -> Path:
        """The file that keeps embeddings between builds."""
        return self.root / ".crosswalk" / "embeddings.sqlite"

    @property
    def communities(self) -> "CachedCommunities":
        """Looks for communities, and keeps what it found last in this project."""
        from crosswalk.community_cache import CachedCommunities

        return CachedCommunities(self.root / ".crosswalk" / "communities.npz")

    def encoder(self, spec: str) -> "CachedEncoder":
        """An encoder that keeps its vectors in this project.

        Args:
            spec: `minilm`, or `sentence-transformers:NAME_OR_PATH`.

        Raises:
            EncoderError: There is no such encoder, or its model cannot be loaded.
            MissingExtra: It needs packages that the default install leaves out.
        """
        from crosswalk.embedding_cache import CachedEncoder
        from crosswalk.suggest.encoders import load_encoder

        return CachedEncoder(load_encoder(spec), self.embeddings)

    def learnt(self, name: str = WEIGHTS) -> "Learnt":
        """What the views' votes weigh in this project: its own weights, or those of the package.

        Args:
            name: The file of the project's own weights.

        Raises:
            WeightsError: The project's file cannot be read.
        """
        from crosswalk.suggest.weights import read_weights, shipped

        try:
            text = (self.root / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return shipped()
        except (OSError, UnicodeDecodeError) as problem:
            raise WeightsError(
                f"the weights cannot be read ({problem})",
                remedy="Delete the file to use those of the package, or learn them again.",
                path=name,
            ) from problem
        return read_weights(text, path=name)

    def catalogue(self) -> "Catalogue":
        """Every framework of `corpus/`.

        Raises:
            CrosswalkError: A document or its framework.toml is not as it should be.
        """
        from crosswalk.catalogue import Catalogue
        from crosswalk.readers import read_frameworks

        return Catalogue(read_frameworks(self.root / "corpus"))

    def project(self) -> "Project":
        """What the project is called and what it serves.

        Raises:
            SourceError: corpus/project.toml is there and not as it should be.
        """
        from crosswalk.readers.project import read_project

        return read_project(self.root / "corpus")

    def levels(self, catalogue: "Catalogue") -> "Levels | None":
        """How the levels of the frameworks are laid side by side; None where nobody has said.

        Raises:
            SourceError: corpus/levels.toml is there and not as it should be.
        """
        from crosswalk.readers.levels import read_levels

        return read_levels(self.root / "corpus", catalogue)

    def ledger(self) -> "Ledger":
        """The project's ledger, made where there is none yet: a database that a team shares, or a file.

        Raises:
            LedgerError: It cannot be used, or is of a later version.
            MissingExtra: It is PostgreSQL, and its driver is not installed.
        """
        from crosswalk.ledger import Ledger

        return Ledger(os.environ.get(DATABASE_URL) or self.root / LEDGER)

    def accounts(self, *, create: bool = True) -> "Accounts":
        """The accounts of the project's team, where the ledger is or in a file of their own.

        Args:
            create: Make what is missing; False to open only what is there already.

        Raises:
            AccountError: They cannot be used, are not there, or are of a later version.
            MissingExtra: They are in PostgreSQL, and its driver is not installed.
        """
        from crosswalk.accounts import Accounts

        return Accounts(os.environ.get(DATABASE_URL) or self.root / ACCOUNTS, create=create)

    def decisions(self) -> "list[Decision]":
        """Every decision by time; without a ledger there are none, and none is made. Raises as `ledger`."""
        if not os.environ.get(DATABASE_URL) and not (self.root / LEDGER).exists():
            return []
        with self.ledger() as ledger:
            return ledger.read()

    def mappings(self, *names: str) -> "list[Claim]":
        """Claims of the named mapping files, in order; a file that does not exist yet gives none.

        Raises:
            MappingFileError: A file cannot be read as SSSOM.
        """
        return [claim for name in names for claim in self._mappings_of(name)]

    def _mappings_of(self, name: str) -> "list[Claim]":
        from crosswalk.interop.sssom import read_sssom

        try:
            text = (self.root / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError) as problem:
            raise MappingFileError(
                f"the file cannot be read ({problem})",
                remedy="Run `crosswalk build` to write it again.",
                path=name,
            ) from problem
        return read_sssom(text, path=name)

    @property
    def record(self) -> PrinciplesFile:
        """The file with the record of principles."""
        return PrinciplesFile(self.root)

    def principles(self, catalogue: "Catalogue") -> "Record | None":
        """The record of principles; None where there is none yet.

        Raises:
            PrinciplesError: It is not as it should be; the message names the line.
        """
        return self.record.read(catalogue)

    def inputs(self, **options: object) -> str:
        """A fingerprint of all that a build depends on: corpus, decisions, options and the tool itself."""
        # Never the ledger's own bytes: those change when SQLite tidies up. A row never changes under its id.
        return inputs(self.root, options, (decision.id for decision in self.decisions()))

    @property
    def outputs(self) -> Outputs:
        """The files that builds write."""
        return Outputs(self.root)
