"""A store with something in every table, and all that is in a store."""

from __future__ import annotations

from sqlalchemy import Connection, select

from logistics.store import Database, tables
from logistics.store.accounts import User, Visit, add_failure, add_link, add_user, begin_visit
from logistics.store.events import add_event, append, observe, publish
from logistics.store.feeds import Feed, add_feed
from logistics.store.guests import Guest, GuestAnswer, add_guest, keep_guest_answer
from logistics.store.journal import Answer, keep_answer, note
from logistics.store.letters import KeptLetter, add_letter
from logistics.store.runs import Run, begin_run
from logistics.store.settings import set_setting
from logistics.store.staff import (
    Answered,
    Asking,
    Assignment,
    ByHand,
    Reading,
    StaffLink,
    Swap,
    add_list,
    answer,
    ask,
    assign,
    keep_reading,
    say_by_hand,
    swap,
)
from logistics.store.staff import add_link as add_staff_link
from logistics.store.tokens import Token, add_token
from logistics.store.told import ToldEntry, keep_told

NOON = 1_513_270_800  # December 14, 2017, 12:00 in Washington
EVENT = "dialogue-2017-12-14"
DEE = User("dee", "Dee Okafor", "coordinator", "$argon2id$…", None, None, NOON, None)


def furnish(c: Connection) -> None:
    """One event and one user, with something of each kind."""
    add_event(c, EVENT, "title: Dialogue\n", at=NOON, by="dee", summary="From the template")
    append(c, EVENT, 1, "title: Dialogue – “Diálogo”\n", at=NOON + 60, by="dee", summary="Title")
    publish(c, EVENT, 2, at=NOON + 90, by="dee", reasons={"ORD005": "The spray is short on purpose."})
    observe(c, EVENT, "camera-spray.start", NOON + 120, at=NOON + 125, by="dee")
    note(c, at=NOON, by="dee", did="made the event", event_id=EVENT, detail={"from": "template"})
    add_user(c, DEE)
    begin_visit(c, Visit("a" * 64, "dee", NOON, NOON, False, "Firefox on Linux"))
    add_failure(c, "dee", "192.0.2.1", NOON)
    add_link(c, "b" * 64, "password", "dee", NOON + 900)
    add_feed(c, Feed("c" * 64, "feed-1", EVENT, "press", "Wire desk", NOON, "dee"))
    add_token(c, Token("d" * 64, "token-1", "Screens", "dee", "read", NOON, NOON + 86_400))
    keep_answer(c, Answer("key-1", "dee", "e" * 64, 201, {"Location": "/events/x"}, b"\x00\xff made", NOON))
    set_setting(c, "office", "Office of the Spokesperson")
    add_list(c, 0, "people: []\n", at=NOON, by="dee", summary="first")
    answer(c, Answered(EVENT, "brandt", "door.north.talks", "if needed", "", NOON, "brandt"))
    assign(
        c,
        Assignment(EVENT, "door.north.talks", "brandt", "assigned", False, "", NOON, "dee"),
        instead_of=None,
    )
    add_staff_link(c, StaffLink("f" * 64, "link-1", "brandt", NOON, "dee"))
    offered = Swap(EVENT, "door.north.talks", "brandt", "offered", None, None, "a train", NOON, "brandt")
    swap(c, offered, after=None)
    say_by_hand(c, ByHand(EVENT, "door.north.talks", '{"dropped": true}', NOON, "dee"))
    ask(c, Asking(EVENT, True, "2017-12-12", NOON, "dee"))
    keep_reading(c, Reading("brandt", NOON, ((NOON, NOON + 3600),)))
    add_letter(
        c,
        KeptLetter(
            "c" * 32,
            EVENT,
            "door.north.talks",
            "brandt",
            "brandt@office.example",
            "uid-1",
            0,
            "REQUEST",
            "{}",
            "New post",
            "mail",
            "waiting",
            NOON,
            NOON,
        ),
    )
    keep_told(c, ToldEntry("brandt", "uid-1", "d" * 32, "e" * 32, 2, NOON))
    add_guest(c, Guest("guest-1", EVENT, "Example Wire", "desk@wire.example", "press-video", NOON, "dee"))
    keep_guest_answer(c, GuestAnswer("guest-1", "uid-2", "accepted", "", 0, NOON, NOON))
    begin_run(c, Run("a" * 32, EVENT, NOON, "dee", NOON, {"door.north.talks": "brandt"}, 12, 12, True, True))


def everything(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables."""
    with database.reading() as c:
        return {
            table.name: sorted((tuple(row) for row in c.execute(select(table))), key=repr)
            for table in tables.metadata.sorted_tables
        }
