"""The programme's own facts about its forms: who files which, and for what period. Pure.

Forms that the programme does not know (an XLSForm somebody publishes tomorrow) are filed by officers, per event.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from reporting.access import DPPKB, KADER, KOORDINATOR, LEADS, OFFICERS, OPD, PLKB, TPK

Cadence = Literal["monthly", "semester", "annual", "per_event"]


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
EVENT_DAY = "tanggal"  # the question of every report on an event that tells its day

# How a period is written: the year, then what tells the month, the half or the day.
_WRITTEN: dict[Cadence, re.Pattern[str]] = {
    "monthly": re.compile(r"([0-9]{4})-([0-9]{2})"),
    "semester": re.compile(r"([0-9]{4})-S([12])"),
    "annual": re.compile(r"([0-9]{4})"),
    "per_event": re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"),
}

_FILINGS = {
    BULANAN: Filing(OFFICERS, "monthly"),
    KEGIATAN: Filing(OFFICERS, "per_event", "many"),
    "poktan_bulanan": Filing((KADER, PLKB), "monthly", "many"),
    "kunjungan_keluarga": Filing((TPK, PLKB), "per_event", "many"),
    "monev_klasifikasi": Filing(OFFICERS, "semester"),
    PROFIL: Filing(OFFICERS, "annual"),
    "rakor_lintas_sektor": Filing(LEADS, "per_event", "many"),
    "tindak_lanjut_opd": Filing((OPD, DPPKB, KOORDINATOR), "monthly", "many"),
}


def filing(form_id: str) -> Filing:
    return _FILINGS.get(form_id, Filing(OFFICERS, "per_event", "many"))


def periods(cadence: Cadence, today: date) -> tuple[str, ...]:
    """The periods a report may be about now, the likeliest first. An event's period is its day; see `numbered_period`.

    A month: until the 15th the last month comes first (New SIGA closes then), afterwards the running one.
    """
    match cadence:
        case "monthly":
            this, last = f"{today:%Y-%m}", previous_month(f"{today:%Y-%m}")
            return (last, this) if today.day <= 15 else (this, last)
        case "semester":
            half = 1 if today.month <= 6 else 2
            this = f"{today.year}-S{half}"
            last = f"{today.year}-S1" if half == 2 else f"{today.year - 1}-S2"
            return (last, this) if today.month in (1, 7) else (this, last)
        case "annual":
            return (str(today.year), str(today.year - 1))
        case "per_event":
            return (today.isoformat(),)


def earlier(cadence: Cadence, before: str, count: int) -> tuple[str, ...]:
    """That many periods before the given one, the latest first; none for events, which tell their own day."""
    found: list[str] = []
    while cadence != "per_event" and len(found) < count:
        before = _previous(cadence, before)
        found.append(before)
    return tuple(found)


def _previous(cadence: Cadence, period: str) -> str:
    match cadence:
        case "monthly":
            return previous_month(period)
        case "semester":
            return f"{period[:4]}-S1" if period.endswith("2") else f"{int(period[:4]) - 1}-S2"
        case _:
            return str(int(period) - 1)


def first_day(cadence: Cadence, period: str) -> date | None:
    """When the period begins; None for what is no period of that cadence."""
    found = _WRITTEN[cadence].fullmatch(period)
    if found is None:
        return None
    year, *rest = map(int, found.groups())
    try:
        return date(year, 6 * rest[0] - 5, 1) if cadence == "semester" else date(year, *rest, *[1] * (2 - len(rest)))
    except ValueError:
        return None


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
