"""What the tests of reviewing and asking share: people with chats, reports filed by the engine, and what is read."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from sqlmodel import select

from models import chat as chats
from models.chat import Chat
from models.database import Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.outbound_message import OutboundMessage
from models.person import Person
from models.region import Region
from models.submission import Submission
from reporting import publishing
from reporting.access import actor_of
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.publishing import Source
from reporting.recording import Recording
from reporting.screens.screen import Button, Screen
from reporting.starting import Starting
from reporting.submitting import Submitting
from reporting.texts import LANGUAGES, Texts, templates_folder
from tests import messages

TEXTS = Texts(templates_folder())
LIBRARY = Library()
SINCE = datetime(2026, 1, 1, tzinfo=UTC)
REGIONS = (
    ("13", None, "province", "Sumatera Barat"),
    ("13.72", "13", "regency", "Kota Solok"),
    ("13.72.01", "13.72", "district", "Tanjung Harapan"),
    ("13.72.01.1004", "13.72.01", "village", "Tanah Garam"),
    ("13.72.01.1005", "13.72.01", "village", "Simpang Rumbio"),
    ("63", None, "province", "Kalimantan Selatan"),
    ("63.71", "63", "regency", "Kota Banjarmasin"),
)
PAYO, AUR = 1, 2
ANSWERS = Path(__file__).parent.parent / "forms" / "programme" / "answers"


class CountedIds:
    """Ids that repeat from test to test."""

    def __init__(self, first: int) -> None:
        self._numbers: Iterator[int] = count(first)

    def uuid(self) -> str:
        return f"uuid:{next(self._numbers):036d}"

    def seed(self) -> int:
        return next(self._numbers)

    def token(self) -> str:
        return f"{next(self._numbers):022d}"

    def code(self) -> str:
        return f"{next(self._numbers):06d}"


def plant(tx: Transaction) -> None:
    """The places: Payo Sejahtera in Tanah Garam and Aur Sejahtera in Simpang Rumbio."""
    for code, parent, level, name in REGIONS:
        tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
        tx.flush()
    for name, village in (("Payo Sejahtera", "13.72.01.1004"), ("Aur Sejahtera", "13.72.01.1005")):
        tx.add(Kampung(name=name, village_code=village, zone="Asia/Jakarta"))
        tx.flush()


def person(tx: Transaction, address: str, role: str, way: str = "single", **where: Any) -> Sender:
    """Somebody with a role and a chat, who is asked one question at a time unless `way` is "batch"."""
    row = Person(name=address, address=address, created_at=SINCE, settings={"way": way})
    tx.add(row)
    tx.flush()
    assert row.id is not None
    row.telegram_user_id = 500 + row.id
    tx.add(Membership(person_id=row.id, role=role, since=SINCE, **where))
    tx.add(Chat(bot_id=4242, telegram_chat_id=1000 + row.id, person_id=row.id, updated_at=SINCE))
    tx.flush()
    return Sender(4242, 1000 + row.id, 500 + row.id)


@cache
def source(form_id: str) -> Source:
    return publishing.read_source(templates_folder() / "forms" / f"{form_id}.md")


def answers(name: str = "bulanan_kkb") -> dict[str, Any]:
    """The answers of tests/forms/programme/answers, which add up."""
    found: dict[str, Any] = json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))
    return found


@dataclass(frozen=True, slots=True)
class Officer:
    """Files reports through the engine, without a chat."""

    sender: Sender
    recording: Recording

    def files(
        self, tx: Transaction, period: str = "2026-10", kampung_id: int = PAYO, told: dict[str, Any] | None = None
    ) -> Submission:
        version = publishing.publish(tx, source("bulanan_kkb"))
        actor = actor_of(tx, self.sender)
        told = {k: v for k, v in (told or answers()).items() if k not in ("kampung_id", "periode", "pelapor_id")}
        _, context = self.recording.context(tx, actor, "bulanan_kkb", kampung_id, period)
        replayed = self.recording.answer(version, told, context)
        return self.recording.store(tx, actor, version, kampung_id, period, replayed)


def officer(tx: Transaction, address: str = "Bu Sari", kampung_id: int = PAYO) -> Officer:
    recording = Recording(LIBRARY, Starting(LIBRARY, TEXTS, CountedIds(1000 * kampung_id)), Submitting(TEXTS))
    return Officer(person(tx, address, "plkb", kampung_id=kampung_id), recording)


def shown(tx: Transaction, sender: Sender) -> str:
    """What the chat shows, in Indonesian; rendered in every language so that none is forgotten."""
    screen = screen_of(tx, sender)
    for language in LANGUAGES:
        assert len(TEXTS.screen(language, screen)) <= 1200
    return TEXTS.screen("id", screen)


def page(tx: Transaction, sender: Sender, longest: int = messages.LONGEST_PAGE) -> list[str]:
    """The lines of what the chat shows, in Indonesian, without tags; fit for a small screen in every language."""
    screen = screen_of(tx, sender)
    labels = [[{"text": button.label} for button in row] for row in screen.rows]
    for language in LANGUAGES:
        text = _plain(TEXTS.screen(language, screen))
        assert not list(messages.complaints(language, text, labels, longest)), text
    return _plain(shown(tx, sender)).splitlines()


def _plain(text: str) -> str:
    return text.replace("<b>", "").replace("</b>", "").replace("&lt;", "<")


def buttons(tx: Transaction, sender: Sender) -> dict[str, str]:
    """Label -> tap of the card that is up."""
    return {button.label: button.tap for row in screen_of(tx, sender).rows for button in row}


def tap(tx: Transaction, sender: Sender, label: str) -> Tap:
    """The tap of the button whose label holds the text."""
    found = next(data for text, data in buttons(tx, sender).items() if label in text)
    assert len(found.encode()) <= 64
    return Tap.parse(found)


def screen_of(tx: Transaction, sender: Sender) -> Screen:
    chat = chats.find(tx, sender.chat_id)
    assert chat is not None
    return Screen.from_json(chat.screen)


def notices(tx: Transaction, sender: Sender) -> list[OutboundMessage]:
    """What was pushed to the person, the oldest first."""
    rows = tx.exec(select(OutboundMessage).where(OutboundMessage.telegram_chat_id == sender.chat_id)).all()
    for row in rows:
        assert all(len(button["data"].encode()) <= 64 for line in row.buttons for button in line)
    return sorted(rows, key=lambda row: row.id or 0)


def press(row: OutboundMessage, label: str) -> Tap:
    """The tap of a button below a notice."""
    pressed = [Button(b["text"], b["data"]) for line in row.buttons for b in line]
    return Tap.parse(next(button.tap for button in pressed if label in button.label))
