"""Hinting: who is asked for a place and sends none is told once, on the same card, what may help."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from models import chat as chats
from models.chat import Chat
from models.database import Transaction
from reporting.screens.screen import Screen

PATIENCE = timedelta(seconds=25)  # a phone with GPS on has found itself by then


def expect(tx: Transaction, chat: Chat) -> None:
    """The card that was just put on the stage asks for a place. Whatever comes next ends the wait."""
    chat.hint_at = tx.now + PATIENCE
    tx.add(chat)


def due(tx: Transaction, bot_id: int) -> list[int]:
    """Telegram ids of the chats that have waited long enough."""
    return list(chats.to_hint(tx, bot_id, tx.now))


def hint(tx: Transaction, bot_id: int, chat_id: int) -> None:
    """The card as it stands, with the hint; nothing where something came meanwhile."""
    chat = chats.of(tx, bot_id, chat_id)
    if chat.hint_at is None or chat.hint_at > tx.now or chat.revision > chat.shown_revision:
        return
    screen = Screen.from_json(chat.screen)
    prompt = {**screen.args["prompt"], "notes": []}  # read by now, and the hint needs their room
    args = {**screen.args, "prompt": prompt, "echo": None, "computed": [], "arrival": {"code": "no_place"}}
    chat.screen = replace(screen, args=args, is_fresh=False, leaves=None, lead=None, above=None).to_json()
    chat.hint_at = None
    chat.revision += 1
    tx.add(chat)
