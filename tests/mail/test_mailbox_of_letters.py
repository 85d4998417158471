"""A mailbox of real letters, read by programs that wrote nothing of them.

A mail server takes the mails apart (pymap), and vobject reads the calendars in them.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from typing import Any

import pytest
import vobject

from logistics.calendars import Party
from logistics.disclosure import PRESS
from logistics.model import Status
from logistics.operations.mailing import inviting
from logistics.operations.mailing.inviting import Ready
from logistics.plan import build
from tests.calendars.reading import SAMPLES, sample
from tests.mail.imap_server import MailServer, started

TO = Party("Example, “Wire”; Desk", "desk@wire.example")
SENDER = Party("Office of the Spokesperson", "press@office.example")
NOW = 1_513_000_000


@pytest.fixture(scope="module")
def server() -> Iterator[MailServer]:
    with started() as made:
        yield made


def letters() -> Iterator[Ready]:
    """The first two letters of each kind for each sample: asked, moved, called off."""
    for path in SAMPLES:
        of = sample(path)
        renamed = [venue.model_copy(update={"name": f"{venue.name}, annex"}) for venue in of.venues]
        moved, off = (
            of.model_copy(update=one) for one in ({"venues": tuple(renamed)}, {"status": Status.CANCELLED})
        )
        plans = [build(each) for each in (of, moved, off)]
        for count in (1, 2, 3):
            yield from inviting.to_press(plans[:count], PRESS, TO, SENDER, NOW)[:2]


def test_a_mail_server_finds_in_each_letter_what_outlook_and_gmail_look_for(server: MailServer) -> None:
    sent = list(letters())
    server.fill("Letters", [(one.mail, NOW) for one in sent])
    with server.signed_in() as box:
        box.select("Letters", readonly=True)
        for number, letter in enumerate(sent, start=1):
            shape = _said(box.fetch(str(number), "(BODYSTRUCTURE)"))
            kinds = re.findall(r'"(text|application)" "(\w+)"', shape, re.IGNORECASE)
            assert [f"{a}/{b}".lower() for a, b in kinds] == [
                "text/plain", "text/html", "text/calendar", "application/ics",
            ]  # fmt: skip
            assert re.search(r'"alternative".*"mixed"', shape, re.IGNORECASE)
            assert re.search(rf'"method" "{letter.method}"', shape, re.IGNORECASE)
            inside, beside = (_part(box.fetch(str(number), f"(BODY.PEEK[{part}])")) for part in ("1.3", "2"))
            assert inside == beside
            (event,) = vobject.readOne(inside.decode()).vevent_list
            assert vobject.readOne(inside.decode()).method.value == letter.method
            assert event.organizer.value == f"mailto:{SENDER.address}"
            assert event.attendee.value == f"mailto:{TO.address}"
            assert len({line for line in inside.split(b"\r\n") if line.startswith(b"UID:")}) == 1


def _said(answer: Any) -> str:
    """What a server said; imaplib's answers are lists of many kinds, hence ``Any``."""
    return b" ".join(one if isinstance(one, bytes) else b" ".join(one) for one in answer[1]).decode()


def _part(answer: Any) -> bytes:
    (found,) = (one[1] for one in answer[1] if isinstance(one, tuple))
    return base64.b64decode(found)
