"""Positional paths: a name for each node of a document, such as `/*[1]/*[2]` or `/*[1]/text()[2]`."""

from __future__ import annotations

import re

from forms.xpath.errors import XPathError
from forms.xpath.tree import XMLNS_NAMESPACE, Node

_STEP = re.compile(
    r"""/(?:
      @\*\[name\(\)='(?P<name>[^']*)'\]
    | @\*\[local-name\(\)='(?P<local>[^']*)'\sand\snamespace-uri\(\)='(?P<uri>[^']*)'\]
    | (?P<test>\*|text\(\)|comment\(\)|processing-instruction\(\))\[(?P<index>\d+)\]
    )""",
    re.VERBOSE,
)
_TESTS = {"*": "element", "text()": "text", "comment()": "comment", "processing-instruction()": "instruction"}
_WRITTEN = {kind: test for test, kind in _TESTS.items()}


def node_at(document: Node, path: str) -> Node:
    """The node of that positional path. Raises XPathError where there is none."""
    node, at = document, 0
    while at < len(path) and path != "/":
        match = _STEP.match(path, at)
        found = _step(node, match) if match else None
        if match is None or found is None:
            raise XPathError(f"the document has no node {path}")
        node, at = found, match.end()
    return node


def place_of(node: Node) -> str:
    """The positional path of a node; "/" for the document itself."""
    steps: list[str] = []
    while node.parent is not None:
        steps.append(_written(node, node.parent))
        node = node.parent
    return "/" + "/".join(reversed(steps))


def _step(node: Node, match: re.Match[str]) -> Node | None:
    if match["test"]:
        kind = _TESTS[match["test"]]
        found = [child for child in node.children if child.kind == kind]
        index = int(match["index"]) - 1
        return found[index] if 0 <= index < len(found) else None
    for attribute in node.attribute_nodes():
        if match["name"] is not None and attribute.qualified_name == match["name"]:
            return attribute
        if match["local"] is not None and (attribute.name, attribute.namespace) == (match["local"], match["uri"]):
            return attribute
    return None


def _written(node: Node, parent: Node) -> str:
    if node.kind == "namespace":
        return f"@*[local-name()='{node.name or 'xmlns'}' and namespace-uri()='{XMLNS_NAMESPACE}']"
    if node.kind == "attribute":
        if node.namespace:
            return f"@*[local-name()='{node.name}' and namespace-uri()='{node.namespace}']"
        return f"@*[name()='{node.name}']"
    alike = [child for child in parent.children if child.kind == node.kind]
    return f"{_WRITTEN[node.kind]}[{next(i for i, child in enumerate(alike, 1) if child is node)}]"
