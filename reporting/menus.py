"""Menus: the home of every chat, and the way to the pages behind it."""

from __future__ import annotations

from typing import Any

from models import chat as chats
from models import draft, submission
from models.database import Transaction
from reporting import stage
from reporting.access import KADER, Actor, actor_of
from reporting.helping import Helping, put_lost
from reporting.homes import Homes
from reporting.inputs import Sender, Tap
from reporting.refusals import Refusal
from reporting.screens.screen import Button, Rows, Screen
from reporting.settings import Settings
from reporting.texts import Texts
from reporting.topics import Topics

OWN_REPORTS = 6  # lines of "my reports"


class Menus:
    """What the bar, the commands and the buttons of the menu open."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._homes = Homes(texts)
        self._settings = Settings(texts)
        self._helping = Helping(texts)
        self._topics = Topics(texts)

    def home(self, tx: Transaction, sender: Sender) -> None:
        """The menu of the sender's main role."""
        actor = actor_of(tx, sender)
        self.put_home(tx, actor, stage.hear(tx, sender))

    def put_home(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        """The menu on the stage; cadres may ask at once."""
        screen = self._homes.of(tx, actor, chat)
        stage.put(tx, chat, screen, expects="question" if actor.main_role == KADER else "")

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a menu button."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        match tap.argument:
            case "reports":
                self._reports(tx, actor, chat)
            case "settings":
                self._settings.put(tx, actor, chat)
            case "help":
                self._helping.put(tx, actor, chat)
            case "topic":
                self._topics.put(tx, chat, tap.state)
            case _:
                self.put_home(tx, actor, chat)
        return ""

    def reports(self, tx: Transaction, sender: Sender) -> None:
        """The sender's own reports."""
        self._reports(tx, actor_of(tx, sender), stage.hear(tx, sender))

    def settings(self, tx: Transaction, sender: Sender) -> None:
        """The page of settings."""
        self._settings.put(tx, actor_of(tx, sender), stage.hear(tx, sender))

    def help(self, tx: Transaction, sender: Sender) -> None:
        """Help that a stranger may read too."""
        chat = stage.hear(tx, sender)
        try:
            actor = actor_of(tx, sender)
        except Refusal:
            self._helping.put_stranger(tx, chat)
            return
        self._helping.put(tx, actor, chat)

    def lost(self, tx: Transaction, sender: Sender) -> None:
        """Text that nobody expected."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        put_lost(tx, self._texts, actor, chat)

    def _reports(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        """The person's own latest reports and open drafts, each one tap away."""
        sent = submission.sent_by(tx, actor.person_id, OWN_REPORTS)
        drafts = draft.open_of(tx, actor.person_id)[:OWN_REPORTS]
        lines = [submission.line(tx, row) for row in sent]
        numbers = tuple(Button(str(i + 1), f"r::see:{row.id}") for i, row in enumerate(sent))
        rows: Rows = (numbers,) if numbers else ()
        rows += tuple((self._button(chat, "go_on_draft", f"s::draft:{d.id}", period=d.period),) for d in drafts)
        menu = self._button(chat, "menu", "m::menu")
        screen = Screen("menus/reports", {"lines": lines, "zone": actor.zone}, (*rows, (menu,)), bar="menu")
        stage.put(tx, chat, screen)

    def _button(self, chat: chats.Chat, key: str, tap: str, **args: Any) -> Button:
        return Button(self._texts.word(chat.language, key, **args), tap)
