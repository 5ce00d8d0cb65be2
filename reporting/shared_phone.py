"""A phone that others use too: cards leave no values behind, notices say only that something waits, and after half an
hour without a touch a PIN is asked before anything opens.

The PIN lies in `person.settings` as salted scrypt. Four figures are soon tried through by whoever has the database; it
keeps out who has the phone, and those have five tries.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from datetime import datetime, timedelta
from typing import Any

from models import audit_event, person
from models import chat as chats
from models.chat import Chat
from models.database import Transaction
from models.person import Person
from reporting import hosts, stage, way_back
from reporting.access import LEADS, Actor, require
from reporting.ids import Ids
from reporting.inputs import Sender, Tap
from reporting.notices import Notice, Notices
from reporting.preferences import is_shared, prefer, preferences
from reporting.refusals import Refusal
from reporting.screens.privacy import Pages, pages
from reporting.screens.screen import Screen
from reporting.texts import Texts

IDLE = timedelta(minutes=30)
TRIES = 5
PAUSE = timedelta(minutes=30)  # after so many wrong ones
AGAIN = timedelta(hours=2)  # before a coordinator is told again that somebody forgot it
PIN = "pin"  # what a chat expects while the PIN is asked
LOCKED = "locked"  # what it expects before that: the person has come back after a while
SHUT = (PIN, LOCKED)
_SHAPE = re.compile(r"[0-9]{4}")
_COST = {"n": 2**12, "r": 8, "p": 1}  # 10 ms


def expects(tx: Transaction, sender: Sender) -> str:
    """What free text in the sender's chat means now; LOCKED when the phone has lain about too long."""
    chat = chats.find(tx, sender.chat_id)
    if chat is None:
        return ""
    lies = chat.expects != PIN and tx.now - chat.updated_at > IDLE
    return LOCKED if lies and is_shared(tx, chat.person_id) else chat.expects


