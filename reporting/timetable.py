"""Timetable: what is owed until when in a coordinator's area, more time for a period, other days, who is excused.

Whoever leads a regency or a province changes days; of a district one only looks. Excusing somebody is for whoever leads
the place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from models import form_version, obligation
from models.chat import Chat
from models.database import Transaction
from models.obligation import Obligation
from models.schedule import Schedule
from reporting import due, ledger, overseeing, periods, rescheduling, scheduling, stage, units
from reporting.access import LEADS, Actor, actor_of, require
from reporting.inputs import Sender, Tap, whole
from reporting.notices import Notice, Notices, called
from reporting.privacy import holds_personal_data
from reporting.refusals import Refusal
from reporting.rescheduling import ScheduleError
from reporting.scheduling import Schedules
from reporting.screens import schedules as screens
from reporting.texts import Texts

REASON = "schedule_reason"  # what the chat expects while words for a reason may come
REGENCY = 1  # dots in the code of a regency
LONGEST = 120  # letters of a reason
MANY = 500  # of more people nobody is told apart: the next reminder says the day


class Timetable:
    """Every public method is one push."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._notices = Notices(texts)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """/jadwal: what is owed until when."""
        actor = require(actor_of(tx, sender), *LEADS)
        self._list(tx, actor, stage.hear(tx, sender))

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of these pages. Returns a toast, or ""."""
        actor, chat = require(actor_of(tx, sender), *LEADS), stage.hear(tx, sender)
        number, days, reason = _parts(tap.state)
        if tap.card is not None:
            if stage.is_stale(tx, chat, tap):
                return self._texts.word(chat.language, "stale_button")
            return self._write(tx, actor, chat, tap.argument, (number, days, reason))
        match tap.argument:
            case "owed":
                self._debts(tx, actor, chat, number)
            case "let":
                self._let(tx, actor, chat, number)
            case "one" | "more" | "days" | "why" | "sure":
                self._page(tx, actor, chat, tap.argument, (number, days, reason))
            case _:
                self._list(tx, actor, chat)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """A reason in words of one's own."""
        actor, chat = require(actor_of(tx, sender), *LEADS), stage.hear(tx, sender)
        focus, said = chat.focus or {}, " ".join(text.split())
        problem = "personal_data" if holds_personal_data(said) else "too_long" if len(said) > LONGEST else ""
        if "let" in focus:
            if problem:
                self._let(tx, actor, chat, focus["let"], problem)
            else:
                self._excuse(tx, actor, chat, focus["let"], said)
        elif "schedule" in focus:
            number, days = focus["schedule"]
            step = "why" if problem else "sure"
            self._page(tx, actor, chat, step, (number, days, said), problem)
        else:
            self._list(tx, actor, chat)

    def _write(self, tx: Transaction, actor: Actor, chat: Chat, what: str, told: tuple[int, int, str]) -> str:
        number, days, reason = told
        match what:
            case "extend":
                self._extend(tx, actor, chat, number, days, reason)
            case "set":
                self._set(tx, actor, chat, number, days)
            case "let_now":
                word = reason if reason in screens.EXCUSES else screens.EXCUSES[0]
                self._excuse(tx, actor, chat, number, self._texts.word(chat.language, f"excuse_{word}"))
            case "again":
                owed = self._debt(tx, actor, number)
                ledger.owe_again(tx, actor.person_id, owed)
                self._let(tx, actor, chat, number)
            case _:
                self._list(tx, actor, chat)
        return ""

    def _list(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        book, area = Schedules(tx), _area(actor)
        titles, today = form_version.titles(tx), due.today(tx.now, actor.zone)
        holding = [row for row in book.rows if book.of(row.form_id, area, today) is row]
        coming = [row for row in book.rows if _begins(book, row, area, today)]
        lines = [
            {
                "id": row.id,
                "title": titles.get(row.form_id, row.form_id),
                "unit": row.unit,
                **_days(book, row, area, tx),
            }
            for row in (*holding, *coming)
        ]
        owing = obligation.count_missing(tx, actor.scope(*LEADS), tx.now)
        named = overseeing.area_name(tx, actor.scope(*LEADS))
        stage.put(tx, chat, screens.listed(self._texts, chat.language, named, lines, owing))

    def _page(
        self, tx: Transaction, actor: Actor, chat: Chat, step: str, told: tuple[int, int, str], problem: str = ""
    ) -> None:
        """A page about one schedule; the list, where there is none such. Whoever only looks gets no further."""
        (number, count, reason), book, language = told, Schedules(tx), chat.language
        row = next((one for one in book.rows if one.id == number), None)
        if row is None or book.of(row.form_id, _area(actor), periods.last(row.since)) is None:
            self._list(tx, actor, chat)
            return
        facts = self._facts(tx, book, row, _area(actor))
        may_change = _may_change(actor) and row.cadence != "event"
        if step == "one" or not may_change:
            stage.put(tx, chat, screens.one(self._texts, language, facts, number, may_change=may_change))
        elif step == "more" or (count not in screens.DAYS and step != "days"):
            stage.put(tx, chat, screens.more(self._texts, language, facts, number))
        elif step == "days":
            offered = [day for day in range(row.due_day - 4, row.due_day + 6) if row.opens_day <= day < row.late_day]
            stage.put(tx, chat, screens.days(self._texts, language, facts, number, offered))
        elif step == "why" or not reason:
            screen = screens.why(self._texts, language, facts, number, count, problem)
            stage.put(tx, chat, screen, expects=REASON, focus={"schedule": [number, count]})
        else:
            facts |= self._would(tx, book, row, actor, count) | {"reason": self._reason(language, reason)}
            word = reason if reason in screens.WHYS else "words"
            screen = screens.sure(self._texts, language, facts, number, count, word)
            stage.put(tx, chat, screen, focus={"reason": facts["reason"]})

    def _extend(self, tx: Transaction, actor: Actor, chat: Chat, number: int, days: int, reason: str) -> None:
        book = Schedules(tx)
        row = next((one for one in book.rows if one.id == number), None)
        if row is None or not _may_change(actor) or days not in screens.DAYS:
            raise Refusal("not_found")
        area, said = _area(actor), (chat.focus or {}).get("reason") or self._reason(chat.language, reason)
        period = book.current(row, tx.now)
        instead = rescheduling.later(row, period, days, book.instead(row.form_id, area, period))
        try:
            found = rescheduling.extend(tx, actor.person_id, row.form_id, area, period, instead, said)
        except ScheduleError:
            self._page(tx, actor, chat, "one", (number, 0, ""))
            return
        facts = self._facts(tx, Schedules(tx), row, area)
        self._tell(tx, actor, found.change.id or 0, found.people, facts | {"reason": said})
        told = {"what": "extended", "count": found.obligations, "people": _told(found.people)}
        stage.put(tx, chat, screens.done(self._texts, chat.language, facts | told, number))

    def _set(self, tx: Transaction, actor: Actor, chat: Chat, number: int, day: int) -> None:
        row = next((one for one in Schedules(tx).rows if one.id == number), None)
        if row is None or not _may_change(actor):
            raise Refusal("not_found")
        try:
            made = rescheduling.change(tx, actor.person_id, row.form_id, _area(actor), {"due_day": day})
        except ScheduleError:
            self._page(tx, actor, chat, "one", (number, 0, ""))
            return
        terms = scheduling.terms(made)
        facts = self._facts(tx, Schedules(tx), made, _area(actor)) | {
            "period": made.since, "due_on": due.due_on(made.since, terms).isoformat(),
        }  # fmt: skip
        told = {"what": "set", "count": 0, "people": 0}
        stage.put(tx, chat, screens.done(self._texts, chat.language, facts | told, made.id or 0))

    def _tell(
        self, tx: Transaction, actor: Actor, change: int, people: Sequence[int], facts: Mapping[str, Any]
    ) -> None:
        if len(people) > MANY:
            return
        args = {**facts, "host": actor.address}
        for person_id in people:
            notice = Notice(f"extended:{change}:{person_id}", "schedules/told", args, ((("report", "s::begin"),),))
            self._notices.tell(tx, person_id, notice)

    def _would(self, tx: Transaction, book: Schedules, row: Schedule, actor: Actor, days: int) -> dict[str, Any]:
        """What more time would mean."""
        area, period = _area(actor), book.current(row, tx.now)
        instead = rescheduling.later(row, period, days, book.instead(row.form_id, area, period))
        open_now = rescheduling.open_in(tx, row.form_id, area, period)
        people = {one.person_id for one in open_now if one.person_id is not None}
        after = {"due_on": instead.due_on, "late_on": instead.late_on, "lock_on": instead.lock_on}
        told = {f"new_{name}": day.isoformat() for name, day in after.items() if day is not None}
        return {**told, "count": len(open_now), "people": _told(sorted(people))}

    def _facts(self, tx: Transaction, book: Schedules, row: Schedule, area: str) -> dict[str, Any]:
        title = form_version.titles(tx).get(row.form_id, row.form_id)
        return {"title": title, "unit": row.unit, "cadence": row.cadence, **_days(book, row, area, tx)}

    def _reason(self, language: str, reason: str) -> str:
        return self._texts.word(language, f"schedule_{reason}") if reason in screens.WHYS else reason

    def _debts(self, tx: Transaction, actor: Actor, chat: Chat, page: int) -> None:
        rows = obligation.missing(tx, actor.scope(*LEADS), tx.now)
        page = max(0, min(page, (len(rows) - 1) // screens.PAGE))
        shown = rows[page * screens.PAGE : (page + 1) * screens.PAGE]
        lines = [{"id": row.id, **self._told(tx, row)} for row in shown]
        stage.put(tx, chat, screens.debts(self._texts, chat.language, lines, page, len(rows)))

    def _told(self, tx: Transaction, row: Obligation) -> dict[str, Any]:
        title = form_version.titles(tx).get(row.form_id, row.form_id)
        named = overseeing.shorten(units.name(tx, row.unit, row.kampung_id), 30)
        return {"title": overseeing.shorten(title, 30), "name": named, "period": row.period}

    def _debt(self, tx: Transaction, actor: Actor, number: int) -> Obligation:
        """What is owed in a place that the actor leads. Raises Refusal("not_found")."""
        owed = obligation.get(tx, number)
        if owed is None or not actor.scope(*LEADS).includes(owed.area_code, owed.kampung_id or 0):
            raise Refusal("not_found")
        return owed

    def _let(self, tx: Transaction, actor: Actor, chat: Chat, number: int, problem: str = "") -> None:
        facts = self._told(tx, owed := self._debt(tx, actor, number))
        facts["officer"] = called(tx, owed.person_id) if owed.person_id is not None else ""
        screen = screens.let(self._texts, chat.language, facts, number, problem)
        stage.put(tx, chat, screen, expects=REASON, focus={"let": number})

    def _excuse(self, tx: Transaction, actor: Actor, chat: Chat, number: int, why: str) -> None:
        owed = self._debt(tx, actor, number)
        was_waiting = owed.state == "waiting"
        ledger.excuse(tx, actor.person_id, owed, why)
        facts = self._told(tx, owed) | {"reason": why, "host": actor.address}
        if was_waiting and owed.person_id is not None and owed.person_id != actor.person_id:
            key = f"excused:{owed.id}:{tx.now.isoformat()}"
            self._notices.mention(tx, owed.person_id, Notice(key, "schedules/let_off", facts, ()))
        stage.put(tx, chat, screens.excused(self._texts, chat.language, facts, number))


def _told(people: Sequence[int]) -> int:
    return len(people) if len(people) <= MANY else 0


def _area(actor: Actor) -> str:
    """The widest area that the actor leads; of single kampung none, "?" matches nothing but the whole country."""
    return min(actor.scope(*LEADS).areas, key=len, default="?")


def _may_change(actor: Actor) -> bool:
    area = _area(actor)
    return area != "?" and area.count(".") <= REGENCY


def _begins(book: Schedules, row: Schedule, area: str, today: Any) -> bool:
    """Whether it is the first schedule of its form there, and yet to begin."""
    first = periods.first(row.since)
    return first > today and book.of(row.form_id, area, today) is None and book.of(row.form_id, area, first) is row


def _days(book: Schedules, row: Schedule, area: str, tx: Transaction) -> dict[str, Any]:
    """The days of the period at hand there (ISO); of visits, each of which has its own, none."""
    if row.cadence == "event":
        return {"period": "", "due_on": "", "late_on": "", "lock_on": "", "is_changed": False}
    period = max(book.current(row, tx.now), row.since)
    instead, said = book.instead(row.form_id, area, period), scheduling.terms(row)
    late = (instead.late_on if instead else None) or due.day_of(period, said.late_day, said)
    lock = (instead.lock_on if instead else None) or due.day_of(period, said.lock_day, said)
    told = {"due_on": due.due_on(period, said, instead), "late_on": late, "lock_on": lock}
    return {
        "period": period,
        **{name: day.isoformat() for name, day in told.items()},
        "is_changed": instead is not None,
    }


def _parts(state: str) -> tuple[int, int, str]:
    """A number, days and a reason, as far as the tap names them."""
    number, days, reason = (*state.split(","), "", "", "")[:3]
    return whole(number) or 0, whole(days) or 0, reason
