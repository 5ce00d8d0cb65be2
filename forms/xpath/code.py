"""A compiled part of an expression: what type it gives and the closure that gives it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from forms.xpath.scope import Scope
from forms.xpath.tree import Node
from forms.xpath.values import (
    Value,
    node_text,
    nodes_to_boolean,
    text_number,
    to_boolean,
    to_nodes,
    to_number,
    to_string,
)

Kind = Literal["boolean", "number", "string", "nodes", "any"]
Run = Callable[[Scope, Node], Any]

_NAN = float("nan")


@dataclass(frozen=True, slots=True)
class Code:
    """`run(scope, node)` gives a value of `kind`; `constant` is the value where it never changes.

    The methods give closures that convert: which conversion is needed is known when compiling, not each time.
    """

    kind: Kind
    run: Run
    constant: Value | None = None

    def boolean(self) -> Callable[[Scope, Node], bool]:
        run = self.run
        match self.kind:
            case "boolean":
                return run
            case "nodes":
                return lambda scope, node: nodes_to_boolean(scope, run(scope, node))
            case "string":
                return lambda scope, node: bool(run(scope, node))
        return lambda scope, node: to_boolean(scope, run(scope, node))

    def number(self) -> Callable[[Scope, Node], float]:
        run = self.run
        match self.kind:
            case "number":
                return run
            case "nodes":

                def number_of_first(scope: Scope, node: Node) -> float:
                    nodes = run(scope, node)
                    return text_number(scope, node_text(scope, nodes[0])) if nodes else _NAN

                return number_of_first
        return lambda scope, node: to_number(scope, run(scope, node))

    def string(self) -> Callable[[Scope, Node], str]:
        run = self.run
        if isinstance(self.constant, bool):
            text = "true" if self.constant else "false"
            return lambda scope, node: text
        match self.kind:
            case "string":
                return run
            case "nodes":

                def string_of_first(scope: Scope, node: Node) -> str:
                    nodes = run(scope, node)
                    return node_text(scope, nodes[0]) if nodes else ""

                return string_of_first
        return lambda scope, node: to_string(scope, run(scope, node))

    def nodes(self) -> Callable[[Scope, Node], list[Node]]:
        run = self.run
        return run if self.kind == "nodes" else lambda scope, node: to_nodes(scope, run(scope, node))


def constant(value: bool | float | str) -> Code:
    kind: Kind = "string" if isinstance(value, str) else "boolean" if isinstance(value, bool) else "number"
    return Code(kind, lambda scope, node: value, value)
