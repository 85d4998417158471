"""Alembic runs this for each upgrade. The connection and its transaction are the caller's."""

from alembic import context

from logistics.store.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
