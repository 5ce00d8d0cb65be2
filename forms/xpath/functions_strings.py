"""Text (XPath 1.0, 4.2; ODK XForms, "String Functions")."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING

from forms.xpath.code import Code
from forms.xpath.errors import XPathError
from forms.xpath.patterns import regex
from forms.xpath.scope import Scope
from forms.xpath.signature import MANY, Form, Function
from forms.xpath.syntax import Syntax
from forms.xpath.values import Value, texts_of

if TYPE_CHECKING:
    from forms.xpath.compiler import Compiler

MAX_TEXT = 1_000_000  # characters; a submission of a hundred questions has ten thousand


def _concat(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    runs = [compiler.code(argument).run for argument in arguments]
    return Code("string", lambda scope, node: _joined(scope, "", (run(scope, node) for run in runs)))


def _join(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    separator = compiler.code(arguments[0]).string()
    runs = [compiler.code(argument).run for argument in arguments[1:]]
    return Code(
        "string", lambda scope, node: _joined(scope, separator(scope, node), (run(scope, node) for run in runs))
    )


def _joined(scope: Scope, separator: str, values: Iterable[Value]) -> str:
    """One value after the other, so that what is too long is never built."""
    texts: list[str] = []
    room = MAX_TEXT
    for text in texts_of(scope, values):
        room -= len(text) + len(separator)
        if room < 0:
            raise XPathError(f"the text is longer than {MAX_TEXT:,} characters")
        texts.append(text)
    return separator.join(texts)


def _before(text: str, mark: str) -> str:
    head, found, _ = text.partition(mark) if mark else ("", "", "")
    return head if found else ""


def _after(text: str, mark: str) -> str:
    return text.partition(mark)[2] if mark else text


def _substring(text: str, start: float, length: float | None = None) -> str:
    """Positions count from 1, are rounded, and may be infinite or no number (XPath 1.0, 4.2)."""
    first = _rounded(start)
    end = math.inf if length is None else first + _rounded(length)
    if first != first or end != end:
        return ""
    length = len(text) + 1.0
    return text[int(max(1.0, min(first, length))) - 1 : int(max(1.0, min(end, length))) - 1]


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


STRINGS: Mapping[str, Function | Form] = MappingProxyType(
    {
        "string": Function("string", "s.", str),
        "concat": Form(0, MANY, _concat),
        "join": Form(1, MANY, _join),
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
        "regex": Form(2, 2, regex),
    }
)
