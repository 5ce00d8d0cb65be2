"""Data of persons that must not be stored: told from figures, sums and dates by their shape."""

from __future__ import annotations

import re
from typing import Literal

from forms.prompt import Prompt
from reporting.reading.niks import nik_spans
from reporting.reading.vocabulary import plain

Personal = Literal["nik", "phone", "email"]

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}")
# A mobile number is 08xx or 628xx and 6 to 9 digits more; a gap after the first group keeps 08.30-11.00 apart from it.
_MOBILE = re.compile(r"(?<![\d.,])(?:\+?62[ .-]?\(?0?\)?|\(?0)8[1-9]\d\)?[ .-]?\d{3,4}[ .-]?\d{2,6}(?!\d)")
_LANDLINE = re.compile(
    r"(?<![\d.,])(?:\(0[2-9]\d{1,2}\)[ -]?|0[2-9]\d{1,2}[ -]|\+62[ -]?[2-9]\d{1,2}[ -]?)\d{3,4}[ .-]?\d{2,4}(?!\d)"
)
# What a question is called, or says, that asks for a number or an address of this kind itself.
_PHONE_ASKED = re.compile(
    r"(?<![^\W_])(telp|telepon|telefon|hp|wa|whatsapp|handphone|phone|telephone|mobile|kontak|contact)(?![^\W_])"
)
_MAIL_ASKED = re.compile(r"(?<![^\W_])(e-?mail|surel)(?![^\W_])")


def personal_data(text: str) -> Personal | None:
    """What kind of personal data `text` holds, the gravest first: a NIK (16 digits), a phone number, a mail address."""
    if nik_spans(text):
        return "nik"
    folded = plain(text)
    if _MOBILE.search(folded) or _LANDLINE.search(folded):
        return "phone"
    return "email" if _MAIL.search(folded) else None


def unasked(prompt: Prompt, text: str) -> Personal | None:
    """The same, but for what the question itself asks for. Nobody may ask for a NIK."""
    found = personal_data(text)
    if found is None or found == "nik":
        return found
    asked = _PHONE_ASKED if found == "phone" else _MAIL_ASKED
    return None if asked.search(f"{prompt.name} {prompt.label} {prompt.hint}".casefold()) else found
