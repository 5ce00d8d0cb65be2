"""A form on its way from a workbook to the officers of an area, and back: each push as its person makes it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

import forms
from forms.check import check
from forms.problems import FormErrors
from models import form_upload, form_use, form_version, obligation
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.form_upload import FormUpload
from models.region_search import RegionSearch
from models.schedule import Schedule
from reporting import opening, publishing
from reporting.access import actor_of
from reporting.form_expiry import FormExpiry
from reporting.inputs import File, Sender, Tap
from reporting.previewing import Previewing
from reporting.reading import Reader, load_vocabulary
from reporting.refusals import Refusal
from reporting.responsible import filing_scope
from reporting.scheduling import shape
from reporting.uploading import Checked, Uploading
from tests.reporting import desk
from tests.workbooks import NEW, QUESTIONS, workbook

PREVIEWING = Previewing(desk.TEXTS, Reader(load_vocabulary()), desk.LIBRARY)
UPLOADING = Uploading(desk.TEXTS, desk.LIBRARY, PREVIEWING, RegionSearch())
NAME = "posyandu.xlsx"
LABELLESS = (("integer", "balita", "", "", "", ""), ("intger", "kader", "Kader", "Cadres", "", ""))


@pytest.fixture
def solok(database: Database, now: datetime) -> Any:
    """A coordinator of Kota Solok, one of the province, two administrators, and an officer."""
    with database.transaction(now) as tx:
        desk.plant(tx)
        yield tx


def dedi(tx: Transaction) -> Sender:
    return desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")


def checked(content: bytes, name: str = NAME) -> Checked:
    """What the errand makes of it, here in this process."""
    problems = check(content, name)
    if any(one.severity == "error" for one in problems):
        return Checked(content, None, problems)
    sheet = forms.read_xlsform(content, name)
    source = publishing.alone(name, content, sheet, forms.compile_form(sheet.xform, sheet.cells), {})
    return Checked(content, source, problems, sheet.cells)


def sends(tx: Transaction, who: Sender, content: bytes, name: str = NAME, size: int = 9_000) -> int:
    """The file, and what the errand finds in it; the upload's id."""
    UPLOADING.received(tx, who, File("file", "f", "u", "", size), name)
    row = tx.exec(select(FormUpload).order_by(FormUpload.id.desc())).first()  # type: ignore[union-attr]
    assert row is not None
    UPLOADING.checked(tx, row.id or 0, checked(content, name))
    return row.id or 0


def taps(tx: Transaction, who: Sender, *labels: str) -> str:
    toast = ""
    for label in labels:
        tap = desk.tap(tx, who, label)
        toast = (PREVIEWING if tap.verb == "j" else UPLOADING).chosen(tx, who, tap)
    return toast


def publishes(tx: Transaction, who: Sender, content: bytes) -> None:
    """For their own area, whenever there is something to tell."""
    sends(tx, who, content)
    taps(tx, who, "Lanjut", "Kota Solok", "Sewaktu-waktu", "Terbitkan")


def test_faults_are_told_by_their_cells_and_a_mended_file_takes_the_place(solok: Transaction) -> None:
    who = dedi(solok)
    sends(solok, who, workbook(questions=LABELLESS))
    told = desk.shown(solok, who)
    assert "posyandu.xlsx belum bisa dipakai" in told.replace("<b>", "").replace("</b>", "")
    assert "survey baris 3, kolom type" in told and "Type ini tidak dikenal" in told
    sends(solok, who, workbook())
    assert "Formulir terbaca" in desk.shown(solok, who)
    states = [row.state for row in solok.exec(select(FormUpload).order_by(FormUpload.id))]  # type: ignore[arg-type]
    assert states == ["withdrawn", "ready"]


def test_purpose_ground_and_term_are_demanded_with_their_columns(solok: Transaction) -> None:
    who = dedi(solok)
    sends(solok, who, workbook(mandate={"attribute::kabar:purpose": "Mengetahui kehadiran"}))
    told = desk.shown(solok, who)
    assert "belum bisa dipakai" in told and "attribute::kabar:retention_months" in told and "settings" in told


