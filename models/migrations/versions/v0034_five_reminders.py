"""The programme's schedules remind five times, and coordinators are told on the third day after the due day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"

Told = tuple[list[int], list[int]]  # steps and escalation

FIVE: Told = ([-5, -1, 0, 1, 3], [3])
THREE: Told = ([-1, 0, 1], [0, 1])
OTHERS: dict[str, tuple[Told, Told]] = {  # before and after, by form; all others THREE and FIVE
    "tindak_lanjut_opd": (([-3, 0, 3], [0, 1]), FIVE),
    "rakor_lintas_sektor": (([-14, -3, 0], []), ([-14, -5, 0, 3], [])),
}
SCHEDULE = sa.table(
    "schedule", sa.column("id"), sa.column("form_id"), sa.column("steps", sa.JSON), sa.column("escalation", sa.JSON)
)
OBLIGATION = sa.table("obligation", sa.column("schedule_id"), sa.column("state"), sa.column("is_planned", sa.Boolean))


def upgrade() -> None:
    _change(0, 1)


def downgrade() -> None:
    _change(1, 0)


def _change(before: int, after: int) -> None:
    """Schedules that were changed by hand stay. What is owed under the others gets the reminders that it lacks."""
    connection = op.get_bind()
    for row in connection.execute(sa.select(SCHEDULE)).all():
        told = OTHERS.get(row.form_id, (THREE, FIVE))
        if (row.steps, row.escalation) == told[before]:
            steps, escalation = told[after]
            mine = (OBLIGATION.c.schedule_id == row.id, OBLIGATION.c.state == "waiting")
            connection.execute(
                sa.update(SCHEDULE).where(SCHEDULE.c.id == row.id).values(steps=steps, escalation=escalation)
            )
            connection.execute(sa.update(OBLIGATION).where(*mine).values(is_planned=False))
