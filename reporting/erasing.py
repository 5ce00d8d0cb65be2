"""Erasing: an administrator asks at the server that everything about a person be erased, another confirms it in chat
(decision 48). The programme's reports stay, under a pseudonym; the audit trail stays as it is, and knows numbers."""

from __future__ import annotations

from datetime import timedelta

from models import audit_event, erasing, erasure, kampung, membership, person
from models import chat as chats
from models.chat import Chat
from models.database import Transaction
from models.erasure import DONE, REFUSED, WAITING, Erasure
from models.person import Person
from reporting import closing, stage
from reporting.access import ADMINISTRATOR, Actor, actor_by_id, actor_of, require
from reporting.inputs import Sender, Tap
from reporting.notices import Notice, Notices
from reporting.places import places_of
from reporting.refusals import Refusal
from reporting.screens import erasing as screens
from reporting.screens.screen import Screen
from reporting.texts import Texts

OPEN = timedelta(days=14)  # as an invitation: who has not decided by then is asked anew


class ErasingError(Exception):
    """Why it can't be asked for; one line that says what to do."""


class Erasing:
    """`ask` is a command's; the other public methods are one push each."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._notices = Notices(texts)

    def ask(self, tx: Transaction, asker: Person, who: Person) -> list[Person]:
        """Asks every other administrator who may decide about the person; returns them. Raises ErasingError."""
        actor = actor_by_id(tx, asker.id or 0)
        if actor is None or not _decides(tx, actor, who):
            raise ErasingError(f"{asker.name} is no administrator of the place where {who.name} works")
        if erasure.open_of(tx, who.id or 0, tx.now - OPEN) is not None:
            raise ErasingError(f"that {who.name} be erased waits to be confirmed already")
        others = [one for one in self._deciders(tx, who) if one.id not in (asker.id, who.id)]
        if not others:
            raise ErasingError("there is no second administrator with a chat: invite one, two have to agree")
        row = Erasure(person_id=who.id or 0, asked_by=asker.id or 0, asked_at=tx.now)
        tx.add(row)
        tx.flush()
        for one in others:
            told = {"who": who.name, "asker": asker.address or asker.name}
            buttons = ((("erase_open", f"p::erase:{row.id}"),),)
            self._notices.tell(
                tx, one.id or 0, Notice(f"erase:{row.id}:{one.id}", "privacy/erase_asked", told, buttons)
            )
        audit_event.log(tx, asker.id, "erasure.asked", "person", who.id)
        return others

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap of the second administrator. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), ADMINISTRATOR)
        chat = stage.hear(tx, sender)
        row = self._open(tx, actor, tap.number)
        if tap.argument != "erase" and stage.is_stale(tx, chat, tap):
            return self._texts.word(chat.language, "stale_button")
        match tap.argument:
            case "erase_now":
                self._decide(tx, actor, chat, row, DONE)
            case "erase_no":
                self._decide(tx, actor, chat, row, REFUSED)
            case _:
                stage.put(tx, chat, self._card(tx, chat, row))
        return ""

    def _card(self, tx: Transaction, chat: Chat, row: Erasure) -> Screen:
        who, asker = person.get(tx, row.person_id), person.get(tx, row.asked_by)
        told = {"who": who.name, "places": list(places_of(tx, row.person_id)), "asker": asker.address or asker.name}
        return screens.sure(self._texts, chat.language, row.id or 0, told)

    def _open(self, tx: Transaction, actor: Actor, erasure_id: int) -> Erasure:
        """The request, if it waits, is another's, and about somebody in the actor's place. Raises Refusal."""
        row = erasure.get(tx, erasure_id)
        is_open = row is not None and row.state == WAITING and row.asked_at > tx.now - OPEN
        if row is None or not is_open or actor.person_id in (row.asked_by, row.person_id):
            raise Refusal("not_found")
        if not _decides(tx, actor, person.get(tx, row.person_id)):
            raise Refusal("not_found")
        return row

    def _decide(self, tx: Transaction, actor: Actor, chat: Chat, row: Erasure, state: str) -> None:
        if not erasure.decide(tx, row.id or 0, actor.person_id, state):
            raise Refusal("not_found")
        if state == DONE:
            erase(tx, self._texts, person.get(tx, row.person_id))
        audit_event.log(tx, actor.person_id, f"erasure.{state}", "person", row.person_id, person=row.asked_by)
        stage.put(tx, chat, screens.decided(self._texts, chat.language, state, row.person_id))

    def _deciders(self, tx: Transaction, who: Person) -> list[Person]:
        ids = dict.fromkeys(one.person_id for one in membership.holders(tx, (ADMINISTRATOR,), tx.now))
        actors = [actor for actor in (actor_by_id(tx, one) for one in ids) if actor is not None]
        found = [one for one in actors if _decides(tx, one, who) and chats.of_person(tx, one.person_id)]
        return [person.get(tx, one.person_id) for one in found]


def erase(tx: Transaction, texts: Texts, who: Person) -> None:
    """Takes everything out that tells who the person was; `models/traces.py` says what is left where."""
    person_id, names = who.id or 0, [name for name in (who.name, who.address) if name]
    pseudonym = texts.word("id", "erased_name", number=person_id)
    accounts = erasing.accounts(tx, who)
    closing.close(tx, Notices(texts), who, chats.find_of(tx, person_id))
    tx.flush()
    erasing.rename_in_reports(tx, person_id, names[0] if names else pseudonym, pseudonym)
    erasing.rename_in_messages(tx, names, pseudonym)
    erasing.forget_words(tx, person_id)
    erasing.forget_account(tx, accounts)
    who.name, who.unreachable_at = pseudonym, None
    tx.add(who)
    tx.flush()
    tx.expire_all()


def _decides(tx: Transaction, actor: Actor, who: Person) -> bool:
    """Whether the actor administers the place of the person's last role; of somebody without one, the whole country."""
    if not actor.has(ADMINISTRATOR):
        return False
    scope = actor.scope(ADMINISTRATOR)
    row = membership.last_of(tx, who.id or 0)
    if row is None:
        return "" in scope.areas
    area = kampung.get(tx, row.kampung_id).village_code if row.kampung_id else row.area_code
    return scope.includes(area, row.kampung_id or 0)
