"""What authors commonly get wrong in an expression, told in their own words."""

from __future__ import annotations

import re

_PATH = re.compile(r" (?:(?:/[\w.-]+){2,}|(?:\.\./)+[\w./-]+) ")  # the converter puts a space before and behind
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SLIPS = (
    ("==", "Compare with a single =."),
    ("&", "Write the word and instead of &."),
    ("||", "Write the word or instead of ||."),
    ("<>", "Write != for what is not equal."),
    ("=>", "Write >= for what is at least."),
    ("=<", "Write <= for what is at most."),
)
_USUAL = "Check brackets, quotes and operators; names of questions are written ${name}."


def as_written(source: str) -> str:
    """`source` as it stood in the cell: `/data/rumah/umur > 3` was `${umur} > 3`."""
    return " ".join(_PATH.sub(lambda found: f"${{{found[0].strip().rpartition('/')[2]}}}", source).split())


def cure(source: str) -> str:
    """How the expression, which is no XPath, is mended most likely."""
    bare = _QUOTED.sub("", source)
    if "'" in bare or '"' in bare:
        return "A quote is not closed: each ' needs another ', each \" another \"."
    for sign, advice in _SLIPS:
        if sign in bare:
            return advice
    opened, closed = bare.count("("), bare.count(")")
    if opened != closed:
        return f"There are {opened} opening and {closed} closing brackets."
    if re.search(r"\b(and|or|div|mod)\s*$|[-+*=<>,]\s*$", bare):
        return "Something is missing at its end."
    return _USUAL
