"""Help: what a person can do here, for people with a role and for strangers."""

from __future__ import annotations

from models import chat as chats
from models.database import Transaction
from reporting import stage
from reporting.access import KOORDINATOR, PLKB, Actor
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts


class Helping:
    """The pages of help."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def put(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        """Help for the actor's role."""
        stage.put(tx, chat, Screen("menus/help", {"role": actor.main_role}, self.ways(actor, chat), bar="menu"))

    def put_stranger(self, tx: Transaction, chat: chats.Chat) -> None:
        """Help for somebody without a role; a code of an invitation may follow."""
        stage.put(tx, chat, Screen("menus/help_stranger"), expects="invitation_code")

    def ways(self, actor: Actor, chat: chats.Chat) -> Rows:
        """The ways on from a page that leads nowhere by itself."""
        keys = [("report", "s::begin")] if actor.has(PLKB) else []
        keys += [("queue", "q::next")] if actor.has(KOORDINATOR) else []
        keys += [("ask", "t::ask"), ("menu", "m::menu")]
        return (tuple(Button(self._texts.word(chat.language, key), tap) for key, tap in keys),)


def put_lost(tx: Transaction, texts: Texts, actor: Actor, chat: chats.Chat) -> None:
    """Text that nobody expected."""
    stage.put(tx, chat, Screen("menus/lost", {}, Helping(texts).ways(actor, chat), bar="menu"))