class SharedPhone:
    """Every public method that takes a sender is one push."""

    def __init__(self, texts: Texts, ids: Ids) -> None:
        self._texts = texts
        self._ids = ids
        self._notices = Notices(texts)

    def chosen(self, tx: Transaction, actor: Actor, chat: Chat, tap: Tap) -> str:
        """A tap on the page of the shared phone, or on the notice to a coordinator. Returns a toast, or ""."""
        match tap.argument:
            case "on" if tap.card is not None:
                self._put(tx, chat, pages(self._texts, chat).new_pin(""), "pin_new")
            case "off" if tap.card is not None:
                self._switch_off(tx, person.get(tx, actor.person_id), actor.person_id)
                self._put(tx, chat, pages(self._texts, chat).shared(False))
            case "unpin":
                return self._vouch(tx, actor, tap.number)
            case _:
                self._put(tx, chat, pages(self._texts, chat).shared(is_shared(tx, actor.person_id)))
        return ""

    def invented(self, tx: Transaction, sender: Sender, text: str) -> None:
        """The new PIN, and once more."""
        chat = stage.hear(tx, sender)
        focus = dict(chat.focus or {})
        first, said = focus.get("pin"), text.strip()
        if not _SHAPE.fullmatch(said):
            self._put(tx, chat, pages(self._texts, chat).new_pin("shape"), "pin_new")
        elif first is None:
            sealed = _sealed(said, self._ids.token())
            self._put(tx, chat, pages(self._texts, chat).new_pin("again"), "pin_new", pin=sealed)
        elif not _is_it(first, said):
            self._put(tx, chat, pages(self._texts, chat).new_pin("different"), "pin_new")
        else:
            self._switch_on(tx, chat, first)

    def knocked(self, tx: Transaction, sender: Sender) -> None:
        """Somebody has come back: the PIN first. What the chat showed and expected is kept behind it."""
        chat = stage.hear(tx, sender)
        if chat.expects != PIN:
            aside = {"screen": chat.screen, "expects": chat.expects, "focus": chat.focus}
            chat.expects, chat.focus = PIN, {"aside": aside}
        self._ask(tx, chat, "lost" if sender.message_id is not None else "")

    def tried(self, tx: Transaction, sender: Sender, text: str) -> None:
        """A PIN: the right one brings back what was there before."""
        chat = stage.hear(tx, sender)
        who = person.get(tx, chat.person_id or 0)
        told = dict((who.settings or {}).get("pin") or {})
        until = told.get("until")
        if until and datetime.fromisoformat(until) > tx.now:
            self._ask(tx, chat, "too_many", until)
        elif not told or _is_it(told, text.strip()):
            _note(tx, who, {**told, "tries": 0, "until": None} if told else None)
            self._open(tx, chat)
        else:
            self._miss(tx, chat, who, told)

    def forgot(self, tx: Transaction, sender: Sender) -> str:
        """Lupa PIN: the coordinator is asked to take it away, again only after a while. Returns a toast."""
        chat = stage.hear(tx, sender)
        who = person.get(tx, chat.person_id or 0)
        host = hosts.host_of(tx, who.id or 0)
        if host is None or host.id is None:
            return self._texts.word(chat.language, "host_unknown")
        told = dict((who.settings or {}).get("pin") or {})
        asked = told.get("asked")
        if asked and tx.now - datetime.fromisoformat(asked) < AGAIN:
            return self._texts.word(chat.language, "host_told_before", name=host.address or host.name)
        buttons = ((("unpin", f"p::unpin:{who.id}"),),)
        notice = Notice(f"pin:{who.id}:{tx.now.isoformat()}", "privacy/forgot_notice", {"who": who.name}, buttons)
        self._notices.tell(tx, host.id, notice)
        if told:
            _note(tx, who, {**told, "asked": tx.now.isoformat()})
        return self._texts.word(chat.language, "host_told")

    def _switch_on(self, tx: Transaction, chat: Chat, sealed: dict[str, Any]) -> None:
        who = person.get(tx, chat.person_id or 0)
        prefer(tx, who, shared=True)
        _note(tx, who, {**sealed, "tries": 0, "until": None})
        audit_event.log(tx, who.id, "phone.shared", "person", who.id)
        self._put(tx, chat, pages(self._texts, chat).shared(True))

    def _switch_off(self, tx: Transaction, who: Person, by: int) -> None:
        prefer(tx, who, shared=False)
        _note(tx, who, None)
        audit_event.log(tx, by, "phone.unshared", "person", who.id)

    def _vouch(self, tx: Transaction, actor: Actor, person_id: int) -> str:
        """A coordinator takes the PIN away from somebody of their area who forgot it."""
        require(actor, *LEADS)
        if not hosts.covers(tx, actor, person_id):
            raise Refusal("not_found")
        who = person.get(tx, person_id)
        if preferences(who).shared:
            self._switch_off(tx, who, actor.person_id)
            locked = chats.of_person(tx, person_id)
            if locked is not None and locked.expects == PIN:
                self._open(tx, locked)
        return self._texts.word(actor.language, "unpinned", name=who.name)

    def _miss(self, tx: Transaction, chat: Chat, who: Person, told: dict[str, Any]) -> None:
        tries = int(told.get("tries") or 0) + 1
        until = (tx.now + PAUSE).isoformat() if tries >= TRIES else None
        _note(tx, who, {**told, "tries": 0 if until else tries, "until": until})
        audit_event.log(tx, who.id, "pin.wrong", "person", who.id)
        self._ask(tx, chat, "too_many" if until else "wrong", until or "")

    def _ask(self, tx: Transaction, chat: Chat, problem: str, until: str = "") -> None:
        """The card keeps its number: the taps of the screen behind it are good again afterwards."""
        who = person.get(tx, chat.person_id or 0)
        screen = Pages(self._texts, chat.language).ask_pin(problem, until, who.zone)
        stage.cover(tx, chat, screen)

    def _open(self, tx: Transaction, chat: Chat) -> None:
        aside = (chat.focus or {}).get("aside") or {}
        chat.expects, chat.focus = aside.get("expects") or "", aside.get("focus") or {}
        chat.updated_at = tx.now
        if aside.get("screen"):
            stage.cover(tx, chat, Screen.from_json(aside["screen"]))

    def _put(self, tx: Transaction, chat: Chat, screen: Screen, expects: str = "", **focus: Any) -> None:
        stage.put(tx, chat, screen, expects=expects, focus={"back": way_back.in_hand(chat), **focus})


def _note(tx: Transaction, who: Person, pin: dict[str, Any] | None) -> None:
    """Keeps the PIN beside what the person prefers; None forgets it."""
    told = {key: value for key, value in (who.settings or {}).items() if key != "pin"}
    who.settings = {**told, "pin": pin} if pin else told
    tx.add(who)


def _sealed(pin: str, salt: str) -> dict[str, Any]:
    return {"salt": salt, "hash": hashlib.scrypt(pin.encode(), salt=salt.encode(), **_COST).hex()}


def _is_it(sealed: dict[str, Any], pin: str) -> bool:
    made = hashlib.scrypt(pin.encode(), salt=sealed["salt"].encode(), **_COST)
    return hmac.compare_digest(made, bytes.fromhex(sealed["hash"]))
