"""Letters to the press: what is published, one for one change, and never what another crew must do."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from logistics.calendars import Party
from logistics.mail import calendar_parts
from logistics.operations import mailing
from logistics.operations.drafts import draft, revise, tree_of
from logistics.operations.issuing import take_back
from logistics.operations.mailing import QUIET, Whom
from logistics.operations.office import Refused
from tests.mail.post_office import PostOffice
from tests.mail.test_letters_to_staff import entry, text
from tests.walk import session
from tests.web.offices import DIALOGUE, Rig, furnished

SENDER = Party("Office of the Spokesperson", "press@office.example")
VIDEO = Whom("Example Wire", "desk@wire.example", "press-video")
WRITERS = Whom("Example Daily", "news@daily.example", "press-writers")


@pytest.fixture
def rig(sqlite_url: str) -> Iterator[Rig]:
    """An office with the dialogue."""
    made = furnished(sqlite_url)
    made.take_in()
    yield made
    made.office.database.dispose()


def invite(rig: Rig, *whom: Whom) -> None:
    for one in whom:
        mailing.invite(rig.office, DIALOGUE, one, "ada", rig.moment)


def send(rig: Rig, post: PostOffice, after: int = QUIET) -> list[str]:
    """The subjects of what leaves when the worker comes by some seconds later, sorted."""
    rig.moment += after
    before = len(post.taken)
    mailing.send(rig.office, post.server, SENDER, rig.moment)
    new = {address for address, _ in post.taken[before:]}
    counts = {address: sum(one == address for one, _ in post.taken[before:]) for address in new}
    return sorted(
        f"{address}: {mail['Subject']}" for address in new for mail in post.mails(address)[-counts[address] :]
    )


def edit(rig: Rig, *, publish: bool = True, **keys: Any) -> None:
    """The availability is changed, and published."""
    item = draft(rig.office, DIALOGUE)
    tree = tree_of(item)
    session(tree, "availability").update(keys)
    revise(rig.office, DIALOGUE, item.number, tree, "ada", rig.moment)
    if publish:
        rig.publish()


ON = ", Thursday, December 14, 2017"


def test_a_guest_is_told_of_what_is_published_and_of_their_own_kind_of_press(
    rig: Rig, post: PostOffice
) -> None:
    invite(rig, VIDEO, WRITERS)
    assert send(rig, post) == [], "a draft is told to nobody"
    rig.publish()
    assert send(rig, post) == [
        f"desk@wire.example: Invitation: Pick-up: all press – Camera spray, 8:30 a.m. EST{ON}",
        f"desk@wire.example: Invitation: Pre-set: video cameras – Joint press availability, 10:00 a.m. EST{ON}",
        "news@daily.example: Invitation: Final access: writers and still photographers – Joint press "
        f"availability, 10:20 a.m. EST{ON}",
        f"news@daily.example: Invitation: Pick-up: all press – Camera spray, 8:30 a.m. EST{ON}",
    ]
    assert send(rig, post) == []
    edit(rig, publish=False, access=[{"step": "pre-set", "press": "video", "at": "9:50 a.m."}])
    assert send(rig, post) == [], "what is only planned is told to nobody"


def test_one_change_is_one_letter_and_names_what_was_and_what_is(rig: Rig, post: PostOffice) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    preset = {"step": "pre-set", "press": "video", "at": "9:40 a.m.", "entrance": "23rd-street"}
    edit(rig, access=[preset])
    assert send(rig, post, 60) == [], "the quiet time"
    edit(rig, access=[{**preset, "at": "9:50 a.m."}])
    assert send(rig, post) == [
        f"desk@wire.example: Changed: Pre-set: video cameras – Joint press availability, 9:50 a.m. EST{ON}"
    ]
    assert f"Be there: 10:00 a.m. EST{ON} -> 9:50 a.m. EST{ON}" in text(post.mails(VIDEO.address)[-1])


def test_an_invitation_has_the_uid_of_the_feed_and_a_number_that_rises(rig: Rig, post: PostOffice) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    edit(rig, access=[{"step": "pre-set", "press": "video", "at": "9:50 a.m.", "entrance": "23rd-street"}])
    send(rig, post)
    edit(rig, status="cancelled")
    send(rig, post)
    told = [entry(mail) for mail in post.mails(VIDEO.address) if "Pre-set" in str(mail["Subject"])]
    assert [one["METHOD"] for one in told] == ["REQUEST", "REQUEST", "CANCEL"]
    assert len({one["UID"] for one in told}) == 1
    numbers = [int(one["SEQUENCE"]) for one in told]
    assert numbers == sorted(set(numbers))
    (calendar,) = calendar_parts(bytes(post.mails(VIDEO.address)[-1]))
    assert b"VALARM" not in calendar


OPEN_AGAIN = {"step": "pre-set", "press": "video", "at": "to be determined", "entrance": "23rd-street"}


@pytest.mark.parametrize(
    "change, first, says",
    [
        ({"status": "cancelled"}, "Cancelled", "This is cancelled: "),
        ({"status": "postponed"}, "Postponed", "when there is a new time"),
        ({"access": [OPEN_AGAIN]}, "Time open", "is open again"),
        ({"access": []}, "No longer announced", "not announced any more"),
    ],
)
def test_what_is_off_is_called_off_and_says_why(
    rig: Rig, post: PostOffice, change: dict[str, Any], first: str, says: str
) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    edit(rig, **change)
    (subject,) = (one for one in send(rig, post) if "Pre-set" in one)
    assert subject.startswith(f"desk@wire.example: {first}: Pre-set: video cameras")
    mail = next(one for one in reversed(post.mails(VIDEO.address)) if "Pre-set" in str(one["Subject"]))
    assert says in text(mail)
    assert entry(mail)["METHOD"] == "CANCEL"


def test_whoever_is_not_invited_any_more_is_told_so_once(rig: Rig, post: PostOffice) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    (guest,) = mailing.invited(rig.office, DIALOGUE)
    mailing.withdraw(rig.office, DIALOGUE, guest.guest.id, "ada", rig.moment)
    assert [one.split(": ")[1] for one in send(rig, post)] == ["Invitation withdrawn"] * 2
    assert send(rig, post) == []
    assert mailing.invited(rig.office, DIALOGUE) == ()
    with pytest.raises(Refused, match="not invited any more"):
        mailing.withdraw(rig.office, DIALOGUE, guest.guest.id, "ada", rig.moment)


def test_what_is_taken_back_from_the_public_is_called_off(rig: Rig, post: PostOffice) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    take_back(rig.office, DIALOGUE, "a mistake", "ada", rig.moment)
    assert [one.split(": ")[1] for one in send(rig, post)] == ["No longer announced"] * 2


def test_nobody_is_invited_twice_or_without_a_name_or_to_no_address(rig: Rig) -> None:
    invite(rig, VIDEO)
    for whom, place in (
        (Whom("Again", "Desk@wire.example", "press"), "address"),
        (Whom(" ", "other@wire.example", "press"), "name"),
        (Whom("Other", "Other <other@wire.example>", "press"), "address"),
        (Whom("Other", "a@b.example\r\nBcc: c@d.example", "press"), "address"),
        (Whom("Other\x00", "other@wire.example", "press"), "name"),
        (Whom("Other", "other@wire.example", "everybody"), "audience"),
        (Whom("Other", "other@wire.example", "staff"), "audience"),
        (Whom("Other", "a..b@wire.example", "press"), "address"),
        (Whom("Other", ".a@wire.example", "press"), "address"),
    ):
        with pytest.raises(Refused) as refused:
            invite(rig, whom)
        assert refused.value.place == place


def test_what_a_guest_may_not_see_moves_no_letter(rig: Rig, post: PostOffice) -> None:
    """A note of the office, another crew’s time, a contact for staff: no mail, and not a byte of those to come."""
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    writers = {"step": "final access", "press": "writers", "at": "10:25 a.m.", "entrance": "23rd-street"}
    video = {"step": "pre-set", "press": "video", "at": "10:00 a.m.", "entrance": "23rd-street"}
    edit(rig, access=[video, writers], planning="Chairs for forty")
    assert send(rig, post) == []


def test_a_session_at_which_press_come_in_by_no_access_time_is_told_to_nobody(
    rig: Rig, post: PostOffice
) -> None:
    """A radio crew has no access time to the availability: where it comes in, nobody has said."""
    invite(rig, Whom("Example Radio", "radio@radio.example", "press-radio"))
    rig.publish()
    assert [one.split(": ")[2] for one in send(rig, post)] == ["Pick-up"]


def test_a_session_that_moves_is_told_to_whoever_comes_in_for_it(rig: Rig, post: PostOffice) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    edit(rig, livestreams=[{"at": "11:15 a.m. EST", "address": "state.gov"}])
    (subject,) = send(rig, post)
    assert subject.startswith("desk@wire.example: Changed: Pre-set: video cameras")
    assert "streamed live from 10:45 a.m. EST" in text(post.mails(VIDEO.address)[-1])
    assert "-> joint press availability, Dean Acheson Auditorium; streamed live from 11:15 a.m. EST" in text(
        post.mails(VIDEO.address)[-1]
    )


def test_what_stands_again_after_it_was_called_off_says_so(rig: Rig, post: PostOffice) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    edit(rig, status="postponed")
    send(rig, post)
    later = {"step": "pre-set", "press": "video", "at": "9:15 a.m.", "entrance": "23rd-street"}
    edit(rig, status="planned", access=[later])
    (subject,) = send(rig, post)
    assert subject.startswith("desk@wire.example: New time: Pre-set")
    said = text(post.mails(VIDEO.address)[-1])
    assert said.startswith("This had been called off, and stands again:\nBe there: 10:00 a.m. EST")


def test_capitals_in_an_address_make_no_other_reader(rig: Rig, post: PostOffice) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    (guest,) = mailing.invited(rig.office, DIALOGUE)
    mailing.withdraw(rig.office, DIALOGUE, guest.guest.id, "ada", rig.moment)
    send(rig, post)
    invite(rig, Whom("Example Wire", "Desk@Wire.example", "press-video"))
    send(rig, post)
    told = [entry(mail) for address in (VIDEO.address, "Desk@Wire.example") for mail in post.mails(address)]
    numbers = [int(one["SEQUENCE"]) for one in told if one["UID"] == told[0]["UID"]]
    assert numbers == [0, 1, 2]


def test_whoever_is_invited_again_at_once_is_told_why_a_thing_is_off(rig: Rig, post: PostOffice) -> None:
    invite(rig, VIDEO)
    rig.publish()
    send(rig, post)
    edit(rig, status="cancelled")
    (guest,) = mailing.invited(rig.office, DIALOGUE)
    mailing.withdraw(rig.office, DIALOGUE, guest.guest.id, "ada", rig.moment)
    invite(rig, VIDEO)
    (subject,) = send(rig, post)
    assert subject.startswith("desk@wire.example: Cancelled: Pre-set")
    (again,) = mailing.invited(rig.office, DIALOGUE)
    assert [(one.title.split(":")[0], one.off) for one in again.told] == [
        ("Pick-up", False),
        ("Pre-set", True),
    ]


def test_a_letter_that_waits_is_not_sent_after_its_reader_is_not_invited_any_more(
    rig: Rig, post: PostOffice
) -> None:
    invite(rig, VIDEO)
    rig.publish()
    rig.moment += QUIET
    mailing.outbox.write_letters(rig.office, SENDER, rig.moment)
    (guest,) = mailing.invited(rig.office, DIALOGUE)
    mailing.withdraw(rig.office, DIALOGUE, guest.guest.id, "ada", rig.moment)
    assert send(rig, post) == []


def test_an_unpublished_draft_neither_stops_letters_nor_speaks_in_them(rig: Rig, post: PostOffice) -> None:
    rig.publish()
    item = draft(rig.office, DIALOGUE)
    tree = {**tree_of(item), "date": "December 7, 2017", "invented": "Not to be said"}
    revise(rig.office, DIALOGUE, item.number, tree, "ada", rig.moment)
    invite(rig, VIDEO)
    assert len(send(rig, post)) == 2
    assert all("Not to be said" not in text(mail) for mail in post.mails(VIDEO.address))


def test_a_letter_that_a_later_one_has_overtaken_never_leaves(rig: Rig, post: PostOffice) -> None:
    """It failed; the next has told them what holds now."""
    invite(rig, VIDEO)
    rig.publish()
    post.says[VIDEO.address] = "550 for now"
    send(rig, post)
    post.says.clear()
    failed = [one for one in mailing.all_letters(rig.office) if one.state == "failed"]
    assert len(failed) == 2
    edit(rig, access=[{"step": "pre-set", "press": "video", "at": "9:50 a.m.", "entrance": "23rd-street"}])
    assert len(send(rig, post)) == 1
    states = []
    for letter in failed:
        try:
            mailing.send_again(rig.office, letter.id, "ada", rig.moment)
        except Refused as refused:
            states.append(str(refused))
    assert len(states) == 1
    assert "A later letter has told them" in states[0]


def test_a_letter_in_hand_for_long_is_not_thought_left_behind_by_when_its_round_began(
    rig: Rig, post: PostOffice
) -> None:
    invite(rig, VIDEO)
    rig.publish()
    rig.moment += QUIET
    begun, clock = rig.moment, iter(range(rig.moment + 600, rig.moment + 10_000, 50))
    mailing.send(rig.office, post.server, SENDER, begun, clock=lambda: next(clock))
    assert all(one.next_at >= begun + 600 for one in mailing.all_letters(rig.office))
