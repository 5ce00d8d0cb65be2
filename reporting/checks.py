"""Soft checks: figures that are allowed but odd beside last month's. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from forms.prompt import Line

# More than double or less than half, and by at least ten: below that a small kampung's figures jump every month.
FACTOR = 2
LEAST = 10


@dataclass(frozen=True, slots=True)
class Odd:
    """A figure to look at again: `before` is last month's."""

    path: str
    number: int
    label: str
    value: str
    before: str


def odd_lines(lines: Iterable[Line], last: dict[str, str]) -> tuple[Odd, ...]:
    """The lines whose number is far from last month's; `last` is by XLSForm name."""
    return tuple(
        Odd(line.path, line.number, line.short, line.value, last[name])
        for line in lines
        if (name := line.path.rsplit("/", 1)[-1]) in last and is_odd(line.value, last[name])
    )


def is_odd(value: str, before: str) -> bool:
    """Whether a figure is more than double or less than half of the one before, by at least ten."""
    try:
        now, then = float(value), float(before)
    except ValueError:
        return False
    if abs(now - then) < LEAST:
        return False
    return now > FACTOR * then or now < then / FACTOR
