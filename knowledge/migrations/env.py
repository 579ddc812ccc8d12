"""Alembic's environment: the migrations run on the connection that `knowledge.database.migrate` hands over."""

from __future__ import annotations

from alembic import context

from knowledge.database import metadata

# The caller's transaction is the transaction: a migration that is killed leaves nothing behind.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=True,
)
context.run_migrations()
