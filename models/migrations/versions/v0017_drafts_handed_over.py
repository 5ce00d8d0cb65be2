"""Who began a draft that somebody else has now."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("draft", sa.Column("begun_by_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("draft", "begun_by_id")
