"""Dates and times (ODK XForms, "Date and time functions"). What is no date gives a blank, never an error."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from babel import Locale, UnknownLocaleError
from babel.dates import get_day_names, get_month_names

from forms.xpath.dates import (
    Date,
    date_of_day,
    date_of_days,
    date_of_moment,
    date_of_text,
    days_since_epoch,
    moment_of,
    time_fraction,
    zone_of,
)
from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.tree import Node
from forms.xpath.values import Value, text_number, to_string

_FORMAT = re.compile(r"%(.)", re.DOTALL)


def _now(scope: Scope, _node: Node) -> Date:
    return date_of_moment(scope, _moment(scope))


def _today(scope: Scope, _node: Node) -> Date:
    return date_of_day(scope, _moment(scope).astimezone(zone_of(scope)).date())


def _moment(scope: Scope) -> datetime:
    if scope.now is None:
        raise XPathError("there is no clock to ask for the time")
    return scope.now


def _date_time(scope: Scope, value: Value) -> Date | None:
    """The date or moment that a value stands for: a date, a number of days, or a text with either."""
    if isinstance(value, bool):
        return None
    if isinstance(value, Date):
        return value
    if isinstance(value, float):
        return date_of_days(scope, value)
    text = to_string(scope, value)
    return date_of_text(scope, text) or date_of_days(scope, text_number(scope, text))


def _date(scope: Scope, _node: Node, value: Value) -> Date | str:
    found = _date_time(scope, value)
    if found is not None and found.has_time and scope.dialect == "collect":
        found = date_of_day(scope, moment_of(scope, found).date())
    return _no_date(scope, value) if found is None else found


def _date_time_or_blank(scope: Scope, _node: Node, value: Value) -> Date | str:
    found = _date_time(scope, value)
    return _no_date(scope, value) if found is None else found


def _no_date(scope: Scope, value: Value) -> Date | str:
    """Enketo and web-forms write no date as ECMAScript does; JavaRosa raises, which would stop a form in the field."""
    return Date(math.nan, "Invalid Date") if scope.dialect == "web" and to_string(scope, value) else ""


def _decimal_date_time(scope: Scope, _node: Node, value: Value) -> float:
    """Days since 1970-01-01T00:00Z, with their fraction: in every engine, whatever counts as a whole day."""
    found = _date_time(scope, value)
    return math.nan if found is None else days_since_epoch(moment_of(scope, found))


def _decimal_time(scope: Scope, _node: Node, value: Value) -> float:
    text = to_string(scope, value)
    fraction = time_fraction(scope, text.partition("T")[2] or text)
    return math.nan if fraction is None else fraction


def _format(scope: Scope, _node: Node, value: Value, pattern: str) -> str:
    """`%Y-%m-%d`; the letters of ODK XForms, format-date. Names of months and days in the scope's language."""
    found = _date_time(scope, value)
    if found is None:
        return ""
    moment = moment_of(scope, found)
    scope.spend(2 * pattern.count("%"))  # each costs about as much as looking at so many nodes
    return _FORMAT.sub(lambda match: _formatted(scope, moment, match[1]), pattern)


def _formatted(scope: Scope, moment: datetime, letter: str) -> str:
    match letter:
        case "Y" | "y" | "m" | "d" | "H" | "M" | "S":
            return f"{moment.year:04d}" if letter == "Y" else moment.strftime(f"%{letter}")
        case "n":
            return str(moment.month)
        case "e":
            return str(moment.day)
        case "h":
            return str(moment.hour)
        case "3":
            return f"{moment.microsecond // 1000:03d}"
        case "b":
            return str(get_month_names("abbreviated", locale=_locale(scope.language))[moment.month])
        case "a":
            return str(get_day_names("abbreviated", locale=_locale(scope.language))[moment.weekday()])
        case "%":
            return "%"
    return f"%{letter}"


def _locale(language: str | None) -> Locale:
    """Forms name a language `id` or `Bahasa Indonesia (id)` (XLSForm, "Multiple language support")."""
    code = re.sub(r".*\(([\w-]+)\)\s*", r"\1", language or "en").replace("-", "_")
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return Locale("en")


DATES: Mapping[str, Function | Form] = MappingProxyType(
    {
        "now": Function("number", "", _now, scoped=True),
        "today": Function("number", "", _today, scoped=True),
        "date": Function("any", "v", _date, scoped=True),
        "date-time": Function("any", "v", _date_time_or_blank, scoped=True),
        "decimal-date-time": Function("number", "v", _decimal_date_time, scoped=True),
        "decimal-time": Function("number", "v", _decimal_time, scoped=True),
        "format-date": Function("string", "vs", _format, scoped=True),
        "format-date-time": Function("string", "vs", _format, scoped=True),
    }
)
