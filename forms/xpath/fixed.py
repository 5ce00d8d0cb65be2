"""Which parts of a predicate are the same for every node it is tried on, so that they are evaluated once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from forms.xpath.code import Code
from forms.xpath.scope import Scope
from forms.xpath.syntax import Call, Chain, Filter, Literal, Negative, Path, Syntax, Variable, parts
from forms.xpath.tree import Node

_CHANCE = frozenset(("random", "uuid", "randomize"))
_MOVING = _CHANCE | {"position", "last", "lang", "id", "jr:choice-name"}
_ABOUT_CONTEXT = frozenset(
    ("string", "number", "string-length", "normalize-space", "name", "local-name", "namespace-uri")
)


def is_fixed(syntax: Syntax) -> bool:
    """Whether neither the context node, nor its position, nor chance has a part in the value."""
    match syntax:
        case Literal():
            return True
        case Variable():
            return False
        case Negative(operand):
            return is_fixed(operand)
        case Chain(first, rest):
            return is_fixed(first) and _all_fixed(part for _, part in rest)
        case Call(name, arguments):
            moves = name in _MOVING or (name in _ABOUT_CONTEXT and not arguments)
            return not moves and _all_fixed(arguments)
        case Filter(base, predicates):
            return is_fixed(base) and _all_calm(predicates)
        case Path(start, steps):
            begins = start == "/" or (start is not None and not isinstance(start, str) and is_fixed(start))
            return begins and all(_all_calm(step.predicates) for step in steps)


def is_calm(predicate: Syntax) -> bool:
    """Whether a node passes the predicate or not, wherever it stands among those tried."""
    return _MOVING.isdisjoint(_calls(predicate))


def evaluated_once(code: Code) -> Code:
    """The code, evaluated at most once in an evaluation of the whole expression."""
    run = code.run

    def remember(scope: Scope, node: Node) -> object:
        if remember not in scope.memory:
            scope.memory[remember] = run(scope, node)
        return scope.memory[remember]

    return Code(code.kind, remember)


def _all_fixed(parts: Iterable[Syntax]) -> bool:
    return all(is_fixed(part) for part in parts)


def _all_calm(predicates: Iterable[Syntax]) -> bool:
    """Predicates have a context of their own; only chance makes their outcome differ."""
    return not any(name in _CHANCE for part in predicates for name in _calls(part))


def _calls(syntax: Syntax) -> Iterator[str]:
    """The names of all functions called in the syntax."""
    if isinstance(syntax, Call):
        yield syntax.name
    for part in parts(syntax):
        yield from _calls(part)
