"""What people answer by mail: matched with its letter, the last that somebody said counts, and the rest is told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path
from random import Random
from time import monotonic

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from logistics.calendars import NoReply, Party, Reply, Said, reply
from logistics.cli.office import replies
from logistics.errors import LogisticsError
from logistics.mail import Received, calendar_parts, received
from logistics.mail.received import LARGEST, read
from logistics.operations import mailing, staffing
from logistics.operations.mailing import QUIET
from logistics.operations.staffing import Move
from tests.mail.imap_server import started
from tests.mail.post_office import PostOffice
from tests.mail.test_letters_to_staff import entry, move_the_spray
from tests.web.offices import DIALOGUE, DOOR, NOW, THERE, TWELVE, Rig, furnished

HANNE = "brandt@staff.example"
SENDER = Party("Office of the Spokesperson", "press@office.example")
TITLE = "Door, 23rd Street Entrance"
YEAR = 366 * 24 * 3600


@pytest.fixture
def rig(sqlite_url: str) -> Iterator[Rig]:
    """An office with the dialogue and the twelve, of whom Hanne Brandt has a mail address."""
    made = furnished(sqlite_url)
    made.take_in()
    text = TWELVE.replace("+1 202 555 0108", f"+1 202 555 0108\n    email: {HANNE}")
    staffing.take_staff_in(made.office, 0, text, "ada", NOW)
    staffing.ask_staff(made.office, DIALOGUE, "", "ada", NOW)
    yield made
    made.office.database.dispose()


@dataclass(frozen=True)
class Asked:
    """The letter by which Hanne Brandt was given the door, and when it was written."""

    uid: str
    sequence: int
    at: int


def assign(rig: Rig, was: str | None, now: str | None) -> None:
    reason = "said on the telephone that she can" if now else ""
    staffing.assign(rig.office, DIALOGUE, Move(DOOR, was, now, reason), "ada", rig.moment)


def send(rig: Rig, post: PostOffice) -> None:
    rig.moment += QUIET
    mailing.send(rig.office, post.server, SENDER, rig.moment)


def ask(rig: Rig, post: PostOffice) -> Asked:
    """Give her the door, anew where she holds it, and write to her."""
    if holder := staffing.situation(rig.office, DIALOGUE).held.get(DOOR):
        assign(rig, holder, None)
    send(rig, post)
    assign(rig, None, "brandt")
    send(rig, post)
    said = entry(post.mails(HANNE)[-1])
    assert said["METHOD"] == "REQUEST"
    return Asked(said["UID"], int(said["SEQUENCE"]), rig.moment)


@pytest.fixture
def asked(rig: Rig, post: PostOffice) -> Asked:
    return ask(rig, post)


def utc(at: int) -> str:
    return f"{datetime.fromtimestamp(at, UTC):%Y%m%dT%H%M%SZ}"


def calendar(*lines: str, method: str = "REPLY") -> bytes:
    around = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Somebody//EN", f"METHOD:{method}", "BEGIN:VEVENT")
    return "\r\n".join((*around, *lines, "END:VEVENT", "END:VCALENDAR", "")).encode()


def mail(data: bytes, at: int, sender: str = HANNE) -> Received:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"Hanne <{sender}>", SENDER.address, "Re: Door"
    made.set_content("See the calendar.")
    made.add_attachment(data, "text", "calendar", filename="reply.ics")
    return read("key", bytes(made), at)


def said(
    asked: Asked,
    status: str,
    after: int,
    *more: str,
    came: int | None = None,
    sequence: int | None = None,
    who: str = HANNE,
) -> Received:
    """What she answers so many seconds after the letter; ``came`` is when that comes, at once where nothing is said."""
    lines = (
        f"UID:{asked.uid}",
        f"DTSTAMP:{utc(asked.at + after)}",
        f"SEQUENCE:{asked.sequence if sequence is None else sequence}",
        f"ATTENDEE;PARTSTAT={status.removeprefix('COUNTER ')}:mailto:{who}",
        f"ORGANIZER:mailto:{SENDER.address}",
        *more,
    )
    method = "COUNTER" if status.startswith("COUNTER") else "REPLY"
    return mail(calendar(*lines, method=method), asked.at + (after if came is None else came), who)


def take(rig: Rig, *mails: Received) -> list[tuple[bool, str]]:
    return [(one.done, one.text) for one in mailing.take_replies(rig.office, mails, rig.moment)]


Standing = tuple[str | None, str, str, str]


def standing(rig: Rig) -> Standing:
    """Who holds the door, how far that is, and what Hanne Brandt says of it with her note."""
    here = staffing.situation(rig.office, DIALOGUE)
    about = [one for one in here.said if (one.person, one.post) == ("brandt", DOOR)]
    answer, note = (str(about[0].answer), about[0].note) if about else ("", "")
    return here.held.get(DOOR), here.state(DOOR), answer, note


ACCEPTED: Standing = ("brandt", "accepted", "can", "")
GIVEN_BACK: Standing = (None, "", "cannot", "Declined by mail.")
TENTATIVE: Standing = ("brandt", "assigned", "if needed", "Tentative, by mail.")


# ---- which answer counts ---------------------------------------------------------------------------------------------

STATUSES = ("ACCEPTED", "TENTATIVE", "DECLINED")
Given = tuple[str, int, int, str]
"""A status, how long after the letter, how much later it came, and a comment."""
GIVEN = st.tuples(
    st.sampled_from(STATUSES),
    st.sampled_from((-YEAR, 10, 20, 30, 40, YEAR)),
    st.sampled_from((0, 3)),
    st.sampled_from(("", "The train")),
)


HELD = {"ACCEPTED": ("brandt", "accepted", "can"), "TENTATIVE": ("brandt", "assigned", "if needed")}
REMARKS = {"ACCEPTED": "", "TENTATIVE": "Tentative, by mail.", "DECLINED": "Declined by mail."}


def came(one: Given) -> int:
    """How long after the letter its mail came."""
    _, after, later, _ = one
    return min(abs(after), 50) + later


def weight(one: Given) -> tuple[int, int, str]:
    """The last counts, by their own clock as far as that can be; in the same second the more careful one."""
    status, after, _, comment = one
    return max(0, min(after, came(one))), STATUSES.index(status), comment or REMARKS[status]


def what_counts(each: Sequence[Given]) -> Standing:
    status, _, _, comment = max(each, key=weight)
    holder, state, answer = HELD.get(status, (None, "", "cannot"))
    return holder, state, answer, comment or REMARKS[status]


def test_in_whatever_order_mails_are_read_the_last_that_somebody_said_counts(
    rig: Rig, post: PostOffice
) -> None:
    @given(st.lists(GIVEN, min_size=1, max_size=4), st.randoms(use_true_random=False))
    @settings(max_examples=10, deadline=None)
    @example([("DECLINED", 10, 0, ""), ("TENTATIVE", 20, 0, ""), ("ACCEPTED", 30, 0, "")], Random(1))
    @example([("ACCEPTED", 30, 0, ""), ("DECLINED", 10, 0, "")], Random(1))
    @example([("ACCEPTED", YEAR, 0, ""), ("DECLINED", YEAR, 3, "")], Random(1))
    @example([("DECLINED", 10, 0, ""), ("DECLINED", 30, 0, ""), ("ACCEPTED", 20, 0, "")], Random(1))
    def holds(each: list[Given], random: Random) -> None:
        asked = ask(rig, post)
        rig.moment += 100
        mails = [said(asked, one[0], one[1], *comment(one), came=came(one)) for one in each]
        for one in mails:
            take(rig, one)
            rig.moment += 60
        assert standing(rig) == what_counts(each)
        random.shuffle(mails)
        take(rig, *mails)
        assert standing(rig) == what_counts(each), "reading them again changes nothing more"

    def comment(one: Given) -> tuple[str, ...]:
        return (f"COMMENT:{one[3]}",) if one[3] else ()

    holds()


def test_read_together_the_older_of_two_answers_is_told_and_moves_nothing(rig: Rig, asked: Asked) -> None:
    rig.moment += 600
    declined, accepted = said(asked, "DECLINED", 60), said(asked, "ACCEPTED", 120)
    assert take(rig, declined, accepted) == [
        (False, "They have said something else since."),
        (True, f"accepted: {TITLE}"),
    ]
    assert standing(rig) == ACCEPTED


def test_who_gave_a_post_back_by_mail_and_then_accepts_has_it_again_as_it_was(rig: Rig, asked: Asked) -> None:
    rig.moment += 600
    before = staffing.situation(rig.office, DIALOGUE).assigned[DOOR]
    take(rig, said(asked, "DECLINED", 60))
    assert standing(rig) == GIVEN_BACK
    take(rig, said(asked, "ACCEPTED", 120))
    assert standing(rig) == ACCEPTED
    after = staffing.situation(rig.office, DIALOGUE).assigned[DOOR]
    assert (after.reason, after.pinned, after.begins) == (before.reason, before.pinned, before.begins)


def test_what_was_given_to_somebody_else_meanwhile_stays_theirs(rig: Rig, asked: Asked) -> None:
    rig.moment += 600
    take(rig, said(asked, "DECLINED", 60))
    assign(rig, None, "vance")
    assert take(rig, said(asked, "ACCEPTED", 120)) == [(False, "They do not hold this post any more.")]
    assert standing(rig)[0] == "vance"


def test_what_the_office_opened_is_not_taken_by_a_mail(rig: Rig, asked: Asked) -> None:
    rig.moment += 600
    assign(rig, "brandt", None)
    assert take(rig, said(asked, "ACCEPTED", 120)) == [(False, "They do not hold this post any more.")]
    assert standing(rig)[0] is None


def test_a_post_that_was_given_back_and_has_become_impossible_stays_open(rig: Rig, post: PostOffice) -> None:
    staffing.assign(rig.office, DIALOGUE, Move(DOOR, None, "brandt"), "ada", rig.moment)
    send(rig, post)
    one = entry(post.mails(HANNE)[-1])
    asked = Asked(one["UID"], int(one["SEQUENCE"]), rig.moment)
    rig.moment += 600
    take(rig, said(asked, "DECLINED", 60))
    reason = "said so on the telephone"
    staffing.assign(rig.office, DIALOGUE, Move(THERE, None, "brandt", reason), "ada", rig.moment)
    ((done, text),) = take(rig, said(asked, "ACCEPTED", 120))
    assert not done
    assert text.startswith("They had given it back, and cannot have it again: Has another post: ")
    assert standing(rig)[0] is None


def test_an_old_refusal_in_the_mailbox_does_not_take_away_what_the_office_gave_anew(
    rig: Rig, asked: Asked
) -> None:
    rig.moment += 60
    declined = said(asked, "DECLINED", 30)
    take(rig, declined)
    rig.moment += 60
    assign(rig, None, "brandt")
    assert take(rig, declined) == [
        (False, "It was taken in before, and the office has decided about the post since.")
    ]
    assert standing(rig)[:2] == ("brandt", "assigned")


@pytest.mark.parametrize("after, counts", [(30, False), (90, True)])
def test_an_answer_by_mail_counts_where_it_was_given_after_what_they_said_on_their_page(
    rig: Rig, asked: Asked, after: int, counts: bool
) -> None:
    rig.moment += 60
    staffing.answer(rig.office, DIALOGUE, "brandt", {DOOR: ("cannot", "A wedding")}, rig.moment)
    rig.moment += 600
    take(rig, said(asked, "ACCEPTED", after))
    assert standing(rig) == (ACCEPTED if counts else ("brandt", "assigned", "cannot", "A wedding"))


@pytest.mark.parametrize("after, counts", [(30, False), (90, True)])
@pytest.mark.parametrize("state", ["accepted", "assigned"])
def test_so_it_does_where_they_accepted_there_or_answered_for_all_posts(
    rig: Rig, asked: Asked, state: str, after: int, counts: bool
) -> None:
    rig.moment += 60
    if state == "accepted":
        staffing.accept(rig.office, DIALOGUE, DOOR, "brandt", rig.moment)
    else:
        staffing.answer(rig.office, DIALOGUE, "brandt", {"all": ("can", "")}, rig.moment)
    rig.moment += 600
    take(rig, said(asked, "DECLINED", after))
    assert standing(rig) == (GIVEN_BACK if counts else ("brandt", state, "", ""))


def test_an_offer_on_their_page_is_not_undone_by_an_older_mail(rig: Rig, asked: Asked) -> None:
    rig.moment += 60
    staffing.offer(rig.office, DIALOGUE, DOOR, "brandt", "A wedding", rig.moment)
    rig.moment += 600
    assert take(rig, said(asked, "ACCEPTED", 30)) == [(False, "They have said something else since.")]
    assert standing(rig)[1] == "assigned"


def test_a_clock_that_is_ahead_blocks_no_later_answer(rig: Rig, asked: Asked) -> None:
    rig.moment += 60
    ahead = said(asked, "ACCEPTED", YEAR, came=30)
    take(rig, ahead)
    assert standing(rig) == ACCEPTED
    rig.moment += 600
    staffing.answer(rig.office, DIALOGUE, "brandt", {DOOR: ("cannot", "A wedding")}, rig.moment)
    rig.moment += 600
    take(rig, ahead)
    assert standing(rig)[2:] == ("cannot", "A wedding"), "read again it says no more than before"
    take(rig, said(asked, "DECLINED", 900))
    assert standing(rig) == GIVEN_BACK


def test_a_clock_that_is_behind_keeps_nobody_from_answering(rig: Rig, asked: Asked) -> None:
    rig.moment += 600
    take(rig, said(asked, "ACCEPTED", -YEAR, came=30))
    assert standing(rig) == ACCEPTED


# ---- which letter is answered ----------------------------------------------------------------------------------------


def test_an_answer_to_a_letter_that_was_never_sent_or_to_a_cancellation_is_told(
    rig: Rig, post: PostOffice, asked: Asked
) -> None:
    rig.moment += 60
    assert take(rig, said(asked, "ACCEPTED", 30, sequence=asked.sequence + 1)) == [
        (False, "It answers a letter that this office has not sent.")
    ]
    assert take(rig, said(Asked("unknown", 0, asked.at), "ACCEPTED", 30)) == [
        (False, "It answers no letter of this office.")
    ]
    assign(rig, "brandt", None)
    send(rig, post)
    assert take(rig, said(asked, "ACCEPTED", 30, sequence=asked.sequence + 1)) == [
        (False, "It answers a cancellation.")
    ]
    assert take(rig, said(asked, "ACCEPTED", 30)) == [
        (False, "It answers an older letter; something of it has changed since.")
    ]


def test_a_letter_that_was_dropped_before_it_left_makes_no_answer_old(
    rig: Rig, post: PostOffice, asked: Asked
) -> None:
    move_the_spray(rig, "8:20 a.m.")
    rig.moment += QUIET
    assert mailing.outbox.write_letters(rig.office, SENDER, rig.moment) == 1
    move_the_spray(rig, "8:30 a.m.")
    send(rig, post)
    take(rig, said(asked, "ACCEPTED", 30))
    assert standing(rig) == ACCEPTED


def test_who_answers_for_somebody_else_is_not_believed(rig: Rig, asked: Asked) -> None:
    lines = (
        f"UID:{asked.uid}",
        f"SEQUENCE:{asked.sequence}",
        f'ATTENDEE;PARTSTAT=DECLINED;SENT-BY="mailto:aide@staff.example":mailto:{HANNE}',
    )
    rig.moment += 60
    assert take(rig, mail(calendar(*lines), asked.at + 30, "aide@staff.example")) == [
        (False, f"It answers for {HANNE}, and was sent by aide@staff.example.")
    ]


def test_an_answer_that_comes_with_the_invitation_beside_it_is_found(rig: Rig, asked: Asked) -> None:
    rig.moment += 60
    made = EmailMessage()
    made["From"] = HANNE
    made.set_content("See the calendars.")
    made.add_attachment(
        calendar(f"UID:{asked.uid}", method="REQUEST"), "text", "calendar", filename="invite.ics"
    )
    (answer,) = calendar_parts(said(asked, "ACCEPTED", 30).data)
    made.add_attachment(answer, "application", "ics", filename="reply.ics")
    assert take(rig, read("key", bytes(made), asked.at + 30)) == [(True, f"accepted: {TITLE}")]


# ---- another time ----------------------------------------------------------------------------------------------------


def test_who_proposes_another_time_is_told_with_it_and_the_coordinator_finds_it_at_the_post(
    rig: Rig, asked: Asked
) -> None:
    """Monday's clock in the calendar is UTC, in the office that of the event."""
    rig.moment += 60
    times = ("DTSTART:20171214T140000Z", "DTEND:20171214T143000Z", "COMMENT:My train comes at 8:40")
    counter = said(asked, "COUNTER TENTATIVE", 30, *times)
    proposed = "9:00 a.m. EST, Thursday, December 14, 2017, until 9:30 a.m. EST"
    for _ in range(2):
        assert take(rig, counter) == [(False, f"It proposes {proposed} for {TITLE}; ask them.")]
        assert standing(rig) == (
            "brandt",
            "assigned",
            "if needed",
            f"Proposes {proposed}, by mail. My train comes at 8:40",
        )


