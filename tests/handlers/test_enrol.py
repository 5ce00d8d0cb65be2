"""Coming in, as whole conversations with the sandbox: by link, by code, and not at all."""

from __future__ import annotations

from datetime import UTC, datetime

from models.invitation import Invitation
from reporting import inviting
from reporting.inviting import Guest
from tests.handlers.conftest import Place
from tests.people import Person
from tests.reporting.enrolment import CountedIds

NOW = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
VILLAGE = "13.72.01.1004"


def invited(place: Place, name: str, phone: str = "", role: str = "plkb") -> Invitation:
    with place.database.transaction(NOW) as tx:
        return inviting.invite(tx, CountedIds(), None, Guest(role, VILLAGE, name, phone))


def goes_in(person: Person, *labels: str) -> None:
    for label, then in zip(labels[::2], labels[1::2], strict=True):
        person.taps(label, person.last())
        person.sees(then)


def test_an_officer_comes_in_by_the_link(place: Place) -> None:
    place.kampung()
    row = invited(place, "Sari Rahmawati")
    sari = place.sandbox.person("Sari")
    sari.says("/start")
    sari.sees("hanya untuk petugas")
    sari.says(f"/start i_{row.token}")
    sari.sees("S*** R********")
    goes_in(sari, "Ya, ini saya", "menyapa", "Bu Sari", "dibaca sebentar")
    sari.says("/lapor")  # first the notice
    sari.sees("dibaca sebentar")
    goes_in(sari, "mengerti", "Tekan tombol")
    assert sari.has_seen("Tombol 📱")["keyboard"]
    sari.sends(contact={"phone_number": "628111", "first_name": "Orang", "user_id": 1})
    sari.sees("milik orang lain")
    sari.sends(contact=True)
    sari.sees("1 kampung (Payo Sejahtera)")
    goes_in(sari, "Sore 15.30", "Latihan 1 menit")
    goes_in(sari, "Ya", "angka 0–20")
    sari.answers("dua belas", "12")
    goes_in(sari, "Lewati", "Itu saja caranya")
    goes_in(sari, "Isi sekarang", "Laporan yang masih ditunggu")
    sari.says("/start")
    sari.sees("Selamat pagi, Bu Sari")


def test_the_first_question_is_six_taps_from_the_invitation(place: Place) -> None:
    place.kampung()
    row = invited(place, "Sari Rahmawati")
    sari = place.sandbox.person("Sari")
    sari.says(f"/start i_{row.token}")  # what the tap on MULAI sends: the first
    sari.sees_button("Ya, ini saya")
    goes_in(sari, "Ya, ini saya", "menyapa", "Bu Sari", "dibaca sebentar", "mengerti", "Tekan tombol")
    sari.sends(contact=True)  # the fifth is the key that sends the number
    sari.sees("jam berapa?")
    goes_in(sari, "Pagi 08.30", "Apakah bulan ini ada pertemuan kader?")


def test_the_code_and_a_link_used_before(place: Place) -> None:
    row = invited(place, "Rina", role="kader")
    rina, other = place.sandbox.person("Rina"), place.sandbox.person("Lain")
    rina.says("/start")
    rina.sees("hanya untuk petugas")
    rina.answers("000000", "tidak dikenal")
    rina.answers(row.code, "R***")
    goes_in(rina, "Ya, ini saya", "menyapa")
    other.says(f"/start i_{row.token}")
    other.sees("sudah dipakai")
    other.says("/lapor")
    other.sees("hanya untuk petugas")


def test_guessing_ends(place: Place) -> None:
    guesser = place.sandbox.person("Penebak")
    guesser.says("/start")
    guesser.sees("hanya untuk petugas")
    for guess in range(4):
        guesser.answers(f"00000{guess}", "tidak dikenal")
    guesser.answers("000009", "5 kali")


def test_the_coordinator_vouches_for_a_new_number(place: Place) -> None:
    dedi = place.registered("Pak Dedi", "koordinator", "13.72")
    row = invited(place, "Sari", phone="0899999999")
    sari = place.sandbox.person("Sari")
    sari.says(f"/start i_{row.token}")
    sari.sees("S***")
    goes_in(sari, "Ya", "menyapa", "Sari saja", "dibaca", "mengerti", "Tekan tombol")
    sari.sends(contact=True)
    sari.sees("belum cocok")
    goes_in(sari, "berbeda", "sudah dikabari")
    sari.says("/menu")  # no way round
    sari.sees("sudah dikabari")
    notice = dedi.has_seen("nomor HP yang berbeda")
    dedi.taps("memang ganti", notice)
    sari.sees("membenarkan nomor baru")
    sari.sends(contact=True)
    sari.sees("Jam setempat")
