"""Sets of nodes, their names and places (XPath 1.0, 4.1; ODK XForms, "Node-set Functions")."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.xpath.code import Code
from forms.xpath.errors import XPathError
from forms.xpath.indexed import indexed_repeat
from forms.xpath.listing import Listing
from forms.xpath.order import in_order
from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.syntax import Syntax
from forms.xpath.tree import Node, top
from forms.xpath.values import Value, node_text, text_number, texts_of, to_number, to_string

if TYPE_CHECKING:
    from forms.xpath.compiler import Compiler

_PARK_MILLER = 2_147_483_647


def _count_non_empty(scope: Scope, _node: Node, nodes: list[Node]) -> float:
    return float(sum(1 for node in nodes if node_text(scope, node)))


def _of_first(part: Callable[[Node], str]) -> Callable[[list[Node]], str]:
    return lambda nodes: part(nodes[0]) if nodes else ""


def _position(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    """Without argument as in XPath; of a node, its place among its siblings of the same name (ODK XForms)."""
    if not arguments:
        return Code("number", lambda scope, node: float(scope.position))
    nodes = compiler.code(arguments[0]).nodes()

    def place(scope: Scope, node: Node) -> float:
        found = nodes(scope, node)
        if found and found[0].parent is not None:
            scope.spend(len(found[0].parent.children))
        return float(place_among_siblings(found[0])) if found else math.nan

    return Code("number", place)


def place_among_siblings(node: Node) -> int:
    """From 1, among those of the same name."""
    if node.parent is None:
        return 1
    place = 0
    for sibling in node.parent.children:
        if sibling.name == node.name and sibling.namespace == node.namespace:
            place += 1
        if sibling is node:
            break
    return place


def _id(scope: Scope, node: Node, value: Value) -> list[Node]:
    wanted = {word for text in texts_of(scope, [value]) for word in text.split()}
    everything = list(top(node).descendants())
    scope.spend(len(everything))
    found = [below for below in everything if below.attributes.get("id") in wanted]
    return in_order(scope, found)


def _lang(_scope: Scope, node: Node, language: str) -> bool:
    at: Node | None = node
    while at is not None:
        if "xml:lang" in at.attributes:
            spoken, asked = at.attributes["xml:lang"].lower(), language.lower()
            return spoken == asked or spoken.startswith(asked + "-")
        at = at.parent
    return False


def _instance(scope: Scope, _node: Node, name: str) -> list[Node]:
    if name not in scope.instances:
        raise XPathError(f"there is no instance {name!r}")
    return [scope.instances[name]]


def _pulldata(scope: Scope, node: Node, name: str, column: str, key: str, value: str) -> str:
    """The column of the first row whose key is the value; blank if there is none (XLSForm, "pulldata()")."""
    for root in _instance(scope, node, name):
        for table in root.children:
            rows = table.children if key.startswith("@") else _rows(table, key, value)
            scope.spend(len(rows))
            for row in rows:
                if _cell(scope, row, key) == value:
                    return _cell(scope, row, column) or ""
    return ""


def _rows(table: Node, key: str, value: str) -> list[Node]:
    return table.matching("item", key, [value]) if isinstance(table, Listing) else table.children


def _cell(scope: Scope, row: Node, column: str) -> str | None:
    """The text in a column, which may be an attribute of the row: `@code`."""
    if column.startswith("@"):
        return row.attributes.get(column[1:])
    cells = row.named(column)
    return node_text(scope, cells[0]) if cells else None


def _randomize(scope: Scope, _node: Node, nodes: list[Node], seed: Value | None = None) -> list[Node]:
    """Fisher-Yates, inside out; seeded by Park-Miller's generator, as all ODK engines do (ODK XForms, randomize)."""
    draw = scope.random if seed is None else _generator(_seed(scope, seed))
    scope.spend(len(nodes))
    shuffled: list[Node] = []
    for place, node in enumerate(nodes):
        other = int(draw() * (place + 1))
        shuffled.append(node)
        if other != place:
            shuffled[place] = shuffled[other]
            shuffled[other] = node
    return shuffled


def _seed(scope: Scope, seed: Value) -> int:
    """The whole part of a number; of any other text the first eight bytes of its SHA-256."""
    number = to_number(scope, seed)
    if math.isfinite(number):
        return int(number)
    text = to_string(scope, seed)
    if isinstance(seed, float) or text == "" or text_number(scope, text) == text_number(scope, text):
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)


def _generator(seed: int) -> Callable[[], float]:
    state = int(math.fmod(seed, _PARK_MILLER)) if abs(seed) < 2**53 else seed % _PARK_MILLER
    if state <= 0:
        state += _PARK_MILLER - 1

    def draw() -> float:
        nonlocal state
        state = state * 16_807 % _PARK_MILLER
        return (state - 1) / (_PARK_MILLER - 1)

    return draw


NODES: Mapping[str, Function | Form] = MappingProxyType(
    {
        "count": Function("number", "x", lambda nodes: float(len(nodes))),
        "count-non-empty": Function("number", "x", _count_non_empty, scoped=True),
        "position": Form(0, 1, _position),
        "last": Function("number", "", lambda scope, node: float(scope.size), scoped=True),
        "name": Function("string", "x.", _of_first(lambda node: node.qualified_name)),
        "local-name": Function("string", "x.", _of_first(lambda node: node.name)),
        "namespace-uri": Function("string", "x.", _of_first(lambda node: node.namespace)),
        "id": Function("nodes", "v", _id, scoped=True),
        "lang": Function("boolean", "s", _lang, scoped=True),
        "current": Function("nodes", "", lambda scope, node: [scope.current or scope.node], scoped=True),
        "instance": Function("nodes", "s", _instance, scoped=True),
        "pulldata": Function("string", "ssss", _pulldata, scoped=True),
        "indexed-repeat": Form(3, 7, indexed_repeat),
        "randomize": Function("nodes", "xv?", _randomize, scoped=True),
    }
)
