"""Visiting: the families that a team assists, the one due first before all, and a visit begun with one tap."""

from __future__ import annotations

from typing import Any

from models import audit_event, family, kampung
from models.chat import Chat
from models.database import Transaction
from models.family import Family
from reporting import due, stage
from reporting.access import Actor, actor_of, require
from reporting.families import CODE, KUNJUNGAN
from reporting.inputs import Sender, Tap
from reporting.notices import called
from reporting.programme import filing
from reporting.refusals import Refusal
from reporting.screens import visits as screens
from reporting.starting import Starting
from reporting.texts import Texts

OWN, ALL = "own", "all"


class Visiting:
    """Every public method is one push. Whoever may file a visit sees the families of their kampung, nobody else."""

    def __init__(self, texts: Texts, starting: Starting) -> None:
        self._texts = texts
        self._starting = starting

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """/keluarga: those whom the sender visited last; all of the kampung where that is nobody."""
        actor = _visitor(tx, sender)
        mine = family.assisted(tx, actor.scope(*filing(KUNJUNGAN).roles), actor.person_id)
        self._list(tx, actor, stage.hear(tx, sender), OWN if mine else ALL, 0)

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on the list. Returns a toast, or ""."""
        actor = _visitor(tx, sender)
        chat = stage.hear(tx, sender)
        match tap.argument:
            case "own" | "all":
                self._list(tx, actor, chat, tap.argument, tap.number)
            case "visit":
                return self._visit(tx, actor, chat, tap.number)
            case _:
                raise Refusal("not_found")
        return ""

    def _list(self, tx: Transaction, actor: Actor, chat: Chat, whose: str, page: int) -> None:
        scope = actor.scope(*filing(KUNJUNGAN).roles)
        rows = family.assisted(tx, scope, actor.person_id if whose == OWN else None)
        audit_event.log(tx, actor.person_id, "families.seen", "person", actor.person_id, whose=whose, page=page)
        today = due.today(tx.now, actor.zone).isoformat()
        many = len({row.kampung_id for row in rows}) > 1
        visitors = {} if whose == OWN else {one: called(tx, one) for one in {row.person_id for row in rows}}
        lines = [_line(tx, row, today, visitors, many=many) for row in rows]
        stage.put(tx, chat, screens.families(self._texts, chat.language, lines, whose, page))

    def _visit(self, tx: Transaction, actor: Actor, chat: Chat, family_id: int) -> str:
        """The first question of a visit, the code given; what is open for another family today goes on first."""
        row = family.one_in_scope(tx, actor.scope(*filing(KUNJUNGAN).roles), family_id)
        if row is None or row.ended:
            raise Refusal("not_found")
        begun = self._starting.begin_with(tx, actor, chat, (KUNJUNGAN, row.kampung_id, ""), {CODE: row.code})
        return "" if begun else self._texts.word(chat.language, "visit_open_first")


def _visitor(tx: Transaction, sender: Sender) -> Actor:
    return require(actor_of(tx, sender), *filing(KUNJUNGAN).roles)


def _line(tx: Transaction, row: Family, today: str, visitors: dict[int, str], *, many: bool) -> dict[str, Any]:
    """`visitors` are those who visited last, to be named."""
    return {
        "id": row.id,
        "code": row.code,
        "target": row.target,
        "last": row.last_visit,
        "next": row.next_due,
        "is_due": row.next_due <= today,
        "risks": row.risks,
        "visitor": visitors.get(row.person_id, ""),
        "kampung": kampung.get(tx, row.kampung_id).name if many else "",
    }
