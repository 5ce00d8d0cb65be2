"""`item[column = value]` on a long list: its index names the few rows that the predicate has to be tried on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from forms.xpath.code import Code, Run
from forms.xpath.equality import atoms
from forms.xpath.fixed import is_calm, is_fixed
from forms.xpath.listing import Listing
from forms.xpath.scope import Scope
from forms.xpath.syntax import Chain, NameTest, Path, Step, Syntax
from forms.xpath.tree import Node


@dataclass(frozen=True, slots=True)
class Lookup:
    """A step by name whose first predicate asks for a value in a column."""

    name: str
    column: str
    value: Run

    def rows(self, scope: Scope, node: Node) -> list[Node] | None:
        """The children of the node that may pass the predicate; None where all have to be tried."""
        if not isinstance(node, Listing):
            return None
        values = atoms(scope, self.value(scope, node))
        if any(isinstance(value, bool) for value in values):
            return None
        return node.matching(self.name, self.column, values)


def lookup(step: Step, compile: Callable[[Syntax], Code]) -> Lookup | None:
    """How the step can be looked up in an index, if it can. `compile` is for a part of its predicate."""
    if not step.predicates or not isinstance(step.test, NameTest) or not is_calm(step.predicates[0]):
        return None
    for column, value in _equalities(step.predicates[0]):
        return Lookup(step.test.name, column, compile(value).run)
    return None


def _equalities(predicate: Syntax) -> Iterator[tuple[str, Syntax]]:
    """Column and value of each equality that the predicate demands, the value being the same for every row."""
    match predicate:
        case Chain(first, rest) if all(operator == "and" for operator, _ in rest):
            for part in (first, *(part for _, part in rest)):
                yield from _equalities(part)
        case Chain(left, (("=", right),)):
            for side, other in ((left, right), (right, left)):
                column = _column(side)
                if column and is_fixed(other):
                    yield column, other


def _column(syntax: Syntax) -> str:
    """The plain name of a child; "" for everything else."""
    match syntax:
        case Path(None, (Step("child", NameTest(name, ""), ()),)) if name != "*":
            return name
    return ""