@pytest.mark.parametrize(
    ("name", "size", "says"),
    [
        ("posyandu.xls", 9_000, "bukan buku kerja .xlsx"),
        ("posyandu.md", 9_000, "bukan buku kerja .xlsx"),
        ("rapat.pdf", 9_000, "bukan buku kerja .xlsx"),
        ("posyandu.xlsx", 25_000_000, "lebih besar dari 20 MB"),
    ],
)
def test_what_is_no_workbook_is_told_at_once(solok: Transaction, name: str, size: int, says: str) -> None:
    who = dedi(solok)
    UPLOADING.received(solok, who, File("file", "f", "u", "", size), name)
    assert says in desk.shown(solok, who)
    assert solok.exec(select(FormUpload)).all() == []


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "kosong"), (b"PK\x03\x04 half", "rusak"), (b"\xd0\xcf\x11\xe0" + bytes(600), ""), (b"just text", "")],
)
def test_what_can_not_be_read_is_told_with_the_mend(solok: Transaction, content: bytes, says: str) -> None:
    who = dedi(solok)
    sends(solok, who, content)
    told = desk.shown(solok, who)
    assert "belum bisa dipakai" in told and says in told and "kirim lagi" in told


def test_all_findings_come_as_a_document(solok: Transaction) -> None:
    who = dedi(solok)
    many = [("intger", f"q{at}", "Label", "Label", "", "") for at in range(9)]
    sends(solok, who, workbook(questions=many))
    taps(solok, who, "Semua temuan (10)")
    pushed = desk.notices(solok, who)[-1]
    rows = pushed.chart["sections"][0]["rows"]
    assert (
        len(rows) == 10
        and rows[1][1].startswith("survey baris 2, kolom type")
        and pushed.chart["file"] == "posyandu.pdf"
    )


def test_for_the_own_area_it_is_published_at_once_and_asked_there_alone(solok: Transaction) -> None:
    who = dedi(solok)
    sari = desk.person(solok, "Bu Sari", "plkb", kampung_id=desk.PAYO)
    away = desk.person(solok, "Bu Nur", "plkb", area_code="63.71")
    sends(solok, who, workbook())
    taps(solok, who, "Lanjut")
    assert desk.shown(solok, who).startswith("<b>Kehadiran Posyandu</b> untuk wilayah mana?")
    taps(solok, who, "Kota Solok", "Setiap bulan", "Tanggal 5", "November 2026")
    told = desk.shown(solok, who)
    assert "setiap bulan, paling lambat tanggal 5" in told and "mulai laporan November 2026" in told
    taps(solok, who, "Terbitkan")
    told = desk.shown(solok, who)
    assert "sudah terbit" in told and "mulai laporan November 2026" in told
    filing = shape(solok, "posyandu")
    assert (filing.cadence, filing.slot) == ("monthly", "one")
    assert filing_scope(solok, actor_of(solok, sari), "posyandu").kampung_ids == (desk.PAYO,)
    assert not filing_scope(solok, actor_of(solok, away), "posyandu").areas
    owed = solok.exec(select(Schedule).where(Schedule.form_id == "posyandu")).one()
    assert (owed.area_code, owed.since, owed.due_day) == ("13.72", "2026-11", 5)
    assert opening.open_period(solok, "2026-11") == 2
    assert obligation.of_slot(solok, "posyandu", desk.PAYO, "2026-11") is not None
    done = [row.action for row in solok.exec(select(AuditEvent).where(AuditEvent.person_id == 1))]
    assert {"form.sent", "form.checked", "form.published", "form.used"} <= set(done)


def test_a_new_version_says_what_is_new_and_goes_back_with_two_taps(solok: Transaction) -> None:
    who = dedi(solok)
    publishes(solok, who, workbook())
    other = ("select_one yatidak", "ada", "Posyandu buka bulan ini?", "Open this month?", "yes", "")
    sends(solok, who, workbook("2026-12-01", (other, QUESTIONS[1], NEW)))
    told = desk.shown(solok, who)
    assert "Dibanding versi 2026-11-02" in told
    assert "Baru: Berapa kader yang bertugas?" in told and "Berubah: Posyandu buka bulan ini?" in told
    taps(solok, who, "Lanjut")
    assert "sewaktu-waktu" in desk.shown(solok, who)
    taps(solok, who, "Terbitkan")
    live = form_version.live(solok, "posyandu")
    assert live is not None and live.version == "2026-12-01"
    taps(solok, who, "Buka", "Kembali ke versi lama")
    assert "ke versi 2026-11-02?" in desk.shown(solok, who)
    assert next(iter(desk.buttons(solok, who))) == "Jangan"
    taps(solok, who, "Ya, kembali")
    live = form_version.live(solok, "posyandu")
    assert live is not None and live.version == "2026-11-02"
    taps(solok, who, "Buka", "Riwayat")
    assert "1. Versi 2026-12-01" in desk.shown(solok, who) and "2. Versi 2026-11-02" in desk.shown(solok, who)


