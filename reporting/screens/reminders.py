"""The reminder: all that one officer owes, in one message, with a button for each of the most urgent. M-RMD-1 to 5."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from reporting.programme import BULANAN
from reporting.screens.screen import HALF, Button, Rows, Screen
from reporting.texts import Texts

MOST_BUTTONS = 3
# Forms and periods told of, and names told of each; of a long list fewer.
SIZES = ((4, 8), (4, 4), (3, 2), (2, 1))
LONGEST = 700  # letters of what an officer reads
LABEL = 32  # what one button in a row shows on a five inch screen
LOOKED_ON = 3  # days from the due day from which the coordinator sees it
AFTERNOON = time(15, 30)  # back from the villages, before the day ends
MORNING = time(8, 30)
LAST_ASKED = time(15)  # from then on "this afternoon" is now
STUCK = "s::stuck"
STAMP = "%Y%m%d%H%M"  # how a tap tells a local time


@dataclass(frozen=True, slots=True)
class Owed:
    """One report. `days` until the due day, negative afterwards; `step` the days from the due day of the reminder that
    is sent, whose day may have been moved, None where the calendar planned none; `minutes` how long the form takes, 0
    where nobody knows; `draft` the id of what is begun, with its answers and how many questions are `left` at most;
    `host` the coordinator who looks on."""

    obligation: int
    title: str
    kampung: str
    period: str
    due_at: str
    zone: str
    days: int
    step: int | None = None
    form_id: str = BULANAN
    unit: str = "kampung"
    minutes: int = 0
    draft: int | None = None
    answered: int = 0
    left: int = 0
    host: str = ""


def reminder(texts: Texts, language: str, address: str, owed: Sequence[Owed], at: datetime, zone: str) -> Screen:
    """Merged over kampung and forms; the most urgent form and period first. `zone` is the reader's own."""
    found: dict[tuple[int, str, str], list[Owed]] = {}
    for one in owed:
        found.setdefault((one.days, one.period, one.title), []).append(one)
    groups = [some for _, some in sorted(found.items())]
    rows = _rows(texts, language, owed, at, zone)
    screens = [Screen("reminders/officer", _told(address, groups, *size), rows) for size in SIZES]
    return next((one for one in screens if texts.fits(language, one, LONGEST)), screens[-1])


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


def _told(address: str, groups: Sequence[Sequence[Owed]], most: int, names: int) -> dict[str, Any]:
    owed = [one for some in groups for one in some]
    is_named = len(groups) > 1 or owed[0].form_id != BULANAN
    is_looked_on = any(-one.days >= LOOKED_ON or (one.step or 0) >= LOOKED_ON for one in owed)
    return {
        "address": address,
        "groups": [_group(some, names, is_named=is_named) for some in groups[:most]],
        "more": sum(len(some) for some in groups[most:]),
        "days": min(one.days for one in owed),
        "is_begun": any(one.draft and one.answered for one in owed),
        "host": next((one.host for one in owed if one.host), "") if is_looked_on else "",
    }


def _rows(texts: Texts, language: str, owed: Sequence[Owed], at: datetime, zone: str) -> Rows:
    """What can be done at once, then the ways to put it off as long as it is not late, and to say why it can't be
    done. Of one report that is late: both in a row."""
    ways = _ways(texts, language, owed, at, zone)
    if len(owed) > 1:
        return (*slot_buttons(texts, language, owed), *ways)
    first = _only(texts, language, owed[0])
    if ways[0][0].tap == STUCK and len(first.label) < HALF:
        return ((first, *ways[0]),)
    return ((first,), *ways)


def _only(texts: Texts, language: str, one: Owed) -> Button:
    """Of a single report, whose name the text has told."""
    if one.draft:
        return Button(texts.word(language, "remind_go_on"), f"s::draft:{one.draft}")
    if one.days < 0:
        return Button(texts.word(language, "remind_now"), f"s::slot:{one.obligation}")
    return _button(texts, language, one)


def _ways(texts: Texts, language: str, owed: Sequence[Owed], at: datetime, zone: str) -> Rows:
    """To put it off as long as it is not late, and to say why it can't be done."""

    def later(key: str, clock: time, days: int) -> Button:
        return Button(texts.word(language, key), f"s::at:0,{local_stamp(at, zone, clock, days)}")

    days, is_due = min(one.days for one in owed), any(one.step == 0 for one in owed)
    stuck = Button(texts.word(language, "remind_stuck"), STUCK)
    off = []
    if days >= 0 and at.astimezone(ZoneInfo(zone)).time() < LAST_ASKED:
        off.append(later("remind_afternoon", AFTERNOON, 0))
    if days > 1 and not is_due:
        off.append(later("remind_tomorrow", MORNING, 1))
    return (tuple(off), (stuck,)) if len(off) > 1 else ((*off, stuck),)


def _button(texts: Texts, language: str, one: Owed) -> Button:
    key, tap = ("remind_draft", f"s::draft:{one.draft}") if one.draft else ("remind_fill", f"s::slot:{one.obligation}")
    room = LABEL - len(texts.word(language, key, kampung=""))
    told = one.title if one.unit == "officer" else one.kampung
    name = told if len(told) <= room else told[: room - 1].rstrip() + "…"
    return Button(texts.word(language, key, kampung=name), tap)


def _group(some: Sequence[Owed], names: int, *, is_named: bool) -> dict[str, Any]:
    """Of one form and period. `title` where the form has to be named; no `names` where the officer owes it himself."""
    first = some[0]
    begun = next((one for one in some if one.draft and one.answered), None)
    told = [one.kampung for one in some if one.unit != "officer"]
    return {
        "title": first.title if is_named else "",
        "period": first.period,
        "due_at": first.due_at,
        "zone": first.zone,
        "days": first.days,
        "is_due": any(one.step == 0 for one in some),
        "names": told[:names],
        "more": max(0, len(told) - names),
        "unit": first.unit,
        "minutes": first.minutes,
        "begun": {"name": begun.kampung, "answered": begun.answered, "left": begun.left} if begun else None,
    }
