"""Tables of what people type and what it must be read as, one case a line.

`typed => 412` is read; `typed => ? 12 | 13` is asked back, with these values in this order; `typed => ! reason` is not
read. `\\n` in what was typed is a line break.
"""

from __future__ import annotations

from datetime import date

from forms.prompt import Choice, Prompt
from reporting.reading import DidYouMean, Read, Reader, Reading, load_vocabulary

TODAY = date(2026, 11, 4)  # a Wednesday
READER = Reader(load_vocabulary())


def cases(table: str) -> list[tuple[str, str]]:
    lines = (line.partition(" => ") for line in table.strip("\n").splitlines() if line.strip())
    return [(typed.replace("\\n", "\n"), expected.strip()) for typed, _, expected in lines]


def shown(reading: Reading) -> str:
    match reading:
        case Read(value):
            return value
        case DidYouMean(options):
            return "? " + " | ".join(value for value, _ in options)
    return f"! {reading.reason}"


def read(prompt: Prompt, typed: str, period: str = "2026-10", language: str = "id", zone: str = "Asia/Jakarta") -> str:
    return shown(READER.read(prompt, typed, TODAY, period, language, zone))


def choices(table: str) -> tuple[Choice, ...]:
    """`name: label; alias, alias` a line."""
    found = []
    for line in table.strip().splitlines():
        name, _, rest = line.strip().partition(": ")
        label, _, aliases = rest.partition("; ")
        found.append(Choice(name, label, tuple(alias.strip() for alias in aliases.split(",") if alias.strip())))
    return tuple(found)
