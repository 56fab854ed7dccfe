import pytest

from crosswalk.accounts import Role


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.READER, (False, False, False)),
        (Role.REVIEWER, (True, False, False)),
        (Role.ADJUDICATOR, (True, True, False)),
        (Role.ADMIN, (True, True, True)),
    ],
)
def test_each_role_may_do_what_those_before_it_may(role: Role, may: tuple[bool, bool, bool]) -> None:
    assert (role.may_decide, role.may_adjudicate, role.may_administer) == may
