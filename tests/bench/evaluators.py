"""Four evaluators behind one face: an expression, read once, on a node of one instance. Functions of ODK that a peer
lacks are added in its own way; what it can't be taught stays wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import elementpath
import rxeval
from elementpath.xpath1 import XPath1Parser
from lxml import etree

from forms.xpath import Node, Scope, compile, parse_xml
from forms.xpath.library import TOPICS

TODAY = "2026-11-02"

Answer = Callable[[], str]


class Evaluator(Protocol):
    name: str

    def __init__(self, xml: str, scope: Callable[[Node, Node], Scope]) -> None: ...

    def prepared(self, source: str, path: str) -> Answer:
        """The expression read, to be evaluated at the node of that path; whatever it raises counts as a refusal."""


class Kabar:
    name = "kabar"

    def __init__(self, xml: str, scope: Callable[[Node, Node], Scope]) -> None:
        self._document = parse_xml(xml)
        self._scope = scope

    def prepared(self, source: str, path: str) -> Answer:
        expression = compile(source)
        scope = self._scope(_at(self._document, path), self._document)
        return lambda: expression.string(scope)


class Lxml:
    """With every function of ODK at hand, as a form may call any; lxml hands them over at each evaluation."""

    name = "lxml"

    def __init__(self, xml: str, scope: Callable[[Node, Node], Scope]) -> None:
        self._root = etree.fromstring(xml.encode())
        names = [name for topic in TOPICS for name in topic if name not in _OF_XPATH and ":" not in name]
        self._functions = {(None, name): _for_lxml(ODK.get(name, _not_taught)) for name in names}

    def prepared(self, source: str, path: str) -> Answer:
        evaluate = etree.XPath(f"string({source})", extensions=self._functions, smart_strings=False)
        node = self._root.getroottree().xpath(path)[0]
        return lambda: str(evaluate(node))


class Elementpath:
    name = "elementpath"

    def __init__(self, xml: str, scope: Callable[[Node, Node], Scope]) -> None:
        self._root = etree.fromstring(xml.encode()).getroottree()
        self._tree = elementpath.get_node_tree(self._root)
        self._parser = _odk_parser()

    def prepared(self, source: str, path: str) -> Answer:
        token = self._parser().parse(f"string({source})")
        element = self._root.xpath(path)[0]
        item = next(node for node in self._tree.iter() if getattr(node, "elem", None) is element)
        return lambda: str(token.evaluate(elementpath.XPathContext(self._tree, item=item)))


class Rxeval:
    """Reads the instance anew for each expression, and knows no context node but the root."""

    name = "rxeval"

    def __init__(self, xml: str, scope: Callable[[Node, Node], Scope]) -> None:
        self._xml = xml

    def prepared(self, source: str, path: str) -> Answer:
        absolute = re.sub(r"(?<![\w/.])\.(?![\w./])", path, source)
        return lambda: str(rxeval.eval_expression(absolute, self._xml, today=TODAY))


PEERS: tuple[type[Evaluator], ...] = (Kabar, Lxml, Elementpath, Rxeval)


def _at(document: Node, path: str) -> Node:
    node = document
    for name in path.split("/")[1:]:
        node = next(child for child in node.children if child.name == name)
    return node


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(getattr(value, "text", value) or "")


def _truth(value: Any) -> bool:
    return bool(value)


def _chosen(condition: Any, then: Any, otherwise: Any) -> Any:
    return then if _truth(condition) else otherwise


def _number(value: Any) -> float:
    try:
        return float(_text(value))
    except ValueError:
        return float("nan")


ODK: Mapping[str, Callable[..., Any]] = {
    "if": _chosen,
    "selected": lambda choices, choice: _text(choice) in _text(choices).split(),
    "count-selected": lambda choices: float(len(_text(choices).split())),
    "regex": lambda text, pattern: re.fullmatch(_text(pattern), _text(text)) is not None,
    "int": lambda value: float(int(_number(value))) if _number(value) == _number(value) else float("nan"),
    "coalesce": lambda first, second: first if _text(first) else second,
    "pow": lambda base, exponent: _number(base) ** _number(exponent),
    "today": lambda: TODAY,
    "date": _text,
    "pulldata": lambda *_key: "",
}


_OF_XPATH = frozenset(
    (
        *("last", "position", "count", "id", "local-name", "namespace-uri", "name", "string", "concat", "starts-with"),
        *("contains", "substring-before", "substring-after", "substring", "string-length", "normalize-space"),
        *("translate", "boolean", "not", "true", "false", "lang", "number", "sum", "floor", "ceiling", "round"),
    )
)


def _not_taught(*_arguments: Any) -> Any:
    raise LookupError("the peer was not taught this function")


def _for_lxml(function: Callable[..., Any]) -> Callable[..., Any]:
    return lambda _context, *arguments: function(*arguments)


def _odk_parser() -> Any:
    """elementpath's XPath 1.0 with the functions above, and `round` of two arguments."""

    class Parser(XPath1Parser):  # type: ignore[misc]
        pass

    for name, function in ODK.items():
        _teach(Parser, name, function)
    return Parser


def _teach(parser: Any, name: str, function: Callable[..., Any]) -> None:
    def evaluate(self: Any, context: Any = None) -> Any:
        if context is None:
            raise self.missing_context()
        return function(*(_taken(argument.evaluate(context)) for argument in self))

    evaluate.__name__ = f"evaluate_{name.replace('-', '_')}_function"
    parser.method(parser.function(name, nargs=(0, 5), label="function"))(evaluate)


def _taken(value: Any) -> Any:
    return [node.string_value for node in value] if isinstance(value, list) else value
