"""The weekly summary: what needs doing first, then how it stands, with a picture. The same at any time on demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from models import obligation, submission, ticket
from models.chat import Chat
from models.database import Transaction
from models.obligation import Obligation, Share
from models.scope import Scope
from reporting import due, fitting, overseeing, units
from reporting.indicators import Indicator, OddFigure, compared, indicators, odd_figures
from reporting.ledger import MET
from reporting.library import Library
from reporting.overseeing import MOST_KAMPUNG, Coordinator, Officer
from reporting.programme import BULANAN
from reporting.screens.screen import Button, Rows, Screen
from reporting.screens.standing_chart import standing_chart
from reporting.texts import Texts

WEEK = timedelta(days=7)
TREND = 8  # periods
WANTED = 900  # units of a caption; Telegram's limit is 1,024
NAMES = (5, 3, 1)  # names in each list, the most that fits


@dataclass(frozen=True, slots=True)
class Standing:
    """How one scope stands with one form and period."""

    area: str
    period: str
    rows: tuple[Obligation, ...]
    reported: int
    week_ago: int
    on_time: int
    missing: tuple[Obligation, ...]
    waiting: int
    oldest_days: int
    questions: int
    odd: tuple[OddFigure, ...]
    indicators: tuple[Indicator, ...]
    compared: int  # kampung that the indicators are of
    trend: tuple[Share, ...]

    @property
    def is_quiet(self) -> bool:
        """Nothing to do."""
        return not (self.missing or self.waiting or self.questions or self.odd)


class Summarising:
    def __init__(self, library: Library, texts: Texts) -> None:
        self._library = library
        self._texts = texts

    def weekly(self, tx: Transaction, who: Coordinator, at: datetime) -> tuple[Screen, dict[str, Any]]:
        """The caption with its buttons, and the figures of its picture."""
        standing = self.standing(tx, who.scope, at)
        last = due.today(due.last_monday(at, who.person.zone), who.person.zone) - timedelta(days=1)
        screen = self._screen(tx, who.chat, standing, who.scope, last, at)
        return screen, self._chart(tx, who.chat.language, who.scope, standing, due.today(at, who.person.zone))

    def now(self, tx: Transaction, chat: Chat, scope: Scope, zone: str) -> Screen:
        """The same for the seven days until now."""
        return self._screen(tx, chat, self.standing(tx, scope, tx.now), scope, due.today(tx.now, zone), tx.now)

    def picture(self, tx: Transaction, language: str, scope: Scope, zone: str) -> dict[str, Any]:
        """The figures of the picture as of now."""
        return self._chart(tx, language, scope, self.standing(tx, scope, tx.now), due.today(tx.now, zone))

    def standing(self, tx: Transaction, scope: Scope, at: datetime) -> Standing:
        """All figures of the summary, for the monthly report that is being sent now."""
        period = due.running(at)
        rows = obligation.of_period(tx, scope, BULANAN, period)
        sent = [row for row in rows if row.sent_at is not None]
        queue = submission.waiting(tx, scope)
        return Standing(
            area=overseeing.area_name(tx, scope),
            period=period,
            rows=tuple(rows),
            reported=sum(1 for row in rows if row.state in MET),
            week_ago=sum(1 for row in sent if row.sent_at and row.sent_at <= at - WEEK),
            on_time=sum(1 for row in sent if row.sent_at and row.sent_at <= row.due_at),
            missing=tuple(row for row in rows if row.state == "waiting" and row.lock_at > at),
            waiting=len(queue),
            oldest_days=(at - queue[0].submitted_at).days if queue else 0,
            questions=ticket.count_new(tx, scope),
            odd=tuple(odd_figures(tx, scope, BULANAN, period)),
            indicators=tuple(indicators(tx, scope, BULANAN, period)),
            compared=compared(tx, scope, BULANAN, period),
            trend=tuple(obligation.shares(tx, scope, BULANAN, period, TREND)),
        )

    def _screen(
        self, tx: Transaction, chat: Chat, standing: Standing, scope: Scope, last: date, at: datetime
    ) -> Screen:
        """With as many names as a caption holds."""
        officers = overseeing.by_officer(tx, standing.missing)
        rows = self._buttons(chat, standing, officers)
        for most in NAMES:
            lists = self._lists(tx, standing, scope, officers, most)
            screen = Screen("summaries/weekly", {**_figures(standing, last, at), **lists}, rows, bar="menu")
            if fitting.length(self._texts.screen(chat.language, screen)) <= WANTED:
                break
        return screen

    def _lists(
        self, tx: Transaction, standing: Standing, scope: Scope, officers: Sequence[Officer], most: int
    ) -> dict[str, Any]:
        odd = [self._odd(tx, one) for one in standing.odd[:most]]
        lists: dict[str, Any] = {"odd": odd, "odd_more": len(standing.odd) - len(odd), "areas": [], "officers": []}
        if len(standing.missing) > MOST_KAMPUNG:
            areas = [area for area in overseeing.by_area(tx, scope, standing.rows) if area.missing]
            told = [{"name": overseeing.shorten(area.name), "missing": area.missing} for area in areas[:most]]
            return {**lists, "areas": told, "missing_more": len(areas) - len(told)}
        left = most
        for officer in officers:
            if left:
                names = [overseeing.shorten(units.name(tx, row.unit, row.kampung_id)) for row in officer.owed[:left]]
                lists["officers"].append({"name": officer.name, "kampung": names})
                left -= len(names)
        return {**lists, "missing_more": max(0, len(standing.missing) - most)}

    def _odd(self, tx: Transaction, odd: OddFigure) -> dict[str, str]:
        """The figure under its short label."""
        row = tx.get_one(submission.Submission, odd.submission_id)
        form = self._library.of_version(tx, row.form_version_id)
        slot = next((slot for slot in form.slots.values() if slot.name == odd.name), None)
        label = slot.bind.attributes.get("short", odd.name) if slot else odd.name
        kampung = overseeing.place(tx, row.kampung_id)
        return {"label": overseeing.shorten(label), "value": odd.value, "before": odd.before, "kampung": kampung}

    def _buttons(self, chat: Chat, standing: Standing, officers: Sequence[Officer]) -> Rows:
        """Only what there is something to do for."""
        language = chat.language
        nudged = sum(1 for officer in officers if officer.id not in (None, chat.person_id))
        offers = (
            (nudged, "nudge_officer" if nudged == 1 else "nudge_officers", "k::nudge_all"),
            (standing.waiting, "queue_short", "q::next"),
            (standing.questions, "answer_questions", "t::queue"),
        )
        made = [Button(self._texts.word(language, key, count=count), tap) for count, key, tap in offers if count]
        listed = (Button(self._texts.word(language, "missing_list"), "k::missing"),) if standing.missing else ()
        return tuple(row for row in (tuple(made[:1]), tuple(made[1:]), listed) if row)

    def _chart(self, tx: Transaction, language: str, scope: Scope, standing: Standing, today: date) -> dict[str, Any]:
        if len(standing.rows) > MOST_KAMPUNG:
            parts = [(area.name, area.reported, area.expected) for area in overseeing.by_area(tx, scope, standing.rows)]
        else:
            parts = [(overseeing.place(tx, row.kampung_id or 0), int(row.state in MET), 1) for row in standing.rows]
        return standing_chart(self._texts, language, standing, parts, today)


def _figures(standing: Standing, last: date, at: datetime) -> dict[str, Any]:
    return {
        "area": standing.area,
        "first": (last - WEEK + timedelta(days=1)).isoformat(),
        "last": last.isoformat(),
        "period": standing.period,
        "expected": len(standing.rows),
        "reported": standing.reported,
        "week_ago": standing.week_ago,
        "on_time": standing.on_time,
        "missing": len(standing.missing),
        "closed": len(standing.rows) - standing.reported - len(standing.missing),
        "waiting": standing.waiting,
        "oldest_days": standing.oldest_days,
        "questions": standing.questions,
        "odd_count": len(standing.odd),
        "is_quiet": standing.is_quiet,
        "compared": standing.compared,
        "indicators": [{"name": one.name, "value": one.value, "before": one.before} for one in standing.indicators],
    }
