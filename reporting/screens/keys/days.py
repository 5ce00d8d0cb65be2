"""Dates: today and yesterday, a calendar on demand, months of a year, years."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date, timedelta

from forms.prompt import Prompt
from reporting.screens.keys.asking import Asking, fitted, option
from reporting.screens.screen import Button, Rows, grid

WEEK = 7
YEARS = 12  # on a page: three rows of four
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
    pick = option(asking.word("pick_day"), f"g{_usual_day(prompt, asking):%Y-%m}")
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
    """Where a calendar opens: at the present answer, at the report's month, else as near to today as may be."""
    first, last = _span(prompt)
    near = min(max(asking.today, first), max(first, last))
    own = _day(f"{asking.period[:7]}-01", near) if len(asking.period) >= len("2026-10") else near
    begins, ends = own.replace(day=1), own.replace(day=calendar.monthrange(own.year, own.month)[1])
    return _day(prompt.value, near if ends < first or last < begins else own)


def _month(text: str, otherwise: date) -> date:
    """The first day of the month "2026-10" or of the year "2026"."""
    return _day(f"{text}-01" if len(text) > len("2026") else f"{text}-01-01", otherwise.replace(day=1))


def _calendar(prompt: Prompt, asking: Asking) -> Rows:
    """Months beside this one, names of the days, and the weeks that have a day to choose."""
    month = _month(asking.look.month, _usual_day(prompt, asking))
    names = tuple(option(name, "z") for name in asking.word("weekdays").split())
    weeks = (_week(prompt, month, week) for week in _SUNDAY_FIRST.monthdatescalendar(month.year, month.month))
    header = (
        _to_month(prompt, asking, month - timedelta(days=1), "earlier"),
        option(asking.told("short_month", f"{month:%Y-%m}"), "g"),
        _to_month(prompt, asking, month + timedelta(days=31), "later"),
    )
    return (header, names, *filter(None, weeks))


def _week(prompt: Prompt, month: date, week: list[date]) -> tuple[Button, ...]:
    open_days = [day.month == month.month and _allowed(prompt, day) for day in week]
    if not any(open_days):
        return ()
    return tuple(
        option(str(day.day), f"v{day.isoformat()}") if is_open else option("·", "z")
        for day, is_open in zip(week, open_days, strict=True)
    )


def _to_month(prompt: Prompt, asking: Asking, day: date, key: str) -> Button:
    first, last = _span(prompt)
    if not (first.year, first.month) <= (day.year, day.month) <= (last.year, last.month):
        return option("·", "z")
    name = asking.told("short_month", f"{day:%Y-%m}").split()[0]
    return option(asking.word(key, name=name), f"g{day:%Y-%m}")


def _months(prompt: Prompt, asking: Asking) -> Rows:
    """The twelve months of a year, and the years beside it."""
    year = _month(asking.look.month, _usual_day(prompt, asking)).year
    first, last = _span(prompt)
    header = (
        _to_year(asking, year - 1, "earlier", first.year <= year - 1),
        option(str(year), "z"),
        _to_year(asking, year + 1, "later", year + 1 <= last.year),
    )
    return (header, *grid([_month_key(prompt, asking, date(year, month, 1)) for month in range(1, 13)], 4))


def _month_key(prompt: Prompt, asking: Asking, day: date) -> Button:
    if not _allowed(prompt, day):
        return option("·", "z")
    return option(asking.told("short_month", f"{day:%Y-%m}").split()[0], f"v{day.isoformat()}")


def _to_year(asking: Asking, year: int, key: str, is_open: bool) -> Button:
    return option(asking.word(key, name=year), f"g{year}") if is_open else option("·", "z")


def _years(prompt: Prompt, asking: Asking) -> Rows:
    """Twelve years, the last page first; only those whose first day may be answered."""
    first, last = _span(prompt)
    latest = _month(asking.look.month, min(asking.today, last)).year
    shown = [date(year, 1, 1) for year in range(max(latest - YEARS + 1, _FIRST.year), latest + 1)]
    years = [option(f"{day:%Y}", f"v{day.isoformat()}") for day in shown if _allowed(prompt, day)]
    turns = list(_turn_years(asking, latest, first, last))
    return grid(years, 4) + (fitted(turns, 2) if turns else ())


def _turn_years(asking: Asking, latest: int, first: date, last: date) -> Iterator[Button]:
    if first.year <= latest - YEARS:
        yield option(asking.word("earlier", name=latest - YEARS), f"g{latest - YEARS}")
    if latest < last.year:
        yield option(asking.word("later", name=latest + 1), f"g{min(latest + YEARS, last.year)}")
