"""Whatever stands in an event or is called a guest, a letter is one mail to one person with one invitation in it."""

from __future__ import annotations

import re
from email import message_from_bytes
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from logistics.calendars import Party
from logistics.calendars.workarounds import clean
from logistics.disclosure import PRESS
from logistics.mail import calendar_parts
from logistics.model import Event
from logistics.operations.mailing import inviting
from logistics.operations.mailing.inviting import Ready
from logistics.plan import build
from tests.calendars.test_hostile_text import NASTY, everywhere

TO = Party("Example Wire", "desk@wire.example")
SENDER = Party("Office of the Spokesperson", "press@office.example")
NOW = 1_780_000_000
SEVERAL = ["To", "From", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"]


def letters(of: Event, to: Party = TO, sender: Party = SENDER) -> tuple[Ready, ...]:
    return inviting.to_press([build(of)], PRESS, to, sender, NOW)


def is_one_mail(letter: Ready) -> None:
    """Read by the standard library and by icalendar, which wrote neither of our headers."""
    assert max(len(line) for line in letter.mail.split(b"\r\n")) <= 998
    assert b"\n" not in letter.mail.replace(b"\r\n", b"")
    mail = message_from_bytes(letter.mail, policy=default)
    assert mail.defects == []
    assert sorted(mail.keys()) == sorted([*SEVERAL, "Content-Type"])
    assert [one.addr_spec for one in mail["To"].addresses] == [TO.address]
    assert [one.addr_spec for one in mail["From"].addresses] == [SENDER.address]
    (raw,) = calendar_parts(letter.mail)
    calendar = Calendar.from_ical(raw)
    (event,) = calendar.walk("VEVENT")
    assert calendar.errors == event.errors == []
    assert str(event["ORGANIZER"]) == f"mailto:{SENDER.address}"
    assert str(event["ATTENDEE"]) == f"mailto:{TO.address}"
    unfolded = re.sub(rb"\r\n[ \t]", b"", raw)
    for name in (b"ATTENDEE", b"ORGANIZER", b"METHOD:", b"UID:", b"SUMMARY"):
        assert len(re.findall(rb"^" + name, unfolded, re.MULTILINE)) == 1
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", raw)


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_any_text_in_every_field_of_an_event_makes_one_mail(text: str) -> None:
    found = letters(everywhere(text))
    assert found
    for letter in found:
        is_one_mail(letter)
        (raw,) = calendar_parts(letter.mail)
        assert clean(text) in str(Calendar.from_ical(raw).walk("VEVENT")[0]["DESCRIPTION"])


@given(st.text(st.characters(exclude_categories=[]), max_size=300))
def test_any_name_of_a_reader_or_a_sender_makes_one_mail(name: str) -> None:
    for to, sender in ((Party(name, TO.address), SENDER), (TO, Party(name, SENDER.address))):
        for letter in letters(everywhere("plain"), to, sender):
            is_one_mail(letter)


@given(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=300))
def test_drawn_text_in_every_field_makes_one_mail(text: str) -> None:
    for letter in letters(everywhere(text)):
        is_one_mail(letter)


def test_a_title_of_a_hundred_kilobytes_makes_one_mail() -> None:
    for letter in letters(everywhere("title é " * 12_500)):
        is_one_mail(letter)
