"""Soft checks: figures that are allowed but odd, beside last month's or by the form's own rule. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from forms.draft import DEFERRED, UNKNOWN, Step
from forms.events import AnswerAccepted
from forms.prompt import Line, Prompt
from reporting.markup import bare

# More than double or less than half, and by at least ten: below that a small kampung's figures jump every month.
FACTOR = 2
LEAST = 10

FIGURES = ("integer", "decimal", "range")
# Remarks (`forms.draft`) beside an odd figure: the person was asked; they said that it is right, perhaps why.
ASKED, CONFIRMED = "asked", "confirmed"


@dataclass(frozen=True, slots=True)
class Odd:
    """A figure to look at again: `before` is last month's, "" where only the form's own rule finds it unusual.

    `is_confirmed`: the officer was asked and said that it is right, with a `reason` or without. `why` is what a sent
    report was flagged for (`reporting.flags.Flag`), None while it is being filled in.
    """

    path: str
    number: int
    label: str
    value: str
    before: str
    is_confirmed: bool = False
    reason: str = ""
    why: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A figure just given that is to be asked about once; `before` as in `Odd`."""

    path: str
    label: str
    value: str
    before: str


def odd_lines(lines: Iterable[Line], last: dict[str, str]) -> tuple[Odd, ...]:
    """The lines whose number is far from last month's or breaks its own soft rule; `last` is by XLSForm name."""
    return tuple(
        Odd(line.path, line.number, line.short, line.value, before, is_confirmed(line.remark), reason(line.remark))
        for line in lines
        if is_held_against(line.path, line.kind, line.attributes)
        and (before := _odd_beside(line.path, line.value, line.unusual, last)) is not None
    )


def open_lines(lines: Iterable[Line]) -> tuple[Line, ...]:
    """What nobody knows, and what was put off to be asked about."""
    return tuple(line for line in lines if line.remark in (UNKNOWN, DEFERRED) and not line.value)


def doubt(accepted: AnswerAccepted, asked: Prompt, last: dict[str, str]) -> Doubt | None:
    """What to ask about the answer just given to `asked`: nothing where this very value was asked about before."""
    if accepted.remark or not is_held_against(accepted.path, asked.kind, asked.attributes):
        return None
    before = _odd_beside(accepted.path, accepted.value, accepted.unusual, last)
    return None if before is None else Doubt(accepted.path, bare(accepted.short).rstrip("?"), accepted.value, before)


def doubt_in(step: Step, asked: Prompt, last: dict[str, str]) -> Doubt | None:
    """The same for what an answer to `asked` did."""
    accepted = next((event for event in step.events if isinstance(event, AnswerAccepted)), None)
    return doubt(accepted, asked, last) if accepted else None


def is_held_against(path: str, kind: str, attributes: dict[str, str]) -> bool:
    """Whether an answer is compared at all: rounds of a repeat have no last month, sensitive values are not told."""
    return kind in FIGURES and "[" not in path and "sensitive" not in attributes


def is_odd(value: str, before: str) -> bool:
    """Whether a figure is more than double or less than half of the one before, by at least ten."""
    try:
        now, then = float(value), float(before)
    except ValueError:
        return False
    if abs(now - then) < LEAST:
        return False
    return now > FACTOR * then or now < then / FACTOR


def confirmation(text: str = "") -> str:
    """The remark for a figure that the person stands by, with their reason."""
    return f"{CONFIRMED}:{text}" if text else CONFIRMED


def is_confirmed(remark: str) -> bool:
    return remark.partition(":")[0] == CONFIRMED


def reason(remark: str) -> str:
    """Why the person stands by it; "" where they did not say."""
    return remark.partition(":")[2] if is_confirmed(remark) else ""


def _odd_beside(path: str, value: str, unusual: bool | None, last: dict[str, str]) -> str | None:
    """Last month's figure where the value is odd, "" where there is none; None where it is not odd. A form's own rule
    takes the place of the comparison."""
    before = last.get(path.rsplit("/", 1)[-1], "")
    if unusual is not None:
        return before if unusual else None
    return before if before and is_odd(value, before) else None
