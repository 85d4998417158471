"""Bringing a calendar to what an event says: what to make, change and remove there, and what to leave alone.

Whose an entry is stands in the entry itself, bound to its UID: a copy that a person makes of ours is theirs. Nothing is
taken from the name under which a server keeps it. What a run did not get to do, the next one finds undone.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Final
from urllib.parse import urljoin

from logistics.calendars.entries import identity
from logistics.calendars.standing import MARK, Standing, UnreadableEntry, made_by, read, to_stand
from logistics.disclosure import AUDIENCES
from logistics.documents.kit import audience_words
from logistics.operations.calendarserver.server import ChangedMeanwhile, Kept, NotTaken, Server, ServerTrouble

CREATED, CHANGED, SET_RIGHT, REMOVED = "created", "changed", "set right", "removed"
_SETTLED_TWICE: Final = "somebody changed it meanwhile, and once more. Run it again."
_BY_HAND: Final = (
    "somebody else put an entry there that has the same identity (UID), perhaps from a feed. "
    "Remove that one, then run it again."
)
_TAKEN: Final = "something of somebody else’s is in its place: {}. Move that one, then run it again."


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose entries: those of one event for one audience."""

    event_id: str
    audience: str

    def of(self, uid: str) -> str:
        """The mark of an entry: it tells nothing to whoever reads it."""
        return identity(self.event_id, "calendar", self.audience, uid)

    def others(self) -> Iterator[Owner]:
        """The same event for each other audience."""
        names = (audience.name for audience in AUDIENCES)
        return (Owner(self.event_id, name) for name in names if name != self.audience)

    @property
    def words(self) -> str:
        """Who reads them: ``the press: video cameras``."""
        return next(audience_words(audience) for audience in AUDIENCES if audience.name == self.audience)


@dataclass(frozen=True, slots=True)
class Found:
    """An entry on the server, as it is kept and as it reads."""

    kept: Kept
    says: Standing


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that was done, or would be: what an entry said before and says now; None where it is not there."""

    did: str
    before: Standing | None
    after: Standing | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a run. ``left`` tells what was not done, and why; ``stopped`` why it could not go on."""

    steps: tuple[Step, ...]
    unchanged: int
    left: tuple[tuple[str, str], ...]
    stopped: str = ""

    @property
    def complete(self) -> bool:
        """Whether the calendar is now as it should be."""
        return not self.left and not self.stopped


Lost = Mapping[str, Callable[[Standing], bytes]]
"""By UID what is off and has lost its time with that: how its entry reads where it stands."""


def bring(
    server: Server,
    calendar: str,
    wanted: Sequence[bytes],
    owner: Owner,
    *,
    lost: Lost = MappingProxyType({}),
    dry_run: bool = False,
) -> Outcome:
    """Make a calendar hold exactly these entries of an owner, beside all that others have there.

    What is ``lost`` stays where it stands, and is not made where it does not. ``calendar`` is its address; empty, it
    is one yet to be made. Raises ServerTrouble where it cannot even be read, and where the event stands there for
    another audience: nothing of the staff’s gets into the press’s calendar.
    """
    work = _Work(server, calendar, [(read(data), data) for data in wanted], owner, lost, dry_run)
    work.look()
    work.refuse_other_audiences()
    try:
        work.do()
    except ServerTrouble as trouble:
        return work.outcome(str(trouble))
    return work.outcome()


