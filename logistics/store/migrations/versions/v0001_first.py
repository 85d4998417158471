"""The first version: all tables, and the triggers that keep four of them append-only."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_NAME, _HASH = 100, 64
_NUMBER = sa.BigInteger().with_variant(sa.Integer, "sqlite")

# What makes a row of an append-only table the same row.
_APPEND_ONLY = {
    "revisions": ("event_id", "number"),
    "publications": ("event_id", "number"),
    "observations": ("id",),
    "journal": ("id",),
}


def upgrade() -> None:
    """Make everything, in an empty database."""
    _make_events()
    _make_journal()
    _make_accounts()
    _make_addresses()
    _make_answers_and_settings()
    if op.get_bind().dialect.name == "postgresql":
        _keep_append_only_on_postgresql()
    else:
        _keep_append_only_on_sqlite()


def _make_events() -> None:
    op.create_table(
        "events",
        sa.Column("id", sa.String(_NAME), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("made_by", sa.String(_NAME), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_table(
        "revisions",
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.Column("summary", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_revisions")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_revisions_event_id")),
        sa.CheckConstraint("number >= 1", name=op.f("ck_revisions_counted_from_one")),
    )
    op.create_table(
        "publications",
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("revision", sa.Integer, nullable=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.Column("reasons", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "number", name=op.f("pk_publications")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_publications_event_id")),
        sa.ForeignKeyConstraint(
            ["event_id", "revision"],
            ["revisions.event_id", "revisions.number"],
            name=op.f("fk_publications_event_id_revision"),
        ),
        sa.CheckConstraint("number >= 1", name=op.f("ck_publications_counted_from_one")),
    )
    op.create_table(
        "observations",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("point", sa.String(200), nullable=False),
        sa.Column("happened", sa.BigInteger, nullable=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_observations_event_id")),
    )
    op.create_index(op.f("ix_observations_event_id"), "observations", ["event_id"])


def _make_journal() -> None:
    op.create_table(
        "journal",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(_NAME), nullable=False),
        sa.Column("did", sa.String(_NAME), nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=True),
        sa.Column("detail", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_event_id"), "journal", ["event_id"])


def _make_accounts() -> None:
    op.create_table(
        "users",
        sa.Column("name", sa.String(_NAME), nullable=False),
        sa.Column("full_name", sa.String(_NAME), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.Text, nullable=True),
        sa.Column("second_factor", sa.String(_HASH), nullable=True),
        sa.Column("second_factor_step", sa.BigInteger, nullable=True),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("disabled_at", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_users")),
    )
    op.create_table(
        "visits",
        sa.Column("token_hash", sa.String(_HASH), nullable=False),
        sa.Column("user_name", sa.String(_NAME), nullable=False),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger, nullable=False),
        sa.Column("proven", sa.Boolean, nullable=False),
        sa.Column("device", sa.String(300), nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_visits")),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_visits_user_name")),
    )
    op.create_index(op.f("ix_visits_user_name"), "visits", ["user_name"])
    op.create_table(
        "failures",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("account", sa.String(_NAME), nullable=False),
        sa.Column("address", sa.String(_NAME), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failures")),
    )
    op.create_index(op.f("ix_failures_account_at"), "failures", ["account", "at"])
    op.create_index(op.f("ix_failures_address_at"), "failures", ["address", "at"])
    op.create_table(
        "links",
        sa.Column("token_hash", sa.String(_HASH), nullable=False),
        sa.Column("purpose", sa.String(20), nullable=False),
        sa.Column("user_name", sa.String(_NAME), nullable=True),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_links")),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_links_user_name")),
    )


def _make_addresses() -> None:
    op.create_table(
        "feeds",
        sa.Column("token_hash", sa.String(_HASH), nullable=False),
        sa.Column("id", sa.String(_HASH), nullable=False),
        sa.Column("event_id", sa.String(_NAME), nullable=False),
        sa.Column("audience", sa.String(20), nullable=False),
        sa.Column("label", sa.String(_NAME), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("made_by", sa.String(_NAME), nullable=False),
        sa.Column("revoked_at", sa.BigInteger, nullable=True),
        sa.Column("read_at", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_feeds")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_feeds_event_id")),
        sa.UniqueConstraint("id", name=op.f("uq_feeds_id")),
    )
    op.create_index(op.f("ix_feeds_event_id"), "feeds", ["event_id"])
    op.create_table(
        "tokens",
        sa.Column("token_hash", sa.String(_HASH), nullable=False),
        sa.Column("id", sa.String(_HASH), nullable=False),
        sa.Column("label", sa.String(_NAME), nullable=False),
        sa.Column("user_name", sa.String(_NAME), nullable=False),
        sa.Column("scopes", sa.String(_NAME), nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("revoked_at", sa.BigInteger, nullable=True),
        sa.Column("used_at", sa.BigInteger, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_tokens")),
        sa.ForeignKeyConstraint(["user_name"], ["users.name"], name=op.f("fk_tokens_user_name")),
        sa.UniqueConstraint("id", name=op.f("uq_tokens_id")),
    )


def _make_answers_and_settings() -> None:
    op.create_table(
        "answers",
        sa.Column("key", sa.String(200), nullable=False),
        sa.Column("user_name", sa.String(_NAME), nullable=False),
        sa.Column("request_hash", sa.String(_HASH), nullable=False),
        sa.Column("status", sa.Integer, nullable=False),
        sa.Column("headers", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.PrimaryKeyConstraint("key", "user_name", name=op.f("pk_answers")),
    )
    op.create_index(op.f("ix_answers_at"), "answers", ["at"])
    op.create_table(
        "settings",
        sa.Column("name", sa.String(_NAME), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )


def _keep_append_only_on_sqlite() -> None:
    for table, key in _APPEND_ONLY.items():
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: rows are only added, never changed'); END"
        same = " AND ".join(f"{column} = NEW.{column}" for column in key)
        op.execute(f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE ON {table} {refuse}")
        op.execute(f"CREATE TRIGGER {table}_not_deleted BEFORE DELETE ON {table} {refuse}")
        # INSERT OR REPLACE deletes the old row without asking the trigger above.
        op.execute(
            f"CREATE TRIGGER {table}_not_replaced BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) {refuse}"
        )


def _keep_append_only_on_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_to_change() RETURNS trigger LANGUAGE plpgsql AS "
        "'BEGIN RAISE EXCEPTION USING ERRCODE = ''restrict_violation'', "
        "MESSAGE = TG_TABLE_NAME || '': rows are only added, never changed''; END'"
    )
    for table in _APPEND_ONLY:
        op.execute(
            f"CREATE TRIGGER {table}_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change()"
        )
