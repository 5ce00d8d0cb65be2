"""Working days: what "three working days" means. Pure.

Without a calendar (`days_off.py`) Saturdays and Sundays are off.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

SATURDAY = 5

Off = Callable[[date], bool]


def weekend(day: date) -> bool:
    return day.weekday() >= SATURDAY


def after(day: date, count: int, off: Off = weekend) -> date:
    """The working day that comes so many working days after that day, which need not be one itself."""
    while count > 0:
        day += timedelta(days=1)
        count -= not off(day)
    return day
