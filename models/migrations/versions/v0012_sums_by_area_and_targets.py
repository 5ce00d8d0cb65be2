"""Sums by area, figure and period, and what they are to reach."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "rollup",
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("figure", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("reports", sa.Integer(), nullable=False),
        sa.Column("above", sa.Float(), nullable=False),
        sa.Column("below", sa.Float(), nullable=False),
        sa.Column("known", sa.Integer(), nullable=False),
        sa.Column("known_above", sa.Float(), nullable=False),
        sa.Column("known_below", sa.Float(), nullable=False),
        sa.Column("known_months", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("area_code", "figure", "period", name=op.f("pk_rollup")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("area_code", sa.String(length=13), nullable=False),
        sa.Column("figure", sa.String(length=64), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value", sa.Float(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sa.UniqueConstraint(
            "area_code", "figure", "year", "kind", "source", name=op.f("uq_target_area_code_figure_year_kind_source")
        ),
    )


def downgrade() -> None:
    op.drop_table("target")
    op.drop_table("rollup")
