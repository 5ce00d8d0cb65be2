"""Who may invite whom, what has to be approved, and what becomes of invitations that nobody uses."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from models import invitation, membership, person
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.invitation import Invitation
from reporting import agencies
from reporting.access import OFFICERS, actor_of
from reporting.enrolling import Enrolling
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.practising import Practising
from reporting.ranks import invited_by, may_invite
from reporting.reading import Reader, load_vocabulary
from reporting.refusals import Refusal
from reporting.texts import templates_folder
from reporting.welcoming import Welcoming
from tests.reporting import desk
from tests.reporting.beginner import holds
from tests.reporting.desk import TEXTS, CountedIds

BOT = "KabarKBbot"
FIELD = ("plkb", "pokja", "ppkbd", "kader", "tpk")
WELCOMING = Welcoming(TEXTS, CountedIds(100_001))


def press(tx: Transaction, who: Sender, label: str) -> str:
    """Presses the button that says so; the card after it holds its budgets."""
    toast = WELCOMING.chosen(tx, who, desk.tap(tx, who, label), BOT)
    holds(desk.screen_of(tx, who))
    return toast


def say(tx: Transaction, who: Sender, text: str) -> str:
    WELCOMING.typed(tx, who, text, BOT)
    holds(desk.screen_of(tx, who))
    return desk.shown(tx, who)


def invite(tx: Transaction, who: Sender, *steps: str, name: str = "Rina Wati", phone: str = "081299990000") -> str:
    """Through all cards: buttons by their labels, then name and number."""
    WELCOMING.begin(tx, who)
    holds(desk.screen_of(tx, who))
    for step in steps:
        press(tx, who, step)
    say(tx, who, name)
    return say(tx, who, phone)


def only(tx: Transaction) -> Invitation:
    return tx.exec(select(Invitation).order_by(Invitation.id.desc())).first()


@pytest.fixture
def tx(sqlite_database: Database, now: datetime) -> Any:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        yield tx


@pytest.mark.parametrize(
    ("role", "area", "roles"),
    [
        ("koordinator", "13.72.01", FIELD),
        ("koordinator", "13.72", (*FIELD, "koordinator", "opd", "viewer")),
        ("koordinator", "13", (*FIELD, "koordinator", "dppkb", "opd", "viewer")),
        ("dppkb", "13.72", (*FIELD, "koordinator", "opd", "viewer")),
        ("administrator", "", (*FIELD, "koordinator", "dppkb", "opd", "viewer", "kurator")),
        ("viewer", "13", ()),
        ("plkb", "13.72", ()),
    ],
)
def test_who_may_invite_whom(tx: Transaction, role: str, area: str, roles: tuple[str, ...]) -> None:
    actor = actor_of(tx, desk.person(tx, "Pak Dedi", role, area_code=area))
    assert invited_by(actor) == roles
    for other in ("63.71", "14"):
        assert not any(may_invite(actor, one, other) for one in roles) or area == ""
    assert may_invite(actor, "koordinator", area) == (role == "administrator")


def test_nobody_leads_whom_they_do_not_stand_above(tx: Transaction) -> None:
    dedi = actor_of(tx, desk.person(tx, "Pak Dedi", "dppkb", area_code="13.72"))
    assert may_invite(dedi, "koordinator", "13.72.01")
    assert not may_invite(dedi, "koordinator", "13.72")
    assert not may_invite(dedi, "koordinator", "13")
    assert not may_invite(dedi, "plkb", "13")


def test_a_coordinator_of_a_district_by_name(tx: Transaction) -> None:
    dedi = desk.person(tx, "Pak Dedi", "dppkb", area_code="13.72")
    letter = invite(tx, dedi, "Koordinator", "Tanjung Harapan")
    assert "Bapak/Ibu Rina Wati" in letter and f"https://t.me/{BOT}?start=i_" in letter
    row = only(tx)
    (held,) = membership.in_force(tx, row.person_id, tx.now)
    assert (held.role, held.area_code, row.role, row.area_code) == (("koordinator", "13.72.01") * 2)
    WELCOMING.begin(tx, dedi)
    press(tx, dedi, "Koordinator")
    assert "belum ditemukan" in say(tx, dedi, "banjarmasin")
    with pytest.raises(Refusal, match="not_found"):
        WELCOMING.chosen(tx, dedi, Tap("u", desk.tap(tx, dedi, "Menu").card or _card(tx, dedi), "area", "63.71"), BOT)


def _card(tx: Transaction, who: Sender) -> int:
    from models import chat as chats

    found = chats.find(tx, who.chat_id)
    assert found is not None
    return found.card


def test_a_contact_speaks_for_an_agency(tx: Transaction) -> None:
    listed = agencies.load(templates_folder() / "forms")
    assert len(listed) == 42 and len({one.code for one in listed}) == 42
    dedi = desk.person(tx, "Pak Dedi", "dppkb", area_code="13.72")
    WELCOMING.begin(tx, dedi)
    press(tx, dedi, "Narahubung")
    press(tx, dedi, "Kota Solok")
    assert "Ada 42 instansi" in desk.shown(tx, dedi)
    assert "belum ada di daftar" in say(tx, dedi, "bank dunia")
    say(tx, dedi, "dinas kesehatan")
    press(tx, dedi, "Dinas Kesehatan")
    say(tx, dedi, "Budi Hartono")
    say(tx, dedi, "081299990000")
    (held,) = membership.in_force(tx, only(tx).person_id, tx.now)
    assert (held.role, held.area_code, held.agency) == ("opd", "13.72", "dinkes")


def test_an_officer_of_a_district_is_approved_by_the_regency(tx: Transaction) -> None:
    atas = desk.person(tx, "Bu Atas", "dppkb", area_code="13.72")
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72.01")
    assert "menunggu persetujuan" in invite(tx, dedi, "Petugas", "Payo Sejahtera")
    row = only(tx)
    assert membership.in_force(tx, row.person_id, tx.now) == []
    assert invitation.by_code(tx, row.code) is None
    (asked,) = desk.notices(tx, atas)
    assert asked.html == "Pak Dedi mengusulkan Rina Wati sebagai PLKB, Payo Sejahtera. Setujui undangannya?"
    with pytest.raises(Refusal, match="not_allowed"):
        WELCOMING.chosen(tx, dedi, desk.press(asked, "Setujui"), BOT)
    assert WELCOMING.chosen(tx, atas, desk.press(asked, "Setujui"), BOT).startswith("Disetujui.")
    (held,) = membership.in_force(tx, row.person_id, tx.now)
    assert held.role == "plkb"
    (told,) = desk.notices(tx, dedi)
    assert "disetujui oleh Bu Atas. Suratnya bisa dikirim." in told.html
    WELCOMING.chosen(tx, dedi, desk.press(told, "Buka"), BOT)
    assert "Bapak/Ibu Rina Wati" in desk.shown(tx, dedi)
    assert "sudah diputuskan" in WELCOMING.chosen(tx, atas, desk.press(asked, "Jangan"), BOT)


def test_what_is_not_approved_is_void(tx: Transaction) -> None:
    atas = desk.person(tx, "Bu Atas", "dppkb", area_code="13.72")
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72.01")
    invite(tx, dedi, "Petugas", "Payo Sejahtera")
    (asked,) = desk.notices(tx, atas)
    WELCOMING.chosen(tx, atas, desk.press(asked, "Jangan"), BOT)
    assert "belum disetujui oleh Bu Atas." in desk.notices(tx, dedi)[0].html
    with pytest.raises(Refusal, match="not_found"):
        WELCOMING.chosen(tx, atas, desk.press(asked, "Setujui"), BOT)
    assert membership.in_force(tx, only(tx).person_id, tx.now) == []


def test_without_anybody_above_nobody_is_asked(tx: Transaction) -> None:
    dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72.01")
    assert "Bapak/Ibu Rina Wati" in invite(tx, dedi, "Petugas", "Payo Sejahtera")


def test_open_invitations_are_listed_renewed_and_withdrawn(tx: Transaction) -> None:
    dedi = desk.person(tx, "Pak Dedi", "dppkb", area_code="13.72")
    invite(tx, dedi, "Kader", "Payo Sejahtera")
    first = only(tx)
    WELCOMING.begin(tx, dedi)
    press(tx, dedi, "Undangan (1)")
    assert "1. Rina Wati, Kader, Payo Sejahtera: sampai" in desk.shown(tx, dedi)
    press(tx, dedi, "1")
    press(tx, dedi, "Perpanjang")
    second = only(tx)
    assert (second.token != first.token, second.role, second.kampung_id) == (True, "kader", desk.PAYO)
    assert invitation.by_code(tx, first.code) is None
    assert f"i_{second.token}" in desk.shown(tx, dedi)
    press(tx, dedi, "Tarik")
    assert press(tx, dedi, "Tarik") == "Undangan ditarik."
    assert desk.shown(tx, dedi) == "Semua undangan sudah dipakai."
    held = tx.exec(select(membership.Membership).where(membership.Membership.person_id == second.person_id)).one()
    assert (held.until, held.because) == (tx.now, "withdrawn")
    marks = [row.action for row in tx.exec(select(AuditEvent)) if row.object_kind == "invitation"]
    assert marks == ["invitation.made", "invitation.made", "invitation.withdrawn"]


def test_what_lies_elsewhere_looks_as_if_it_were_not_there(tx: Transaction) -> None:
    dedi = desk.person(tx, "Pak Dedi", "dppkb", area_code="13.72")
    other = desk.person(tx, "Pak Lain", "dppkb", area_code="63.71")
    invite(tx, dedi, "Kader", "Payo Sejahtera")
    row = only(tx)
    for what in ("open", "renew", "withdraw", "approve", "refuse"):
        for number in (row.id, 999):
            with pytest.raises(Refusal, match="not_found"):
                WELCOMING.chosen(tx, other, Tap("u", None, what, str(number)), BOT)
    WELCOMING.chosen(tx, other, Tap("u", None, "list"), BOT)
    assert "Rina" not in desk.shown(tx, other)
    for role in OFFICERS:
        with pytest.raises(Refusal, match="not_allowed"):
            WELCOMING.chosen(tx, desk.person(tx, "Bu X", role, area_code="13.72"), Tap("u", None, "list"), BOT)


@pytest.mark.parametrize("what", ["withdrawn", "expired"])
def test_a_link_that_is_over_says_whom_to_ask(sqlite_database: Database, now: datetime, what: str) -> None:
    with sqlite_database.transaction(now) as tx:
        desk.plant(tx)
        dedi = desk.person(tx, "Pak Dedi", "dppkb", area_code="13.72")
        invite(tx, dedi, "Kader", "Payo Sejahtera")
        token = only(tx).token
        if what == "withdrawn":
            press(tx, dedi, "Tarik")
            press(tx, dedi, "Tarik")
    with sqlite_database.transaction(now + timedelta(days=15 if what == "expired" else 1)) as tx:
        menus = Menus(TEXTS)
        enrolling = Enrolling(TEXTS, menus, Practising(TEXTS, Reader(load_vocabulary()), menus))
        guest = Sender(4242, 7777, 7777)
        enrolling.start(tx, guest, f"i_{token}")
        assert desk.shown(tx, guest).startswith(
            "Tautan ini sudah dipakai atau lewat waktu. Minta tautan baru ke Pak Dedi"
        )
        if what == "expired":
            WELCOMING.chosen(tx, dedi, Tap("u", None, "list"), BOT)
            assert "lewat waktu" in desk.shown(tx, dedi)
            press(tx, dedi, "1")
            press(tx, dedi, "Perpanjang")
            enrolling.start(tx, guest, f"i_{only(tx).token}")
            assert "R*** W***" in desk.shown(tx, guest)


def test_somebody_registered_gets_one_more_role(tx: Transaction) -> None:
    dedi = desk.person(tx, "Pak Dedi", "dppkb", area_code="13.72")
    sari = desk.person(tx, "Bu Sari", "plkb", kampung_id=desk.PAYO)
    far = desk.person(tx, "Bu Jauh", "plkb", area_code="63.71")
    for who, number in ((sari, "+628111222"), (far, "+628111333")):
        person.get(tx, actor_of(tx, who).person_id).phone = number
    assert "sudah terdaftar di wilayah ini" in invite(tx, dedi, "Kader", "Payo Sejahtera", phone="08111222")
    press(tx, dedi, "Tambahkan")
    assert "ditambahkan untuk Bu Sari" in desk.shown(tx, dedi)
    assert actor_of(tx, sari).has("plkb") and actor_of(tx, sari).has("kader")
    assert "ada tugas baru: Kader, Payo Sejahtera" in desk.notices(tx, sari)[0].html
    shown = invite(tx, dedi, "Kader", "Payo Sejahtera", phone="08111333")
    assert "Bu Jauh" not in shown and "milik orang yang sudah terdaftar" in shown
    assert "➕ Tambahkan tugas ini" not in desk.buttons(tx, dedi)
    assert not actor_of(tx, far).has("kader")
