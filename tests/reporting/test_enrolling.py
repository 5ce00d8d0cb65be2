"""Enrolling, on both engines: each step, each way out, and those who should not come in."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from models import audit_event, consent, person
from models.database import Database
from models.invitation import Invitation
from models.membership import Membership
from models.outbound_message import OutboundMessage
from models.person import Person
from reporting import inviting, notice
from reporting.inputs import Contact, Tap
from reporting.inviting import Guest, InviteError
from reporting.preferences import prefer, preferences
from reporting.refusals import Refusal
from reporting.screens.enrolling import first_name, masked
from tests.reporting.enrolment import TEXTS, VILLAGE, CountedIds, Visitor, plant, registered

SARI = Guest("plkb", VILLAGE, "Sari Rahmawati", "0812-3456-789")
COORDINATOR = 500


@pytest.fixture
def invited(database: Database, now: datetime) -> Invitation:
    """Sari's invitation, written by the coordinator of Kota Solok, who has a chat."""
    with database.transaction(now) as tx:
        plant(tx)
        host = registered(tx, "Pak Dedi", "koordinator", "13.72", COORDINATOR, "+62811")
        return inviting.invite(tx, CountedIds(), host.id, SARI)


@pytest.fixture
def sari(database: Database, now: datetime) -> Visitor:
    return Visitor(database, 7_000_000_001, now)


def opens(visitor: Visitor, row: Invitation) -> None:
    visitor.does("start", f"i_{row.token}")


def stored(database: Database, now: datetime, invited: Invitation) -> tuple[Person, Invitation]:
    with database.reading(now) as tx:
        return person.get(tx, invited.person_id), tx.get_one(Invitation, invited.id)


def up_to_contact(visitor: Visitor, row: Invitation) -> None:
    opens(visitor, row)
    for label in ("Ya, ini saya", "Bu Sari", "mengerti"):
        visitor.taps(label)


def test_the_whole_way(database: Database, now: datetime, invited: Invitation, sari: Visitor) -> None:
    opens(sari, invited)
    assert "S*** R********" in sari.reads()
    assert "PLKB, Kampung KB Payo Sejahtera" in sari.reads()
    assert stored(database, now, invited)[1].used_at is None
    sari.taps("Ya, ini saya")
    assert "menyapa" in sari.reads()
    sari.taps("Bu Sari")
    assert "dibaca sebentar, Bu Sari" in sari.reads()
    sari.taps("Baca lengkap")
    assert "UU 27/2022" in sari.reads()
    sari.taps("mengerti")
    assert sari.screen().bar == "contact"
    sari.does("shared", Contact("628123456789", sari.user_id))
    assert "1 kampung (Payo Sejahtera)" in sari.reads()
    assert "WIB (sekarang 08.00)" in sari.reads() and "jam berapa?" in sari.reads()
    sari.does("typed", "ya")  # says nothing about the hour
    assert sari.chat().expects == "enrol_area"
    sari.taps("Sore 15.30")
    assert "Latihan 1 menit" in sari.reads() and "kader?" in sari.reads()
    who, row = stored(database, now, invited)
    assert (who.telegram_user_id, who.phone) == (sari.user_id, "+628123456789")
    assert who.phone_verified_at == row.used_at == now
    with database.reading(now) as tx:
        (proof,) = consent.of_person(tx, who.id or 0)
        assert (proof.version, proof.language, proof.how, proof.given_at) == (notice.VERSION, "id", "tap", now)
        assert consent.text_of(tx, proof) == notice.body(TEXTS, "id", notice.FULL), "it was read in full"
    assert (sari.chat().person_id, sari.chat().expects, who.reminder_hour) == (who.id, "practice", "15:30")


def test_the_clock_and_the_area_may_be_otherwise(
    database: Database, now: datetime, invited: Invitation, sari: Visitor
) -> None:
    up_to_contact(sari, invited)
    sari.does("shared", Contact("628123456789", sari.user_id))
    sari.taps("Ubah jam")
    assert [b.label for row in sari.screen().rows for b in row] == ["08.00 WIB", "09.00 WITA", "10.00 WIT", "⬅️ Kembali"]
    sari.taps("Kembali")
    sari.taps("Ubah jam")
    sari.taps("09.00 WITA")
    assert "WITA (sekarang 09.00)" in sari.reads()
    assert sari.taps("Ubah wilayah") == "Koordinator sudah dikabari."
    assert "Koordinator mengurus wilayahnya" in sari.reads() and "Sementara itu" in sari.reads()
    sari.taps("Malam 19.00")
    chosen = preferences(stored(database, now, invited)[0])
    assert (chosen.zone, chosen.has_own_zone) == ("Asia/Makassar", True)
    assert (chosen.hour, chosen.quiet_from) == ("19:00", "20:00")


