from pathlib import Path

import pytest

from crosswalk.ledger import Ledger
from crosswalk.workspace import DATABASE_URL, LEDGER, Workspace
from tests.decided import decided
from tests.ledger.cluster import Cluster


def test_a_team_shares_a_database_that_the_environment_names(
    cluster: Cluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = cluster.new_database()
    monkeypatch.setenv(DATABASE_URL, address)
    before = Workspace(tmp_path).inputs()

    with Workspace(tmp_path).ledger() as ledger:
        ledger.append(decided(1))

    assert Workspace(tmp_path).decisions() == [decided(1)]
    assert Workspace(tmp_path).inputs() != before
    assert not (tmp_path / LEDGER).exists()
    with Ledger(address) as ledger:
        assert ledger.read() == [decided(1)]


def test_to_look_for_decisions_makes_no_ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(DATABASE_URL, raising=False)

    assert Workspace(tmp_path).decisions() == []
    assert [*tmp_path.iterdir()] == []
