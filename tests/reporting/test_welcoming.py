"""/undang: from the role to the letter, within the coordinator's own area; and groups, where Kabar does not work."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from sqlmodel import select

from models import person
from models.database import Database, Transaction
from models.invitation import Invitation
from models.membership import Membership
from reporting.inputs import Sender, Tap
from reporting.refusals import Refusal
from reporting.welcoming import Welcoming
from tests.reporting.enrolment import CountedIds
from tests.reporting.field import DEDI, SARI, sender, wib
from tests.reporting.phone import TEXTS, Phone
from tests.reporting.walking import settled

MORNING = wib(2, 9, 12)
BOT = "KabarKBbot"
WELCOMING = Welcoming(TEXTS, CountedIds())


def press(tx: Transaction, who: Sender, tap: Tap) -> str:
    return WELCOMING.chosen(tx, who, tap, BOT)


@pytest.fixture
def dedi(sqlite_database: Database) -> Phone:
    """The coordinator of Kota Solok, with three kampung, at the first card."""
    made = Phone(settled(sqlite_database), sender(DEDI), MORNING, press)
    made.does(WELCOMING.begin)
    return made


def types(phone: Phone, text: str) -> None:
    phone.does(WELCOMING.typed, text, BOT)


def test_a_cadre_of_a_kampung_by_name(dedi: Phone) -> None:
    dedi.taps("Kader")
    assert dedi.labels() == ["Aur Sejahtera", "Laing Taluak Sejahtera", "Payo Sejahtera", "☰ Menu"]
    types(dedi, "tanah garam")
    dedi.taps("Payo")
    assert "Kader, Payo Sejahtera." in dedi.reads()
    types(dedi, "081234")
    assert "ditulis dengan huruf" in dedi.reads()
    types(dedi, "  Rina  Wati ")
    types(dedi, "kosong delapan")
    assert "belum terbaca" in dedi.reads() and "Rina Wati" in dedi.reads()
    types(dedi, "0812-9999-0000")
    letter = dedi.reads()
    assert "Bapak/Ibu Rina Wati" in letter and f"https://t.me/{BOT}?start=i_" in letter
    send = dedi.buttons()[0]
    assert send.url.startswith("https://wa.me/6281299990000?text=") and len(send.url) < 2048
    assert "Rina Wati" in unquote(send.url) and "&" not in send.url
    assert not dedi.screen().is_protected
    with dedi.database.reading(MORNING) as tx:
        row = tx.exec(select(Invitation)).one()
        held = tx.exec(select(Membership).where(Membership.person_id == row.person_id)).one()
        assert (held.role, held.kampung_id, row.invited_by) == ("kader", 1, DEDI)
        assert person.get(tx, row.person_id).phone == "+6281299990000"


def test_an_officer_of_the_whole_area_without_a_number(dedi: Phone) -> None:
    dedi.taps("Petugas")
    dedi.taps("Semua di Kota Solok")
    types(dedi, "Budi Santoso")
    dedi.taps("Belum tahu")
    assert dedi.buttons()[0].url.startswith("https://wa.me/?text=")
    dedi.taps("Undang lagi")
    assert "Mau mengundang siapa" in dedi.reads()


def test_a_registered_number_needs_no_invitation(dedi: Phone) -> None:
    with dedi.database.transaction(MORNING) as tx:
        person.get(tx, SARI).phone = "+628111"
    dedi.taps("Kader")
    dedi.taps("Payo")
    types(dedi, "Sari Lain")
    types(dedi, "+628111 000")
    dedi.taps("Undang lagi")
    dedi.taps("Kader")
    dedi.taps("Payo")
    types(dedi, "Sari Wahyuni")
    with dedi.database.transaction(MORNING) as tx:
        person.get(tx, SARI).phone = "+628111222"
    types(dedi, "08111222")
    assert "sudah terdaftar" in dedi.reads() and dedi.chat().expects == "invite_phone"


def test_nothing_beyond_the_own_area(dedi: Phone) -> None:
    dedi.taps("Petugas")
    types(dedi, "Baiman")
    assert "belum ditemukan" in dedi.reads() and dedi.labels() == ["☰ Menu"]
    for forged in (("kampung", "4"), ("area", "63.71"), ("area", "13"), ("kampung", "x")):
        with pytest.raises(Refusal, match="not_found"):
            dedi.does(press, Tap("u", dedi.chat().card, *forged))
    with pytest.raises(Refusal, match="not_allowed"):
        Phone(dedi.database, sender(SARI), MORNING, press).does(WELCOMING.begin)
    assert "sudah lewat" in dedi.does(press, Tap("u", 1, "role", "kader"))
