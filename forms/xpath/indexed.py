"""`indexed-repeat(path, repeat, index, ...)`: a value of a repeat instance told by number (XLSForm)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from forms.xpath.code import Code
from forms.xpath.scope import Scope
from forms.xpath.syntax import Syntax
from forms.xpath.tree import Node

if TYPE_CHECKING:
    from forms.xpath.compiler import Compiler

Nodes = Callable[[Scope, Node], list[Node]]


def indexed_repeat(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    """The nodes of the path that stand in the given instance of each repeat.

    Where an outer repeat is not among the arguments, the one that the expression stands in is meant.
    """
    if len(arguments) % 2 == 0:
        return compiler.failing("indexed-repeat() takes a path, then pairs of repeat and index")
    target = compiler.code(arguments[0]).nodes()
    repeats = [compiler.code(argument).nodes() for argument in arguments[1::2]]
    indexes = [compiler.code(argument).number() for argument in arguments[2::2]]

    def run(scope: Scope, node: Node) -> list[Node]:
        numbers = [index(scope, node) for index in indexes]
        contextual, scope.contextual = scope.contextual, False
        try:
            found = target(scope, node)
            chosen = [
                _chosen(scope, repeat(scope, node), number) for repeat, number in zip(repeats, numbers, strict=True)
            ]
        finally:
            scope.contextual = contextual
        for instances in chosen:
            scope.spend(len(found))
            found = [candidate for candidate in found if _stands_in(candidate, instances)]
        return _nearest(scope, found) if contextual else found

    return Code("nodes", run)


def _chosen(scope: Scope, instances: list[Node], number: float) -> set[int]:
    """Of each parent's instances, the one of that number."""
    scope.spend(len(instances))
    seen: dict[int, int] = {}
    chosen: set[int] = set()
    for instance in instances:
        parent = id(instance.parent)
        seen[parent] = seen.get(parent, 0) + 1
        if seen[parent] == number:
            chosen.add(id(instance))
    return chosen


def _stands_in(node: Node, instances: set[int]) -> bool:
    at: Node | None = node
    while at is not None:
        if id(at) in instances:
            return True
        at = at.parent
    return False


def _nearest(scope: Scope, nodes: list[Node]) -> list[Node]:
    """The nodes under the lowest ancestor of the context that has any of them."""
    at: Node | None = scope.current or scope.node
    while at is not None and len(nodes) > 1:
        scope.spend(len(nodes))
        under = [node for node in nodes if _stands_in(node, {id(at)})]
        if under:
            return under
        at = at.parent
    return nodes
