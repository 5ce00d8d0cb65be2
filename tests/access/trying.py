"""Trying a door: what came of it, as far as anybody could see or the database could keep."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, event
from sqlmodel import col, select, update

from bot.conversation import cases
from models import chat as chats
from models.database import Transaction
from models.outbound_message import OutboundMessage
from reporting.refusals import Refusal
from reporting.screens.screen import Screen
from reporting.summarising import Summarising
from tests.access.probes import CARD, Probe
from tests.access.world import NAMES, Actor, Thing
from tests.reporting import desk

WRITES = re.compile(r"(INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)")
WAITS = Screen("privacy/waits").to_json()
SIT_DOWN = (
    update(chats.Chat)
    .where(col(chats.Chat.telegram_chat_id) == bindparam("at"))
    .values({name: bindparam(name) for name in ("card", "expects", "focus", "screen")})
)
SIGHT = ("chat", "chat_message", "exchange")  # what changes by looking


@dataclass(frozen=True, slots=True)
class Outcome:
    """`said` is the refusal, or the toast; `seen` all texts and buttons, the thing's number as "#"; `written` the
    tables that were written to but for the chat's own; `queries` how many statements it took."""

    refused: bool
    said: str
    seen: str
    written: tuple[str, ...]
    queries: int

    def alike(self, other: Outcome) -> bool:
        """The same but for the time it took."""
        return (self.refused, self.said, self.seen, self.written) == (
            other.refused, other.said, other.seen, other.written,
        )  # fmt: skip

    def names(self) -> set[str]:
        """The places that it told of."""
        return {place for place, name in NAMES.items() if name in self.seen or name in self.said}


@dataclass(slots=True)
class Trying:
    """All use cases as the bot has them."""

    tx: Transaction
    cases: dict[str, Any] = field(init=False)
    statements: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cases = cases(desk.TEXTS, desk.LIBRARY, Summarising(desk.LIBRARY, desk.TEXTS))

    @contextmanager
    def listening(self) -> Iterator[None]:
        connection = self.tx.connection()

        def heard(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
            self.statements.append(statement)

        event.listen(connection, "before_cursor_execute", heard)
        try:
            yield
        finally:
            event.remove(connection, "before_cursor_execute", heard)

    def try_(self, probe: Probe, actor: Actor, thing: Thing) -> Outcome:
        """One cell, undone afterwards."""
        tx = self.tx
        tx.connection().exec_driver_sql("SAVEPOINT cell")
        point = tx.begin_nested()
        try:
            self._sit_down(probe, actor, thing)
            self.statements.clear()
            refused, said = False, ""
            try:
                said = str(probe.run(self.cases, tx, actor.sender, thing) or "")
            except Refusal as refusal:
                refused, said = True, json.dumps([refusal.code, refusal.data], default=str)
            except Exception as error:
                raise AssertionError(f"{probe.name} by {actor.name}") from error
            if not refused:
                tx.flush()
            made = list(self.statements)
            seen = "" if refused else self._seen(actor)
            mask = re.compile(rf"\b{re.escape(str(thing.number))}\b" if thing.number else r"(?!)")
            return Outcome(refused, mask.sub("#", said), mask.sub("#", seen), _written(made, refused), len(made))
        finally:
            point.rollback()
            # Rolling back leaves the savepoint itself: thousands would lie in one another, each with a lock.
            tx.connection().exec_driver_sql("RELEASE SAVEPOINT cell")
            tx.expire_all()

    def _sit_down(self, probe: Probe, actor: Actor, thing: Thing) -> None:
        """The chat as it is before: a card, and what was in hand."""
        if not actor.person_id:
            return
        values = {"card": CARD, "expects": probe.expects, "focus": probe.focus(thing), "screen": WAITS}
        self.tx.connection().execute(SIT_DOWN, {"at": actor.sender.chat_id, **values})

    def _seen(self, actor: Actor) -> str:
        """What the chat shows in Indonesian, with its buttons, and what was pushed to the person just now."""
        chat = chats.find(self.tx, actor.sender.chat_id)
        if chat is None or not chat.screen:
            return ""
        screen = Screen.from_json(chat.screen)
        pushed = select(OutboundMessage.html).where(OutboundMessage.telegram_chat_id == actor.sender.chat_id)
        shown = [desk.TEXTS.screen("id", screen), chat.expects, *self.tx.exec(pushed).all()]
        return "\n".join([*shown, *(f"{button.label} {button.tap}" for row in screen.rows for button in row)])


def _written(statements: list[str], refused: bool) -> tuple[str, ...]:
    """A refused push is rolled back: nothing of it stays."""
    found = [match.group(2) for one in statements if (match := WRITES.match(one))]
    return () if refused else tuple(sorted({table for table in found if table not in SIGHT}))
