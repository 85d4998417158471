"""One event through its whole life: what a crew's feed says after each step, and every mail that leaves."""

from __future__ import annotations

import difflib
import itertools
from collections.abc import Iterator

from logistics.calendars import Party
from logistics.operations import feeding, mailing, staffing
from logistics.operations.drafts import draft, revise, tree_of
from logistics.operations.mailing import QUIET
from logistics.operations.staffing import Move
from tests.goldens import assert_as_read
from tests.mail.post_office import PostOffice
from tests.mail.test_letters_to_staff import text
from tests.walk import Step, steps
from tests.web.offices import DIALOGUE, DOOR, Rig

SENDER = Party("Office of the Spokesperson", "press@office.example")
CREW = mailing.Whom("Example Wire", "desk@wire.example", "press-video")
WRITERS = mailing.Whom("Example Daily", "news@daily.example", "press-writers")
DAY_BEFORE = 1_513_197_000  # Wednesday, December 13, 2017, 3:30 p.m. in Washington


class Walk:
    """The walk as it is written down."""

    def __init__(self, rig: Rig, post: PostOffice) -> None:
        self.rig, self.post, self.lines = rig, post, list[str]()
        given = feeding.give_address(rig.office, DIALOGUE, CREW.audience, CREW.name, "ada", rig.moment)
        self.token = given.token
        self.feed: list[str] = []

    def take(self, step: Step) -> None:
        """Let a step happen, and write down what follows."""
        item = draft(self.rig.office, DIALOGUE)
        tree = tree_of(item)
        step.change(tree)
        if tree != tree_of(item):
            revise(self.rig.office, DIALOGUE, item.number, tree, "ada", self.rig.moment)
        if step.public:
            self.rig.publish()
        self.follow(step.title)

    def follow(self, title: str) -> None:
        """What the feed says now that it did not, and the mails that leave after the quiet time."""
        self.rig.moment += QUIET
        self.lines += [f"# {title}", "", "## The feed for video cameras", "", *self._changes(), ""]
        before = len(self.post.taken)
        mailing.send(self.rig.office, self.post.server, SENDER, self.rig.moment)
        self.lines += ["## Mails", ""]
        self.lines += list(self._mails(before)) or ["None.", ""]
        self.rig.moment += 1800

    def _changes(self) -> Iterator[str]:
        try:
            now = feeding.calendar(self.rig.office, self.token, self.rig.moment).data.decode()
            told = now.replace("\r\n ", "").replace("\\n", "\r\n    ").split("\r\n")
        except feeding.NoSuchFeed:
            told = []
        if told == self.feed:
            yield "Not a byte has changed." if told else "There is none."
        elif not told or not self.feed:
            yield from told or ["There is none any more."]
        else:
            yield from _difference(self.feed, told)
        self.feed = told

    def _mails(self, before: int) -> Iterator[str]:
        seen: dict[str, int] = {}
        for address, _ in sorted(self.post.taken[before:], key=lambda one: one[0]):
            count = len([one for one, _ in self.post.taken[before:] if one == address])
            mail = self.post.mails(address)[-count + seen.get(address, 0)]
            seen[address] = seen.get(address, 0) + 1
            yield f"To {address}"
            yield f"Subject: {mail['Subject']}"
            yield ""
            yield from text(mail).splitlines()
            yield ""


def _difference(before: list[str], now: list[str]) -> Iterator[str]:
    """What has changed, under the title of its entry."""
    title = ""
    for line in difflib.ndiff(before, now):
        if line[2:].startswith("SUMMARY:") and line[0] != "-":
            title = line[10:]
        if line[0] in "+-":
            if title:
                yield f"  {title}"
                title = ""
            yield line


def test_the_life_of_an_event_is_told_step_by_step(rig: Rig, post: PostOffice) -> None:
    staffing.stop_asking(rig.office, DIALOGUE, "ada", rig.moment)
    rig.moment = DAY_BEFORE
    walk = Walk(rig, post)
    for guest in (CREW, WRITERS):
        mailing.invite(rig.office, DIALOGUE, guest, "ada", rig.moment)
    life = iter(steps())
    for step in itertools.islice(life, 2):
        walk.take(step)
    staffing.ask_staff(rig.office, DIALOGUE, "", "ada", rig.moment)
    staffing.assign(rig.office, DIALOGUE, Move(DOOR, None, "brandt"), "ada", rig.moment)
    walk.follow("The door is given to Hanne Brandt")
    for step in itertools.islice(life, 3):
        walk.take(step)
    staffing.assign(rig.office, DIALOGUE, Move(DOOR, "brandt", "vance"), "ada", rig.moment)
    walk.follow("The door is given to Joel Vance instead")
    for step in life:
        walk.take(step)
    assert_as_read("the-life-of-an-event.txt", "\n".join(walk.lines).encode())
