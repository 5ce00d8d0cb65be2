"""The delivery log as a coordinator reads it: counts first, then who may not have got what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from models import delivery_log, leadership
from models.chat import Chat
from models.database import Transaction
from models.delivery_log import Sent
from models.person import Person
from models.scope import Scope
from reporting import delivering, group_registry, overseeing, stage
from reporting.access import LEADS, Actor
from reporting.missing import LONGEST
from reporting.refusals import Refusal
from reporting.screens.screen import Button, Screen, grid
from reporting.texts import Texts

LOOKED_BACK = timedelta(days=7)
NAMES = (4, 2, 1)  # of each state: as many as fit
SHORTEST = 24  # letters of a name that is cut
# What is not simply sent, and the states of the outbox that it is: the doubtful first.
STATES = {"unknown": ("unknown",), "failed": ("failed",), "held": ("queued", "claimed", "sending")}
GROUPS = (*STATES, "blocked")
PAGE = 10  # messages of one list


class DeliveryLog:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def show(self, tx: Transaction, actor: Actor, chat: Chat, which: str = "") -> None:
        """Puts the page on the stage: the counts or, with `which` ("failed,0": a key of GROUPS and a page), one list
        whole. Raises Refusal("not_found") for any other."""
        if which:
            self._list(tx, actor, chat, which)
            return
        scope = actor.scope(*LEADS)
        last = (self._button(chat, "missing_list", "k::missing"), self._button(chat, "menu", "m::menu"))
        for most in NAMES:
            told = facts(tx, scope, actor.zone, most)
            lists = [
                self._button(chat, f"delivery_{group['state']}", f"k::delivery:{group['state']},0", group["count"])
                for group in told["groups"]
                if group["count"] > len(group["lines"])
            ]
            screen = Screen("coordinate/delivery", told, (*grid(lists, 2), *((one,) for one in last)), bar="menu")
            if self._texts.fits(chat.language, screen, LONGEST):
                break
        stage.put(tx, chat, screen)

    def _list(self, tx: Transaction, actor: Actor, chat: Chat, which: str) -> None:
        state, _, number = which.partition(",")
        if state not in GROUPS or not number.isdecimal():
            raise Refusal("not_found")
        scope, page = actor.scope(*LEADS), int(number)
        count, lines = _page(tx, scope, tx.now - LOOKED_BACK, state, page)
        pages = max(1, -(-count // PAGE))
        if page >= pages:
            raise Refusal("not_found")
        turns = [
            self._button(chat, key, f"k::delivery:{state},{to}")
            for key, to in (("previous_page", page - 1), ("next_page", page + 1))
            if 0 <= to < pages
        ]
        args = {"state": state, "count": count, "lines": lines, "zone": actor.zone, "page": page + 1, "pages": pages}
        last = (self._button(chat, "back", "k::delivery"), self._button(chat, "menu", "m::menu"))
        stage.put(tx, chat, Screen("coordinate/delivery_list", args, (*grid(turns, 2), last), bar="menu"))

    def _button(self, chat: Chat, key: str, tap: str, count: int = 0) -> Button:
        return Button(self._texts.word(chat.language, key, count=count), tap)


def facts(tx: Transaction, scope: Scope, zone: str, most: int) -> dict[str, Any]:
    """What the page says of the last seven days, with so many names of each state."""
    since = tx.now - LOOKED_BACK
    found = delivery_log.counts(tx, scope, since)
    groups = [_group(tx, scope, since, name, found, most) for name in STATES]
    away = delivery_log.unreachable(tx, scope)
    blocked = {"state": "blocked", "count": len(away), "lines": _people(away[:most])}
    return {
        "area": overseeing.area_name(tx, scope),
        "zone": zone,
        "sent": found.get("sent", 0),
        "late": delivery_log.count_waiting(tx, scope, since, tx.now - delivering.LATE),
        "stood": _stood(tx, since),
        "groups": [group for group in (*groups, blocked) if group["count"]],
    }


def _group(
    tx: Transaction, scope: Scope, since: datetime, name: str, found: dict[str, int], most: int
) -> dict[str, Any]:
    count = sum(found.get(state, 0) for state in STATES[name])
    rows = delivery_log.some(tx, scope, since, STATES[name], most) if count else []
    return {"state": name, "count": count, "lines": _messages(tx, rows)}


def _page(tx: Transaction, scope: Scope, since: datetime, name: str, page: int) -> tuple[int, list[dict[str, str]]]:
    """How many there are in all, and the lines of that page."""
    if name == "blocked":
        away = delivery_log.unreachable(tx, scope)
        return len(away), _people(away[page * PAGE : (page + 1) * PAGE])
    found = delivery_log.counts(tx, scope, since)
    count = sum(found.get(state, 0) for state in STATES[name])
    return count, _messages(tx, delivery_log.some(tx, scope, since, STATES[name], PAGE, page * PAGE))


def _messages(tx: Transaction, rows: Sequence[Sent]) -> list[dict[str, str]]:
    told = [(row, {"name": _to(tx, row), "kind": row.kind, "at": row.at.isoformat()}) for row in rows]
    return [line | {"why": _why(row)} for row, line in told]


def _people(rows: Sequence[Person]) -> list[dict[str, str]]:
    return [{"name": _called(one), "kind": "", "at": "", "why": ""} for one in rows]


def _to(tx: Transaction, row: Sent) -> str:
    """Who was to get it: a person, or the group of an area."""
    if row.person is not None:
        return _called(row.person)
    area = group_registry.area_name(tx, row.group) if row.group else ""
    return overseeing.shorten(area or "Indonesia", SHORTEST)


def _why(row: Sent) -> str:
    """What ended the registration of a group, unless somebody asked for it; "" for people."""
    why = row.group.ended_why if row.group else ""
    return "" if why == group_registry.ASKED else why


def _stood(tx: Transaction, since: datetime) -> dict[str, str]:
    """The ends of the last long stand of the clock, if it was in this time."""
    row = leadership.find(tx)
    if row is None or row.stood_from is None or row.stood_until is None or row.stood_until < since:
        return {}
    return {"from": row.stood_from.isoformat(), "until": row.stood_until.isoformat()}


def _called(who: Person) -> str:
    return overseeing.shorten(who.address or who.name, SHORTEST)
