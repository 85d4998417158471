"""What each reader's calendar told, who of the press is invited by mail, and what they answered."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_NAME, _HASH, _ADDRESS = 100, 64, 320


def upgrade() -> None:
    """Add the tables to a store of the fourth version."""
    op.create_table(
        "told_entries",
        sa.Column("reader", sa.String(_NAME), nullable=False),
        sa.Column("uid", sa.String(_NAME), nullable=False),
        sa.Column("content", sa.String(_HASH), nullable=False),
        sa.Column("matter", sa.String(_HASH), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("reader", "uid", name=op.f("pk_told_entries")),
    )
    op.create_table(
        "guests",
        sa.Column("id", sa.String(_HASH), nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("name", sa.String(_NAME), nullable=False),
        sa.Column("address", sa.String(_ADDRESS), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("made_by", sa.String(_NAME), nullable=False),
        sa.Column("removed_at", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guests")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_guests_event_id")),
    )
    op.create_index(op.f("ix_guests_event_id"), "guests", ["event_id"])
    op.create_table(
        "guest_answers",
        sa.Column("guest", sa.String(_HASH), nullable=False),
        sa.Column("uid", sa.String(_NAME), nullable=False),
        sa.Column("said", sa.String(30), nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("stamp", sa.BigInteger, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("guest", "uid", name=op.f("pk_guest_answers")),
        sa.ForeignKeyConstraint(["guest"], ["guests.id"], name=op.f("fk_guest_answers_guest")),
    )
