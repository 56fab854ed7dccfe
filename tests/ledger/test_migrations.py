import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy

from crosswalk.errors import LedgerError
from crosswalk.ledger import Ledger
from crosswalk.ledger.migrations import TABLES
from crosswalk.ledger.schema import DECISIONS
from tests.decided import decided
from tests.ledger.test_store import direct


def test_the_migrated_table_is_the_one_that_the_code_speaks_of(address: str | Path) -> None:
    Ledger(address).close()
    engine = direct(address)
    found = {column["name"]: column for column in sqlalchemy.inspect(engine).get_columns("decisions")}
    engine.dispose()

    assert [*found] == [column.name for column in DECISIONS.columns]
    assert {name: c["nullable"] for name, c in found.items()} == {
        c.name: c.nullable for c in DECISIONS.columns
    }


def test_many_may_open_a_new_ledger_at_once(address: str | Path) -> None:
    def open_and_add(number: int) -> None:
        with Ledger(address) as ledger:
            ledger.append(decided(number))

    with ThreadPoolExecutor(8) as pool:
        for _ in pool.map(open_and_add, range(1, 17)):
            pass
    with Ledger(address) as ledger:
        assert len(ledger.read()) == 16


def test_a_ledger_of_a_later_version_is_left_alone(address: str | Path) -> None:
    Ledger(address).close()
    engine = direct(address)
    with engine.begin() as connection:
        later = sqlalchemy.text("INSERT INTO crosswalk_ledger VALUES (:version)")
        connection.execute(later, {"version": TABLES.newest + 1})
    engine.dispose()

    with pytest.raises(LedgerError, match=f"has version {TABLES.newest + 1}.*Update the tool"):
        Ledger(address)


def test_steps_that_were_released_are_never_changed() -> None:
    """Ledgers are out there that were made by them."""
    first = TABLES.steps[0]
    text = repr(first.both + first.sqlite + first.postgresql)

    assert hashlib.sha256(text.encode()).hexdigest() == (
        "897e4bc74e7de58d91129ef5047f21f7b10705bc5146e8c136e338e28092287b"
    )
    assert TABLES.version_table == "crosswalk_ledger"
