"""Whether a story's articles are translated by a second route, too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; stories of before ask for none."""
    op.add_column("stories", sa.Column("second_opinion", sa.Boolean, nullable=False, server_default=sa.false()))


def downgrade() -> None:
    """Drop it."""
    op.drop_column("stories", "second_opinion")
