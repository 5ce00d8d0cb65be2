"""Schedules of every cadence, obligations of every kind of unit, changes for one period, and counts that are kept."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

ZONE = "Asia/Jakarta"


def upgrade() -> None:
    _schedules()
    for table in ("draft", "submission"):
        op.add_column(table, sa.Column("unit", sa.String(length=40), nullable=False, server_default=sa.text("''")))
    _obligations()
    op.create_table(
        "schedule_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(length=255), nullable=False),
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("late_on", sa.Date(), nullable=True),
        sa.Column("lock_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_schedule_change_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_schedule_change")),
    )
    op.create_index(op.f("ix_schedule_change_period"), "schedule_change", ["period"])
    op.create_index(op.f("ix_schedule_change_person_id"), "schedule_change", ["person_id"])
    op.create_table(
        "opening",
        sa.Column("schedule_id", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("passed", sa.Integer(), nullable=False),
        sa.Column("day", sa.String(length=10), nullable=False),
        sa.Column("is_done", sa.Boolean(), nullable=False),
        sa.Column("was_done", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["schedule_id"], ["schedule.id"], name=op.f("fk_opening_schedule_id_schedule")),
        sa.PrimaryKeyConstraint("schedule_id", "period", name=op.f("pk_opening")),
    )
    _tally()


def downgrade() -> None:
    """What only the newer tables can say goes: obligations of other units than kampung, and of excuses the reason."""
    op.drop_table("tally")
    op.drop_table("opening")
    op.drop_table("schedule_change")
    op.execute(
        "DELETE FROM reminder WHERE obligation_id IN (SELECT id FROM obligation WHERE unit NOT LIKE 'kampung:%')"
    )
    op.execute("DELETE FROM obligation WHERE unit NOT LIKE 'kampung:%'")
    op.execute("UPDATE obligation SET state = 'void' WHERE state = 'excused'")
    with op.batch_alter_table("obligation") as batch:
        batch.drop_constraint(op.f("uq_obligation_form_id_unit_period"), type_="unique")
        batch.drop_constraint(op.f("fk_obligation_excused_by_id_person"), type_="foreignkey")
        for index in ("unit", "submission_id"):
            batch.drop_index(op.f(f"ix_obligation_{index}"))
        for column in ("unit", "zone", "accepted_at", "excused_at", "excused_by_id", "excused_why"):
            batch.drop_column(column)
        batch.alter_column("kampung_id", existing_type=sa.Integer(), nullable=False)
        batch.create_unique_constraint(
            op.f("uq_obligation_form_id_kampung_id_period"), ["form_id", "kampung_id", "period"]
        )
    for table in ("draft", "submission"):
        op.drop_column(table, "unit")
    op.execute(
        "DELETE FROM schedule WHERE (unit <> 'kampung' OR cadence <> 'monthly')"
        " AND id NOT IN (SELECT schedule_id FROM obligation)"
    )
    with op.batch_alter_table("schedule") as batch:
        for column in (
            "unit", "level", "opens_day", "due_time", "lock_zone", "counts_from", "escalation", "until",
        ):  # fmt: skip
            batch.drop_column(column)


def _schedules() -> None:
    """What is there is the monthly report of kampung."""
    texts = {"unit": (8, "kampung"), "level": (8, ""), "due_time": (5, "23:59"), "lock_zone": (32, ZONE)}
    texts |= {"counts_from": (5, "end"), "until": (10, "")}
    for name, (length, value) in texts.items():
        op.add_column("schedule", sa.Column(name, sa.String(length=length), nullable=False, server_default=value))
    op.add_column("schedule", sa.Column("opens_day", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("schedule", sa.Column("escalation", sa.JSON(), nullable=False, server_default="[0, 1]"))
    with op.batch_alter_table("schedule") as batch:
        for name in (*texts, "opens_day", "escalation"):
            batch.alter_column(name, server_default=None)


def _obligations() -> None:
    """What is there is owed by kampung, in their own zone. When a report was accepted is told by its review."""
    with op.batch_alter_table("obligation") as batch:
        batch.add_column(sa.Column("unit", sa.String(length=40), nullable=False, server_default=sa.text("''")))
        batch.add_column(sa.Column("zone", sa.String(length=32), nullable=False, server_default=ZONE))
        batch.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("excused_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("excused_by_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("excused_why", sa.String(), nullable=False, server_default=sa.text("''")))
    op.execute("UPDATE obligation SET unit = 'kampung:' || CAST(kampung_id AS VARCHAR)")
    op.execute("UPDATE obligation SET zone = (SELECT zone FROM kampung WHERE kampung.id = obligation.kampung_id)")
    op.execute(
        "UPDATE obligation SET accepted_at = (SELECT max(review.created_at) FROM review"
        " WHERE review.submission_id = obligation.submission_id AND review.decision = 'approved')"
        " WHERE state = 'accepted'"
    )
    with op.batch_alter_table("obligation") as batch:
        batch.drop_constraint(op.f("uq_obligation_form_id_kampung_id_period"), type_="unique")
        for name in ("unit", "zone", "excused_why"):
            batch.alter_column(name, server_default=None)
        batch.alter_column("kampung_id", existing_type=sa.Integer(), nullable=True)
        batch.create_unique_constraint(op.f("uq_obligation_form_id_unit_period"), ["form_id", "unit", "period"])
        batch.create_foreign_key(op.f("fk_obligation_excused_by_id_person"), "person", ["excused_by_id"], ["id"])
        batch.create_index(op.f("ix_obligation_unit"), ["unit"])
        batch.create_index(op.f("ix_obligation_submission_id"), ["submission_id"])


COUNTED = ("sent", "returned", "accepted", "excused")
AREAS = ("substr(area_code, 1, 8)", "substr(area_code, 1, 5)", "substr(area_code, 1, 2)", "''")


def _tally() -> None:
    """Counted once, and kept from then on."""
    counts = ("expected", *COUNTED, "on_time")
    op.create_table(
        "tally",
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("form_id", sa.String(length=255), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in counts),
        sa.PrimaryKeyConstraint("area_code", "form_id", "period", name=op.f("pk_tally")),
        sqlite_with_rowid=False,
    )
    states = ", ".join(f"sum(CASE WHEN state = '{name}' THEN 1 ELSE 0 END)" for name in COUNTED)
    for area in AREAS:
        op.execute(
            f"INSERT INTO tally (area_code, form_id, period, {', '.join(counts)})"
            f" SELECT {area}, form_id, period, count(*), {states},"
            " sum(CASE WHEN sent_at <= due_at THEN 1 ELSE 0 END)"
            " FROM obligation WHERE state <> 'void' GROUP BY 1, 2, 3"
        )
