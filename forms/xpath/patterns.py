"""`regex(text, pattern)`: patterns of form authors, on an engine whose time is linear in the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import re2

from forms.xpath.code import Code
from forms.xpath.errors import XPathError
from forms.xpath.scope import Scope
from forms.xpath.syntax import Literal, Syntax
from forms.xpath.tree import Node

if TYPE_CHECKING:
    from forms.xpath.compiler import Compiler

MAX_PATTERN = 2_000  # characters
MAX_REPEATS = 1_000  # of all `{m,n}` together: RE2 writes each of them out
MAX_SUBJECT = 10_000  # characters of the text
MAX_MEMORY = 2 << 20  # bytes of a pattern made ready; under RE2's own 8 MB one takes half a second to make
_MAKING = 1_000  # nodes that making a pattern anew counts for
_REPEAT = re.compile(r"\{(\d{1,9})(?:,(\d{0,9}))?\}")


def regex(compiler: Compiler, arguments: Sequence[Syntax]) -> Code:
    """Whether the whole text matches, as in Java's `matches`; in the web dialect whether some part of it does, as
    in ECMAScript. A pattern that is written out and can't be used is a problem of the expression.
    """
    text = compiler.code(arguments[0]).string()
    if isinstance(arguments[1], Literal):
        try:
            compiled = made(str(arguments[1].value))
        except XPathError as error:
            return compiler.failing(str(error))
        return Code("boolean", lambda scope, node: _matches(scope, compiled, text(scope, node)))
    pattern = compiler.code(arguments[1]).string()

    def test(scope: Scope, node: Node) -> bool:
        return _matches(scope, _remembered(scope, pattern(scope, node)), text(scope, node))

    return Code("boolean", test)


def made(pattern: str) -> Any:
    """The pattern ready for use. Raises XPathError for what RE2 can't take (back-references, look-around), or what
    is too large.
    """
    if len(pattern) > MAX_PATTERN:
        raise XPathError(f"the pattern is longer than {MAX_PATTERN:,} characters")
    if sum(int(most or fewest) for fewest, most in _REPEAT.findall(pattern)) > MAX_REPEATS:
        raise XPathError(f"the pattern {pattern!r} can't be used: it repeats more than {MAX_REPEATS:,} times")
    options = re2.Options()
    options.log_errors = False
    options.max_mem = MAX_MEMORY
    try:
        return re2.compile(pattern, options)
    except re2.error as error:
        raise XPathError(f"the pattern {pattern!r} can't be used: {_reason(error)}") from None


def _remembered(scope: Scope, pattern: str) -> Any:
    key = ("regex", pattern)
    if key not in scope.memory:
        scope.spend(_MAKING)
        scope.memory[key] = made(pattern)
    return scope.memory[key]


def _matches(scope: Scope, pattern: Any, text: str) -> bool:
    if len(text) > MAX_SUBJECT:
        raise XPathError(f"regex() takes no text longer than {MAX_SUBJECT:,} characters")
    find = pattern.fullmatch if scope.dialect == "collect" else pattern.search
    return find(text) is not None


def _reason(error: Exception) -> str:
    reason = error.args[0] if error.args else ""
    return reason.decode("utf-8", "replace") if isinstance(reason, bytes) else str(reason)
