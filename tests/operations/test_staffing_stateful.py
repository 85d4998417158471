"""Staffing an event in any order: whatever is done, and whatever is refused, what the office says of it stays true."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from itertools import combinations, count
from pathlib import Path
from typing import Final, NamedTuple

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from logistics.errors import UnusableInput
from logistics.operations import staffing
from logistics.operations.drafts import create, draft, revise, tree_of
from logistics.operations.office import Office, Refused, open_office
from logistics.operations.staffing import Move, Situation
from logistics.operations.staffing.filling import as_shown, filling
from logistics.operations.staffing.situations import DECLINED, OFFERED, TAKEN, told_of
from logistics.roster.reasons import OF_THE_PERSON, Kind, why_not
from logistics.roster.rules import clash
from logistics.roster.solving import solve
from logistics.store import runs
from logistics.store import staff as kept
from logistics.store.runs import Run
from logistics.store.staff import Assignment
from tests.web.offices import DIALOGUE, DIALOGUE_FILE, DOOR, NOW, THERE, TWELVE

BACK, VAN = "escort.spray.back", "van"
POSTS: Final = (DOOR, THERE, BACK, "door.23rd-street.availability", "escort.availability.back", VAN)
PEOPLE: Final = ("abara", "brandt", "vance", "romero", "whitfield")
REASON: Final = "He knows the guards."

posts, people, reasons = st.sampled_from(POSTS), st.sampled_from(PEOPLE), st.sampled_from(("", REASON))
theirs = st.sampled_from((True, True, True, False))
hours = st.sampled_from(("8:00 to 8:30 a.m.", "8:20 to 9:00 a.m.", "10:30 to 11:00 a.m."))
Pair = tuple[str, str, str]
_SOME: Final = settings(
    max_examples=12,
    stateful_step_count=25,
    report_multiple_bugs=False,
    phases=(Phase.reuse, Phase.generate),  # to make a failing story shorter takes minutes
)


class Offer(NamedTuple):
    """An offer of a post as it was made."""

    person: str
    taker: str | None = None
    in_return: str | None = None


class Standing(NamedTuple):
    """How one post stands: who holds it, how far, whether it is pinned, and why a rule was set aside."""

    person: str | None
    state: str
    pinned: bool
    reason: str


class Staffing(RuleBasedStateMachine):
    """An office with one event and the twelve, beside what is known of it from what was done."""

    def __init__(self, office: Office) -> None:
        super().__init__()
        self.office = office
        self.ticks = count(NOW)
        self.asking = False
        self.plan = tree_of(draft(office, DIALOGUE))
        self.plan_moved: set[Pair] = set()  # clashes that came about because the plan moved
        self.told: dict[str, tuple[int, int, str]] = {}  # what the holder of each post was told last
        self.gave_back: dict[str, str] = {}  # who gave back each post that was given back
        self.declined: dict[str, str] = {}  # who was the last to give back each post, whatever came since
        self.offers: dict[str, Offer] = {}
        self.applied: dict[str, dict[str, Standing]] = {}  # how the posts of each batch stood before it
        self.searches: list[str] = []
        self.here = self.look()

    def teardown(self) -> None:
        """Close the store."""
        self.office.database.dispose()

    # ---- doing something ---------------------------------------------------------------------------------------------

    def now(self) -> int:
        """A moment after all before it."""
        return next(self.ticks)

    def look(self) -> Situation:
        """How it stands by the store."""
        return staffing.situation(self.office, DIALOGUE)

    def rows(self) -> object:
        """All that is kept of the staffing."""
        with self.office.database.reading() as connection:
            return (
                kept.assigned_before(connection, DIALOGUE),
                kept.swaps(connection, DIALOGUE),
                kept.answers(connection, DIALOGUE),
                kept.by_hand(connection, DIALOGUE),
                kept.asking(connection, DIALOGUE),
                kept.last_list(connection),
            )

    def done(self, action: Callable[[], object]) -> bool:
        """Whether something was done; what is refused has changed nothing."""
        before = self.rows()
        try:
            action()
        except (Refused, UnusableInput):
            assert self.rows() == before, "what was refused was done in part"
            return False
        held, self.here = self.holders(), self.look()
        for post, person in self.holders().items():
            if held.get(post) != person:
                self.gave_back.pop(post, None)
        for post, one in tuple(self.offers.items()):
            last = self.here.assigned.get(post)
            if last is None or last.person != one.person:
                del self.offers[post]
        return True

    def holders(self) -> dict[str, str | None]:
        """Who was last given each post, also those that the plan does not have any more."""
        return {post: one.person for post, one in self.here.assigned.items()}

    def tell(self, *given: str) -> None:
        """Whoever holds these posts was told of them as they are now."""
        self.told.update({post: told_of(self.here.duty(post)) for post in given if post in self.here.held})

    def standing(self, post: str) -> Standing:
        """How a post stands."""
        last = self.here.assigned.get(post)
        if last is None or last.person is None:
            return Standing(None, "", False, "")
        return Standing(last.person, last.state, last.pinned, last.reason)

    def one_of(self, post: str, person: str, own: bool) -> str:
        """Who holds a post, or somebody else."""
        return self.here.held.get(post, person) if own else person

    def plan_has_moved(self) -> None:
        """Remember which clashes nobody has brought about."""
        self.plan_moved |= clashes(self.here)

    # ---- the coordinator ---------------------------------------------------------------------------------------------

    @rule(post=posts, person=people, reason=reasons, pinned=st.booleans())
    def assign(self, post: str, person: str, reason: str, pinned: bool) -> None:
        """Give a post to somebody, or pin or unpin it where they hold it."""
        was = self.here.held.get(post)
        move = Move(post, was, person, reason, pinned)
        if self.done(lambda: staffing.assign(self.office, DIALOGUE, move, "ada", self.now())):
            assert self.standing(post).person == person
            assert self.standing(post).pinned == pinned
            if was != person:
                self.tell(post)

    @rule(post=posts, person=people)
    def assign_from_an_old_page(self, post: str, person: str) -> None:
        """Give a post where somebody else holds it than one thinks."""
        if self.here.held.get(post) == person:
            return
        move = Move(post, person, "okafor", REASON)
        assert not self.done(lambda: staffing.assign(self.office, DIALOGUE, move, "ada", self.now()))

    @rule(post=posts)
    def open(self, post: str) -> None:
        """Open a post that somebody holds."""
        if was := self.here.held.get(post):
            assert self.done(
                lambda: staffing.assign(self.office, DIALOGUE, Move(post, was, None), "ada", self.now())
            )

    @rule(post=posts)
    def fill(self, post: str) -> None:
        """Fill an open post by the fewest moves."""
        before = {one: self.standing(one) for one in self.here.staffed.by_post}
        shown = as_shown(filling(self.here, post)) if post in before else ""
        self.apply_with(lambda: staffing.fill(self.office, DIALOGUE, post, shown, "ada", self.now()), before)

    @rule(post=posts, other=posts, person=people)
    def apply_some(self, post: str, other: str, person: str) -> None:
        """Move two posts at once: one to somebody, one open."""
        if post == other:
            return
        moves = (Move(post, self.here.held.get(post), person), Move(other, self.here.held.get(other), None))
        before = {one: self.standing(one) for one in self.here.staffed.by_post}
        self.apply_with(lambda: staffing.apply(self.office, DIALOGUE, moves, "ada", self.now()), before)

    @rule()
    def propose(self) -> None:
        """Look for a roster, and keep it as a search would."""
        found = solve(self.here.question, seconds=0.02)
        name, at = f"search-{len(self.searches)}", self.now()
        run = Run(
            name,
            DIALOGUE,
            at,
            "ada",
            at,
            found.held,
            found.cost,
            found.bound,
            found.optimal,
            done=True,
            began=self.here.held,
        )
        with self.office.database.writing() as connection:
            runs.begin_run(connection, run)
        self.searches.append(name)

    @precondition(lambda self: self.searches)
    @rule(data=st.data())
    def apply(self, data: st.DataObject) -> None:
        """Apply a roster, of now or of before."""
        search = data.draw(st.sampled_from(self.searches[-2:]))
        found = staffing.proposal(self.office, DIALOGUE, search, NOW)
        staffing.difference(found)
        before = {one: self.standing(one) for one in self.here.staffed.by_post}
        self.apply_with(lambda: staffing.apply(self.office, DIALOGUE, found.moves, "ada", self.now()), before)

    def apply_with(self, action: Callable[[], str], before: dict[str, Standing]) -> None:
        """Do what moves several posts: nobody loses a post that is pinned to them, and it can be undone."""
        batches: list[str] = []
        if self.done(lambda: batches.append(action())):
            after = {post: self.standing(post) for post in before}
            changed = [post for post in before if before[post].person != after[post].person]
            assert not any(before[post].pinned for post in changed), "a pinned post was taken from somebody"
            assert all(before[post] == after[post] for post in before if post not in changed)
            self.tell(*changed)
            self.applied[batches[0]] = {post: before[post] for post in changed}

    @precondition(lambda self: self.applied)
    @rule(data=st.data())
    def undo(self, data: st.DataObject) -> None:
        """Undo a roster: either nothing comes back, or all of it, and nothing else changes."""
        batch = data.draw(st.sampled_from(sorted(self.applied)))
        before = {one: self.standing(one) for one in self.here.assigned}
        clashed = clashes(self.here)
        if self.done(lambda: staffing.undo(self.office, DIALOGUE, batch, "ada", self.now())):
            back = self.applied.pop(batch)
            after = {one: self.standing(one) for one in self.here.assigned}
            assert after == {**before, **back}
            assert clashes(self.here) <= clashed | self.plan_moved | self.set_aside(), "undone into a clash"
            self.know_anew(*back)

    def know_anew(self, *given: str) -> None:
        """Take what is known of posts that came back from the store: they came back as they were."""
        for post in given:
            last, offer = self.here.assigned[post], self.here.offer(post)
            if last.person and last.begins is not None and last.ends is not None:
                self.told[post] = last.begins, last.ends, last.place or ""
            if offer:
                self.offers[post] = Offer(offer.person, offer.taker, offer.in_return)

    @rule(post=posts, approve=st.booleans())
    def settle(self, post: str, approve: bool) -> None:
        """Approve a swap, or turn it down."""
        one = self.offers.get(post)
        if self.done(
            lambda: staffing.settle(self.office, DIALOGUE, post, approve=approve, by="ada", now=self.now())
        ):
            assert one is not None
            self.offers.pop(post, None)
            if approve:
                assert self.here.held[post] == one.taker
                self.tell(post)
                if one.in_return:
                    assert self.here.held[one.in_return] == one.person
                    self.tell(one.in_return)

    # ---- the staff ---------------------------------------------------------------------------------------------------

    @rule(post=posts, person=people)
    def sign_up(self, post: str, person: str) -> None:
        """Take an open post; what a personal page says can be taken can be taken."""
        told = staffing.own_event(self.office, DIALOGUE, person, NOW)
        could = told is not None and post in {one.id for one in told.free}
        did = self.done(lambda: staffing.sign_up(self.office, DIALOGUE, post, person, self.now()))
        assert did or not could
        assert could or not did or not self.asking
        if did:
            assert self.standing(post) == Standing(person, "accepted", False, "")
            self.tell(post)

    @rule(post=posts, person=people, words=st.sampled_from(("can", "if needed", "cannot", "", "maybe")))
    def answer(self, post: str, person: str, words: str) -> None:
        """Say whether one could take a post."""
        said = {post: (words, "a note" if words else "")}
        did = self.done(lambda: staffing.answer(self.office, DIALOGUE, person, said, self.now()))
        assert did == (words != "maybe" and post in self.here.staffed.by_post and self.is_listed(person))

    @rule(post=posts, person=people, own=theirs)
    def accept(self, post: str, person: str, own: bool) -> None:
        """Say that one will be there; who was given it, its pin and why a rule was set aside stay."""
        person = self.one_of(post, person, own)
        before = self.standing(post)
        if self.done(lambda: staffing.accept(self.office, DIALOGUE, post, person, self.now())):
            assert self.standing(post) == before._replace(state="accepted")
            self.tell(post)

    @rule(post=posts, person=people, own=theirs)
    def decline(self, post: str, person: str, own: bool) -> None:
        """Give a post back."""
        person = self.one_of(post, person, own)
        if self.done(lambda: staffing.decline(self.office, DIALOGUE, post, person, "a train", self.now())):
            assert post not in self.here.held
            self.gave_back[post] = self.declined[post] = person

    @rule(post=posts, person=people, own=theirs)
    def offer(self, post: str, person: str, own: bool) -> None:
        """Offer a post to the colleagues."""
        person = self.one_of(post, person, own)
        if self.done(lambda: staffing.offer(self.office, DIALOGUE, post, person, "", self.now())):
            assert self.here.held[post] == person
            self.offers[post] = Offer(person)

    @rule(post=posts, person=people, own=theirs)
    def withdraw(self, post: str, person: str, own: bool) -> None:
        """Take an offer back."""
        person = self.one_of(post, person, own)
        if self.done(lambda: staffing.withdraw(self.office, DIALOGUE, post, person, self.now())):
            assert self.offers.pop(post).person == person

    @rule(post=posts, person=people, in_return=st.sampled_from(("", *POSTS)))
    def take(self, post: str, person: str, in_return: str) -> None:
        """Say that one would take an offered post."""
        if self.done(lambda: staffing.take(self.office, DIALOGUE, post, person, in_return, self.now())):
            assert self.offers[post].taker is None
            self.offers[post] = self.offers[post]._replace(taker=person, in_return=in_return or None)

    # ---- what moves the plan -----------------------------------------------------------------------------------------

    @rule(at=st.sampled_from(("", "8:15 a.m.", "8:45 a.m.", "10:10 a.m.")))
    def move_the_spray(self, at: str) -> None:
        """Save the event with its spray at another time, or without it."""
        item, tree = draft(self.office, DIALOGUE), dict(self.plan)
        sessions = tree["sessions"]
        assert isinstance(sessions, list)
        tree["sessions"] = [
            {**one, "access": [{**entry, "at": at} for entry in one["access"]]}
            if one["id"] == "spray"
            else one
            for one in sessions
            if at or one["id"] != "spray"
        ]
        revise(self.office, DIALOGUE, item.number, tree, "ada", self.now())
        self.here = self.look()
        self.plan_has_moved()

    @rule(time=hours)
    def add_a_post(self, time: str) -> None:
        """Add a post by hand, or state it anew."""
        stated = {"id": VAN, "function": "runner", "title": "Driver", "time": time}
        assert self.done(lambda: staffing.add_post(self.office, DIALOGUE, stated, "ada", self.now()))
        assert VAN in self.here.staffed.by_post
        self.plan_has_moved()

    @rule(post=posts, time=hours)
    def change_a_post(self, post: str, time: str) -> None:
        """Say by hand when a post is; it does not go away by that."""
        if post in self.here.staffed.by_post:
            said = {"post": post, "time": time}
            self.done(lambda: staffing.change_post(self.office, DIALOGUE, said, "ada", self.now()))
            assert post in self.here.staffed.by_post
            self.plan_has_moved()

    @rule(post=posts)
    def drop_a_post(self, post: str) -> None:
        """Say that a post of the plan is not needed."""
        if post in self.here.staffed.by_post and post != VAN:
            said = {"post": post, "dropped": True}
            assert self.done(lambda: staffing.change_post(self.office, DIALOGUE, said, "ada", self.now()))
            assert post not in self.here.staffed.by_post
            self.plan_has_moved()

    @rule(post=posts)
    def have_as_planned(self, post: str) -> None:
        """Take back what was said of a post by hand."""
        if self.done(lambda: staffing.as_planned(self.office, DIALOGUE, post, "ada", self.now())):
            self.plan_has_moved()

    @rule(without=st.sampled_from(("", "brandt", "whitfield")))
    def change_the_list(self, without: str) -> None:
        """Take somebody off the list, and have the list as it was otherwise."""
        listed, known = f"  - id: {without}\n", staffing.list_as_text(self.office)
        head, _, rest = TWELVE.partition(listed) if without else (TWELVE, "", "")
        text = head + (f"  - id: {rest.partition('  - id: ')[2]}" if without else "")
        self.done(lambda: staffing.take_staff_in(self.office, known[0], text, "ada", self.now()))
        assert self.is_listed(without) is False
        self.plan_has_moved()

    @rule(asks=st.booleans())
    def ask(self, asks: bool) -> None:
        """Begin or end asking the staff."""
        if asks:
            staffing.ask_staff(self.office, DIALOGUE, "", "ada", self.now())
        else:
            staffing.stop_asking(self.office, DIALOGUE, "ada", self.now())
        self.asking = asks
        self.here = self.look()

    def is_listed(self, person: str) -> bool:
        """Whether somebody is on the list."""
        return person in self.here.staffed.members

    # ---- what holds whatever was done --------------------------------------------------------------------------------

    def set_aside(self) -> set[Pair]:
        """The clashes for which somebody gave a reason."""
        return {pair for pair in clashes(self.here) if any(self.reason(post) for post in pair[1:])}

    def reason(self, post: str) -> str:
        """Why a rule was set aside when whoever holds a post now was given it, or since."""
        with self.office.database.reading() as connection:
            of_the_post = [one for one in kept.assigned_before(connection, DIALOGUE) if one.post == post]
        for one in of_the_post:
            if one.person != self.here.held.get(post):
                break
            if one.reason:
                return one.reason
        return ""

    @invariant()
    def nobody_is_in_two_places_but_for_a_reason(self) -> None:
        """Nobody holds two posts that clash unless a reason was given for one of them or the plan has moved."""
        found = clashes(self.here)
        self.plan_moved &= found
        assert found <= self.plan_moved | self.set_aside()

    @invariant()
    def what_is_held_is_what_was_decided_last(self) -> None:
        """Who holds what follows from the last row of each post, as long as they are on the list."""
        last: dict[str, Assignment] = {}
        with self.office.database.reading() as connection:
            for one in reversed(kept.assigned_before(connection, DIALOGUE)):
                last[one.post] = one
        planned = self.here.staffed.by_post
        assert dict(self.here.held) == {
            post: one.person
            for post, one in last.items()
            if one.person and self.is_listed(one.person) and post in planned
        }

    @invariant()
    def every_concern_is_true(self) -> None:
        """What the coordinator is told is so, and of offers, moves and what was given back nothing is left out."""
        here = self.here
        found = {(one.kind, one.post): one for one in staffing.concerns(here)}
        names = here.staffed.names
        for (kind, post), one in found.items():
            holder = here.held.get(post)
            if kind == "left over":
                assert post not in here.staffed.by_post or not self.is_listed(
                    one.was.person or "" if one.was else ""
                )
                assert one.person == names.member(here.assigned[post].person or "")
            elif kind == "given back":
                assert holder is None
                assert one.person == names.member(self.declined[post])
            elif kind == "against":
                assert holder is not None
                others = {other: who for other, who in here.held.items() if other != post}
                true = why_not(here.question, others, here.member(holder), here.duty(post).post)
                assert set(one.reasons) <= set(true)
                only = {reason.kind for reason in one.reasons}
                assert not self.reason(post) or only <= {Kind.SAID}, "a rule was set aside with a reason"
        moved = {
            post
            for post, person in here.held.items()
            if self.is_listed(person) and self.told[post] != told_of(here.duty(post))
        }
        assert {post for kind, post in found if kind == "moved"} == moved
        offered = {post: TAKEN if one.taker else OFFERED for post, one in self.offers.items()}
        told = {post: kind for kind, post in found if kind in (OFFERED, TAKEN)}
        assert told == {
            post: state for post, state in offered.items() if self.is_listed(here.held.get(post, ""))
        }
        for post in self.gave_back:
            if post in here.staffed.by_post and here.assigned[post].state == DECLINED:
                assert ("given back", post) in found

    @rule(person=people)
    def open_a_personal_page(self, person: str) -> None:
        """It shows what one person holds and could hold, and nothing at all while nobody asks."""
        told = staffing.own_event(self.office, DIALOGUE, person, NOW)
        if not self.asking or not self.is_listed(person):
            assert told is None
            return
        assert told is not None
        assert {one.id for one in told.mine} == {duty.post.id for duty in self.here.staffed.of(person)}
        for one in told.posts:
            against = self.here.against(one.id, person)
            assert one.mine or not any(reason.kind in OF_THE_PERSON for reason in against)
        others = [who.name for who in self.here.staffed.staff.people if who.id != person]
        assert not any(name in repr(told) for name in others)


def clashes(here: Situation) -> set[Pair]:
    """Whoever holds two posts at which nobody can be both, with the two."""
    return {
        (here.held[one], one, other)
        for one, other in combinations(sorted(here.held), 2)
        if here.held[one] == here.held[other]
        and clash(here.question, here.duty(one).post, here.duty(other).post)
    }


def test_whatever_is_done_in_whatever_order_what_the_office_says_of_it_is_true(
    sqlite_url: str, tmp_path: Path
) -> None:
    office = open_office(sqlite_url)
    create(office, DIALOGUE_FILE.read_text(encoding="utf-8"), "ada", NOW)
    staffing.take_staff_in(office, 0, TWELVE, "ada", NOW)
    office.database.dispose()
    numbers = count()

    class Begun(Staffing):
        """Each begins over a copy of the same store."""

        def __init__(self) -> None:
            path = tmp_path / f"office-{next(numbers)}.db"
            shutil.copy(tmp_path / "office.db", path)
            super().__init__(open_office(f"sqlite:///{path}"))

    run_state_machine_as_test(Begun, settings=_SOME)
