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
from forms.xpath.tokens import Token, tokenize

MAX_NESTING = 100  # a hand-written form stays below 30; beyond it Python's own stack would end first

_RANKS = {
    "or": 1, "and": 2, "=": 3, "!=": 3, "<": 4, "<=": 4, ">": 4, ">=": 4, "+": 5, "-": 5, "*": 6, "div": 6, "mod": 6,
}  # fmt: skip
_KINDS = frozenset(("node", "text", "comment", "processing-instruction"))
_ANY_NODE = KindTest("node")
_SLASH_SLASH = Step("descendant-or-self", _ANY_NODE)


def parse(expression: str) -> Syntax:
    """The syntax tree of an expression. Raises XPathSyntaxError with the position of what is wrong."""
    parser = _Parser(expression)
    tree = parser.expression(0)
    parser.expect("end")
    return tree


class _Parser:
    def __init__(self, expression: str) -> None:
        self.source = expression
        self.tokens = tokenize(expression)
        self.index = 0
        self.depth = 0

    # tokens

    @property
    def token(self) -> Token:
        return self.tokens[self.index]

    def sees(self, *texts: str) -> bool:
        return self.token.kind in ("mark", "operator") and self.token.text in texts

    def sees_after(self, text: str) -> bool:
        after = self.tokens[min(self.index + 1, len(self.tokens) - 1)]
        return after.kind == "mark" and after.text == text

    def take(self) -> Token:
        token = self.token
        self.index += 1
        return token

    def expect(self, what: str) -> Token:
        if self.token.kind == what or self.sees(what):
            return self.take()
        raise self.wrong()

    def wrong(self, message: str = "") -> XPathSyntaxError:
        found = "unexpected end" if self.token.kind == "end" else f"unexpected {self.token.text!r}"
        return XPathSyntaxError(message or found, self.source, self.token.position)

    # expressions

    def expression(self, rank: int) -> Syntax:
        """Everything that binds tighter than `rank`."""
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise self.wrong(f"nested more than {MAX_NESTING} deep")
        left = self.unary()
        while (found := self.rank()) > rank:
            rest: list[tuple[str, Syntax]] = []
            while self.rank() == found:
                operator = self.take().text
                rest.append((operator, self.expression(found)))
            left = Chain(left, tuple(rest))
        self.depth -= 1
        return left

    def rank(self) -> int:
        return _RANKS.get(self.token.text, 0) if self.token.kind == "operator" else 0

    def unary(self) -> Syntax:
        signs = 0
        while self.sees("-"):
            self.take()
            signs += 1
        operand = self.union()
        if not signs:
            return operand
        return Negative(operand) if signs % 2 else Negative(Negative(operand))

    def union(self) -> Syntax:
        first = self.path()
        rest: list[tuple[str, Syntax]] = []
        while self.sees("|"):
            self.take()
            rest.append(("|", self.path()))
        return Chain(first, tuple(rest)) if rest else first

    # paths

    def path(self) -> Syntax:
        if self.sees("/"):
            self.take()
            return Path("/", self.steps() if self.begins_step() else ())
        if self.sees("//"):
            self.take()
            return Path("/", (_SLASH_SLASH, *self.steps()))
        if self.begins_primary():
            return self.filtered()
        return Path(None, self.steps())

    def filtered(self) -> Syntax:
        base = self.primary()
        predicates = self.predicates()
        if predicates:
            base = Filter(base, predicates)
        if self.sees("/"):
            self.take()
            return Path(base, self.steps())
        if self.sees("//"):
            self.take()
            return Path(base, (_SLASH_SLASH, *self.steps()))
        return base

    def steps(self) -> tuple[Step, ...]:
        steps = [self.step()]
        while self.sees("/", "//"):
            if self.take().text == "//":
                steps.append(_SLASH_SLASH)
            steps.append(self.step())
        return tuple(steps)

    def begins_step(self) -> bool:
        return self.token.kind in ("name", "wildcard") or self.sees(".", "..", "@")

    def step(self) -> Step:
        if self.sees("."):
            self.take()
            return Step("self", _ANY_NODE)
        if self.sees(".."):
            self.take()
            return Step("parent", _ANY_NODE)
        axis = self.axis()
        return Step(axis, self.test(), self.predicates())

    def axis(self) -> str:
        if self.sees("@"):
            self.take()
            return "attribute"
        if self.token.kind == "name" and self.sees_after("::"):
            if self.token.text not in AXES:
                raise self.wrong(f"there is no axis {self.token.text!r}")
            axis = self.take().text
            self.take()
            return axis
        return "child"

    def test(self) -> NameTest | KindTest:
        if self.token.kind not in ("name", "wildcard"):
            raise self.wrong()
        if self.sees_after("("):
            return self.kind_test()
        prefix, _, name = self.take().text.rpartition(":")
        return NameTest(name, prefix)

    def kind_test(self) -> KindTest:
        if self.token.text not in _KINDS:
            raise self.wrong("a function can't be a step of a path")
        kind = self.take().text
        self.expect("(")
        target = None
        if kind == "processing-instruction" and self.token.kind == "string":
            target = self.take().text[1:-1]
        self.expect(")")
        return KindTest(kind, target)

    def predicates(self) -> tuple[Syntax, ...]:
        found: list[Syntax] = []
        while self.sees("["):
            self.take()
            found.append(self.expression(0))
            self.expect("]")
        return tuple(found)

    # primaries

    def begins_primary(self) -> bool:
        if self.token.kind == "name":
            return self.sees_after("(") and self.token.text not in _KINDS
        return self.token.kind in ("number", "string", "variable") or self.sees("(")

    def primary(self) -> Syntax:
        token = self.take()
        match token.kind:
            case "number":
                return Literal(float(token.text))
            case "string":
                return Literal(token.text[1:-1])
            case "variable":
                return Variable(token.text[1:])
            case "name":
                return Call(token.text, self.arguments())
        inner = self.expression(0)
        self.expect(")")
        return inner

    def arguments(self) -> tuple[Syntax, ...]:
        self.expect("(")
        if self.sees(")"):
            self.take()
            return ()
        found = [self.expression(0)]
        while self.sees(","):
            self.take()
            found.append(self.expression(0))
        self.expect(")")
        return tuple(found)
