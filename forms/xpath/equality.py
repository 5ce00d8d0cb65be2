"""`=` and `!=` (XPath 1.0, 3.4), with what ODK forms expect of typed and of missing answers."""

from __future__ import annotations

from forms.xpath.code import Code
from forms.xpath.dates import date_of_text
from forms.xpath.scope import Scope
from forms.xpath.tree import Node
from forms.xpath.values import MEASURED, TOLERANCE, Value, node_text, text_number, to_boolean, to_number, to_string


def equality(left: Code, right: Code, *, wanted: bool) -> Code:
    """Whether some pair of the operands' values is equal (or, if equality is not `wanted`, unequal)."""
    if isinstance(left.constant, str) and right.kind == "nodes":
        left, right = right, left
    if left.kind == "nodes" and isinstance(right.constant, str):
        return _with_text(left, right.constant, wanted)
    a, b = left.run, right.run
    return Code("boolean", lambda scope, node: _some(scope, a(scope, node), b(scope, node), wanted))


def _with_text(nodes: Code, text: str, wanted: bool) -> Code:
    """`${question} = 'choice'`: by far the most frequent."""
    run = nodes.run

    def compare(scope: Scope, node: Node) -> bool:
        found: list[Node] = run(scope, node)
        if not found:
            return scope.skip_irrelevant and (text == "") is wanted
        if len(found) == 1:
            return _reads(scope, found[0], text) is wanted
        return any(_reads(scope, each, text) is wanted for each in found)

    return Code("boolean", compare)


def _reads(scope: Scope, node: Node, text: str) -> bool:
    value = node_text(scope, node)
    if value == text:
        return True
    if node.data_type in MEASURED:
        return _same(scope, text_number(scope, value), text)
    return _same_moment(scope, value, text)


def _some(scope: Scope, a: Value, b: Value, wanted: bool) -> bool:
    if isinstance(a, bool) or isinstance(b, bool):
        return (to_boolean(scope, a) == to_boolean(scope, b)) is wanted
    first, second = atoms(scope, a), atoms(scope, b)
    if len(first) > 1 or len(second) > 1:
        scope.spend(len(first) * len(second))
    return any(_same(scope, x, y) is wanted for x in first for y in second)


def atoms(scope: Scope, value: Value) -> list[float | str]:
    """What is compared: of a node-set the value of each node; nothing at all is a blank to a form."""
    if not isinstance(value, list):
        return [value]
    if not value and scope.skip_irrelevant:
        return [""]
    return [_atom(scope, node) for node in value]


def _atom(scope: Scope, node: Node) -> float | str:
    text = node_text(scope, node)
    if node.data_type in MEASURED:
        number = text_number(scope, text)
        return number if number == number else text
    return text


def _same(scope: Scope, a: float | str, b: float | str) -> bool:
    if isinstance(a, float) or isinstance(b, float):
        x, y = to_number(scope, a), to_number(scope, b)
        return x == y or abs(x - y) < TOLERANCE
    first, second = to_string(scope, a), to_string(scope, b)
    return first == second or _same_moment(scope, first, second)


def _same_moment(scope: Scope, a: str, b: str) -> bool:
    """Whether two texts tell the same date or moment, which makes them equal to Enketo and web-forms."""
    if scope.dialect == "collect" or not (a[4:5] == b[4:5] == "-"):
        return False
    first, second = date_of_text(scope, a), date_of_text(scope, b)
    return first is not None and first == second
