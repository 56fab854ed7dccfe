from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy

from crosswalk.errors import LedgerError
from crosswalk.ledger import Ledger
from crosswalk.ledger.migrations import NEWEST
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
        connection.execute(later, {"version": NEWEST + 1})
    engine.dispose()

    with pytest.raises(LedgerError, match=f"has version {NEWEST + 1}.*Update the tool"):
        Ledger(address)
