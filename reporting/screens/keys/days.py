"""Dates: today and yesterday, a calendar on demand, months of a year, years."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from forms.prompt import Prompt
from reporting.screens.keys.asking import Asking, fitted, option
from reporting.screens.screen import Button, Rows, grid

WEEK = 7
YEARS, MOST_YEAR_ROWS = 4, 3  # in a row, and rows of them
MONTHS = 12
WIDE, NARROW = 4, 6  # months in a row, where there is room for three rows of them or only two
ABOVE = 2  # rows above the weeks: where one may turn, the names of the days
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)  # what a report may speak of
_SUNDAY_FIRST = calendar.Calendar(calendar.SUNDAY)


def days(prompt: Prompt, asking: Asking) -> Rows:
    """Quick keys and the way to the calendar, or the calendar; months or years where no day is asked for."""
    looks = prompt.appearance.split()
    if "month-year" in looks:
        return _months(prompt, asking)
    if "year" in looks:
        return _years(prompt, asking)
    if asking.look.month:
        return _calendar(prompt, asking)
    quick = (("today", asking.today), ("yesterday", asking.today - timedelta(days=1)))
    inside = [option(asking.word(key), f"v{day.isoformat()}") for key, day in quick if _allowed(prompt, day)]
    pick = option(asking.word("pick_day"), f"g{_usual_day(prompt, asking)}")
    return ((tuple(inside),) if inside else ()) + ((pick,),)


def shows_calendar(prompt: Prompt, look_month: str) -> bool:
    """Whether the calendar is open: it takes the room of everything else."""
    return bool(look_month) and prompt.kind in ("date", "datetime") and "year" not in prompt.appearance


def _span(prompt: Prompt) -> tuple[date, date]:
    """The first and last day that may be answered."""
    return _day(prompt.bounds.minimum, _FIRST), _day(prompt.bounds.maximum, _LAST)


def _day(bound: str | None, otherwise: date) -> date:
    try:
        return date.fromisoformat((bound or "")[:10])
    except ValueError:
        return otherwise


def _allowed(prompt: Prompt, day: date) -> bool:
    first, last = _span(prompt)
    return first <= day <= last


def _usual_day(prompt: Prompt, asking: Asking) -> date:
    """Where a calendar opens: at the present answer, in the report's month, else as near to today as may be."""
    first, last = _span(prompt)
    near = min(max(asking.today, first), max(first, last))
    own = _day(f"{asking.period[:7]}-01", near) if len(asking.period) >= len("2026-10") else near
    begins, ends = own.replace(day=1), own.replace(day=calendar.monthrange(own.year, own.month)[1])
    return _day(prompt.value, near if ends < first or last < begins else own)


def _month(text: str, otherwise: date) -> date:
    """The day "2026-10-18", the first of the month "2026-10" or of the year "2026"."""
    return _day((f"{text}-01-01")[: len("2026-10-18")], otherwise.replace(day=1))


def _calendar(prompt: Prompt, asking: Asking) -> Rows:
    """Where one may turn, names of the days, and as many weeks of the month as there is room for."""
    shown = _month(asking.look.month, _usual_day(prompt, asking))
    names = tuple(option(name, "z") for name in asking.word("weekdays").split())
    parts = _parts(prompt, asking, shown)
    at = next((at for at, weeks in enumerate(parts) if shown <= weeks[-1][-1]), len(parts) - 1)
    month = option(asking.told("short_month", f"{shown:%Y-%m}"), "g")
    earlier = _to_part(asking, shown, parts[at - 1], "earlier") if at else _to_month(prompt, asking, shown, -1)
    later = _to_part(asking, shown, parts[at + 1], "later") if parts[at + 1 :] else _to_month(prompt, asking, shown, 1)
    return ((earlier, month, later), names, *(_week(prompt, shown, week) for week in parts[at]))


