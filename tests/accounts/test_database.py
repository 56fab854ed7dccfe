"""The database of accounts: what is in it, who may read it, and what is said where it cannot be used."""

import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy

from crosswalk.accounts import Accounts, Role
from crosswalk.accounts.schema import METADATA, TABLES
from crosswalk.errors import AccountError
from crosswalk.ledger import Ledger
from crosswalk.workspace import ACCOUNTS, DATABASE_URL, Workspace
from tests.decided import decided
from tests.ledger.cluster import Cluster
from tests.ledger.test_store import direct

PASSWORD = "four words in a row"  # noqa: S105 - nobody's


def test_the_migrated_tables_are_those_that_the_code_speaks_of(address: str | Path) -> None:
    Accounts(address).close()
    engine = direct(address)
    inspector = sqlalchemy.inspect(engine)
    found = {
        table: {column["name"]: column["nullable"] for column in inspector.get_columns(table)}
        for table in METADATA.tables
    }
    engine.dispose()

    assert found == {
        name: {column.name: column.nullable for column in table.columns}
        for name, table in METADATA.tables.items()
    }


def test_what_nobody_shall_know_is_not_in_the_files(tmp_path: Path) -> None:
    with Accounts(tmp_path / "accounts.sqlite") as accounts:
        accounts.add("anna", role=Role.ADMIN, password=PASSWORD)
        here = accounts.sign_in("anna", PASSWORD, origin="192.0.2.1")
        with pytest.raises(AccountError):
            accounts.sign_in("my password in the wrong field", "", origin="192.0.2.1")
        accounts.session(here.token)
        during = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    after = (tmp_path / "accounts.sqlite").read_bytes()

    for secret in (PASSWORD, here.token, here.session.csrf, "my password in the wrong field", "192.0.2.1"):
        assert secret.encode() not in during + after
    assert b"anna" in after


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    with Accounts(tmp_path / "accounts.sqlite") as accounts:
        accounts.add("anna", role=Role.ADMIN, password=PASSWORD)
        modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}

    assert modes == {f"accounts.sqlite{ending}": 0o600 for ending in ("", "-shm", "-wal")}


def test_accounts_and_decisions_may_share_a_database(address: str | Path) -> None:
    with Ledger(address) as ledger, Accounts(address) as accounts:
        ledger.append(decided(1))
        accounts.add("anna", role=Role.ADMIN, password=PASSWORD)

    with Accounts(address, create=False) as accounts, Ledger(address, create=False) as ledger:
        assert [account.name for account in accounts.all()] == ["anna"]
        assert ledger.read() == [decided(1)]
    if isinstance(address, Path):
        assert address.stat().st_mode & 0o777 == 0o600


def test_many_may_open_new_accounts_at_once(address: str | Path) -> None:
    def opened(_: int) -> int:
        with Accounts(address) as accounts:
            return len(accounts.all())

    with ThreadPoolExecutor(8) as pool:
        assert [*pool.map(opened, range(16))] == [0] * 16


def test_accounts_of_a_later_version_are_left_alone(address: str | Path) -> None:
    Accounts(address).close()
    engine = direct(address)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"INSERT INTO crosswalk_accounts VALUES ({TABLES.newest + 1})")  # noqa: S608
    engine.dispose()

    with pytest.raises(AccountError, match=rf"account list has version {TABLES.newest + 1}.*Update the tool"):
        Accounts(address)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, r"no such account list\. Make the first account: `crosswalk accounts add NAME"),
        (lambda path: path.write_bytes(b"not a database at all" * 100), "account list cannot be used"),
        (lambda path: Ledger(path).close(), "this database is no list of accounts"),
    ],
)
def test_what_has_no_accounts_is_said_and_left_alone(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / "other.sqlite"
    make(path)
    before = path.read_bytes() if path.exists() else None

    with pytest.raises(AccountError, match=said) as refused:
        Accounts(path, create=False)

    assert str(path) in str(refused.value)
    assert (path.read_bytes() if path.exists() else None) == before


def test_a_file_that_is_damaged_while_in_use_is_said(tmp_path: Path) -> None:
    path = tmp_path / "accounts.sqlite"
    with Accounts(path) as accounts:
        accounts.add("anna", role=Role.ADMIN, password=PASSWORD)
    with closing(sqlite3.connect(path)) as connection:
        size = connection.execute("PRAGMA page_size").fetchone()[0]
    content = path.read_bytes()
    path.write_bytes(content[:size] + b"\xff" * (len(content) - size))

    with pytest.raises(AccountError, match=r"accounts\.sqlite: the account list cannot be used"):
        Accounts(path).all()


def test_accounts_of_a_project_are_in_a_file_beside_its_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(DATABASE_URL, raising=False)
    with pytest.raises(AccountError, match="no such account list"):
        Workspace(tmp_path).accounts(create=False)

    Workspace(tmp_path).accounts().close()

    assert [*(tmp_path / "mappings").iterdir()] == [tmp_path / ACCOUNTS]


def test_a_team_has_its_accounts_where_it_has_its_decisions(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(DATABASE_URL, cluster.new_database())

    with Workspace(tmp_path).accounts() as accounts, Workspace(tmp_path).ledger() as ledger:
        assert accounts.all() == ledger.read() == []
    assert [*tmp_path.iterdir()] == []
