"""Workbooks that were sent to be published, and where forms are filed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"

INDEXED = ("form_id", "person_id", "state", "version_id")


def upgrade() -> None:
    op.create_table(
        "form_use",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("form_id", sa.String(length=255), nullable=False),
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("cadence", sa.String(length=12), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_use")),
    )
    op.create_index(op.f("ix_form_use_form_id"), "form_use", ["form_id"])
    op.create_table(
        "form_upload",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=255), nullable=False),
        sa.Column("telegram_file_id", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("xform", sa.String(), nullable=True),
        sa.Column("lists", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("problems", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.Column("form_id", sa.String(length=255), nullable=False),
        sa.Column("version", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("area_code", sa.String(length=13), nullable=True),
        sa.Column("cadence", sa.String(length=12), nullable=True),
        sa.Column("due_day", sa.Integer(), nullable=True),
        sa.Column("since", sa.String(length=10), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_form_upload_decided_by_person")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_form_upload_person_id_person")),
        sa.ForeignKeyConstraint(
            ["version_id"], ["form_version.id"], name=op.f("fk_form_upload_version_id_form_version")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_upload")),
    )
    for name in INDEXED:
        op.create_index(op.f(f"ix_form_upload_{name}"), "form_upload", [name])


def downgrade() -> None:
    for name in reversed(INDEXED):
        op.drop_index(op.f(f"ix_form_upload_{name}"), table_name="form_upload")
    op.drop_table("form_upload")
    op.drop_index(op.f("ix_form_use_form_id"), table_name="form_use")
    op.drop_table("form_use")
