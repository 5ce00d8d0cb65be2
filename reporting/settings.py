"""Settings: what a person chooses about how Kabar speaks with them."""

from __future__ import annotations

from models import chat as chats
from models import person
from models.database import Transaction
from reporting import stage
from reporting.access import Actor
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts


class Settings:
    """The page of settings, and what its buttons do."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def put(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        """The page as it stands."""
        rows = (
            (Button("Bahasa Indonesia", "m::language:id"), Button("English", "m::language:en")),
            (Button(self._texts.word(chat.language, "menu"), "m::menu"),),
        )
        args = {"address": actor.address, "zone": actor.zone, "language": chat.language}
        stage.put(tx, chat, Screen("menus/settings", args, rows))

    def speak(self, tx: Transaction, actor: Actor, chat: chats.Chat, language: str) -> None:
        """Another language from now on."""
        chat.language = language
        row = person.get(tx, actor.person_id)
        row.language = language
        tx.add_all([chat, row])
        self.put(tx, actor, chat)
