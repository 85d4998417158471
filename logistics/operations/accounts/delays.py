"""Slower after failures: five are free, then each makes the next try wait twice as long, up to a limit.

Failures are kept in the store, so that they count whichever process answers and survive a restart. They are counted
for an account and for an address; a failure of the second factor is counted apart, since giving the password again
must not wipe it out.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final

from logistics.moments import HOUR, MINUTE, Instant
from logistics.operations.accounts.keys import digest
from logistics.operations.accounts.refusals import TooMany
from logistics.store import accounts
from logistics.store.guarding import Connection, forget_failures_before

FREE: Final = 5
_FIRST_WAIT: Final = 10
_V6_NETWORK: Final = 64


@dataclass(frozen=True, slots=True)
class _Patience:
    """For how long failures are remembered and how long a wait can become, in seconds."""

    memory: int
    longest: int


# An address may be a whole office's, so it is forgiven sooner. Whoever reaches the second factor knows the password,
# so that making its owner wait is the lesser harm there (NIST SP 800-63B §3.2.2: at most 100 failures in a row).
_ACCOUNT: Final = _Patience(memory=24 * HOUR, longest=15 * MINUTE)
_ADDRESS: Final = _Patience(memory=HOUR, longest=15 * MINUTE)
_CODE: Final = _Patience(memory=24 * HOUR, longest=HOUR)


@dataclass(frozen=True, slots=True)
class Door:
    """What somebody tries to open: an account, by its password or its code, from an address (empty: not known)."""

    account: str
    address: str
    patience: _Patience


def by_password(name: str, address: str = "") -> Door:
    """The password of an account. What was typed as a name may be a password, so only its digest is kept."""
    return Door(digest(f"password of {name}"), _network(address), _ACCOUNT)


def by_code(name: str) -> Door:
    """The second factor of an account."""
    return Door(digest(f"code of {name}"), "", _CODE)


def wait(connection: Connection, door: Door, now: Instant) -> int:
    """How many seconds nobody may try this door; 0 where it may be tried now."""
    account = accounts.failures_since(connection, account=door.account, since=now - door.patience.memory)
    waits = [_rest(account, door.patience, now)]
    if door.address:
        address = accounts.failures_since(connection, address=door.address, since=now - _ADDRESS.memory)
        waits.append(_rest(address, _ADDRESS, now))
    return max(waits)


def refuse_if_too_many(connection: Connection, door: Door, now: Instant) -> None:
    """Raise TooMany where this door may not be tried now."""
    if seconds := wait(connection, door, now):
        raise TooMany(seconds)


def count(connection: Connection, door: Door, now: Instant) -> None:
    """Count a failure, and forget those that count no more."""
    forget_failures_before(connection, now - _ACCOUNT.memory)
    accounts.add_failure(connection, door.account, door.address, now)


def forget(connection: Connection, door: Door) -> None:
    """Forget the failures of an account; those of the address stay, which may have tried others."""
    accounts.forget_failures(connection, door.account)


def _rest(failures: accounts.Failures, patience: _Patience, now: Instant) -> int:
    if failures.count < FREE or failures.last is None:
        return 0
    # Past twelve doublings every wait is the longest.
    whole = min(_FIRST_WAIT << min(failures.count - FREE, 12), patience.longest)
    return min(max(failures.last + whole - now, 0), whole)


def _network(address: str) -> str:
    """An address as it is counted: of IPv6 the network, of which one house has all 2^64 addresses."""
    if not address:
        return ""
    try:
        told = ipaddress.ip_address(address)
    except ValueError:
        return digest(address)
    if told.version == 4:
        return str(told)
    if told.ipv4_mapped:
        return str(told.ipv4_mapped)
    return str(ipaddress.ip_network((int(told), _V6_NETWORK), strict=False))
