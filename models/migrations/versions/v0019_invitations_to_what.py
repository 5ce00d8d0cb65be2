"""What an invitation is to, who approved it, and whether it was withdrawn."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"

COLUMNS: tuple[tuple[str, Any], ...] = (
    ("role", sa.String(length=16)),
    ("area_code", sa.String(length=13)),
    ("kampung_id", sa.Integer()),
    ("poktan_id", sa.Integer()),
    ("agency", sa.String(length=48)),
    ("needs_approval", sa.Boolean()),
    ("approved_by", sa.Integer()),
    ("approved_at", sa.DateTime(timezone=True)),
    ("withdrawn_at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    for name, kind in COLUMNS:
        op.add_column("invitation", sa.Column(name, kind, nullable=True))


def downgrade() -> None:
    for name, _ in reversed(COLUMNS):
        op.drop_column("invitation", name)
