"""The registry: what the portal knows of a Kampung KB, its groups, and one active kampung a village."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

ACTIVE: dict[str, Any] = {
    "unique": True,
    "sqlite_where": sa.text("is_active"),
    "postgresql_where": sa.text("is_active"),
}
TOLD = (
    ("pokja", sa.Boolean()),
    ("pokja_decree_number", sa.String()),
    ("pokja_decree_on", sa.Date()),
    ("pokja_decree_by", sa.String()),
    ("pokja_members", sa.Integer()),
    ("pokja_sections", sa.JSON(none_as_null=True)),
    ("pokja_is_trained", sa.Boolean()),
    ("pokja_training", sa.String()),
    ("pokja_trained", sa.Integer()),
    ("companion", sa.String(length=16)),
    ("poktan", sa.JSON(none_as_null=True)),
    ("sekretariat", sa.Boolean()),
    ("rumah_dataku", sa.Boolean()),
    ("rumah_dataku_class", sa.String(length=10)),
    ("sekolah_lansia", sa.Boolean()),
    ("funds", sa.JSON(none_as_null=True)),
    ("regulations", sa.JSON(none_as_null=True)),
    ("work_plan", sa.Boolean()),
    ("data_uses", sa.JSON(none_as_null=True)),
    ("mechanisms", sa.JSON(none_as_null=True)),
    ("people", sa.Integer()),
    ("families", sa.Integer()),
    ("couples", sa.Integer()),
    ("toddler_families", sa.Integer()),
    ("teen_families", sa.Integer()),
    ("elderly_families", sa.Integer()),
    ("teens", sa.Integer()),
    ("ages", sa.JSON(none_as_null=True)),
)


def upgrade() -> None:
    op.add_column("kampung", sa.Column("founded_on", sa.Date(), nullable=True))
    op.add_column("kampung", sa.Column("description", sa.String(), nullable=True))
    op.add_column("kampung", sa.Column("criteria", sa.JSON(none_as_null=True), nullable=True))
    op.add_column("kampung", sa.Column("coverage", sa.String(length=8), nullable=True))
    op.add_column("kampung", sa.Column("rw", sa.JSON(none_as_null=True), nullable=True))
    op.create_index("uq_kampung_village", "kampung", ["village_code"], **ACTIVE)
    op.create_table(
        "poktan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kampung_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("register_number", sa.String(length=32), nullable=False),
        sa.Column("is_active", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["kampung_id"], ["kampung.id"], name=op.f("fk_poktan_kampung_id_kampung")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_poktan")),
    )
    op.create_index(op.f("ix_poktan_kampung_id"), "poktan", ["kampung_id"])
    op.create_index("uq_poktan_name", "poktan", ["kampung_id", "kind", "name"], **ACTIVE)
    op.create_table(
        "kampung_profile",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kampung_id", sa.Integer(), nullable=False),
        sa.Column("valid_from", sa.String(length=7), nullable=False),
        sa.Column("source", sa.String(length=8), nullable=False),
        sa.Column("submission_id", sa.Integer(), nullable=True),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        *(sa.Column(name, kind, nullable=True) for name, kind in TOLD),
        sa.ForeignKeyConstraint(["kampung_id"], ["kampung.id"], name=op.f("fk_kampung_profile_kampung_id_kampung")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_kampung_profile_person_id_person")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["submission.id"], name=op.f("fk_kampung_profile_submission_id_submission")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kampung_profile")),
    )
    op.create_index(op.f("ix_kampung_profile_kampung_id"), "kampung_profile", ["kampung_id"])
    op.create_index(op.f("ix_kampung_profile_submission_id"), "kampung_profile", ["submission_id"])


def downgrade() -> None:
    op.drop_table("kampung_profile")
    op.drop_table("poktan")
    op.drop_index("uq_kampung_village", "kampung")
    for column in ("rw", "coverage", "criteria", "description", "founded_on"):
        op.drop_column("kampung", column)
