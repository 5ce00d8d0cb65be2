"""What is owed and what was sent is found by area, whatever else there is in the country."""

from __future__ import annotations

from alembic import op

revision = "0032"
down_revision = "0031"

BY_AREA = (
    ("ix_obligation_slot", "obligation", ["period", "form_id", "area_code"]),
    ("ix_obligation_standing", "obligation", ["state", "area_code"]),
    ("ix_submission_period_area", "submission", ["period", "form_id", "area_code"]),
    ("ix_submission_review_area", "submission", ["review_state", "area_code"]),
)
BEFORE = (
    ("ix_obligation_period", "obligation", "period"),
    ("ix_obligation_state", "obligation", "state"),
    ("ix_submission_period", "submission", "period"),
    ("ix_submission_review_state", "submission", "review_state"),
)


def upgrade() -> None:
    for name, table, columns in BY_AREA:
        op.create_index(name, table, columns, postgresql_ops={"area_code": "varchar_pattern_ops"})
    for name, table, _ in BEFORE:
        op.drop_index(op.f(name), table)


def downgrade() -> None:
    for name, table, column in BEFORE:
        op.create_index(op.f(name), table, [column])
    for name, table, _ in BY_AREA:
        op.drop_index(name, table)
