"""A draft of a year's days off, calculated by the `holidays` library, to be corrected after the decree.

The library knows public holidays and, once somebody has typed them in there, the joint leave of a decree; of the
Islamic calendar it estimates. Ramadan it tells for Brunei, which goes by the same sighting rule as Indonesia (MABIMS).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from models.calendar_day import CalendarDay

SOURCE = "Perkiraan pustaka holidays; cocokkan dengan SKB 3 Menteri"
CATEGORIES = (("public", "national"), ("government", "joint"))
BALI = "51"
DAY = timedelta(days=1)


def draft(year: int) -> list[CalendarDay]:
    """All rows marked as a draft, the earliest first. Raises ValueError for a year the library does not know."""
    import holidays  # here, so that no bot carries its names of the world's holidays in memory

    found: list[CalendarDay] = []
    for category, kind in CATEGORIES:
        told = holidays.country_holidays("ID", years=year, language="id", categories=(category,))
        english = holidays.country_holidays("ID", years=year, language="en_US", categories=(category,))
        found += [_row(kind, day, day, told[day], english[day]) for day in told]
    if not found:
        raise ValueError(f"the library knows nothing of {year}")
    brunei = holidays.country_holidays("BN", years=(year, year + 1), language="en_US", observed=False)
    found += [_row("ramadan", *days, "Ramadan", "Ramadan") for days in _fasts(brunei) if days[0].year == year]
    found += [_silence(row.first) for row in found if "Nyepi" in row.name and row.kind == "national"]
    return sorted(found, key=lambda row: (row.first, row.kind))


def _fasts(told: Mapping[date, str]) -> Iterator[tuple[date, date]]:
    """The first and last days of the months of Ramadan."""
    feasts = sorted(day for day, name in told.items() if name.startswith("Eid al-Fitr"))
    for begins in sorted(day for day, name in told.items() if name.startswith("First Day of Ramadan")):
        ends = next((day - DAY for day in feasts if day > begins), None)
        if ends is not None:
            yield begins, ends


def _silence(day: date) -> CalendarDay:
    row = _row("silence", day, day + DAY, "Nyepi di Bali", "Nyepi in Bali")
    row.area_code, row.begins, row.ends = BALI, "06:00", "06:00"
    return row


def _row(kind: str, first: date, last: date, name: str, name_en: str) -> CalendarDay:
    return CalendarDay(first=first, last=last, kind=kind, name=name, name_en=name_en, is_draft=True, source=SOURCE)
