"""A figure far from last month's is stored, asked about once, and shown with what the officer said of it."""

from __future__ import annotations

from datetime import datetime

import pytest

from forms.draft import Draft as FormDraft
from models.database import Database
from models.person import Person
from reporting import checks
from reporting.filling import Filling
from reporting.inputs import Tap
from reporting.library import Library
from reporting.reading import Reader, load_vocabulary
from reporting.reviewing import Reviewing
from reporting.starting import Starting
from reporting.submitting import Submitting
from tests.reporting import desk
from tests.reporting.chat import Officer, officer

FORM = """
| survey |
| | type | name | label::Indonesia (id) | label::English (en) | required | bind::kabar:soft | bind::kabar:sensitive | constraint | bind::kabar:unknown |
| | integer | suntik | Peserta baru suntik | New users | yes | | | . <= 900 | |
| | integer | pil | Peserta baru pil | New users | yes | . <= 20 | | | |
| | integer | hiv | Hasil tes | Test results | yes | | yes | | ya |
| | text | catatan | Catatan | Notes | | | | | |
"""  # noqa: E501
LAST = {"suntik": "12", "pil": "9", "hiv": "1"}


def before(sari: Officer) -> None:
    """The kampung's figures of last month, which a form that was opened in a chat holds in its draft."""
    row = sari.row()
    draft = FormDraft.from_json(row.data)
    row.data = {**draft.to_json(), "context": {**draft.context, "last": LAST}}
    sari.tx.flush()


def remark(sari: Officer) -> str:
    return str(sari.draft.instance.get("remarks", {}).get("/data/suntik", ""))


