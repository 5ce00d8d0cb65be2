"""Who serves in an area, as a coordinator sees and changes it by chat."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

import pytest

from models import chat as chats
from models import membership, person
from models.database import Database, Transaction
from models.membership import Membership
from reporting import bars, stage
from reporting.access import actor_of
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.peopling import Peopling
from reporting.preferences import preferences
from reporting.reaching import Reaching
from reporting.refusals import Refusal
from tests.reporting import desk
from tests.reporting.beginner import holds
from tests.reporting.desk import TEXTS

PEOPLING = Peopling(TEXTS)


@pytest.fixture
def tx(sqlite_database: Database, now: datetime) -> Iterator[Transaction]:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        yield tx


@pytest.fixture
def dedi(tx: Transaction) -> Sender:
    """The coordinator of Tanjung Harapan; Bu Sari in Payo, Kak Rina in Aur."""
    desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
    desk.person(tx, "Kak Rina", "plkb", kampung_id=desk.AUR)
    desk.person(tx, "Bu Jauh", "plkb", area_code="63.71")
    desk.person(tx, "Bu Atas", "dppkb", area_code="13.72")
    return desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72.01")


def press(tx: Transaction, who: Sender, *labels: str) -> str:
    """Presses the buttons that say so, one after the other; the last toast."""
    toast = ""
    for label in labels:
        toast = PEOPLING.chosen(tx, who, desk.tap(tx, who, label))
        holds(desk.screen_of(tx, who))
    return toast


def test_everybody_below_is_listed_and_nobody_else(tx: Transaction, dedi: Sender) -> None:
    PEOPLING.begin(tx, dedi)
    holds(desk.screen_of(tx, dedi))
    assert desk.shown(tx, dedi) == (
        "Petugas dan kader: 2\n"
        "1. Bu Sari (PLKB, Kampung KB Payo Sejahtera)\n"
        "2. Kak Rina (PLKB, Kampung KB Aur Sejahtera)\n"
        "Pilih nomornya, atau ketik sebagian nama."
    )
    PEOPLING.typed(tx, dedi, "rina")
    assert "1. Kak Rina" in desk.shown(tx, dedi) and "Sari" not in desk.shown(tx, dedi)
    PEOPLING.typed(tx, dedi, "budi")
    assert 'Belum ada nama yang memuat "budi".' in desk.shown(tx, dedi)


def test_a_place_goes_to_a_colleague(tx: Transaction, dedi: Sender) -> None:
    PEOPLING.begin(tx, dedi)
    press(tx, dedi, "1", "Alihkan", "Kak Rina")
    assert desk.shown(tx, dedi) == "Alihkan PLKB, Kampung KB Payo Sejahtera dari Bu Sari ke Kak Rina?"
    assert press(tx, dedi, "Alihkan") == "Dialihkan. Keduanya dikabari."
    assert [row.kampung_id for row in membership.in_force(tx, 2, tx.now)] == [desk.AUR, desk.PAYO]
    assert membership.in_force(tx, 1, tx.now) == []


def test_one_kampung_of_an_area_goes_to_a_colleague(tx: Transaction, dedi: Sender) -> None:
    umar = actor_of(tx, desk.person(tx, "Pak Umar", "plkb", area_code="13.72.01")).person_id
    PEOPLING.chosen(tx, dedi, Tap("o", None, "move", str(umar)))
    press(tx, dedi, "Satu kampung saja")
    assert "Kampung mana yang dialihkan?" in desk.shown(tx, dedi)
    PEOPLING.typed(tx, dedi, "zzz")
    assert 'Tidak ada kampung yang cocok dengan "zzz"' in desk.shown(tx, dedi)
    PEOPLING.typed(tx, dedi, "payo")
    press(tx, dedi, "Payo Sejahtera", "Kak Rina")
    assert desk.shown(tx, dedi) == "Alihkan PLKB, Kampung KB Payo Sejahtera dari Pak Umar ke Kak Rina?"
    assert press(tx, dedi, "Alihkan") == "Dialihkan. Keduanya dikabari."
    (row,) = membership.in_force(tx, umar, tx.now)
    assert (row.area_code, row.kampung_id) == ("13.72.01", None)
    assert [one.kampung_id for one in membership.in_force(tx, 2, tx.now)] == [desk.AUR, desk.PAYO]
    with pytest.raises(Refusal, match="not_found"):
        PEOPLING.chosen(tx, dedi, Tap("o", None, "heir", f"{umar},{row.id},2,999"))


def test_leave_with_a_stand_in(tx: Transaction, dedi: Sender) -> None:
    PEOPLING.begin(tx, dedi)
    press(tx, dedi, "1", "Cuti", "1 minggu")
    assert press(tx, dedi, "Kak Rina") == "Cuti dicatat."
    assert "1. Bu Sari (PLKB, Kampung KB Payo Sejahtera) · cuti" in desk.shown(tx, dedi)
    assert preferences(person.get(tx, 1)).away_until == date(2026, 11, 8)
    assert {row.stands_in_for for row in membership.in_force(tx, 2, tx.now)} == {None, 1}


def test_who_stands_in_gets_no_place_that_the_coordinator_does_not_lead(tx: Transaction, dedi: Sender) -> None:
    """Bu Sari also serves in Banjarmasin; Pak Dedi can give away her task in Kota Solok alone."""
    tx.add(Membership(person_id=1, role="plkb", area_code="63.71", since=tx.now - timedelta(days=9)))
    tx.flush()
    PEOPLING.begin(tx, dedi)
    press(tx, dedi, "1", "Cuti", "1 minggu")
    assert press(tx, dedi, "Kak Rina") == "Cuti dicatat."
    assert {row.kampung_id for row in membership.in_force(tx, 2, tx.now)} == {desk.AUR, desk.PAYO}


def test_the_end_asks_first(tx: Transaction, dedi: Sender) -> None:
    PEOPLING.begin(tx, dedi)
    press(tx, dedi, "1", "Akhiri tugas")
    asked = desk.tap(tx, dedi, "Akhiri tugas")
    press(tx, dedi, "Jangan")
    assert PEOPLING.chosen(tx, dedi, asked).startswith("Tombol ini sudah lewat")
    assert membership.in_force(tx, 1, tx.now)
    press(tx, dedi, "Akhiri tugas")
    assert press(tx, dedi, "Akhiri tugas") == "Tugas diakhiri. Aksesnya ditutup."
    assert membership.in_force(tx, 1, tx.now) == []


def test_who_is_not_led_looks_as_if_they_were_not_there(tx: Transaction, dedi: Sender) -> None:
    far, above, self_ = 3, 4, actor_of(tx, dedi).person_id
    chat = chats.find(tx, dedi.chat_id)
    for number in (far, above, self_, 999, 0):
        for what in ("who", "end", "move", "leave", "days", "heir", "end_now", "move_now", "leave_now", "x"):
            card = (stage.hear(tx, dedi).card if chat else 0) if what.endswith("_now") else None
            with pytest.raises(Refusal, match="not_found"):
                PEOPLING.chosen(tx, dedi, Tap("o", card, what, f"{number},7,1"))
    PEOPLING.begin(tx, dedi)
    press(tx, dedi, "1", "Cuti")
    card = stage.hear(tx, dedi).card
    for what, state in (("leave_now", "1,7,3"), ("leave_now", "1,999,2"), ("move_now", "1,1,3"), ("move_now", "1,2,2")):
        with pytest.raises(Refusal, match="not_found"):
            PEOPLING.chosen(tx, dedi, Tap("o", card, what, state))
    sari = Sender(4242, 1001, 501)
    with pytest.raises(Refusal, match="not_allowed"):
        PEOPLING.chosen(tx, sari, Tap("o", None, "list"))


def test_somebody_with_two_roles_changes_menus(tx: Transaction, dedi: Sender) -> None:
    who = actor_of(tx, dedi).person_id
    tx.add(membership.Membership(person_id=who, role="plkb", kampung_id=desk.AUR, since=desk.SINCE))
    tx.flush()
    menus = Menus(TEXTS)
    seen = []
    for _ in range(3):
        menus.home(tx, dedi)
        holds(desk.screen_of(tx, dedi))
        chat = chats.find(tx, dedi.chat_id)
        assert chat is not None
        seen.append((desk.screen_of(tx, dedi).text, bars.lacking(tx, chat, "menu").commands))
        menus.chosen(tx, dedi, desk.tap(tx, dedi, "Peran lain"))
    coordinator, officer = ("menus/koordinator", "koordinator-id"), ("menus/plkb", "plkb-id")
    assert seen == [coordinator, officer, coordinator]
    for row in membership.in_force(tx, who, tx.now):
        if row.role == "plkb":
            row.until = tx.now
    tx.flush()
    menus.home(tx, dedi)
    assert "Peran lain" not in desk.buttons(tx, dedi)
    assert desk.screen_of(tx, dedi).text == "menus/koordinator"


def test_who_blocks_kabar_is_told_of_once(sqlite_database: Database, tx: Transaction, dedi: Sender) -> None:
    stage.blocked(tx, 4242, 1001)
    for _ in range(3):
        Reaching(TEXTS).tick(tx, tx.now + timedelta(minutes=1))
    (told,) = desk.notices(tx, dedi)
    assert told.html.startswith("Bu Sari tidak bisa dihubungi lewat Telegram: Kabar diblokir di HP-nya.")
    PEOPLING.begin(tx, dedi)
    assert "tidak bisa dihubungi lewat Telegram" in desk.shown(tx, dedi)
    Menus(TEXTS).home(tx, Sender(4242, 1001, 501))
    PEOPLING.begin(tx, dedi)
    assert "tidak bisa dihubungi" not in desk.shown(tx, dedi)
    Reaching(TEXTS).tick(tx, tx.now + timedelta(minutes=2))
    assert len(desk.notices(tx, dedi)) == 1
