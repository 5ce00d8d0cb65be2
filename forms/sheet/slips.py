"""What authors commonly get wrong in an expression, told in their own words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Collection

_PATH = re.compile(r" (?:(?:/[\w.-]+){2,}|(?:\.\./)+[\w./-]+) ")  # the converter puts a space before and behind
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_BLANK = "§"  # stands for a quoted text, in which nothing is a slip
_SLIPS = (
    ("==", "Compare with a single =."),
    ("&", "Write the word and instead of &."),
    (r"\|\|", "Write the word or instead of ||."),
    ("<>|≠", "Write != for what is not equal."),
    ("=>|≥", "Write >= for what is at least."),
    ("=<|≤", "Write <= for what is at most."),
    (r"(?<!\$)\{", "Write ${name}, with a dollar sign, for the answer of a question."),
    (r"\b(AND|OR|DIV|MOD)\b", "Write and, or, div and mod in small letters."),
    (r"\b[Ii][Nn]\s*\(", "There is no in: compare with each value, and join the comparisons with or."),
    (r"[})]\s*/\s*[${(\d]|\d\s*/\s*[$\d]", "Write the word div for a division: / parts the steps of a path."),
)
_CALLS = (
    ("sum() takes", "To add answers write ${a} + ${b}; sum(${a}) adds one question over all rounds of its repeat."),
    ("if() takes", "Write a condition, what then, and what else: if(${a} > 3, 'many', '')."),
    ("selected() takes", "Write one selected(${question}, 'option') for each option, joined with or."),
    ("the pattern", "Do without look-ahead, look-behind and back-references; two regex() may be joined with and."),
)
_OTHER_NAMES = (
    (("isblank", "isempty", "is-empty", "isnull", "empty", "blank"), "Compare with nothing: ${name} = ''."),
    (("len", "length", "strlen"), "Did you mean string-length()?"),
    (("concatenate", "textjoin"), "Did you mean concat()?"),
    (("vlookup", "lookup", "xlookup"), "Did you mean pulldata()?"),
    (("avg", "average", "mean"), "Write sum(${a}) div count(${a})."),
    (("year", "month", "day"), "Write format-date(${a}, '%Y'), '%m' or '%d'."),
    (("datediff", "dateif", "datedif", "days"), "Subtract one date from the other: ${b} - ${a} is a number of days."),
    (("lower", "upper", "tolower", "toupper"), "Write translate(${a}, 'ABC', 'abc') with all letters."),
)  # fmt: skip
_FUNCTIONS = "See https://docs.getodk.org/form-operators-functions/ for the functions there are."
_USUAL = "Check brackets, quotes and operators; names of questions are written ${name}."


def as_written(source: str) -> str:
    """`source` as it stood in the cell: `/data/rumah/umur > 3` was `${umur} > 3`."""
    return " ".join(_PATH.sub(lambda found: f"${{{found[0].strip().rpartition('/')[2]}}}", source).split())


def cure(source: str) -> str:
    """How the expression, which is no XPath, is mended most likely."""
    bare = as_written(_QUOTED.sub(_BLANK, source))
    if "'" in bare or '"' in bare:
        return "A quote is not closed: each ' needs another ', each \" another \"."
    for slip, advice in _SLIPS:
        if re.search(slip, bare):
            return advice
    opened, closed = bare.count("("), bare.count(")")
    if opened != closed:
        return f"There are {opened} opening and {closed} closing brackets."
    if re.search(r"\b(and|or|div|mod)\s*$|[-+*=<>,]\s*$", bare):
        return "Something is missing at its end."
    if re.search(r"\d,\d", bare):
        return "Write decimals with a point: 2.5."
    return _USUAL


def cure_call(problem: str) -> str:
    """How a function that is called in a way it can't be is mended; blank where `problem` says it all."""
    if variable := re.fullmatch(r"there is no variable \$(.+)", problem):
        return f"Write ${{{variable[1]}}} for the answer of a question."
    return next((advice for said, advice in _CALLS if said in problem), "")


def cure_name(function: str, known: Collection[str]) -> str:
    """What was meant with a function that doesn't exist: one of `known`, or another way to the same."""
    plain = function.lower()
    for names, advice in _OTHER_NAMES:
        if plain in names:
            return advice
    near = difflib.get_close_matches(plain, known, 1, 0.75)
    return f"Did you mean {near[0]}()?" if near else _FUNCTIONS