def test_an_odd_figure_is_stored_and_asked_about(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        card = sari.says("120")
        assert "Bulan lalu 12, sekarang <b>120</b>. Sudah benar?" in card
        assert sari.buttons == ["Ya, 120", "Ketik ulang", "⬅️ Kembali", "💾 Simpan"]
        assert sari.value("suntik") == "120"
        assert remark(sari) == checks.ASKED
        assert "Peserta baru pil" in sari.taps("Ya, 120")
        assert remark(sari) == checks.CONFIRMED


def test_a_question_there_is_no_reason_for_the_figure(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("120")
        above, _, card = sari.says("kenapa ditanya lagi bu?").partition("\n--\n")
        assert "belum punya jawaban" in above
        assert "Sudah benar?" in card
        assert remark(sari) == checks.ASKED
        assert "Peserta baru pil" in sari.taps("Ya, 120")


@pytest.mark.parametrize("text", ["ya", "betul", "iya bu", "sudah benar", "120"])
def test_it_is_confirmed_by_typing(database: Database, now: datetime, text: str) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("120")
        assert "Peserta baru pil" in sari.says(text)
        assert remark(sari) == checks.CONFIRMED


def test_a_reason_is_kept(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("120")
        assert "Peserta baru pil" in sari.says("ada pelayanan massal di balai desa")
        assert checks.reason(remark(sari)) == "ada pelayanan massal di balai desa"


def test_personal_data_is_no_reason(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("120")
        card = sari.says("tanya bidan 081234567890 saja")
        assert "data pribadi" in card
        assert "0812" not in card + str(sari.draft.instance)


@pytest.mark.parametrize("text", ["12", "salah ketik", "tidak"])
def test_a_slip_is_mended(database: Database, now: datetime, text: str) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("120")
        card = sari.says(text)
        if text != "12":
            assert "Jawaban sekarang: 120" in card
            card = sari.says("12")
        assert "Peserta baru pil" in card
        assert (sari.value("suntik"), remark(sari)) == ("12", "")


def test_another_odd_figure_is_asked_about_too(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("120")
        assert "sekarang <b>200</b>" in sari.says("200")
        assert "paling besar 900" in sari.taps("Ketik ulang") + sari.says("1200")


def test_it_is_asked_once(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("120")
        sari.taps("Ya, 120")
        sari.says("kembali")
        assert "Peserta baru pil" in sari.says("120")


def test_navigation_leaves_it_as_it_is(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("120")
        assert "Tersimpan" in sari.says("simpan")
        assert "Peserta baru pil" in sari.taps("Lanjut sekarang")
        assert remark(sari) == checks.ASKED


def test_an_own_rule_takes_the_place_of_the_comparison(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        sari.says("12")
        assert "Bulan lalu 9, sekarang <b>21</b>" in sari.says("21")
        assert "Hasil tes" in sari.says("20")


def test_what_is_sensitive_is_not_held_up(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        for text in ("12", "9"):
            sari.says(text)
        assert "Catatan" in sari.says("50")


def test_what_is_usual_is_not_asked_about(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        assert "Peserta baru pil" in sari.says("21")  # by nine


def test_the_last_figure_leads_to_the_review(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        before(sari)
        for text in ("12", "9", "0", "lewati"):
            card = sari.says(text)
        assert "Ringkasan" in card
        sari.filling.numbered(sari.tx, sari.sender, "1")
        assert "Bulan lalu 12, sekarang <b>120</b>" in sari.says("120")
        assert "Ringkasan" in sari.taps("Ya, 120")


def test_the_review_and_the_coordinator_see_what_was_said(database: Database, now: datetime) -> None:
    with officer(database, now, FORM) as sari:
        dedi = desk.person(sari.tx, "Pak Dedi", "koordinator", area_code="13.72")
        for text in ("12", "21", "ada pelayanan massal", "tidak tahu", "lewati"):
            card = sari.says(text)
        assert '2. Peserta baru pil <b>21</b> (sudah dipastikan) kata petugas: "ada pelayanan massal"' in card
        assert "3. Hasil tes: tidak tahu" in card
        assert "terkirim" in sari.taps("Kirim laporan")  # nothing odd is left to be asked about
        Reviewing(Library(), desk.TEXTS).chosen(sari.tx, dedi, Tap("q", None, "next"))
        page = desk.shown(sari.tx, dedi)
        told = '(di luar yang biasa, sudah dipastikan) kata petugas: "ada pelayanan massal"'
        assert f"⚠️ 2. Peserta baru pil: <b>21</b> {told}" in page
        assert "⚠️ 3. Hasil tes: tidak tahu" in page


def test_the_monthly_report_is_held_against_the_month_before(database: Database, now: datetime) -> None:
    library = Library()
    with database.transaction(now) as tx:
        desk.plant(tx)
        sari = desk.officer(tx)
        sari.files(tx, period="2026-09")
        filling = Filling(library, desk.TEXTS, Reader(load_vocabulary()), Submitting(desk.TEXTS))
        starting = Starting(library, desk.TEXTS, desk.CountedIds(50))
        starting.chosen(tx, sari.sender, Tap("s", None, "open", f"bulanan_kkb,{desk.PAYO},2026-10"))
        for text in ("ya", "ya", "14200"):
            filling.typed(tx, sari.sender, text)
        assert "Bulan lalu 1.420, sekarang <b>14.200</b>. Sudah benar?" in desk.shown(tx, sari.sender)
        filling.typed(tx, sari.sender, "eh salah")
        filling.typed(tx, sari.sender, "1425")
        assert "Jumlah jiwa perempuan" in desk.shown(tx, sari.sender)


BOTH = """
| survey |
| | type | name | label::Indonesia (id) | bind::kabar:soft | appearance |
| | integer | suntik | Peserta baru suntik | | |
| | begin group | kb | Peserta KB baru | | field-list |
| | integer | pil | Pil | . <= 20 | |
| | integer | kondom | Kondom | | |
| | integer | implan | Implan | | |
| | end group | | | | |
| | text | catatan | Catatan | | |
"""


def batched(sari: Officer) -> None:
    row = sari.tx.get_one(Person, 1)
    row.settings = {"way": "batch"}
    sari.tx.add(row)
    sari.tx.flush()


def test_the_forms_own_rule_marks_figures_of_a_batch_card_too(database: Database, now: datetime) -> None:
    with officer(database, now, BOTH) as sari:
        before(sari)
        batched(sari)
        sari.says("12")
        card = " ".join(sari.says("25 3 4").split())
        assert "⚠️ Pil: bulan lalu 9, sekarang 25. Sudah benar?" in card
        sari.taps("Betul semua")
        assert sari.draft.instance["remarks"] == {"/data/kb/pil": checks.CONFIRMED}
