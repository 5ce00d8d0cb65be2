"""Column kinds that several tables share."""

from __future__ import annotations

from typing import Any

from sqlalchemy import JSON, BigInteger, Column, Index
from sqlmodel import Field

Json = Any


def telegram_id(*, index: bool = False, unique: bool = False, nullable: bool = False, default: Any = ...) -> Any:
    """A chat, user or message id of Telegram: up to 52 significant bits, so never a 32-bit column."""
    kind: dict[str, Any] = {"sa_type": BigInteger, "index": index, "unique": unique, "nullable": nullable}
    return Field(**kind) if default is ... else Field(default=default, **kind)


def json_column(*, nullable: bool = False) -> Any:
    """A JSON value. Assign a new object to change it: a mutation in place is not seen."""
    return Field(default=None, sa_column=Column(JSON(none_as_null=True), nullable=nullable))


def by_area(name: str, *columns: str, area: str = "area_code") -> Index:
    """An index that finds what lies in an area (`Scope.covers`) among rows that agree in these columns."""
    return Index(name, *columns, area, postgresql_ops={area: "varchar_pattern_ops"})
