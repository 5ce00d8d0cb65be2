"""Pushes: a screen as a row of the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models import outbound_message
from models.chat import Chat
from models.database import Transaction
from reporting.preferences import is_shared
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts

AT_THE_PHONE = timedelta(minutes=1)  # since the person last wrote or tapped: they wait for what comes now


@dataclass(frozen=True, slots=True)
class Push:
    """`key` makes it unique for ever; `kind` is reminder, missing, summary, notice or questions (of a form)."""

    key: str
    kind: str
    screen: Screen
    chart: dict[str, Any] | None = None
    is_silent: bool = False


def enqueue(tx: Transaction, texts: Texts, chat: Chat, push: Push, not_before: datetime) -> int | None:
    """Queues the push for the chat's person; its row's id, None when one with that key is there already.

    To a phone that others use too goes only that something waits; the button below opens it.
    """
    if push.kind != "questions" and is_shared(tx, chat.person_id):
        return _discreetly(tx, texts, chat, push, not_before)
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
        lane=_lane(tx, chat, not_before),
    )


def _discreetly(tx: Transaction, texts: Texts, chat: Chat, push: Push, not_before: datetime) -> int | None:
    row_id = outbound_message.enqueue(
        tx,
        dedupe_key=push.key,
        kind=push.kind,
        telegram_chat_id=chat.telegram_chat_id,
        html=texts.render(chat.language, "privacy/waits"),
        person_id=chat.person_id,
        behind=push.screen.to_json(),
        is_silent=push.is_silent,
        not_before=not_before,
        lane=_lane(tx, chat, not_before),
    )
    if row_id is not None:
        opens = Button(texts.word(chat.language, "open_waiting"), f"p::read:{row_id}")
        outbound_message.put_buttons(tx, row_id, buttons(((opens,),)))
    return row_id


def _lane(tx: Transaction, chat: Chat, not_before: datetime) -> str | None:
    """Who has just asked for something does not wait for a list of reminders; everybody else goes by region."""
    is_waiting = not_before <= tx.now < chat.updated_at + AT_THE_PHONE
    return outbound_message.AT_ONCE if is_waiting else None


def buttons(rows: Rows) -> list[list[dict[str, str]]]:
    """Rows of {"text", "data"}."""
    return [[{"text": button.label, "data": button.tap} for button in row] for row in rows]
