"""What reading an answer can come to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from forms.prompt import Prompt

Reason = Literal[
    "empty",
    "too_long",  # a text of more than 300 characters
    "personal_data",  # a NIK, a phone number or an address for mail: must not be stored
    "not_a_number",
    "more_than_one_number",
    "approximate",  # about twelve, early in October, around nine
    "not_known",  # "tidak tahu" is not 0
    "not_an_option",
    "needs_one_option",  # "tidak ada" where an answer is required and no such option exists
    "none_with_others",  # "tidak ada" together with other options
    "rank_incomplete",  # an order must name every option once
    "not_a_date",
    "no_such_day",  # 31 September
    "needs_a_day",  # a month without a day
    "ambiguous_week",  # "minggu lalu": last week, or last Sunday?
    "more_than_one_date",
    "not_a_time",
    "more_than_one_time",
    "other_zone",  # a time in another of Indonesia's three zones
    "needs_a_time",  # a date and time without its time
    "not_a_place",
    "not_a_line",  # a point that can't be read, or too few of them
    "not_acknowledged",
    "not_yes_or_no",
    "needs_photo",
    "needs_audio",
    "needs_video",
    "needs_file",
    "needs_review",  # nothing is asked any more
]


@dataclass(frozen=True, slots=True)
class Read:
    """`value` is lexical (ODK XForms, "Data types"): `412`, `bkb bkl`, `09:00:00.000+07:00`; "" is blank."""

    value: str


@dataclass(frozen=True, slots=True)
class DidYouMean:
    """Must be asked back: (lexical value, label as a person reads it), likeliest first; one alone is a yes or no."""

    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Unreadable:
    """`reason` is what the template explains."""

    reason: Reason


Reading = Read | DidYouMean | Unreadable


@dataclass(frozen=True, slots=True)
class Asked:
    """One answer to read, with all that its meaning hangs on.

    `today` is the person's local date, `period` the report's (`2026-10`, `2026-W47`, ...; "" for none), `zone` an
    IANA name.
    """

    prompt: Prompt
    text: str
    today: date
    period: str
    language: str
    zone: str
