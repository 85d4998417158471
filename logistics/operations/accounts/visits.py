"""Visits: from signing in until signing out, or until it has lasted too long.

Every sign-in makes a new key, and the store keeps its digest only, so a key that was signed out opens nothing. The
answer to a stranger is the same, and takes as long, whether the account exists, is closed or has no password yet.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from logistics.errors import Problem, UnusableInput
from logistics.moments import HOUR, MINUTE, Instant
from logistics.operations.accounts import delays, passwords
from logistics.operations.accounts.keys import digest, new_key
from logistics.operations.accounts.links import set_password
from logistics.operations.accounts.passwords import HASHER
from logistics.operations.accounts.people import NOBODY, Person, account, known, person_of, tidy_name
from logistics.operations.accounts.refusals import (
    NoSuchVisit,
    NotProven,
    SignedOut,
    SignInRefused,
    TooMany,
    WrongPassword,
)
from logistics.operations.accounts.roles import Role
from logistics.operations.office import Refused
from logistics.store import Database, accounts
from logistics.store.accounts import User, Visit
from logistics.store.errors import StoreBusy, StoreFull
from logistics.store.guarding import Connection, lock_users
from logistics.store.journal import note

IDLE: Final = 12 * HOUR
LONGEST: Final = 7 * 24 * HOUR
SEEN_AGAIN: Final = 5 * MINUTE
_ID: Final = 16
_LONGEST_DEVICE: Final = 300
_LONGEST_ADDRESS: Final = 100


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who visits. Nothing but the second factor is open to a visitor who must prove or enrol."""

    person: Person
    visit_id: str
    """Names this visit in the list of visits; opens nothing."""
    given_code: bool
    """Whether the second factor was given in this visit."""

    @property
    def name(self) -> str:
        """The name of the account, as the journal has it."""
        return self.person.name

    @property
    def role(self) -> Role:
        """What this person may do, once proven."""
        return self.person.role

    @property
    def must_enrol(self) -> bool:
        """Whether the second factor, which the role needs, is to be set up before anything else."""
        return self.person.is_asked_for_code and not self.person.has_second_factor

    @property
    def must_prove(self) -> bool:
        """Whether the code of the second factor is to be given before anything else."""
        return self.person.has_second_factor and not self.given_code

    @property
    def proven(self) -> bool:
        """Whether all was given that the account asks for."""
        return not (self.must_enrol or self.must_prove)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A visit that begins. ``token`` is told this once, for the cookie."""

    token: str
    visit: Visitor


@dataclass(frozen=True, slots=True)
class OpenVisit:
    """A visit as its owner may see it in a list."""

    id: str
    began_at: Instant
    seen_at: Instant
    given_code: bool
    device: str


def sign_in(
    database: Database, name: str, password: str, address: str, device: str, now: Instant
) -> SignedIn:
    """Begin a visit. ``device`` is what the browser says of itself, ``address`` where it calls from (may be empty).

    Raises SignInRefused, TooMany.
    """
    door = delays.by_password(tidy_name(name), address)
    with database.reading() as connection:
        delays.refuse_if_too_many(connection, door, now)
        user = account(connection, name)
    kept = user.password_hash if user and user.disabled_at is None else None
    fits = HASHER.fits(password, kept)
    anew = HASHER.hash(password) if fits and kept and HASHER.is_outdated(kept) else kept
    outcome: SignedIn | Refused
    with database.writing() as connection:
        # One after another, and asked again: of many tries at once only the first few are answered, even where a
        # later one is right.
        lock_users(connection)
        if seconds := delays.wait(connection, door, now):
            outcome = TooMany(seconds)
        elif user and anew and fits and _stands(connection, user):
            delays.forget(connection, door)
            if anew != kept:
                accounts.change_user(connection, user.name, password_hash=anew)
            outcome = _begin(connection, user, address, device, now)
        else:
            delays.count(connection, door, now)
            detail = {"account": user.name if user else None, "address": _shown(address, _LONGEST_ADDRESS)}
            note(connection, at=now, by=NOBODY, did="was refused at the door", detail=detail)
            outcome = SignInRefused()
    if isinstance(outcome, Refused):
        raise outcome  # only here, since what was counted must stay
    return outcome


def visitor(database: Database, token: str, now: Instant) -> Visitor | None:
    """Who visits with this key; None where the visit is over or never was. Writes at most every five minutes."""
    with database.reading() as connection:
        found = _alive(connection, token, now)
    if found is None:
        return None
    visit, user = found
    if now - visit.seen_at >= SEEN_AGAIN:
        # Reading goes on where nothing can be written; the visit then only ends the sooner.
        with suppress(StoreFull, StoreBusy), database.writing() as connection:
            accounts.touch_visit(connection, visit.token_hash, now)
    return visitor_of(visit, user)


def visiting(connection: Connection, token: str, now: Instant) -> tuple[Visit, User]:
    """The visit of a key and whose it is. Raises SignedOut."""
    found = _alive(connection, token, now)
    if found is None:
        raise SignedOut
    return found


def visitor_of(visit: Visit, user: User) -> Visitor:
    """What may be told of a visit."""
    return Visitor(person_of(user), visit.token_hash[:_ID], visit.proven)


def sign_out(database: Database, token: str, now: Instant) -> None:
    """End this visit; its key opens nothing any more. Nothing where it is over already."""
    with database.writing() as connection:
        visit = accounts.visit(connection, digest(token))
        if visit is not None:
            accounts.end_visit(connection, visit.token_hash)
            note(
                connection,
                at=now,
                by=visit.user_name,
                did="signed out",
                detail={"visit": visit.token_hash[:_ID]},
            )


def visits(database: Database, name: str, now: Instant) -> tuple[OpenVisit, ...]:
    """Somebody's visits that are not over, the latest first. Raises NoSuchPerson."""
    with database.reading() as connection:
        found = accounts.visits_of(connection, known(connection, name).name)
    shown = (
        OpenVisit(visit.token_hash[:_ID], visit.began_at, visit.seen_at, visit.proven, visit.device)
        for visit in found
        if not _is_over(visit, now)
    )
    return tuple(sorted(shown, key=lambda visit: (visit.seen_at, visit.began_at), reverse=True))


