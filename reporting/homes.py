"""Homes: what the menu of each role says and offers, with what waits for the person."""

from __future__ import annotations

from typing import Any

from models import chat as chats
from models import draft, obligation, submission, ticket
from models.database import Transaction
from reporting.access import KOORDINATOR, Actor
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import Texts


class Homes:
    """One page a role; each is a screen and writes nothing."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def of(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> Screen:
        """The menu of the actor's main role."""
        args, rows = self._contents(tx, actor, chat)
        return Screen(f"menus/{actor.main_role}", {"address": actor.address, **args}, rows, bar="menu")

    def _contents(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> tuple[dict[str, Any], Rows]:
        match actor.main_role:
            case "koordinator":
                return self._koordinator(tx, actor, chat)
            case "plkb":
                return self._plkb(tx, actor, chat)
            case _:
                return {}, ((self._button(chat, "my_answers", "t::mine"),), self._footer(chat))

    def _plkb(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> tuple[dict[str, Any], Rows]:
        owed = obligation.owed_by(tx, actor.person_id, tx.now)
        drafts = draft.open_of(tx, actor.person_id)
        returned = submission.returned_to(tx, actor.person_id)
        rows: list[tuple[Button, ...]] = []
        if returned:
            rows.append((self._button(chat, "mend", f"s::correct:{returned[0].id}", count=len(returned)),))
        rows.append((self._button(chat, "report", "s::begin"),))
        if drafts:
            rows.append((self._button(chat, "go_on", f"s::draft:{drafts[0].id}", count=len(drafts)),))
        rows.append((self._button(chat, "my_reports", "m::reports"), self._button(chat, "ask", "t::ask")))
        rows.append(self._footer(chat))
        args = {"owed": len(owed), "period": owed[0].period if owed else "", "zone": actor.zone}
        args["due_at"] = owed[0].due_at.isoformat() if owed else ""
        return {**args, "today": tx.now.isoformat()}, tuple(rows)

    def _koordinator(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> tuple[dict[str, Any], Rows]:
        scope = actor.scope(KOORDINATOR)
        waiting = len(submission.waiting(tx, scope))
        missing = obligation.count_missing(tx, scope, tx.now)
        questions = ticket.count_new(tx, scope)
        rows: list[tuple[Button, ...]] = [
            (self._button(chat, "queue_count" if waiting else "queue", "q::next", count=waiting),),
            (self._button(chat, "missing_count", "k::missing", count=missing),),
        ]
        asked = (self._button(chat, "questions_count", "t::queue", count=questions),) if questions else ()
        rows.append((*asked, self._button(chat, "summary", "k::summary")))
        rows.append(self._footer(chat))
        args = {"waiting": waiting, "missing": missing, "questions": questions, "today": tx.now.isoformat()}
        return {**args, "zone": actor.zone}, tuple(rows)

    def _footer(self, chat: chats.Chat) -> tuple[Button, ...]:
        return (self._button(chat, "settings", "m::settings"), self._button(chat, "help", "m::help"))

    def _button(self, chat: chats.Chat, key: str, tap: str, **args: Any) -> Button:
        return Button(self._texts.word(chat.language, key, **args), tap)
