"""Runs the migrations on the connection that migrate() hands over."""

from __future__ import annotations

from alembic import context

from integrations.storage.tables import metadata


def _is_ours(name: str | None, kind: str, parents: object) -> bool:
    """Leave procrastinate's own tables alone."""
    return kind != "table" or name in metadata.tables


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    include_name=_is_ours,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
