"""Syntax tree to closures. What is wrong with an expression is collected, and raised only where it is reached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NoReturn

from forms.xpath import operators, paths, plain
from forms.xpath.code import Code, Run, constant
from forms.xpath.errors import XPathError
from forms.xpath.fixed import evaluated_once, is_fixed
from forms.xpath.library import IMPURE, find
from forms.xpath.lookup import lookup
from forms.xpath.names import Names
from forms.xpath.order import in_order
from forms.xpath.scope import Scope
from forms.xpath.signature import Form, Function
from forms.xpath.syntax import (
    Call,
    Chain,
    Filter,
    KindTest,
    Literal,
    NameTest,
    Negative,
    Path,
    Step,
    Syntax,
    Variable,
    size,
)
from forms.xpath.tree import Node
from forms.xpath.values import to_boolean

_LIGHT = 30  # a predicate of so many parts counts no more than the node it is tried on
_EVERYTHING_BELOW = Step("descendant-or-self", KindTest("node"))


class Compiler:
    """Compiles one expression; afterwards `functions`, `unknown`, `problems` and `impure` say what it met."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.functions: set[str] = set()
        self.unknown: set[str] = set()
        self.problems: list[str] = []
        self.impure = False
        self.in_predicate = False
        self.in_secondary = False

    def code(self, syntax: Syntax) -> Code:
        if self.in_predicate and not isinstance(syntax, Literal) and is_fixed(syntax):
            return self._once(syntax)
        return self._code(syntax)

    def _code(self, syntax: Syntax) -> Code:
        match syntax:
            case Literal(value):
                return constant(value)
            case Negative(operand):
                return operators.negative(self.code(operand))
            case Chain():
                return self._chain(syntax)
            case Call(name, arguments):
                return self._call(name, arguments)
            case Path():
                return self._path(syntax)
            case Filter(base, predicates):
                return self._filter(base, predicates)
            case Variable(name):
                return self.failing(f"there is no variable ${name}")

    def failing(self, message: str) -> Code:
        """Notes a problem; the code raises it when it is reached, so that `false() and wrong()` is false."""
        self.problems.append(message)

        def fail(_scope: Scope, _node: Node) -> NoReturn:
            raise XPathError(message)

        return Code("any", fail)

    def _once(self, syntax: Syntax) -> Code:
        self.in_predicate = False
        try:
            return evaluated_once(self._code(syntax))
        finally:
            self.in_predicate = True

    def _chain(self, chain: Chain) -> Code:
        match chain.rest[0][0]:
            case "or":
                return self._either(chain)
            case "and":
                return self._both(chain)
            case "|":
                return self._union(chain)
        left = self.code(chain.first)
        if len(chain.rest) > 1 and all(operator in operators.ARITHMETIC for operator, _ in chain.rest):
            return operators.arithmetic(left, [(operator, self.code(part)) for operator, part in chain.rest])
        for operator, operand in chain.rest:
            left = operators.binary(operator, left, self.code(operand))
        return left

    def _either(self, chain: Chain) -> Code:
        parts = self._conditions(chain)
        if len(parts) == 2:
            a, b = parts
            return Code("boolean", lambda scope, node: a(scope, node) or b(scope, node))
        return Code("boolean", lambda scope, node: any(part(scope, node) for part in parts))

    def _both(self, chain: Chain) -> Code:
        parts = self._conditions(chain)
        if len(parts) == 2:
            a, b = parts
            return Code("boolean", lambda scope, node: a(scope, node) and b(scope, node))
        return Code("boolean", lambda scope, node: all(part(scope, node) for part in parts))

    def _conditions(self, chain: Chain) -> list[Callable[[Scope, Node], bool]]:
        return [self.code(part).boolean() for part in (chain.first, *(part for _, part in chain.rest))]

    def _union(self, chain: Chain) -> Code:
        parts = [self.code(part).nodes() for part in (chain.first, *(part for _, part in chain.rest))]
        return Code(
            "nodes",
            lambda scope, node: in_order(scope, [found for part in parts for found in part(scope, node)]),
        )

    def _call(self, name: str, arguments: Sequence[Syntax]) -> Code:
        self.functions.add(name)
        function = find(name, self.names)
        if function is None:
            self.unknown.add(name)
            for argument in arguments:
                self.code(argument)
            return self.failing(f"there is no function {name}()")
        self.impure = self.impure or name in IMPURE
        if not function.fewest <= len(arguments) <= function.most:
            return self.failing(f"{name}() takes {function.counts}, not {len(arguments)}")
        match function:
            case Form():
                return function.build(self, arguments)
            case Function():
                meant = map(_of_all_instances, arguments) if name == "count" else arguments
                return function.code(name, [self.code(argument) for argument in meant], self)

    def _path(self, path: Path) -> Code:
        start = path.start
        steps = _merged(path.steps)
        secondary = _starts_in_instance(start) or (start is None and self.in_secondary)
        shape = plain.shape_of(steps, self.names.foreign, secondary=secondary)
        if shape is not None and start is None:
            return plain.relative(shape)
        if shape is not None and isinstance(start, str) and not shape.rises:
            return plain.absolute(shape)
        try:
            walks = [self._walk(step, secondary) for step in steps]
        except XPathError as error:
            return self.failing(str(error))
        finish = paths.finish(steps, secondary=secondary)
        if start is None:
            return paths.relative(walks, finish)
        if isinstance(start, str):
            named = _count_named(steps)
            return paths.absolute(walks[:named], walks[named:], finish)
        nodes = self.code(start).nodes()
        onward = paths.onward(nodes, walks, finish)
        return onward if shape is None else plain.onward(nodes, shape, onward)

    def _walk(self, step: Step, secondary: bool) -> paths.Walk:
        sieves = self._sieves(step.predicates, secondary)
        return paths.walk(step, self.names, sieves, lookup(step, self.code) if secondary else None)

    def _filter(self, base: Syntax, predicates: Sequence[Syntax]) -> Code:
        nodes, sieves = self.code(base).nodes(), self._sieves(predicates, _starts_in_instance(base))

        def run(scope: Scope, node: Node) -> list[Node]:
            found = nodes(scope, node)
            for sieve in sieves:
                found = sieve(scope, found)
            return found

        return Code("nodes", run)

    def _sieves(self, predicates: Sequence[Syntax], secondary: bool) -> list[paths.Sieve]:
        outside = self.in_predicate, self.in_secondary
        self.in_predicate, self.in_secondary = True, secondary
        try:
            return [_sieve(self.code(predicate), 1 + size(predicate) // _LIGHT) for predicate in predicates]
        finally:
            self.in_predicate, self.in_secondary = outside


def _starts_in_instance(start: Syntax | str | None) -> bool:
    return isinstance(start, Call) and start.name == "instance"


def _sieve(predicate: Code, weight: int) -> paths.Sieve:
    """A predicate that is a number asks for that position (XPath 1.0, 2.4). Trying a node on it counts as `weight`."""
    if isinstance(predicate.constant, float):
        index = predicate.constant
        return lambda scope, nodes: [nodes[int(index) - 1]] if index.is_integer() and 1 <= index <= len(nodes) else []
    keeps: Run = predicate.boolean()
    if predicate.kind in ("number", "any"):
        keeps = _position_or_truth(predicate.run)

    def sieve(scope: Scope, nodes: list[Node]) -> list[Node]:
        if not nodes:
            return nodes
        outer = scope.position, scope.size
        scope.spend(len(nodes) * weight)
        scope.size = len(nodes)
        kept = []
        try:
            for scope.position, node in enumerate(nodes, 1):
                if keeps(scope, node):
                    kept.append(node)
        finally:
            scope.position, scope.size = outer
        return kept

    return sieve


def _position_or_truth(run: Run) -> Run:
    def keeps(scope: Scope, node: Node) -> bool:
        value = run(scope, node)
        return bool(value == scope.position) if isinstance(value, float) else to_boolean(scope, value)

    return keeps


def _of_all_instances(syntax: Syntax) -> Syntax:
    """`count(/data/rep)` tells all instances, also inside one of them: what is more than a name stands for all."""
    match syntax:
        case Path(str() as start, (*before, last)) if last.axis == "child":
            return Path(start, (*before, replace(last, predicates=(*last.predicates, Call("true", ())))))
    return syntax


def _merged(steps: Sequence[Step]) -> list[Step]:
    """`//x` looks at each node once when no predicate counts positions."""
    merged: list[Step] = []
    for step in steps:
        if merged and merged[-1] == _EVERYTHING_BELOW and step.axis == "child" and not step.predicates:
            merged[-1] = Step("descendant", step.test)
        else:
            merged.append(step)
    return merged


def _count_named(steps: Sequence[Step]) -> int:
    """How many of the first steps are plain names of children."""
    for index, step in enumerate(steps):
        named = isinstance(step.test, NameTest) and step.test.name != "*"
        if step.axis != "child" or step.predicates or not named:
            return index
    return len(steps)
