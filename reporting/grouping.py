"""Grouping: Kabar was added to a group, where it does not work."""

from __future__ import annotations

from models import chat as chats
from models.database import Transaction
from reporting import stage
from reporting.screens.screen import Button, Screen
from reporting.texts import LANGUAGES, Texts


class Grouping:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def met(self, tx: Transaction, bot_id: int, chat_id: int, bot_name: str) -> None:
        """Something was said in a group: the first time Kabar tells where it works."""
        known = chats.find(tx, chat_id)
        if known is not None and known.screen:
            return
        open_chat = Button(self._texts.word(LANGUAGES[0], "open_chat"), url=f"https://t.me/{bot_name}")
        stage.put(tx, chats.of(tx, bot_id, chat_id), Screen("menus/group", {}, ((open_chat,),)))
