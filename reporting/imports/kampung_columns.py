"""The columns of a list of Kampung KB, and a row of it as an order.

A blank cell is not told: what was known stays. "-" is told to be none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from models.kampung import COVERAGES, CRITERIA, FIRST_DAY
from models.kampung_profile import (
    AGES,
    CLASSES,
    COMPANIONS,
    DATA_USES,
    FREQUENCIES,
    FUNDS,
    MECHANISMS,
    PLKB,
    REGULATIONS,
)
from models.poktan import KINDS
from reporting.imports import cells
from reporting.imports.cells import Read
from reporting.imports.table import CellFault, Fault, Row

NEEDED = ("village",)
OWN = MappingProxyType(
    {
        "name": cells.text_of(100),
        "founded_on": cells.day,
        "description": cells.text_of(),
        "criteria": cells.some_of(CRITERIA),
        "coverage": cells.one_of(COVERAGES),
        "rw": cells.numbers_of_rw,
    }
)
FIGURES = ("people", "families", "couples", "toddler_families", "teen_families", "elderly_families", "teens")
PLAIN = MappingProxyType(
    {
        "pokja": cells.flag,
        "pokja_decree_number": cells.text_of(100),
        "pokja_decree_on": cells.day,
        "pokja_decree_by": cells.text_of(100),
        "pokja_members": cells.number,
        "pokja_sections": cells.texts,
        "pokja_is_trained": cells.flag,
        "pokja_training": cells.text_of(),
        "pokja_trained": cells.number,
        "companion": cells.one_or_none((PLKB, *COMPANIONS)),
        "sekretariat": cells.flag,
        "sekolah_lansia": cells.flag,
        "funds": cells.some_of(FUNDS),
        "regulations": cells.some_of(REGULATIONS),
        "work_plan": cells.flag,
        "data_uses": cells.some_of(DATA_USES),
        **dict.fromkeys(FIGURES, cells.number),
    }
)
FREQUENCY = cells.flag_or(FREQUENCIES)
READERS: Mapping[str, Read] = MappingProxyType(
    {
        "village": cells.village,
        "active": cells.flag,
        "valid_from": cells.month,
        **OWN,
        **PLAIN,
        "rumah_dataku": cells.flag_or(CLASSES),
        **dict.fromkeys(KINDS, cells.groups),
        **dict.fromkeys(MECHANISMS, FREQUENCY),
        **dict.fromkeys(AGES, cells.number),
    }
)
# Headers as a regency's own lists have them, beside the names above.
ALSO = MappingProxyType(
    {
        "kode desa": "village",
        "desa": "village",
        "nama": "name",
        "nama kampung": "name",
        "aktif": "active",
        "bulan": "valid_from",
        "tanggal pencanangan": "founded_on",
        "gambaran": "description",
        "kriteria": "criteria",
        "cakupan": "coverage",
        "sk pokja": "pokja_decree_number",
        "anggota pokja": "pokja_members",
        "seksi pokja": "pokja_sections",
        "pokja terlatih": "pokja_trained",
        "pendamping": "companion",
        "pik-r": "pikr",
        "rumah dataku": "rumah_dataku",
        "sekolah lansia": "sekolah_lansia",
        "sumber dana": "funds",
        "regulasi": "regulations",
        "rkm": "work_plan",
        "data pakai": "data_uses",
        "jiwa": "people",
        "keluarga": "families",
        "pus": "couples",
        "keluarga balita": "toddler_families",
        "keluarga remaja": "teen_families",
        "keluarga lansia": "elderly_families",
        "remaja": "teens",
    }
)
COLUMNS: Mapping[str, str] = MappingProxyType({**{name: name for name in READERS}, **ALSO})
# No more of the first than of the second (constraints of the form `profil_kkb`).
PARTS = (("pokja_trained", "pokja_members"), *((one, "families") for one in ("couples", *FIGURES[3:6])))


@dataclass(frozen=True, slots=True)
class Order:
    """A row as it was meant. `values` are those of its cells by column."""

    row: int
    village: str
    month: str
    values: Mapping[str, Any]


def order(row: Row, today: date) -> tuple[Order | None, list[Fault]]:
    """The row's order, or every fault in it."""
    faults: list[Fault] = []
    values: dict[str, Any] = {}
    for column, text in row.cells.items():
        try:
            values[column] = READERS[column](text)
        except CellFault as fault:
            faults.append(Fault(row.number, column, fault.code, fault.told))
    if "village" not in row.cells:
        faults.append(Fault(row.number, "village", "empty", {}))
    faults += _together(row.number, values, today)
    if faults:
        return None, faults
    return Order(row.number, values["village"], values.get("valid_from", f"{today:%Y-%m}"), values), []


def _together(row: int, values: Mapping[str, Any], today: date) -> Iterator[Fault]:
    """What is wrong with values that can each be read."""
    founded = values.get("founded_on")
    if founded is not None and not FIRST_DAY <= founded <= today:
        yield Fault(row, "founded_on", "not_founded", {"first": f"{FIRST_DAY:%d-%m-%Y}"})
    if values.get("valid_from", "") > f"{today:%Y-%m}":
        yield Fault(row, "valid_from", "future_month", {})
    for part, whole in PARTS:
        if part in values and whole in values and values[part] > values[whole]:
            yield Fault(row, part, "more_than", {"part": values[part], "column": whole, "whole": values[whole]})
