"""When to be reminded: the pages of "remind me later"."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from reporting.access import Actor
from reporting.screens.lists import cut, menu_row
from reporting.screens.reminders import AFTERNOON, MORNING, STAMP
from reporting.screens.screen import Button, Screen, grid
from reporting.texts import Texts

EVENING = time(19, 0)
HOURS = tuple(time(hour) for hour in (8, 9, 10, 13, 14, 16, 17, 19))  # between rounds, meals and prayers
RECEIVED = 40


def when(texts: Texts, language: str, draft_id: int, local: datetime) -> Screen:
    """`draft_id` 0 is about all that is owed; `local` is the time where the reader is."""
    today, tomorrow = local.date(), local.date() + timedelta(days=1)
    offers = [
        ("later_afternoon", today, AFTERNOON),
        ("later_evening", today, EVENING),
        ("later_morning", tomorrow, MORNING),
    ]
    open_now = [one for one in offers if datetime.combine(one[1], one[2], local.tzinfo) > local]
    offered = [one for one in open_now if one[0] != "later_evening" or len(open_now) < len(offers)]
    rows = tuple(
        (Button(texts.word(language, key), f"s::at:{draft_id},{datetime.combine(day, clock):{STAMP}}"),)
        for key, day, clock in offered
    )
    hour = (Button(texts.word(language, "later_hour"), f"s::hours:{draft_id}"),)
    return Screen("reminders/when", {}, (*rows, hour, _back(texts, language, draft_id)), bar="menu")


def hours(texts: Texts, language: str, draft_id: int, local: datetime, received: str) -> Screen:
    """Hours of today, and of tomorrow where they have passed. `received` is what could not be read."""
    buttons = []
    for clock in HOURS:
        day = local.date() + timedelta(days=0 if clock > local.time() else 1)
        stamp = f"{datetime.combine(day, clock):{STAMP}}"
        buttons.append(Button(texts.told(language, "hour", f"{clock:%H:%M}"), f"s::at:{draft_id},{stamp}"))
    rows = (*grid(buttons, 4), _back(texts, language, draft_id))
    return Screen("reminders/hours", {"received": cut(received, RECEIVED)}, rows, bar="menu")


def planned(texts: Texts, language: str, draft_id: int, at: datetime, actor: Actor) -> Screen:
    args = {"address": actor.address, "at": at.isoformat(), "zone": actor.zone}
    return Screen("reminders/planned", args, (_back(texts, language, draft_id),), bar="menu")


def _back(texts: Texts, language: str, draft_id: int) -> tuple[Button, ...]:
    key, tap = ("go_on_now", f"s::go:{draft_id}") if draft_id else ("fill_now", "s::list")
    return (Button(texts.word(language, key), tap), *menu_row(texts, language))
