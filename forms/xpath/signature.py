"""How a function of the library says what it takes and gives, and how a call of it is compiled."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from forms.xpath.code import Code, Kind, Run, constant
from forms.xpath.scope import Scope
from forms.xpath.syntax import Syntax
from forms.xpath.tree import Node

if TYPE_CHECKING:
    from forms.xpath.compiler import Compiler

MANY = 10_000


@dataclass(frozen=True, slots=True)
class Function:
    """A function of values. `takes` has a letter for each argument: b boolean, n number, s string, x node-set,
    v any value; after a letter `?` says optional, `.` optional with the context node standing in, `*` any number
    more of it. `call` gets the converted arguments; if `scoped`, the scope and the context node before them.
    """

    gives: Kind
    takes: str
    call: Callable[..., Any]
    scoped: bool = False

    @property
    def fewest(self) -> int:
        return sum(letter.isalpha() for letter in self.takes) - sum(mark in "?.*" for mark in self.takes)

    @property
    def most(self) -> int:
        return MANY if self.takes.endswith("*") else sum(letter.isalpha() for letter in self.takes)

    @property
    def counts(self) -> str:
        return counted(self.fewest, self.most)

    def code(self, name: str, arguments: Sequence[Code], compiler: Compiler) -> Code:
        letters = [letter for letter in self.takes if letter.isalpha()]
        if self.takes.endswith(".") and len(arguments) < len(letters):
            arguments = [*arguments, Code("nodes", lambda scope, node: [node])]
        letters += letters[-1:] * (len(arguments) - len(letters))
        for place, (letter, argument) in enumerate(zip(letters, arguments, strict=False), 1):
            if letter == "x" and argument.kind not in ("nodes", "any"):
                return compiler.failing(f"{name}() needs nodes as argument {place}, not a {argument.kind}")
        if not letters and not self.scoped:
            return constant(self.call())
        runs = [_converted(letter, argument) for letter, argument in zip(letters, arguments, strict=False)]
        return Code(self.gives, _scoped(self.call, runs) if self.scoped else _plain(self.call, runs))


@dataclass(frozen=True, slots=True)
class Form:
    """A function that decides itself which arguments to evaluate, and how: `if`, `position`, ..."""

    fewest: int
    most: int
    build: Callable[[Compiler, Sequence[Syntax]], Code]

    @property
    def counts(self) -> str:
        return counted(self.fewest, self.most)


def counted(fewest: int, most: int) -> str:
    if fewest == most:
        return f"{fewest} argument{'' if fewest == 1 else 's'}"
    return f"at least {fewest} arguments" if most >= MANY else f"{fewest} to {most} arguments"


def _converted(letter: str, argument: Code) -> Run:
    match letter:
        case "b":
            return argument.boolean()
        case "n":
            return argument.number()
        case "s":
            return argument.string()
        case "x":
            return argument.nodes()
    return argument.run


def _plain(call: Callable[..., Any], runs: Sequence[Run]) -> Run:
    match runs:
        case []:
            return lambda scope, node: call()
        case [a]:
            return lambda scope, node: call(a(scope, node))
        case [a, b]:
            return lambda scope, node: call(a(scope, node), b(scope, node))
        case [a, b, c]:
            return lambda scope, node: call(a(scope, node), b(scope, node), c(scope, node))
    return lambda scope, node: call(*[run(scope, node) for run in runs])


def _scoped(call: Callable[..., Any], runs: Sequence[Run]) -> Run:
    match runs:
        case []:
            return call
        case [a]:
            return lambda scope, node: call(scope, node, a(scope, node))
        case [a, b]:
            return lambda scope, node: call(scope, node, a(scope, node), b(scope, node))

    def run_all(scope: Scope, node: Node) -> Any:
        return call(scope, node, *[run(scope, node) for run in runs])

    return run_all
