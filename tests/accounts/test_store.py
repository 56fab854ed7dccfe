import unicodedata
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from crosswalk.accounts import Account, Accounts, Role
from crosswalk.errors import AccountError
from tests.accounts.clock import Clock
from tests.ledger.test_store import direct

PASSWORD = "four words in a row"  # noqa: S105 - nobody's
ORIGIN = "192.0.2.1"


def test_an_account_is_found_and_listed_by_name(accounts: Accounts, clock: Clock) -> None:
    second = accounts.add("reviewer-2", role=Role.REVIEWER, password=PASSWORD)
    first = accounts.add("reviewer-1", role=Role.READER, password=PASSWORD)

    assert first == Account("reviewer-1", Role.READER, closed=False, created_at=clock.now)
    assert accounts.all() == [first, second]
    assert accounts.get("reviewer-2") == second


@pytest.mark.parametrize("name", ["", " anna", "anna ", "an|na", "an\nna", "an\0na", "\ud800", "x" * 101])
def test_a_name_that_would_not_do_for_a_reviewer_is_refused(accounts: Accounts, name: str) -> None:
    with pytest.raises(AccountError, match="the name"):
        accounts.add(name, role=Role.READER, password=PASSWORD)

    assert accounts.all() == []
    with pytest.raises(AccountError, match="there is no account"):
        accounts.get(name)
    with pytest.raises(AccountError, match="do not belong to an open account"):
        accounts.sign_in(name, PASSWORD, origin=ORIGIN)


def test_nobody_may_have_a_name_that_looks_like_another(accounts: Accounts) -> None:
    accounts.add("Zoë", role=Role.READER, password=PASSWORD)

    for name in ("zoë", "ZOË", unicodedata.normalize("NFD", "Zoë")):
        with pytest.raises(AccountError, match="looks like that of the account Zoë"):
            accounts.add(name, role=Role.READER, password=PASSWORD)
    with pytest.raises(AccountError, match="there is an account Zoë already"):
        accounts.add("Zoë", role=Role.READER, password=PASSWORD)
    assert [account.name for account in accounts.all()] == ["Zoë"]


def test_of_many_who_want_a_name_at_once_one_gets_it(accounts: Accounts) -> None:
    def add(name: str) -> bool:
        try:
            accounts.add(name, role=Role.READER, password=PASSWORD)
        except AccountError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        told = [*pool.map(add, ("anna", "Anna", "ANNA", "aNNA"))]

    assert sorted(told) == [False, False, False, True]


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("eleven char", "has 11 characters"),
        ("x" * 1025, "has 1025 characters"),
        ("Reviewer-One", "is the name itself"),
    ],
)
def test_a_password_that_is_easily_guessed_is_refused(accounts: Accounts, password: str, said: str) -> None:
    with pytest.raises(AccountError, match=said) as refused:
        accounts.add("reviewer-one", role=Role.READER, password=password)

    assert password not in str(refused.value)
    assert accounts.all() == []


def test_a_password_may_come_from_another_keyboard(accounts: Accounts) -> None:
    accounts.add("anna", role=Role.READER, password=unicodedata.normalize("NFC", "très très long"))

    assert accounts.sign_in("anna", unicodedata.normalize("NFD", "très très long"), origin=ORIGIN)


def test_unknown_name_wrong_password_and_closed_account_have_one_answer(accounts: Accounts) -> None:
    accounts.add("anna", role=Role.READER, password=PASSWORD)
    accounts.add("closed", role=Role.READER, password=PASSWORD)
    accounts.close_account("closed")
    said = set()

    for name, password in (
        ("nobody", PASSWORD),
        ("Anna", PASSWORD),
        ("anna", "not this one"),
        ("anna", ""),
        ("anna", "x" * 100_000),
        ("anna", PASSWORD + "\ud800"),
        ("closed", PASSWORD),
    ):
        with pytest.raises(AccountError) as refused:
            accounts.sign_in(name, password, origin=f"origin of {name} {password[:20]!r}")
        said.add(str(refused.value))

    assert len(said) == 1


