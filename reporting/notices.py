"""Telling somebody else what happened: a rendered message in the outbox, in the language of whoever reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models import chat as chats
from models import membership, person
from models.chat import Chat
from models.database import Transaction
from reporting import days_off, pushing, quiet
from reporting.preferences import reader
from reporting.pushing import Push
from reporting.quiet import Kind
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

Buttons = tuple[tuple[tuple[Any, ...], ...], ...]  # rows of (key in words/, tap) or (key, tap, what the word reads)
FILLING = ("answer", "review")  # what a chat expects while a report is being filled
LEAVE_ALONE = timedelta(minutes=10)  # since the last answer: good news can wait until the report is done
AROUND = timedelta(minutes=30)  # since the last push of the person: they still hold the phone


@dataclass(frozen=True, slots=True)
class Notice:
    """`text` names a template; it also reads `address` and `zone` of the person. One key is told once, for ever. What
    `is_urgent` comes in the quiet time too, but on no day of silence."""

    key: str
    text: str
    args: dict[str, Any]
    buttons: Buttons
    is_urgent: bool = False


class Notices:
    """Puts notices into the outbox. Whoever has no chat is not told."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def tell(self, tx: Transaction, person_id: int, notice: Notice) -> None:
        """As soon as it may ring: at once, or when the person's quiet time ends."""
        chat = chats.of_person(tx, person_id)
        if chat is not None:
            push = Push(notice.key, "notice", self._screen(tx, chat, person_id, notice))
            at = _free(tx, chat, person_id, tx.now, "asked" if notice.is_urgent else "notice")
            pushing.enqueue(tx, self._texts, chat, push, at)

    def mention(self, tx: Transaction, person_id: int, notice: Notice, not_before: datetime | None = None) -> None:
        """Without a sound, and not into the middle of a report; not before that moment, if one is given."""
        chat = chats.of_person(tx, person_id)
        if chat is not None:
            push = Push(notice.key, "notice", self._screen(tx, chat, person_id, notice), is_silent=True)
            at = max(when(chat, tx.now), not_before or tx.now)
            pushing.enqueue(tx, self._texts, chat, push, _free(tx, chat, person_id, at))

    def _screen(self, tx: Transaction, chat: Chat, person_id: int, notice: Notice) -> Screen:
        who = person.get(tx, person_id)
        args = {"address": who.address or who.name, "zone": who.zone, **notice.args}
        rows = tuple(tuple(self._button(chat, *told) for told in row) for row in notice.buttons)
        return Screen(notice.text, args, rows)

    def _button(self, chat: Chat, key: str, tap: str, args: dict[str, Any] | None = None) -> Button:
        return Button(self._texts.word(chat.language, key, **(args or {})), tap)


def called(tx: Transaction, person_id: int) -> str:
    """How the person is called before others: "Bu Sari"."""
    who = person.get(tx, person_id)
    return who.address or who.name


def _free(tx: Transaction, chat: Chat, person_id: int, at: datetime, kind: Kind = "notice") -> datetime:
    """The moment itself, or the end of the night or day of silence it lies in ("asked": of a day of silence alone);
    whoever writes with Kabar just now is awake."""
    if at - chat.updated_at < AROUND:
        return at
    where = reader(person.get(tx, person_id), membership.lane(tx, person_id))
    return quiet.following(kind, at, where, days_off.silences(tx))


def when(chat: Chat, now: datetime) -> datetime:
    """The moment itself, or once a report that is being filled has rested for ten minutes."""
    return max(now, chat.updated_at + LEAVE_ALONE) if chat.expects in FILLING else now
