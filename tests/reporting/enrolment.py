"""What the tests of invitations and exports share: a place, fixed ids, and a person with their chat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from models import chat as chats
from models.chat import Chat
from models.database import Database, Transaction
from models.kampung import Kampung
from models.membership import Membership
from models.person import Person
from models.region import Region
from reporting.enrolling import Enrolling
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.practising import Practising
from reporting.reading import Reader, load_vocabulary
from reporting.screens.screen import Screen
from reporting.texts import Texts, templates_folder

REGIONS = (
    ("13", None, "province", "Sumatera Barat"),
    ("13.72", "13", "regency", "Kota Solok"),
    ("13.72.01", "13.72", "district", "Lubuk Sikarah"),
    ("13.72.01.1004", "13.72.01", "village", "Tanah Garam"),
    ("13.72.01.1005", "13.72.01", "village", "Laing"),
    ("63", None, "province", "Kalimantan Selatan"),
)
VILLAGE = "13.72.01.1004"
TEXTS = Texts(templates_folder())
MENUS = Menus(TEXTS)
PRACTISING = Practising(TEXTS, Reader(load_vocabulary()), MENUS)


class CountedIds:
    """Ids that repeat from test to test."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def uuid(self) -> str:
        return f"uuid:{next(self._numbers):036d}"

    def seed(self) -> int:
        return next(self._numbers)

    def token(self) -> str:
        return f"{next(self._numbers):022d}"

    def code(self) -> str:
        return f"{next(self._numbers) + 481_000:06d}"


def plant(tx: Transaction) -> int:
    """Regions and one kampung, in Tanah Garam; its id."""
    for code, parent, level, name in REGIONS:
        tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
        tx.flush()
    row = Kampung(name="Payo Sejahtera", village_code=VILLAGE, zone="Asia/Jakarta")
    tx.add(row)
    tx.flush()
    return int(row.id or 0)


def registered(tx: Transaction, name: str, role: str, area: str, user_id: int, phone: str = "") -> Person:
    """Somebody with a role who has a chat with Kabar."""
    row = Person(name=name, address=name, phone=phone, telegram_user_id=user_id, created_at=tx.now)
    tx.add(row)
    tx.flush()
    tx.add(Membership(person_id=row.id, role=role, area_code=area, since=tx.now))
    tx.add(Chat(bot_id=1, telegram_chat_id=user_id, person_id=row.id, updated_at=tx.now))
    tx.flush()
    return row


@dataclass
class Visitor:
    """Somebody at their phone; each deed is one transaction, and a new `Enrolling`, as after a restart."""

    database: Database
    user_id: int
    now: datetime

    @property
    def sender(self) -> Sender:
        return Sender(bot_id=1, chat_id=self.user_id, user_id=self.user_id)

    def does(self, what: str, *args: Any) -> Any:
        with self.database.transaction(self.now) as tx:
            return getattr(Enrolling(TEXTS, MENUS, PRACTISING), what)(tx, self.sender, *args)

    def taps(self, label: str) -> str:
        button = next(b for row in self.screen().rows for b in row if label in b.label)
        return str(self.does("chosen", Tap.parse(button.tap)))

    def chat(self) -> Chat:
        with self.database.reading(self.now) as tx:
            found = chats.find(tx, self.user_id)
            assert found is not None
            return found

    def screen(self) -> Screen:
        return Screen.from_json(self.chat().screen)

    def reads(self) -> str:
        return TEXTS.screen(self.chat().language, self.screen())
