"""Which list of commands a chat has."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("chat", sa.Column("commands", sa.String(length=16), nullable=True))


def downgrade() -> None:
    op.drop_column("chat", "commands")