def test_whoever_wants_to_ask_first_may(database: Database, now: datetime, invited: Invitation, sari: Visitor) -> None:
    opens(sari, invited)
    for label in ("Ya, ini saya", "Bu Sari", "Tanya dulu"):
        sari.taps(label)
    assert "Boleh tanya dulu ke koordinator: Pak Dedi, +62811." in sari.reads()
    assert sari.taps("Kabari koordinator") == "Koordinator sudah dikabari."
    sari.taps("Kembali")
    assert "dibaca sebentar" in sari.reads()
    with database.reading(now) as tx:
        assert consent.of_person(tx, invited.person_id) == []
        assert "ingin bertanya dulu" in tx.exec(select(OutboundMessage)).one().html


def test_a_stranger_sees_only_coordinators_who_agreed(database: Database, now: datetime, invited: Invitation) -> None:
    stranger = Visitor(database, 666, now)
    stranger.does("chosen", Tap("e", None, "contacts"))
    assert "Pak Dedi" not in stranger.reads() and "kecamatan" in stranger.reads()
    with database.transaction(now) as tx:
        host = person.by_telegram_user(tx, COORDINATOR)
        assert host is not None
        prefer(tx, host, listed=True)
    stranger.does("chosen", Tap("e", None, "contacts"))
    assert "• Kota Solok: Pak Dedi, +62811" in stranger.reads()
    assert stranger.chat().expects == "invitation_code"


def test_typed_words_count_as_buttons(invited: Invitation, sari: Visitor) -> None:
    opens(sari, invited)
    sari.does("typed", "Ya")
    sari.does("typed", "bu sari")
    sari.does("typed", "SAYA MENGERTI")
    assert sari.chat().expects == "enrol_contact"
    before = sari.chat().revision
    sari.does("typed", "halo")
    assert (sari.chat().expects, sari.chat().revision) == ("enrol_contact", before + 1)


def test_the_code_does_the_same(invited: Invitation, sari: Visitor) -> None:
    sari.does("coded", f"{invited.code[:3]}-{invited.code[3:]}")
    assert "S*** R********" in sari.reads()


def test_not_me_leaves_the_invitation_open(
    database: Database, now: datetime, invited: Invitation, sari: Visitor
) -> None:
    opens(sari, invited)
    sari.taps("Bukan saya")
    assert sari.chat().expects == "invitation_code"
    who, row = stored(database, now, invited)
    assert who.telegram_user_id is None and row.used_at is None


def test_a_used_link_is_over_for_a_second_account(
    database: Database, now: datetime, invited: Invitation, sari: Visitor
) -> None:
    thief = Visitor(database, 666, now)
    opens(thief, invited)
    opens(sari, invited)
    sari.taps("Ya, ini saya")
    thief.taps("Ya, ini saya")  # asked while it was still good
    assert "Minta tautan baru ke Pak Dedi" in thief.reads()
    opens(thief, invited)
    assert "sudah dipakai" in thief.reads()
    assert thief.taps("Kabari koordinator") == "Koordinator sudah dikabari."
    thief.taps("Kabari koordinator")
    assert stored(database, now, invited)[0].telegram_user_id == sari.user_id
    with database.reading(now) as tx:
        told = tx.exec(select(OutboundMessage)).all()
    assert [one.telegram_chat_id for one in told] == [COORDINATOR]


def test_an_expired_link_is_over(database: Database, now: datetime, invited: Invitation) -> None:
    late = Visitor(database, 7, now + timedelta(days=14))
    opens(late, invited)
    assert "lewat waktu" in late.reads()
    late.does("coded", invited.code)
    assert "tidak dikenal" in late.reads()


def test_an_invitation_that_expires_while_it_is_read(database: Database, now: datetime, invited: Invitation) -> None:
    slow = Visitor(database, 7, now + timedelta(days=14, seconds=-1))
    opens(slow, invited)
    slow.now = now + timedelta(days=14)
    slow.taps("Ya, ini saya")
    assert "lewat waktu" in slow.reads()
    assert stored(database, now, invited)[0].telegram_user_id is None


def test_an_unknown_link_tells_nothing(database: Database, invited: Invitation, sari: Visitor) -> None:
    sari.does("start", "i_" + "x" * 22)
    assert "Dedi" not in sari.reads() and not sari.screen().rows


