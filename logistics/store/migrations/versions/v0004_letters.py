"""Letters: every mail that the office writes, how far it is, and what its reader was told by it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_NAME, _HASH, _POST, _ADDRESS = 100, 64, 200, 320


def upgrade() -> None:
    """Add the table to a store of the third version."""
    op.create_table(
        "letters",
        sa.Column("id", sa.String(_HASH), nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("post", sa.String(_POST), nullable=False),
        sa.Column("person", sa.String(_NAME), nullable=False),
        sa.Column("address", sa.String(_ADDRESS), nullable=False),
        sa.Column("uid", sa.String(_NAME), nullable=False),
        sa.Column("sequence", sa.Integer, nullable=False),
        sa.Column("method", sa.String(20), nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("mail", sa.Text, nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("next_at", sa.BigInteger, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("problem", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_letters_event_id")),
        sa.UniqueConstraint("uid", "address", "sequence", name=op.f("uq_letters_uid_address_sequence")),
    )
    op.create_index(op.f("ix_letters_event_id"), "letters", ["event_id"])
    op.create_index(op.f("ix_letters_next_at"), "letters", ["next_at"])