def test_who_proposes_another_time_and_declines_has_given_the_post_back(rig: Rig, asked: Asked) -> None:
    rig.moment += 60
    times = ("DTSTART;TZID=America/Chicago:20171214T080000", "DURATION:PT30M")
    ((done, text),) = take(rig, said(asked, "COUNTER DECLINED", 30, *times))
    assert not done
    assert text.endswith(
        "until 9:30 a.m. EST for Door, 23rd Street Entrance; ask them. They have given it back."
    )
    assert standing(rig)[0] is None
    reason = staffing.situation(rig.office, DIALOGUE).assigned[DOOR].reason
    assert reason.startswith("Proposes 9:00 a.m. EST, Thursday")


@pytest.mark.parametrize(
    "times, proposed",
    [
        ((), "another time"),
        (("DTSTART:20171214T090000",), "another time"),
        (("DTSTART;VALUE=DATE:20171215",), "another time"),
        (("DTSTART:20171214T140000Z",), "9:00 a.m. EST, Thursday, December 14, 2017"),
        (
            ("DTSTART:20171214T140000Z", "DTEND:20171214T130000Z"),
            "9:00 a.m. EST, Thursday, December 14, 2017",
        ),
        (
            ("DTSTART:20171214T140000Z", "DURATION:P9999999D"),
            "9:00 a.m. EST, Thursday, December 14, 2017",
        ),
        (("DTSTART:21981214T140000Z", "DURATION:P20D"), "9:00 a.m. EST, Friday, December 14, 2198"),
    ],
)
def test_a_time_that_is_not_said_or_lacks_its_zone_is_not_guessed(
    rig: Rig, asked: Asked, times: tuple[str, ...], proposed: str
) -> None:
    rig.moment += 60
    assert take(rig, said(asked, "COUNTER TENTATIVE", 30, *times)) == [
        (False, f"It proposes {proposed} for {TITLE}; ask them.")
    ]


