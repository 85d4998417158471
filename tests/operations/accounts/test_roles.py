"""Roles: each includes those before it, and only those who publish or let people in need a second factor."""

import pytest

from logistics.operations.accounts import Role, Scope


def test_each_role_may_do_what_those_before_it_may() -> None:
    rising = [Role.VIEWER, Role.STAFF, Role.PRESS_OFFICER, Role.APPROVER, Role.ADMINISTRATOR]
    assert [[role.includes(other) for other in rising] for role in rising] == [
        [True, False, False, False, False],
        [True, True, False, False, False],
        [True, True, True, False, False],
        [True, True, True, True, False],
        [True, True, True, True, True],
    ]


def test_who_publishes_or_lets_people_in_needs_a_second_factor() -> None:
    assert {role for role in Role if role.needs_second_factor} == {Role.APPROVER, Role.ADMINISTRATOR}


@pytest.mark.parametrize(
    "scope, role",
    [
        ("events:read", Role.VIEWER),
        ("events:write", Role.PRESS_OFFICER),
        ("events:publish", Role.APPROVER),
        ("feeds:manage", Role.PRESS_OFFICER),
    ],
)
def test_who_may_give_a_scope_to_a_program(scope: str, role: Role) -> None:
    assert Scope(scope).least_role is role
