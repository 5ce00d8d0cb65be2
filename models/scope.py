"""Scope: the part of the country that an actor may see. Every query on reports and people takes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, false, or_, true


@dataclass(frozen=True, slots=True)
class Scope:
    """`areas` are region codes and cover all below them ("" is the whole country); `kampung_ids` single kampung."""

    areas: tuple[str, ...] = ()
    kampung_ids: tuple[int, ...] = ()

    def covers(self, area: Any, kampung: Any) -> ColumnElement[bool]:
        """SQL condition on a column of region codes and a column of kampung ids; an empty scope covers nothing."""
        inside = [true() if code == "" else or_(area == code, area.startswith(code + ".")) for code in self.areas]
        if self.kampung_ids:
            inside.append(kampung.in_(self.kampung_ids))
        return or_(false(), *inside)

    def includes(self, area: str, kampung_id: int) -> bool:
        """The same rule for one row at hand."""
        return kampung_id in self.kampung_ids or any(
            code == "" or area == code or area.startswith(code + ".") for code in self.areas
        )
