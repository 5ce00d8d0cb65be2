"""Telling a person no: a refusal as a screen."""

from __future__ import annotations

from models.database import Transaction
from reporting import stage
from reporting.inputs import Sender
from reporting.refusals import Refusal
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

STRANGERS = "not_registered"  # has no menu to go to


def tell(tx: Transaction, sender: Sender, texts: Texts, refusal: Refusal) -> None:
    """Puts the refusal's own text on a card, with the way to the menu."""
    chat = stage.hear(tx, sender)
    screen = Screen(f"refusals/{refusal.code}", refusal.data)
    if refusal.code == STRANGERS:
        stage.put(tx, chat, screen, expects="invitation_code")
        return
    menu = Button(texts.word(chat.language, "menu"), "m::menu")
    ask = refusal.data.get("obligation")  # a closed period, which a coordinator may open again
    ways = (Button(texts.word(chat.language, "ask_to_open"), f"s::reopen:{ask}"), menu) if ask else (menu,)
    stage.put(tx, chat, Screen(screen.text, screen.args, (ways,), is_fresh=sender.message_id is None))
