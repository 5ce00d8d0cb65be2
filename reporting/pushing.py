"""Pushes: a screen as a row of the outbox."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from models import outbound_message
from models.chat import Chat
from models.database import Transaction
from models.outbound_message import Waiting
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


@dataclass(frozen=True, slots=True)
class Addressed:
    """A push for a chat, not before that moment."""

    chat: Chat
    push: Push
    not_before: datetime


def enqueue(tx: Transaction, texts: Texts, chat: Chat, push: Push, not_before: datetime) -> int | None:
    """Queues the push for the chat's person; its row's id, None when one with that key is there already."""
    return enqueue_all(tx, texts, [Addressed(chat, push, not_before)]).get(push.key)


def enqueue_all(tx: Transaction, texts: Texts, pushes: Sequence[Addressed]) -> dict[str, int]:
    """Queues many pushes; their rows' ids by key, without those whose key is there already.

    To a phone that others use too goes only that something waits; the button below opens it.
    """
    rows = [(_discreet if _is_private(tx, one) else _plain)(texts, one, tx.now) for one in pushes]
    queued = outbound_message.enqueue_all(tx, rows)
    for one, row in zip(pushes, rows, strict=True):
        if row.behind is not None and one.push.key in queued:
            row_id = queued[one.push.key]
            opens = Button(texts.word(one.chat.language, "open_waiting"), f"p::read:{row_id}")
            outbound_message.put_buttons(tx, row_id, buttons(((opens,),)))
    return queued


def _is_private(tx: Transaction, one: Addressed) -> bool:
    return one.push.kind != "questions" and is_shared(tx, one.chat.person_id)


def _plain(texts: Texts, one: Addressed, now: datetime) -> Waiting:
    told = replace(_bare(one, now), html=texts.screen(one.chat.language, one.push.screen), chart=one.push.chart)
    return replace(told, buttons=buttons(one.push.screen.rows))


def _discreet(texts: Texts, one: Addressed, now: datetime) -> Waiting:
    html = texts.render(one.chat.language, "privacy/waits")
    return replace(_bare(one, now), html=html, behind=one.push.screen.to_json())


def _bare(one: Addressed, now: datetime) -> Waiting:
    """All but what it says. Who has just asked for something does not wait for a list of reminders; everybody else
    goes by region."""
    is_waiting = one.not_before <= now < one.chat.updated_at + AT_THE_PHONE
    return Waiting(
        dedupe_key=one.push.key,
        kind=one.push.kind,
        telegram_chat_id=one.chat.telegram_chat_id,
        html="",
        person_id=one.chat.person_id,
        is_silent=one.push.is_silent,
        not_before=one.not_before,
        lane=outbound_message.AT_ONCE if is_waiting else None,
    )


def buttons(rows: Rows) -> list[list[dict[str, str]]]:
    """Rows of {"text", "data"}."""
    return [[{"text": button.label, "data": button.tap} for button in row] for row in rows]
