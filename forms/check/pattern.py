"""A regular expression read into its parts, as far as its ways of matching need it.

Letters are sets of signs; everything beyond ASCII is one sign. Anchors and word borders match nothing of the text and
are left out. What Java, JavaScript and RE2 write differently and rarely (`\\Q..\\E`, conditionals) is not read.
"""

from __future__ import annotations

import re
import string
from dataclasses import dataclass

BEYOND = 128  # stands for every sign that isn't ASCII
_ALL = frozenset(range(BEYOND + 1))
_DIGITS = frozenset(map(ord, string.digits))
_WORD = frozenset(map(ord, string.ascii_letters + string.digits + "_"))
_SPACE = frozenset(map(ord, " \t\n\r\f\v"))
_CLASSES = (("d", _DIGITS), ("w", _WORD), ("s", _SPACE))
_CONTROLS = (("n", "\n"), ("t", "\t"), ("r", "\r"), ("f", "\f"), ("v", "\v"))
_REPEAT = re.compile(r"\*|\+|\?|\{(\d+)(,(\d*))?\}")
_OPENING = re.compile(r"\((\?(:|=|!|<=|<!|>|P?<\w+>|[a-zA-Z-]*:))?")
MOST_COPIES = 8  # of a counted part; more copies of it only make more of the same


@dataclass(frozen=True, slots=True)
class Letters:
    signs: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Loop:
    """`inner` at least `least` times, once more at most unless `endless`."""

    inner: Part
    least: int
    endless: bool


Part = Letters | Sequence | Alternatives | Loop


def parse(pattern: str) -> Part | None:
    """The pattern's parts, or None if it is written in a way that this doesn't read."""
    reader = _Reader(pattern)
    try:
        part = reader.alternatives()
    except (IndexError, ValueError, RecursionError):
        return None
    return part if reader.at == len(pattern) else None


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.text = pattern
        self.at = 0

    def alternatives(self) -> Part:
        parts = [self.sequence()]
        while self.text[self.at : self.at + 1] == "|":
            self.at += 1
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else Alternatives(tuple(parts))

    def sequence(self) -> Part:
        parts: list[Part] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            atom = self.atom()
            if atom is not None:
                parts.append(self.repeated(atom))
        return Sequence(tuple(parts))

    def atom(self) -> Part | None:
        sign = self.text[self.at]
        if sign == "(":
            return self.group()
        self.at += 1
        if sign in "^$":
            return None
        if sign == ".":
            return Letters(_ALL - {10})
        if sign == "[":
            return Letters(self.bracket())
        if sign == "\\":
            signs = self.escape()
            return Letters(signs) if signs else None
        return Letters(_sign(sign))

    def group(self) -> Part | None:
        opening = _OPENING.match(self.text, self.at)
        if opening is None:
            raise ValueError(self.at)
        self.at = opening.end()
        inner = self.alternatives()
        if self.text[self.at] != ")":
            raise ValueError(self.at)
        self.at += 1
        return None if (opening[2] or "") in ("=", "!", "<=", "<!") else inner

    def repeated(self, part: Part) -> Part:
        while found := _REPEAT.match(self.text, self.at):
            self.at = found.end()
            if self.text[self.at : self.at + 1] in ("?", "+"):
                self.at += 1  # lazy or possessive: the same texts match
            part = _times(part, found)
        return part

    def escape(self) -> frozenset[int]:
        """The signs of an escape; none for a border such as `\\b`."""
        sign = self.text[self.at]
        self.at += 1
        for letter, signs in _CLASSES:
            if sign.lower() == letter:
                return signs if sign == letter else _ALL - signs
        if sign in "pP":
            self.at = self.text.index("}", self.at) + 1 if self.text[self.at] == "{" else self.at + 1
            return _WORD | {BEYOND}
        if sign in "bBAzZG":
            return frozenset()
        if sign.isdigit() or sign in "kQ":
            raise ValueError(self.at)
        if sign in "xu":
            digits = 2 if sign == "x" else 4
            self.at += digits
            return _sign(chr(int(self.text[self.at - digits : self.at], 16)))
        return _sign(dict(_CONTROLS).get(sign, sign))

    def bracket(self) -> frozenset[int]:
        turned = self.text[self.at] == "^"
        self.at += turned
        signs: set[int] = set()
        first = True
        while first or self.text[self.at] != "]":
            first = False
            signs |= self.member()
        self.at += 1
        return _ALL - signs if turned else frozenset(signs)

    def member(self) -> frozenset[int]:
        if self.text.startswith("[:", self.at):
            self.at = self.text.index(":]", self.at) + 2
            return _WORD
        low = self.one()
        if self.text[self.at] != "-" or self.text[self.at + 1] == "]" or len(low) != 1:
            return low
        self.at += 1
        high = self.one()
        return frozenset(range(min(low), max(high) + 1))

    def one(self) -> frozenset[int]:
        sign = self.text[self.at]
        self.at += 1
        return self.escape() if sign == "\\" else _sign(sign)


def _sign(sign: str) -> frozenset[int]:
    return frozenset((min(ord(sign), BEYOND),))


def _times(part: Part, found: re.Match[str]) -> Part:
    sign = found[0]
    if sign in ("*", "+", "?"):
        return Loop(part, int(sign == "+"), sign != "?")
    least = int(found[1])
    most = least if found[2] is None else int(found[3]) if found[3] else None
    copies: list[Part] = [part] * min(least, MOST_COPIES)
    if most is None:
        return Sequence((*copies, Loop(part, 0, True)))
    # One inside the other: side by side, `aa?a?` would have two ways to match "aa", which a{1,3} has not.
    rest: Part = Sequence(())
    for _ in range(min(most - least, MOST_COPIES)):
        rest = Loop(Sequence((part, rest)), 0, False)
    return Sequence((*copies, rest))
