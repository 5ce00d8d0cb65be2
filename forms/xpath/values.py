"""The four types of XPath 1.0 and the ways between them (chapter 4), with dates as numbers of days."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import TypeAlias

from forms.xpath.dates import Date, date_of_text
from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope
from forms.xpath.tree import Node, string_value

Value: TypeAlias = bool | float | str | list[Node]

_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+)(?:e-\d+)?)[ \t\r\n]*\Z", re.ASCII)


def to_boolean(value: Value) -> bool:
    if isinstance(value, Date):
        return True
    if isinstance(value, float):
        return value == value and value != 0.0
    return bool(value)


def to_string(value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return string_value(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value.text if isinstance(value, Date) else number_text(value)


def to_number(scope: Scope, value: Value) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, list):
        return text_number(scope, string_value(value[0])) if value else math.nan
    return text_number(scope, value)


def to_nodes(value: Value) -> list[Node]:
    if isinstance(value, list):
        return value
    raise XPathError(f"a set of nodes is needed, not {to_string(value)!r}")


def text_number(scope: Scope, text: str) -> float:
    """The number that a text shows; an ISO date counts as its days (ODK XForms, "Dates"); else NaN.

    Beyond XPath, `1e-7` counts: ECMAScript writes tiny numbers so, and Enketo stores them.
    """
    if match := _NUMBER.match(text):
        return float(match[1])
    date = date_of_text(scope, text) if text[4:5] == "-" else None
    return math.nan if date is None else float(date)


def number_text(number: float) -> str:
    """XPath 1.0, 4.2: no exponent, no decimal point in whole numbers, the fewest digits that tell it apart."""
    if number != number:
        return "NaN"
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number):
        return str(int(number))
    text = repr(number)
    return f"{Decimal(text):f}" if "e" in text else text
