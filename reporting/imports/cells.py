"""What people write into cells of a list, read into values. Each reader raises CellFault for what it can't take."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from reporting.imports.table import CellFault
from reporting.privacy import holds_nik

YES = frozenset(("ya", "y", "ada", "yes", "true", "1", "x", "v", "sudah"))
NO = frozenset(
    ("tidak", "tdk", "t", "tidak ada", "tidak_ada", "tdk ada", "no", "false", "0", "-", "belum", "belum ada")
)
THOUSANDS = re.compile(r"[0-9]{1,3}([.,\u00a0 ][0-9]{3})+")
ISO = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].*)?")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/. ]([0-9]{1,2})[-/. ]([0-9]{4})")
MONTH = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})(?:-[0-9]{1,2})?|([0-9]{1,2})[-/]([0-9]{4})")
GROUP = re.compile(r"(?P<name>[^()]*?)\s*(?:\((?P<register>[^()]*)\))?")
LONGEST = 2_000  # letters of a text
REGISTER = 32

Read = Callable[[str], Any]


def flag(text: str) -> bool:
    word = text.casefold()
    if word in YES:
        return True
    if word in NO:
        return False
    raise CellFault("not_flag", text=text)


def text_of(longest: int = LONGEST) -> Read:
    def read(text: str) -> str:
        plain = " ".join(text.split())
        if len(plain) > longest:
            raise CellFault("too_long", most=longest)
        if holds_nik(plain):
            raise CellFault("holds_nik")
        return "" if plain == "-" else plain

    return read


def number(text: str) -> int:
    digits = re.sub(r"[.,\u00a0 ]", "", text) if THOUSANDS.fullmatch(text) else text
    if not (digits.isascii() and digits.isdigit()) or len(digits) > 9:
        raise CellFault("not_number", text=text)
    return int(digits)


def day(text: str) -> date:
    """2017-08-15, 15-08-2017, 15/8/2017, or what a spreadsheet keeps as a date."""
    found = ISO.fullmatch(text)
    parts = [int(one) for one in found.groups()] if found else []
    if not parts and (turned := DAY_FIRST.fullmatch(text)):
        parts = [int(one) for one in reversed(turned.groups())]
    try:
        return date(*parts)
    except (TypeError, ValueError):
        raise CellFault("not_day", text=text) from None


def month(text: str) -> str:
    """2026-01, 01-2026, or a day of it."""
    found = MONTH.fullmatch(text)
    year, number = (found[1] or found[4], found[2] or found[3]) if found else ("", "")
    if not number or not 1 <= int(number) <= 12:
        raise CellFault("not_month", text=text)
    return f"{year}-{int(number):02d}"


def one_of(allowed: Sequence[str]) -> Read:
    def read(text: str) -> str:
        word = _key(text)
        if word not in allowed:
            raise CellFault("not_one_of", text=text, allowed=", ".join(allowed))
        return word

    return read


def one_or_none(allowed: Sequence[str]) -> Read:
    """One of these, or "" where there is none."""
    one = one_of(allowed)
    return lambda text: "" if text.casefold() in NO else one(text)


def some_of(allowed: Sequence[str]) -> Read:
    """Several, with commas or semicolons between them; "-" is none."""

    def read(text: str) -> tuple[str, ...]:
        if text.casefold() in NO:
            return ()
        words = [_key(part) for part in re.split(r"[,;|]", text) if part.strip()]
        if len(words) == 1 and words[0] not in allowed:
            words = [_key(part) for part in text.split()]
        for word in words:
            if word not in allowed:
                raise CellFault("not_one_of", text=word, allowed=", ".join(allowed))
        return tuple(one for one in allowed if one in words)

    return read


def texts(text: str) -> tuple[str, ...]:
    """Any texts, with commas or semicolons between them."""
    return (
        () if text.casefold() in NO else tuple(" ".join(one.split()) for one in re.split(r"[,;|]", text) if one.strip())
    )


def numbers_of_rw(text: str) -> tuple[str, ...]:
    """The list "1, 2, 12" or "RW 01-03": the numbers in two digits."""
    found: list[int] = []
    if text.casefold() in NO:
        return ()
    for part in re.split(r"[,;|]", re.sub(r"(?i)\brw\b\.?", " ", text)):
        ends = [one.strip() for one in part.split("-")]
        if not all(one.isascii() and one.isdigit() for one in ends) or len(ends) > 2 or int(ends[-1]) > 99:
            raise CellFault("not_rw", text=text)
        found += range(int(ends[0]), int(ends[-1]) + 1)
    return tuple(f"{one:02d}" for one in sorted(set(found)))


def groups(text: str) -> tuple[tuple[str, str], ...] | bool:
    """Names of groups with their register numbers, "Melati 1 (0123); Melati 2"; or only whether there is one."""
    word = text.casefold()
    if word in YES or word in NO:
        return word in YES
    found = []
    for part in (one.strip() for one in text.split(";") if one.strip()):
        told = GROUP.fullmatch(part)
        if told is None or not told["name"] or len(told["register"] or "") > REGISTER:
            raise CellFault("not_groups", text=part)
        found.append((" ".join(told["name"].split()), (told["register"] or "").strip()))
    if len({name for name, _ in found}) < len(found):
        raise CellFault("groups_twice", text=text)
    return tuple(found)


def flag_or(allowed: Sequence[str]) -> Read:
    """Whether it is there, or which of these it is: (True, "lengkap")."""

    def read(text: str) -> tuple[bool, str]:
        word = _key(text)
        if word in allowed:
            return True, word
        try:
            return flag(text), ""
        except CellFault:
            raise CellFault("not_one_of", text=text, allowed=", ".join(("ya", "tidak", *allowed))) from None

    return read


def village(text: str) -> str:
    """A village's code, dotted or as ten digits."""
    digits = text.replace(".", "")
    if len(digits) != 10 or not (digits.isascii() and digits.isdigit()):
        raise CellFault("not_village", text=text)
    return f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"


def _key(text: str) -> str:
    return re.sub(r"[\s/-]+", "_", text.strip().casefold())
