"""Invitations that were made: shown again, listed, renewed, withdrawn, and approved by who stands above."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models import invitation, person, region
from models import kampung as kampungs
from models.chat import Chat
from models.database import Transaction
from models.invitation import Invitation
from models.person import Person
from reporting import inviting, ranks, stage
from reporting.access import Actor
from reporting.ids import Ids
from reporting.inputs import Tap
from reporting.notices import Notice, Notices, called
from reporting.ranks import INVITERS
from reporting.refusals import Refusal
from reporting.screens import inviting as screens
from reporting.texts import Texts


class Invitations:
    """`bot` is the bot's user name, for the link in the letter. Every tap looks again at what the actor may."""

    TAPS = ("list", "open", "renew", "withdraw", "withdraw_now", "approve", "refuse")

    def __init__(self, texts: Texts, ids: Ids) -> None:
        self._texts = texts
        self._ids = ids
        self._notices = Notices(texts)

    def waiting(self, tx: Transaction, actor: Actor) -> Sequence[Invitation]:
        """Those in the actor's scope that nobody has used yet, the newest first."""
        return invitation.open_in(tx, actor.scope(*INVITERS))

    def chosen(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap, bot: str) -> str:
        """A tap that names an invitation, or opens the list. Returns a toast, or ""."""
        if tap.argument == "list":
            self._list(tx, actor, chat, tap.number)
            return ""
        row = next((one for one in self.waiting(tx, actor) if one.id == tap.number), None)
        if row is None or not ranks.may_invite(actor, row.role or "", row.area_code or "", row.kampung_id):
            raise Refusal("not_found")
        match tap.argument:
            case "open":
                self.put_letter(tx, chat, row, bot)
            case "withdraw":
                stage.put(tx, chat, screens.withdraw(self._texts, chat.language, _facts(tx, row), row.id or 0))
            case "renew":
                self._renew(tx, actor, chat, row, bot)
            case "approve" | "refuse":
                return self._decide(tx, actor, chat, row, tap.argument == "approve")
            case _ if stage.is_stale(tx, chat, tap):
                return self._texts.word(chat.language, "stale_button")
            case _:
                inviting.withdraw(tx, actor.person_id, row)
                self._list(tx, actor, chat, 0)
                return self._texts.word(chat.language, "invite_withdrawn")
        return ""

    def put_letter(self, tx: Transaction, chat: Chat, row: Invitation, bot: str) -> None:
        """The letter and the way to WhatsApp; where it still waits for approval, or is over, that."""
        if not _is_good(tx, row):
            stage.put(tx, chat, screens.standing(self._texts, chat.language, _facts(tx, row), row.id or 0))
            return
        text = inviting.letter(tx, self._texts, chat.language, row, bot)
        number = person.get(tx, row.person_id).phone
        stage.put(tx, chat, screens.letter(self._texts, chat.language, text, number, row.id or 0))

    def ask(self, tx: Transaction, actor: Actor, chat: Chat, row: Invitation, approver: int) -> None:
        """Tells who has to say yes, and the inviter that they will hear of it."""
        facts = {**_facts(tx, row), "host": called(tx, actor.person_id)}
        buttons = ((("invite_approve", f"u::approve:{row.id}"), ("invite_refuse", f"u::refuse:{row.id}")),)
        self._notices.tell(tx, approver, Notice(f"invite:{row.id}", "inviting/approval", facts, buttons))
        stage.put(tx, chat, screens.standing(self._texts, chat.language, _facts(tx, row), row.id or 0))

    def added(self, tx: Transaction, chat: Chat, who: Person, guest: dict[str, Any]) -> None:
        """Somebody registered has one more role, and is told so."""
        key = f"role:{who.id}:{guest['role']}:{guest['area']}:{tx.now.isoformat()}"
        told = {"role": guest["role"], "place": guest["place"]}
        self._notices.tell(tx, who.id or 0, Notice(key, "inviting/added_notice", told, ((("menu", "m::menu"),),)))
        facts = {**told, "name": who.name}
        stage.put(tx, chat, screens.added(self._texts, chat.language, facts))

    def _list(self, tx: Transaction, actor: Actor, chat: Chat, page: int) -> None:
        lines = [{**_facts(tx, row), "id": row.id, "zone": actor.zone} for row in self.waiting(tx, actor)]
        stage.put(tx, chat, screens.waiting(self._texts, chat.language, lines, page))

    def _renew(self, tx: Transaction, actor: Actor, chat: Chat, row: Invitation, bot: str) -> None:
        new = inviting.renew(tx, self._ids, actor.person_id, row)
        if new is None:
            raise Refusal("not_found")
        self.put_letter(tx, chat, new, bot)

    def _decide(self, tx: Transaction, actor: Actor, chat: Chat, row: Invitation, is_yes: bool) -> str:
        """Only who may invite to it without asking may approve; whoever proposed it may not."""
        if ranks.approver(tx, actor, inviting.guest_of(row)) is not None or row.invited_by == actor.person_id:
            raise Refusal("not_allowed")
        decide = inviting.approve if is_yes else inviting.withdraw
        if row.approved_at is not None or not decide(tx, actor.person_id, row):
            return self._texts.word(chat.language, "invite_decided")
        facts = {**_facts(tx, row), "by": called(tx, actor.person_id), "is_yes": is_yes}
        buttons = ((("invite_letter", f"u::open:{row.id}"),),) if is_yes else ()
        if row.invited_by is not None:
            self._notices.tell(tx, row.invited_by, Notice(f"invited:{row.id}", "inviting/decided", facts, buttons))
        return self._texts.word(chat.language, "invite_approved" if is_yes else "invite_refused")


def _facts(tx: Transaction, row: Invitation) -> dict[str, Any]:
    """What a card says of an invitation; `state`: "open", "expired" or "approval"."""
    found = region.get(tx, row.area_code or "")
    place = kampungs.get(tx, row.kampung_id).name if row.kampung_id else found.name if found else "Indonesia"
    is_asked = row.needs_approval and row.approved_at is None
    who = person.get(tx, row.person_id)
    return {
        "name": who.name,
        "role": row.role or "",
        "place": place,
        "state": "expired" if row.expires_at <= tx.now else "approval" if is_asked else "open",
        "until": row.expires_at.isoformat(),
        "zone": who.zone,
    }


def _is_good(tx: Transaction, row: Invitation) -> bool:
    return bool(_facts(tx, row)["state"] == "open")
