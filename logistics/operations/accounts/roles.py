"""What somebody may do: roles, each with all that those before it may, and the scopes of API tokens."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """What somebody may do in the office, from the least to the most. Compare with ``includes``, not as text."""

    VIEWER = "viewer"
    STAFF = "staff"
    PRESS_OFFICER = "press officer"
    APPROVER = "approver"
    ADMINISTRATOR = "administrator"

    def includes(self, other: Role) -> bool:
        """Whether whoever has this role may do all that ``other`` may."""
        order = tuple(Role)
        return order.index(self) >= order.index(other)

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone is too little: for those who publish, and those who let people in."""
        return self.includes(Role.APPROVER)


class Scope(StrEnum):
    """What a program may do with an API token."""

    READ = "events:read"
    WRITE = "events:write"
    PUBLISH = "events:publish"
    FEEDS = "feeds:manage"

    @property
    def least_role(self) -> Role:
        """The role from which on somebody may give this scope to a program."""
        return _LEAST[self]


_LEAST = {
    Scope.READ: Role.VIEWER,
    Scope.WRITE: Role.PRESS_OFFICER,
    Scope.PUBLISH: Role.APPROVER,
    Scope.FEEDS: Role.PRESS_OFFICER,
}
