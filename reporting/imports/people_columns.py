"""The columns of a list of people, and a row of it as an order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from reporting.access import KADER, OPD, ROLES
from reporting.agencies import Agency
from reporting.imports import cells
from reporting.imports.cells import Read
from reporting.imports.table import CellFault, Fault, Row
from reporting.inviting import COUNTRY, NATIONAL
from reporting.phones import international

NEEDED = ("name", "phone", "role", "area")


def _phone(text: str) -> str:
    try:
        return international(text)
    except ValueError:
        raise CellFault("no_phone", text=text) from None


def _role(text: str) -> str:
    role = text.casefold()
    if role not in ROLES:
        raise CellFault("no_role", text=text, allowed=", ".join(ROLES))
    return role


READERS: Mapping[str, Read] = MappingProxyType(
    {
        "name": cells.text_of(100),
        "phone": _phone,
        "role": _role,
        "area": cells.text_of(13),
        "address": cells.text_of(100),
        "poktan": cells.text_of(100),
        "agency": cells.text_of(100),
        "since": cells.day,
        "until": cells.day,
    }
)
OPTIONAL = tuple(name for name in READERS if name not in NEEDED)
ALSO = MappingProxyType(
    {
        "nama": "name",
        "hp": "phone",
        "no hp": "phone",
        "peran": "role",
        "wilayah": "area",
        "kode wilayah": "area",
        "sapaan": "address",
        "instansi": "agency",
        "sejak": "since",
        "sampai": "until",
    }
)
COLUMNS: Mapping[str, str] = MappingProxyType({**{name: name for name in READERS}, **ALSO})
ONLY_FOR = (("poktan", KADER), ("agency", OPD))  # what makes sense for one role alone


@dataclass(frozen=True, slots=True)
class Order:
    """Who is to hold which role where; an `area` of "" is the whole country. `group` is a poktan's register number or
    name; `since` and `until` days."""

    row: int
    name: str
    phone: str
    role: str
    area: str
    address: str = ""
    group: str = ""
    agency: str = ""
    since: date | None = None
    until: date | None = None


def order(row: Row, agencies: tuple[Agency, ...]) -> tuple[Order | None, list[Fault]]:
    """The row's order, or every fault in it. An agency is one of those, by its code or one of its names."""
    faults = [Fault(row.number, column, "empty", {}) for column in NEEDED if column not in row.cells]
    values: dict[str, Any] = {}
    for column, text in row.cells.items():
        try:
            values[column] = READERS[column](text)
        except CellFault as fault:
            faults.append(Fault(row.number, column, fault.code, fault.told))
    if values.get("agency"):
        code = _agency(agencies, values["agency"])
        if code is None:
            faults.append(Fault(row.number, "agency", "no_agency", {"text": values["agency"], "count": len(agencies)}))
        values["agency"] = code
    role = values.get("role", "")
    faults += [
        Fault(row.number, column, "not_for_role", {"role": role})
        for column, only in ONLY_FOR
        if role and role != only and values.get(column)
    ]
    if values.get("since") and values.get("until") and values["until"] <= values["since"]:
        faults.append(Fault(row.number, "until", "until_before", {}))
    if faults:
        return None, faults
    if values["area"].casefold() in COUNTRY and role in NATIONAL:
        values["area"] = ""
    return Order(row.number, **{"group" if name == "poktan" else name: one for name, one in values.items()}), []


def _agency(agencies: tuple[Agency, ...], said: str) -> str | None:
    """Its code, where exactly one is called so."""
    wanted = " ".join(said.casefold().split())
    found = [one.code for one in agencies if wanted in one.words]
    return found[0] if len(found) == 1 else None
