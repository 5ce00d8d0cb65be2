"""Expressions as the rules read them: their parts, and the one node that a plain path names."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from forms.definition import Form
from forms.xpath.parser import parse
from forms.xpath.syntax import Call, Chain, Filter, KindTest, Literal, NameTest, Negative, Path, Step, Syntax

_TURNED = (("<", ">"), ("<=", ">="), (">", "<"), (">=", "<="))


@lru_cache(maxsize=4_096)
def syntax_of(source: str) -> Syntax:
    """The syntax tree of an expression that has been compiled before."""
    return parse(source)


def parts(syntax: Syntax, context: str | None) -> Iterator[tuple[Syntax, str | None]]:
    """The syntax and everything in it, each with the path it is evaluated at; None inside a predicate."""
    yield syntax, context
    match syntax:
        case Negative(operand):
            yield from parts(operand, context)
        case Chain(first, rest):
            for part in (first, *(part for _, part in rest)):
                yield from parts(part, context)
        case Call(_, arguments):
            for part in arguments:
                yield from parts(part, context)
        case Filter(base, predicates):
            yield from parts(base, context)
            for part in predicates:
                yield from parts(part, None)
        case Path(start, steps):
            if start is not None and not isinstance(start, str):
                yield from parts(start, context)
            for part in (predicate for step in steps for predicate in step.predicates):
                yield from parts(part, None)


def plain_path(syntax: Syntax, context: str | None, current: str) -> str | None:
    """The generic path that the syntax names without predicates or wildcards; None if it is anything else."""
    if not isinstance(syntax, Path) or any(step.predicates for step in syntax.steps):
        return None
    match syntax.start:
        case None:
            path = context
        case "/":
            path = ""
        case Call("current", ()):
            path = current
        case _:
            return None
    for step in syntax.steps:
        path = _stepped(path, step)
    return path or None


def _stepped(path: str | None, step: Step) -> str | None:
    match step:
        case Step("self", KindTest("node")):
            return path
        case Step("parent", KindTest("node")):
            return path.rpartition("/")[0] if path else None
        case Step("child", NameTest(name, prefix)) if path is not None and name != "*":
            return f"{path}/{prefix}:{name}" if prefix else f"{path}/{name}"
    return None


def is_single(form: Form, path: str, context: str) -> bool:
    """Whether `path` names one node seen from `context`: no repeat stands between them."""
    return all(f"{context}/".startswith(f"{one}/") for one in form.repeats if f"{path}/".startswith(f"{one}/"))


def comparison(syntax: Syntax) -> tuple[Syntax, str, float | str] | None:
    """(what, operator, literal) of a comparison with a literal, the literal turned to the right."""
    if not isinstance(syntax, Chain) or len(syntax.rest) != 1:
        return None
    (operator, right), left = syntax.rest[0], syntax.first
    if operator not in ("=", "!=", "<", "<=", ">", ">="):
        return None
    if (value := literal(right)) is not None:
        return left, operator, value
    if (value := literal(left)) is not None:
        return right, dict(_TURNED).get(operator, operator), value
    return None


def literal(syntax: Syntax) -> float | str | None:
    """The value of a literal, signed or not."""
    match syntax:
        case Literal(value):
            return value
        case Negative(Literal(float() as value)):
            return -value
    return None
