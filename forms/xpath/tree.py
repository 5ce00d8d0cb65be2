"""The node tree that expressions read: light, mutable, and the same for instances and whole documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

NodeKind = Literal["document", "element", "attribute", "namespace", "text", "comment", "instruction"]

_FEW = 8  # so many children are searched as fast as an index, which would cost every row of a list its memory

XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
XMLNS_NAMESPACE = "http://www.w3.org/2000/xmlns/"


class Node:
    """One node of a tree.

    An instance tree (`parse_xml`) has elements only: a leaf's value is its `text`. A document tree
    (`parse_document`) also holds text, comments and processing instructions among the `children`; its
    elements then have no `text` of their own. `name` is the local name, `attributes` go by the name as written
    (`jr:template`) and include namespace declarations. `relevant` is about this node alone, not its ancestors.
    """

    __slots__ = (
        "_attribute_nodes", "_named", "attributes", "children", "data_type", "kind", "name", "namespace", "parent",
        "prefix", "relevant", "text",
    )  # fmt: skip

    def __init__(
        self,
        name: str = "",
        namespace: str = "",
        text: str = "",
        attributes: dict[str, str] | None = None,
        parent: Node | None = None,
        *,
        prefix: str = "",
        kind: NodeKind = "element",
        data_type: str = "",
    ) -> None:
        self.name = name
        self.namespace = namespace
        self.text = text
        self.attributes: dict[str, str] = {} if attributes is None else attributes
        self.children: list[Node] = []
        self.parent = parent
        self.prefix = prefix
        self.kind: NodeKind = kind
        self.relevant = True
        self.data_type = data_type
        self._attribute_nodes: dict[str, Node] | None = None
        self._named: tuple[int, dict[str, Node | list[Node]]] | None = None

    def __repr__(self) -> str:
        return f"<{self.kind} {self.qualified_name or '/'}>"

    @property
    def qualified_name(self) -> str:
        """The name as written, with its prefix."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    def append(self, child: Node) -> Node:
        """Adds the child at the end and makes this its parent; returns the child."""
        child.parent = self
        self.children.append(child)
        return child

    def remove(self, child: Node) -> None:
        """Takes a child out. Whoever takes one out of `children` otherwise must not put another in before a lookup."""
        self.children.remove(child)
        self._named = None

    def named(self, name: str) -> list[Node]:
        """The element children of that name, written without prefix, in document order; not to be changed.

        Where there are many, an index of them is kept until their number changes.
        """
        children = self.children
        if len(children) <= _FEW:
            alike = [child for child in children if child.name == name]
            return [child for child in alike if child.kind == "element" and not child.prefix] if alike else alike
        if self._named is None or self._named[0] != len(children):
            self._named = len(children), _by_name(children)
        found = self._named[1].get(name)
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    def only(self, name: str) -> Node | None:
        """The one that `named` gives; None where there is none, and where there are several."""
        index = self._named
        if index is None or index[0] != len(self.children):
            nodes = self.named(name)
            return nodes[0] if len(nodes) == 1 else None
        found = index[1].get(name)
        return None if isinstance(found, list) else found

    def namespace_of(self, prefix: str) -> str:
        """The namespace that the prefix is bound to here; "" if it is not."""
        if prefix == "xml":
            return XML_NAMESPACE
        if prefix == "xmlns":
            return XMLNS_NAMESPACE
        declaration = f"xmlns:{prefix}" if prefix else "xmlns"
        node: Node | None = self
        while node is not None:
            if declaration in node.attributes:
                return node.attributes[declaration]
            node = node.parent
        return ""

    def attribute_node(self, name: str) -> Node:
        """The attribute as a node (always the same one), for expressions such as `@id`."""
        if self._attribute_nodes is None:
            self._attribute_nodes = {}
        node = self._attribute_nodes.get(name)
        if node is None:
            prefix, _, local = name.rpartition(":")
            namespace = self.namespace_of(prefix) if prefix else ""
            node = Node(local, namespace, self.attributes[name], parent=self, prefix=prefix, kind="attribute")
            self._attribute_nodes[name] = node
        return node

    def adopt(self, attribute: Node) -> None:
        """Makes the node this element's attribute of that name, which it must have; its text is then the value."""
        attribute.kind = "attribute"
        if self._attribute_nodes is None:
            self._attribute_nodes = {}
        self._attribute_nodes[attribute.qualified_name] = attribute

    def attribute_values(self) -> dict[str, str]:
        """By the name as written; those adopted only if they are relevant."""
        nodes = self._attribute_nodes or {}
        return {
            name: nodes[name].text if name in nodes else value
            for name, value in self.attributes.items()
            if name not in nodes or nodes[name].relevant
        }

    def attribute_nodes(self) -> list[Node]:
        """All attributes as nodes, in the order written, without namespace declarations."""
        return [
            self.attribute_node(name) for name in self.attributes if name != "xmlns" and not name.startswith("xmlns:")
        ]

    def namespace_nodes(self) -> list[Node]:
        """A node for each namespace in scope, in the order of the prefixes, the default one first (XPath 1.0, 5.4).

        Named after its prefix, its text is the namespace. The one of `xml`, which is always there, is left out.
        """
        found: dict[str, str] = {}
        at: Node | None = self
        while at is not None:
            for name, namespace in at.attributes.items():
                if name == "xmlns" or name.startswith("xmlns:"):
                    found.setdefault(name, namespace)
            at = at.parent
        return [self._namespace_node(name, found[name]) for name in sorted(found) if found[name]]

    def _namespace_node(self, declaration: str, namespace: str) -> Node:
        if self._attribute_nodes is None:
            self._attribute_nodes = {}
        node = self._attribute_nodes.get(declaration)
        if node is None:
            prefix = declaration.partition(":")[2]
            node = self._attribute_nodes[declaration] = Node(prefix, text=namespace, parent=self, kind="namespace")
        return node

    def descendants(self) -> Iterator[Node]:
        """All nodes below this one, in document order."""
        pending = self.children[::-1]
        while pending:
            node = pending.pop()
            yield node
            if node.children:
                pending.extend(reversed(node.children))


def _by_name(children: list[Node]) -> dict[str, Node | list[Node]]:
    """The elements without prefix; a list only where a name comes again, as in a repeat."""
    index: dict[str, Node | list[Node]] = {}
    for child in children:
        if child.kind != "element" or child.prefix:
            continue
        before = index.setdefault(child.name, child)
        if isinstance(before, list):
            before.append(child)
        elif before is not child:
            index[child.name] = [before, child]
    return index


def string_value(node: Node) -> str:
    """The text of a leaf, attribute or text node; of an element the text of everything below (XPath 1.0, 5.2)."""
    if not node.children:
        return node.text
    return "".join(below.text for below in node.descendants() if below.text and below.kind in ("element", "text"))


def is_relevant(node: Node) -> bool:
    """Whether neither the node nor anything above it is switched off."""
    at: Node | None = node
    while at is not None:
        if not at.relevant:
            return False
        at = at.parent
    return True


def top(node: Node) -> Node:
    while node.parent is not None:
        node = node.parent
    return node
