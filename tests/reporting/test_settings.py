"""Settings, tapped and typed: each page, what it stores, and the way back to a question."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from models.database import Database, Transaction
from reporting.adjusting import Adjusting
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.preferences import Preferences, preferences
from reporting.reading import Reader, load_vocabulary
from tests.reporting.field import BUDI, DEDI, SARI, sender, wib
from tests.reporting.phone import TEXTS, Phone
from tests.reporting.walking import settled

MORNING = wib(2, 9, 12)
ADJUSTING = Adjusting(TEXTS, Reader(load_vocabulary()))
MENUS = Menus(TEXTS)


def press(tx: Transaction, who: Sender, tap: Tap) -> str:
    return (MENUS if tap.verb == "m" else ADJUSTING).chosen(tx, who, tap)


@pytest.fixture
def town(sqlite_database: Database) -> Database:
    return settled(sqlite_database)


def opened(town: Database, person_id: int, now: datetime = MORNING) -> Phone:
    phone = Phone(town, sender(person_id), now, press)
    phone.does(MENUS.settings)
    return phone


def chosen(phone: Phone) -> Preferences:
    return preferences(phone.who())


def test_an_officer_sees_all_there_is(town: Database) -> None:
    sari = opened(town, SARI)
    assert sari.reads() == (
        "⚙️ <b>Pengaturan Bu Sari</b>\nBahasa: Indonesia · Sapaan: Bu Sari\n"
        "Jam: WIB · Pengingat: 08.30 · Tenang: 19.00–07.30\nCara isi: kartu isian · Hemat data: tidak"
    )
    assert [[button.label for button in row] for row in sari.screen().rows] == [
        ["Bahasa", "Sapaan"],
        ["Zona waktu", "Pengingat"],
        ["Jam tenang", "Cara isi"],
        ["Hemat data: ⬜", "Bilah bawah: ✅"],
        ["🔒 Privasi", "☰ Menu"],
    ]


def test_a_coordinator_has_leave_and_a_contact_instead(town: Database) -> None:
    dedi = opened(town, DEDI)
    assert {"Cuti", "Kontak"} <= set(dedi.labels()) and not {"Pengingat", "Cara isi"} & set(dedi.labels())
    dedi.taps("Kontak")
    dedi.taps("08.00–17.00")
    dedi.taps("Nomor HP terlihat: ⬜")
    assert "Senin–Jumat 08.00–17.00</b> WIB" in dedi.reads() and "terlihat</b>" in dedi.reads()
    assert (chosen(dedi).office, chosen(dedi).listed) == ("08:00-17:00", True)


def test_another_language_at_once(town: Database) -> None:
    sari = opened(town, SARI)
    sari.taps("Bahasa")
    sari.taps("English")
    assert sari.reads().startswith("Choose the language") and "● English" in sari.labels()
    assert (sari.who().language, sari.chat().language) == ("en", "en")
    sari.taps("Back")
    assert "Settings of Bu Sari" in sari.reads()


def test_the_form_of_address_tapped_and_typed(town: Database) -> None:
    sari = opened(town, SARI)
    sari.taps("Sapaan")
    assert "● Bu Sari" in sari.labels()
    sari.taps("Kak Sari")
    assert "Kak Sari" in sari.reads() and sari.who().address == "Kak Sari"
    sari.does(ADJUSTING.typed, "mbak 5ari!")
    assert "ditulis dengan huruf" in sari.reads() and sari.who().address == "Kak Sari"
    sari.does(ADJUSTING.typed, "  Mbak   Sari ")
    assert "Mbak Sari" in sari.reads() and sari.who().address == "Mbak Sari"


def test_a_zone_of_ones_own_and_back(town: Database) -> None:
    budi = opened(town, BUDI)
    budi.taps("Zona waktu")
    assert "WITA</b>. Sekarang 10.12" in budi.reads() and "Sama dengan wilayah" in budi.reads()
    budi.taps("WIB")
    assert "Wilayah kerja memakai WITA (sekarang 10.12)" in budi.reads()
    assert (chosen(budi).zone, chosen(budi).has_own_zone) == ("Asia/Jakarta", True)
    budi.taps("WITA")
    assert (chosen(budi).zone, chosen(budi).has_own_zone) == ("Asia/Makassar", False)


def test_reminders_by_the_hour_fewer_or_none_on_leave(town: Database) -> None:
    sari = opened(town, SARI)
    sari.taps("Pengingat")
    sari.taps("Sore 15.30")
    sari.taps("Sedikit")
    assert "pukul <b>15.30</b> WIB" in sari.reads() and "sehari sebelum batas" in sari.reads()
    sari.taps("Malam 19.00")
    assert (chosen(sari).hour, chosen(sari).quiet_from, chosen(sari).reminders) == ("19:00", "20:00", "few")
    sari.does(ADJUSTING.typed, "jam 4 sore")
    assert chosen(sari).hour == "16:00"
    sari.does(ADJUSTING.typed, "nanti saja")
    assert "belum terbaca" in sari.reads() and chosen(sari).hour == "16:00"
    sari.taps("Cuti sampai")
    assert [b.label for b in sari.buttons()][:4] == ["Sampai 5 Nov", "Sampai 9 Nov", "Sampai 16 Nov", "Sampai 2 Des"]
    sari.taps("Sampai 9 Nov")
    assert "Cuti sampai <b>Senin, 9 November 2026</b>" in sari.reads()
    sari.taps("Kembali")
    assert "Cuti sampai Senin, 9 November 2026." in sari.reads()
    assert chosen(sari).away_until == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("said", "until"),
    [
        ("30 Nov", "2026-11-30"),
        ("tgl 12", "2026-11-12"),
        ("5 Jan", "2027-01-05"),
        ("lusa", "2026-11-04"),
        ("kemarin", "2026-11-20"),
        ("5 Mei", "2026-11-20"),
        ("kapan-kapan", "2026-11-20"),
    ],
)
def test_the_end_of_a_leave_typed(town: Database, said: str, until: str) -> None:
    sari = opened(town, SARI)
    sari.taps("Pengingat")
    sari.taps("Cuti")
    sari.does(ADJUSTING.typed, "20 Nov")
    sari.does(ADJUSTING.typed, said)
    assert chosen(sari).away_until == date.fromisoformat(until)
    if until == "2026-11-20":
        assert "belum terbaca" in sari.reads() or "di luar tiga bulan" in sari.reads()
    sari.taps("Tidak jadi cuti")
    assert chosen(sari).away_until is None


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("21.00-05.30", ("21:00", "05:30")),
        ("22 sampai 5", ("22:00", "05:00")),
        ("09:00 - 08:00", ("19:00", "07:30")),
        ("25-30", ("19:00", "07:30")),
        ("malam", ("19:00", "07:30")),
        ("20.00–06.00", ("20:00", "06:00")),
    ],
)
def test_a_quiet_time_typed(town: Database, said: str, kept: tuple[str, str]) -> None:
    sari = opened(town, SARI)
    sari.taps("Jam tenang")
    sari.does(ADJUSTING.typed, said)
    assert (chosen(sari).quiet_from, chosen(sari).quiet_until) == kept


def test_toggles_tell_their_target(town: Database) -> None:
    sari = opened(town, SARI)
    saver = next(b for b in sari.buttons() if b.label.startswith("Hemat data"))
    for _ in range(2):
        assert sari.does(press, Tap.parse(saver.tap)) == ""
        assert chosen(sari).saver is True and "Hemat data: ya" in sari.reads()
    sari.taps("Bilah bawah: ✅")
    assert chosen(sari).bar is False
    sari.taps("Cara isi")
    sari.taps("Satu-satu")
    assert chosen(sari).way == "single"


def test_typed_words_are_buttons_and_rubbish_leads_on(town: Database) -> None:
    sari = opened(town, SARI)
    sari.does(ADJUSTING.typed, "cara isi")
    assert "Satu-satu" in sari.labels()
    sari.does(ADJUSTING.typed, "kembali")
    assert "Pengaturan" in sari.reads()
    sari.does(ADJUSTING.typed, "apa ya")
    assert "belum paham" in sari.reads() and "☰ Menu" in sari.labels()


def test_an_old_page_changes_nothing(town: Database) -> None:
    sari = opened(town, SARI)
    old = next(b for b in sari.buttons() if b.label.startswith("Bilah")).tap
    sari.does(MENUS.home)
    assert "sudah lewat" in sari.does(press, Tap.parse(old))
    assert chosen(sari).bar is True and "Pengaturan" not in sari.reads()


def test_an_officer_has_no_contact_to_show(town: Database) -> None:
    sari = opened(town, SARI)
    sari.does(press, Tap("g", sari.chat().card, "office", "08.00-17.00"))
    assert chosen(sari).office == "08:00-16:00"
