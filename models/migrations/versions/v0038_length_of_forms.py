"""How many questions a version of a form asks is known without compiling it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    op.add_column("form_version", sa.Column("questions", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("form_version", "questions")
