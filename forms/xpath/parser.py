"""Text to syntax tree: a Pratt parser over the ranks of XPath 1.0, chapter 3."""

from __future__ import annotations

from forms.xpath.axes import AXES
from forms.xpath.errors import XPathSyntaxError
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
)
from forms.xpath.tokens import Tokens

MAX_NESTING = 100  # a hand-written form stays below 30; beyond it Python's own stack would end first

_RANKS = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_KINDS = frozenset(("node", "text", "comment", "processing-instruction"))
_ANY_NODE = KindTest("node")
_SLASH_SLASH = Step("descendant-or-self", _ANY_NODE)
_SELF, _PARENT = Step("self", _ANY_NODE), Step("parent", _ANY_NODE)
_STEP_BEGINS = frozenset(("name", "wildcard", ".", "..", "@"))
_PRIMARY_BEGINS = frozenset(("number", "string", "variable", "("))


def parse(expression: str) -> Syntax:
    """The syntax tree of an expression. Raises XPathSyntaxError with the position of what is wrong."""
    parser = _Parser(expression)
    try:
        tree = parser.expression(0)
    except RecursionError:  # called from deep within something else
        raise parser.wrong("nested too deep") from None
    parser.expect("end")
    return tree


class _Parser:
    def __init__(self, expression: str) -> None:
        self.source = expression
        self.tokens = Tokens(expression)
        self.kinds = self.tokens.kinds
        self.index = 0
        self.depth = 0

    # tokens

    @property
    def kind(self) -> str:
        return self.kinds[self.index]

    @property
    def text(self) -> str:
        return self.tokens.texts[self.index]

    def comes_after(self, kind: str) -> bool:
        return self.kinds[min(self.index + 1, len(self.kinds) - 1)] == kind

    def take(self) -> str:
        """The text of the token; the next one is up."""
        self.index += 1
        return self.tokens.texts[self.index - 1]

    def expect(self, kind: str) -> None:
        if self.kinds[self.index] != kind:
            raise self.wrong()
        self.index += 1

    def wrong(self, message: str = "") -> XPathSyntaxError:
        found = "unexpected end" if self.kind == "end" else f"unexpected {self.text!r}"
        return XPathSyntaxError(message or found, self.source, self.tokens.starts[self.index])

    # expressions

    def expression(self, rank: int) -> Syntax:
        """Everything that binds tighter than `rank`."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.wrong(f"nested more than {MAX_NESTING} deep")
        left = self.unary()
        while (found := _RANKS.get(self.kinds[self.index], 0)) > rank:
            rest: list[tuple[str, Syntax]] = []
            while _RANKS.get(self.kinds[self.index]) == found:
                operator = self.take()
                rest.append((operator, self.expression(found)))
            left = Chain(left, tuple(rest))
        self.depth -= 1
        return left

    def unary(self) -> Syntax:
        signs = 0
        while self.kinds[self.index] == "-":
            self.index += 1
            signs += 1
        operand = self.union()
        if not signs:
            return operand
        return Negative(operand) if signs % 2 else Negative(Negative(operand))

    def union(self) -> Syntax:
        first = self.path()
        rest: list[tuple[str, Syntax]] = []
        while self.kinds[self.index] == "|":
            self.index += 1
            rest.append(("|", self.path()))
        return Chain(first, tuple(rest)) if rest else first

    # paths

    def path(self) -> Syntax:
        kind = self.kinds[self.index]
        if kind == "/":
            self.index += 1
            return Path("/", self.steps() if self.kind in _STEP_BEGINS else ())
        if kind == "//":
            self.index += 1
            return Path("/", (_SLASH_SLASH, *self.steps()))
        if kind in _PRIMARY_BEGINS or (kind == "name" and self.is_call()):
            return self.filtered()
        return Path(None, self.steps())

    def filtered(self) -> Syntax:
        base = self.primary()
        predicates = self.predicates()
        if predicates:
            base = Filter(base, predicates)
        if self.kind == "/":
            self.index += 1
            return Path(base, self.steps())
        if self.kind == "//":
            self.index += 1
            return Path(base, (_SLASH_SLASH, *self.steps()))
        return base

    def steps(self) -> tuple[Step, ...]:
        steps = [self.step()]
        while (kind := self.kinds[self.index]) == "/" or kind == "//":
            self.index += 1
            if kind == "//":
                steps.append(_SLASH_SLASH)
            steps.append(self.step())
        return tuple(steps)

    def step(self) -> Step:
        kind = self.kinds[self.index]
        if kind == ".":
            self.index += 1
            return _SELF
        if kind == "..":
            self.index += 1
            return _PARENT
        axis = self.axis()
        return Step(axis, self.test(), self.predicates())

    def axis(self) -> str:
        if self.kind == "@":
            self.index += 1
            return "attribute"
        if self.kind == "name" and self.comes_after("::"):
            if self.text not in AXES:
                raise self.wrong(f"there is no axis {self.text!r}")
            axis = self.take()
            self.index += 1
            return axis
        return "child"

    def test(self) -> NameTest | KindTest:
        if self.kind not in ("name", "wildcard"):
            raise self.wrong()
        if self.comes_after("("):
            return self.kind_test()
        prefix, _, name = self.take().rpartition(":")
        return NameTest(name, prefix)

    def kind_test(self) -> KindTest:
        if self.text not in _KINDS:
            raise self.wrong("a function can't be a step of a path")
        kind = self.take()
        self.expect("(")
        target = None
        if kind == "processing-instruction" and self.kind == "string":
            target = self.take()[1:-1]
        self.expect(")")
        return KindTest(kind, target)

    def predicates(self) -> tuple[Syntax, ...]:
        if self.kinds[self.index] != "[":
            return ()
        found: list[Syntax] = []
        while self.kinds[self.index] == "[":
            self.index += 1
            found.append(self.expression(0))
            self.expect("]")
        return tuple(found)

    # primaries

    def is_call(self) -> bool:
        return self.comes_after("(") and self.text not in _KINDS

    def primary(self) -> Syntax:
        kind, text = self.kind, self.take()
        match kind:
            case "number":
                return Literal(float(text))
            case "string":
                return Literal(text[1:-1])
            case "variable":
                return Variable(text[1:])
            case "name":
                return Call(text, self.arguments())
        inner = self.expression(0)
        self.expect(")")
        return inner

    def arguments(self) -> tuple[Syntax, ...]:
        self.expect("(")
        if self.kind == ")":
            self.index += 1
            return ()
        found = [self.expression(0)]
        while self.kind == ",":
            self.index += 1
            found.append(self.expression(0))
        self.expect(")")
        return tuple(found)
