"""Letters to the staff: one for one change, nothing twice, and what they answer counts."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest
from icalendar import Calendar

from logistics.calendars import Party
from logistics.mail import calendar_parts, received
from logistics.operations import mailing, staffing
from logistics.operations.drafts import draft, revise, tree_of
from logistics.operations.mailing import QUIET
from logistics.operations.office import Refused, furnish
from logistics.operations.staffing import Move
from logistics.store import letters as kept
from tests.goldens import assert_as_read
from tests.mail.conftest import HANNE
from tests.mail.post_office import PostOffice
from tests.web.offices import DIALOGUE, DOOR, NOW, Rig

SENDER = Party("Office of the Spokesperson", "press@office.example")


def assign(rig: Rig, was: str | None, now: str | None) -> None:
    """Somebody coordinates the door."""
    staffing.assign(rig.office, DIALOGUE, Move(DOOR, was, now), "ada", rig.moment)


def send(rig: Rig, post: PostOffice, after: int = QUIET) -> mailing.Sent:
    """The worker comes by some seconds later."""
    rig.moment += after
    return mailing.send(rig.office, post.server, SENDER, rig.moment)


def move_the_spray(rig: Rig, time: str) -> None:
    """Somebody edits the access time of the spray."""
    item = draft(rig.office, DIALOGUE)
    tree = tree_of(item)
    sessions = tree["sessions"]
    assert isinstance(sessions, list)
    (spray,) = (one for one in sessions if one["id"] == "spray")
    spray["access"] = [{**one, "at": time} for one in spray["access"]]
    revise(rig.office, DIALOGUE, item.number, tree, "ada", rig.moment)


def entry(mail: EmailMessage) -> dict[str, str]:
    """What the invitation in a mail says, read by icalendar."""
    (data,) = calendar_parts(bytes(mail))
    calendar = Calendar.from_ical(data)
    (event,) = calendar.walk("VEVENT")
    names = ("UID", "SEQUENCE", "STATUS", "DTSTART", "LOCATION")
    said = {name: _text(event[name].to_ical()) for name in names if name in event}
    return {"METHOD": str(calendar["METHOD"]), **said}


def _text(value: bytes | str) -> str:
    return value.decode() if isinstance(value, bytes) else value


def text(mail: EmailMessage) -> str:
    """What a person reads of a mail."""
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content()).replace("\r\n", "\n")


def test_the_whole_life_of_a_post_in_letters(rig: Rig, post: PostOffice) -> None:
    """Given, moved, moved back within the quiet time, given to another, called off: a transcript to read."""
    told = []

    def after(what: str, by: int = QUIET) -> None:
        before = len(post.taken)
        send(rig, post, by)
        told.append(f"## {what}\n")
        for address, _ in post.taken[before:]:
            mail = post.mails(address)[-1]
            told.append(f"To {address}\nSubject: {mail['Subject']}\n\n{text(mail)}")
            told.append("".join(f"{name}: {said}\n" for name, said in entry(mail).items() if name != "UID"))
        if len(post.taken) == before:
            told.append("No letter.\n")

    assign(rig, None, "brandt")
    after("The door is given to Hanne Brandt, a moment ago", 60)
    after("Five minutes later")
    staffing.accept(rig.office, DIALOGUE, DOOR, "brandt", rig.moment)
    after("She says on her page that she will be there")
    move_the_spray(rig, "8:20 a.m.")
    after("The pick-up moves from 8:30 to 8:20, a moment ago", 60)
    move_the_spray(rig, "8:30 a.m.")
    after("It moves back")
    move_the_spray(rig, "8:20 a.m.")
    after("It moves for good")
    assign(rig, "brandt", "vance")
    after("The door is given to Joel Vance instead")
    staffing.stop_asking(rig.office, DIALOGUE, "ada", rig.moment)
    after("The staff are not asked any more")
    assert_as_read("letters-to-staff.txt", "\n".join(told).encode())


def test_sequence_rises_with_every_letter_about_one_entry(rig: Rig, post: PostOffice) -> None:
    assign(rig, None, "brandt")
    send(rig, post)
    move_the_spray(rig, "8:20 a.m.")
    send(rig, post)
    assign(rig, "brandt", None)
    send(rig, post)
    assign(rig, None, "brandt")
    send(rig, post)
    entries = [entry(mail) for mail in post.mails(HANNE)]
    assert [one["METHOD"] for one in entries] == ["REQUEST", "REQUEST", "CANCEL", "REQUEST"]
    assert [int(one["SEQUENCE"]) for one in entries] == [0, 1, 2, 3]
    assert len({one["UID"] for one in entries}) == 1


def test_a_letter_has_the_shape_that_outlook_and_gmail_understand(rig: Rig, post: PostOffice) -> None:
    """RFC 6047: the method stands in the header too, the calendar is the last alternative, and a file beside it."""
    assign(rig, None, "brandt")
    send(rig, post)
    (mail,) = post.mails(HANNE)
    shape = [part.get_content_type() for part in mail.walk()]
    assert shape == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    calendar = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "REQUEST"
    assert (mail["From"], mail["To"]) == (f"{SENDER.name} <{SENDER.address}>", f"Hanne Brandt <{HANNE}>")
    (data,) = calendar_parts(bytes(mail))
    assert data.endswith(b"END:VCALENDAR\r\n")
    assert b"ORGANIZER" in data
    assert f"mailto:{SENDER.address}".encode() in data.replace(b"\r\n ", b"")


def test_a_letter_about_an_invented_event_says_so(rig: Rig, post: PostOffice) -> None:
    item = draft(rig.office, DIALOGUE)
    revise(rig.office, DIALOGUE, item.number, {**tree_of(item), "invented": "For trying things"}, "ada", NOW)
    assign(rig, None, "brandt")
    send(rig, post)
    assert "It is about Second U.S.-Mexico Strategic Dialogue. For trying things." in text(
        post.mails(HANNE)[0]
    )


def test_nobody_is_written_to_without_an_address_or_before_they_are_asked(rig: Rig, post: PostOffice) -> None:
    staffing.stop_asking(rig.office, DIALOGUE, "ada", NOW)
    assign(rig, None, "brandt")
    staffing.assign(rig.office, DIALOGUE, Move("moderator.availability", None, "okafor"), "ada", NOW)
    assert send(rig, post) == mailing.Sent(0, 0, 0, 0)
    staffing.ask_staff(rig.office, DIALOGUE, "", "ada", rig.moment)
    assert send(rig, post).sent == 1


def test_what_is_taken_back_before_it_left_makes_no_letter(rig: Rig, post: PostOffice) -> None:
    assign(rig, None, "brandt")
    rig.moment += QUIET
    mailing.outbox.write_letters(rig.office, SENDER, rig.moment)
    assign(rig, "brandt", None)
    assert send(rig, post) == mailing.Sent(0, 0, 0, 0)
    assert post.taken == []


def test_a_letter_that_is_refused_for_now_is_tried_again_with_longer_pauses(
    rig: Rig, post: PostOffice
) -> None:
    post.says[HANNE] = "451 come back later"
    assign(rig, None, "brandt")
    assert send(rig, post).put_off == 1
    assert send(rig, post, 30) == mailing.Sent(0, 0, 0, 0)
    assert send(rig, post, 30).put_off == 1
    assert send(rig, post, 60) == mailing.Sent(0, 0, 0, 0)
    post.says.clear()
    assert send(rig, post, 60).sent == 1
    assert len(post.taken) == 1


def test_a_letter_that_is_refused_for_good_is_shown_and_not_tried_again(rig: Rig, post: PostOffice) -> None:
    post.says[HANNE] = "550 there is nobody of that name"
    assign(rig, None, "brandt")
    assert send(rig, post).given_up == 1
    assert send(rig, post) == mailing.Sent(0, 0, 0, 0)
    (letter,) = mailing.all_letters(rig.office)
    assert letter.problem == "The mail server said 550: there is nobody of that name"
    post.says.clear()
    mailing.send_again(rig.office, letter.id, "ada", rig.moment)
    assert send(rig, post).sent == 1


def test_a_server_that_is_away_puts_a_letter_off(rig: Rig, post: PostOffice) -> None:
    assign(rig, None, "brandt")
    rig.moment += QUIET
    nowhere = type(post.server)("127.0.0.1", 1, "smtp")
    assert mailing.send(rig.office, nowhere, SENDER, rig.moment).put_off == 1
    (letter,) = mailing.all_letters(rig.office)
    assert letter.problem == "The mail server 127.0.0.1 cannot be reached on port 1: Connection refused."


def test_a_letter_in_the_hands_of_a_worker_that_died_is_never_sent_by_itself(
    rig: Rig, post: PostOffice
) -> None:
    assign(rig, None, "brandt")
    rig.moment += QUIET
    mailing.outbox.write_letters(rig.office, SENDER, rig.moment)
    (letter,) = mailing.all_letters(rig.office)
    with rig.office.database.writing() as connection:
        assert kept.claim(connection, letter.id, rig.moment)
        assert not kept.claim(connection, letter.id, rig.moment), "nobody else takes it"
    with pytest.raises(Refused, match="no such letter"):
        mailing.send_again(rig.office, letter.id, "ada", rig.moment)  # it may still be in somebody's hands
    assert send(rig, post) == mailing.Sent(0, 0, 0, 0)
    mailing.arrived(rig.office, letter.id, "ada", rig.moment)
    with pytest.raises(Refused, match="no such letter"):
        mailing.send_again(rig.office, letter.id, "ada", rig.moment)
    assert send(rig, post) == mailing.Sent(0, 0, 0, 0)


def test_two_workers_write_and_send_a_letter_once(rig: Rig, post: PostOffice) -> None:
    assign(rig, None, "brandt")
    rig.moment += QUIET
    for _ in range(2):
        mailing.outbox.write_letters(rig.office, SENDER, rig.moment)
    assert send(rig, post, 0).sent + send(rig, post, 0).sent == 1


def test_an_office_without_an_address_writes_no_letters(rig: Rig) -> None:
    with pytest.raises(Refused, match="no mail address yet"):
        mailing.sender_of(rig.office)
    with pytest.raises(Refused, match="no mail address"):
        furnish(rig.office, type(rig.office.house())(mail="Press <press@office.example>"), "ada", NOW)
    furnish(rig.office, type(rig.office.house())(mail=SENDER.address, office=SENDER.name), "ada", NOW)
    assert mailing.sender_of(rig.office) == SENDER


# ---- answers ---------------------------------------------------------------------------------------------------------


def answer(
    folder: Path,
    mail: EmailMessage,
    status: str,
    *,
    sequence: int | None = None,
    comment: str = "",
    sender: str = HANNE,
) -> None:
    """Put into a Maildir what a calendar program answers to a letter."""
    asked = entry(mail)
    number = asked["SEQUENCE"] if sequence is None else str(sequence)
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Somebody//Calendar//EN",
        "METHOD:COUNTER" if status == "COUNTER" else "METHOD:REPLY",
        "BEGIN:VEVENT",
        f"UID:{asked['UID']}",
        "DTSTAMP:20171212T120000Z",
        f"SEQUENCE:{number}",
        f"ATTENDEE;PARTSTAT={'TENTATIVE' if status == 'COUNTER' else status}:mailto:{HANNE}",
        f"ORGANIZER:mailto:{SENDER.address}",
        *([f"COMMENT:{comment}"] if comment else []),
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    )
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Hanne <{sender}>", SENDER.address, f"{status}: Door"
    made.set_content("See the calendar.")
    made.add_attachment("\r\n".join(lines).encode(), "text", "calendar", filename="reply.ics")
    for part in ("cur", "new", "tmp"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    number_of_mail = len(list((folder / "new").iterdir()))
    (folder / "new" / f"{number_of_mail:03}.mail").write_bytes(bytes(made))


@pytest.fixture
def asked(rig: Rig, post: PostOffice) -> EmailMessage:
    """The letter by which Hanne Brandt was given the door."""
    assign(rig, None, "brandt")
    send(rig, post)
    return post.mails(HANNE)[0]


def take(rig: Rig, folder: Path) -> list[tuple[bool, str]]:
    """Read the mailbox."""
    return [(one.done, one.text) for one in mailing.take_replies(rig.office, received(folder), rig.moment)]


def test_who_accepts_by_mail_has_accepted_and_reading_it_twice_changes_nothing(
    rig: Rig, tmp_path: Path, asked: EmailMessage
) -> None:
    answer(tmp_path / "box", asked, "ACCEPTED")
    for _ in range(2):
        assert take(rig, tmp_path / "box") == [(True, "accepted: Door, 23rd Street Entrance")]
    assert staffing.situation(rig.office, DIALOGUE).state(DOOR) == "accepted"


def test_who_declines_by_mail_gives_the_post_back_with_what_they_wrote(
    rig: Rig, tmp_path: Path, asked: EmailMessage
) -> None:
    answer(tmp_path / "box", asked, "DECLINED", comment="My train is cancelled")
    assert take(rig, tmp_path / "box") == [(True, "given back: Door, 23rd Street Entrance")]
    here = staffing.situation(rig.office, DIALOGUE)
    assert DOOR not in here.held
    assert here.assigned[DOOR].reason == "My train is cancelled"
    assert take(rig, tmp_path / "box") == [(False, "They do not hold this post any more.")]


def test_a_tentative_answer_is_if_needed(rig: Rig, tmp_path: Path, asked: EmailMessage) -> None:
    answer(tmp_path / "box", asked, "TENTATIVE")
    take(rig, tmp_path / "box")
    (said,) = staffing.situation(rig.office, DIALOGUE).said
    assert (said.post, said.answer) == (DOOR, "if needed")


def test_an_answer_to_an_older_letter_does_not_win(
    rig: Rig, post: PostOffice, tmp_path: Path, asked: EmailMessage
) -> None:
    move_the_spray(rig, "8:20 a.m.")
    send(rig, post)
    answer(tmp_path / "box", asked, "ACCEPTED")
    assert take(rig, tmp_path / "box") == [
        (False, "It answers an older letter; something of it has changed since.")
    ]
    assert staffing.situation(rig.office, DIALOGUE).state(DOOR) == "assigned"


def test_whatever_cannot_be_matched_is_told_and_changes_nothing(
    rig: Rig, tmp_path: Path, asked: EmailMessage
) -> None:
    box = tmp_path / "box"
    answer(box, asked, "COUNTER")
    answer(box, asked, "ACCEPTED", sender="somebody@else.example")
    answer(box, asked, "NEEDS-ACTION")
    (box / "new" / "900.mail").write_bytes(
        b"From: a@b.example\r\nSubject: Hello\r\n\r\nNo calendar here.\r\n"
    )
    (box / "new" / "901.mail").write_bytes(b"\xff\x00 no mail at all")
    found = take(rig, box)
    assert [done for done, _ in found] == [False] * 5
    assert found[0][1] == "It proposes another time for Door, 23rd Street Entrance; ask them."
    assert found[1][1] == f"It answers for {HANNE}, and was sent by somebody@else.example."
    assert found[2][1] == "It neither accepts nor declines, but says “NEEDS-ACTION”."
    assert found[3][1] == found[4][1] == "It holds no calendar: somebody should read it."
    assert staffing.situation(rig.office, DIALOGUE).state(DOOR) == "assigned"
