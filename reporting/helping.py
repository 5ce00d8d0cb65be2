"""Help that knows where one is: what the question in hand means, topics by role, and a person to turn to."""

from __future__ import annotations

from typing import Any

from models.chat import Chat
from models.database import Transaction
from reporting import due, hosts, stage, way_back
from reporting.access import LEADS, REPORTERS, Actor
from reporting.preferences import preferences
from reporting.screens import helping as screens
from reporting.screens.helping import Reader
from reporting.screens.pressing import plain
from reporting.screens.screen import Button, Rows, Screen, grid
from reporting.texts import Texts

EXPECTS = "help"


class Helping:
    """Puts the pages of help on the stage."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def put(self, tx: Transaction, actor: Actor, chat: Chat) -> None:
        """All topics. Opened from a question it tells first what that asks; the draft can be gone back to."""
        shown = Screen.from_json(chat.screen) if chat.screen else Screen("")
        item = screens.item_of(shown) if chat.expects == "answer" else None
        reader = self.reader(actor, chat)
        stage.put(tx, chat, screens.main(reader, item), expects=EXPECTS, focus={"back": reader.back})

    def put_topic(self, tx: Transaction, actor: Actor, chat: Chat, name: str) -> None:
        """The topic of that name; all topics for any other."""
        reader = self.reader(actor, chat)
        if name not in screens.topics(reader.role):
            self.put(tx, actor, chat)
            return
        page = screens.human(reader, self.host(tx, actor)) if name == "person" else screens.topic(reader, name)
        stage.put(tx, chat, page, expects=EXPECTS, focus={"back": reader.back})

    def named(self, actor: Actor, chat: Chat, text: str) -> str:
        """The topic whose words were typed, "" for none; "main" for those of the button to all topics."""
        names = {
            plain(self._texts.word(chat.language, f"help_{name}")): name for name in screens.topics(actor.main_role)
        }
        names[plain(self._texts.word(chat.language, "help_more"))] = "main"
        return names.get(plain(text), "")

    def put_stranger(self, tx: Transaction, chat: Chat) -> None:
        """Help for somebody without a role; a code of an invitation may follow."""
        stage.put(tx, chat, Screen("menus/help_stranger"), expects="invitation_code")

    def ways(self, actor: Actor, chat: Chat) -> Rows:
        """The ways on from a page that leads nowhere by itself."""
        keys = [("bar_report", "s::begin")] if actor.has(*REPORTERS) else []
        keys += [("bar_queue", "q::next")] if actor.has(*LEADS) else []
        keys += [("ask", "t::ask"), ("menu", "m::menu")]
        buttons = [Button(self._texts.word(chat.language, key), tap) for key, tap in keys]
        return grid(buttons, 3 if len(buttons) == 3 else 2)

    def reader(self, actor: Actor, chat: Chat) -> Reader:
        """Who needs help, and the draft they come from."""
        back = way_back.in_hand(chat)
        return Reader(self._texts, chat.language, actor.main_role, actor.address, actor.has(*REPORTERS), back)

    def host(self, tx: Transaction, actor: Actor) -> dict[str, Any]:
        """What may be told of the coordinator behind the person; their number only if they agreed."""
        found = hosts.host_of(tx, actor.person_id)
        if found is None:
            return {}
        chosen = preferences(found)
        return {
            "name": found.name,
            "phone": found.phone if chosen.listed else "",
            "office": chosen.office,
            "zone": found.zone,
            "away_until": str(chosen.away_until) if chosen.is_away(due.today(tx.now, found.zone)) else "",
        }


def put_lost(tx: Transaction, texts: Texts, actor: Actor, chat: Chat) -> None:
    """Text that nobody expected."""
    draft_id = way_back.in_hand(chat)
    rows = (*way_back.row(texts, chat.language, draft_id), *Helping(texts).ways(actor, chat))
    args = {"files": actor.has(*REPORTERS), "leads": actor.has(*LEADS)}
    focus = {"back": draft_id} if draft_id else None
    stage.put(tx, chat, Screen("menus/lost", args, rows, bar="menu"), focus=focus)
