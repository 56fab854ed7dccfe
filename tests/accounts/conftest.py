from collections.abc import Iterator
from pathlib import Path

import pytest

from crosswalk.accounts import Accounts
from tests.accounts.clock import Clock


@pytest.fixture
def clock() -> Clock:
    """Time that passes when a test says so."""
    return Clock()


@pytest.fixture
def accounts(address: str | Path, clock: Clock) -> Iterator[Accounts]:
    """No accounts yet, on each of the two databases."""
    with Accounts(address, clock=clock) as accounts:
        yield accounts
