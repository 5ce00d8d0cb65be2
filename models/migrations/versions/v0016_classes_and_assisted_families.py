"""The class of each kampung by half year, and the families that teams assist, by code."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "classification",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kampung_id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("semester", sa.String(length=7), nullable=False),
        sa.Column("name", sa.String(length=13), nullable=False),
        sa.Column("input_index", sa.Integer(), nullable=True),
        sa.Column("process_index", sa.Integer(), nullable=True),
        sa.Column("output_index", sa.Integer(), nullable=True),
        sa.Column("scores", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("facts", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("impact", sa.JSON(none_as_null=True), nullable=False),
        sa.Column("computed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kampung_id"], ["kampung.id"], name=op.f("fk_classification_kampung_id_kampung")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_classification")),
        sa.UniqueConstraint("kampung_id", "semester", name=op.f("uq_classification_kampung_id_semester")),
    )
    op.create_index(op.f("ix_classification_area_code"), "classification", ["area_code"])
    op.create_index(op.f("ix_classification_kampung_id"), "classification", ["kampung_id"])
    op.create_index(op.f("ix_classification_semester"), "classification", ["semester"])

    op.create_table(
        "family",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kampung_id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("target", sa.String(length=12), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("visits", sa.Integer(), nullable=False),
        sa.Column("first_visit", sa.String(length=10), nullable=False),
        sa.Column("last_visit", sa.String(length=10), nullable=False),
        sa.Column("next_due", sa.String(length=10), nullable=False),
        sa.Column("risks", sa.Integer(), nullable=False),
        sa.Column("ended", sa.String(length=8), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["kampung_id"], ["kampung.id"], name=op.f("fk_family_kampung_id_kampung")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_family_person_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_family")),
        sa.UniqueConstraint("kampung_id", "code", name=op.f("uq_family_kampung_id_code")),
    )
    op.create_index(op.f("ix_family_area_code"), "family", ["area_code"])
    op.create_index(op.f("ix_family_kampung_id"), "family", ["kampung_id"])
    op.create_index(op.f("ix_family_next_due"), "family", ["next_due"])
    op.create_index(op.f("ix_family_person_id"), "family", ["person_id"])


def downgrade() -> None:
    op.drop_table("family")
    op.drop_table("classification")
