"""Phone numbers as they are compared: +62 and digits. Pure."""

from __future__ import annotations

import re

SHORTEST, LONGEST = 7, 15  # digits with the country's own; ITU-T E.164 allows 15


def international(text: str) -> str:
    """0812-3456-789, 62812..., +62 812... and 812... as +62812.... Raises ValueError for what is no phone number."""
    digits = re.sub(r"[\s().\-/]", "", text)
    has_plus = digits.startswith("+")
    digits = digits.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        raise ValueError(f"{text!r} is not a phone number; write it as +628123456789")
    if not has_plus:
        digits = _with_country(digits)
    if not SHORTEST <= len(digits) <= LONGEST:
        raise ValueError(f"{text!r} is not a phone number; write it as +628123456789")
    return f"+{digits}"


def same(one: str, other: str) -> bool:
    """Whether both are the same number, however they are written; what is no number is the same as none."""
    try:
        return international(one) == international(other)
    except ValueError:
        return False


def _with_country(digits: str) -> str:
    """Telegram sends contacts without a plus; people write a leading 0, or (from a spreadsheet) not even that."""
    if digits.startswith("00"):
        return digits[2:]
    if digits.startswith("0"):
        return f"62{digits[1:]}"
    return f"62{digits}" if digits.startswith("8") else digits
