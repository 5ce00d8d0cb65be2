"""Recapping: the month of an area, on demand and once by itself on a working day after the month is closed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from models import audit_event, outbound_message, region
from models import chat as chats
from models.database import Transaction
from reporting import due, overseeing, pushing, stage
from reporting.access import LEADS, OVERSEERS, Actor, actor_of, require
from reporting.area_sums import DISTRICT
from reporting.days_off import Calendar, load
from reporting.inputs import Sender, Tap
from reporting.overseeing import Coordinator
from reporting.preferences import preferences
from reporting.programme import first_day
from reporting.pushing import Push
from reporting.recap import calendar, picture, telling, trend_picture
from reporting.recap.files import Files
from reporting.recap.gathering import Recap, gather, months_until
from reporting.refusals import Refusal
from reporting.scheduling import Schedules
from reporting.screens.screen import Button, Rows
from reporting.texts import Texts
from reporting.watching import Watching

MONTHS = 6  # that are offered
OTHERS = 2  # ways to other areas of somebody with several
LOOKED_AT = 100  # people in one transaction
BUILT = 5  # recaps in one transaction: each reads a whole area

Draws = Callable[[Texts, str, Recap], dict[str, Any]]
PICTURES: Mapping[str, Draws] = MappingProxyType({"picture": picture.chart, "trend": trend_picture.chart})


class Recapping:
    """Every public method is one push; what a tap asks for is made once a minute at most."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._watching = Watching(texts)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """/rekap: the last full month of the widest area that the sender oversees; who oversees only kampung is shown
        those."""
        actor = require(actor_of(tx, sender), *OVERSEERS)
        chat = stage.hear(tx, sender)
        areas = areas_of(actor.scope(*OVERSEERS).areas)
        if areas:
            self._show(tx, actor, chat, (areas[0], due.running(tx.now)))
        else:
            self._watching.put(tx, actor, chat)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a recap; returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *OVERSEERS)
        chat = stage.hear(tx, sender)
        area, _, period = tap.state.partition(",")
        match tap.argument:
            case "show":
                self._show(tx, actor, chat, (area, period))
            case "months":
                self._months(tx, actor, chat, area)
            case "picture" | "trend":
                return self._picture(tx, actor, chat, (area, period), PICTURES[tap.argument])
            case "pdf" | "xlsx":
                return self._file(tx, actor, chat, (area, period), tap.argument)
            case _:
                raise Refusal("not_found")
        return ""

    def tell_some(self, tx: Transaction, at: datetime, after: int) -> int | None:
        """A piece of the tick: the recap of the month that was closed, for some coordinators; the last id looked at,
        None when nobody is left or nothing is due."""
        book, days = Schedules(tx), load(tx)
        if after == 0 and not calendar.has_come_up(tx, book, at):
            return None
        found, last = overseeing.coordinators(tx, at, after, LOOKED_AT)
        told = 0
        for who in found:
            told += self._tell(tx, who, book, days, at)
            if told == BUILT:
                return who.id
        return last

    def next_due(self, tx: Transaction, after: datetime) -> datetime | None:
        """When somebody is next told, after that moment."""
        return calendar.next_slot(tx, Schedules(tx), after)

    def missed(self, tx: Transaction, who: Coordinator, at: datetime) -> Rows:
        """For Monday's summary: the way to the recap of a month that should have come in the week before and never did,
        because nobody ran, the person was away, or Telegram would not take it."""
        areas = areas_of(who.scope.areas)
        period = calendar.last_period(Schedules(tx), load(tx), areas[0], who.person, at) if areas else ""
        if not period or outbound_message.came(tx, _key(who, period)):
            return ()
        named = self._texts.period(who.chat.language, period)
        label = self._texts.word(who.chat.language, "recap_missed", period=named)
        return ((Button(label, f"kr::show:{areas[0]},{period}"),),)

    def _tell(self, tx: Transaction, who: Coordinator, book: Schedules, days: Calendar, at: datetime) -> bool:
        """Whether this one was told just now: once a month for ever, and not on leave."""
        areas = areas_of(who.scope.areas)
        chosen = preferences(who.person)
        period = calendar.open_period(book, days, areas[0], who.person, at) if areas else ""
        key = _key(who, period)
        if not period or chosen.is_away(due.today(at, who.person.zone)) or outbound_message.has(tx, key):
            return False
        recap = gather(tx, who.scope, areas[0], period)
        screen = telling.message(self._texts, who.chat.language, recap)
        chart = None if chosen.saver else picture.chart(self._texts, who.chat.language, recap)
        pushing.enqueue(tx, self._texts, who.chat, Push(key, "summary", screen, chart, is_silent=True), at)
        return True

    def _show(self, tx: Transaction, actor: Actor, chat: chats.Chat, at: tuple[str, str]) -> None:
        recap = self._recap(tx, actor, at)
        others = [code for code in areas_of(actor.scope(*OVERSEERS).areas) if code != at[0]][:OTHERS]
        names = region.names_of(tx, others)
        ways = {code: names.get(code, "") for code in others}
        stage.put(tx, chat, telling.page(self._texts, chat.language, recap, ways))

    def _months(self, tx: Transaction, actor: Actor, chat: chats.Chat, area: str) -> None:
        if not actor.scope(*OVERSEERS).includes(area, 0):
            raise Refusal("not_found")
        choices = months_until(due.running(tx.now), MONTHS)[::-1]
        name = region.names_of(tx, [area]).get(area, "")
        stage.put(tx, chat, telling.months(self._texts, chat.language, area, name, choices))

    def _picture(self, tx: Transaction, actor: Actor, chat: chats.Chat, at: tuple[str, str], draws: Draws) -> str:
        """Sent by the courier, who draws it."""
        recap = self._recap(tx, actor, at)
        chart = draws(self._texts, chat.language, recap)
        screen = telling.caption(self._texts, chat.language, recap)
        key = f"recappicture:{actor.person_id}:{chart['chart']}:{at[0]}:{at[1]}:{tx.now:%Y%m%d%H%M}"
        pushing.enqueue(tx, self._texts, chat, Push(key, "summary", screen, chart), tx.now)
        return self._texts.word(chat.language, "picture_coming")

    def _file(self, tx: Transaction, actor: Actor, chat: chats.Chat, at: tuple[str, str], suffix: str) -> str:
        """Made by the courier. What leaves so is recorded."""
        recap, scope = self._recap(tx, actor, at), actor.scope(*OVERSEERS)
        made = Files(self._texts, chat.language, recap, reads=actor.scope(*LEADS).includes(recap.area, 0))
        spec = made.paper(tx, scope) if suffix == "pdf" else made.workbook(tx, scope)
        screen = telling.caption(self._texts, chat.language, recap)
        key = f"recapfile:{actor.person_id}:{suffix}:{at[0]}:{at[1]}:{tx.now:%Y%m%d%H%M}"
        if pushing.enqueue(tx, self._texts, chat, Push(key, "notice", screen, spec), tx.now) is not None:
            audit_event.log(tx, actor.person_id, "recap.exported", "area", at[0], period=at[1], how=suffix)
        return self._texts.word(chat.language, "recap_coming")

    def _recap(self, tx: Transaction, actor: Actor, at: tuple[str, str]) -> Recap:
        area, period = at
        if first_day("monthly", period) is None or period > due.running(tx.now):
            raise Refusal("not_found")
        return gather(tx, actor.scope(*OVERSEERS), area, period)


def _key(who: Coordinator, period: str) -> str:
    return f"recap:{who.id}:{period}"


def areas_of(areas: tuple[str, ...]) -> list[str]:
    """Those above a village, the widest first."""
    return [code for code in sorted(areas, key=lambda one: (len(one), one)) if code.count(".") <= DISTRICT]
