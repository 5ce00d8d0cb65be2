"""Pushes: a screen as a row of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models import outbound_message
from models.chat import Chat
from models.database import Transaction
from reporting.screens.screen import Rows, Screen
from reporting.texts import Texts


@dataclass(frozen=True, slots=True)
class Push:
    """`key` makes it unique for ever; `kind` is reminder, missing, summary or notice."""

    key: str
    kind: str
    screen: Screen
    chart: dict[str, Any] | None = None
    is_silent: bool = False


def enqueue(tx: Transaction, texts: Texts, chat: Chat, push: Push, not_before: datetime) -> int | None:
    """Queues the push for the chat's person; its row's id, None when one with that key is there already."""
    return outbound_message.enqueue(
        tx,
        dedupe_key=push.key,
        kind=push.kind,
        telegram_chat_id=chat.telegram_chat_id,
        html=texts.screen(chat.language, push.screen),
        person_id=chat.person_id,
        buttons=buttons(push.screen.rows),
        chart=push.chart,
        is_silent=push.is_silent,
        not_before=not_before,
    )


def buttons(rows: Rows) -> list[list[dict[str, str]]]:
    """Rows of {"text", "data"}."""
    return [[{"text": button.label, "data": button.tap} for button in row] for row in rows]