def test_the_same_version_with_other_content_is_refused(solok: Transaction) -> None:
    who = dedi(solok)
    publishes(solok, who, workbook())
    sends(solok, who, workbook(questions=(*QUESTIONS, NEW)))
    assert "Nomor versi ini sudah dipakai" in desk.shown(solok, who)


def test_more_than_ones_own_area_needs_somebody_else(solok: Transaction) -> None:
    who = dedi(solok)
    above = desk.person(solok, "Bu Ida", "koordinator", area_code="13")
    beside = desk.person(solok, "Pak Amin", "koordinator", area_code="63")
    number = sends(solok, who, workbook())
    taps(solok, who, "Lanjut", "Wilayah lebih luas", "Sumatera Barat", "Sewaktu-waktu")
    assert "perlu disetujui orang kedua (Bu Ida)" in desk.shown(solok, who)
    taps(solok, who, "Minta persetujuan")
    assert form_version.live(solok, "posyandu") is None
    assert "menunggu persetujuan Bu Ida" in desk.shown(solok, who)
    asked = desk.notices(solok, above)[-1]
    assert "Pak Dedi mengusulkan formulir" in asked.html and desk.notices(solok, beside) == []
    UPLOADING.chosen(solok, above, desk.press(asked, "Buka"))
    assert "Untuk apa: Mengetahui kehadiran" in desk.shown(solok, above)
    for other in (who, beside):  # nobody approves their own, nor of another place
        with pytest.raises(Refusal, match="not_found"):
            UPLOADING.chosen(solok, other, Tap("b", None, "yes", str(number)))
    taps(solok, above, "Pratinjau")
    assert "Ada posyandu bulan ini?" in desk.shown(solok, above)
    UPLOADING.chosen(solok, above, Tap("b", None, "up", str(number)))
    assert taps(solok, above, "Setujui") == "Formulir terbit."
    assert form_use.of_form(solok, "posyandu")[0].area_code == "13"
    assert "menyetujui formulir" in desk.notices(solok, who)[-1].html
    with pytest.raises(Refusal, match="not_found"):
        UPLOADING.chosen(solok, above, Tap("b", None, "yes", str(number)))


def test_a_whole_country_is_decided_by_two_administrators(solok: Transaction) -> None:
    who = desk.person(solok, "Pak Kepala", "administrator", area_code="")
    sends(solok, who, workbook())
    taps(solok, who, "Lanjut", "Seluruh Indonesia", "Sewaktu-waktu")
    assert "belum ada yang bisa menyetujui" in desk.shown(solok, who)
    assert not any("Minta persetujuan" in label for label in desk.buttons(solok, who))
    other = desk.person(solok, "Bu Wakil", "administrator", area_code="")
    taps(solok, who, "Ubah", "Seluruh Indonesia", "Sewaktu-waktu", "Minta persetujuan")
    UPLOADING.chosen(solok, other, desk.press(desk.notices(solok, other)[-1], "Buka"))
    taps(solok, other, "Tolak")
    UPLOADING.typed(solok, other, "Sudah ada di bulanan, tolong digabung dulu.")
    assert form_version.live(solok, "posyandu") is None
    assert "tolong digabung dulu" in desk.notices(solok, who)[-1].html


def test_a_form_that_others_use_is_changed_with_their_agreement_alone(solok: Transaction) -> None:
    publishing.publish(solok, desk.source("bulanan_kkb"))
    who = dedi(solok)
    sends(solok, who, workbook(form_id="bulanan_kkb"))
    taps(solok, who, "Lanjut")
    assert "seluruh Indonesia" in desk.shown(solok, who) and "belum ada yang bisa menyetujui" in desk.shown(solok, who)
    row = form_upload.open_of(solok, 1)[0]
    UPLOADING.chosen(solok, who, Tap("b", desk.chats.find(solok, who.chat_id).card, "send", str(row.id)))  # type: ignore[union-attr]
    assert form_version.live(solok, "bulanan_kkb").version != "2026-11-02"  # type: ignore[union-attr]


def test_an_area_that_is_not_theirs_is_no_area(solok: Transaction) -> None:
    who = dedi(solok)
    number = sends(solok, who, workbook())
    taps(solok, who, "Lanjut")
    card = desk.chats.find(solok, who.chat_id).card  # type: ignore[union-attr]
    for code in ("63.71", "99", "13.72.99"):
        with pytest.raises(Refusal, match="not_found"):
            UPLOADING.chosen(solok, who, Tap("b", card, "area", f"{number},{code}"))