def test_what_is_proposed_at_the_same_time_is_something_else(rig: Rig, asked: Asked) -> None:
    rig.moment += 60
    duty = staffing.situation(rig.office, DIALOGUE).duty(DOOR).post
    times = (f"DTSTART:{utc(duty.begins)}", f"DTEND:{utc(duty.ends)}")
    assert take(rig, said(asked, "COUNTER TENTATIVE", 30, *times)) == [
        (False, f"It proposes something else at the same time for {TITLE}; ask them.")
    ]


def test_a_long_and_odd_comment_is_kept_as_far_as_a_page_can_show_it(rig: Rig, asked: Asked) -> None:
    rig.moment += 60
    comment = "COMMENT:Late\\n\u202eby\u0007 a lot " + "x" * 2_000
    assert take(rig, said(asked, "DECLINED", 30, comment)) == [(True, f"given back: {TITLE}")]
    note = standing(rig)[3]
    assert note.startswith("Late by a lot xxx")
    assert note.endswith("x…")
    assert len(note) == 300


# ---- guests ----------------------------------------------------------------------------------------------------------


def test_what_a_guest_answers_stands_beside_their_name_and_an_older_answer_does_not_win(
    rig: Rig, post: PostOffice
) -> None:
    wire = "desk@wire.example"
    rig.publish()
    mailing.invite(rig.office, DIALOGUE, mailing.Whom("Wire", wire, "press-video"), "ada", rig.moment)
    send(rig, post)
    one = entry(post.mails(wire)[0])
    asked = Asked(one["UID"], int(one["SEQUENCE"]), rig.moment)
    rig.moment += 600

    def answer(status: str, after: int, *more: str) -> tuple[bool, str]:
        (told,) = take(rig, said(asked, status, after, *more, came=30, who=wire))
        return told

    def standing_beside() -> list[tuple[str, str]]:
        (guest,) = mailing.invited(rig.office, DIALOGUE)
        return [(one.said, one.comment) for one in guest.told if one.said]

    for _ in range(2):
        done, text = answer("ACCEPTED", YEAR, "COMMENT:Two of us")
        assert (done, text.partition(":")[0]) == (True, "accepted")
        assert standing_beside() == [("accepted", "Two of us")]
    assert answer("DECLINED", -30) == (False, "They have said something else since.")
    assert standing_beside() == [("accepted", "Two of us")]


