"""Rosters: what the holder of a post was told of it, offers, posts by hand, who is asked, and busy times."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_NAME, _HASH, _POST = 100, 64, 200
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")
_APPEND_ONLY = ("swaps", "posts_by_hand", "askings")


def upgrade() -> None:
    """Add to a store of the second version what rosters need."""
    _tell_more_of_assignments()
    _make_swaps()
    _make_posts_by_hand()
    op.create_table(
        "calendar_readings",
        sa.Column("person", sa.String(_NAME), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("busy", sa.Text, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("person", name=op.f("pk_calendar_readings")),
    )
    _make_askings()
    _make_runs()
    if op.get_bind().dialect.name == "postgresql":
        _keep_append_only_on_postgresql()
    else:
        _keep_append_only_on_sqlite()


def _tell_more_of_assignments() -> None:
    op.add_column("assignments", sa.Column("begins", sa.BigInteger, nullable=True))
    op.add_column("assignments", sa.Column("ends", sa.BigInteger, nullable=True))
    op.add_column("assignments", sa.Column("place", sa.Text, nullable=True))
    op.add_column("assignments", sa.Column("batch", sa.String(_HASH), nullable=True))
    op.create_index(op.f("ix_assignments_batch"), "assignments", ["batch"])


def _make_swaps() -> None:
    op.create_table(
        "swaps",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("post", sa.String(_POST), nullable=False),
        sa.Column("person", sa.String(_NAME), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("taker", sa.String(_NAME), nullable=True),
        sa.Column("in_return", sa.String(_POST), nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_swaps")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_swaps_event_id")),
    )
    op.create_index(op.f("ix_swaps_event_id"), "swaps", ["event_id"])


def _make_posts_by_hand() -> None:
    op.create_table(
        "posts_by_hand",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("post", sa.String(_POST), nullable=False),
        sa.Column("text", sa.Text, nullable=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posts_by_hand")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_posts_by_hand_event_id")),
    )
    op.create_index(op.f("ix_posts_by_hand_event_id"), "posts_by_hand", ["event_id"])


def _make_askings() -> None:
    op.create_table(
        "askings",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("open", sa.Boolean, nullable=False),
        sa.Column("until", sa.String(10), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_askings")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_askings_event_id")),
    )
    op.create_index(op.f("ix_askings_event_id"), "askings", ["event_id"])


def _make_runs() -> None:
    op.create_table(
        "roster_runs",
        sa.Column("id", sa.String(_HASH), nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("held", sa.Text, nullable=False),
        sa.Column("cost", sa.BigInteger, nullable=False),
        sa.Column("bound", sa.BigInteger, nullable=False),
        sa.Column("optimal", sa.Boolean, nullable=False),
        sa.Column("done", sa.Boolean, nullable=False),
        sa.Column("stop", sa.Boolean, nullable=False),
        sa.Column("began", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roster_runs")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_roster_runs_event_id")),
    )
    op.create_index(op.f("ix_roster_runs_event_id"), "roster_runs", ["event_id"])


def _keep_append_only_on_sqlite() -> None:
    for table in _APPEND_ONLY:
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added, never changed'); END"
        op.execute(f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table} {refuse}")
        # INSERT OR REPLACE deletes the old row without asking the trigger above.
        op.execute(
            f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) {refuse}"
        )


def _keep_append_only_on_postgresql() -> None:
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change()"
        )
