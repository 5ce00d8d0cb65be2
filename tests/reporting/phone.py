"""Somebody at their phone, without a bot: each deed is one transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from models import chat as chats
from models import person
from models.chat import Chat
from models.database import Database, Transaction
from models.person import Person
from reporting.inputs import Sender, Tap
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts, templates_folder

TEXTS = Texts(templates_folder())


@dataclass(frozen=True)
class Phone:
    """`press` is what takes a tap: the `chosen` of one use case, or more."""

    database: Database
    sender: Sender
    now: datetime
    press: Callable[[Transaction, Sender, Tap], str]

    def at(self, now: datetime) -> Phone:
        return replace(self, now=now)

    def does(self, deed: Callable[..., Any], *args: Any) -> Any:
        with self.database.transaction(self.now) as tx:
            return deed(tx, self.sender, *args)

    def taps(self, label: str) -> str:
        """Presses the button whose label holds that; its toast."""
        button = next((b for b in self.buttons() if label in b.label), None)
        assert button, f"no button {label!r} in {self.labels()} below {self.reads()!r}"
        return str(self.does(self.press, Tap.parse(button.tap)))

    def chat(self) -> Chat:
        with self.database.reading(self.now) as tx:
            found = chats.find(tx, self.sender.chat_id)
            assert found is not None
            return found

    def who(self) -> Person:
        with self.database.reading(self.now) as tx:
            found = person.by_telegram_user(tx, self.sender.user_id)
            assert found is not None
            return found

    def screen(self) -> Screen:
        return Screen.from_json(self.chat().screen)

    def reads(self) -> str:
        return TEXTS.screen(self.chat().language, self.screen())

    def buttons(self) -> list[Button]:
        return [button for row in self.screen().rows for button in row]

    def labels(self) -> list[str]:
        return [button.label for button in self.buttons()]
