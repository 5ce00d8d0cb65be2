"""Numbers (XPath 1.0, 4.4; ODK XForms, "Number Functions")."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from functools import partial
from types import MappingProxyType

from forms.xpath.dates import Date, Days
from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.tree import Node
from forms.xpath.values import Value, node_text, text_number, texts_of, to_number, to_string


def _number(scope: Scope, _node: Node, value: Value) -> float:
    """Of a date its days. They are written as whole days, as JavaRosa and web-forms do, whatever they count as."""
    number = to_number(scope, value)
    if scope.dialect == "collect" or isinstance(value, bool) or number != number:
        return float(number)
    dated = isinstance(value, Date) or (not isinstance(value, float) and to_string(scope, value)[4:5] == "-")
    return Days(number, str(math.floor(number))) if dated else number


def _sum(scope: Scope, _node: Node, nodes: list[Node]) -> float:
    return sum(_counting(scope, [text_number(scope, node_text(scope, node)) for node in nodes]), 0.0)


def _extreme(choose: Callable[[list[float]], float], scope: Scope, _node: Node, *values: Value) -> float:
    """Of all numbers, those of node-sets included; NaN if there is none or one is no number."""
    if any(isinstance(value, list) for value in values):
        numbers = [text_number(scope, text) for text in texts_of(scope, values)]
    else:
        numbers = [float(to_number(scope, value)) for value in values]
    numbers = _counting(scope, numbers)
    return math.nan if not numbers or any(number != number for number in numbers) else choose(numbers)


def _counting(scope: Scope, numbers: list[float]) -> list[float]:
    """To Collect what is not answered doesn't count; elsewhere it makes the whole no number (XPath 1.0, 4.4)."""
    return [number for number in numbers if number == number] if scope.dialect == "collect" else numbers


def _int(number: float) -> float:
    return float(math.trunc(number)) if math.isfinite(number) else number


def _whole(rounding: Callable[[float], int], number: float) -> float:
    return float(rounding(number)) if math.isfinite(number) else number


def _round(scope: Scope, _node: Node, value: Value, places: float = 0.0) -> float:
    """To so many decimal places. From -0.5 to 0 is -0 (XPath 1.0, 4.4); a comma counts as the decimal point.

    To Collect halves go up, to the greater number, as XPath 1.0 has it; in the web dialect away from zero, of the
    exact binary value.
    """
    number = text_number(scope, value.replace(",", ".")) if isinstance(value, str) else to_number(scope, value)
    if not math.isfinite(number):
        return number
    if places != places:
        return math.nan
    if -0.5 <= number < 0 and places == 0:
        return -0.0
    web = scope.dialect == "web"
    exact = Decimal(number) if number < 0 and web else Decimal(repr(float(number)))
    unit = Decimal(1).scaleb(-int(max(-300, min(places, 300))))
    if exact.adjusted() - unit.adjusted() > 25:
        return float(number)  # no digit to round away
    return float(exact.quantize(unit, ROUND_HALF_UP if number > 0 or web else ROUND_HALF_DOWN))


def _pow(base: float, exponent: float) -> float:
    try:
        return math.pow(base, exponent)
    except OverflowError:
        return math.inf
    except ValueError:
        return math.inf if base == 0 else math.nan


def _log(logarithm: Callable[[float], float], number: float) -> float:
    return -math.inf if number == 0 else _or_nan(logarithm, number)


def _or_nan(function: Callable[..., float], *numbers: float) -> float:
    """Outside the function's domain there is no number; beyond the greatest it is infinite."""
    try:
        return function(*numbers)
    except ValueError:
        return math.nan
    except OverflowError:
        return math.inf


def _in_domain(function: Callable[..., float]) -> Callable[..., float]:
    return partial(_or_nan, function)


NUMBERS: Mapping[str, Function | Form] = MappingProxyType(
    {
        "number": Function("number", "v.", _number, scoped=True),
        "int": Function("number", "n", _int),
        "abs": Function("number", "n", abs),
        "floor": Function("number", "n", partial(_whole, math.floor)),
        "ceiling": Function("number", "n", partial(_whole, math.ceil)),
        "round": Function("number", "vn?", _round, scoped=True),
        "sum": Function("number", "x", _sum, scoped=True),
        "min": Function("number", "v*", partial(_extreme, min), scoped=True),
        "max": Function("number", "v*", partial(_extreme, max), scoped=True),
        "pow": Function("number", "nn", _pow),
        "sqrt": Function("number", "n", _in_domain(math.sqrt)),
        "exp": Function("number", "n", _in_domain(math.exp)),
        "exp10": Function("number", "n", partial(_pow, 10.0)),
        "log": Function("number", "n", partial(_log, math.log)),
        "log10": Function("number", "n", partial(_log, math.log10)),
        "sin": Function("number", "n", _in_domain(math.sin)),
        "cos": Function("number", "n", _in_domain(math.cos)),
        "tan": Function("number", "n", _in_domain(math.tan)),
        "asin": Function("number", "n", _in_domain(math.asin)),
        "acos": Function("number", "n", _in_domain(math.acos)),
        "atan": Function("number", "n", math.atan),
        "atan2": Function("number", "nn", math.atan2),
        "pi": Function("number", "", lambda: math.pi),
        "random": Function("number", "", lambda scope, node: scope.random(), scoped=True),
    }
)
