"""One codec per data type: is this text a value of the type, and how is it written (XForms lexical forms)?"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from decimal import Decimal

_INTEGER = re.compile(r"[+-]?\d{1,18}")
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)")
_TIME = re.compile(r"([01]\d|2[0-3]):\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?")


def normalise(kind: str, text: str) -> str | None:
    """The lexical value that `text` stands for as an answer of this kind or bind type; None if it is none.

    Choices are not looked at here. A blank text is no answer and must not come here.
    """
    codec = _CODECS.get(kind)
    try:
        return codec(text.strip()) if codec else text
    except ValueError:
        return None


def clean(text: str) -> str:
    """`text` without the characters that no XML document can hold."""
    return _NO_XML.sub("", text)


def cast(data_type: str, text: str) -> str:
    """A declared or calculated value as its bind type stores it: blank where it is no value of the type.

    `int` drops decimals, `date` the time, `time` the date; places get four numbers (ODK XForms, "Data Types").
    """
    if text in ("NaN", "Infinity", "-Infinity"):
        return ""
    to_type = _CASTS.get(data_type)
    if not text or to_type is None:
        return text
    try:
        return to_type(text.strip())
    except (ValueError, OverflowError):
        return ""


def with_offset(kind: str, text: str, now: datetime) -> str:
    """A time or datetime said without an offset gets that of `now`'s zone (ODK XForms, "Data types")."""
    if kind == "time" and time.fromisoformat(text).tzinfo is None:
        return time.fromisoformat(text).isoformat("milliseconds") + now.isoformat()[-6:]
    if kind == "datetime" and (moment := datetime.fromisoformat(text)).tzinfo is None:
        return moment.replace(tzinfo=now.tzinfo).isoformat(timespec="milliseconds")
    return text


def number_of(text: str) -> float | None:
    """The number a lexical value shows, or None."""
    return float(text) if _DECIMAL.fullmatch(text) else None


def _whole(text: str) -> str:
    return str(math.trunc(float(_decimal(text)))) if "." in text else _integer(text)


def _truth(text: str) -> str:
    return {"true": "1", "false": "0"}.get(text, text)


def _day(text: str) -> str:
    """`today() + 7` is a number of days since 1970 (ODK XForms, "XPath Functions", date)."""
    days = number_of(text)
    return _date(text[:10]) if days is None else (date(1970, 1, 1) + timedelta(days=math.floor(days))).isoformat()


def _moment(text: str) -> str:
    return _datetime(text) if "T" in text else _date(text)


def _clock(text: str) -> str:
    return _time(text.partition("T")[2] or text)


def _integer(text: str) -> str:
    if not _INTEGER.fullmatch(text):
        raise ValueError(text)
    return str(int(text))


def _decimal(text: str) -> str:
    if not _DECIMAL.fullmatch(text):
        raise ValueError(text)
    return text.removeprefix("+")


def _date(text: str) -> str:
    """A time of day is dropped; one of another zone would leave open which day it is there."""
    if len(text) > 10 and text[10] == "T" and datetime.fromisoformat(text).tzinfo is None:
        text = text[:10]
    if len(text) != 10:
        raise ValueError(text)
    return date.fromisoformat(text).isoformat()


def _time(text: str) -> str:
    if not _TIME.fullmatch(text):
        raise ValueError(text)
    time.fromisoformat(text)
    return text


def _datetime(text: str) -> str:
    clock = text.partition("T")[2]
    if not _TIME.fullmatch(clock):
        raise ValueError(text)
    datetime.fromisoformat(text)
    return text


def _geopoint(text: str) -> str:
    parts = text.split()
    if not 2 <= len(parts) <= 4:
        raise ValueError(text)
    numbers = [float(part) for part in parts]
    if abs(numbers[0]) > 90 or abs(numbers[1]) > 180 or not all(map(math.isfinite, numbers)):
        raise ValueError(text)
    return " ".join(_written_out(number) for number in [*numbers, 0.0, 0.0][:4])


def _written_out(number: float) -> str:
    """Without an exponent, which other tools don't read in a place: 0.00001 stands as it is."""
    text = str(number)
    return f"{Decimal(text):f}" if "e" in text else text


def _trace(text: str, least: int) -> str:
    points = [_geopoint(point) for point in text.split(";") if point.strip()]
    if len(points) < least:
        raise ValueError(text)
    return "; ".join(points)


def _shape(text: str) -> str:
    traced = _trace(text, 4)
    points = traced.split("; ")
    if points[0].split()[:2] != points[-1].split()[:2]:
        raise ValueError(text)
    return traced


def _area(text: str) -> str:
    return _trace(text, 3)


def _line(text: str) -> str:
    return _trace(text, 2)


def _acknowledge(text: str) -> str:
    if text.lower() not in ("ok", "true", "yes"):
        raise ValueError(text)
    return "OK"


def _file_name(text: str) -> str:
    if not text or "/" in text or "\\" in text:
        raise ValueError(text)
    return text


_CODECS: dict[str, Callable[[str], str]] = {
    "integer": _integer, "int": _integer, "decimal": _decimal, "date": _date, "time": _time,
    "datetime": _datetime, "dateTime": _datetime, "geopoint": _geopoint, "geotrace": _line, "geoshape": _shape,
    "acknowledge": _acknowledge, "image": _file_name, "audio": _file_name, "video": _file_name, "file": _file_name,
}  # fmt: skip
_CASTS: dict[str, Callable[[str], str]] = {
    "int": _whole, "decimal": _decimal, "boolean": _truth, "date": _day, "dateTime": _moment, "time": _clock,
    "geopoint": _geopoint, "geotrace": _line, "geoshape": _area,
}  # fmt: skip
