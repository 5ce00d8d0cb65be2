"""When an expression is true: the alternatives, each a set of facts about single nodes, and whether one can hold.

Every fact follows from the expression, so that "can't hold" is certain; what is not understood counts as possible.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from forms.check.reading import comparison, is_single, plain_path, syntax_of
from forms.definition import Form
from forms.xpath.syntax import Call, Chain, Literal, Path, Syntax

MOST_ALTERNATIVES = 48  # beyond it the question is left open: nobody would read the answer
MOST_TRIES = 400  # alternatives looked into for one answer
DEEPEST = 3  # how far the conditions of the questions that a condition reads are followed


@dataclass(frozen=True, slots=True)
class Fact:
    """`path` `operator` `value`; besides comparisons `has` and `lacks`, of an option of a select."""

    path: str
    operator: str
    value: float | str

    @property
    def needs_answer(self) -> bool:
        """Whether a blank node can't satisfy it."""
        if self.operator in ("<", "<=", ">", ">=", "has"):
            return True
        return (self.operator == "=" and self.value != "") or (self.operator == "!=" and self.value == "")


Alternatives = tuple[frozenset[Fact], ...]
ALWAYS: Alternatives = (frozenset(),)
NEVER: Alternatives = ()


class Reader:
    """Reads the expressions of one form; `blank` are the nodes that nothing ever fills."""

    def __init__(self, form: Form, blank: frozenset[str]) -> None:
        self._form = form
        self._blank = blank
        self._tries = 0

    def possible(self, sources: Iterable[tuple[str, str]]) -> bool:
        """Whether the expressions (path, source) can be true together."""
        self._tries = MOST_TRIES
        together = ALWAYS
        for path, source in sources:
            together = _both(together, self.when_true(syntax_of(source), path))
        return any(self._holds(one, DEEPEST) for one in together)

    def when_true(self, syntax: Syntax, at: str) -> Alternatives:
        match syntax:
            case Chain(first, rest) if rest[0][0] in ("and", "or"):
                return self._joined((first, *(part for _, part in rest)), at, rest[0][0])
            case Call("not", (inner,)):
                return self.when_false(inner, at)
            case Call("true", ()):
                return ALWAYS
            case Call("false", ()):
                return NEVER
            case Literal(value):
                return ALWAYS if value else NEVER
        return self._fact(syntax, at)

    def when_false(self, syntax: Syntax, at: str) -> Alternatives:
        match syntax:
            case Chain(first, rest) if rest[0][0] in ("and", "or"):
                parts = tuple(self.when_false(part, at) for part in (first, *(part for _, part in rest)))
                return _any(parts) if rest[0][0] == "and" else _all(parts)
            case Call("not", (inner,)):
                return self.when_true(inner, at)
            case Call("true", ()):
                return NEVER
            case Call("selected", (what, Literal(str() as name))):
                return self._about(what, "lacks", name, at)
        compared = comparison(syntax)
        if compared and compared[1] in ("=", "!="):  # a blank makes any other comparison false: nothing follows
            return self._about(compared[0], "!=" if compared[1] == "=" else "=", compared[2], at)
        return ALWAYS

    def _joined(self, parts: tuple[Syntax, ...], at: str, word: str) -> Alternatives:
        read = tuple(self.when_true(part, at) for part in parts)
        return _all(read) if word == "and" else _any(read)

    def _fact(self, syntax: Syntax, at: str) -> Alternatives:
        match syntax:
            case Call("selected", (what, Literal(str() as name))):
                return self._about(what, "has", name, at)
        compared = comparison(syntax)
        if compared is None:
            return ALWAYS
        what, operator, value = compared
        if isinstance(what, Literal):
            return ALWAYS if _compares(what.value, operator, value) else NEVER
        return self._about(what, operator, value, at)

    def _about(self, what: Syntax, operator: str, value: float | str, at: str) -> Alternatives:
        path = plain_path(what, at, at) if isinstance(what, Path) else None
        if path is None or path not in self._form.slots or not is_single(self._form, path, at):
            return ALWAYS
        return (frozenset((Fact(path, operator, value),)),)

    def _holds(self, facts: frozenset[Fact], depth: int) -> bool:
        by_path: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            by_path[fact.path].append(fact)
        if not all(self._consistent(path, found) for path, found in by_path.items()):
            return False
        self._tries -= 1
        if not depth or self._tries < 0:
            return True
        needed = [path for path, found in by_path.items() if any(fact.needs_answer for fact in found)]
        wider = _all(((facts,), *(self._answered(path) for path in needed)))
        return any(one == facts or self._holds(one, depth - 1) for one in wider)

    def _answered(self, path: str) -> Alternatives:
        """What must be so for the node to hold an answer: it is relevant, and its constraint lets the answer pass."""
        bind = self._form.slots[path].bind
        found = [self.when_true(syntax_of(source), place) for place, source in relevances(self._form, path)]
        if bind.constraint is not None and bind.calculate is None and path in self._form.questions:
            found.append(self.when_true(syntax_of(bind.constraint.source), path))
        return _all(found)

    def _consistent(self, path: str, facts: list[Fact]) -> bool:
        if path in self._blank and any(fact.needs_answer for fact in facts):
            return False
        question = self._form.questions.get(path)
        one_only = question is not None and question.kind == "select_one"
        equal = [fact.value for fact in facts if fact.operator == "="]
        if any(not _same(equal[0], other) for other in equal[1:]):
            return False
        if equal and any(not _allows(equal[0], fact, one_only) for fact in facts):
            return False
        has = {str(fact.value) for fact in facts if fact.operator == "has"}
        lacks = {str(fact.value) for fact in facts if fact.operator == "lacks"}
        if has & lacks or (one_only and (len(has) > 1 or any(_denied(name, facts) for name in has))):
            return False
        return _interval(facts, self._form.slots[path].bind.type == "int")


