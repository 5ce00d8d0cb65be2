"""The tree of values of one draft, and its form as JSON.

The JSON is `{"values": {...}, "hidden": [...], "beyond": [...], "filled": [...]}`. In `values` a leaf is its lexical
text, a group an object, a repeat an array of objects. `hidden` are the nodes whose own relevance is false, `beyond` the
instances of a repeat past its present count, `filled` the questions that the context answered and that are not asked.
Paths carry a position for every repeat: `/data/kegiatan[2]/jenis`.
"""

from __future__ import annotations

from typing import Any

from forms.definition import Form, Slot
from forms.xpath import Node


class Instance:
    """A working copy: built for one push, changed, dumped, thrown away. Nodes are only ever added."""

    def __init__(self, form: Form, data: dict[str, Any]) -> None:
        self.form = form
        self.document = Node(kind="document")
        self.hidden: set[str] = set(data.get("hidden", ()))
        self.beyond: set[str] = set(data.get("beyond", ()))
        self.filled: set[str] = set(data.get("filled", ()))
        self._nodes: dict[str, Node] = {}
        self._by_slot: dict[str, list[Node]] = {}
        self._places: dict[int, tuple[str, Slot]] = {}
        self.root = self._build(form.root, data["values"], self.document, form.root.path)

    def dump(self) -> dict[str, Any]:
        return {
            "values": self._values(self.root, self.form.root),
            "hidden": sorted(self.hidden),
            "beyond": sorted(self.beyond),
            "filled": sorted(self.filled),
        }

    def node(self, path: str) -> Node | None:
        """The node at a path with positions."""
        return self._nodes.get(path)

    def nodes(self, slot_path: str) -> list[Node]:
        """All nodes of a slot, in document order unless instances were added meanwhile."""
        return self._by_slot.get(slot_path, [])

    def path(self, node: Node) -> str:
        return self._places[id(node)][0]

    def slot(self, node: Node) -> Slot:
        return self._places[id(node)][1]

    def value(self, path: str) -> str:
        node = self._nodes.get(path)
        return node.text if node is not None else ""

    def repeated(self, parent: Node, repeat_path: str) -> list[Node]:
        """The instances of a repeat under `parent`, those past the count included."""
        return [one for one in parent.children if self._places[id(one)][1].path == repeat_path]

    def add(self, parent: Node, repeat_path: str) -> Node:
        """A new instance after the last, with the values its template declares."""
        slot = self.form.slots[repeat_path]
        present = self.repeated(parent, repeat_path)
        path = f"{self.path(parent)}/{slot.name}[{len(present) + 1}]"
        node = self._build(slot, slot.template, parent, path)
        if present:  # the builder put it last; its place is after its siblings
            parent.children.pop()
            parent.children.insert(parent.children.index(present[-1]) + 1, node)
        return node

    def phantom(self, parent: Node, slot_path: str) -> Node:
        """A node where an instance would stand, to evaluate what is said about a repeat that has none."""
        slot = self.form.slots[slot_path]
        return Node(slot.name, slot.namespace, parent=parent, prefix=slot.prefix)

    def switch(self, node: Node, off: set[str], on: bool) -> bool:
        """Take the node out of `off` (`hidden` or `beyond`) or put it in; whether that changed its relevance."""
        path, before = self.path(node), node.relevant
        if on:
            off.discard(path)
        else:
            off.add(path)
        node.relevant = path not in self.hidden and path not in self.beyond
        return node.relevant != before

    def is_relevant(self, node: Node | None) -> bool:
        """Whether the node and all above it are relevant."""
        while node is not None:
            if not node.relevant:
                return False
            node = node.parent
        return True

    def peers(self, node: Node, slot_path: str) -> list[Node]:
        """The nodes of a slot that share with `node` every repeat instance they can."""
        at = node
        while at.parent is not None and not f"{slot_path}/".startswith(f"{self.slot(at).path}/"):
            at = at.parent
        prefix = f"{self.path(at)}/"
        return [one for one in self.nodes(slot_path) if f"{self.path(one)}/".startswith(prefix)]

    def _build(self, slot: Slot, value: Any, parent: Node, path: str) -> Node:
        node = Node(
            slot.name, slot.namespace, attributes=dict(slot.attributes), prefix=slot.prefix,
            data_type=slot.bind.type,
        )  # fmt: skip
        parent.append(node)
        node.relevant = path not in self.hidden and path not in self.beyond
        self._nodes[path] = node
        self._by_slot.setdefault(slot.path, []).append(node)
        self._places[id(node)] = (path, slot)
        if not slot.children:
            node.text = value if isinstance(value, str) else ""
            return node
        values = value if isinstance(value, dict) else {}
        for below in slot.children:
            if below.repeats:
                for at, one in enumerate(values.get(below.name, ()), start=1):
                    self._build(below, one, node, f"{path}/{below.name}[{at}]")
            else:
                self._build(below, values.get(below.name, ""), node, f"{path}/{below.name}")
        return node

    def _values(self, node: Node, slot: Slot) -> Any:
        if not slot.children:
            return node.text
        found: dict[str, Any] = {below.name: [] for below in slot.children if below.repeats}
        for child in node.children:
            below = self._places[id(child)][1]
            value = self._values(child, below)
            if below.repeats:
                found[below.name].append(value)
            else:
                found[below.name] = value
        return found
