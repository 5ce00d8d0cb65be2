"""What must not be kept of what people type: data of persons."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

from reporting.reading import nik_spans, personal_data

Found = Literal["nik", "phone", "email"]

HIDDEN = "•"
# The inbox hides a NIK before it is stored, so what arrives behind it has the mask in its place.
MASKED_NIK = HIDDEN * 16


def without_niks(text: str) -> str:
    """The text with each NIK hidden. As long as before, in UTF-16 units too: the offsets of entities stay right."""
    for begin, end in reversed(nik_spans(text)):
        units = len(text[begin:end].encode("utf-16-le")) // 2
        text = text[:begin] + HIDDEN * units + text[end:]
    return text


def holds_nik(text: str) -> bool:
    """Whether the text holds a NIK, hidden or not."""
    return MASKED_NIK in text or bool(nik_spans(text))


def found_in(text: str) -> Found | None:
    """What kind of personal data the text holds, the gravest first: a NIK, hidden or not, a phone number, a mail."""
    return "nik" if MASKED_NIK in text else personal_data(text)


def holds_personal_data(text: str) -> bool:
    """Whether the text holds a NIK, a phone number or a mail address."""
    return found_in(text) is not None


def as_told(attributes: Collection[str], text: str) -> str:
    """What was typed for a question, as a screen may repeat it: nothing of what is sensitive."""
    return HIDDEN * 3 if "sensitive" in attributes else text