# ---- calendars of other programs -------------------------------------------------------------------------------------

LINES = {
    "UID": "UID:one",
    "DTSTAMP": "DTSTAMP:20171212T120000Z",
    "SEQUENCE": "SEQUENCE:2",
    "ATTENDEE": f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{HANNE}",
}
STAMP = int(datetime(2017, 12, 12, 12, tzinfo=UTC).timestamp())
GOOD = Reply("one", HANNE, Said.ACCEPTED, 2, STAMP)


def of(*more: str, **instead: str) -> Reply:
    """What a calendar says in which some lines stand otherwise, and some more."""
    return reply(calendar(*({**LINES, **instead}).values(), *more), HANNE)


@pytest.mark.parametrize(
    "line",
    [
        f"ATTENDEE;PARTSTAT=accepted;CN=Hanne:MAILTO:{HANNE.upper()}",
        f'ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY="mailto:aide@staff.example":mailto:{HANNE}',
        f"ATTENDEE;PARTSTAT=ACCEPTED;EMAIL={HANNE}:urn:uuid:7d4f",
        f"ATTENDEE;PARTSTAT=ACCEPTED:{HANNE}",
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:brandt%40staff.example",
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{HANNE}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{HANNE.title()}",
        f"ATTENDEE;PARTSTAT=DECLINED:mailto:vance@staff.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{HANNE}",
    ],
)
def test_who_answers_is_understood_however_it_is_written(line: str) -> None:
    assert of(ATTENDEE=line) == GOOD


