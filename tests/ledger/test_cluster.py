import pytest
from _pytest.outcomes import Failed, Skipped

from tests.ledger.cluster import missing


@pytest.mark.parametrize("ci", ["true", "1", "True"])
def test_without_postgresql_the_checks_of_a_change_fail_and_say_what_to_install(ci: str) -> None:
    with pytest.raises(Failed, match="install Debian's package `postgresql`"):
        missing({"CI": ci})


@pytest.mark.parametrize("environment", [{}, {"CI": "false"}])
def test_without_postgresql_a_persons_own_run_says_that_it_was_not_tested(
    environment: dict[str, str],
) -> None:
    with pytest.raises(Skipped, match=r"NOT TESTED.*install"):
        missing(environment)
