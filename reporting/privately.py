"""Privately: what must not be in the chat is refused, and what a person may know and do about their own data."""

from __future__ import annotations

from models.database import Transaction
from reporting import stage
from reporting.inputs import Sender
from reporting.privacy import Found, found_in
from reporting.screens.screen import Screen
from reporting.texts import Texts

# What the chat expects while nothing is asked for that could be a number or an address: there they are refused too.
# All else that is typed decides by itself: a question may ask for the number of the puskesmas.
NOTHING_ASKED = ("", "review")
OWN_CONTACT = "enrol_contact"


def refuses(expects: str, written: str, has_contact: bool) -> Found | None:
    """What of personal data a message holds that can't be taken while the chat expects this; None if it may pass."""
    found = found_in(written)
    if found == "nik":
        return found
    if has_contact and expects != OWN_CONTACT:
        return "phone"
    return found if expects in NOTHING_ASKED else None


class Privately:
    """Every public method is one push: a transaction that ends in a new screen."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts

    def refused(self, tx: Transaction, sender: Sender, found: Found, is_gone: bool) -> None:
        """A message with personal data was not taken; `is_gone` tells whether it could be deleted from the chat."""
        chat = stage.hear(tx, sender)
        told = {"found": found, "is_gone": is_gone}
        if chat.screen:
            stage.announce(tx, chat, "privacy/refused", **told)
        else:
            stage.put(tx, chat, Screen("privacy/refused", told))