@pytest.mark.parametrize(
    "line",
    [
        "DTSTAMP:20171212T120000",
        "DTSTAMP:20171212T120000+0000",
        "DTSTAMP:20171212T130000+0100",
        "DTSTAMP:garbage\r\nDTSTAMP:20171212T120000Z",
        "DTSTAMP:20171211T120000Z\r\nDTSTAMP:20171212T120000Z",
    ],
)
def test_when_it_was_said_is_understood_however_it_is_written(line: str) -> None:
    assert of(DTSTAMP=line) == GOOD


@pytest.mark.parametrize("line", ["X-A:b", "DTSTAMP:20171212", "DTSTAMP:99991231T235959Z", "DTSTAMP:noon"])
def test_a_stamp_that_says_no_moment_is_none(line: str) -> None:
    assert of(DTSTAMP=line).stamp == 0


def test_comments_are_joined_and_a_request_status_of_success_is_no_hindrance() -> None:
    found = of("COMMENT:A\\nB", "COMMENT;LANGUAGE=en:C", "REQUEST-STATUS:2.0;Success")
    assert (found.said, found.comment) == (Said.ACCEPTED, "A B C")


def test_of_several_entries_about_one_invitation_the_newest_counts() -> None:
    def one(status: str, sequence: int, *more: str) -> str:
        who = f"ATTENDEE;PARTSTAT={status}:mailto:{HANNE}"
        return "\r\n".join(("UID:one", f"SEQUENCE:{sequence}", LINES["DTSTAMP"], who, *more))

    again = "END:VEVENT\r\nBEGIN:VEVENT"
    alone = "RECURRENCE-ID:20171214T130000Z"
    assert reply(calendar(one("DECLINED", 1), again, one("ACCEPTED", 2))) == GOOD
    assert reply(calendar(one("ACCEPTED", 2), again, one("DECLINED", 3, alone))) == GOOD