def test_guessing_codes_ends_after_five(database: Database, now: datetime, invited: Invitation) -> None:
    guesser = Visitor(database, 666, now)
    for guess in ("000000", "000001", "000002", "000003"):
        guesser.does("coded", guess)
        assert "tidak dikenal" in guesser.reads()
    guesser.does("coded", "bukan kode")
    assert "6 angka" in guesser.reads()
    guesser.does("coded", "000004")
    assert "5 kali" in guesser.reads()
    guesser.does("coded", invited.code)  # right, but too late
    assert "5 kali" in guesser.reads()
    guesser.now = now + timedelta(hours=1, seconds=1)
    guesser.does("coded", invited.code)
    assert "S*** R********" in guesser.reads()


def test_somebody_elses_contact_proves_nothing(
    database: Database, now: datetime, invited: Invitation, sari: Visitor
) -> None:
    up_to_contact(sari, invited)
    for owner in (COORDINATOR, None):
        sari.does("shared", Contact("628123456789", owner))
        assert "milik orang lain" in sari.reads()
    assert stored(database, now, invited)[0].phone_verified_at is None


def test_another_number_waits_for_the_coordinator(
    database: Database, now: datetime, invited: Invitation, sari: Visitor
) -> None:
    up_to_contact(sari, invited)
    sari.does("shared", Contact("628999999999", sari.user_id))
    assert "belum cocok" in sari.reads()
    sari.taps("Nomor saya berbeda")
    assert "Koordinator: Pak Dedi" in sari.reads()
    assert sari.chat().expects == "enrol_contact"
    with database.reading(now) as tx:
        notice = tx.exec(select(OutboundMessage)).one()
    assert "Sari Rahmawati" in notice.html and notice.buttons[0][0]["data"] == f"e::vouch:{invited.person_id}"
    assert "Sari" in Visitor(database, COORDINATOR, now).does("chosen", Tap.parse(notice.buttons[0][0]["data"]))
    assert "membenarkan nomor baru" in sari.reads()
    sari.does("shared", Contact("628999999999", sari.user_id))
    assert stored(database, now, invited)[0].phone == "+628999999999"
    assert sari.chat().expects == "enrol_area"


def test_only_their_coordinator_vouches(database: Database, now: datetime, invited: Invitation, sari: Visitor) -> None:
    up_to_contact(sari, invited)
    with database.transaction(now) as tx:
        registered(tx, "Pak Jauh", "koordinator", "63", 600)
    tap = Tap.parse(f"e::vouch:{invited.person_id}")
    for user, code in ((600, "not_found"), (sari.user_id, "not_allowed"), (666, "not_registered")):
        with pytest.raises(Refusal, match=code):
            Visitor(database, user, now).does("chosen", tap)
    with pytest.raises(Refusal, match="not_found"):
        Visitor(database, COORDINATOR, now).does("chosen", Tap.parse("e::vouch:x"))
    assert stored(database, now, invited)[0].phone == "+628123456789"


