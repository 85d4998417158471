"""The outbox: letters are written to the store, then sent one by one, and never twice.

A letter is taken before it is handed over. Whoever dies with one in hand leaves it taken: nobody can know whether it
arrived, so it is not sent again by itself but shown to a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from logistics.calendars import Party
from logistics.mail import Later, NotTaken, Server
from logistics.mail.wording import told_before
from logistics.moments import MINUTE, Instant
from logistics.operations.mailing.due import Due, due
from logistics.operations.office import Office, Refused
from logistics.store import letters as kept
from logistics.store.journal import note
from logistics.store.letters import DROPPED, FAILED, SENDING, SENT, WAITING, KeptLetter

Clock = Callable[[], Instant]

QUIET: Final = 5 * MINUTE
"""For so long nothing about an entry has to change before its letter is written."""
LEFT_BEHIND: Final = 2 * MINUTE
"""A letter that was taken so long ago is in nobody's hands any more: no server is waited for longer."""
NOBODY_CAME: Final = 10 * MINUTE
"""A letter that could have left so long ago waits for a program that nobody runs."""
_NOBODY_CAME: Final = (
    "Letters have been due for a while and none has left. Whoever runs this office must name a mail server "
    "(LOGISTICS_SMTP) and have logistics mail run every minute; docs/deploy.md tells how."
)
_TRIES: Final = 8
_FIRST_PAUSE: Final = MINUTE
_NO_LETTER: Final = "There is no such letter, or it is not waiting for you any more. Load the page anew."


@dataclass(frozen=True, slots=True)
class Sent:
    """What one round did: how many letters were written, sent, put off and given up."""

    written: int
    sent: int
    put_off: int
    given_up: int


def sender_of(office: Office) -> Party:
    """Whom letters come from. Raises Refused where the house has no mail address."""
    house = office.house()
    if not house.mail:
        raise Refused("The office has no mail address yet. Say it among the house settings.", "mail")
    return Party(house.office or house.name or "Press office", house.mail)


def coming(office: Office, now: Instant, event_id: str = "") -> tuple[tuple[Due, ...], str]:
    """The letters that will leave, of one event or of all, and why none does where that is so."""
    try:
        found = due(office, sender_of(office), now, event_id)
    except Refused as error:
        return (), str(error)
    letters = tuple(one for one in found if one.letter is not None)
    late = [one for one in letters if now - one.ready_at > QUIET + NOBODY_CAME]
    return letters, _NOBODY_CAME if late else ""


def write_letters(office: Office, sender: Party, now: Instant, quiet: int = QUIET) -> int:
    """Write the letters whose quiet time is over to the store; gives how many they are."""
    written = 0
    for one in due(office, sender, now):
        if now - one.ready_at >= quiet:
            letter = one.letter.kept(now) if one.letter else None
            with office.database.writing() as connection:
                kept.drop(connection, one.instead_of)
                written += letter is not None and kept.add_letter(connection, letter)
    return written


def send(
    office: Office,
    server: Server,
    sender: Party,
    now: Instant,
    quiet: int = QUIET,
    clock: Clock | None = None,
) -> Sent:
    """Write what is due, and send all that waits, by the time of what each is about.

    ``clock`` tells what time it is while a long round goes on; without one it is ``now`` all along.
    """
    tell = clock or (lambda: now)
    written = write_letters(office, sender, now, quiet)
    with office.database.reading() as connection:
        waiting = kept.due(connection, now)
    counts = dict.fromkeys((SENT, WAITING, FAILED, DROPPED), 0)
    for letter in sorted(waiting, key=lambda one: (one.made_at, told_before(one.told).begins, one.id)):
        with office.database.writing() as connection:
            mine = kept.claim(connection, letter.id, tell())
        if mine:
            counts[_sent(office, server, sender, letter, tell)] += 1
    return Sent(written, counts[SENT], counts[WAITING], counts[FAILED])


def _sent(office: Office, server: Server, sender: Party, letter: KeptLetter, tell: Clock) -> str:
    """Hand a letter over, and note how that ended. One that a later letter has overtaken is dropped."""
    tries = letter.tries + 1
    state, problem, pause = SENT, "", 0
    if _is_overtaken(office, letter):
        state = DROPPED
    else:
        try:
            server.send(sender.address, letter.address, letter.mail.encode("ascii"))
        except Later as error:
            state, problem = (WAITING, str(error)) if tries < _TRIES else (FAILED, str(error))
            pause = _FIRST_PAUSE * 2 ** (tries - 1)
        except NotTaken as error:
            state, problem = FAILED, str(error)
    if state == WAITING and _is_overtaken(office, letter):
        state = DROPPED
    now = tell()
    with office.database.writing() as connection:
        kept.settle(connection, letter.id, state, tries=tries, next_at=now + pause, problem=problem)
        if state == SENT:
            detail = {"to": letter.person, "post": letter.post, "method": letter.method}
            note(connection, at=now, by="mail", did="sent a letter", event_id=letter.event_id, detail=detail)
    return state


def _is_overtaken(office: Office, letter: KeptLetter) -> bool:
    """Whether a later letter about the same entry is on its way to the same reader, or has arrived."""
    with office.database.reading() as connection:
        about = kept.about(connection, letter.uid, letter.address)
    return any(one.sequence > letter.sequence and one.state != DROPPED for one in about)


def wants_somebody(letter: KeptLetter, now: Instant) -> bool:
    """Whether a letter failed, or was taken by somebody who never said how it ended."""
    left_behind = letter.state == SENDING and now - letter.next_at >= LEFT_BEHIND
    return letter.state == FAILED or left_behind


def stuck(office: Office, now: Instant) -> int:
    """How many letters want somebody."""
    with office.database.reading() as connection:
        return sum(wants_somebody(one, now) for one in kept.not_arrived(connection))


def all_letters(office: Office) -> tuple[KeptLetter, ...]:
    """Every letter, the newest first."""
    with office.database.reading() as connection:
        return tuple(reversed(kept.letters(connection)))


def send_again(office: Office, letter_id: str, by: str, now: Instant) -> None:
    """Let a letter that failed, or of which nobody knows, be sent once more. Raises Refused."""
    with office.database.reading() as connection:
        letter = kept.letter(connection, letter_id)
    if letter is not None and _is_overtaken(office, letter):
        raise Refused("A later letter has told them what holds now, so this one must not follow it.")
    _settle(office, letter_id, WAITING, by, now, "sent a letter again")


def arrived(office: Office, letter_id: str, by: str, now: Instant) -> None:
    """Say that a letter of which nobody knew did arrive. Raises Refused."""
    _settle(office, letter_id, SENT, by, now, "noted that a letter arrived")


def _settle(office: Office, letter_id: str, state: str, by: str, now: Instant, did: str) -> None:
    with office.database.writing() as connection:
        letter = kept.letter(connection, letter_id)
        if letter is None or not wants_somebody(letter, now):
            raise Refused(_NO_LETTER)
        kept.settle(connection, letter_id, state, tries=0, next_at=now)
        note(connection, at=now, by=by, did=did, event_id=letter.event_id, detail={"letter": letter_id})


__all__ = [
    "QUIET",
    "Sent",
    "all_letters",
    "arrived",
    "coming",
    "send",
    "send_again",
    "sender_of",
    "stuck",
    "wants_somebody",
    "write_letters",
]
