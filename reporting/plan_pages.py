"""Joint plans in chat: those of an area for whoever oversees it, those of an agency for its contact."""

from __future__ import annotations

from collections.abc import Iterable

from models import region
from models.chat import Chat
from models.database import Transaction
from models.scope import Scope
from reporting import agencies, due, plans, programme_told, stage
from reporting.access import OPD, OVERSEERS, READERS, Actor
from reporting.plans import REGENCY
from reporting.programme_told import Meeting
from reporting.refusals import Refusal
from reporting.screens import plans as screens
from reporting.texts import Texts, templates_folder


class PlanPages:
    """Pages on the stage; who comes here was let in already, what they name is looked for in their own places."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._agencies = agencies.load(templates_folder() / "forms")

    def put_area(self, tx: Transaction, actor: Actor, chat: Chat, area: str, page: int) -> None:
        """Priorities and plans of the area. Raises Refusal("not_found") for one that the actor does not oversee."""
        if not area or not actor.scope(*OVERSEERS).includes(area, 0):
            raise Refusal("not_found")
        found = programme_told.meetings(tx, Scope((area,)), due.today(tx.now, actor.zone))
        args = {
            **screens.head(found, self._places(tx, area, found)),
            **self._now(tx, actor),
            "name": _named(tx, area),
        }
        listed = programme_told.plans(found)
        stage.put(tx, chat, screens.plans(self._texts, chat.language, args, listed, self._names(chat), (area, page)))

    def put_own(self, tx: Transaction, actor: Actor, chat: Chat, page: int) -> None:
        """The plans that the actor's agency is in charge of."""
        names = self._names(chat)
        told = sorted({names.get(one.agency, one.agency) for one in actor.grants if one.role == OPD})
        args = {**screens.head([], {}), **self._now(tx, actor), "name": ", ".join(told)}
        stage.put(tx, chat, screens.plans(self._texts, chat.language, args, plans.own(tx, actor), names, ("", page)))

    def put_plan(self, tx: Transaction, actor: Actor, chat: Chat, name: str, back: str) -> None:
        """A plan with what followed of it. Raises Refusal("not_found") for one that is not the actor's to see."""
        plan = plans.find(tx, actor, name)
        area, _, page = back.rpartition(",")
        may_follow = plans.may_follow(actor, plan)
        reads = may_follow or actor.scope(*READERS).includes(plan.village, plan.kampung_id)
        more = {**self._now(tx, actor), "where": _named(tx, plan.area), "reads": reads}
        way = f"z::plans:{area},{page}" if area else f"z::own:{page}"
        screen = screens.plan(
            self._texts, chat.language, plan, self._names(chat), more, way, follows=plan.is_open and may_follow
        )
        stage.put(tx, chat, screen)

    def _now(self, tx: Transaction, actor: Actor) -> dict[str, str]:
        return {"today": due.today(tx.now, actor.zone).isoformat(), "month": due.running(tx.now)}

    def _names(self, chat: Chat) -> dict[str, str]:
        return {one.code: one.names.get(chat.language, one.names["id"]) for one in self._agencies}

    def _places(self, tx: Transaction, area: str, found: Iterable[Meeting]) -> dict[str, str]:
        """What the areas below are called."""
        return {one.area: _named(tx, one.area[:REGENCY]) for one in found if len(one.area) > len(area) < REGENCY}


def _named(tx: Transaction, code: str) -> str:
    found = region.get(tx, code) if code else None
    return found.name if found else ""
