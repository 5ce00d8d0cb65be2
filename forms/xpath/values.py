"""The four types of XPath 1.0 and the ways between them (chapter 4), with dates as numbers of days."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from forms.xpath.dates import Date, Days, date_of_text
from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope
from forms.xpath.tree import Node

Value: TypeAlias = bool | float | str | list[Node]

# JavaRosa calls numbers equal that differ by less (XPathEqExpr), so that 0.1 + 0.2 = 0.3 as an author expects.
TOLERANCE = 1e-12
_EXACT = 2.0**53  # beyond it every float is whole
_LONG = 64  # so many characters count as much as a node that is looked at
_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+)(?:e-\d+)?)[ \t\r\n]*\Z", re.ASCII)


# Answers of these bind types are compared as what they measure: a decimal 2.5 is '2.50' (JavaRosa unpacks them so).
MEASURED = frozenset(("int", "integer", "decimal", "date", "dateTime"))


def to_boolean(scope: Scope, value: Value) -> bool:
    if isinstance(value, list):
        return nodes_to_boolean(scope, value)
    if isinstance(value, float):
        return value == value and (value != 0.0 or isinstance(value, Date))
    return bool(value)


def nodes_to_boolean(scope: Scope, nodes: list[Node]) -> bool:
    """Whether there are nodes (XPath 1.0, 4.3); to Collect, of a single node whether it has a value other than 0."""
    if len(nodes) != 1 or scope.dialect == "web":
        return bool(nodes)
    node = nodes[0]
    if node.children:
        return True
    return node.text != "" and (node.data_type not in MEASURED or text_number(scope, node.text) != 0.0)


def to_string(scope: Scope, value: Value) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return node_text(scope, value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Days):
        return value.text
    return number_text(_plain_number(value) if scope.dialect == "collect" else value)


def to_number(scope: Scope, value: Value) -> float:
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, list):
        return text_number(scope, node_text(scope, value[0])) if value else math.nan
    return text_number(scope, value)


def to_nodes(scope: Scope, value: Value) -> list[Node]:
    if isinstance(value, list):
        return value
    raise XPathError(f"a set of nodes is needed, not {to_string(scope, value)!r}")


def node_text(scope: Scope, node: Node) -> str:
    """The string-value of a node; that of a group counts as looking at all below it, a long one as many."""
    if not node.children:
        text = node.text
    else:
        below = list(node.descendants())
        scope.spend(len(below))
        text = "".join(one.text for one in below if one.text and one.kind in ("element", "text"))
    if len(text) > _LONG:
        scope.spend(len(text) // _LONG)
    return text


def texts_of(scope: Scope, values: Iterable[Value]) -> Iterator[str]:
    """Each value as text; of a node-set the text of each node (ODK: concat, join, max, ... take them all)."""
    for value in values:
        if isinstance(value, list):
            scope.spend(len(value))
            for node in value:
                yield node_text(scope, node)
        else:
            yield to_string(scope, value)


def text_number(scope: Scope, text: str) -> float:
    """The number that a text shows; an ISO date counts as its days (ODK XForms, "Dates"); else NaN.

    Beyond XPath, `1e-7` counts: ECMAScript writes tiny numbers so, and Enketo stores them. To Collect a comma is a
    decimal point.
    """
    if text.isdigit() and text.isascii():
        return float(text)
    if match := _NUMBER.match(text):
        return float(match[1])
    if text[4:5] == "-":
        date = date_of_text(scope, text)
        return math.nan if date is None else float(date)
    if "," in text and scope.dialect == "collect":
        return text_number(scope, text.replace(",", "."))
    return math.nan


def _plain_number(number: float) -> float:
    """To Collect 100 * 1.1 is written 110: what is as good as whole is whole."""
    whole = round(number) if abs(number) < _EXACT else number
    return float(whole) if abs(number - whole) < TOLERANCE else number


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
