"""What lies in an area is found by an index on PostgreSQL too, and an active kampung by its own on SQLite."""

from __future__ import annotations

from alembic import op
from sqlalchemy import text

revision = "0036"
down_revision = "0035"

BY_AREA = (
    ("classification", "area_code"),
    ("family", "area_code"),
    ("kampung", "village_code"),
    ("obligation", "area_code"),
    ("submission", "area_code"),
)
ACTIVE = "uq_kampung_village"


def upgrade() -> None:
    for table, column in BY_AREA:
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [column], postgresql_ops={column: "varchar_pattern_ops"})
    _active("is_active = 1")


def downgrade() -> None:
    _active("is_active")
    for table, column in BY_AREA:
        op.drop_index(f"ix_{table}_{column}", table)
        op.create_index(f"ix_{table}_{column}", table, [column])


def _active(sqlite: str) -> None:
    """On PostgreSQL a column is a condition as it is."""
    if op.get_bind().dialect.name == "sqlite":
        op.drop_index(ACTIVE, "kampung")
        op.create_index(ACTIVE, "kampung", ["village_code"], unique=True, sqlite_where=text(sqlite))
