"""The staff: their list, their links, what they answered and which posts they hold; three tables are append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_NAME, _HASH, _POST = 100, 64, 200
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")

# What makes a row of an append-only table the same row.
_APPEND_ONLY = {"staff_lists": "number", "post_answers": "id", "assignments": "id"}


def upgrade() -> None:
    """Add the tables to a store of the first version."""
    _make_lists_and_links()
    _make_answers()
    _make_assignments()
    if op.get_bind().dialect.name == "postgresql":
        _keep_append_only_on_postgresql()
    else:
        _keep_append_only_on_sqlite()


def _make_lists_and_links() -> None:
    op.create_table(
        "staff_lists",
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_staff_lists")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_staff_lists_counted_from_one")),
    )
    op.create_table(
        "staff_links",
        sa.Column("token_hash", sa.String(_HASH), nullable=False),
        sa.Column("id", sa.String(_HASH), nullable=False),
        sa.Column("person", sa.String(_NAME), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("made_by", sa.String(_NAME), nullable=False),
        sa.Column("revoked_at", sa.BigInteger, nullable=True),
        sa.Column("used_at", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_staff_links")),
        sa.UniqueConstraint("id", name=op.f("uq_staff_links_id")),
    )
    op.create_index(op.f("ix_staff_links_person"), "staff_links", ["person"])


def _make_answers() -> None:
    op.create_table(
        "post_answers",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("person", sa.String(_NAME), nullable=False),
        sa.Column("post", sa.String(_POST), nullable=False),
        sa.Column("answer", sa.String(20), nullable=True),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_answers")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_post_answers_event_id")),
    )
    op.create_index(op.f("ix_post_answers_event_id"), "post_answers", ["event_id"])


def _make_assignments() -> None:
    op.create_table(
        "assignments",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("post", sa.String(_POST), nullable=False),
        sa.Column("person", sa.String(_NAME), nullable=True),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("pinned", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignments")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_assignments_event_id")),
    )
    op.create_index(op.f("ix_assignments_event_id"), "assignments", ["event_id"])


def _keep_append_only_on_sqlite() -> None:
    for table, key in _APPEND_ONLY.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added, never changed'); END"
        op.execute(f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table} {refuse}")
        # INSERT OR REPLACE deletes the old row without asking the trigger above.
        op.execute(
            f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {key} = NEW.{key}) {refuse}"
        )


def _keep_append_only_on_postgresql() -> None:
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change()"
        )
