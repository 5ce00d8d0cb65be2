"""Peopling: a coordinator looks at who serves in the area, and decides about one of them: leave, another's place, the
end of a role. Taps begin with `o`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from models import kampung, membership, person
from models.chat import Chat
from models.database import Transaction
from models.membership import Membership
from reporting import due, overseeing, places, ranks, roster, stage
from reporting.access import REPORTERS, Actor, actor_of, require, scope_of
from reporting.inputs import Sender, Tap, whole
from reporting.place_names import kampung_names
from reporting.places import Place
from reporting.ranks import INVITERS
from reporting.refusals import Refusal
from reporting.screens import people as screens
from reporting.screens.lists import cut
from reporting.staffing import Staffing
from reporting.texts import Texts

EXPECTS = "people"
DAYS = (3, 7, 14, 30)  # lengths of a leave on buttons


class Peopling:
    """Every public method is one push. Whoever is not led by the actor looks as if they were not there."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._staffing = Staffing(texts)

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """/petugas: everybody whom the actor leads."""
        actor = require(actor_of(tx, sender), *INVITERS)
        self._list(tx, actor, stage.hear(tx, sender), 0, "")

    def typed(self, tx: Transaction, sender: Sender, text: str) -> None:
        """A part of somebody's name, or of a kampung's where one is chosen."""
        actor, chat, said = require(actor_of(tx, sender), *INVITERS), stage.hear(tx, sender), " ".join(text.split())
        part = (chat.focus or {}).get("part")
        if part:
            self._part(tx, actor, chat, self._led(tx, actor, part[0]), part[1], 0, said)
        else:
            self._list(tx, actor, chat, 0, said)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on one of the cards; what changes something is bound to the live card. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *INVITERS)
        chat = stage.hear(tx, sender)
        if tap.argument == "list":
            self._list(tx, actor, chat, tap.number, "")
            return ""
        first, second, third, fourth = _numbers(tap.state)
        rows = self._led(tx, actor, first)
        if tap.argument in ("end_now", "move_now", "leave_now"):
            if stage.is_stale(tx, chat, tap):
                return self._texts.word(chat.language, "stale_button")
            return self._decide(tx, actor, chat, tap.argument, rows, second, third, fourth)
        match tap.argument:
            case "who":
                self._who(tx, actor, chat, rows)
            case "end":
                stage.put(tx, chat, screens.end(self._texts, chat.language, self._facts(tx, rows), first))
            case "move":
                self._move(tx, actor, chat, rows, second, third)
            case "part":
                self._part(tx, actor, chat, rows, second, third, "")
            case "leave":
                stage.put(tx, chat, screens.leave(self._texts, chat.language, self._facts(tx, rows), first, DAYS))
            case "days" if second in DAYS:
                self._stand_in(tx, actor, chat, rows, second)
            case "heir":
                self._sure(tx, actor, chat, rows, second, third, fourth)
            case _:
                raise Refusal("not_found")
        return ""

    def _decide(
        self, tx: Transaction, actor: Actor, chat: Chat, what: str, rows: Sequence[Membership], *numbers: int
    ) -> str:
        person_id, (second, third, single) = rows[0].person_id, numbers
        match what:
            case "end_now":
                self._staffing.end(tx, actor.person_id, rows, "dismissed")
            case "move_now":
                row = _one(rows, second)
                part = self._single(tx, row, single)
                self._staffing.move(tx, actor.person_id, row, self._colleague(tx, actor, person_id, third), part)
            case "leave_now" if second in DAYS:
                today = due.today(tx.now, person.get(tx, person_id).zone)
                last = today + timedelta(days=second - 1)
                delegate = self._colleague(tx, actor, person_id, third) if third else None
                self._staffing.leave(tx, actor.person_id, rows, today, last, delegate)
            case _:
                raise Refusal("not_found")
        self._list(tx, actor, chat, 0, "")
        return self._texts.word(chat.language, f"people_{what}")

    def _list(self, tx: Transaction, actor: Actor, chat: Chat, page: int, said: str) -> None:
        found: dict[int, list[Membership]] = {}
        for row in membership.in_scope(tx, actor.scope(*INVITERS), tx.now):
            if _leads(tx, actor, row):
                found.setdefault(row.person_id, []).append(row)
        lines = [self._line(tx, rows) for rows in found.values()]
        named = [one for one in lines if said.lower() in one["name"].lower()]
        screen = screens.people(self._texts, chat.language, named, page, said)
        stage.put(tx, chat, screen, expects=EXPECTS)

    def _line(self, tx: Transaction, rows: Sequence[Membership]) -> dict[str, Any]:
        facts = self._facts(tx, rows)
        return {"id": rows[0].person_id, **facts, "places": facts["places"][:1], "more": len(rows) - 1}

    def _who(self, tx: Transaction, actor: Actor, chat: Chat, rows: Sequence[Membership]) -> None:
        facts, number = self._facts(tx, rows), rows[0].person_id
        can_leave = any(row.role in REPORTERS for row in rows)
        stage.put(tx, chat, screens.who(self._texts, chat.language, facts, number, can_leave=can_leave))

    def _move(
        self, tx: Transaction, actor: Actor, chat: Chat, rows: Sequence[Membership], number: int, single: int
    ) -> None:
        """Which of several tasks, then to whom; `single` is the one kampung of an area that goes, 0 for all of it."""
        own = [row for row in rows if row.stands_in_for is None]
        if not own:
            raise Refusal("not_found")
        facts, person_id = self._facts(tx, rows), rows[0].person_id
        if len(own) > 1 and not number:
            told = [(row.id or 0, places.place_of(tx, row)) for row in own]
            stage.put(tx, chat, screens.which(self._texts, chat.language, facts, person_id, told))
            return
        row = _one(own, number) if number else own[0]
        others = self._colleagues(tx, actor, person_id)
        one = {**facts, "place": self._goes(tx, row, single)}
        numbers = (person_id, row.id or 0, single)
        can_part = not single and bool(self._parts(tx, row))
        stage.put(tx, chat, screens.heirs(self._texts, chat.language, one, numbers, others, can_part=can_part))

    def _part(
        self, tx: Transaction, actor: Actor, chat: Chat, rows: Sequence[Membership], number: int, page: int, said: str
    ) -> None:
        """Which kampung of the area? Typed is a part of its name."""
        row = _one(rows, number)
        found = self._parts(tx, row)
        named = {one for one in found if said.lower() in found[one].lower()}
        told = [(one, name) for one, name in found.items() if one in named]
        facts = {**self._facts(tx, rows), "place": places.place_of(tx, row), "said": said}
        screen = screens.parts(self._texts, chat.language, facts, (row.person_id, number), told, page)
        stage.put(tx, chat, screen, expects=EXPECTS, focus={"part": [row.person_id, number]})

    def _parts(self, tx: Transaction, row: Membership) -> dict[int, str]:
        """The kampung of an area, by name, where only one of them may go; none where the role is for one alone."""
        is_area = row.kampung_id is None and row.role in REPORTERS
        return kampung_names(tx, list(kampung.in_scope(tx, scope_of(row)))) if is_area else {}

    def _single(self, tx: Transaction, row: Membership, number: int) -> int | None:
        """The kampung, checked; None for all. Raises Refusal("not_found") for one that lies elsewhere."""
        if number and number not in self._parts(tx, row):
            raise Refusal("not_found")
        return number or None

    def _goes(self, tx: Transaction, row: Membership, single: int) -> Place:
        """What goes, as `places` tells a role's place."""
        part = self._single(tx, row, single)
        place = places.place_of(tx, row)
        return place if part is None else {**place, "level": "kampung", "name": overseeing.place(tx, part)}

    def _sure(self, tx: Transaction, actor: Actor, chat: Chat, rows: Sequence[Membership], *numbers: int) -> None:
        """Is it meant? Tells how many drafts go along."""
        number, heir, single = numbers
        row, heir = _one(rows, number), self._colleague(tx, actor, rows[0].person_id, heir)
        facts = {
            **self._facts(tx, rows),
            "place": self._goes(tx, row, single),
            "heir": person.get(tx, heir).name,
            "drafts": self._staffing.drafts_of(tx, row, single or None),
        }
        stage.put(tx, chat, screens.move(self._texts, chat.language, facts, (row.person_id, number, heir, single)))

    def _stand_in(self, tx: Transaction, actor: Actor, chat: Chat, rows: Sequence[Membership], days: int) -> None:
        facts, person_id = self._facts(tx, rows), rows[0].person_id
        others = self._colleagues(tx, actor, person_id)
        told = {**facts, "days": days}
        stage.put(tx, chat, screens.stand_ins(self._texts, chat.language, told, person_id, days, others))

    def _led(self, tx: Transaction, actor: Actor, person_id: int) -> list[Membership]:
        """What the person does where the actor leads. Raises Refusal("not_found") where that is nothing."""
        inside = membership.in_scope(tx, actor.scope(*INVITERS), tx.now)
        rows = [row for row in inside if row.person_id == person_id and _leads(tx, actor, row)]
        if not rows or person_id == actor.person_id:
            raise Refusal("not_found")
        return rows

    def _colleagues(self, tx: Transaction, actor: Actor, but: int) -> list[tuple[int, str]]:
        """Others whom the actor leads and who report from the field, by name."""
        rows = membership.in_scope(tx, actor.scope(*INVITERS), tx.now)
        ids = {row.person_id for row in rows if row.role in REPORTERS and _leads(tx, actor, row)}
        return sorted(((one, person.get(tx, one).name) for one in ids - {but}), key=lambda pair: pair[1])

    def _colleague(self, tx: Transaction, actor: Actor, but: int, wanted: int) -> int:
        if wanted not in {one for one, _ in self._colleagues(tx, actor, but)}:
            raise Refusal("not_found")
        return wanted

    def _facts(self, tx: Transaction, rows: Sequence[Membership]) -> dict[str, Any]:
        who = person.get(tx, rows[0].person_id)
        return {
            "name": cut(who.name, overseeing.LONGEST_NAME),
            "phone": who.phone,
            "places": [places.place_of(tx, row) for row in rows],
            "state": roster.state(tx, who, rows[0]).split()[0],
        }


def _leads(tx: Transaction, actor: Actor, row: Membership) -> bool:
    area = kampung.get(tx, row.kampung_id).village_code if row.kampung_id else row.area_code
    return ranks.may_invite(actor, row.role, area, row.kampung_id)


def _one(rows: Sequence[Membership], number: int) -> Membership:
    found = next((row for row in rows if row.id == number and row.stands_in_for is None), None)
    if found is None:
        raise Refusal("not_found")
    return found


def _numbers(state: str) -> tuple[int, int, int, int]:
    told = [whole(one) or 0 for one in state.split(",")[:4]] + [0, 0, 0, 0]
    return told[0], told[1], told[2], told[3]
