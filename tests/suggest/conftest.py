from pathlib import Path

import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.interop.sssom import read_sssom
from crosswalk.model import Mapping
from crosswalk.suggest.encoders import DEFAULT_ENCODER
from crosswalk.suggest.pairwise import Pairwise
from crosswalk.workspace import SUGGESTED, Workspace


@pytest.fixture(scope="session")
def suggestions(built: Path) -> list[Mapping]:
    """What the default model suggests for the real corpus."""
    return read_sssom((built / SUGGESTED).read_text(encoding="utf-8"), path=SUGGESTED)


@pytest.fixture(scope="session")
def real(built: Path, real_catalogue: Catalogue) -> Pairwise:
    """The real corpus, compared by the default model."""
    return Pairwise(real_catalogue, Workspace(built).encoder(DEFAULT_ENCODER))