def relevances(form: Form, path: str) -> list[tuple[str, str]]:
    """(path, source) of the relevance of a node and of every group around it, from the outside in."""
    above = [path[: at or len(path)] for at, sign in enumerate(path + "/") if sign == "/" and at]
    binds = [(one, form.slots[one].bind.relevant) for one in above if one in form.slots]
    return [(one, relevant.source) for one, relevant in binds if relevant is not None]


def _all(parts: Iterable[Alternatives]) -> Alternatives:
    together = ALWAYS
    for part in parts:
        together = _both(together, part)
    return together


def _both(first: Alternatives, second: Alternatives) -> Alternatives:
    if len(first) * len(second) > MOST_ALTERNATIVES:
        return first if first else NEVER
    return tuple(dict.fromkeys(one | other for one in first for other in second))


def _any(parts: Iterable[Alternatives]) -> Alternatives:
    found = tuple(dict.fromkeys(one for part in parts for one in part))
    return found if len(found) <= MOST_ALTERNATIVES else ALWAYS


def _same(one: float | str, other: float | str) -> bool:
    first, second = _number(one), _number(other)
    return first == second if first is not None and second is not None else str(one) == str(other)


def _allows(value: float | str, fact: Fact, one_only: bool) -> bool:
    match fact.operator:
        case "!=":
            return not _same(value, fact.value)
        case "has":
            return str(fact.value) in str(value).split() or _same(value, fact.value)
        case "lacks":
            return not (one_only and _same(value, fact.value))
        case "<" | "<=" | ">" | ">=" if (number := _number(value)) is not None:
            return _compares(number, fact.operator, fact.value)
    return True


def _denied(name: str, facts: list[Fact]) -> bool:
    return any(fact.operator == "!=" and _same(fact.value, name) for fact in facts)


def _interval(facts: list[Fact], whole: bool) -> bool:
    low, high, open_low, open_high = -math.inf, math.inf, False, False
    for fact in facts:
        number = _number(fact.value)
        if number is None:
            continue
        if fact.operator in (">", ">=") and (number, fact.operator == ">") > (low, open_low):
            low, open_low = number, fact.operator == ">"
        elif fact.operator in ("<", "<=") and (-number, fact.operator == "<") > (-high, open_high):
            high, open_high = number, fact.operator == "<"
    if whole and math.isfinite(low) and math.isfinite(high):
        return (math.floor(low) + 1 if open_low else math.ceil(low)) <= (
            math.ceil(high) - 1 if open_high else math.floor(high)
        )
    return low < high or (low == high and not open_low and not open_high)


def _compares(left: float | str, operator: str, right: float | str) -> bool:
    """Whether a comparison of two literals may be true; of what is no number nothing is said."""
    if operator in ("=", "!="):
        return _same(left, right) == (operator == "=")
    first, second = _number(left), _number(right)
    if first is None or second is None:
        return True
    return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[operator]


def _number(value: float | str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
