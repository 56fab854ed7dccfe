from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswalk.ledger import Ledger


@pytest.fixture
def ledger(address: str | Path) -> Iterator[Ledger]:
    """An empty ledger on each of the two databases."""
    with Ledger(address) as ledger:
        yield ledger