@dataclass
class _Work:
    """One run: what is wanted, what stood there at the last look, and what has been done."""

    server: Server
    calendar: str
    wanted: Sequence[tuple[Standing, bytes]]
    owner: Owner
    lost: Lost
    dry_run: bool
    ours: list[Found] = field(default_factory=list)
    others: dict[str, Standing] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)
    steps: list[Step] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)
    unchanged: int = 0

    def look(self) -> None:
        """See what stands there now."""
        kept = self.server.entries(self.calendar) if self.calendar else ()
        uids = [says.uid for says, _ in self.wanted]
        found = sorted(_readable(kept, uids), key=lambda one: (str(one.says.starts), one.kept.url))
        self.ours = [one for one in found if made_by(one.says)[0] == self.owner.of(one.says.uid)]
        self.others = {one.says.uid: one.says for one in found if one not in self.ours}
        self.taken = {one.url for one in kept}

    def refuse_other_audiences(self) -> None:
        """Raise ServerTrouble where the event stands in this calendar for another audience."""
        for owner in self.owner.others() if self.wanted else ():
            if any(made_by(says)[0] == owner.of(uid) for uid, says in self.others.items()):
                raise ServerTrouble(
                    f"This event stands in that calendar already, for {owner.words}. Nothing was written for "
                    f"{self.owner.words}. Give each audience a calendar of its own."
                )

    def do(self) -> None:
        """What is wanted first, so that a run that is broken off leaves too much rather than too little."""
        kept = {one.says.uid: one.says.title for one in self.ours if one.says.uid in self.lost}
        for says, data in self.wanted:
            if says.uid not in kept:
                self.at_most_twice(says.title, partial(self.settle, says, data))
        for uid, title in kept.items():
            self.at_most_twice(title, partial(self.keep, uid))
        wanted = {*(says.uid for says, _ in self.wanted), *self.lost}
        standing = {found.kept.url for uid in wanted if (found := self.at(uid)) is not None}
        for found in [one for one in self.ours if one.kept.url not in standing]:
            self.at_most_twice(found.says.title, partial(self.remove, found.kept.url))

    def at_most_twice(self, title: str, act: Callable[[], None]) -> None:
        """Do something; where somebody else was quicker, look and do it once more."""
        try:
            try:
                act()
            except ChangedMeanwhile:
                self.look()
                act()
        except ChangedMeanwhile:
            self.left.append((title, _SETTLED_TWICE))
        except NotTaken as refused:
            self.left.append((title, str(refused)))

    def at(self, uid: str) -> Found | None:
        """Our entry with this UID."""
        return next((one for one in self.ours if one.says.uid == uid), None)

    def settle(self, ours: Standing, data: bytes) -> None:
        """Make one entry stand as it is wanted."""
        there, owner = self.at(ours.uid), self.owner.of(ours.uid)
        if there is None:
            self.write(self.place_for(ours.uid), to_stand(data, ours, owner), "")
            self.steps.append(Step(CREATED, None, ours))
        elif there.says.sense == ours.sense:
            self.unchanged += 1
        else:
            self.write(there.kept.url, to_stand(data, ours, owner, there.says), there.kept.etag)
            as_made = there.says.sense.startswith(made_by(there.says)[1])
            self.steps.append(Step(CHANGED if as_made else SET_RIGHT, there.says, ours))

    def keep(self, uid: str) -> None:
        """Make an entry that has lost its time stand as it is wanted, unless it is gone by now."""
        if (there := self.at(uid)) is not None:
            data = self.lost[uid](there.says)
            self.settle(read(data), data)

    def place_for(self, uid: str) -> str:
        """Where a new entry goes. Raises NotTaken where somebody else’s would be in its way."""
        url = urljoin(self.calendar, f"{uid}.ics")
        if uid in self.others:
            raise NotTaken(_BY_HAND)
        if url in self.taken:
            raise NotTaken(_TAKEN.format(url))
        return url

    def remove(self, url: str) -> None:
        """Remove an entry of ours, unless it is gone by now."""
        there = next((one for one in self.ours if one.kept.url == url), None)
        if there is None:
            return
        if not self.dry_run:
            self.server.delete(url, there.kept.etag)
        self.steps.append(Step(REMOVED, there.says, None))

    def write(self, url: str, data: bytes, etag: str) -> None:
        if not self.dry_run:
            self.server.put(url, data, etag)

    def outcome(self, stopped: str = "") -> Outcome:
        """What came of it."""
        return Outcome(tuple(self.steps), self.unchanged, tuple(self.left), stopped)


def _readable(kept: Iterable[Kept], wanted: Collection[str]) -> Iterator[Found]:
    """The entries that may be ours or stand in our way. Of all others not a word is read."""
    signs = [MARK.encode(), *(uid.encode() for uid in wanted)]
    for one in kept:
        if any(sign in one.data for sign in signs):
            try:
                yield Found(one, read(one.data))
            except UnreadableEntry:
                continue


__all__ = ["CHANGED", "CREATED", "REMOVED", "SET_RIGHT", "Outcome", "Owner", "Step", "bring"]
