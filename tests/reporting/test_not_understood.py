"""What is said back to an answer that was not understood: once, twice, three times."""

from __future__ import annotations

from datetime import datetime

import pytest

from forms.draft import DEFERRED, UNKNOWN
from models import ticket
from models.database import Database
from tests.reporting import desk
from tests.reporting.chat import officer

FORM = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | required | constraint | constraint_message::Indonesia (id) | constraint_message::English (en) | bind::kabar:short | bind::kabar:unknown |
| | integer | pus | Jumlah PUS di kampung ini | Couples | yes | . <= 900 | | | Jumlah PUS | |
| | select_one metode | metode | Metode KB? | Method? | yes | | | | Metode | |
| | integer | suntik | Peserta suntik | Injections | yes | . <= ${pus} | Peserta tidak bisa lebih dari jumlah PUS. | Users can't exceed couples. | Suntik | |
| | integer | remaja | Jumlah remaja | Adolescents | yes | | | | Remaja | ya |
| | date | tanggal | Tanggal pertemuan | Day of the meeting | | . >= date('2026-10-01') and . <= date('2026-10-31') | | | Tanggal | |
| | text | catatan | Catatan | Notes | | | | | | |
| choices |
| | list_name | name | label::Indonesia (id) | label::English (en) |
| | metode | mow | MOW | MOW |
| | metode | mop | MOP | MOP |
| | metode | implan | Implan | Implant |
"""  # noqa: E501


def test_once_says_what_arrived_and_what_is_allowed(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        card = sari.says("sdikit")
        assert 'Saya terima "sdikit". Untuk isian ini perlu angka paling besar 900. Contoh: 12' in card
        assert "ℹ️ Contoh" not in sari.buttons


def test_twice_offers_an_example_and_it_counts_as_none(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("sdikit")
        sari.says("lumayan")
        assert "ℹ️ Contoh" in sari.buttons
        card = sari.taps("Contoh")
        assert card.startswith("ℹ️ <b>Jumlah PUS di kampung ini</b>")
        assert "Ketik angka paling besar 900. Contoh: 12" in card
        assert "Isian 1" in card.partition("--")[2]
        assert "Lewati dan tandai" not in sari.buttons


def test_three_times_offers_the_way_round(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        for text in ("sdikit", "lumayan", "cukup"):
            card = sari.says(text)
        assert "Kita lewati dulu? Isian ini ditandai untuk ditanyakan." in card
        assert {"Lewati dan tandai", "🆘 Tanya koordinator"} <= set(sari.buttons)
        card = sari.taps("Lewati dan tandai")
        assert "✅ Jumlah PUS: <b>ditandai untuk ditanyakan</b>" in card
        assert "Metode KB?" in card
        assert sari.draft.instance["remarks"] == {"/data/pus": DEFERRED}


def test_a_good_answer_begins_anew(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("sdikit")
        sari.says("400")
        sari.says("entah ya")
        assert "ℹ️ Contoh" not in sari.buttons


def test_options_are_listed_after_two_failures(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("400")
        sari.says("xxxx")
        card = sari.says("yyyy")
        assert "1. MOW" in card
        assert sari.buttons[:4] == ["1", "2", "3", "ℹ️ Contoh"]


def test_the_coordinator_is_asked(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        dedi = desk.person(sari.tx, "Pak Dedi", "koordinator", area_code="13.72")
        for text in ("sdikit", "lumayan", "cukup"):
            sari.says(text)
        card = sari.taps("Tanya koordinator")
        assert "diteruskan ke Pak Dedi" in card
        assert "Metode KB?" in card
        (row,) = ticket.asked_by(sari.tx, 1, 5)
        assert row.area_code == "13.72.01.1004"
        assert row.question.startswith("Laporan Uji, Payo Sejahtera, 30 Oktober 2026. Isian 1, Jumlah PUS")
        assert row.question.endswith("Yang dicoba: cukup")
        assert len(desk.notices(sari.tx, dedi)) == 1


def test_a_broken_limit_leads_to_the_answer_it_names(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        for text in ("380", "implan"):
            sari.says(text)
        card = sari.says("412")
        assert 'Peserta tidak bisa lebih dari jumlah PUS. Saya terima "412". Yang bisa: paling besar 380.' in card
        assert "Ubah Jumlah PUS" in sari.buttons
        assert "Jawaban sekarang: 380" in sari.taps("Ubah Jumlah PUS")
        assert "Peserta suntik" in sari.says("421")
        assert "Jumlah remaja" in sari.says("412")


@pytest.mark.parametrize("text", ["tidak tahu", "gak tau", "belum ada datanya"])
def test_not_known_is_no_nought(database: Database, now: datetime, text: str) -> None:
    with officer(database, now, FORM) as sari:
        assert '"Tidak tahu" berbeda dari 0' in sari.says("gak tau")
        for told in ("380", "implan", "12"):
            sari.says(told)
        card = sari.says(text)
        assert "✅ Remaja: <b>tidak tahu</b>" in card
        assert sari.draft.instance["remarks"] == {"/data/remaja": UNKNOWN}
        assert sari.value("remaja") == ""


def test_a_day_outside_the_month(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        for told in ("380", "implan", "12", "3"):
            sari.says(told)
        card = sari.says("12 Nov")
        assert "12 Nov 2026 di luar bulan laporan (1–31 Oktober 2026). Ketik tanggal di bulan Oktober 2026." in card


def test_one_reading_is_asked_with_yes_and_no(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("380")
        card = sari.says("inplan")
        assert 'Saya terima "inplan". Maksudnya "Implan"?' in card
        assert sari.buttons[:2] == ["Ya", "Bukan"]
        assert "Maksudnya" not in sari.taps("Bukan")
        sari.says("inplan")
        assert "✅ Metode: <b>Implan</b>" in sari.says("iya bu")


@pytest.mark.parametrize(
    ("second", "echo"),
    [("pria", "MOP"), ("yang kedua", "MOP"), ("mow", "MOW"), ("steril wanita", "MOW"), ("implan", "Implan")],
)
def test_two_readings_are_settled_by_more_words(database: Database, now: datetime, second: str, echo: str) -> None:
    with officer(database, now, FORM) as sari:
        sari.says("380")
        assert '"steril" bisa berarti dua hal. Pilih satu:' in sari.says("steril")
        assert sari.buttons == ["MOW", "MOP", "Ketik ulang", "⬅️ Kembali", "💾 Simpan"]
        assert f"✅ Metode: <b>{echo}</b>" in sari.says(second)


def test_a_fraction_of_a_count_is_asked_back(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        assert "Isian ini bilangan bulat. Maksudnya 12 atau 13?" in sari.says("12,5")
        assert "✅ Jumlah PUS: <b>13</b>" in sari.taps("13")


def test_same_is_for_what_lasts(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        assert "dihitung baru tiap bulan" in sari.says("sama seperti bulan lalu")


@pytest.mark.parametrize(("text", "told"), [("simpn", "Tersimpan"), ("Simpan dulu", "Tersimpan"), ("cntoh", "ℹ️")])
def test_words_a_little_misspelt(database: Database, now: datetime, text: str, told: str) -> None:
    with officer(database, now, FORM) as sari:
        assert told in sari.says(text)


def test_nothing_misspelt_is_taken_for_a_word_in_a_text(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        for told in ("380", "implan", "12", "3", "12"):
            sari.says(told)
        sari.says("simpn")
        assert sari.value("catatan") == "simpn"


def test_each_thing_that_is_said_has_its_line(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        for text in ("380", "implan", "412", "413", "414"):
            card = sari.says(text)
        assert "Yang bisa: paling besar 380.\nKita lewati dulu? Isian ini ditandai untuk ditanyakan.\n" in card
        assert {"Ubah Jumlah PUS", "Lewati dan tandai", "🆘 Tanya koordinator"} <= set(sari.buttons)
