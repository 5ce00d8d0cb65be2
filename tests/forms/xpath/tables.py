"""Cases written as tables: an expression, two spaces or more, and what it gives.

    5 mod -2             1             a number; also NaN, Infinity, -Infinity
    concat('a', 1)       'a1'          a text
    1 < 2                true          a boolean
    //a                  [x; y]        nodes, by their string values
    1 +                  syntax error
    nothing()            error         it can't be evaluated

Lines that begin with # and blank lines are for the reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

import pytest

from forms.xpath import Scope, XPathError, XPathSyntaxError, compile, evaluate

NOW = datetime(2026, 11, 2, 20, 30, tzinfo=UTC)  # in Jakarta it is the 3rd, half past three in the morning
JAKARTA = "Asia/Jakarta"

Dialect = Literal["collect", "web"]
_NUMBER = re.compile(r"-?(\d+(\.\d+)?|Infinity)|NaN")


@dataclass(frozen=True, slots=True)
class Case:
    expression: str
    expected: str


def cases(table: str) -> list[Any]:
    """The rows of a table as parameters of a test, each named by its expression."""
    rows = [line.strip() for line in table.splitlines()]
    found = [_case(row) for row in rows if row and not row.startswith("#")]
    return [pytest.param(case, id=case.expression[:60]) for case in found]


def check(case: Case, xml: str = "<d/>", **options: Any) -> None:
    """Asserts that the expression gives what its row says, of the very type."""
    options = {"now": NOW, "timezone": JAKARTA} | options
    if case.expected == "syntax error":
        with pytest.raises(XPathSyntaxError):
            evaluate(case.expression, xml, **options)
    elif case.expected == "error":
        with pytest.raises(XPathError):
            evaluate(case.expression, xml, **options)
    else:
        got = _written(evaluate(case.expression, xml, **options))
        assert got == normal(case.expected), f"{case.expression} gives {got}, not {case.expected}"


def told(expression: str, scope: Scope) -> str:
    """The value of an expression in a scope, as a table writes it."""
    value = compile(expression).value(scope)
    return _written([each.text for each in value] if isinstance(value, list) else value)


def normal(expected: str) -> str:
    """What a table expects, as `told` would write it."""
    return _number(float(expected)) if _NUMBER.fullmatch(expected) else expected


def _case(row: str) -> Case:
    expression, _, expected = row.rpartition("  ")
    assert expression, f"a row needs two spaces before what is expected: {row!r}"
    return Case(expression.rstrip(), expected.strip())


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    return f"'{value}'" if isinstance(value, str) else f"[{'; '.join(_texts(value))}]"


def _number(number: float) -> str:
    """To nine digits, so that a table may round."""
    return f"{float(number):.9g}".replace("nan", "NaN").replace("inf", "Infinity")


def _texts(values: Iterable[str]) -> list[str]:
    return [" ".join(value.split()) for value in values]
