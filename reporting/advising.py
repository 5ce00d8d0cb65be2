"""Advising: what a person taps or types on the pages of help."""

from __future__ import annotations

from models.database import Transaction
from reporting import stage
from reporting.access import actor_of
from reporting.asking import Asking
from reporting.filling import Filling
from reporting.helping import Helping
from reporting.inputs import Sender, Tap
from reporting.texts import Texts


class Advising:
    """Every public method is one push."""

    def __init__(self, texts: Texts, asking: Asking, filling: Filling) -> None:
        self._helping = Helping(texts)
        self._asking = asking
        self._filling = filling

    def chosen(self, tx: Transaction, sender: Sender, tap: Tap) -> str:
        """A tap on a topic. Opens only; returns no toast."""
        self._helping.put_topic(tx, actor_of(tx, sender), stage.hear(tx, sender), tap.argument)
        return ""

    def typed(self, tx: Transaction, sender: Sender, text: str) -> bool:
        """The words on a button; the answer to the question that the page was opened from, or a word that steers there;
        or a question. Returns whether the message must go from the chat."""
        actor, chat = actor_of(tx, sender), stage.hear(tx, sender)
        name = self._helping.named(actor, chat, text)
        if name:
            self._helping.put_topic(tx, actor, chat, name)
            return False
        meant = self._filling.from_aside(tx, sender, text)
        return self._asking.asked(tx, sender, text) if meant is None else meant
