"""Dates and times: numbers of days since 1970 that remember the text they stand for (ODK XForms, "Dates")."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Self
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope

_ISO = re.compile(
    r"\s*(?P<day>\d{4}-\d{1,2}-\d{1,2})"
    r"(?:[T ](?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?P<zone>Z|[-+]\d{2}(?::?\d{2})?)?)?\s*\Z",
    re.ASCII,
)
_TIME = re.compile(r"\s*(?P<time>\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(?P<zone>Z|[-+]\d{2}(?::?\d{2})?)?\s*\Z", re.ASCII)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LOCAL_EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - counts on the wall's calendar
_EPOCH_DAY = _EPOCH.toordinal()
_DAY = timedelta(days=1)


class Days(float):
    """Days since 1970-01-01 as a number, and the text that stands for them.

    Arithmetic gives plain numbers; comparison is that of numbers.
    """

    __slots__ = ("text",)
    text: str

    def __new__(cls, days: float, text: str) -> Self:
        self = super().__new__(cls, days)
        self.text = text
        return self


class Date(Days):
    """A day or a moment; its text is its ISO form. Whole days start at midnight in the scope's time zone where the
    dialect is "collect", so that a date is a whole number; else in Greenwich.
    """

    __slots__ = ()

    @property
    def has_time(self) -> bool:
        return "T" in self.text


def zone_of(scope: Scope) -> ZoneInfo:
    try:
        return ZoneInfo(scope.timezone)
    except (ZoneInfoNotFoundError, ValueError):
        raise XPathError(f"there is no time zone {scope.timezone!r}") from None


def date_of_text(scope: Scope, text: str) -> Date | None:
    """What an ISO date or date with time says; without a zone it is the scope's. None if it is no date."""
    match = _ISO.match(text)
    if match is None:
        return None
    try:
        day = date(*map(int, match["day"].split("-")))
        if not match["time"]:
            return date_of_day(scope, day)
        clock = _clock(match["time"])
        zone = _offset(match["zone"]) if match["zone"] else zone_of(scope)
        moment = datetime.combine(day, clock, zone).astimezone(zone_of(scope))
        return Date(_days(scope, moment), moment_text(moment))
    except (ValueError, OverflowError):
        return None


def date_of_moment(scope: Scope, moment: datetime) -> Date:
    """An aware moment, told in the scope's time zone."""
    moment = moment.astimezone(zone_of(scope))
    return Date(_days(scope, moment), moment_text(moment))


def date_of_day(scope: Scope, day: date) -> Date:
    if scope.dialect == "collect":
        return Date(day.toordinal() - _EPOCH_DAY, day.isoformat())
    midnight = datetime.combine(day, time.min, zone_of(scope))
    return Date(_days(scope, midnight), day.isoformat())


def date_of_days(scope: Scope, days: float) -> Date | None:
    """The moment so many days after 1970-01-01; at midnight it is a date without time. None if out of range."""
    try:
        since = timedelta(milliseconds=round(days * 86_400_000))
        if scope.dialect == "collect":
            moment = (_LOCAL_EPOCH + since).replace(tzinfo=zone_of(scope))
        else:
            moment = (_EPOCH + since).astimezone(zone_of(scope))
    except (ValueError, OverflowError):
        return None
    return Date(days, moment.date().isoformat() if moment.time() == time.min else moment_text(moment))


def moment_of(scope: Scope, value: Date) -> datetime:
    """The moment that a date is about (its midnight), in the scope's time zone."""
    moment = datetime.fromisoformat(value.text)
    return moment.replace(tzinfo=zone_of(scope)) if moment.tzinfo is None else moment.astimezone(zone_of(scope))


def moment_text(moment: datetime) -> str:
    """`2026-11-02T08:00:00.000+07:00`"""
    return moment.isoformat(timespec="milliseconds")


def days_since_epoch(moment: datetime) -> float:
    """Days from 1970-01-01T00:00Z to an aware moment."""
    return (moment - _EPOCH) / _DAY


def time_fraction(scope: Scope, text: str) -> float | None:
    """The part of the day, 0 to 1, that a time of day is at in the scope's time zone; None if it is no time."""
    match = _TIME.match(text)
    if match is None:
        return None
    try:
        moment = datetime.combine(date(1970, 1, 1), _clock(match["time"]), zone_of(scope))
        if match["zone"]:
            moment = moment.replace(tzinfo=_offset(match["zone"])).astimezone(zone_of(scope))
    except ValueError:
        return None
    return (moment.replace(tzinfo=None) - datetime.combine(moment.date(), time.min)) / _DAY


def _days(scope: Scope, moment: datetime) -> float:
    if scope.dialect == "collect":
        return (moment.replace(tzinfo=None) - _LOCAL_EPOCH) / _DAY
    return days_since_epoch(moment)


def _clock(text: str) -> time:
    whole, _, fraction = text.partition(".")
    hour, minute, second = (*map(int, whole.split(":")), 0)[:3]
    return time(hour, minute, second, int(f"{fraction:0<6}"[:6]))


@lru_cache(maxsize=256)
def _offset(text: str) -> timezone:
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[3:].lstrip(":") or 0)
    if minutes > 59:
        raise ValueError(text)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)
