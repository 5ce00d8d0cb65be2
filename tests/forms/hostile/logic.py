"""Hostile logic: cycles, and expressions without end. Each is a sound workbook, refused when it is compiled."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from tests.forms.hostile.case import Case
from tests.forms.hostile.workbooks import book, zipped

HEADER = ("type", "name", "label", "relevant", "constraint", "calculation")
DEEP = 4_000
DEEP_EXPRESSIONS = {
    "brackets": "(" * DEEP + "1" + ")" * DEEP,
    "open brackets": "(" * DEEP,
    "calls": "not(" * DEEP + "1" + ")" * DEEP,
    "conditions": "if(1,1," * DEEP + "1" + ")" * DEEP,
    "predicates in one another": "a[b" * DEEP + "]" * DEEP,
    "functions in paths": "a[count(" * 1_000 + "b" + ")]" * 1_000,
    "signs and brackets": "-(" * DEEP + "1" + ")" * DEEP,
    "quotes": "'" * 9_999,
    "operators": "+" * 10_000 + " div",
    "commas": "concat(" + "," * 10_000 + ")",
    "dots": "." * 9_999,
    "slashes": "/" * 10_000,
    "colons": "a" + "::" * 5_000,
    "one open predicate": "a[" * 200,
}  # fmt: skip
LONG_EXPRESSIONS = {
    "terms": "+".join(["1"] * 10_000),
    "conditions": " and ".join(["1"] * 5_000),
    "comparisons": "=".join(["1"] * 10_000),
    "predicates": "/f" + "[1]" * 10_000,
    "unions": "count(" + "|".join(["/f"] * 9_000) + ")",
    "steps": "/f" + "/f" * 15_000,
    "ancestors": "/f" + "/.." * 10_000,
    "arguments": "concat(" + ",".join(["1"] * 9_000) + ")",
    "signs": "-" * 30_000 + "1",
    "digits": "1" * 30_000,
    "a name": "/f/" + "a" * 30_000,
    "spaces": " " * 30_000 + "1",
    "descendants": "count(" + "//*" * 9_000 + ")",
}


def cases() -> Iterator[Case]:
    for count in (1, 2, 3, 10, 100, 400):
        yield Case("cycle", f"{count} calculations", partial(_cycle, count, "calculation"), "cycle")
        yield Case("cycle", f"{count} relevances", partial(_cycle, count, "relevant"), "cycle")
    yield Case("cycle", "a group by its question", _group_by_its_question, "cycle")
    for name, source in DEEP_EXPRESSIONS.items():
        for column in ("relevant", "constraint", "calculation"):
            yield Case("deep", f"{name} in {column}", partial(_with, source, column), "syntax")
    for name, source in LONG_EXPRESSIONS.items():
        yield Case("long", name, partial(_with, source, "calculation"), "")


def _cycle(count: int, column: str) -> bytes:
    """Each of `count` questions reads the next one, the last one the first."""
    rows = [HEADER]
    for at in range(count):
        following = f"${{q{(at + 1) % count}}}"
        told = {"relevant": f"{following} = 1", "calculation": f"{following} + 1"}
        kind = "calculate" if column == "calculation" else "integer"
        rows.append(
            (kind, f"q{at}", "Q", told["relevant"] if column == "relevant" else "", "",
             told["calculation"] if column == "calculation" else "")
        )  # fmt: skip
    rows.append(("integer", "z", "Z", "", "", ""))
    return zipped(book(rows))


def _group_by_its_question() -> bytes:
    rows = [HEADER, ("begin group", "g", "G", "${q} = 1", "", ""), ("integer", "q", "Q"), ("end group",)]
    return zipped(book(rows))


def _with(source: str, column: str) -> bytes:
    cells = ["integer" if column != "calculation" else "calculate", "q", "Q", "", "", ""]
    cells[HEADER.index(column)] = source.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return zipped(book([HEADER, cells, ("integer", "z", "Z")]))
