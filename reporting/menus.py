"""Menus: the home of every chat, and the way to the pages behind it."""

from __future__ import annotations

from models import audit_event, person
from models import chat as chats
from models.database import Transaction
from reporting import consenting, stage, way_back
from reporting.access import KADER, Actor, actor_by_id, actor_of
from reporting.helping import Helping, put_lost
from reporting.history import History
from reporting.homes import Homes
from reporting.inputs import Sender, Tap
from reporting.preferences import prefer
from reporting.refusals import Refusal
from reporting.screens import agreeing
from reporting.settings import Settings
from reporting.texts import Texts
from reporting.topics import Topics


class Menus:
    """What the bar, the commands and the buttons of the menu open."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._homes = Homes(texts)
        self._settings = Settings(texts)
        self._helping = Helping(texts)
        self._history = History(texts)
        self._topics = Topics(texts)

    def home(self, tx: Transaction, sender: Sender) -> None:
        """The menu of the sender's main role."""
        self._come_home(tx, actor_of(tx, sender), stage.hear(tx, sender))

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
                self._history.put(tx, actor, chat)
            case "settings":
                self._settings.put(tx, actor, chat)
            case "help":
                self._helping.put(tx, actor, chat)
            case "role":
                self._change_role(tx, actor, chat)
            case "topic":
                self._topics.put(tx, chat, tap.state)
            case _:
                self._come_home(tx, actor, chat)
        return ""

    def _come_home(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        """The menu is a quiet moment: a new version of the privacy notice comes before it, once."""
        if not consenting.is_due(tx, actor.person_id):
            self.put_home(tx, actor, chat)
            return
        consenting.ask(tx, self._texts, chat, actor.person_id)
        draft_id = way_back.in_hand(chat)
        back = way_back.row(self._texts, chat.language, draft_id)
        screen = agreeing.again(self._texts, chat.language, actor.address, back)
        stage.put(tx, chat, screen, expects=agreeing.AGAIN, focus={"back": draft_id})

    def _change_role(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        """The menu of the next role that the person holds; bar and commands follow."""
        at = actor.roles.index(actor.main_role) + 1
        prefer(tx, person.get(tx, actor.person_id), role=actor.roles[at % len(actor.roles)])
        audit_event.log(tx, actor.person_id, "settings.changed", "person", actor.person_id, page="role")
        again = actor_by_id(tx, actor.person_id)
        if again is not None:
            self.put_home(tx, again, chat)

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
