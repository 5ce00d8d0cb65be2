"""Patterns known to bring backtracking engines to a halt, or that no linear engine can take; each with its attack.

The families follow the literature on ReDoS (OWASP; Davis et al., "The impact of regular expression denial of service in
practice"): exponential, polynomial, counted, and the constructs that need backtracking at all. Those written by hand
stand in `patterns.tsv`: family, what the attack repeats (`\\s` is a space), pattern.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

LENGTH = 9_000  # characters of an attack: nearly what regex() takes; an answer in a chat has at most 4,096

_INNER = (
    "a+",
    "a*",
    "a?a",
    "a|a",
    "a|aa",
    "a|a?",
    "ab?a?",
    "[a-z]+",
    r"\w+",
    r"[^\W]*",
    ".+",
    "a{1,9}",
    "aa?",
    "(a+)+",
)
_OUTER = ("+$", "*$", "{2,}$", "+b", "*[0-9]$", "{1,100}z")
_LOOK = ("(?=a)", "(?!a)", "(?<=a)", "(?<!a)")
_AROUND = ("{}a+$", "^{}.*$", "(a{})+b", "a*{}a*", r"^(?:{}\w)+$", "({}(a+)+)+$")
_ESCAPES = {r"\s": " ", r"\n": "\n", r"\t": "\t", "\\\\": "\\"}


@dataclass(frozen=True, slots=True)
class Pattern:
    family: str
    source: str
    pump: str

    @property
    def attack(self) -> str:
        """What makes a backtracking engine try everything: long, and wrong only at its end."""
        return self.pump * (LENGTH // len(self.pump)) + "!"

    @property
    def constraint(self) -> str:
        """The pattern as an author writes it in a form."""
        quote = '"' if "'" in self.source else "'"
        return f"regex(., {quote}{self.source}{quote})"


def patterns() -> Iterator[Pattern]:
    """All of them, none twice."""
    found = {one.source: one for one in (*_products(), *_written())}
    yield from found.values()


def _products() -> Iterator[Pattern]:
    for inner, outer in product(_INNER, _OUTER):
        yield Pattern("nested quantifiers", f"({inner}){outer}", "a")
    for look, around in product(_LOOK, _AROUND):
        yield Pattern("look-around", around.format(look), "a")


def _written() -> Iterator[Pattern]:
    for line in (Path(__file__).parent / "patterns.tsv").read_text("utf-8").split("\n")[:-1]:
        family, pump, source = line.split("\t")
        for escape, char in _ESCAPES.items():
            pump = pump.replace(escape, char)
        yield Pattern(family, source, pump)
