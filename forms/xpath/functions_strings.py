"""Text (XPath 1.0, 4.2; ODK XForms, "String Functions")."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import re2

from forms.xpath.code import Code
from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.syntax import Literal, Syntax
from forms.xpath.tree import Node, string_value
from forms.xpath.values import Value, to_string

if TYPE_CHECKING:
    from forms.xpath.compiler import Compiler

MAX_PATTERN = 2_000


def texts_of(values: Sequence[Value]) -> list[str]:
    """Each value as text; of a node-set the text of each node (ODK: concat, join, max, ... take them all)."""
    texts: list[str] = []
    for value in values:
        if isinstance(value, list):
            texts.extend(string_value(node) for node in value)
        else:
            texts.append(to_string(value))
    return texts


def _concat(*values: Value) -> str:
    return "".join(texts_of(values))


def _join(separator: str, *values: Value) -> str:
    return separator.join(texts_of(values))


def _before(text: str, mark: str) -> str:
    head, found, _ = text.partition(mark) if mark else ("", "", "")
    return head if found else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def _substring(text: str, start: float, length: float | None = None) -> str:
    """Positions count from 1, are rounded, and may be infinite or no number (XPath 1.0, 4.2)."""
    first = _rounded(start)
    end = math.inf if length is None else first + _rounded(length)
    return "".join(char for place, char in enumerate(text, 1) if first <= place < end)


def _rounded(number: float) -> float:
    return number if math.isinf(number) or number != number else math.floor(number + 0.5)


def _substr(text: str, start: float, end: float = math.inf) -> str:
    """Positions count from 0, negative ones from the end."""
    if start != start or end != end:
        return ""
    return text[_bound(start, text) : _bound(end, text)]


def _bound(place: float, text: str) -> int:
    return int(max(-len(text), min(place, len(text))))


def _translate(text: str, old: str, new: str) -> str:
    table: dict[int, str | None] = {}
    for place, char in enumerate(old):
        table.setdefault(ord(char), new[place] if place < len(new) else None)
    return text.translate(table)


def _normalize_space(text: str) -> str:
    words = text.replace("\t", " ").replace("\n", " ").replace("\r", " ").split(" ")
    return " ".join(word for word in words if word)


def _regex(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    """Whether the whole text matches, as in Java's `matches`; in the web dialect whether some part of it does, as
    in ECMAScript. Linear in the text, by RE2.
    """
    text = compiler.code(arguments[0]).string()
    if isinstance(arguments[1], Literal):
        try:
            compiled = _pattern(to_string(arguments[1].value))
        except XPathError as error:
            return compiler.failing(str(error))
        return Code("boolean", lambda scope, node: _matches(scope, compiled, text(scope, node)))
    pattern = compiler.code(arguments[1]).string()

    def test(scope: Scope, node: Node) -> bool:
        return _matches(scope, _pattern(pattern(scope, node)), text(scope, node))

    return Code("boolean", test)


def _matches(scope: Scope, pattern: Any, text: str) -> bool:
    find = pattern.fullmatch if scope.dialect == "collect" else pattern.search
    return find(text) is not None


def _pattern(pattern: str) -> Any:
    if len(pattern) > MAX_PATTERN:
        raise XPathError(f"the pattern is longer than {MAX_PATTERN} characters")
    options = re2.Options()
    options.log_errors = False
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise XPathError(f"the pattern {pattern!r} can't be used: {_reason(error)}") from None


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)


STRINGS: Mapping[str, Function | Form] = MappingProxyType(
    {
        "string": Function("string", "s.", str),
        "concat": Function("string", "v*", _concat),
        "join": Function("string", "sv*", _join),
        "starts-with": Function("boolean", "ss", str.startswith),
        "ends-with": Function("boolean", "ss", str.endswith),
        "contains": Function("boolean", "ss", str.__contains__),
        "substring-before": Function("string", "ss", _before),
        "substring-after": Function("string", "ss", _after),
        "substring": Function("string", "snn?", _substring),
        "substr": Function("string", "snn?", _substr),
        "string-length": Function("number", "s.", lambda text: float(len(text))),
        "normalize-space": Function("string", "s.", _normalize_space),
        "translate": Function("string", "sss", _translate),
        "regex": Form(2, 2, _regex),
    }
)
