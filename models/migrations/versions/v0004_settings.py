"""What a person chose about how Kabar treats them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column("person", sa.Column("settings", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("person", "settings")
