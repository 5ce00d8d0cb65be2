"""A profile keeps what it wrote over in the kampung's own row."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    op.add_column("kampung_profile", sa.Column("over", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column("kampung_profile", "over")
