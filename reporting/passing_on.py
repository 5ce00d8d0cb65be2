"""Passing on: a question becomes a ticket, and the coordinators of the area it comes from are told."""

from __future__ import annotations

from typing import Any

from models import audit_event, kampung, membership, region, ticket
from models.database import Transaction
from models.ticket import Ticket
from reporting import danger
from reporting.access import ADMINISTRATOR, KADER, KURATOR, LEADS, OFFICERS, OPD, TPK, VIEWER, Actor
from reporting.notices import Notice, Notices, called
from reporting.texts import Texts

# Whose area a question comes from, for several roles.
AS = (KADER, TPK, *OFFICERS, OPD, *LEADS, VIEWER, KURATOR, ADMINISTRATOR)


class PassingOn:
    """Who asks is told by whoever passes it on."""

    def __init__(self, texts: Texts) -> None:
        self._notices = Notices(texts)
        self._danger = danger.load()

    def to_coordinators(
        self, tx: Transaction, actor: Actor, question: str, given: str, area: str
    ) -> tuple[Ticket, str]:
        """The ticket, and who will probably answer it: "" when there is nobody yet. `given` is what Kabar answered,
        `area` the code of the village or region that it is about."""
        row = ticket.opened(tx, actor.person_id, area, question, given)
        audit_event.log(tx, actor.person_id, "ticket.opened", "ticket", row.number)
        people = [p for p in membership.people_with_role(tx, LEADS, area, tx.now) if p != actor.person_id]
        args: dict[str, Any] = {"number": row.number, "question": question, "given": given, "place": place(tx, area)}
        args["is_urgent"] = self._danger.is_in(question)
        buttons = ((("answer_ticket", f"t::answer:{row.id}"),),)
        for person_id in people:
            notice = Notice(f"ticket:{row.id}:{person_id}", "notices/ticket", args, buttons, args["is_urgent"])
            self._notices.tell(tx, person_id, notice)
        return row, called(tx, people[0]) if people else ""


def area_of(tx: Transaction, actor: Actor) -> str:
    """Where the asker works: the village of their kampung, or the area of their role."""
    grant = min(actor.grants, key=lambda one: AS.index(one.role))
    return kampung.get(tx, grant.kampung_id).village_code if grant.kampung_id else grant.area_code


def place(tx: Transaction, area_code: str) -> str:
    """The name of an area, "" for the whole country."""
    row = region.get(tx, area_code)
    return row.name if row else ""