@pytest.mark.parametrize(
    "data, why",
    [
        (b"", "cannot be read as a calendar"),
        (b"\xff\xfe\x00", "cannot be read as a calendar"),
        (b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n", "names no entry|cannot be read"),
        (calendar(*LINES.values()) * 2, "cannot be read as a calendar"),
        (calendar(*LINES.values(), method="REQUEST"), "It is no answer, but “REQUEST”"),
        (calendar(*LINES.values(), method="X" * 900), "It is no answer, but “X{30}”"),
        (calendar(*LINES.values()).replace(b"METHOD:REPLY\r\n", b""), "without METHOD"),
        (calendar(*LINES.values()).replace(b"VEVENT", b"VTODO"), "names no entry"),
        (calendar(*LINES.values(), "END:VEVENT", "BEGIN:VEVENT", "UID:two"), "several invitations at once"),
        (calendar(*LINES.values(), "UID:two"), "does not say who answers what"),
        (calendar(*list(LINES.values())[:3]), "does not say who answers what"),
        (calendar(*list(LINES.values())[1:]), "does not say who answers what"),
        (
            calendar(*LINES.values(), "ATTENDEE;PARTSTAT=DECLINED:mailto:a@b.example"),
            "does not say who answers",
        ),
        (calendar(*LINES.values(), f"ATTENDEE;PARTSTAT=DECLINED:mailto:{HANNE}"), "two answers at once"),
        (calendar(*LINES.values(), "REQUEST-STATUS:3.7;Invalid calendar user;x"), "Invalid calendar user"),
        (calendar(*LINES.values(), "REQUEST-STATUS:5.1"), "could not take the invitation: 5.1"),
        (calendar(*LINES.values(), "SEQUENCE:x"), "SEQUENCE is no number"),
        (calendar(*LINES.values(), "SEQUENCE:" + "9" * 5_000), "SEQUENCE is no number"),
        (calendar("UID:one", f"ATTENDEE:mailto:{HANNE}"), "neither accepts nor declines, but says “”"),
        (calendar("UID:one", f"ATTENDEE;PARTSTAT=DELEGATED:mailto:{HANNE}"), "but says “DELEGATED”"),
    ],
)
def test_what_is_no_answer_is_told_in_a_sentence(data: bytes, why: str) -> None:
    with pytest.raises(NoReply, match=why) as found:
        reply(data)
    assert str(found.value).endswith(".")


NAMES = (
    "UID",
    "DTSTAMP",
    "SEQUENCE",
    "ATTENDEE",
    "REQUEST-STATUS",
    "COMMENT",
    "DTSTART",
    "DTEND",
    "DURATION",
)
VALUE = st.text(max_size=12) | st.sampled_from(
    [
        "mailto:",
        "20171212T120000",
        "20171212T120000Z",
        "00000000T000000Z",
        "P1W",
        "-PT9999999999999H",
        "P9999999D",
        "21981231T235959Z",
        "3.",
        "\\",
        "%",
    ]
)
LINE = st.builds(
    lambda name, parameter, value: f"{name}{parameter}:{value}",
    st.sampled_from((*NAMES, "RECURRENCE-ID", "BEGIN", "END")),
    st.sampled_from(
        ("", ";PARTSTAT=DECLINED", ";PARTSTAT=", ";TZID=x", ";VALUE=DATE", ";VALUE=PERIOD", ";EMAIL=a@b")
    ),
    VALUE,
)


@given(
    st.lists(LINE | st.sampled_from(sorted(LINES.values())), max_size=8),
    st.sampled_from(["REPLY", "COUNTER"]),
)
def test_whatever_a_program_writes_is_an_answer_or_a_sentence(lines: list[str], method: str) -> None:
    data = "\r\n".join(lines).encode("utf-8", "surrogatepass")
    with suppress(NoReply):
        found = reply(calendar(method=method).replace(b"END:VEVENT", data + b"\r\nEND:VEVENT"), HANNE)
        assert found.uid
        assert found.address
        found.comment.encode()


HEADERS = st.lists(
    st.tuples(
        st.sampled_from((b"From", b"Subject", b"Content-Type", b"Content-Transfer-Encoding")),
        st.binary(max_size=30),
    ),
    max_size=5,
)


@given(HEADERS, st.binary(max_size=60))
@example([(b"From", b"=?utf-8?q?=00?= <a@b.example>"), (b"Subject", b'"\x1b[2J')], b"")
@example([(b"Content-Type", b"text/calendar; charset=nowhere")], b"BEGIN:VCALENDAR")
@example([(b"Content-Type", b"text/calendar"), (b"Content-Transfer-Encoding", b"base64")], b"=\xff")
def test_any_bytes_are_a_mail_of_somebody(headers: list[tuple[bytes, bytes]], body: bytes) -> None:
    data = b"".join(name + b": " + said + b"\r\n" for name, said in headers) + b"\r\n" + body
    found = read("key", data, NOW)
    assert (found.sender + found.subject).isprintable()
    assert all(isinstance(part, bytes) for part in calendar_parts(found.data))


def test_any_answer_in_the_mailbox_is_told_and_stops_nothing(rig: Rig, asked: Asked) -> None:
    @given(st.lists(LINE | st.just(f"UID:{asked.uid}"), max_size=6))
    @settings(max_examples=30, deadline=None)
    def holds(lines: list[str]) -> None:
        rig.moment += 1
        whole = calendar(*lines, f"ATTENDEE;PARTSTAT=TENTATIVE:mailto:{HANNE}", method="COUNTER")
        ((_, text),) = take(rig, mail(whole, rig.moment))
        assert text

    holds()


def nested(kind: str, depth: int) -> bytes:
    """A mail of parts within parts, with an answer innermost."""
    shells = {
        "message": "Content-Type: message/rfc822\r\n\r\n" * depth,
        "multipart": "".join(
            f"Content-Type: multipart/mixed; boundary=b{number}\r\n\r\n--b{number}\r\n"
            for number in range(depth)
        ),
    }
    head = f"From: {HANNE}\r\nSubject: Nested\r\n{shells[kind]}Content-Type: text/calendar\r\n\r\n"
    return head.encode() + calendar(*LINES.values())


@pytest.mark.parametrize("kind", ["message", "multipart"])
def test_a_mail_of_parts_within_parts_is_told_and_hides_no_other(tmp_path: Path, kind: str) -> None:
    for part in ("cur", "new"):
        (tmp_path / part).mkdir()
    for name, depth in (("1.mail", 4_000), ("2.mail", 3)):
        (tmp_path / "new" / name).write_bytes(nested(kind, depth))
    deep, flat = received(tmp_path)
    assert (deep.sender, deep.subject) == (HANNE, "Nested")
    assert deep.problem == "It cannot be taken apart as a mail: somebody should look at it."
    assert calendar_parts(deep.data) == ()
    assert flat.problem == ""
    assert reply(calendar_parts(flat.data)[0]).uid == "one"


def test_a_mail_of_thousands_of_parts_is_told_at_once() -> None:
    head = b"From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n"
    for part in (b"\r\n--b\r\nContent-Type: text/plain\r\n\r\nx", b"\r\n--b\r\n\r\nx"):
        begun = monotonic()
        found = read("key", head + part * 60_000, NOW)
        assert found.problem == "It cannot be taken apart as a mail: somebody should look at it."
        assert monotonic() - begun < 2


def test_of_a_mail_full_of_calendars_only_the_first_are_looked_at() -> None:
    made = EmailMessage()
    made["From"] = HANNE
    for number in range(30):
        made.add_attachment(calendar(f"UID:{number}"), "text", "calendar")
    found = read("key", bytes(made), NOW)
    assert found.problem == ""
    assert [part.split(b"UID:")[1][:2].strip() for part in calendar_parts(found.data)] == [
        str(number).encode() for number in range(20)
    ]


def report(*about: str) -> bytes:
    """What a mail server sends of mails that it has in its hands (RFC 3464), with the invitation beside it."""
    status = "\r\n\r\n".join(("Reporting-MTA: dns; mail.example", *about))
    parts = (
        "Content-Type: text/plain\r\n\r\nI am sorry.",
        f"Content-Type: message/delivery-status\r\n\r\n{status}\r\n",
        f"Content-Type: message/rfc822\r\n\r\nContent-Type: text/calendar\r\n\r\n"
        f"{calendar(*LINES.values(), method='REQUEST').decode()}",
    )
    return "\r\n".join(
        (
            "From: Mail Delivery <mailer-daemon@mail.example>",
            "Subject: Undelivered Mail",
            'Content-Type: multipart/report; report-type=delivery-status; boundary="--x"',
            "",
            *(f"----x\r\n{part}" for part in parts),
            "----x--",
            "",
        )
    ).encode()


@pytest.mark.parametrize(
    "about, told",
    [
        (
            ("Final-Recipient: rfc822; desk@wire.example\r\nAction: failed\r\nStatus: 5.1.1",),
            "A mail to desk@wire.example could not be delivered. Look at the address, and ask them in another way.",
        ),
        (
            ("Action: FAILED", "Final-Recipient: rfc822;a@b.example\r\nAction: delayed"),
            "A mail to somebody whom it does not name could not be delivered. "
            "Look at the address, and ask them in another way.",
        ),
        (
            (
                "Original-Recipient: rfc822;a@b.example\r\nFinal-Recipient: rfc822;c@d.example\r\nAction: delayed",
            ),
            "A mail to a@b.example is not delivered yet; the mail server goes on trying.",
        ),
    ],
)
def test_a_mail_that_did_not_arrive_is_told_with_whom_it_was_for(about: tuple[str, ...], told: str) -> None:
    assert read("key", report(*about), NOW).problem == told


def test_a_mail_that_arrived_is_none_that_did_not() -> None:
    assert read("key", report("Final-Recipient: rfc822;a@b.example\r\nAction: delivered"), NOW).problem == ""


def test_a_mail_server_gives_out_a_report_whole() -> None:
    data = report("Final-Recipient: rfc822; desk@wire.example\r\nAction: failed")
    with started() as server:
        server.fill(
            "Answers", [(data.partition(b"----x\r\nContent-Type: message/rfc822")[0] + b"----x--\r\n", NOW)]
        )
        (found,) = server.mailbox("Answers").received(NOW)
    assert found.problem.startswith("A mail to desk@wire.example could not be delivered.")


# ---- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    """The command of an office that the environment names."""
    for name in ("LOGISTICS_DATABASE_URL", "LOGISTICS_IMAP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LOGISTICS_INSTANCE", str(tmp_path / "instance"))
    return CliRunner()


def answered(data: bytes, uid: str) -> bytes:
    made = EmailMessage()
    made["From"], made["Subject"] = f"Hanne <{HANNE}>", f"Accepted: {uid}"
    made.add_attachment(data, "text", "calendar", filename="reply.ics")
    return bytes(made)


TOLD = f"{HANNE}: Accepted: one: It answers no letter of this office.\n"


def test_a_maildir_and_a_mail_server_are_read_alike(
    office: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = answered(calendar(*LINES.values()), "one")
    (tmp_path / "box" / "cur").mkdir(parents=True)
    (tmp_path / "box" / "new").mkdir()
    (tmp_path / "box" / "new" / "1.mail").write_bytes(data)
    assert office.invoke(replies, ["--maildir", str(tmp_path / "box")]).output == TOLD
    with started() as server:
        server.fill("Answers", [(data, int(datetime.now(UTC).timestamp()))])
        assert office.invoke(replies, ["--imap", server.url("Answers")]).output == TOLD
        monkeypatch.setenv("LOGISTICS_IMAP", server.url("Answers"))
        assert office.invoke(replies, []).output == TOLD
        assert office.invoke(replies, ["--maildir", str(tmp_path / "box")]).output == TOLD


def test_exactly_one_mailbox_is_named_and_none_is_repeated(
    office: CliRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = office.invoke(replies, ["--maildir", str(tmp_path), "--imap", "imaps://a:secret-word@b.example"])
    assert (both.exit_code, both.output) == (2, "Name one mailbox: --maildir or --imap.\n")
    none = office.invoke(replies, [])
    assert isinstance(none.exception, LogisticsError)
    assert str(none.exception) == "No mailbox is named. Use --maildir or --imap, or set LOGISTICS_IMAP."
    for how, where in ((["--imap", "imap:secret-word"], "--imap"), ([], "LOGISTICS_IMAP")):
        monkeypatch.setenv("LOGISTICS_IMAP", "imap:secret-word")
        wrong = office.invoke(replies, how)
        assert isinstance(wrong.exception, LogisticsError)
        assert str(wrong.exception).startswith(
            f"{where} names no mailbox. This is not the address of a mailbox."
        )
        assert "secret-word" not in str(wrong.exception)


# ---- Maildir ---------------------------------------------------------------------------------------------------------


def test_of_a_maildir_the_mails_are_read_whole_with_when_they_came_up_to_a_size(tmp_path: Path) -> None:
    for part in ("cur", "new"):
        (tmp_path / part).mkdir()
    (tmp_path / "cur" / "1.mail:2,S").write_bytes(b"Subject: Read\r\n\r\n")
    (tmp_path / "new" / "2.mail").write_bytes(b"Subject: Large\r\n\r\n" + b"x" * LARGEST)
    found = list(received(tmp_path))
    assert [(one.key, one.problem) for one in found] == [
        ("1.mail", "It holds no calendar: somebody should read it."),
        ("2.mail", "It is larger than 2 MB, and was not read."),
    ]
    when = [int(path.stat().st_mtime) for path in sorted(tmp_path.rglob("*.mail*"))]
    assert [one.at for one in found] == when
