"""Scope: the part of the country that an actor may see. Every query on reports and people takes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Boolean, ColumnElement, false, or_, true
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


@dataclass(frozen=True, slots=True)
class Scope:
    """`areas` are region codes and cover all below them ("" is the whole country); `kampung_ids` single kampung."""

    areas: tuple[str, ...] = ()
    kampung_ids: tuple[int, ...] = ()

    def covers(self, area: Any, kampung: Any) -> ColumnElement[bool]:
        """SQL condition on a column of region codes and a column of kampung ids; an empty scope covers nothing."""
        inside: list[ColumnElement[bool]] = [_Within(area, code) if code else true() for code in self.areas]
        if self.kampung_ids:
            inside.append(kampung.in_(self.kampung_ids))
        return or_(false(), *inside)

    def includes(self, area: str, kampung_id: int) -> bool:
        """The same rule for one row at hand."""
        return kampung_id in self.kampung_ids or any(
            code == "" or area == code or area.startswith(code + ".") for code in self.areas
        )


class _Within(FunctionElement[bool]):
    """Whether a column's region is the one of that code or lies below it."""

    type = Boolean()
    inherit_cache = True

    def __init__(self, area: Any, code: str) -> None:
        super().__init__(area, code, f"{code}/")

    def self_group(self, against: Any = None) -> Any:
        """A condition as it is: without this SQLite is asked whether it equals 1, and uses no index."""
        return self


@compiles(_Within)
def _by_range(element: _Within, compiler: Any, **kw: Any) -> str:
    """One range of an index, as LIKE is none: "/" is the letter after ".", and codes hold digits and dots."""
    area, code, slash = (compiler.process(one, **kw) for one in element.clauses)
    return f"({area} >= {code} AND {area} < {slash})"


@compiles(_Within, "postgresql")
def _by_bytes(element: _Within, compiler: Any, **kw: Any) -> str:
    """The same letter by letter whatever the database's language: the operators of `varchar_pattern_ops`."""
    area, code, slash = (compiler.process(one, **kw) for one in element.clauses)
    return f"({area} ~>=~ {code} AND {area} ~<~ {slash})"
