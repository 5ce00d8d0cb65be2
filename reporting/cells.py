"""Values that are safe in a spreadsheet: what somebody typed never becomes a formula. Pure.

CWE-1236 and OWASP "CSV Injection": a cell that begins with one of = + - @ TAB CR LF, or with the full-width twin of a
sign, may be run by whoever opens the file.
"""

from __future__ import annotations

import re

TRIGGERS = frozenset("=+-@\t\r\n＝＋－＠")
# Numbers, and places as ODK writes them ("-0.79 100.65 0 12", several joined by ";"): a sign here begins no formula.
NUMBERS = re.compile(r"-?[0-9]+(\.[0-9]+)?(( |; ?)-?[0-9]+(\.[0-9]+)?)*")
CANONICAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")  # what XML 1.0 and spreadsheets refuse
DIGITS = 15  # a spreadsheet keeps no more


def clean(text: str) -> str:
    """The text without control characters; tabs and line ends stay."""
    return CONTROL.sub("", text)


def guarded(text: str) -> str:
    """The text for a CSV cell: with an apostrophe in front where a spreadsheet might run it."""
    text = clean(text)
    first = text.lstrip(" \u00a0\u3000")[:1]
    risky = text[:1] in TRIGGERS or first in TRIGGERS
    return f"'{text}" if text and risky and not NUMBERS.fullmatch(text) else text


def number(text: str) -> int | float | None:
    """The number that the text spells, if a spreadsheet would give back the same text; else None."""
    if not CANONICAL.fullmatch(text) or sum(sign.isdigit() for sign in text) > DIGITS:
        return None
    return float(text) if "." in text else int(text)
