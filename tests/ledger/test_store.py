import contextlib
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy
from hypothesis import HealthCheck, given, settings

from crosswalk.errors import DecisionError, LedgerError, MissingExtra
from crosswalk.ledger import Ledger
from crosswalk.ledger.schema import METADATA, row_of
from crosswalk.model import Decision
from tests.decided import decided, ledgers, named, rejected, undone
from tests.ledger.cluster import Cluster


def direct(address: str | Path) -> sqlalchemy.Engine:
    """The database without our rules."""
    if isinstance(address, Path):
        return sqlalchemy.create_engine(f"sqlite:///{address}")
    return sqlalchemy.create_engine(address.replace("postgresql:", "postgresql+psycopg:"))


def test_what_is_appended_is_read_by_time(ledger: Ledger) -> None:
    ledger.append(undone(3, of=1))
    ledger.append(rejected(2), decided(1))

    assert ledger.read() == [decided(1), rejected(2), undone(3, of=1)]


def test_what_was_appended_is_there_when_the_ledger_is_opened_again(address: str | Path) -> None:
    with Ledger(address) as ledger:
        ledger.append(decided(1))
    with Ledger(address) as ledger:
        assert ledger.read() == [decided(1)]


@given(ledgers)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=40)
def test_whatever_is_decided_comes_back_the_same(address: str | Path, rows: list[Decision]) -> None:
    address = _fresh(address)
    with Ledger(address) as ledger:
        ledger.append(*rows)
        ledger.append(*reversed(rows))

        assert ledger.read() == sorted(rows, key=lambda d: d.order)


def _fresh(address: str | Path) -> str | Path:
    """The same place with nothing in it."""
    if isinstance(address, Path):
        for file in address.parent.glob("ledger.sqlite*") if address.parent.exists() else ():
            file.unlink()
        return address
    engine = direct(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    return address


def test_pairs_and_reviewers_can_be_read_alone(ledger: Ledger) -> None:
    turned = decided(2, subject_id="elm:1", object_id="ash:1.1", reviewer="reviewer-2")
    ledger.append(decided(1), turned, decided(3, object_id="elm:2"))

    assert ledger.read(pair=("elm:1", "ash:1.1")) == [decided(1), turned]
    assert ledger.read(pair=("ash:1.1", "elm:1"), reviewer="reviewer-2") == [turned]
    assert ledger.read(reviewer="reviewer-3") == []


def test_a_decision_sent_again_is_kept_once(ledger: Ledger) -> None:
    ledger.append(decided(1))
    ledger.append(decided(1), decided(2), decided(2))

    assert ledger.read() == [decided(1), decided(2)]


def test_another_decision_under_a_known_id_is_refused_and_its_companions_with_it(ledger: Ledger) -> None:
    ledger.append(decided(1))

    with pytest.raises(DecisionError, match=f"another decision with the id {named(1)}"):
        ledger.append(decided(2), decided(1, comment="on second thoughts"))

    assert ledger.read() == [decided(1)]


def test_a_bad_decision_among_those_of_other_callers_does_not_sink_them(ledger: Ledger) -> None:
    ledger.append(decided(1))
    sent = [decided(1, comment="other") if n % 10 == 0 else decided(n + 1) for n in range(200)]

    def send(decision: Decision) -> bool:
        try:
            ledger.append(decision)
        except DecisionError:
            return False
        return True

    with ThreadPoolExecutor(32) as pool:
        told = [*pool.map(send, sent)]

    assert told == [n % 10 != 0 for n in range(200)]
    assert {d.id for d in ledger.read()} == {named(1)} | {named(n + 1) for n in range(200) if n % 10}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET comment = 'other'",
        "DELETE FROM decisions",
        "INSERT OR REPLACE INTO decisions SELECT id, subject_id, object_id, verdict, predicate_id, reason, "
        "'other', reviewer, decided_at, subject_wording, object_wording, supersedes, shown_blind, NULL, "
        "NULL, NULL, NULL FROM decisions",
        "TRUNCATE decisions",
    ],
)
def test_not_even_by_hand_can_a_decision_be_changed_or_deleted(
    address: str | Path, ledger: Ledger, statement: str
) -> None:
    ledger.append(decided(1))
    engine = direct(address)
    # SQLite passes over a replacement silently; everything else is refused aloud.
    with contextlib.suppress(sqlalchemy.exc.SQLAlchemyError), engine.begin() as connection:
        connection.exec_driver_sql(statement)
    engine.dispose()

    assert ledger.read() == [decided(1)]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"verdict": "maybe"},
        {"verdict": "reject"},
        {"predicate_id": None},
        {"reason": "different-topic"},
        {"id": "1"},
        {"supersedes": named(1)},
        {"object_id": "ash:1.1"},
        {"decided_at": "yesterday"},
        {"reviewer": None},
    ],
)
def test_the_database_itself_refuses_rows_that_contradict_themselves(
    address: str | Path, ledger: Ledger, spoilt: dict[str, object]
) -> None:
    engine = direct(address)
    table = METADATA.tables["decisions"]
    with pytest.raises(sqlalchemy.exc.IntegrityError), engine.begin() as connection:
        connection.execute(table.insert(), row_of(decided(1)) | spoilt)
    engine.dispose()


def test_a_file_is_written_ahead_and_every_commit_waits_for_the_disk(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger, ledger._database.engine.connect() as connection:
        assert [
            connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "busy_timeout")
        ] == ["wal", 2, 60_000]


def test_on_postgresql_every_commit_waits_for_the_disk(cluster: Cluster) -> None:
    with Ledger(cluster.new_database()) as ledger, ledger._database.engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW synchronous_commit").scalar() == "on"


def test_a_file_of_one_word_is_left_when_all_is_closed(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger.sqlite") as ledger:
        ledger.append(decided(1))

    assert [path.name for path in tmp_path.iterdir()] == ["ledger.sqlite"]


def test_a_closed_ledger_takes_nothing_more(ledger: Ledger) -> None:
    ledger.append(decided(1))
    ledger.close()
    ledger.close()

    with pytest.raises(LedgerError, match="closed"):
        ledger.append(decided(2))


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: None, "no such ledger"),
        (lambda path: path.write_bytes(b"not a database at all" * 100), "cannot be used"),
        (lambda path: _other_database(path), "no ledger of decisions"),
    ],
)
def test_what_is_no_ledger_is_not_opened_as_one(
    tmp_path: Path, make: Callable[[Path], object], said: str
) -> None:
    path = tmp_path / "other.sqlite"
    make(path)
    before = path.read_bytes() if path.exists() else None

    with pytest.raises(LedgerError, match=said) as refused:
        Ledger(path, create=False)

    assert str(path) in str(refused.value)
    assert (path.read_bytes() if path.exists() else None) == before


def _other_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE something (x)")


@pytest.mark.parametrize("address", ["mysql://host/x", "sqlite://", "sqlite:///:memory:", "nonsense"])
def test_other_databases_are_refused_with_what_an_address_looks_like(address: str) -> None:
    with pytest.raises(LedgerError, match="It looks like postgresql://"):
        Ledger(address)


def test_a_password_is_never_shown() -> None:
    with pytest.raises(LedgerError) as refused:
        Ledger("postgresql://me:secret@localhost:1/x?connect_timeout=1")

    assert "secret" not in str(refused.value)
    assert "cannot be used" in str(refused.value)


def test_postgresql_without_its_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crosswalk.database.engine.find_spec", lambda name: None)

    with pytest.raises(MissingExtra, match=r"crosswalk-analyser\[team\]"):
        Ledger("postgresql://localhost/x")
