"""Telling somebody else what happened: a rendered message in the outbox, in the language of whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models import chat as chats
from models import person
from models.chat import Chat
from models.database import Transaction
from reporting import pushing
from reporting.pushing import Push
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

Buttons = tuple[tuple[tuple[str, str], ...], ...]  # rows of (key in words/, tap)
FILLING = ("answer", "review")  # what a chat expects while a report is being filled
LEAVE_ALONE = timedelta(minutes=10)  # since the last answer: good news can wait until the report is done


@dataclass(frozen=True, slots=True)
class Notice:
    """`text` names a template; it also reads `address` and `zone` of the person. One key is told once, for ever."""

    key: str
    text: str
    args: dict[str, Any]
    buttons: Buttons


class Notices:
    """Puts notices into the outbox. Whoever has no chat is not told."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def tell(self, tx: Transaction, person_id: int, notice: Notice) -> None:
        """At once, and it rings."""
        chat = chats.of_person(tx, person_id)
        if chat is not None:
            push = Push(notice.key, "notice", self._screen(tx, chat, person_id, notice))
            pushing.enqueue(tx, self._texts, chat, push, tx.now)

    def mention(self, tx: Transaction, person_id: int, notice: Notice) -> None:
        """Without a sound, and not into the middle of a report."""
        chat = chats.of_person(tx, person_id)
        if chat is not None:
            push = Push(notice.key, "notice", self._screen(tx, chat, person_id, notice), is_silent=True)
            pushing.enqueue(tx, self._texts, chat, push, _when(chat, tx.now))

    def _screen(self, tx: Transaction, chat: Chat, person_id: int, notice: Notice) -> Screen:
        who = person.get(tx, person_id)
        args = {"address": who.address or who.name, "zone": who.zone, **notice.args}
        rows = tuple(
            tuple(Button(self._texts.word(chat.language, key), tap) for key, tap in row) for row in notice.buttons
        )
        return Screen(notice.text, args, rows)


def called(tx: Transaction, person_id: int) -> str:
    """How the person is called before others: "Bu Sari"."""
    who = person.get(tx, person_id)
    return who.address or who.name


def _when(chat: Chat, now: datetime) -> datetime:
    return max(now, chat.updated_at + LEAVE_ALONE) if chat.expects in FILLING else now
