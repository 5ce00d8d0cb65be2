"""`search('file', ...)` in the appearance of a select: its options are the rows of a CSV file (XLSForm, "Dynamic
selects from pre-loaded data"), as an expression like that of any other list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_CALL = re.compile(r"search\((.*)\)", re.DOTALL)
_TEXT = re.compile(r"""\s*(['"])(.*)\1\s*\Z""", re.DOTALL)
_NAME = re.compile(r"[\w.-]+")
_LARGE, _SMALL = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz"
_COMPARE = {"contains": "contains", "startswith": "starts-with", "endswith": "ends-with"}


class SearchError(Exception):
    """What is written is no call of search(); the message says what it takes."""


@dataclass(frozen=True, slots=True)
class Search:
    """`file` is the name of the CSV file without its ending, `nodes` an XPath expression for the rows."""

    file: str
    nodes: str


def read_search(appearance: str) -> Search:
    """The search in an appearance such as `minimal search('desa', 'matches', 'kab', /data/kab)`. Raises SearchError."""
    call = _CALL.search(appearance)
    arguments = list(_arguments(call[1])) if call else []
    if len(arguments) not in (1, 4, 6):
        raise SearchError("search() takes a file name; or also a way to compare, a column and a value; or then a "
                          "column and a value to filter by.")  # fmt: skip
    file = _text(arguments[0], "a file name")
    conditions = []
    if len(arguments) > 1:
        conditions.append(_compared(_text(arguments[1], "a way to compare"), arguments[2], arguments[3]))
    if len(arguments) > 4:
        conditions.append(f"{_column(arguments[4])} = {_value(arguments[5])}")
    predicate = f"[{' and '.join(conditions)}]" if conditions else ""
    return Search(file, f"instance('{file}')/root/item{predicate}")


def _compared(how: str, column: str, value: str) -> str:
    """Letters of either size match, save where a whole value is asked for."""
    if how == "matches":
        return f"{_column(column)} = {_value(value)}"
    if how not in _COMPARE:
        raise SearchError(f"search() can't compare by {how!r}: contains, startswith, endswith or matches.")
    columns = [f"translate({one}, '{_LARGE}', '{_SMALL}')" for one in (_column(column), _value(value))]
    return f"{_COMPARE[how]}({columns[0]}, {columns[1]})"


def _column(argument: str) -> str:
    name = _text(argument, "a column")
    if not _NAME.fullmatch(name):
        raise SearchError(f"search() can't look into the column {name!r}: letters, digits, dots, dashes and _ only.")
    return name


def _value(argument: str) -> str:
    """The value is computed where the question stands, not where the row does."""
    argument = argument.strip()
    return f"current()/{argument}" if argument.startswith(".") else argument


def _text(argument: str, what: str) -> str:
    found = _TEXT.match(argument)
    if not found or not _NAME.fullmatch(found[2]):
        raise SearchError(f"search() takes {what} in quotes, not {argument.strip()!r}.")
    return found[2].removesuffix(".csv")


def _arguments(text: str) -> Iterator[str]:
    """Parted at commas that stand in no brackets and no quotes."""
    depth, quote, start = 0, "", 0
    for at, sign in enumerate(text):
        if quote:
            quote = "" if sign == quote else quote
        elif sign in "'\"":
            quote = sign
        elif sign in "([":
            depth += 1
        elif sign in ")]":
            depth -= 1
        elif sign == "," and depth == 0:
            yield text[start:at]
            start = at + 1
    yield text[start:]
