"""The weekly summary: what needs doing first, then how it stands, with a picture. The same at any time on demand."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from models.chat import Chat
from models.database import Transaction
from models.scope import Scope
from reporting import due, summary_names
from reporting.library import Library
from reporting.overseeing import Coordinator
from reporting.preferences import preferences
from reporting.screens import summary
from reporting.screens.screen import Screen
from reporting.screens.standing_chart import standing_chart
from reporting.screens.summary import Week
from reporting.standing import Standing
from reporting.surveying import WEEK, standing
from reporting.texts import Texts

DAY = timedelta(days=1)


class Summarising:
    def __init__(self, library: Library, texts: Texts) -> None:
        self.library = library
        self._texts = texts

    def weekly(self, tx: Transaction, who: Coordinator, at: datetime) -> tuple[Screen, dict[str, Any] | None]:
        """The week before the one of that moment: the caption with its buttons, and the figures of its picture; who
        spares data reads them instead."""
        zone, is_sparing = who.person.zone, preferences(who.person).saver
        found = standing(tx, who.scope, at, zone)
        today = due.today(at, zone)
        sunday = today - timedelta(days=today.weekday() + 1)
        screen = self._screen(tx, who.chat, found, who.scope, sunday, at, with_trend=is_sparing)
        chart = None if is_sparing else standing_chart(self._texts, who.chat.language, found, today)
        return screen, chart

    def now(self, tx: Transaction, chat: Chat, scope: Scope, zone: str) -> Screen:
        """The same for the seven days until now, all figures in words: its picture comes when it is asked for."""
        found = standing(tx, scope, tx.now, zone)
        return self._screen(tx, chat, found, scope, due.today(tx.now, zone), tx.now, with_trend=True)

    def picture(self, tx: Transaction, language: str, scope: Scope, zone: str) -> dict[str, Any]:
        """The figures of the picture as of now."""
        return standing_chart(self._texts, language, standing(tx, scope, tx.now, zone), due.today(tx.now, zone))

    def _screen(
        self, tx: Transaction, chat: Chat, found: Standing, scope: Scope, last: date, at: datetime, *, with_trend: bool
    ) -> Screen:
        names = summary_names.names(tx, self.library, chat.language, found, scope, at)
        week = Week((last - WEEK + DAY).isoformat(), last.isoformat(), with_trend)
        return summary.screen(self._texts, chat, found, names, week, scope)
