"""The delivery log as a coordinator reads it: counts first, then who may not have got what."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from models import delivery_log, leadership
from models.chat import Chat
from models.database import Transaction
from models.person import Person
from models.scope import Scope
from reporting import delivering, overseeing, stage
from reporting.access import LEADS, Actor
from reporting.missing import LONGEST
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

LOOKED_BACK = timedelta(days=7)
NAMES = (4, 2, 1)  # of each state: as many as fit
SHORTEST = 24  # letters of a name that is cut
# What is not simply sent, and the states of the outbox that it is: the doubtful first.
STATES = {"unknown": ("unknown",), "failed": ("failed",), "held": ("queued", "claimed", "sending")}


class DeliveryLog:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def show(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """Puts the page on the stage."""
        scope = actor.scope(*LEADS)
        back = Button(self._texts.word(chat.language, "missing_list"), "k::missing")
        menu = Button(self._texts.word(chat.language, "menu"), "m::menu")
        for most in NAMES:
            told = facts(tx, scope, actor.zone, most)
            screen = Screen("coordinate/delivery", told, ((back,), (menu,)), bar="menu")
            if self._texts.fits(chat.language, screen, LONGEST):
                break
        stage.put(tx, chat, screen)


def facts(tx: Transaction, scope: Scope, zone: str, most: int) -> dict[str, Any]:
    """What the page says of the last seven days, with so many names of each state."""
    since = tx.now - LOOKED_BACK
    found = delivery_log.counts(tx, scope, since)
    groups = [_group(tx, scope, since, name, found, most) for name in STATES]
    away = delivery_log.unreachable(tx, scope)
    blocked = {
        "state": "blocked",
        "count": len(away),
        "lines": [{"name": _called(one), "kind": "", "at": ""} for one in away[:most]],
    }
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
    lines = [{"name": _called(row.person), "kind": row.kind, "at": row.at.isoformat()} for row in rows]
    return {"state": name, "count": count, "lines": lines}


def _stood(tx: Transaction, since: datetime) -> dict[str, str]:
    """The ends of the last long stand of the clock, if it was in this time."""
    row = leadership.find(tx)
    if row is None or row.stood_from is None or row.stood_until is None or row.stood_until < since:
        return {}
    return {"from": row.stood_from.isoformat(), "until": row.stood_until.isoformat()}


def _called(who: Person) -> str:
    return overseeing.shorten(who.address or who.name, SHORTEST)
