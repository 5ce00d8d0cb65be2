"""Personal data in the chat: refused wherever it stands, deleted, never stored, never logged."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.handlers.conftest import Place
from tests.handlers.filler import JPEG
from tests.handlers.test_every_form import choose
from tests.people import Person

NIK = "1372014104900001"
PARTED = "1372 0141 0490 0001"
REFUSED = "memuat data pribadi"


@pytest.fixture
def officer(place: Place, caplog: pytest.LogCaptureFixture) -> Iterator[Person]:
    """An officer at the first question of a report; at the end the log holds no NIK and no error."""
    for name in ("httpx", "httpcore"):  # the phone's own: it says what it sends
        caplog.set_level(logging.WARNING, logger=name)
    with caplog.at_level(logging.DEBUG):
        sari = place.registered("Bu Sari", "plkb", kampung_ids=(place.kampung(),))
        choose(sari, "kegiatan_kkb", "")
        sari.sees("Tanggal kegiatan")
        yield sari
    assert NIK not in caplog.text
    assert PARTED not in caplog.text
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.ERROR] == []


def refused(officer: Person, message_id: int) -> dict[str, Any]:
    """The card that says so, once the message is gone."""
    card = officer.sees(REFUSED)
    gone(officer, message_id)
    return card


def sent(officer: Person, **told: Any) -> int:
    answer = officer.sandbox.http.post(f"/sim/people/{officer.id}/say", **told)
    answer.raise_for_status()
    return int(answer.json()["message_id"])


def test_a_nik_is_refused_in_text_caption_file_name_contact_and_edit(officer: Person, tmp_path: Path) -> None:
    card = refused(officer, officer.says(f"ibu Siti {PARTED}"))
    assert "Tanggal kegiatan" in card["text"], "the question is still there"
    photo = {"photo": ("foto.jpg", JPEG, "image/jpeg")}
    refused(officer, sent(officer, files=photo, data={"caption": f"KTP {NIK}"}))
    paper = {"document": (f"kk_{NIK}.pdf", b"%PDF-1.4", "application/pdf")}
    refused(officer, sent(officer, files=paper))
    contact = {"phone_number": "+6281234567890", "first_name": f"Siti {NIK}"}
    refused(officer, sent(officer, json={"contact": contact}))
    officer.answers("14 Oktober 2026", "Judul kegiatan")
    title = officer.says("Penyuluhan")
    officer.sees("Tempat kegiatan")
    officer.says(f"Penyuluhan {NIK}", edit=title)
    assert "Tempat kegiatan" in refused(officer, title)["text"]
    officer.answers("Balai desa", "sasaran Kampung KB")
    for file in tmp_path.glob("kabar.db*"):
        content = file.read_bytes()
        assert NIK.encode() not in content
        assert PARTED.encode() not in content


@pytest.mark.parametrize("command", ["/tanya", "/start", "/lapor"])
def test_a_nik_behind_a_command_is_refused(officer: Person, command: str) -> None:
    refused(officer, officer.says(f"{command} apakah {NIK} sudah terdaftar"))


def test_a_phone_number_is_taken_where_it_is_asked_and_refused_elsewhere(officer: Person) -> None:
    officer.answers("14 Oktober 2026", "Judul kegiatan")
    said = officer.says("hubungi bu Siti 0812-3456-7890")
    assert "Judul kegiatan" in refused(officer, said)["text"]
    officer.says("menu")
    officer.sees_button("Isi laporan")
    refused(officer, officer.says("0812-3456-7890"))
    foreign = {"phone_number": "+6281234567890", "first_name": "Siti"}
    refused(officer, sent(officer, json={"contact": foreign}))


def test_what_a_stranger_sends_is_refused_too(place: Place) -> None:
    stranger = place.sandbox.person("Orang")
    refused(stranger, stranger.says(NIK))
    stranger.sees("Kabar hanya untuk")


def test_messages_of_a_report_can_not_be_passed_on(officer: Person) -> None:
    assert officer.last()["protected"]
    officer.answers("14 Oktober 2026", "Judul kegiatan")
    assert officer.last()["protected"]
    officer.says("/tanya apa itu PUS")
    officer.sees("Sumber")
    assert not officer.last()["protected"], "an answer may be passed on"
    officer.says("/lapor")
    officer.sees_button("Menu")
    assert officer.last()["protected"]


def test_the_chat_of_two_days_is_cleared_and_the_draft_is_still_there(officer: Person) -> None:
    officer.answers("14 Oktober 2026", "Judul kegiatan")
    officer.says("/privasi")
    officer.sees("Data pribadi Bu Sari")
    officer.taps("Bersihkan chat")
    officer.sees("tidak bisa dikembalikan")
    officer.taps("Hapus pesannya")
    card = officer.sees("Pesan 2 hari terakhir sudah dihapus")
    left = [m for m in officer.messages() if not m["deleted"] and m["message_id"] != card["message_id"]]
    assert all("Oktober" not in m["text"] for m in left), left
    officer.taps("Kembali ke isian")
    officer.sees("Judul kegiatan")


def test_a_copy_arrives_as_a_file_that_can_be_kept(officer: Person) -> None:
    officer.says("/privasi")
    officer.sees("Data pribadi")
    officer.taps("Salinan data")
    officer.sees("Salinan data ada di atas")
    paper = next(m for m in officer.from_bot() if m["document"])
    assert paper["document_name"].startswith("kabar-data-2026-11-02")
    assert not paper["protected"]
    copy = officer.sandbox.http.get(paper["document"]).json()
    assert copy["orang"]["sapaan"] == "Bu Sari"


def test_an_account_is_closed_and_the_door_with_it(officer: Person) -> None:
    officer.says("/hapus")
    officer.sees("Tutup akun Kabar?")
    officer.taps("Tutup akun")
    officer.sees("Akun sudah ditutup")
    officer.says("/lapor")
    officer.sees("Kabar hanya untuk")


def test_a_shared_phone_asks_for_its_pin_and_goes_on_where_it_was(officer: Person) -> None:
    officer.says("/privasi")
    officer.sees("Data pribadi")
    officer.taps("HP dipakai bersama")
    officer.sees("Apakah HP ini juga dipakai orang lain?")
    officer.taps("Ya, pakai PIN")
    officer.sees("Ketik PIN baru")
    gone(officer, officer.says("4812"))
    officer.sees("sekali lagi")
    gone(officer, officer.says("4812"))
    officer.sees("HP ini dipakai bersama")
    officer.taps("Privasi")
    officer.sees("Data pribadi")
    officer.taps("Kembali ke isian")
    officer.sees("Tanggal kegiatan")
    officer.answers("14 Oktober 2026", "Judul kegiatan")
    until(lambda: "✅ tersimpan" in [m["text"] for m in officer.from_bot()])
    officer.sandbox.clock("2026-11-02T08:45:00+07:00")
    officer.says("Penyuluhan")
    card = officer.sees("Ketik PIN 4 angka")
    until(lambda: "14 Oktober" not in str([m["text"] for m in officer.from_bot()]))
    officer.taps("Lupa PIN", card)
    gone(officer, officer.says("4812"))
    officer.sees("Judul kegiatan")
    officer.answers("Penyuluhan", "Tempat kegiatan")


def gone(officer: Person, message_id: int) -> None:
    """Waits until the person's own message is deleted."""
    until(lambda: next(m for m in officer.messages() if m["message_id"] == message_id)["deleted"])


def until(held: Callable[[], bool], within: float = 10.0) -> None:
    ends = time.monotonic() + within
    while not held():
        assert time.monotonic() < ends, "it never came to that"
        time.sleep(0.03)
