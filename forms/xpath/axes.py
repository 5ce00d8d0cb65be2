"""The axes of XPath 1.0, 2.2: from one node to the nodes along it, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from forms.xpath.tree import Node

Axis = Callable[[Node], list[Node]]


def _child(node: Node) -> list[Node]:
    return node.children


def _self(node: Node) -> list[Node]:
    return [node]


def _parent(node: Node) -> list[Node]:
    return [] if node.parent is None else [node.parent]


def _attribute(node: Node) -> list[Node]:
    return node.attribute_nodes() if node.attributes else []


def _namespace(node: Node) -> list[Node]:
    return node.namespace_nodes() if node.kind == "element" else []


def _descendant(node: Node) -> list[Node]:
    return list(node.descendants())


def _descendant_or_self(node: Node) -> list[Node]:
    return [node, *node.descendants()]


def _ancestor(node: Node) -> list[Node]:
    found = []
    while (parent := node.parent) is not None:
        found.append(parent)
        node = parent
    return found


def _ancestor_or_self(node: Node) -> list[Node]:
    return [node, *_ancestor(node)]


def _following_sibling(node: Node) -> list[Node]:
    siblings = _siblings(node)
    return siblings[_index(siblings, node) + 1 :] if siblings else []


def _preceding_sibling(node: Node) -> list[Node]:
    siblings = _siblings(node)
    return siblings[: _index(siblings, node)][::-1] if siblings else []


def _following(node: Node) -> list[Node]:
    found: list[Node] = []
    if _is_beside(node) and node.parent is not None:
        node = node.parent
        found.extend(node.descendants())
    for at in _ancestor_or_self(node):
        for sibling in _following_sibling(at):
            found.append(sibling)
            found.extend(sibling.descendants())
    return found


def _preceding(node: Node) -> list[Node]:
    if _is_beside(node) and node.parent is not None:
        node = node.parent
    found: list[Node] = []
    for at in _ancestor_or_self(node):
        for sibling in _preceding_sibling(at):
            found.extend(reversed(_descendant_or_self(sibling)))
    return found


def _siblings(node: Node) -> list[Node]:
    return [] if node.parent is None or _is_beside(node) else node.parent.children


def _is_beside(node: Node) -> bool:
    """Attributes and namespaces have a parent, but are none of its children (XPath 1.0, 5.3 and 5.4)."""
    return node.kind in ("attribute", "namespace")


def _index(siblings: list[Node], node: Node) -> int:
    return next(index for index, sibling in enumerate(siblings) if sibling is node)


AXES: Mapping[str, Axis] = MappingProxyType(
    {
        "ancestor": _ancestor,
        "ancestor-or-self": _ancestor_or_self,
        "attribute": _attribute,
        "child": _child,
        "descendant": _descendant,
        "descendant-or-self": _descendant_or_self,
        "following": _following,
        "following-sibling": _following_sibling,
        "namespace": _namespace,
        "parent": _parent,
        "preceding": _preceding,
        "preceding-sibling": _preceding_sibling,
        "self": _self,
    }
)
