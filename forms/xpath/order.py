"""Document order and duplicates (XPath 1.0, chapter 5)."""

from __future__ import annotations

from forms.xpath.scope import Scope
from forms.xpath.tree import Node, top


def in_order(scope: Scope, nodes: list[Node]) -> list[Node]:
    """The nodes without duplicates, in document order."""
    if len(nodes) < 2:
        return nodes
    scope.spend(len(nodes))
    numbers = scope.order
    if numbers is None:
        numbers = scope.order = {}
    return sorted(distinct(nodes), key=lambda node: _place(numbers, node))


def distinct(nodes: list[Node]) -> list[Node]:
    if len(nodes) < 2:
        return nodes
    return list({id(node): node for node in nodes}.values())


def _place(numbers: dict[int, int], node: Node) -> tuple[int, int]:
    """The number of the node; of a namespace or an attribute that of its element and its place there."""
    if node.parent is None or node.kind not in ("attribute", "namespace"):
        return _number(numbers, node), 0
    element = node.parent
    beside = element.namespace_nodes() if node.kind == "namespace" else element.attribute_nodes()
    before = 0 if node.kind == "namespace" else len(element.namespace_nodes())
    return _number(numbers, element), 1 + before + next(at for at, other in enumerate(beside) if other is node)


def _number(numbers: dict[int, int], node: Node) -> int:
    found = numbers.get(id(node))
    if found is None:
        root = top(node)
        numbers[id(root)] = len(numbers)
        for below in root.descendants():
            numbers[id(below)] = len(numbers)
        found = numbers.setdefault(id(node), len(numbers))
    return found
