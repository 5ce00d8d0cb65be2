"""The programme's own facts about its forms: who files which, and for what period. Pure.

Forms that the programme does not know (an XLSForm somebody publishes tomorrow) are filed by officers, per event.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Literal

from reporting import periods as calendar
from reporting.access import DPPKB, KADER, KOORDINATOR, LEADS, OFFICERS, OPD, PLKB, TPK
from reporting.periods import Cadence


@dataclass(frozen=True, slots=True)
class Filing:
    """`roles` may file it, the likeliest first. `slot` tells whether a kampung has one report a period, or one for each
    event, group or plan item."""

    roles: tuple[str, ...]
    cadence: Cadence
    slot: Literal["one", "many"] = "one"


BULANAN = "bulanan_kkb"
KEGIATAN = "kegiatan_kkb"
PROFIL = "profil_kkb"
STOCK = ("kendala", "alokon")  # question and option of the monthly report: contraceptives ran short
EVENT_DAY = "tanggal"  # the question of every report on an event that tells its day
# For so many days of a new period the one before comes first in the choice.
BEGINNING: Mapping[str, int] = MappingProxyType({"weekly": 3, "quarterly": 31, "semester": 31})

_FILINGS = {
    BULANAN: Filing(OFFICERS, "monthly"),
    KEGIATAN: Filing(OFFICERS, "event", "many"),
    "poktan_bulanan": Filing((KADER, PLKB), "monthly", "many"),
    "kunjungan_keluarga": Filing((TPK, PLKB), "event", "many"),
    "monev_klasifikasi": Filing(OFFICERS, "semester"),
    PROFIL: Filing(OFFICERS, "yearly"),
    "rakor_lintas_sektor": Filing(LEADS, "event", "many"),
    "tindak_lanjut_opd": Filing((OPD, DPPKB, KOORDINATOR), "monthly", "many"),
}


def filing(form_id: str) -> Filing:
    return _FILINGS.get(form_id, Filing(OFFICERS, "event", "many"))


def is_known(form_id: str) -> bool:
    """Whether it is one of the programme's own forms."""
    return form_id in _FILINGS


def periods(cadence: Cadence, today: date) -> tuple[str, ...]:
    """The periods a report may be about now, the likeliest first. An event's period is its day; see `numbered_period`.

    A month: until the 15th the last month comes first (New SIGA closes then), afterwards the running one.
    """
    this = calendar.containing(cadence, today)
    if cadence == "event":
        return (this,)
    last = calendar.before(this)
    match cadence:
        case "monthly":
            is_over = today.day <= 15
        case "yearly":
            is_over = False
        case _:
            is_over = (today - calendar.first(this)).days < BEGINNING[cadence]
    return (last, this) if is_over else (this, last)


def earlier(cadence: Cadence, before: str, count: int) -> tuple[str, ...]:
    """That many periods before the given one, the latest first; none for events, which tell their own day."""
    found: list[str] = []
    while cadence != "event" and len(found) < count:
        before = calendar.before(before)
        found.append(before)
    return tuple(found)


def first_day(cadence: Cadence, period: str) -> date | None:
    """When the period begins; None for what is no period of that cadence."""
    told = calendar.span(period) if "." not in period else None
    return told.first if told and told.cadence == cadence else None


def numbered_period(period: str, already: int) -> str:
    """The period where there may be many: with a running number, so that two events a day are two reports."""
    return f"{period}.{already + 1}"


def previous_month(period: str) -> str:
    """2026-01 -> 2025-12."""
    year, month = int(period[:4]), int(period[5:7])
    return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"


def stock_values(last: dict[str, str]) -> dict[str, str]:
    """Last month's values, with the figures in use under the names of the questions that ask for new ones.

    A report that said "nothing changed" has `pus` but no `pus_baru`; the next one offers `pus` for `pus_baru`.
    """
    asked_as = {f"{name}_baru": value for name, value in last.items() if value}
    return {**asked_as, **{name: value for name, value in last.items() if value}}
