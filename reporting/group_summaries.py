"""The week in registered groups: queued at the moment when their coordinator gets his own, of the same figures."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from models import group_chat, membership, outbound_message, person, standings
from models.database import Transaction
from models.group_chat import GroupChat
from models.scope import Scope
from reporting import days_off, due, mornings, programme
from reporting.access import LEADS
from reporting.days_off import Calendar
from reporting.quiet import Reader
from reporting.screens import group_card
from reporting.screens.screen import Screen
from reporting.screens.standing_chart import standing_chart
from reporting.screens.summary import Week
from reporting.standing import Part
from reporting.summarising import DAY
from reporting.surveying import WEEK, standing
from reporting.texts import Texts

GROUPS = 5  # told in one transaction: each counts a whole area
DISTRICT = 2  # dots in its code: below it there are only kampung, which are not told one by one


class GroupSummaries:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def tell_some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        """A piece (`ticking.py`): some of the groups that are owed this Monday's."""
        days = days_off.load(tx)
        readers = mornings.readers(membership.zones(tx, LEADS, at), days)
        if not any(due.is_open(mornings.week(at, where, days)[1], at) for where in readers):
            return None
        rows = group_chat.to_tell(tx, at - due.GRACE, after, GROUPS)
        for row in rows:
            self._tell(tx, row, days, at)
        return rows[-1].id if rows else None

    def weekly(self, tx: Transaction, row: GroupChat, at: datetime) -> tuple[Screen, dict[str, Any]]:
        """The caption, and the figures of its picture."""
        zone, scope = person.get(tx, row.person_id).zone, Scope((row.area_code,))
        found, parts = standing(tx, scope, at, zone), _below(tx, row.area_code, at)
        today = due.today(at, zone)
        last = today - timedelta(days=today.weekday() + 1)
        week = Week((last - WEEK + DAY).isoformat(), last.isoformat(), with_trend=False)
        chart = standing_chart(self._texts, row.language, replace(found, owed=None, parts=parts), today)
        return group_card.card(self._texts, row.language, found, parts, week), chart

    def _tell(self, tx: Transaction, row: GroupChat, days: Calendar, at: datetime) -> None:
        """Once a week, whatever id the group has by then. Who registers on a Monday waits for the next one."""
        monday, slot = mornings.week(at, where(tx, row), days)
        if not due.is_open(slot, at) or row.registered_at > slot:
            return
        screen, chart = self.weekly(tx, row, at)
        row.told_at = slot
        tx.add(row)
        outbound_message.enqueue(
            tx,
            dedupe_key=f"group:{row.telegram_chat_id}:{monday}",
            kind="group",
            telegram_chat_id=row.telegram_chat_id,
            html=self._texts.screen(row.language, screen),
            chart=chart,
            is_silent=True,
            not_before=at,
            lane=_lane(row.area_code),
        )


def where(tx: Transaction, row: GroupChat) -> Reader:
    """As the calendar sees the group: the zone of its coordinator, the days off of its area."""
    return Reader(person.get(tx, row.person_id).zone, row.area_code)


def _below(tx: Transaction, area_code: str, at: datetime) -> tuple[Part, ...]:
    """The areas one level down, by name; a district's kampung are counted in its own figures alone."""
    if area_code.count(".") >= DISTRICT:
        return ()
    found = standings.below(tx, Scope((area_code,)), (programme.BULANAN, due.running(at)))
    return tuple(Part(area.name, told.reported, told.expected - told.excused) for area, told in found)


def _lane(area_code: str) -> str:
    """It takes turns with what goes to the regency's people."""
    return ".".join(area_code.split(".")[:2]) or "-"
