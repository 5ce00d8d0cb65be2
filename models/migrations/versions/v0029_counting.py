"""Villages and classes are counted from indexes alone."""

from __future__ import annotations

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.create_index("ix_region_level", "region", ["level", "until", "code"])
    op.drop_index("ix_classification_semester", "classification")
    op.create_index("ix_classification_semester", "classification", ["semester", "name", "area_code"])


def downgrade() -> None:
    op.drop_index("ix_classification_semester", "classification")
    op.create_index("ix_classification_semester", "classification", ["semester"])
    op.drop_index("ix_region_level", "region")
