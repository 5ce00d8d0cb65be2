"""A compiled expression: evaluated many times, asked what it needs and what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from forms.xpath.compiler import Compiler
from forms.xpath.errors import XPathError, XPathSyntaxError
from forms.xpath.names import Names
from forms.xpath.parser import parse
from forms.xpath.references import references
from forms.xpath.scope import Scope
from forms.xpath.tree import Node
from forms.xpath.values import Value

Result = TypeVar("Result")


def compile(expression: str, namespaces: Mapping[str, str] | None = None) -> Expression:
    """Compiles an expression. Raises XPathSyntaxError; all else that is wrong is in `Expression.problems`."""
    return Expression(expression, namespaces or {})


class Expression:
    """Immutable once compiled; may be shared by threads, each with its own Scope.

    `functions` are the names called, `unknown_functions` those that do not exist; `problems` are sentences for
    the author (unknown functions among them). `impure`: another evaluation may give another value on the same
    tree (random, uuid, now, today, once, randomize).
    """

    __slots__ = (
        "_boolean", "_nodes", "_number", "_string", "_syntax", "_value", "functions", "impure", "problems", "source",
        "unknown_functions",
    )  # fmt: skip

    def __init__(self, source: str, namespaces: Mapping[str, str]) -> None:
        self.source = source
        self._syntax = parse(source)
        compiler = Compiler(Names(namespaces))
        try:
            code = compiler.code(self._syntax)
        except RecursionError:
            raise XPathSyntaxError("nested too deep", source, 0) from None
        self._boolean, self._number, self._string = code.boolean(), code.number(), code.string()
        self._nodes = code.nodes()
        self._value: Callable[[Scope, Node], Value] = code.run
        self.functions = frozenset(compiler.functions)
        self.unknown_functions = frozenset(compiler.unknown)
        self.problems = tuple(compiler.problems)
        self.impure = compiler.impure

    def __repr__(self) -> str:
        return f"Expression({self.source!r})"

    def references(self, context: str) -> frozenset[str]:
        """The generic absolute paths (`/data/rep/x`, no predicates) that the expression reads, seen from `context`.

        Those in predicates and from `current()` are among them; a secondary instance is `instance(x)`.
        """
        return references(self._syntax, context)

    def boolean(self, scope: Scope) -> bool:
        return _run(self._boolean, scope)

    def number(self, scope: Scope) -> float:
        return _run(self._number, scope)

    def string(self, scope: Scope) -> str:
        return _run(self._string, scope)

    def nodes(self, scope: Scope) -> list[Node]:
        """Raises XPathError if the value is no node-set."""
        return _run(self._nodes, scope)

    def value(self, scope: Scope) -> Value:
        """The value as it comes: a date is a `Date`, which is a number with a text."""
        return _run(self._value, scope)


def _run(run: Callable[[Scope, Node], Result], scope: Scope) -> Result:
    scope.begin()
    try:
        return run(scope, scope.node)
    except RecursionError:
        raise XPathError("the expression is nested too deep to evaluate") from None
