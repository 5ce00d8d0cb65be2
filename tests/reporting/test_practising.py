"""Practice, tapped and typed like a tired officer: the real cards, and nothing stored. `-m` writes its form anew."""

from __future__ import annotations

import pytest
from sqlmodel import select

from forms import read_xlsform
from models import audit_event
from models.database import Database, Transaction
from models.draft import Draft
from models.submission import Submission
from reporting.inputs import Sender, Tap
from reporting.menus import Menus
from reporting.practising import FORM, Practising
from reporting.reading import Reader, load_vocabulary
from reporting.texts import templates_folder
from tests.reporting.field import DEDI, SARI, sender, wib
from tests.reporting.phone import TEXTS, Phone
from tests.reporting.walking import settled, tick

MORNING = wib(2, 9, 12)
MENUS = Menus(TEXTS)
PRACTISING = Practising(TEXTS, Reader(load_vocabulary()), MENUS)
BEGIN = Tap("y", None, "begin")


def press(tx: Transaction, who: Sender, tap: Tap) -> str:
    return (MENUS if tap.verb == "m" else PRACTISING).chosen(tx, who, tap)


@pytest.fixture
def town(sqlite_database: Database) -> Database:
    settled(sqlite_database)
    tick(sqlite_database, MORNING)
    return sqlite_database


def practising(town: Database, person_id: int = SARI) -> Phone:
    made = Phone(town, sender(person_id), MORNING, press)
    made.does(PRACTISING.chosen, BEGIN)
    return made


def test_one_tap_one_number_one_story(town: Database) -> None:
    sari = practising(town)
    assert "<i>Latihan 1 menit, tidak dikirim ke siapa-siapa.</i>" in sari.reads()
    assert sari.labels() == ["Ya", "Tidak", "Nanti saja"]
    sari.taps("Ya")
    assert "✅ Ada pertemuan: <b>Ya</b>" in sari.reads() and "angka 0–20" in sari.reads()
    sari.does(PRACTISING.typed, "banyak sekali")
    assert "banyak sekali" in sari.reads()
    sari.does(PRACTISING.typed, "50")
    assert "0–20" in sari.reads()
    sari.does(PRACTISING.typed, "dua belas")
    assert "✅ Kader hadir: <b>12</b>" in sari.reads() and "⏭ Lewati" in sari.labels()
    sari.does(PRACTISING.typed, "Posyandu pindah ke balai desa.")
    assert sari.reads() == (
        "Selesai, Bu Sari. Itu saja caranya.\nLaporan Oktober 2026 ditunggu sampai Kamis, 5 November 2026."
    )
    assert sari.labels() == ["📝 Isi sekarang", "☰ Menu"]
    with town.reading(MORNING) as tx:
        assert tx.exec(select(Draft)).all() == tx.exec(select(Submission)).all() == []
        assert audit_event.count(tx, "practice.finished", "person", SARI, MORNING) == 1


def test_taps_alone_do_and_back_is_there(town: Database) -> None:
    sari = practising(town)
    sari.taps("Tidak")
    digit = next(label for label in sari.labels() if label == "3")
    sari.taps("Kembali")
    assert "● Tidak" in sari.labels()
    sari.taps("Ya")
    sari.taps(digit)
    sari.taps("Lewati")
    assert "Selesai" in sari.reads()


def test_an_unsure_answer_is_asked_back(town: Database) -> None:
    sari = practising(town)
    sari.does(PRACTISING.typed, "yaa")
    if "✅" not in sari.reads():
        sari.taps("Ya")
    sari.does(PRACTISING.typed, "10-15")
    assert sari.chat().expects == "practice"
    sari.does(PRACTISING.typed, "7,5")
    assert "Maksudnya 7 atau 8?" in sari.reads()
    sari.does(PRACTISING.typed, "7")
    assert "<b>7</b>" in sari.reads()


@pytest.mark.parametrize("word", ["simpan", "batal"])
def test_it_can_be_left_at_any_time(town: Database, word: str) -> None:
    sari = practising(town)
    sari.does(PRACTISING.typed, word)
    assert "Selamat" in sari.reads()
    sari.does(PRACTISING.chosen, BEGIN)
    sari.taps("Nanti saja")
    assert "Selamat" in sari.reads()


def test_an_old_card_writes_nothing(town: Database) -> None:
    sari = practising(town)
    old = sari.buttons()[0].tap
    sari.taps("Tidak")
    before = sari.chat().focus
    assert "sudah lewat" in sari.does(press, Tap.parse(old))
    assert sari.chat().focus == before
    sari.does(PRACTISING.strayed)
    assert sari.screen().is_fresh and sari.chat().focus == before


def test_a_coordinator_may_try_but_has_no_report_to_fill(town: Database) -> None:
    dedi = practising(town, DEDI)
    for label in ("Ya", "3", "Lewati"):
        dedi.taps(label)
    assert dedi.labels() == ["☰ Menu"]


def written() -> str:
    source = templates_folder() / FORM.with_suffix(".md")
    return read_xlsform(source.read_bytes(), source.name).xform


def test_the_form_that_runs_is_the_form_that_is_read() -> None:
    assert (templates_folder() / FORM).read_text("utf-8") == written()


if __name__ == "__main__":
    (templates_folder() / FORM).write_text(written(), "utf-8")
