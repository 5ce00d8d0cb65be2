"""The receipt of a report (M-receipt): its number, who checks it, the officer's own trend, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

WIDE = 32  # letters on a button that has its row alone, an emoji counted as two


@dataclass(frozen=True, slots=True)
class Following:
    """The next report that is owed: the obligation, its kampung and period."""

    obligation_id: int
    kampung: str
    period: str


def receipt(
    texts: Texts, language: str, facts: dict[str, Any], submission_id: int, following: Following | None
) -> Screen:
    """`facts`: address, title, kampung, period, number, revision, sent_at, zone, checked_by, trend."""

    def button(key: str, tap: str) -> Button:
        return Button(texts.word(language, key), tap)

    rows: list[tuple[Button, ...]] = [
        (button("see_report", f"r::see:{submission_id}"), button("correct_report", f"s::correct:{submission_id}")),
        (Button(texts.word(language, "copy_number"), copy=facts["number"]),),
    ]
    if following is not None:
        rows.append((_next(texts, language, following),))
    rows.append((button("menu", "m::menu"),))
    leaves = {"text": "filling/sent", "args": {key: facts[key] for key in ("title", "kampung", "period")}}
    return Screen("filling/receipt", facts, tuple(rows), leaves, is_fresh=True, bar="menu")


def _next(texts: Texts, language: str, following: Following) -> Button:
    """Of a long name the beginning; the month without its year."""
    month = texts.period(language, following.period).partition(" ")[0]
    room = WIDE - len(texts.word(language, "next_slot", kampung="", month=month)) - 1
    name = following.kampung
    name = name if len(name) <= room else name[: room - 1].rstrip() + "…"
    return Button(texts.word(language, "next_slot", kampung=name, month=month), f"s::slot:{following.obligation_id}")
