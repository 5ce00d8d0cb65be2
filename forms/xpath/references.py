"""Which generic paths an expression reads: what a dependency graph is made of, without evaluating anything."""

from __future__ import annotations

from collections.abc import Sequence

from forms.xpath.errors import XPathError
from forms.xpath.parser import parse
from forms.xpath.syntax import Call, Chain, Filter, KindTest, Literal, NameTest, Negative, Path, Step, Syntax

_SECONDARY = "instance("


def references(syntax: Syntax, context: str) -> frozenset[str]:
    """Generic absolute paths, without predicates: `/data/rep/x`. Relative paths are taken from `context`.

    A wildcard stays in the path (`/data/*`, `/data//x`); a path in a secondary instance is `instance(x)`,
    or `instance()` where its name is computed.
    """
    finder = _Finder(context)
    finder.look(syntax, context)
    return frozenset(path or "/" for path in finder.found)


class _Finder:
    def __init__(self, current: str) -> None:
        self.current = current
        self.found: set[str] = set()

    def look(self, syntax: Syntax, context: str) -> None:
        """Notes what the syntax reads when it stands at `context`."""
        match syntax:
            case Path() | Filter() | Call():
                self.look_at_nodes(syntax, context)
            case Negative(operand):
                self.look(operand, context)
            case Chain(first, rest):
                for part in (first, *(part for _, part in rest)):
                    self.look(part, context)

    def look_at_nodes(self, syntax: Path | Filter | Call, context: str) -> None:
        for path in self.nodes(syntax, context):
            self.note(path)

    def nodes(self, syntax: Syntax, context: str) -> list[str]:
        """The generic paths of the nodes that the syntax gives; what it reads on the way is noted."""
        match syntax:
            case Path(start, steps):
                return [self.walk(base, steps) for base in self.starts(start, context)]
            case Filter(base, predicates):
                paths = self.nodes(base, context)
                for path in paths:
                    self.look_into(predicates, path)
                return paths
            case Call(name, arguments):
                return self.call(name, arguments, context)
            case Chain(first, rest) if rest[0][0] == "|":
                parts = (first, *(part for _, part in rest))
                return [path for part in parts for path in self.nodes(part, context)]
        self.look(syntax, context)
        return []

    def starts(self, start: Syntax | str | None, context: str) -> list[str]:
        match start:
            case None:
                return [context]
            case str():
                return [""]
        return self.nodes(start, context)

    def call(self, name: str, arguments: Sequence[Syntax], context: str) -> list[str]:
        match name, arguments:
            case "current", ():
                return [self.current]
            case (("instance" | "pulldata"), (Literal(str() as instance), *others)):
                for other in others:
                    self.look(other, context)
                self.note(f"{_SECONDARY}{instance})")
                return [f"{_SECONDARY}{instance})"]
            case "instance", _:
                for argument in arguments:
                    self.look(argument, context)
                return [f"{_SECONDARY})"]
            case "jr:choice-name", (_, Literal(str() as path)):
                self.look_in_text(path, context)
            case (("string" | "number" | "string-length" | "normalize-space"), ()):
                self.note(context)
        results: list[str] = []
        for argument in arguments:
            results += self.nodes(argument, context)
        for path in results:
            self.note(path)
        return results

    def look_in_text(self, path: str, context: str) -> None:
        try:
            self.look(parse(path), context)
        except XPathError:
            return  # not a path; the label will be blank

    def walk(self, path: str, steps: Sequence[Step]) -> str:
        for step in steps:
            path = _stepped(path, step)
            self.look_into(step.predicates, path)
        return path

    def look_into(self, predicates: Sequence[Syntax], path: str) -> None:
        for predicate in predicates:
            self.look(predicate, path)

    def note(self, path: str) -> None:
        self.found.add(path.partition(")")[0] + ")" if path.startswith(_SECONDARY) else path)


def _stepped(path: str, step: Step) -> str:
    test = step.test
    match step.axis:
        case "self":
            return path
        case "parent":
            return path.rpartition("/")[0] if "/" in path else path
        case "child" if isinstance(test, NameTest):
            return f"{path}/{_name(test)}"
        case "attribute" if isinstance(test, NameTest):
            return f"{path}/@{_name(test)}"
        case "descendant" | "descendant-or-self" if isinstance(test, NameTest):
            return f"{path}//{_name(test)}"
        case "descendant-or-self":
            return f"{path}/"
        case "following-sibling" | "preceding-sibling" if isinstance(test, NameTest):
            return f"{path.rpartition('/')[0]}/{_name(test)}"
    return f"{path}/*" if isinstance(test, NameTest) or test == KindTest("node") else path


def _name(test: NameTest) -> str:
    return f"{test.prefix}:{test.name}" if test.prefix else test.name
