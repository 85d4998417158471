"""Who may come in: users, their visits, failed attempts, and links that serve once.

Of tokens only the SHA-256 is kept, in hexadecimal.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import Connection, delete, func, or_, select

from logistics.store import tables
from logistics.store.errors import AlreadyThere, NotThere
from logistics.store.rows import add, add_if_new, change

if TYPE_CHECKING:
    from logistics.moments import Instant


@dataclass(frozen=True, slots=True)
class User:
    """A person with an account. Its name is never given to another, so a disabled user is kept.

    ``second_factor_step`` is the last time step whose code was taken (RFC 6238 §5.2).
    """

    name: str
    full_name: str
    role: str
    password_hash: str | None
    second_factor: str | None
    second_factor_step: int | None
    made_at: Instant
    disabled_at: Instant | None


@dataclass(frozen=True, slots=True)
class Visit:
    """A user's stay from log-in to log-out. ``proven``: the second factor was given, where one is asked for."""

    token_hash: str
    user_name: str
    began_at: Instant
    seen_at: Instant
    proven: bool
    device: str


@dataclass(frozen=True, slots=True)
class Failures:
    """How many attempts to log in failed, and when the last one did."""

    count: int
    last: Instant | None


@dataclass(frozen=True, slots=True)
class Link:
    """A link that serves once and until a moment: to begin with, to set a new password."""

    token_hash: str
    purpose: str
    user_name: str | None
    expires_at: Instant
    used_at: Instant | None


_USER = tuple(tables.users.c[name] for name in User.__dataclass_fields__)
_VISIT = tuple(tables.visits.c[name] for name in Visit.__dataclass_fields__)
_LINK = tuple(tables.links.c[name] for name in Link.__dataclass_fields__)
_FIXED = ("name", "made_at")


def add_user(c: Connection, user: User) -> None:
    """Add a user. Raises AlreadyThere where the name is or was another's, and Unstorable."""
    if not add_if_new(c, tables.users, **asdict(user)):
        raise AlreadyThere(f"There is a user “{user.name}” already. Give this one another name.")


def user(c: Connection, name: str) -> User | None:
    """The user of a name, also a disabled one."""
    row = c.execute(select(*_USER).where(tables.users.c.name == name)).first()
    return None if row is None else User(*row)


def users(c: Connection) -> tuple[User, ...]:
    """All users by name, also disabled ones."""
    return tuple(User(*row) for row in c.execute(select(*_USER).order_by(tables.users.c.name)))


def change_user(c: Connection, name: str, **columns: str | int | None) -> None:
    """Change columns of a user, but never its name. Raises NotThere, and Unstorable."""
    for fixed in _FIXED:
        if fixed in columns:
            raise TypeError(f"‘{fixed}’ of a user stays as it is.")
    if not change(c, tables.users, tables.users.c.name == name, **columns):
        raise NotThere(f"There is no user “{name}”. See the list of users.")


def take_step(c: Connection, name: str, step: int) -> bool:
    """Mark a time step of the second factor as used. False where it or a later one was: the code serves no more.

    Of several at once, one gets True (RFC 6238 §5.2).
    """
    last = tables.users.c.second_factor_step
    unused = or_(last.is_(None), last < step)
    return change(c, tables.users, tables.users.c.name == name, unused, second_factor_step=step) == 1


def begin_visit(c: Connection, visit: Visit) -> None:
    """Add a visit. Raises Unstorable."""
    add(c, tables.visits, **asdict(visit))


def visit(c: Connection, token_hash: str) -> Visit | None:
    """The visit of a token, whatever its age."""
    row = c.execute(select(*_VISIT).where(tables.visits.c.token_hash == token_hash)).first()
    return None if row is None else Visit(*row)


def touch_visit(c: Connection, token_hash: str, at: Instant) -> None:
    """Note that a visit was seen. Nothing happens where it has ended."""
    change(c, tables.visits, tables.visits.c.token_hash == token_hash, seen_at=at)


def prove_visit(c: Connection, token_hash: str) -> None:
    """Note that the second factor was given. Nothing happens where the visit has ended."""
    change(c, tables.visits, tables.visits.c.token_hash == token_hash, proven=True)


def end_visit(c: Connection, token_hash: str) -> None:
    """End a visit: its token opens nothing from here on."""
    c.execute(delete(tables.visits).where(tables.visits.c.token_hash == token_hash))


def visits_of(c: Connection, user_name: str) -> tuple[Visit, ...]:
    """The visits of a user, the one seen last first."""
    visits = tables.visits.c
    rows = c.execute(
        select(*_VISIT)
        .where(visits.user_name == user_name)
        .order_by(visits.seen_at.desc(), visits.began_at.desc(), visits.token_hash)
    )
    return tuple(Visit(*row) for row in rows)


def end_visits_of(c: Connection, user_name: str, but: str | None = None) -> int:
    """End all visits of a user, but the one of the token hash ``but``; gives how many."""
    ended = delete(tables.visits).where(tables.visits.c.user_name == user_name)
    if but is not None:
        ended = ended.where(tables.visits.c.token_hash != but)
    return c.execute(ended).rowcount


def add_failure(c: Connection, account: str, address: str, at: Instant) -> None:
    """Note a failed attempt to log in, as which account and from which address. Raises Unstorable."""
    add(c, tables.failures, account=account, address=address, at=at)


def failures_since(
    c: Connection, *, account: str | None = None, address: str | None = None, since: Instant
) -> Failures:
    """The failed attempts from a moment on: of an account, from an address, or of both together."""
    failures = tables.failures.c
    which = select(func.count(), func.max(failures.at)).where(failures.at >= since)
    if account is not None:
        which = which.where(failures.account == account)
    if address is not None:
        which = which.where(failures.address == address)
    count, last = c.execute(which).one()
    return Failures(count, last)


def forget_failures(c: Connection, account: str) -> None:
    """Forget the failed attempts of an account."""
    c.execute(delete(tables.failures).where(tables.failures.c.account == account))


def add_link(
    c: Connection, token_hash: str, purpose: str, user_name: str | None, expires_at: Instant
) -> None:
    """Add a link that serves once. Raises Unstorable."""
    add(
        c,
        tables.links,
        token_hash=token_hash,
        purpose=purpose,
        user_name=user_name,
        expires_at=expires_at,
        used_at=None,
    )


def link(c: Connection, token_hash: str) -> Link | None:
    """The link of a token, used or not."""
    row = c.execute(select(*_LINK).where(tables.links.c.token_hash == token_hash)).first()
    return None if row is None else Link(*row)


def use_link(c: Connection, token_hash: str, purpose: str, now: Instant) -> Link | None:
    """Use a link for a purpose. None where it is for another one, was used, is too old or does not exist.

    Of several at once, one gets it.
    """
    links = tables.links.c
    good = (
        links.token_hash == token_hash,
        links.purpose == purpose,
        links.used_at.is_(None),
        links.expires_at > now,
    )
    return link(c, token_hash) if change(c, tables.links, *good, used_at=now) else None
