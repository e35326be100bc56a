"""Translations and vectors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two caches."""
    op.create_table(
        "translations",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("route", sa.String(200), nullable=False),
        sa.Column("packages", sa.Text, nullable=False),
        sa.Column("decoding", sa.String(200), nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("target", sa.Text, nullable=False),
        sa.Column("likelihood", sa.Float, nullable=True),
        sa.Column("flags", sa.Text, nullable=False),
        sa.Column("is_human", sa.Boolean, nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.create_table(
        "vectors",
        sa.Column("key", sa.String(64), primary_key=True),
        sa.Column("embedder", sa.String(100), nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("vectors")
    op.drop_table("translations")
