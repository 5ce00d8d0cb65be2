"""How the last reports of a kampung stand, those of a month, and a report as a document to keep."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from sqlmodel import select

from forms.draft import UNKNOWN
from models import draft as drafts
from models import membership, submission
from models.database import Database, Transaction
from models.membership import Membership
from models.obligation import Obligation
from reporting import drawing, ledger, stage
from reporting.apart import Apart, ChartError
from reporting.checks import Odd
from reporting.documents import Documents
from reporting.history import History
from reporting.inputs import Tap
from reporting.opening import ensure_schedules, open_ahead, open_period
from reporting.refusals import Refusal
from reporting.reports import Reports
from reporting.starting import Starting
from tests.reporting import desk
from tests.reporting.desk import LIBRARY, TEXTS, CountedIds, buttons, notices, shown, tap

history = History(TEXTS)
NOTED = ("/jiwa_p_baru", "/jiwa_l_baru", "/keluarga_baru")  # nobody knew, odd, told in words


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        yield opened


def test_the_last_slots_of_a_kampung_with_their_state(tx: Transaction) -> None:
    sari = desk.officer(tx)
    sent = {period: sari.files(tx, period) for period in ("2026-07", "2026-08", "2026-09")}
    submission.decide(tx, sent["2026-07"].id or 0, "approved")
    submission.decide(tx, sent["2026-08"].id or 0, "has_issues")
    ensure_schedules(tx, "2026-06")
    for period in ("2026-06", "2026-10"):
        open_period(tx, period)
    tx.expire_all()
    history.begin(tx, sari.sender)
    assert shown(tx, sari.sender) == (
        "<b>Laporan Payo Sejahtera</b>\n"
        "1. Oktober 2026 · Laporan Bulanan Kampung KB: <b>belum</b>\n"
        "2. September 2026 · Laporan Bulanan Kampung KB: <b>terkirim</b>\n"
        "3. Agustus 2026 · Laporan Bulanan Kampung KB: <b>dikembalikan</b>\n"
        "4. Juli 2026 · Laporan Bulanan Kampung KB: <b>diterima</b>\n"
        "5. Juni 2026 · Laporan Bulanan Kampung KB: <b>tidak dikirim</b>"
    )
    assert tap(tx, sari.sender, "1").argument == "slot"
    assert tap(tx, sari.sender, "2") == Tap("r", None, "see", str(sent["2026-09"].id))
    assert "5" not in buttons(tx, sari.sender)
    assert "Kampung lain" not in buttons(tx, sari.sender)


def test_what_was_excused_is_no_longer_waited_for(tx: Transaction) -> None:
    sari = desk.officer(tx)
    ensure_schedules(tx, "2026-09")
    for period in ("2026-09", "2026-10"):
        open_period(tx, period)
    rows = {row.period: row for row in tx.exec(select(Obligation).where(Obligation.kampung_id == desk.PAYO))}
    ledger.with_counts(tx, rows["2026-10"], "excused")
    ledger.with_counts(tx, rows["2026-09"], "void")
    history.begin(tx, sari.sender)
    assert shown(tx, sari.sender).splitlines()[1:] == ["1. Oktober 2026 · bulanan_kkb: <b>dibebaskan</b>"]


def test_a_month_in_every_kampung(tx: Transaction) -> None:
    sari = desk.officer(tx)
    tx.add(Membership(person_id=1, role="plkb", kampung_id=desk.AUR, since=desk.SINCE))
    ensure_schedules(tx, "2026-10")
    open_ahead(tx, tx.now)
    sari.files(tx)
    history.begin(tx, sari.sender)
    history.chosen(tx, sari.sender, tap(tx, sari.sender, "Per bulan"))
    history.chosen(tx, sari.sender, tap(tx, sari.sender, "Oktober 2026"))
    assert shown(tx, sari.sender) == (
        "<b>Laporan Oktober 2026</b>\n"
        "1. Aur Sejahtera · Laporan Bulanan Kampung KB: <b>belum</b>\n"
        "2. Payo Sejahtera · Laporan Bulanan Kampung KB: <b>terkirim</b>"
    )
    history.chosen(tx, sari.sender, tap(tx, sari.sender, "Per kampung"))
    history.chosen(tx, sari.sender, tap(tx, sari.sender, "Aur Sejahtera"))
    assert shown(tx, sari.sender).startswith("<b>Laporan Aur Sejahtera</b>")


def test_a_begun_report_goes_on_from_the_history(tx: Transaction) -> None:
    sari = desk.officer(tx)
    ensure_schedules(tx, "2026-10")
    open_ahead(tx, tx.now)
    desk.publishing.publish(tx, desk.source("bulanan_kkb"))
    Starting(LIBRARY, TEXTS, CountedIds(1)).chosen(tx, sari.sender, Tap("s", None, "open", "bulanan_kkb,1,2026-10"))
    (begun,) = drafts.open_of(tx, 1)
    history.begin(tx, sari.sender)
    assert "<b>draf</b>" in shown(tx, sari.sender)
    assert tap(tx, sari.sender, "1") == Tap("s", None, "draft", str(begun.id))


def test_who_has_no_kampung_there_sees_nothing(tx: Transaction) -> None:
    desk.officer(tx).files(tx)
    ida = desk.person(tx, "Bu Ida", "plkb", kampung_id=desk.AUR)
    for forged in (Tap("l", None, "kampung", str(desk.PAYO)), Tap("l", None, "month", "2020-01")):
        with pytest.raises(Refusal) as refused:
            history.chosen(tx, ida, forged)
        assert refused.value.code == "not_found"
    history.chosen(tx, ida, Tap("l", None, "month", "2026-10"))
    assert "Payo" not in shown(tx, ida)
    cadre = desk.person(tx, "Bu Ani", "kader", kampung_id=desk.PAYO)
    history.begin(tx, cadre)
    assert "terkirim" not in shown(tx, cadre)
    curator = desk.person(tx, "Bu Nia", "kurator", kampung_id=desk.PAYO)
    with pytest.raises(Refusal):
        history.begin(tx, curator)


def test_ones_own_report_comes_as_a_document_once(tx: Transaction) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    made, push = Documents(LIBRARY, TEXTS), Tap("d", None, "pdf", str(sent.id))
    for _ in range(2):
        assert made.asked(tx, sari.sender, push) == "PDF sedang dibuat."
    (row,) = notices(tx, sari.sender)
    assert row.html == f"📄 Laporan Bulanan Kampung KB, Payo Sejahtera, Oktober 2026 ({sent.number})."
    spec = json.loads(json.dumps(row.chart))
    assert spec["file"] == f"{sent.number}-2026-10.pdf"
    assert spec["facts"][:3] == ["Payo Sejahtera", "Oktober 2026", sent.number]
    rows = {label: text for section in spec["sections"] for _, label, text, _ in section["rows"]}
    assert rows["Peserta KB baru (PB) bulan ini"] == "7"
    assert rows["Jumlah jiwa laki-laki"] == "1.420"
    assert drawing.draw(spec).startswith(b"%PDF-1.")
    other = desk.person(tx, "Pak Budi", "plkb", kampung_id=desk.PAYO)
    with pytest.raises(Refusal):
        made.asked(tx, other, push)
    assert stage.expects(tx, other) == ""


def test_the_main_figures_are_called_as_in_the_readers_language(tx: Transaction) -> None:
    sent = desk.officer(tx).files(tx)
    first, second = (Reports(LIBRARY).read(tx, sent, language).figures for language in ("id", "en"))
    assert [label for label, _ in first][:2] == ["Jumlah PUS", "Peserta KB aktif"]
    assert [label for label, _ in second] != [label for label, _ in first]
    assert [told for _, told in first] == [told for _, told in second]


def test_the_document_tells_what_nobody_knew_and_what_was_odd(tx: Transaction) -> None:
    sari = desk.officer(tx)
    sent = sari.files(tx)
    told = Reports(LIBRARY).read(tx, sent, "id")
    blank, figure, put_off = (next(x for x in told.lines if x.path.endswith(name)) for name in NOTED)
    lines = {
        blank.path: replace(blank, text="", value="", remark=UNKNOWN),
        put_off.path: replace(put_off, text="", value="", remark="Balai desa"),
    }
    why = {"rule": "jump", "low": 12, "high": 12, "other": ""}
    odd = Odd(figure.path, figure.number, figure.short, figure.value, "12", is_confirmed=True, reason="panen", why=why)
    report = replace(told, lines=tuple(lines.get(x.path, x) for x in told.lines), odd=(odd,))
    facts = {**submission.line(tx, sent), "officer": "Bu Sari", "revision": 1, "state": "received"}
    facts |= {"moves": [], "zone": "Asia/Jakarta", "now": tx.now.isoformat()}
    spec = Documents(LIBRARY, TEXTS).spec("id", report, facts)
    rows = {number: (text, note) for section in spec["sections"] for number, _, text, note in section["rows"]}
    assert rows[str(blank.number)] == ("tidak tahu", "")
    assert rows[str(put_off.number)] == ("Balai desa", "")
    assert rows[str(figure.number)] == ("1.420", "Ditandai: sebelumnya 12, sudah dipastikan (panen)")
    drawn = drawing.draw(spec)
    older = {**spec, "sections": [{"label": "", "rows": [["1", "Isian", "12"]]}]}
    assert drawn.startswith(b"%PDF-1.") and drawing.draw(older).startswith(b"%PDF-1.")


def test_a_process_of_its_own_draws_documents_and_pictures() -> None:
    with pytest.raises(ChartError, match="no such template"):
        Apart("reporting.drawing").draw(dict.fromkeys(drawing.KEYS, "none"))
    with pytest.raises(ChartError, match="'title' is missing"):
        Apart("reporting.drawing").draw({"chart": "reported"})


def test_memberships_that_ended_end_the_history_too(tx: Transaction) -> None:
    sari = desk.officer(tx)
    sari.files(tx)
    for row in membership.in_force(tx, 1, tx.now):
        row.until = tx.now
        tx.add(row)
    tx.flush()
    with pytest.raises(Refusal) as refused:
        history.begin(tx, sari.sender)
    assert refused.value.code == "not_registered"
