"""Welcoming: a coordinator invites somebody by chat. /undang, who, where, name, phone, and the letter to forward."""

from __future__ import annotations

from typing import Any

from models import kampung, region
from models.chat import Chat
from models.database import Transaction
from reporting import inviting, stage
from reporting.access import LEADS, PLKB, Actor, actor_of, require
from reporting.enrolling import NAME
from reporting.ids import Ids
from reporting.inputs import Sender, Tap
from reporting.inviting import Guest, InviteError
from reporting.phones import international
from reporting.refusals import Refusal
from reporting.screens import inviting as screens
from reporting.screens.screen import Screen
from reporting.texts import Texts

STEPS = ("invite_role", "invite_place", "invite_name", "invite_phone")  # what the chat expects
FOUND = 20  # kampung that a search may find; the buttons show the first


class Welcoming:
    """Every public method is one push. `bot` is the bot's user name, for the link in the letter."""

    def __init__(self, texts: Texts, ids: Ids) -> None:
        self._texts = texts
        self._ids = ids

    def begin(self, tx: Transaction, sender: Sender) -> None:
        """Who is to come? Raises Refusal("not_allowed") for anyone but coordinators."""
        require(actor_of(tx, sender), *LEADS)
        chat = stage.hear(tx, sender)
        self._put(tx, chat, screens.role(self._texts, chat.language), "invite_role", {})

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap, bot: str) -> str:
        """A tap on one of the cards. Returns a toast, or ""."""
        actor = require(actor_of(tx, sender), *LEADS)
        chat = stage.hear(tx, sender)
        if tap.argument == "begin" and tap.card is None:
            self.begin(tx, sender)
            return ""
        if stage.is_stale(tx, chat, tap) or chat.expects not in STEPS:
            return self._texts.word(chat.language, "stale_button")
        guest = dict((chat.focus or {}).get("guest", {}))
        match chat.expects, tap.argument:
            case "invite_role", "role" if tap.state in screens.ROLES:
                self._ask_place(tx, actor, chat, {"role": tap.state})
            case "invite_place", "kampung":
                self._for_kampung(tx, actor, chat, guest, tap.number)
            case "invite_place", "area":
                self._for_area(tx, actor, chat, guest, tap.state)
            case "invite_phone", "phone":
                self._write(tx, actor, chat, guest, "", bot)
            case _:
                stage.bring_down(tx, chat)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str, bot: str) -> None:
        """A part of a kampung's name, a name, a phone number: what the card asks for."""
        actor = require(actor_of(tx, sender), *LEADS)
        chat = stage.hear(tx, sender)
        guest, said = dict((chat.focus or {}).get("guest", {})), " ".join(text.split())
        match chat.expects:
            case "invite_place":
                self._ask_place(tx, actor, chat, guest, said)
            case "invite_name" if NAME.fullmatch(said):
                guest["name"] = said
                self._put(tx, chat, screens.phone(self._texts, chat.language, guest), "invite_phone", guest)
            case "invite_name":
                self._put(tx, chat, screens.name(self._texts, chat.language, guest, "shape"), "invite_name", guest)
            case "invite_phone":
                self._write(tx, actor, chat, guest, said, bot)
            case _:
                stage.bring_down(tx, chat)

    def _ask_place(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], said: str = "") -> None:
        scope = actor.scope(*LEADS)
        rows = kampung.search(tx, scope, said, FOUND) if said else kampung.in_scope(tx, scope)
        codes = scope.areas if guest.get("role") == PLKB else ()
        areas = [(found.code, found.name) for code in codes if (found := region.get(tx, code)) is not None]
        places = [(row.id or 0, row.name) for row in rows]
        screen = screens.place(self._texts, chat.language, guest, places, areas, said)
        self._put(tx, chat, screen, "invite_place", guest)

    def _for_kampung(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], place: int) -> None:
        row = kampung.one_in_scope(tx, actor.scope(*LEADS), place)
        if row is None:
            raise Refusal("not_found")
        self._ask_name(tx, chat, {**guest, "area": row.village_code, "kampung": row.id, "place": row.name})

    def _for_area(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], code: str) -> None:
        found = region.get(tx, code) if code in actor.scope(*LEADS).areas else None
        if found is None or guest.get("role") != PLKB:
            raise Refusal("not_found")
        self._ask_name(tx, chat, {**guest, "area": code, "kampung": None, "place": found.name})

    def _ask_name(self, tx: Transaction, chat: Chat, guest: dict[str, Any]) -> None:
        self._put(tx, chat, screens.name(self._texts, chat.language, guest), "invite_name", guest)

    def _write(self, tx: Transaction, actor: Actor, chat: Chat, guest: dict[str, Any], number: str, bot: str) -> None:
        """The invitation with its letter; a number that is none, or somebody's already, is asked for again."""
        order = Guest(guest["role"], guest["area"], guest["name"], number, kampung_id=guest["kampung"])
        try:
            told = international(number) if number else ""
        except ValueError:
            self._ask_phone(tx, chat, guest, "shape")
            return
        try:
            row = inviting.invite(tx, self._ids, actor.person_id, order)
        except InviteError:
            self._ask_phone(tx, chat, guest, "registered")
            return
        text = inviting.letter(tx, self._texts, chat.language, row, bot)
        stage.put(tx, chat, screens.letter(self._texts, chat.language, text, told))

    def _ask_phone(self, tx: Transaction, chat: Chat, guest: dict[str, Any], problem: str) -> None:
        screen = screens.phone(self._texts, chat.language, guest, problem)
        self._put(tx, chat, screen, "invite_phone", guest)

    def _put(self, tx: Transaction, chat: Chat, screen: Screen, expects: str, guest: dict[str, Any]) -> None:
        stage.put(tx, chat, screen, expects=expects, focus={"guest": guest})
