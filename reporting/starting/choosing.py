"""Choosing: what is owed, then form, kampung and period. Steps with one possibility are skipped."""

from __future__ import annotations

from collections.abc import Sequence

from models import draft, form_version, kampung, kampung_search, obligation, submission
from models.chat import Chat
from models.database import Transaction
from models.kampung import Kampung
from models.obligation import Obligation
from reporting import due, owing, stage, units
from reporting.access import FILERS, Actor
from reporting.filings import narrowed
from reporting.inputs import whole
from reporting.place_names import kampung_names
from reporting.programme import earlier, filing
from reporting.refusals import Refusal
from reporting.responsible import filing_scope
from reporting.scheduling import shape
from reporting.screens.lists import (
    EXPECTS,
    NAME,
    PAGE,
    Item,
    Turning,
    choose_form,
    choose_kampung,
    choose_period,
    choose_returned,
    choose_slot,
    cut,
    marked,
)
from reporting.screens.screen import Button
from reporting.starting.ground import Ground, Slot, key_of, today
from reporting.starting.introducing import Introducing
from reporting.texts import Texts

EARLIER = 6  # periods before those that are offered first


class Choosing:
    """The lists. A list is never dead: what is typed at it is looked for among what it offers."""

    def __init__(self, texts: Texts, ground: Ground, introducing: Introducing) -> None:
        self._texts = texts
        self._ground = ground
        self._introducing = introducing

    def owed(self, tx: Transaction, actor: Actor, chat: Chat, page: int = 0) -> None:
        """What is still owed; without debts, the list of forms."""
        rows = obligation.owed_by(tx, actor.person_id, tx.now)
        begun = draft.open_of(tx, actor.person_id)
        if not rows:
            self.forms(tx, actor, chat)
            return
        if len(rows) == 1 and not begun and len(self._forms_of(tx, actor)) == 1:
            self._introducing.put(tx, actor, chat, self._ground.aimed(tx, actor, rows[0].id))
            return
        self._put_owed(tx, actor, chat, rows, page)

    def named(self, tx: Transaction, actor: Actor, chat: Chat, text: str) -> tuple[int, ...]:
        """What is owed for the kampung whose name begins so, or nearly; several debts of it are shown alone."""
        scope = actor.scope(*FILERS)
        ids = {one.id for one in kampung.beginning(tx, scope, text) or kampung_search.search(tx, scope, text)}
        rows = [row for row in obligation.owed_by(tx, actor.person_id, tx.now) if row.kampung_id in ids]
        if len(rows) > 1:
            self._put_owed(tx, actor, chat, rows, 0)
        return tuple(row.id or 0 for row in rows)

    def _put_owed(self, tx: Transaction, actor: Actor, chat: Chat, rows: Sequence[Obligation], page: int) -> None:
        begun = draft.open_of(tx, actor.person_id)
        counts = owing.begun_by_slot(begun)
        slots = [
            {
                "id": row.id,
                **self._names(tx, row),
                "days_late": max(0, (today(tx, actor) - due.today(row.due_at, actor.zone)).days),
                "draft": one.answered if (one := owing.begun_for(counts, row)) else None,
            }
            for row in rows
        ]
        screen = choose_slot(self._texts, chat.language, actor.address, slots, [one.id or 0 for one in begun], page)
        stage.put(tx, chat, screen, expects=EXPECTS)

    def _names(self, tx: Transaction, row: Obligation) -> dict[str, str]:
        title = self._ground.version(tx, row.form_id).title
        return {"title": title, "kampung": units.name(tx, row.unit, row.kampung_id), "period": row.period}

    def returned(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """The reports that were sent back and wait to be mended, the oldest first."""
        rows = submission.returned_to(tx, actor.person_id)
        items = []
        for row in rows:
            names = self._ground.names(tx, Slot(row.form_id, row.kampung_id, row.period, row.unit))
            period = self._texts.render(chat.language, "starting/period_name", period=row.period)
            items.append(Item(f"{cut(names['kampung'], NAME)}, {period} · {row.number}", f"s::correct:{row.id}"))
        stage.put(tx, chat, choose_returned(self._texts, chat.language, items), expects=EXPECTS)

    def forms(self, tx: Transaction, actor: Actor, chat: Chat, page: int = 0) -> None:
        """The forms of the actor's roles, the last used first."""
        versions = self._forms_of(tx, actor)
        if len(versions) == 1:
            self.kampung(tx, actor, chat, versions[0].form_id)
            return
        used = draft.last_used(tx, actor.person_id)
        versions.sort(key=lambda version: used.get(version.form_id, ""), reverse=True)
        items = [Item(version.title, f"s::form:{key_of(version)}") for version in versions]
        nothing_owed = not obligation.owed_by(tx, actor.person_id, tx.now)
        screen = choose_form(self._texts, chat.language, items, page, nothing_owed)
        stage.put(tx, chat, screen, expects=EXPECTS)

    def kampung(self, tx: Transaction, actor: Actor, chat: Chat, form_id: str, page: int = 0) -> None:
        """The kampung of the actor with how each stands; one alone is not asked for."""
        places = list(self._ground.kampung_of(tx, actor, form_id))
        if len(places) == 1:
            self.period(tx, actor, chat, form_id, places[0].id or 0)
        else:
            self._put_kampung(tx, actor, chat, form_id, places, page)

    def searched(self, tx: Transaction, actor: Actor, chat: Chat, form_id: str, text: str) -> None:
        """The kampung whose name begins so, or nearly: one is chosen, several are shown, none says so."""
        scope = filing_scope(tx, actor, form_id)
        found = kampung.beginning(tx, scope, text) or kampung_search.search(tx, scope, text)
        if len(found) == 1:
            self.period(tx, actor, chat, form_id, found[0].id or 0)
        else:
            shown = found or self._ground.kampung_of(tx, actor, form_id)
            self._put_kampung(tx, actor, chat, form_id, shown, 0, text, is_all=not found)

    def period(self, tx: Transaction, actor: Actor, chat: Chat, form_id: str, place: int) -> None:
        """The likely periods with how each stands; one alone is not asked for."""
        if not self._ground.may_file(tx, actor, form_id, place):
            raise Refusal("not_found")
        options = self._ground.periods(tx, actor, form_id)
        if len(options) == 1:
            self._introducing.put(tx, actor, chat, Slot(form_id, place, options[0]))
            return
        key = self._ground.key(tx, form_id)
        word = "other_month" if shape(tx, form_id).cadence == "monthly" else "other_period"
        other = Button(self._texts.word(chat.language, word), f"s::earlier:{key},{place}")
        self._put_periods(tx, actor, chat, [Slot(form_id, place, option) for option in options], other)

    def earlier(self, tx: Transaction, actor: Actor, chat: Chat, form_id: str, place: int) -> None:
        """Periods before the likely ones."""
        if not self._ground.may_file(tx, actor, form_id, place):
            raise Refusal("not_found")
        before = earlier(shape(tx, form_id).cadence, min(self._ground.periods(tx, actor, form_id)), EARLIER)
        if not before:
            self.period(tx, actor, chat, form_id, place)
            return
        self._put_periods(tx, actor, chat, [Slot(form_id, place, period) for period in before], None)

    def _put_periods(
        self, tx: Transaction, actor: Actor, chat: Chat, slots: Sequence[Slot], other: Button | None
    ) -> None:
        key, name = self._ground.key(tx, slots[0].form_id), kampung.get(tx, slots[0].kampung_id).name
        items = []
        for slot in slots:
            told = self._texts.render(chat.language, "starting/period_name", period=slot.period)
            mark, count = self._ground.mark(tx, actor, slot) if other else ("", 0)
            label = marked(self._texts, chat.language, Item(told, "", mark, count))
            items.append(Item(label, f"s::period:{key},{slot.kampung_id},{slot.period}"))
        stage.put(tx, chat, choose_period(self._texts, chat.language, name, items, other), expects=EXPECTS)

    def _put_kampung(
        self,
        tx: Transaction,
        actor: Actor,
        chat: Chat,
        form_id: str,
        places: Sequence[Kampung],
        page: int,
        text: str = "",
        is_all: bool = True,
    ) -> None:
        key = self._ground.key(tx, form_id)
        shown = places[page * PAGE : (page + 1) * PAGE] if len(places) > PAGE else places
        marks = {place.id: self._stands(tx, actor, form_id, place.id or 0) for place in shown}
        names = kampung_names(tx, places)
        items = [Item(names[one.id or 0], f"s::kampung:{key},{one.id}", *marks.get(one.id, ("", 0))) for one in places]
        if len(items) <= PAGE:
            items.sort(key=lambda item: RANK.get(item.mark, 1))
        screen = choose_kampung(self._texts, chat.language, items, Turning(page, f"s::form:{key},"), text, is_all)
        stage.put(tx, chat, screen, expects=EXPECTS, focus={"form": form_id})

    def _stands(self, tx: Transaction, actor: Actor, form_id: str, place: int) -> tuple[str, int]:
        """How the kampung stands over the likely periods: begun, owed, or done."""
        marks = [
            self._ground.mark(tx, actor, Slot(form_id, place, p)) for p in self._ground.periods(tx, actor, form_id)
        ]
        return next((mark for mark in marks if mark[0] == "draft"), marks[0])

    def _forms_of(self, tx: Transaction, actor: Actor) -> list[form_version.FormVersion]:
        return [v for v in form_version.all_live(tx) if self._may_file(tx, actor, v.form_id)]

    def _may_file(self, tx: Transaction, actor: Actor, form_id: str) -> bool:
        own = narrowed(tx, actor.scope(*filing(form_id).roles), form_id)
        return bool(own.areas or own.kampung_ids or filing_scope(tx, actor, form_id).kampung_ids)


RANK = {
    "draft": 0,
    "open": 1,
    "returned": 1,
    "": 1,
    "sent": 2,
    "approved": 2,
    "locked": 3,
}  # what is likely chosen first


def parts(state: str) -> tuple[str, int, str]:
    """The form, kampung and period that a tap names, as far as it does."""
    form, place, period, *_ = [*state.split(","), "", "", ""]
    return form, whole(place) or 0, period
