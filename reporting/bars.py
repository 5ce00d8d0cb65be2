"""Bars: which reply keyboard and which list of commands a chat should have, told by role and language."""

from __future__ import annotations

from dataclasses import dataclass

from models import person
from models.chat import Chat
from models.database import Transaction
from reporting.access import main_role
from reporting.preferences import preferences

OFF = "off"  # no reply keyboard: the person wants none
NONE = "none"  # no commands but those of strangers: the role is over


@dataclass(frozen=True, slots=True)
class Bars:
    """What has to be put up first, "" for what is up already. `bar`: "plkb-id", "location-en", "off". `commands`:
    "plkb-id", "none"."""

    bar: str = ""
    commands: str = ""


def lacking(tx: Transaction, chat: Chat, wanted: str) -> Bars:
    """What the chat lacks for a screen that needs that bar: "menu" is the role's own, "" none in particular."""
    if wanted != "menu":
        return Bars(bar=_new(f"{wanted}-{chat.language}" if wanted else "", chat.bar))
    role = main_role(tx, chat.person_id) if chat.person_id is not None else ""
    if not role:
        return Bars(commands=NONE if chat.commands not in (None, NONE) else "")
    own = f"{role}-{chat.language}"
    return Bars(_new(_bar(tx, chat, own), chat.bar), _new(own, chat.commands or ""))


def _bar(tx: Transaction, chat: Chat, own: str) -> str:
    """The role's own, unless the person wants none; then there is nothing to take away where none is up."""
    if preferences(person.get(tx, chat.person_id or 0)).bar:
        return own
    return OFF if chat.bar else ""


def _new(wanted: str, present: str) -> str:
    return "" if wanted == present else wanted
