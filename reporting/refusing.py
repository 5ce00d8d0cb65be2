"""Telling a person no: a refusal as a screen."""

from __future__ import annotations

from dataclasses import replace

from models.database import Transaction
from reporting import consenting, stage, way_back
from reporting.inputs import Sender
from reporting.refusals import Refusal
from reporting.screens.agreeing import withdrawn
from reporting.screens.screen import Button, Screen
from reporting.texts import Texts

STRANGERS = "not_registered"  # has no menu to go to


def tell(tx: Transaction, sender: Sender, texts: Texts, refusal: Refusal) -> None:
    """Puts the refusal's own text on a card, with the way to the menu, and back to the draft that was in hand."""
    chat = stage.hear(tx, sender)
    screen = Screen(f"refusals/{refusal.code}", refusal.data)
    who = consenting.withdrawn(tx, sender.user_id) if refusal.code == STRANGERS else None
    if who is not None:
        stage.put(tx, chat, withdrawn(texts, chat.language, who.address or who.name))
        return
    if refusal.code == STRANGERS:
        contacts = Button(texts.word(chat.language, "no_code"), "e::contacts")
        stage.put(tx, chat, replace(screen, rows=((contacts,),)), expects="invitation_code")
        return
    menu, draft_id = Button(texts.word(chat.language, "menu"), "m::menu"), way_back.in_hand(chat)
    ask = refusal.data.get("obligation")  # a closed period, which a coordinator may open again
    ways = (Button(texts.word(chat.language, "ask_to_open"), f"s::reopen:{ask}"), menu) if ask else (menu,)
    rows = (*way_back.row(texts, chat.language, draft_id), ways)
    screen = replace(screen, rows=rows, is_fresh=sender.message_id is None)
    stage.put(tx, chat, screen, focus={"back": draft_id} if draft_id else None)
