"""Months back in time, for terms that are told in months."""

from __future__ import annotations

from datetime import datetime


def months_ago(now: datetime, months: int) -> datetime:
    """The same hour so many months before; the 28th at the latest, since not every month has more days."""
    years, month = divmod(now.year * 12 + now.month - 1 - months, 12)
    return now.replace(year=years, month=month + 1, day=min(now.day, 28))
