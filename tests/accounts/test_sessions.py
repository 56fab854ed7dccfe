from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from crosswalk.accounts import Accounts, Role, SignedIn
from tests.accounts.clock import Clock

PASSWORD = "four words in a row"  # noqa: S105 - nobody's


def signed_in(accounts: Accounts, name: str = "anna") -> SignedIn:
    accounts.add(name, role=Role.REVIEWER, password=PASSWORD)
    return accounts.sign_in(name, PASSWORD, origin="192.0.2.1")


def test_a_token_stands_for_whoever_signed_in_until_they_sign_out(accounts: Accounts) -> None:
    anna, ben = signed_in(accounts), signed_in(accounts, "ben")

    assert anna.session.account == accounts.get("anna")
    assert accounts.session(anna.token) == anna.session
    assert len({anna.token, ben.token, anna.session.csrf, ben.session.csrf}) == 4
    accounts.sign_out(anna.token)
    accounts.sign_out(anna.token)
    assert accounts.session(anna.token) is None
    assert accounts.session(ben.token) == ben.session


def test_a_made_up_token_stands_for_nobody(accounts: Accounts) -> None:
    signed_in(accounts)

    assert [accounts.session(token) for token in ("", "x", "\0", "\ud800", "é" * 10_000)] == [None] * 5


def test_whoever_does_nothing_for_two_hours_is_signed_out(accounts: Accounts, clock: Clock) -> None:
    here = signed_in(accounts)
    assert here.session.expires_at == clock.now + timedelta(hours=2)

    clock.passes(hours=2, seconds=-1)
    assert accounts.session(here.token).expires_at == clock.now + timedelta(hours=2)
    clock.passes(hours=2)
    assert accounts.session(here.token) is None


def test_whoever_goes_on_working_is_signed_out_after_twelve_hours(accounts: Accounts, clock: Clock) -> None:
    here = signed_in(accounts)
    end = clock.now + timedelta(hours=12)

    for _ in range(11):
        clock.passes(hours=1)
        session = accounts.session(here.token)
        assert session.expires_at == min(end, clock.now + timedelta(hours=2))
    clock.passes(hours=1)
    assert accounts.session(here.token) is None


def test_reading_pages_writes_no_more_than_once_a_minute(tmp_path: Path, clock: Clock) -> None:
    with Accounts(tmp_path / "accounts.sqlite", clock=clock) as accounts:
        here = signed_in(accounts)
        log = tmp_path / "accounts.sqlite-wal"
        written = [log.stat().st_size]
        for seconds in (59, 1, 59, 1):
            clock.passes(seconds=seconds)
            accounts.session(here.token)
            written.append(log.stat().st_size)

    assert [after > before for before, after in pairwise(written)] == [False, True, False, True]


def test_sessions_outlive_the_server(address: str | Path, clock: Clock) -> None:
    with Accounts(address, clock=clock) as accounts:
        here = signed_in(accounts)

    with Accounts(address, clock=clock, create=False) as accounts:
        assert accounts.session(here.token) == here.session
