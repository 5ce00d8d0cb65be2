"""What a template decides on: the values it compares with, and what may be there or not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

from jinja2 import nodes

EACH = "*"  # every item of a list
Path = tuple[str, ...]
ABSENT: Mapping[type, Any] = {str: "", bool: False, int: 0, float: 0.0, list: [], dict: None}


@dataclass(slots=True)
class Choices:
    """`values` are what a variable is compared with, by its path; `tested` the paths that may hold nothing."""

    parsed: Callable[[str], nodes.Template]
    values: set[tuple[Path, Any]] = field(default_factory=set)
    tested: set[Path] = field(default_factory=set)

    def read(self, name: str) -> Choices:
        self._walk(self.parsed(name), {})
        return self

    def _walk(self, node: nodes.Node, bound: dict[str, Path]) -> None:
        self._note(node, bound)
        if isinstance(node, nodes.Include | nodes.FromImport | nodes.Import) and isinstance(node.template, nodes.Const):
            self._walk(self.parsed(node.template.value), bound)
        inner = bound | _names(node, bound)
        for child in node.iter_child_nodes():
            self._walk(child, inner)

    def _note(self, node: nodes.Node, bound: dict[str, Path]) -> None:
        match node:
            case nodes.Compare(expr=told, ops=[nodes.Operand(op="eq" | "ne" | "in" | "notin", expr=right)]):
                self._may_be(told, _constants(right), bound)
            case nodes.Getitem(node=nodes.Dict() as words, arg=told):
                self._may_be(told, _keys(words), bound)
            case nodes.Call(node=nodes.Getattr(node=nodes.Dict() as words, attr="get"), args=[told, *_]):
                self._may_be(told, _keys(words), bound)
            case nodes.If(test=told) | nodes.CondExpr(test=told) | nodes.Not(node=told):
                self._may_miss(told, bound)
            case nodes.And(left=left, right=right) | nodes.Or(left=left, right=right):
                self._may_miss(left, bound)
                self._may_miss(right, bound)
            case nodes.For(iter=told, else_=[_, *_]):
                self._may_miss(told, bound)

    def _may_be(self, told: nodes.Node, values: list[Any], bound: dict[str, Path]) -> None:
        if path := _path(told, bound):
            self.values |= {(path, value) for value in values}

    def _may_miss(self, told: nodes.Node, bound: dict[str, Path]) -> None:
        if path := _path(told, bound):
            self.tested.add(path)


def read_by(tree: nodes.Node) -> set[str]:
    """The arguments of a text: what it names and does not set itself."""
    told, own = set[str](), {"loop"}
    for one in tree.iter_child_nodes():
        match one:
            case nodes.Macro(name=name, args=args):
                told |= read_by(one) - {arg.name for arg in args}
                own.add(name)
            case nodes.FromImport(names=imported):
                own |= set(imported)
            case nodes.Import(target=name):
                own.add(name)
            case nodes.Name(name=name, ctx="load"):
                told.add(name)
            case nodes.Name(name=name):
                own.add(name)
            case _:
                told |= read_by(one)
                own |= {name.name for name in one.find_all(nodes.Name) if name.ctx == "store"}
    return told - own


def variants(filling: dict[str, Any], choices: Choices, told: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The filling with one thing changed: each value that the template knows, and each thing left out. `told` is the
    text of an answer by its kind: the two change together."""
    for path, value in sorted(choices.values, key=str):
        if path[-1] == "kind" and value in told:
            for made in _changed(filling, (*path[:-1], "text"), lambda old, text=told[value]: text):
                yield from _changed(made, path, lambda old, value=value: value)
        else:
            yield from _changed(filling, path, lambda old, value=value: value)
    for path in sorted(choices.tested):
        yield from _changed(filling, path, lambda old: ABSENT.get(type(old), old))


def _changed(filling: dict[str, Any], path: Path, change: Callable[[Any], Any]) -> Iterator[dict[str, Any]]:
    made = deepcopy(filling)
    if _put(made, path, change) and made != filling:
        yield made


def _put(inside: Any, path: Path, change: Callable[[Any], Any]) -> bool:
    """Whether there was such a place."""
    key, rest = path[0], path[1:]
    if key == EACH:
        return isinstance(inside, list) and [_put(one, rest, change) for one in inside if rest].count(False) == 0
    if not isinstance(inside, dict) or key not in inside:
        return False
    if rest:
        return _put(inside[key], rest, change)
    inside[key] = change(inside[key])
    return True


def _path(node: nodes.Node, bound: dict[str, Path]) -> Path:
    """Where a value is found among the arguments; empty for what is computed."""
    match node:
        case nodes.Name(name=name):
            return bound.get(name, (name,))
        case nodes.Getattr(node=inner, attr=key) | nodes.Getitem(node=inner, arg=nodes.Const(value=str(key))):
            path = _path(inner, bound)
            return (*path, key) if path else ()
        case nodes.Filter(node=nodes.Node() as inner, name="default"):
            return _path(inner, bound)
    return ()


def _names(node: nodes.Node, bound: dict[str, Path]) -> dict[str, Path]:
    """What a loop or a `with` calls by another name."""
    match node:
        case nodes.For(target=nodes.Name(name=name), iter=told) if path := _path(told, bound):
            return {name: (*path, EACH)}
        case nodes.With(targets=targets, values=values):
            pairs = zip(targets, values, strict=True)
            return {to.name: path for to, of in pairs if isinstance(to, nodes.Name) and (path := _path(of, bound))}
    return {}


def _constants(node: nodes.Node) -> list[Any]:
    items = node.items if isinstance(node, nodes.Tuple | nodes.List) else [node]
    return [one.value for one in items if isinstance(one, nodes.Const)]


def _keys(words: nodes.Dict) -> list[Any]:
    return [pair.key.value for pair in words.items if isinstance(pair.key, nodes.Const)]
