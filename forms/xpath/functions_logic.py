"""Booleans and choices between values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from forms.xpath.code import Code
from forms.xpath.dates import Date
from forms.xpath.scope import Scope
from forms.xpath.signature import MANY, Form, Function
from forms.xpath.syntax import Syntax
from forms.xpath.tree import Node
from forms.xpath.values import Value, node_text, to_string

if TYPE_CHECKING:
    from forms.xpath.compiler import Compiler


def _boolean_from_string(scope: Scope, _node: Node, text: str) -> bool:
    return text in ("true", "1") or (scope.dialect == "collect" and text.lower() == "true")


def _if(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    """Only the branch that is taken is evaluated."""
    condition = compiler.code(arguments[0]).boolean()
    then, otherwise = compiler.code(arguments[1]), compiler.code(arguments[2])
    yes, no = then.run, otherwise.run
    kind = then.kind if then.kind == otherwise.kind else "any"
    return Code(kind, lambda scope, node: yes(scope, node) if condition(scope, node) else no(scope, node))


def _coalesce(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    """The first argument that is not blank; not a number is blank."""
    runs = [compiler.code(argument).run for argument in arguments]

    def first(scope: Scope, node: Node) -> Value:
        for run in runs:
            value: Value = run(scope, node)
            if not is_blank(scope, value):
                return value
        return ""

    return Code("any", first)


def _once(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    """The value that the node already has, else the argument."""
    run = compiler.code(arguments[0]).run

    def value(scope: Scope, _node: Node) -> Any:
        kept = node_text(scope, scope.current or scope.node)
        if kept:
            return kept
        fresh: Value = run(scope, scope.current or scope.node)
        return "" if is_blank(scope, fresh) else to_string(scope, fresh)

    return Code("string", value)


def is_blank(scope: Scope, value: Value) -> bool:
    if isinstance(value, bool | Date):
        return False
    if isinstance(value, float):
        return value != value
    return to_string(scope, value) == ""


LOGIC: Mapping[str, Function | Form] = MappingProxyType(
    {
        "boolean": Function("boolean", "b", bool),
        "not": Function("boolean", "b", lambda value: not value),
        "true": Function("boolean", "", lambda: True),
        "false": Function("boolean", "", lambda: False),
        "boolean-from-string": Function("boolean", "s", _boolean_from_string, scoped=True),
        "if": Form(3, 3, _if),
        "coalesce": Form(1, MANY, _coalesce),
        "once": Form(1, 1, _once),
    }
)
