"""A date and time in two steps: what is typed may be the day, the time, or both at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from forms.prompt import Prompt
from reporting.reading import DidYouMean, Read, Reader, Unreadable
from reporting.reading.results import Reading


@dataclass(frozen=True, slots=True)
class Day:
    """The first step alone: an ISO date."""

    value: str


def read(reader: Reader, prompt: Prompt, text: str, day: str, where: tuple[date, str, str, str]) -> Reading | Day:
    """As `Reader.read`; `day` is what was chosen before, "" where nothing was. `where` are its further arguments."""
    if prompt.kind != "datetime":
        return reader.read(prompt, text, *where)
    if day:
        found = _on(day, reader.read(replace(prompt, kind="time"), text, *where))
        if not isinstance(found, Unreadable):
            return found
    both = reader.read(prompt, text, *where)
    if both != Unreadable("needs_a_time"):
        return both
    alone = reader.read(replace(prompt, kind="date"), text, *where)
    return Day(alone.value) if isinstance(alone, Read) else alone


def _on(day: str, found: Reading) -> Reading:
    match found:
        case Read(value):
            return Read(f"{day}T{value}")
        case DidYouMean(options):
            return DidYouMean(tuple((f"{day}T{value}", label) for value, label in options))
        case _:
            return found
