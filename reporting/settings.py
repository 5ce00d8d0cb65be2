"""Settings: the page of what a person chose about how Kabar treats them."""

from __future__ import annotations

from models import chat as chats
from models import person
from models.database import Transaction
from models.person import Person
from reporting import stage, way_back
from reporting.access import LEADS, REPORTERS, Actor
from reporting.places import zone_of
from reporting.preferences import preferences
from reporting.screens import settings as screens
from reporting.screens.settings import Reader
from reporting.texts import Texts

EXPECTS = "settings"


class Settings:
    """Puts the pages on the stage."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def put(self, tx: Transaction, actor: Actor, chat: chats.Chat) -> None:
        """The page as it stands; the draft in hand can be gone back to."""
        back = way_back.in_hand(chat)
        reader = self.reader(tx, actor, chat, back)
        stage.put(tx, chat, screens.main(reader), expects=EXPECTS, focus={"page": "main", "back": back})

    def turn(self, tx: Transaction, actor: Actor, chat: chats.Chat, page: str, problem: str = "") -> None:
        """Another page on the same card."""
        back = way_back.in_hand(chat)
        screen = screens.page(self.reader(tx, actor, chat, back), page, problem)
        stage.redraw(tx, chat, screen, focus={"page": page, "back": back})

    def reader(self, tx: Transaction, actor: Actor, chat: chats.Chat, back: int = 0) -> Reader:
        """Whose settings they are, as they are stored now."""
        who: Person = person.get(tx, actor.person_id)
        return Reader(
            texts=self._texts,
            language=chat.language,
            name=who.name,
            address=who.address or who.name,
            chosen=preferences(who),
            now=tx.now,
            area_zone=zone_of(tx, actor.person_id) or who.zone,
            files=actor.has(*REPORTERS),
            leads=actor.has(*LEADS),
            back=back,
        )
