"""The operators of XPath 1.0, chapters 3.4 and 3.5, as closures for the types met when compiling."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from forms.xpath.code import Code
from forms.xpath.equality import equality
from forms.xpath.scope import Scope
from forms.xpath.tree import Node
from forms.xpath.values import Value, node_text, text_number, to_number

_ORDER: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_MIRROR = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}


def binary(name: str, left: Code, right: Code) -> Code:
    """The operator applied to two compiled operands; `and`, `or` and `|` are not among them."""
    match name:
        case "=":
            return equality(left, right, wanted=True)
        case "!=":
            return equality(left, right, wanted=False)
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
        numbers = [text_number(scope, node_text(scope, node)) for node in other]
    else:
        numbers = [to_number(scope, other)]
    return any(compare(text_number(scope, node_text(scope, node)), number) for node in nodes for number in numbers)


def _divide(a: float, b: float) -> float:
    if b:
        return a / b
    if not a or a != a or b != b:
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def _remainder(a: float, b: float) -> float:
    """The sign of the dividend, as in Java and ECMAScript (XPath 1.0, 3.5)."""
    return math.nan if not b or math.isinf(a) else math.fmod(a, b)


ARITHMETIC: Mapping[str, Callable[[float, float], float]] = MappingProxyType({
    "+": operator.add, "-": operator.sub, "*": operator.mul, "div": _divide, "mod": _remainder,
})  # fmt: skip
