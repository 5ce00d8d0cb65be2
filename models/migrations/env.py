"""Run by Alembic inside `models.schema`, which has opened the connection and its transaction."""

from __future__ import annotations

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel.sql.sqltypes import AutoString, UTCDateTime

from models.tables import metadata


def plain(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Writes SQLAlchemy's own types into a migration, so that an old one never depends on what SQLModel becomes."""
    match item:
        case AutoString() if kind == "type":
            length = getattr(item.impl_instance, "length", None)
            return f"sa.String(length={length})" if length else "sa.String()"
        case UTCDateTime() if kind == "type":
            return "sa.DateTime(timezone=True)"
    return False


connection = context.config.attributes["connection"]
context.configure(
    connection=connection,
    target_metadata=metadata,
    render_as_batch=connection.dialect.name == "sqlite",
    render_item=plain,
    transactional_ddl=True,
)
context.run_migrations()
