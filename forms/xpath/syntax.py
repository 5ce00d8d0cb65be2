"""The parts of a parsed expression (XPath 1.0, chapters 2 and 3)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """A number or a quoted string."""

    value: float | str


@dataclass(frozen=True, slots=True)
class Variable:
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """`name` as written, with its prefix."""

    name: str
    arguments: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Negative:
    operand: Syntax


@dataclass(frozen=True, slots=True)
class Chain:
    """Operators of one rank from left to right: `1 - 2 + 3` is first 1, rest ((-, 2), (+, 3)).

    A chain is flat, so that a sum of a thousand terms nests no deeper than one of two.
    """

    first: Syntax
    rest: tuple[tuple[str, Syntax], ...]


@dataclass(frozen=True, slots=True)
class NameTest:
    """`name` may be `*`; `prefix` is "" when none is written."""

    name: str
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class KindTest:
    """`node()`, `text()`, `comment()` or `processing-instruction('target')`."""

    kind: str
    target: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    axis: str
    test: NameTest | KindTest
    predicates: tuple[Syntax, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """`start` is None for a relative path, "/" for an absolute one, else the expression it goes on from."""

    start: Syntax | str | None
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """`(expression)[predicate]`"""

    base: Syntax
    predicates: tuple[Syntax, ...]


Syntax = Literal | Variable | Call | Negative | Chain | Path | Filter


def parts(syntax: Syntax) -> list[Syntax]:
    """What the syntax is directly made of."""
    match syntax:
        case Negative(operand):
            return [operand]
        case Chain(first, rest):
            return [first, *(part for _, part in rest)]
        case Call(_, arguments):
            return list(arguments)
        case Filter(base, predicates):
            return [base, *predicates]
        case Path(start, steps):
            within = [predicate for step in steps for predicate in step.predicates]
            return within if start is None or isinstance(start, str) else [start, *within]
    return []


def size(syntax: Syntax) -> int:
    """How many parts there are in all, long texts counting as more: what evaluating it once may cost."""
    count, pending = 0, [syntax]
    while pending:
        part = pending.pop()
        count += 1 + len(part.value) // 64 if isinstance(part, Literal) and isinstance(part.value, str) else 1
        pending.extend(parts(part))
    return count
