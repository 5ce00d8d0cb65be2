"""The reminder: all that one officer owes, in one message, with a button for each of the most urgent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

MOST_BUTTONS = 3
MOST_NAMES = 8
LABEL = 32  # what one button in a row shows on a five inch screen
AFTERNOON = time(15, 30)  # back from the villages, before the day ends
MORNING = time(8, 30)
LAST_ASKED = time(15)  # from then on "this afternoon" is now
STAMP = "%Y%m%d%H%M"  # how a tap tells a local time


@dataclass(frozen=True, slots=True)
class Owed:
    """One report. `days` until the due day, negative afterwards; `draft` the id of what is begun, with its answers and
    how many questions are `left` at most; `host` the coordinator who looks on."""

    obligation: int
    title: str
    kampung: str
    period: str
    due_at: str
    zone: str
    days: int
    draft: int | None = None
    answered: int = 0
    left: int = 0
    host: str = ""


def reminder(texts: Texts, language: str, address: str, owed: Sequence[Owed], at: datetime, zone: str) -> Screen:
    """Merged over kampung and forms; the most urgent form and period first. M-RMD-1 to M-RMD-5. `zone` is the
    reader's own."""
    groups: dict[tuple[int, str, str], list[Owed]] = {}
    for one in owed:
        groups.setdefault((one.days, one.period, one.title), []).append(one)
    told = [_group(some) for _, some in sorted(groups.items())]
    begun = next((one for one in owed if one.draft and one.answered), None)
    args = {
        "address": address,
        "groups": told,
        "begun": begun.answered if begun else 0,
        "left": begun.left if begun else 0,
        "days": min(one.days for one in owed),
        "host": next((one.host for one in owed if one.host), ""),
    }
    rows = slot_buttons(texts, language, owed)
    return Screen("reminders/officer", args, (*rows, *_ways(texts, language, owed, at, zone)))


def of_draft(texts: Texts, language: str, facts: dict[str, Any], draft_id: int) -> Screen:
    """What the officer asked to be reminded of. `facts`: address, kampung, period, answered, left."""
    go_on = Button(texts.word(language, "remind_go_on"), f"s::draft:{draft_id}")
    later = Button(texts.word(language, "remind_later"), f"s::later:{draft_id}")
    return Screen("reminders/draft", facts, ((go_on,), (later,)))


def slot_buttons(texts: Texts, language: str, owed: Sequence[Owed]) -> Rows:
    """A button for each report, the drafts first; a last one for the rest."""
    urgent = sorted(owed, key=lambda one: (one.draft is None, one.days))
    rows = [(_button(texts, language, one),) for one in urgent[:MOST_BUTTONS]]
    if len(urgent) > MOST_BUTTONS:
        rows.append((Button(texts.word(language, "remind_all_slots", count=len(urgent)), "s::list"),))
    return tuple(rows)


def local_stamp(at: datetime, zone: str, clock: time, days: int = 0) -> str:
    """That time of the local day, so many days on, as a tap tells it."""
    day = at.astimezone(ZoneInfo(zone)).date() + timedelta(days=days)
    return datetime.combine(day, clock).strftime(STAMP)


def _ways(texts: Texts, language: str, owed: Sequence[Owed], at: datetime, zone: str) -> Rows:
    """To put it off as long as it is not late, and to say why it can't be done."""

    def later(key: str, clock: time, days: int) -> Button:
        return Button(texts.word(language, key), f"s::at:0,{local_stamp(at, zone, clock, days)}")

    days = min(one.days for one in owed)
    stuck = Button(texts.word(language, "remind_stuck"), "s::stuck")
    off = []
    if days >= 0 and at.astimezone(ZoneInfo(zone)).time() < LAST_ASKED:
        off.append(later("remind_afternoon", AFTERNOON, 0))
    if days > 1:
        off.append(later("remind_tomorrow", MORNING, 1))
    return (tuple(off), (stuck,)) if len(off) > 1 else ((*off, stuck),)


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
