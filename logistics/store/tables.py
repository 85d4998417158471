"""The tables. Times are instants: seconds since 1970 in UTC. ``by`` is a user's name, which is never given again.

Whatever people state, answer and decide is only ever appended to (``APPEND_ONLY``); triggers hold that (see
``migrations``). Secrets are stored as SHA-256 only, so that a copy of the database opens no door.
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
metadata: Final = MetaData(naming_convention=NAMES)

# SQLite counts rows by itself only for a plain INTEGER key.
_Number: Final = BigInteger().with_variant(Integer, "sqlite")
_NAME: Final = 100
_HASH: Final = 64

APPEND_ONLY: Final = (
    "revisions",
    "observations",
    "publications",
    "journal",
    "staff_lists",
    "post_answers",
    "assignments",
    "swaps",
    "posts_by_hand",
    "askings",
)

events = Table(
    "events",
    metadata,
    Column("id", String(_NAME), primary_key=True),
    Column("made_at", BigInteger, nullable=False),
    Column("made_by", String(_NAME), nullable=False),
)

revisions = Table(
    "revisions",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
    Column("summary", Text, nullable=False),
    CheckConstraint("number >= 1", name="counted_from_one"),
)

publications = Table(
    "publications",
    metadata,
    Column("event_id", ForeignKey("events.id"), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    # Nothing where the event was taken back from the public.
    Column("revision", Integer, nullable=True),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
    # Why each open finding was accepted, and any remark, as JSON.
    Column("reasons", Text, nullable=False),
    ForeignKeyConstraint(["event_id", "revision"], ["revisions.event_id", "revisions.number"]),
    CheckConstraint("number >= 1", name="counted_from_one"),
)

observations = Table(
    "observations",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("point", String(200), nullable=False),
    # Nothing where an earlier observation is taken back.
    Column("happened", BigInteger, nullable=True),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
)

journal = Table(
    "journal",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
    Column("did", String(_NAME), nullable=False),
    Column("event_id", String(_NAME), nullable=True, index=True),
    # What it was about, before and after, as JSON; never a secret.
    Column("detail", Text, nullable=False),
)

users = Table(
    "users",
    metadata,
    Column("name", String(_NAME), primary_key=True),
    Column("full_name", String(_NAME), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", Text, nullable=True),
    Column("second_factor", String(_HASH), nullable=True),
    # The last time step whose code was taken, so that no code serves twice (RFC 6238 §5.2).
    Column("second_factor_step", BigInteger, nullable=True),
    Column("made_at", BigInteger, nullable=False),
    Column("disabled_at", BigInteger, nullable=True),
)

visits = Table(
    "visits",
    metadata,
    Column("token_hash", String(_HASH), primary_key=True),
    Column("user_name", ForeignKey("users.name"), nullable=False, index=True),
    Column("began_at", BigInteger, nullable=False),
    Column("seen_at", BigInteger, nullable=False),
    # Whether the second factor was given, where the role asks for one.
    Column("proven", Boolean, nullable=False),
    Column("device", String(300), nullable=False),
)

failures = Table(
    "failures",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("account", String(_NAME), nullable=False),
    Column("address", String(_NAME), nullable=False),
    Column("at", BigInteger, nullable=False),
    Index("ix_failures_account_at", "account", "at"),
    Index("ix_failures_address_at", "address", "at"),
)

links = Table(
    "links",
    metadata,
    Column("token_hash", String(_HASH), primary_key=True),
    Column("purpose", String(20), nullable=False),
    Column("user_name", ForeignKey("users.name"), nullable=True),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger, nullable=True),
)

feeds = Table(
    "feeds",
    metadata,
    Column("token_hash", String(_HASH), primary_key=True),
    Column("id", String(_HASH), nullable=False, unique=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("audience", String(20), nullable=False),
    Column("label", String(_NAME), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("made_by", String(_NAME), nullable=False),
    Column("revoked_at", BigInteger, nullable=True),
    Column("read_at", BigInteger, nullable=True),
)

tokens = Table(
    "tokens",
    metadata,
    Column("token_hash", String(_HASH), primary_key=True),
    Column("id", String(_HASH), nullable=False, unique=True),
    Column("label", String(_NAME), nullable=False),
    Column("user_name", ForeignKey("users.name"), nullable=False),
    Column("scopes", String(_NAME), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("revoked_at", BigInteger, nullable=True),
    Column("used_at", BigInteger, nullable=True),
)

answers = Table(
    "answers",
    metadata,
    Column("key", String(200), primary_key=True),
    Column("user_name", String(_NAME), primary_key=True),
    Column("request_hash", String(_HASH), nullable=False),
    Column("status", Integer, nullable=False),
    Column("headers", Text, nullable=False),
    Column("body", LargeBinary, nullable=False),
    Column("at", BigInteger, nullable=False, index=True),
)

settings = Table(
    "settings",
    metadata,
    Column("name", String(_NAME), primary_key=True),
    Column("value", Text, nullable=False),
)

staff_lists = Table(
    "staff_lists",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    # The whole list as a staff file, as with the revisions of events.
    Column("text", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
    Column("summary", Text, nullable=False),
    CheckConstraint("number >= 1", name="counted_from_one"),
)

post_answers = Table(
    "post_answers",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("person", String(_NAME), nullable=False),
    Column("post", String(200), nullable=False),
    # Nothing where an earlier answer is taken back.
    Column("answer", String(20), nullable=True),
    Column("note", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
)

assignments = Table(
    "assignments",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("post", String(200), nullable=False),
    # Nothing where the post is open again.
    Column("person", String(_NAME), nullable=True),
    Column("state", String(20), nullable=False),
    Column("pinned", Boolean, nullable=False),
    # Why somebody declined, or why a rule was set aside.
    Column("reason", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
    # When and where the post was as its holder was told: the plan may move on.
    Column("begins", BigInteger, nullable=True),
    Column("ends", BigInteger, nullable=True),
    Column("place", Text, nullable=True),
    # Those that were made together, as when a roster is applied.
    Column("batch", String(_HASH), nullable=True, index=True),
)

swaps = Table(
    "swaps",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("post", String(200), nullable=False),
    Column("person", String(_NAME), nullable=False),
    Column("state", String(20), nullable=False),
    # Who would take the post, and which of theirs they would give for it.
    Column("taker", String(_NAME), nullable=True),
    Column("in_return", String(200), nullable=True),
    Column("reason", Text, nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
)

posts_by_hand = Table(
    "posts_by_hand",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("post", String(200), nullable=False),
    # What is said of it, as in a staff file; nothing where it is again as the plan has it.
    Column("text", Text, nullable=True),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
)

askings = Table(
    "askings",
    metadata,
    Column("id", _Number, primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    # Whether the staff see the event at all by their personal links.
    Column("open", Boolean, nullable=False),
    # The day by which they are to answer, as 2017-12-12; empty where none was said.
    Column("until", String(10), nullable=False),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
)

calendar_readings = Table(
    "calendar_readings",
    metadata,
    Column("person", String(_NAME), primary_key=True),
    Column("at", BigInteger, nullable=False),
    # The begins and ends of busy times, as JSON. Nothing else of a calendar is kept.
    Column("busy", Text, nullable=False),
    Column("problem", Text, nullable=False),
)

staff_links = Table(
    "staff_links",
    metadata,
    Column("token_hash", String(_HASH), primary_key=True),
    Column("id", String(_HASH), nullable=False, unique=True),
    Column("person", String(_NAME), nullable=False, index=True),
    Column("made_at", BigInteger, nullable=False),
    Column("made_by", String(_NAME), nullable=False),
    Column("revoked_at", BigInteger, nullable=True),
    Column("used_at", BigInteger, nullable=True),
)

roster_runs = Table(
    "roster_runs",
    metadata,
    Column("id", String(_HASH), primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("by", String(_NAME), nullable=False),
    # When the process that looks for it was last heard of.
    Column("seen_at", BigInteger, nullable=False),
    # The best roster so far, as JSON: the person of each post.
    Column("held", Text, nullable=False),
    Column("cost", BigInteger, nullable=False),
    Column("bound", BigInteger, nullable=False),
    Column("optimal", Boolean, nullable=False),
    Column("done", Boolean, nullable=False),
    # Somebody wants it to end and keep what it has.
    Column("stop", Boolean, nullable=False),
    # Who held what when it was begun: what it would change is a difference from this.
    Column("began", Text, nullable=False),
)

letters = Table(
    "letters",
    metadata,
    Column("id", String(_HASH), primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("post", String(200), nullable=False),
    Column("person", String(_NAME), nullable=False),
    Column("address", String(320), nullable=False),
    Column("uid", String(_NAME), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("method", String(20), nullable=False),
    # What the entry says by this letter, as JSON, so that the next one can say what changed.
    Column("told", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("mail", Text, nullable=False),
    Column("state", String(20), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("next_at", BigInteger, nullable=False, index=True),
    Column("tries", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    # Of several who notice a change at once one writes the letter.
    UniqueConstraint("uid", "address", "sequence"),
)

told_entries = Table(
    "told_entries",
    metadata,
    Column("reader", String(_NAME), primary_key=True),
    Column("uid", String(_NAME), primary_key=True),
    Column("content", String(_HASH), nullable=False),
    Column("matter", String(_HASH), nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("at", BigInteger, nullable=False),
)

guests = Table(
    "guests",
    metadata,
    Column("id", String(_HASH), primary_key=True),
    Column("event_id", ForeignKey("events.id"), nullable=False, index=True),
    Column("name", String(_NAME), nullable=False),
    Column("address", String(320), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("made_by", String(_NAME), nullable=False),
    Column("removed_at", BigInteger, nullable=True),
)

guest_answers = Table(
    "guest_answers",
    metadata,
    Column("guest", ForeignKey("guests.id"), primary_key=True),
    Column("uid", String(_NAME), primary_key=True),
    Column("said", String(30), nullable=False),
    Column("comment", Text, nullable=False),
    # The SEQUENCE that was answered, and when by the clock of who answered: a later answer counts.
    Column("sequence", Integer, nullable=False),
    Column("stamp", BigInteger, nullable=False),
    Column("at", BigInteger, nullable=False),
)
