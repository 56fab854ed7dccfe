from pathlib import Path

import pytest

from crosswalk.catalogue import Catalogue
from crosswalk.readers import read_frameworks
from tests.worlds import invented

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def real_catalogue() -> Catalogue:
    """The five documents and the frameworks they speak of."""
    return Catalogue(read_frameworks(REPOSITORY / "corpus"))


@pytest.fixture
def world() -> Catalogue:
    """Two invented frameworks and one that they speak of."""
    return invented()
