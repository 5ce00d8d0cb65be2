"""The reminder: all that one officer owes, in one message, with a button for each of the most urgent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

MOST_BUTTONS = 4
MOST_NAMES = 8
LABEL = 32  # what one button in a row shows on a five inch screen


@dataclass(frozen=True, slots=True)
class Owed:
    """One report. `days` until the due day, negative afterwards; `draft` the id of what is begun, with its answers."""

    obligation: int
    title: str
    kampung: str
    period: str
    due_at: str
    zone: str
    days: int
    draft: int | None = None
    answered: int = 0


def reminder(texts: Texts, language: str, address: str, owed: Sequence[Owed]) -> Screen:
    """Merged over kampung and forms; the most urgent form and period first."""
    groups: dict[tuple[int, str, str], list[Owed]] = {}
    for one in owed:
        groups.setdefault((one.days, one.period, one.title), []).append(one)
    told = [_group(some) for _, some in sorted(groups.items())]
    begun = next((one.answered for one in owed if one.draft), 0)
    args = {"address": address, "groups": told, "begun": begun}
    return Screen("reminders/officer", args, slot_buttons(texts, language, owed))


def slot_buttons(texts: Texts, language: str, owed: Sequence[Owed]) -> Rows:
    """A button for each report, the drafts first; a last one for the rest."""
    urgent = sorted(owed, key=lambda one: (one.draft is None, one.days))
    rows = [(_button(texts, language, one),) for one in urgent[:MOST_BUTTONS]]
    if len(urgent) > MOST_BUTTONS:
        rows.append((Button(texts.word(language, "remind_all_slots", count=len(urgent)), "s::begin"),))
    return tuple(rows)


def _button(texts: Texts, language: str, one: Owed) -> Button:
    key, tap = ("remind_draft", f"s::draft:{one.draft}") if one.draft else ("remind_fill", f"s::slot:{one.obligation}")
    room = LABEL - len(texts.word(language, key, kampung=""))
    name = one.kampung if len(one.kampung) <= room else one.kampung[: room - 1].rstrip() + "…"
    return Button(texts.word(language, key, kampung=name), tap)


def _group(some: Sequence[Owed]) -> dict[str, Any]:
    first = some[0]
    return {
        "title": first.title,
        "period": first.period,
        "due_at": first.due_at,
        "zone": first.zone,
        "days": first.days,
        "names": [one.kampung for one in some[:MOST_NAMES]],
        "more": max(0, len(some) - MOST_NAMES),
    }