def _parts(prompt: Prompt, asking: Asking, shown: date) -> list[list[list[date]]]:
    """The weeks of a month that have a day to choose, in parts of about one size: a month has up to six weeks, and of
    a card's six rows three are left for them."""
    weeks = _SUNDAY_FIRST.monthdatescalendar(shown.year, shown.month)
    weeks = [week for week in weeks if any(_is_open(prompt, shown, day) for day in week)] or weeks[:1]
    size = ceil(len(weeks) / ceil(len(weeks) / max(1, asking.room - ABOVE)))
    return [weeks[at : at + size] for at in range(0, len(weeks), size)]


def _is_open(prompt: Prompt, shown: date, day: date) -> bool:
    return (day.year, day.month) == (shown.year, shown.month) and _allowed(prompt, day)


def _week(prompt: Prompt, shown: date, week: list[date]) -> tuple[Button, ...]:
    return tuple(
        option(str(day.day), f"v{day.isoformat()}") if _is_open(prompt, shown, day) else option("·", "z")
        for day in week
    )


def _to_part(asking: Asking, shown: date, weeks: list[list[date]], key: str) -> Button:
    """To another part of the same month, named by its days: 18–31."""
    inside = [day for week in weeks for day in week if day.month == shown.month]
    return option(asking.word(key, name=f"{inside[0].day}–{inside[-1].day}"), f"g{inside[0]}")


def _to_month(prompt: Prompt, asking: Asking, shown: date, step: int) -> Button:
    """To the last day of the month before, or the first of the month after."""
    first, last = _span(prompt)
    begins = shown.replace(day=1)
    day = begins - timedelta(days=1) if step < 0 else (begins + timedelta(days=31)).replace(day=1)
    if not (first.year, first.month) <= (day.year, day.month) <= (last.year, last.month):
        return option("·", "z")
    name = asking.told("short_month", f"{day:%Y-%m}").split()[0]
    return option(asking.word("earlier" if step < 0 else "later", name=name), f"g{day}")


def _months(prompt: Prompt, asking: Asking) -> Rows:
    """The twelve months of a year, and the years beside it."""
    year = _month(asking.look.month, _usual_day(prompt, asking)).year
    first, last = _span(prompt)
    header = (
        _to_year(asking, year - 1, "earlier", first.year <= year - 1),
        option(str(year), "z"),
        _to_year(asking, year + 1, "later", year + 1 <= last.year),
    )
    keys = [_month_key(prompt, asking, date(year, month, 1)) for month in range(1, MONTHS + 1)]
    return (header, *grid(keys, WIDE if asking.room > MONTHS // WIDE else NARROW))


def _month_key(prompt: Prompt, asking: Asking, day: date) -> Button:
    if not _allowed(prompt, day):
        return option("·", "z")
    return option(asking.told("short_month", f"{day:%Y-%m}").split()[0], f"v{day.isoformat()}")


def _to_year(asking: Asking, year: int, key: str, is_open: bool) -> Button:
    return option(asking.word(key, name=year), f"g{year}") if is_open else option("·", "z")


def _years(prompt: Prompt, asking: Asking) -> Rows:
    """Up to twelve years, the last page first; only those whose first day may be answered."""
    first, last = _span(prompt)
    latest = _month(asking.look.month, min(asking.today, last)).year
    most = YEARS * min(max(asking.room - 1, 1), MOST_YEAR_ROWS)
    shown = [date(year, 1, 1) for year in range(max(latest - most + 1, _FIRST.year), latest + 1)]
    years = [option(f"{day:%Y}", f"v{day.isoformat()}") for day in shown if _allowed(prompt, day)]
    turns = list(_turn_years(asking, latest, (first.year, last.year), most))
    return grid(years, YEARS) + (fitted(turns, 2) if turns else ())


def _turn_years(asking: Asking, latest: int, span: tuple[int, int], most: int) -> Iterator[Button]:
    first, last = span
    if first <= latest - most:
        yield option(asking.word("earlier", name=latest - most), f"g{latest - most}")
    if latest < last:
        yield option(asking.word("later", name=latest + 1), f"g{min(latest + most, last)}")
