"""The operators of XPath 1.0, chapters 3.4 and 3.5, as closures for the types met when compiling."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Sequence

from forms.xpath.code import Code
from forms.xpath.scope import Scope
from forms.xpath.tree import Node, string_value
from forms.xpath.values import Value, text_number, to_boolean, to_number, to_string

# JavaRosa calls numbers equal that differ by less (XPathEqExpr), so that 0.1 + 0.2 = 0.3 as an author expects.
TOLERANCE = 1e-12

_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def binary(name: str, left: Code, right: Code) -> Code:
    """The operator applied to two compiled operands; `and`, `or` and `|` are not among them."""
    match name:
        case "=":
            return _equality(left, right)
        case "!=":
            return _inequality(left, right)
        case "<" | "<=" | ">" | ">=":
            return _relation(name, left, right)
    a, b, compute = left.number(), right.number(), ARITHMETIC[name]
    return Code("number", lambda scope, node: compute(a(scope, node), b(scope, node)))


def arithmetic(first: Code, rest: Sequence[tuple[str, Code]]) -> Code:
    """A sum or product of many operands, from left to right in one loop: its length costs no depth."""
    number = first.number()
    terms = [(ARITHMETIC[name], operand.number()) for name, operand in rest]

    def compute(scope: Scope, node: Node) -> float:
        result = number(scope, node)
        for apply, operand in terms:
            result = apply(result, operand(scope, node))
        return result

    return Code("number", compute)


def negative(operand: Code) -> Code:
    number = operand.number()
    return Code("number", lambda scope, node: -number(scope, node))


def _equality(left: Code, right: Code) -> Code:
    if isinstance(left.constant, str) and right.kind == "nodes":
        left, right = right, left
    a, b, text = left.run, right.run, right.constant
    if left.kind == "nodes" and isinstance(text, str):

        def any_is(scope: Scope, node: Node) -> bool:
            return any(string_value(found) == text for found in a(scope, node))

        return Code("boolean", any_is)
    return Code("boolean", lambda scope, node: equal(scope, a(scope, node), b(scope, node)))


def _inequality(left: Code, right: Code) -> Code:
    if isinstance(left.constant, str) and right.kind == "nodes":
        left, right = right, left
    a, b, text = left.run, right.run, right.constant
    if left.kind == "nodes" and isinstance(text, str):

        def any_is_not(scope: Scope, node: Node) -> bool:
            return any(string_value(found) != text for found in a(scope, node))

        return Code("boolean", any_is_not)
    return Code("boolean", lambda scope, node: unequal(scope, a(scope, node), b(scope, node)))


def _relation(name: str, left: Code, right: Code) -> Code:
    compare = _ORDER[name]
    if not {left.kind, right.kind} & {"nodes", "any"}:
        x, y = left.number(), right.number()
        return Code("boolean", lambda scope, node: compare(x(scope, node), y(scope, node)))
    a, b = left.run, right.run
    mirrored = _ORDER[_MIRROR[name]]

    def related(scope: Scope, node: Node) -> bool:
        first: Value = a(scope, node)
        second: Value = b(scope, node)
        if isinstance(first, list):
            return _relates(scope, compare, first, second)
        if isinstance(second, list):
            return _relates(scope, mirrored, second, first)
        return compare(to_number(scope, first), to_number(scope, second))

    return Code("boolean", related)


def _relates(scope: Scope, compare: Callable[[float, float], bool], nodes: list[Node], other: Value) -> bool:
    """Whether some node relates so to the other, as numbers; to booleans too, as all ODK engines do."""
    if isinstance(other, list):
        scope.spend(len(nodes) * len(other))
        numbers = [text_number(scope, string_value(node)) for node in other]
    else:
        numbers = [to_number(scope, other)]
    return any(compare(text_number(scope, string_value(node)), number) for node in nodes for number in numbers)


def equal(scope: Scope, a: Value, b: Value) -> bool:
    """Equality of two values of any type; of node-sets, whether some of their nodes are equal."""
    if isinstance(a, list):
        return _some(scope, a, b, _same, str.__eq__)
    if isinstance(b, list):
        return _some(scope, b, a, _same, str.__eq__)
    return _same(scope, a, b)


def unequal(scope: Scope, a: Value, b: Value) -> bool:
    if isinstance(a, list):
        return _some(scope, a, b, _differ, str.__ne__)
    if isinstance(b, list):
        return _some(scope, b, a, _differ, str.__ne__)
    return _differ(scope, a, b)


def _some(
    scope: Scope,
    nodes: list[Node],
    other: Value,
    compare: Callable[[Scope, Value, Value], bool],
    compare_texts: Callable[[str, str], bool],
) -> bool:
    if isinstance(other, list):
        scope.spend(len(nodes) * len(other))
        texts = [string_value(node) for node in other]
        return any(compare_texts(string_value(node), text) for node in nodes for text in texts)
    if isinstance(other, bool):
        return compare(scope, bool(nodes), other)
    return any(compare(scope, string_value(node), other) for node in nodes)


def _same(scope: Scope, a: Value, b: Value) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return to_boolean(a) == to_boolean(b)
    if isinstance(a, float) or isinstance(b, float):
        x, y = to_number(scope, a), to_number(scope, b)
        return x == y or abs(x - y) < TOLERANCE
    return to_string(a) == to_string(b)


def _differ(scope: Scope, a: Value, b: Value) -> bool:
    return not _same(scope, a, b)


def _divide(a: float, b: float) -> float:
    if b:
        return a / b
    if not a or a != a or b != b:
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def _remainder(a: float, b: float) -> float:
    """The sign of the dividend, as in Java and ECMAScript (XPath 1.0, 3.5)."""
    return math.nan if not b or math.isinf(a) else math.fmod(a, b)


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "div": _divide, "mod": _remainder,
}  # fmt: skip