def test_an_area_is_found_by_its_name(solok: Transaction) -> None:
    who = dedi(solok)
    sends(solok, who, workbook())
    taps(solok, who, "Lanjut")
    UPLOADING.typed(solok, who, "tanjung harapan")
    taps(solok, who, "Tanjung Harapan", "Sewaktu-waktu", "Terbitkan")
    assert form_use.of_form(solok, "posyandu")[0].area_code == "13.72.01"


def test_what_is_not_finished_in_two_weeks_is_taken_back_with_its_file(solok: Transaction) -> None:
    who = dedi(solok)
    number = sends(solok, who, workbook())
    expiry = FormExpiry(desk.TEXTS)
    assert expiry.next_due(solok, solok.now) == solok.now + timedelta(days=14)
    expiry.tick(solok, solok.now + timedelta(days=13))
    assert desk.notices(solok, who) == []
    expiry.tick(solok, solok.now + timedelta(days=14))
    row = form_upload.get(solok, number)
    assert row is not None
    solok.refresh(row)
    assert (row.state, row.content, row.xform) == ("expired", None, None)
    assert "tidak diselesaikan dalam 14 hari" in desk.notices(solok, who)[-1].html
    with pytest.raises(Refusal, match="not_found"):
        UPLOADING.chosen(solok, who, Tap("b", None, "up", str(number)))


def test_a_preview_asks_as_the_form_will_and_stores_nothing(solok: Transaction) -> None:
    who = dedi(solok)
    several = ("select_multiple yatidak", "apa", "Apa saja?", "What?", "", "")
    sends(solok, who, workbook(questions=(*QUESTIONS, several)))
    taps(solok, who, "Pratinjau")
    assert desk.shown(solok, who).startswith("<i>Pratinjau, tidak ada yang disimpan.</i>")
    taps(solok, who, "Ya")
    PREVIEWING.typed(solok, who, "seribu")
    assert "500" in desk.shown(solok, who)
    taps(solok, who, "Isi contoh", "1. Ya", "2. Tidak", "1. Ya", "Selesai (1")
    assert "selesai: 3 pertanyaan" in desk.shown(solok, who)
    assert solok.exec(select(AuditEvent).where(AuditEvent.action == "report.sent")).all() == []
    taps(solok, who, "Kembali")
    assert "Formulir terbaca" in desk.shown(solok, who)


def test_who_publishes_nothing_is_told_what_any_stray_file_is_told(solok: Transaction) -> None:
    sari = desk.person(solok, "Bu Sari", "plkb", kampung_id=desk.PAYO)
    UPLOADING.received(solok, sari, File("file", "f", "u", "", 9_000), NAME)
    assert solok.exec(select(FormUpload)).all() == []
    with pytest.raises(Refusal, match="not_allowed"):
        UPLOADING.begin(solok, sari)


def test_who_does_something_else_is_told_by_a_message(solok: Transaction) -> None:
    who = dedi(solok)
    UPLOADING.received(solok, who, File("file", "f", "u", "", 9_000), NAME)
    UPLOADING.begin(solok, who)
    assert UPLOADING.checked(solok, 1, checked(workbook())) is None
    told = desk.notices(solok, who)[-1]
    assert "sudah diperiksa dan bisa dipakai" in told.html
    UPLOADING.chosen(solok, who, desk.press(told, "Buka"))
    assert "Formulir terbaca" in desk.shown(solok, who)
    UPLOADING.begin(solok, who)
    assert any("Kehadiran Posyandu" in label for label in desk.buttons(solok, who))


def test_the_command_finds_the_same(solok: Transaction) -> None:
    """One rule for both roads: what the chat calls faulty the command refuses."""
    content = workbook(mandate={})
    sheet = forms.read_xlsform(content, NAME)
    source = publishing.alone(NAME, content, sheet, forms.compile_form(sheet.xform, sheet.cells), {})
    with pytest.raises(FormErrors) as refused:
        publishing.demand(solok, source, sheet.cells)
    who = dedi(solok)
    sends(solok, who, content)
    row = form_upload.open_of(solok, 1)[0]
    assert [one["code"] for one in row.problems if one["severity"] == "error"] == [
        one.code for one in refused.value.problems
    ]
