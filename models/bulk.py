"""Bulk: many rows of a table in a few statements, where an object for each would be slow and large."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pydantic_core import PydanticUndefined
from sqlalchemy import insert
from sqlmodel import SQLModel

from models.database import Transaction

AT_ONCE = 1_000


def add(tx: Transaction, table: type[SQLModel], rows: Sequence[dict[str, Any]]) -> None:
    """Adds the rows, each a mapping of columns; what one leaves out has the table's default."""
    fields = {name: field.get_default() for name, field in table.model_fields.items() if name != "id"}
    defaults = {name: value for name, value in fields.items() if value is not PydanticUndefined}
    tx.flush()
    for start in range(0, len(rows), AT_ONCE):
        tx.connection().execute(insert(table), [defaults | row for row in rows[start : start + AT_ONCE]])
