"""The second factor: a code of six figures that an app on a telephone shows anew every 30 seconds (RFC 6238).

The secret must be readable to be compared, so the store holds it as it is: a copy of the store still opens nothing
without the password. Each code serves once (RFC 6238 §5.2), and one step too early or too late is forgiven.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Final

import pyotp

from logistics.moments import Instant
from logistics.operations.accounts import delays
from logistics.operations.accounts.people import known
from logistics.operations.accounts.refusals import (
    NoSecondFactor,
    SecondFactorStands,
    TooMany,
    WrongCode,
)
from logistics.operations.accounts.visits import Visitor, visiting, visitor_of
from logistics.operations.office import Refused
from logistics.store import Database, accounts
from logistics.store.accounts import User
from logistics.store.guarding import Connection, lock_users
from logistics.store.journal import note

ISSUER: Final = "Press logistics"
STEP: Final = 30
_FORGIVEN: Final = 1


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What an app needs to know: the secret for typing, and the same as an ``otpauth`` address for a QR code."""

    secret: str
    uri: str


def start_second_factor(database: Database, token: str, now: Instant) -> Enrolment:
    """Begin to set up the second factor: a new secret each time, so that nobody else's lies in wait.

    It counts only once ``confirm_second_factor`` has seen a code of it. Raises SecondFactorStands, SignedOut.
    """
    secret = pyotp.random_base32()
    with database.writing() as connection:
        lock_users(connection)
        visit, user = visiting(connection, token, now)
        if visitor_of(visit, user).person.has_second_factor:
            raise SecondFactorStands
        accounts.change_user(connection, user.name, second_factor=secret, second_factor_step=None)
        note(connection, at=now, by=user.name, did="began to set up a second factor")
    return Enrolment(
        secret, pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=user.name, issuer_name=ISSUER)
    )


def confirm_second_factor(database: Database, token: str, code: str, now: Instant) -> Visitor:
    """Show that the app has the secret: from now on the account asks for its code. The visit is proven by it.

    Other visits of the account must give a code before they go on.
    Raises WrongCode, TooMany, NoSecondFactor, SecondFactorStands, SignedOut.
    """
    return _give_code(database, token, code, now, first=True)


def prove(database: Database, token: str, code: str, now: Instant) -> Visitor:
    """Give the code of the second factor in this visit. Raises WrongCode, TooMany, NoSecondFactor, SignedOut."""
    return _give_code(database, token, code, now, first=False)


def forget_second_factor(database: Database, by: str, name: str, now: Instant) -> None:
    """Take somebody's second factor away, for a new telephone or a lost one; all their visits end.

    Where the role needs one, it is set up anew at the next sign-in. Raises NoSuchPerson.
    """
    with database.writing() as connection:
        lock_users(connection)
        user = known(connection, name)
        if user.second_factor is None:
            return
        accounts.change_user(connection, user.name, second_factor=None, second_factor_step=None)
        accounts.end_visits_of(connection, user.name, but=None)
        delays.forget(connection, delays.by_code(user.name))
        note(connection, at=now, by=by, did="took a second factor away", detail={"account": user.name})


def _give_code(database: Database, token: str, code: str, now: Instant, *, first: bool) -> Visitor:
    refused: Refused | None = None
    with database.writing() as connection:
        lock_users(connection)  # so that nobody exchanges the secret meanwhile
        visit, user = visiting(connection, token, now)
        _refuse_out_of_turn(user, first)
        door = delays.by_code(user.name)
        if seconds := delays.wait(connection, door, now):
            refused = TooMany(seconds)
        elif not _serves(connection, user, code, now):
            delays.count(connection, door, now)
            note(connection, at=now, by=user.name, did="gave a wrong code")
            refused = WrongCode()
        else:
            delays.forget(connection, door)
            accounts.prove_visit(connection, visit.token_hash)
            did = "set up a second factor" if first else "gave the second factor"
            note(connection, at=now, by=user.name, did=did)
    if refused is not None:
        raise refused  # only here, since what was counted must stay
    with database.reading() as connection:
        return visitor_of(*visiting(connection, token, now))


def _refuse_out_of_turn(user: User, first: bool) -> None:
    if user.second_factor is None or (not first and user.second_factor_step is None):
        raise NoSecondFactor
    if first and user.second_factor_step is not None:
        raise SecondFactorStands


def _serves(connection: Connection, user: User, code: str, now: Instant) -> bool:
    """Whether a code is right and serves for the first time, which it thereby has."""
    step = _step_of(user, code, now)
    return step is not None and accounts.take_step(connection, user.name, step)


def _step_of(user: User, code: str, now: Instant) -> int | None:
    """The time step whose code this is; None where it is none of this moment's."""
    typed = "".join(code[:20].split())
    if user.second_factor is None or not (typed.isascii() and typed.isdecimal()):
        return None
    totp, present = pyotp.TOTP(user.second_factor, interval=STEP), now // STEP
    return next(
        (
            step
            for step in range(present - _FORGIVEN, present + _FORGIVEN + 1)
            if hmac.compare_digest(totp.generate_otp(step), typed)
        ),
        None,
    )