def end_visit(database: Database, by: str, name: str, visit_id: str, now: Instant) -> None:
    """End one visit of the account ``name``. Raises NoSuchVisit, also where it is somebody else's, NoSuchPerson."""
    with database.writing() as connection:
        user = known(connection, name)
        found = accounts.visits_of(connection, user.name)
        visit = next((item for item in found if item.token_hash[:_ID] == visit_id), None)
        if visit is None:
            raise NoSuchVisit
        accounts.end_visit(connection, visit.token_hash)
        detail = {"account": user.name, "visit": visit_id}
        note(connection, at=now, by=by, did="ended a visit", detail=detail)


def end_other_visits(database: Database, token: str, now: Instant) -> None:
    """End all visits of this visitor except this one. Raises SignedOut."""
    with database.writing() as connection:
        visit, user = visiting(connection, token, now)
        accounts.end_visits_of(connection, user.name, but=visit.token_hash)
        note(connection, at=now, by=user.name, did="ended all other visits")


def change_password(database: Database, token: str, old: str, new: str, now: Instant) -> None:
    """Change this visitor's own password; all other visits end and open links die.

    Raises WrongPassword, TooMany, UnusableInput with all that is wrong with the new one, NotProven, SignedOut.
    """
    with database.reading() as connection:
        visit, user = visiting(connection, token, now)
        if not visitor_of(visit, user).proven:
            raise NotProven
        door = delays.by_password(user.name)
        delays.refuse_if_too_many(connection, door, now)
    if problems := passwords.problems(new, user.name, user.full_name):
        raise UnusableInput(tuple(Problem(message, "new") for message in problems))
    fits = HASHER.fits(old, user.password_hash)
    kept = HASHER.hash(new) if fits else ""
    outcome: Refused | None = None
    with database.writing() as connection:
        lock_users(connection)
        visiting(connection, token, now)  # it may have been ended meanwhile
        if seconds := delays.wait(connection, door, now):
            outcome = TooMany(seconds)
        elif fits and _stands(connection, user):
            set_password(connection, user.name, kept, now, but=visit.token_hash)
            note(connection, at=now, by=user.name, did="changed the password")
        else:
            delays.count(connection, door, now)
            note(connection, at=now, by=user.name, did="gave a wrong present password")
            outcome = WrongPassword()
    if outcome is not None:
        raise outcome  # only here, since what was counted must stay


def _begin(connection: Connection, user: User, address: str, device: str, now: Instant) -> SignedIn:
    for old in accounts.visits_of(connection, user.name):
        if _is_over(old, now):
            accounts.end_visit(connection, old.token_hash)
    token = new_key()
    visit = Visit(
        token_hash=digest(token),
        user_name=user.name,
        began_at=now,
        seen_at=now,
        proven=False,
        device=_shown(device, _LONGEST_DEVICE),
    )
    accounts.begin_visit(connection, visit)
    detail = {
        "visit": visit.token_hash[:_ID],
        "address": _shown(address, _LONGEST_ADDRESS),
        "device": visit.device,
    }
    note(connection, at=now, by=user.name, did="signed in", detail=detail)
    return SignedIn(token, visitor_of(visit, user))


def _alive(connection: Connection, token: str, now: Instant) -> tuple[Visit, User] | None:
    visit = accounts.visit(connection, digest(token))
    if visit is None or _is_over(visit, now):
        return None
    user = accounts.user(connection, visit.user_name)
    return None if user is None or user.disabled_at is not None else (visit, user)


def _is_over(visit: Visit, now: Instant) -> bool:
    return now - visit.seen_at >= IDLE or now - visit.began_at >= LONGEST


def _stands(connection: Connection, user: User) -> bool:
    """Whether the account is still open and has the password that was compared."""
    present = accounts.user(connection, user.name)
    return present is not None and present.disabled_at is None and present.password_hash == user.password_hash


def _shown(text: str, longest: int) -> str:
    """What a stranger's browser sent, fit for a list."""
    return "".join(character if character.isprintable() else "�" for character in text[:longest])
