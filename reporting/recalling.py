"""Recalling: what people asked to be reminded of goes out at the minute they chose, be it in the quiet time;
only a day of silence holds it back."""

from __future__ import annotations

from datetime import datetime, timedelta

from models import chat as chats
from models import draft, later, membership, obligation, outbound_message
from models.chat import Chat
from models.database import Transaction
from models.draft import Draft
from models.later import Later
from models.person import Person
from reporting import days_off, due, owing, pushing, quiet
from reporting.preferences import reader
from reporting.pushing import Push
from reporting.screens import reminders
from reporting.screens.screen import Screen
from reporting.texts import Texts

NEAR = timedelta(hours=2)  # Kabar's own reminder within this time says the same


class Recalling:
    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def tick(self, tx: Transaction, at: datetime) -> None:
        """Queues all that is due, under keys that make a second tick harmless."""
        silences = days_off.silences(tx)
        for row, who in later.due(tx, at):
            chat = chats.of_person(tx, row.person_id)
            free = quiet.following("asked", at, reader(who, membership.lane(tx, row.person_id)), silences)
            if free > at:
                later.postpone(tx, row, free)
                continue
            if chat is None or not due.is_open(row.due_at, at):
                later.settle(tx, row, "missed")
                continue
            screen = self._screen(tx, row, who, chat, at)
            if screen is None:
                later.settle(tx, row, "cancelled")
                continue
            push = Push(f"later:{row.id}:{row.due_at.isoformat()}", "reminder", screen)
            message_id = pushing.enqueue(tx, self._texts, chat, push, at)
            later.settle(tx, row, "queued", message_id)

    def _screen(self, tx: Transaction, row: Later, who: Person, chat: Chat, at: datetime) -> Screen | None:
        """None when there is nothing left to remind of."""
        address = who.address or who.name
        if row.draft_id is not None:
            begun = draft.get(tx, row.draft_id, row.person_id)
            return self._of_draft(tx, begun, address, chat) if begun is not None else None
        owed = obligation.owed_by(tx, row.person_id, at)
        key = f"reminders:{who.id}:{due.today(at, who.zone)}"
        if not owed or outbound_message.has_since(tx, key, at - NEAR):
            return None
        return reminders.reminder(self._texts, chat.language, address, owing.lines(tx, owed, who, at), at, who.zone)

    def _of_draft(self, tx: Transaction, begun: Draft, address: str, chat: Chat) -> Screen:
        facts = {"address": address, **owing.begun_facts(tx, begun)}
        return reminders.of_draft(self._texts, chat.language, facts, begun.id or 0)
