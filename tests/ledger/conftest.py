import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswalk.ledger import Ledger
from tests.ledger.cluster import Cluster, missing, programs


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server of our own."""
    binaries = programs()
    if binaries is None:
        missing(os.environ)
    cluster = Cluster(binaries)
    yield cluster
    cluster.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str | Path:
    """Where a new ledger may be made, on each of the two databases."""
    if request.param == "sqlite":
        return tmp_path / "mappings" / "ledger.sqlite"
    return request.getfixturevalue("cluster").new_database()


@pytest.fixture
def ledger(address: str | Path) -> Iterator[Ledger]:
    """An empty ledger on each of the two databases."""
    with Ledger(address) as ledger:
        yield ledger
