"""Menus: what a person can do here, by role, with what waits for them."""

from __future__ import annotations

from typing import Any

from models import chat as chats
from models import draft, obligation, person, submission, ticket
from models.database import Transaction
from reporting import stage
from reporting.access import KADER, KOORDINATOR, PLKB, Actor, actor_of
from reporting.inputs import Sender, Tap
from reporting.refusals import Refusal
from reporting.screens.screen import Button, Rows, Screen
from reporting.texts import LANGUAGES, Texts

OWN_REPORTS = 6  # lines of "my reports"


class Menus:
    """The home of every chat, and the small pages behind it."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def home(self, tx: Transaction, sender: Sender) -> None:
        """The menu of the sender's main role."""
        actor = actor_of(tx, sender)
        self.put_home(tx, actor, stage.hear(tx, sender))

    def put_home(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        args, rows = self._contents(tx, actor, chat)
        screen = Screen(f"menus/{actor.main_role}", {"address": actor.address, **args}, rows, bar="menu")
        stage.put(tx, chat, screen, expects="question" if actor.main_role == KADER else "")

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a menu button."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        match tap.argument:
            case "reports":
                self._reports(tx, actor, chat)
            case "settings":
                self._settings(actor, tx, chat)
            case "help":
                self._help(tx, actor, chat)
            case "language" if tap.state in LANGUAGES:
                self._speak(tx, actor, chat, tap.state)
            case _:
                self.put_home(tx, actor, chat)
        return ""

    def reports(self, tx: Transaction, sender: Sender) -> None:
        self._reports(tx, actor_of(tx, sender), stage.hear(tx, sender))

    def settings(self, tx: Transaction, sender: Sender) -> None:
        self._settings(actor_of(tx, sender), tx, stage.hear(tx, sender))

    def help(self, tx: Transaction, sender: Sender) -> None:
        """Help that a stranger may read too."""
        chat = stage.hear(tx, sender)
        try:
            self._help(tx, actor_of(tx, sender), chat)
        except Refusal:
            stage.put(tx, chat, Screen("menus/help_stranger"), expects="invitation_code")

    def lost(self, tx: Transaction, sender: Sender) -> None:
        """Text that nobody expected."""
        actor = actor_of(tx, sender)
        chat = stage.hear(tx, sender)
        stage.put(tx, chat, Screen("menus/lost", {}, self._ways(actor, chat), bar="menu"))

    def _ways(self, actor: Actor, chat: chats.Chat) -> Rows:
        keys = [("report", "s::begin")] if actor.has(PLKB) else []
        keys += [("queue", "q::next")] if actor.has(KOORDINATOR) else []
        keys += [("ask", "t::ask"), ("menu", "m::menu")]
        return (tuple(self._button(chat, key, tap) for key, tap in keys),)

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

    def _reports(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        """The person's own latest reports and open drafts, each one tap away."""
        sent = submission.sent_by(tx, actor.person_id, OWN_REPORTS)
        drafts = draft.open_of(tx, actor.person_id)[:OWN_REPORTS]
        lines = [submission.line(tx, row) for row in sent]
        numbers = tuple(Button(str(i + 1), f"r::see:{row.id}") for i, row in enumerate(sent))
        rows: Rows = (numbers,) if numbers else ()
        rows += tuple((self._button(chat, "go_on_draft", f"s::draft:{d.id}", period=d.period),) for d in drafts)
        screen = Screen("menus/reports", {"lines": lines, "zone": actor.zone}, (*rows, (self._menu(chat),)), bar="menu")
        stage.put(tx, chat, screen)

    def _settings(self, actor: Actor, tx: Transaction, chat: chats.Chat) -> None:
        rows = (
            (Button("Bahasa Indonesia", "m::language:id"), Button("English", "m::language:en")),
            (self._menu(chat),),
        )
        args = {"address": actor.address, "zone": actor.zone, "language": chat.language}
        stage.put(tx, chat, Screen("menus/settings", args, rows))

    def _speak(self, tx: Transaction, actor: Actor, chat: chats.Chat, language: str) -> None:
        chat.language = language
        row = person.get(tx, actor.person_id)
        row.language = language
        tx.add_all([chat, row])
        self._settings(actor, tx, chat)

    def _help(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        screen = Screen("menus/help", {"role": actor.main_role}, self._ways(actor, chat), bar="menu")
        stage.put(tx, chat, screen)

    def _footer(self, chat: chats.Chat) -> tuple[Button, ...]:
        return (self._button(chat, "settings", "m::settings"), self._button(chat, "help", "m::help"))

    def _menu(self, chat: chats.Chat) -> Button:
        return self._button(chat, "menu", "m::menu")

    def _button(self, chat: chats.Chat, key: str, tap: str, **args: Any) -> Button:
        return Button(self._texts.word(chat.language, key, **args), tap)
