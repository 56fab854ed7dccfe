from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from crosswalk.accounts import Accounts, Role, attempts
from crosswalk.errors import AccountError, TooManyAttempts
from tests.accounts.clock import Clock

PASSWORD = "four words in a row"  # noqa: S105 - nobody's


def tries(accounts: Accounts, clock: Clock, *, name: str = "anna", origin: str = "192.0.2.1") -> int:
    """An attempt as `sign_in` counts it, without the slow comparison; how many seconds to wait."""
    with accounts._database.writing() as connection:
        return attempts.begin(connection, name, origin=origin, now=clock.now)


def test_of_32_guesses_at_once_five_are_looked_at(accounts: Accounts) -> None:
    accounts.add("anna", role=Role.READER, password=PASSWORD)

    def guess(number: int) -> type[Exception]:
        try:
            accounts.sign_in("anna", f"this is guess {number}", origin="192.0.2.1")
        except AccountError as problem:
            return type(problem)
        raise AssertionError("somebody got in")

    with ThreadPoolExecutor(32) as pool:
        told = [*pool.map(guess, range(32))]

    assert told.count(AccountError) == 5
    assert told.count(TooManyAttempts) == 27
    with pytest.raises(TooManyAttempts, match="Try again in 15 minutes") as late:
        accounts.sign_in("anna", PASSWORD, origin="192.0.2.1")
    assert late.value.seconds == 15 * 60


def test_server_processes_count_together(address: str | Path, clock: Clock) -> None:
    with Accounts(address, clock=clock) as one, Accounts(address, clock=clock) as other:
        for _ in range(2):
            assert tries(one, clock) == tries(other, clock) == 0
        assert tries(one, clock) == 0
        assert tries(other, clock) == 15 * 60


def test_whoever_waits_may_try_again_and_trying_on_meanwhile_costs_nothing(
    accounts: Accounts, clock: Clock
) -> None:
    for _ in range(5):
        assert tries(accounts, clock) == 0
        clock.passes(minutes=1)

    assert tries(accounts, clock) == 10 * 60
    clock.passes(minutes=9, seconds=59.5)
    assert tries(accounts, clock) == 1
    clock.passes(seconds=1)
    assert tries(accounts, clock) == 0
    assert tries(accounts, clock) > 0, "the second of the first five still counts"


def test_whoever_gets_it_right_may_mistype_five_times_again(accounts: Accounts, clock: Clock) -> None:
    accounts.add("anna", role=Role.READER, password=PASSWORD)
    for _ in range(4):
        tries(accounts, clock)
    for _ in range(3):
        tries(accounts, clock, name="ben")

    accounts.sign_in("anna", PASSWORD, origin="192.0.2.1")

    assert [tries(accounts, clock) > 0 for _ in range(6)] == [False] * 5 + [True]
    assert [tries(accounts, clock, name="ben") > 0 for _ in range(3)] == [False, False, True]


def test_one_place_may_try_twenty_times_whatever_the_names(accounts: Accounts, clock: Clock) -> None:
    assert not any(tries(accounts, clock, name=f"name {n}") for n in range(20))

    assert tries(accounts, clock, name="anna") == 15 * 60
    assert tries(accounts, clock, name="anna", origin="192.0.2.2") == 0


def test_one_name_may_be_tried_fifty_times_wherever_from(accounts: Accounts, clock: Clock) -> None:
    assert not any(tries(accounts, clock, origin=f"192.0.2.{n}") for n in range(50))

    assert tries(accounts, clock, origin="198.51.100.1") == 15 * 60
    assert tries(accounts, clock, name="ben", origin="198.51.100.1") == 0


@pytest.mark.parametrize(
    ("first", "second", "one_place"),
    [
        ("2001:db8::1", "2001:db8::ffff:2", True),
        ("2001:db8::1", "2001:db8:0:1::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.2", False),
        ("fe80::1%eth0", "fe80::2%eth0", True),
        ("unknown", "", False),
    ],
)
def test_addresses_of_one_subscriber_count_as_one_place(
    accounts: Accounts, clock: Clock, first: str, second: str, one_place: bool
) -> None:
    for _ in range(5):
        tries(accounts, clock, origin=first)

    assert (tries(accounts, clock, origin=second) > 0) is one_place


def test_a_clock_that_was_ahead_keeps_nobody_out(accounts: Accounts, clock: Clock) -> None:
    clock.passes(days=365)
    for _ in range(5):
        tries(accounts, clock)
    clock.passes(days=-365)

    assert tries(accounts, clock) == 0
