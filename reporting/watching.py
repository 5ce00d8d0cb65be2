"""Watching: the figures of an area against what they were and should be, one level further down with each tap."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from models import classification, family, kampung, region, submission
from models.chat import Chat
from models.database import Transaction
from models.scope import Scope
from reporting import area_figures, due, periods, stage
from reporting.access import LEADS, OFFICERS, OPD, OVERSEERS, READERS, VIEWER, Actor, actor_of, require
from reporting.area_figures import View
from reporting.area_sums import DISTRICT
from reporting.evaluated import MONEV
from reporting.inputs import Sender, Tap, whole
from reporting.kampung_class import semester_of
from reporting.plan_pages import PlanPages
from reporting.programme import first_day, previous_month
from reporting.programme_told import RAKOR
from reporting.refusals import Refusal
from reporting.screens import figures as screens
from reporting.screens.lists import Item, Turning, choose_kampung
from reporting.texts import Texts

MONTHS = 6
HISTORY = 4  # half years


class Watching:
    """Every public method is one push, and only opens something."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._plans = PlanPages(texts)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """/angka: the area of whoever oversees one, else the kampung of whoever reports on one; the plans of an
        agency's contact."""
        actor = require(actor_of(tx, sender), *OVERSEERS, *OFFICERS, OPD)
        self.put(tx, actor, stage.hear(tx, sender))

    def put(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """The same, for an actor who is known already."""
        areas = [code for code in sorted(actor.scope(*OVERSEERS).areas, key=len) if code.count(".") <= DISTRICT]
        if areas:
            self._area(tx, actor, chat, areas[0], due.running(tx.now))
        elif not actor.has(*OVERSEERS, *OFFICERS):
            self._plans.put_own(tx, actor, chat, 0)
        else:
            self._places(tx, actor, chat, 0)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of these pages. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *OVERSEERS, *OFFICERS)
        chat = stage.hear(tx, sender)
        code, _, rest = tap.state.partition(",")
        period, _, page = rest.partition(",")
        match tap.argument:
            case "area":
                self._area(tx, actor, chat, code, period)
            case "below":
                self._below(tx, actor, chat, (code, period), whole(page) or 0)
            case "months":
                self._months(tx, actor, chat, code)
            case "sources":
                view = self._view(tx, actor, code, period)
                stage.put(tx, chat, screens.sources(self._texts, chat.language, view, self._named(tx, code)))
            case "kampung":
                self._kampung(tx, actor, chat, tap.number)
            case "scores":
                self._scores(tx, actor, chat, tap.number)
            case "places":
                self._places(tx, actor, chat, tap.number)
            case _:
                self.put(tx, actor, chat)
        return ""

    def _area(self, tx: Transaction, actor: Actor, chat: Chat, code: str, period: str) -> None:
        view = self._view(tx, actor, code, period)
        scope = actor.scope(*OVERSEERS)
        semester = classification.latest_semester(tx, semester_of(period))
        visited = family.counts(tx, scope, code, due.today(tx.now, actor.zone).isoformat())
        more = {
            "semester": semester,
            "classes": classification.counts(tx, scope, code, semester) if semester else {},
            "families": sum(count for count, _ in visited.values()),
            "due": sum(count for _, count in visited.values()),
            "told": self._told_of(tx, actor, code),
            "coverage": asdict(kampung.coverage(tx, Scope((code,)))),
        }
        parent = code.rpartition(".")[0]
        above = [parent] if code and scope.includes(parent, 0) else []
        others = [one for one in scope.areas if one != code and one.count(".") <= DISTRICT and not code.startswith(one)]
        ways = [(one, self._named(tx, one)) for one in (*above, *others[:1])]
        stage.put(tx, chat, screens.area(self._texts, chat.language, view, self._named(tx, code), more, ways))

    def _told_of(self, tx: Transaction, actor: Actor, code: str) -> list[str]:
        """Which pages there is something for: plans, factors, texts. None of the whole country."""
        if not code:
            return []
        evaluated = submission.is_there(tx, Scope((code,)), MONEV)
        reads = actor.scope(*LEADS).includes(code, 0)
        pages = {
            "plans": submission.is_there(tx, Scope((code,)), RAKOR),
            "factors": evaluated,
            "texts": evaluated and reads,
        }
        return [name for name, is_there in pages.items() if is_there]

    def _below(self, tx: Transaction, actor: Actor, chat: Chat, at: tuple[str, str], page: int) -> None:
        view = self._view(tx, actor, *at)
        is_last = at[0].count(".") == DISTRICT
        places = self._kampung_of(tx, actor, at[0]) if is_last else None
        screen = screens.below(self._texts, chat.language, view, self._named(tx, at[0]), places, page)
        stage.put(tx, chat, screen)

    def _months(self, tx: Transaction, actor: Actor, chat: Chat, code: str) -> None:
        if not actor.scope(*OVERSEERS).includes(code, 0):
            raise Refusal("not_found")
        months = [due.running(tx.now)]
        while len(months) < MONTHS:
            months.append(previous_month(months[-1]))
        stage.put(tx, chat, screens.months(self._texts, chat.language, code, months, self._named(tx, code)))

    def _kampung(self, tx: Transaction, actor: Actor, chat: Chat, kampung_id: int) -> None:
        place = _readable(tx, actor, kampung_id)
        rows = classification.history(tx, kampung_id, HISTORY)
        many = len(kampung.in_scope(tx, actor.scope(*READERS, VIEWER))) > 1
        area = self._way_up(actor, place.village_code)
        reads = actor.scope(*READERS).includes(place.village_code, kampung_id)
        told = [_told(row) if reads else _told(row) | {"steps": [], "impact": {}} for row in rows]
        earlier = _earlier(rows, semester_of(due.running(tx.now)))
        args: dict[str, Any] = {"name": place.name, "rows": told, "history": earlier, "reads": reads}
        up = f"w::below:{area},{due.running(tx.now)},0" if area else ""
        stage.put(tx, chat, screens.kampung(self._texts, chat.language, kampung_id, args, up, many=many))

    def _scores(self, tx: Transaction, actor: Actor, chat: Chat, kampung_id: int) -> None:
        place = kampung.one_in_scope(tx, actor.scope(*READERS), kampung_id)
        rows = classification.history(tx, kampung_id, 1)
        if place is None or not rows:
            raise Refusal("not_found")
        args = {"name": place.name, **_told(rows[0])}
        stage.put(tx, chat, screens.scores(self._texts, chat.language, kampung_id, args))

    def _places(self, tx: Transaction, actor: Actor, chat: Chat, page: int) -> None:
        places = kampung.in_scope(tx, actor.scope(*READERS, VIEWER))
        if len(places) == 1:
            self._kampung(tx, actor, chat, places[0].id or 0)
            return
        items = [Item(place.name, f"w::kampung:{place.id}") for place in places]
        stage.put(tx, chat, choose_kampung(self._texts, chat.language, items, Turning(page, "w::places:")))

    def _view(self, tx: Transaction, actor: Actor, code: str, period: str) -> View:
        if first_day("monthly", period) is None:
            raise Refusal("not_found")
        return area_figures.view(tx, actor.scope(*OVERSEERS), code, period)

    def _kampung_of(self, tx: Transaction, actor: Actor, district: str) -> dict[str, tuple[int, str]]:
        """The active kampung of the district by its village."""
        inside = kampung.in_scope(tx, Scope((district,)))
        return {place.village_code: (place.id or 0, place.name) for place in inside}

    def _way_up(self, actor: Actor, village: str) -> str:
        """The district that the actor may look at; "" if it is not theirs."""
        district = village.rpartition(".")[0]
        return district if actor.scope(*OVERSEERS).includes(district, 0) else ""

    def _named(self, tx: Transaction, code: str) -> str:
        """ "" for the country."""
        found = region.get(tx, code) if code else None
        return found.name if found else ""


def _readable(tx: Transaction, actor: Actor, kampung_id: int) -> kampung.Kampung:
    place = kampung.one_in_scope(tx, actor.scope(*READERS, VIEWER), kampung_id)
    if place is None:
        raise Refusal("not_found")
    return place


def _earlier(rows: Sequence[classification.Classification], running: str) -> list[dict[str, str]]:
    """The half years beside the newest with its class, the latest first; "none" for one without any report, up to the
    running one."""
    known = {row.semester: row.name for row in rows}
    if not known:
        return []
    told, semester = list[dict[str, str]](), max(running, *known)
    while semester >= min(known) and len(told) < HISTORY:
        told.append({"semester": semester, "class": known.get(semester, "none")})
        semester = periods.before(semester)
    return [one for one in told if one["semester"] != rows[0].semester]


def _told(row: classification.Classification) -> dict[str, Any]:
    return {
        "semester": row.semester,
        "class": row.name,
        "indices": [row.input_index, row.process_index, row.output_index],
        "scores": row.scores,
        "read": row.facts["read"],
        "higher": row.facts["higher"],
        "steps": row.facts["steps"],
        "impact": row.impact,
    }
