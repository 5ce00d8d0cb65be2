"""The plain limits in a constraint: what `. >= 0 and . <= ${pus}` lets a channel say beforehand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from forms.definition import Limit
from forms.problem_log import ProblemLog

if TYPE_CHECKING:
    from forms.xpath import Expression

_LEFT = re.compile(r"^\.\s*(<=|>=|<|>)\s*(.+)$", re.DOTALL)
_RIGHT = re.compile(r"^(.+?)\s*(<=|>=|<|>)\s*\.$", re.DOTALL)
_SUM = re.compile(r"^([^<>=!]+?)\s*\+\s*\.\s*=\s*([^<>=!]+)$", re.DOTALL)
_SELF = re.compile(r"(^|[\s(,])\.([\s),]|$)")  # the other side speaks of the answer itself
_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
_WORD = re.compile(r"\s(and|or)\s")


def read_limits(constraint: Expression | None, path: str, log: ProblemLog) -> tuple[Limit, ...]:
    """The comparisons of `.` that must all hold; none when the constraint has an `or` at its top."""
    if constraint is None:
        return ()
    parts = list(_conjuncts(constraint.source))
    if "or" in parts:
        return ()
    limits = (_limit(_unwrap(part), path, log) for part in parts if part != "and")
    return tuple(limit for limit in limits if limit)


def read_balance(constraint: Expression | None, path: str, log: ProblemLog) -> Expression | None:
    """The only value that makes a sum come out, where the constraint says `a + . = b`; None where it doesn't."""
    parts = list(_conjuncts(constraint.source)) if constraint is not None else []
    if "or" in parts:
        return None
    for part in map(_unwrap, parts):
        found = _SUM.match(_hidden(part))
        if found is None:
            continue
        others, sum_ = part[slice(*found.span(1))], part[slice(*found.span(2))]
        if not any(re.search(r"[<>=]", one) or _SELF.search(one) for one in (others, sum_)):
            return log.expression(f"({sum_}) - ({others})", path, "constraint")
    return None


def _limit(part: str, path: str, log: ProblemLog) -> Limit | None:
    if found := _LEFT.match(part):
        operator, other = found[1], found[2]
    elif found := _RIGHT.match(part):
        operator, other = _TURNED[found[2]], found[1]
    else:
        return None
    if re.search(r"[<>=]", other) or _SELF.search(other):
        return None  # the other side compares, or speaks of the answer itself
    expression = log.expression(other, path, "constraint")
    return Limit(operator, expression) if expression else None


def _unwrap(part: str) -> str:
    part = part.strip()
    while part.startswith("(") and part.endswith(")") and _closes_last(part):
        part = part[1:-1].strip()
    return part


def _closes_last(part: str) -> bool:
    depth = 0
    for at, char in enumerate(part):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return at == len(part) - 1
    return False


def _conjuncts(source: str) -> Iterator[str]:
    """The parts between top-level `and` / `or`, with those words between them."""
    start, text = 0, _hidden(source)
    for word in _WORD.finditer(text):
        yield source[start : word.start()]
        yield word[1]
        start = word.end()
    yield source[start:]


def _hidden(source: str) -> str:
    """`source` with everything inside quotes or brackets replaced by a filler of the same length."""
    out, depth, quote = [], 0, ""
    for char in source:
        if quote:
            quote = "" if char == quote else quote
            out.append("_")
        elif char in "'\"":
            quote = char
            out.append("_")
        else:
            depth += char in "(["
            out.append("_" if depth else char)
            depth -= char in ")]"
    return "".join(out)