def test_a_new_password_ends_what_was_begun_with_the_old_one(accounts: Accounts) -> None:
    accounts.add("anna", role=Role.READER, password=PASSWORD)
    token = accounts.sign_in("anna", PASSWORD, origin=ORIGIN).token

    accounts.set_password("anna", "another four words")

    assert accounts.session(token) is None
    with pytest.raises(AccountError, match="do not belong"):
        accounts.sign_in("anna", PASSWORD, origin=ORIGIN)
    assert accounts.sign_in("anna", "another four words", origin=ORIGIN)
    with pytest.raises(AccountError, match="has 5 characters"):
        accounts.set_password("anna", "short")


def test_a_closed_account_is_out_at_once_and_may_be_opened_again(accounts: Accounts) -> None:
    accounts.add("anna", role=Role.READER, password=PASSWORD)
    token = accounts.sign_in("anna", PASSWORD, origin=ORIGIN).token

    accounts.close_account("anna")
    assert accounts.get("anna").closed
    assert accounts.session(token) is None

    accounts.reopen_account("anna")
    assert accounts.session(token) is None
    assert not accounts.sign_in("anna", PASSWORD, origin=ORIGIN).session.account.closed


def test_a_new_role_counts_where_somebody_is_signed_in(accounts: Accounts) -> None:
    accounts.add("anna", role=Role.READER, password=PASSWORD)
    token = accounts.sign_in("anna", PASSWORD, origin=ORIGIN).token

    accounts.set_role("anna", Role.REVIEWER)

    assert accounts.session(token).account == accounts.get("anna")
    assert accounts.get("anna").role is Role.REVIEWER


def test_the_last_admin_stays_one(accounts: Accounts) -> None:
    for name in ("first", "second"):
        accounts.add(name, role=Role.ADMIN, password=PASSWORD)
    accounts.close_account("second")

    for refused in (
        lambda: accounts.close_account("first"),
        lambda: accounts.set_role("first", Role.ADJUDICATOR),
    ):
        with pytest.raises(AccountError, match="first is the last admin whose account is open"):
            refused()
    accounts.set_role("first", Role.ADMIN)
    accounts.reopen_account("second")
    accounts.set_role("first", Role.READER)

    assert [account.role for account in accounts.all()] == [Role.READER, Role.ADMIN]


def test_two_admins_cannot_close_each_other_at_once(accounts: Accounts) -> None:
    for name in ("first", "second"):
        accounts.add(name, role=Role.ADMIN, password=PASSWORD)

    def close(name: str) -> bool:
        try:
            accounts.close_account(name)
        except AccountError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        for _ in range(20):
            assert sorted(pool.map(close, ("first", "second"))) == [False, True]
            for name in ("first", "second"):
                accounts.reopen_account(name)


@pytest.mark.parametrize("act", ["set_role", "set_password", "close_account", "reopen_account"])
def test_whoever_has_no_account_is_said_to_have_none(accounts: Accounts, act: str) -> None:
    more = {"set_role": (Role.READER,), "set_password": (PASSWORD,)}.get(act, ())

    with pytest.raises(AccountError, match="there is no account 'nobody'"):
        getattr(accounts, act)("nobody", *more)


def test_a_password_kept_in_an_old_way_is_kept_in_the_new_one_after_the_next_sign_in(
    address: str | Path, accounts: Accounts
) -> None:
    accounts.add("anna", role=Role.READER, password=PASSWORD)
    old = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PASSWORD)
    _keep(address, old)

    accounts.sign_in("anna", PASSWORD, origin=ORIGIN)

    engine = direct(address)
    with engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT password FROM accounts").scalar_one()
    engine.dispose()
    assert not PasswordHasher().check_needs_rehash(kept)
    assert accounts.sign_in("anna", PASSWORD, origin=ORIGIN)


def test_a_password_that_was_damaged_is_said_with_what_to_do(address: str | Path, accounts: Accounts) -> None:
    accounts.add("anna", role=Role.READER, password=PASSWORD)
    _keep(address, "$argon2id$nonsense")

    with pytest.raises(AccountError, match=r"is damaged.*crosswalk accounts password NAME"):
        accounts.sign_in("anna", PASSWORD, origin=ORIGIN)


def _keep(address: str | Path, password: str) -> None:
    engine = direct(address)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE accounts SET password = '{password}'")  # noqa: S608
    engine.dispose()