def test_without_a_registered_number_it_stays_unverified(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        plant(tx)
        row = inviting.invite(tx, CountedIds(), None, Guest("kader", "13.72.01", "Rina"))
    rina = Visitor(database, 8, now)
    opens(rina, row)
    for label in ("Ya, ini saya", "Kak Rina", "mengerti", "Nomor saya berbeda"):
        rina.taps(label)
    assert "Kec. Lubuk Sikarah" in rina.reads()
    assert rina.taps("Ubah wilayah") == "Koordinator belum bisa dikabari lewat Kabar. Mohon hubungi langsung."
    assert "Selamat pagi, Kak Rina" in rina.reads()
    assert stored(database, now, row)[0].phone_verified_at is None


def test_a_nameless_invitation_asks_for_the_name(database: Database, now: datetime) -> None:
    with database.transaction(now) as tx:
        plant(tx)
        row = inviting.invite(tx, CountedIds(), None, Guest("kader", "13.72.01"))
    rina = Visitor(database, 8, now)
    opens(rina, row)
    assert "Nama:" not in rina.reads()
    rina.taps("Ya, ini saya")
    rina.does("typed", "12345")
    assert "dengan huruf" in rina.reads()
    rina.does("typed", "Rina Wati")
    assert "Kak Rina" in [b.label for r in rina.screen().rows for b in r]


def test_an_account_of_somebody_else_is_not_taken(
    database: Database, now: datetime, invited: Invitation, sari: Visitor
) -> None:
    with pytest.raises(Refusal, match="other_account"):
        Visitor(database, COORDINATOR, now).does("start", f"i_{invited.token}")
    opens(sari, invited)
    with database.transaction(now) as tx:
        registered(tx, "Sari lain", "kader", "13", sari.user_id + 1)
        tx.exec(select(Person).where(Person.name == "Sari lain")).one().telegram_user_id = sari.user_id
    with pytest.raises(Refusal, match="other_account"):
        sari.taps("Ya, ini saya")
    assert stored(database, now, invited)[1].used_at is None


def test_every_step_waits(invited: Invitation, sari: Visitor) -> None:
    """/start, and the link again, bring down the step where the person stands."""
    opens(sari, invited)
    for label, step in (("Ya", "enrol_address"), ("Sari", "enrol_notice"), ("mengerti", "enrol_contact")):
        sari.taps(label)
        assert sari.chat().expects == step
        sari.does("start", "")
        assert sari.chat().expects == step
        opens(sari, invited)
        assert sari.chat().expects == step


def test_an_old_button_brings_the_card_down(invited: Invitation, sari: Visitor) -> None:
    opens(sari, invited)
    old = sari.screen().rows[0][0].tap
    sari.taps("Ya, ini saya")
    assert "sudah lewat" in sari.does("chosen", Tap.parse(old))
    assert sari.chat().expects == "enrol_address"


def test_strangers_and_the_registered_press_start(database: Database, now: datetime, invited: Invitation) -> None:
    with pytest.raises(Refusal, match="not_registered"):
        Visitor(database, 666, now).does("start", "")
    host = Visitor(database, COORDINATOR, now)
    host.does("start", "")
    assert "Selamat pagi, Pak Dedi" in host.reads()


def test_a_village_binds_its_kampung(database: Database, now: datetime) -> None:
    ids = CountedIds()
    with database.transaction(now) as tx:
        kampung_id = plant(tx)
        for guest in (Guest("plkb", VILLAGE, "A"), Guest("viewer", VILLAGE, "B"), Guest("plkb", "13.72", "C")):
            inviting.invite(tx, ids, None, guest)
        bound = [row.kampung_id for row in tx.exec(select(Membership).order_by(Membership.id))]  # type: ignore[arg-type]
    assert bound == [kampung_id, None, None]


def test_the_clock_follows_the_place_until_it_is_set_by_hand(database: Database, now: datetime) -> None:
    ids = CountedIds()
    with database.transaction(now) as tx:
        plant(tx)
        who = person.get(tx, inviting.invite(tx, ids, None, SARI).person_id)
        assert who.zone == "Asia/Jakarta"
        inviting.grant(tx, None, who, Guest("kader", "63"))
        assert who.zone == "Asia/Makassar"
        prefer(tx, who, zone="Asia/Jayapura", has_own_zone=True)
        inviting.grant(tx, None, who, Guest("kader", "13"))
        assert who.zone == "Asia/Jayapura"


def test_the_same_phone_is_the_same_person(database: Database, now: datetime) -> None:
    ids = CountedIds()
    with database.transaction(now) as tx:
        plant(tx)
        first = inviting.invite(tx, ids, None, SARI)
        second = inviting.invite(tx, ids, None, SARI)
        assert first.person_id == second.person_id
        assert len(tx.exec(select(Membership)).all()) == 1
        assert audit_event.count(tx, "invitation.made", "invitation", second.id, now) == 1


@pytest.mark.parametrize(
    ("guest", "field"),
    [
        (Guest("raja", VILLAGE), "role"),
        (Guest("plkb", "99"), "area"),
        (Guest("plkb", VILLAGE, phone="nol delapan"), "phone"),
    ],
)
def test_orders_that_cannot_be_carried_out(database: Database, now: datetime, guest: Guest, field: str) -> None:
    with database.transaction(now) as tx:
        plant(tx)
        with pytest.raises(InviteError) as caught:
            inviting.invite(tx, CountedIds(), None, guest)
    assert caught.value.field == field


def test_the_letter(database: Database, now: datetime, invited: Invitation) -> None:
    with database.reading(now) as tx:
        person.get(tx, invited.person_id).name = "Sari D'Ara"
        with tx.no_autoflush:
            linked = inviting.letter(tx, TEXTS, "id", invited, "@KabarKBbot")
            plain = inviting.letter(tx, TEXTS, "en", invited)
    assert f"https://t.me/KabarKBbot?start=i_{invited.token}\nKode cadangan: 481-" in linked
    assert (
        "Bapak/Ibu Sari D'Ara, laporan" in linked and "Senin, 16 November 2026.\nBantuan: Pak Dedi, +62811." in linked
    )
    assert "t.me" not in plain and "type this code: 481-" in plain


def test_names() -> None:
    assert masked("Sari Rahmawati") == "S*** R********"
    assert masked("O") == "O***"
    assert [first_name(name) for name in ("dr. Sari R", "Hj. Aminah", "Ir.")] == ["Sari", "Aminah", "Ir."]
