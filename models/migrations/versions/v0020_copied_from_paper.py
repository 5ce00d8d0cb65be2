"""Who filled in on paper what somebody else copied."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    for table in ("draft", "submission"):
        op.add_column(table, sa.Column("behalf_id", sa.Integer(), nullable=True))
        op.add_column(table, sa.Column("behalf_role", sa.String(length=16), nullable=True))
        op.add_column(table, sa.Column("paper_on", sa.Date(), nullable=True))


def downgrade() -> None:
    for table in ("draft", "submission"):
        for column in ("behalf_id", "behalf_role", "paper_on"):
            op.drop_column(table, column)
