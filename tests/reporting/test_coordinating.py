"""What a coordinator asks for: the missing, a nudge in their own name, the summary."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlmodel import select

from models import chat as chats
from models import obligation, reminder, report_flag
from models.audit_event import AuditEvent
from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from models.report_flag import ReportFlag, ReportLook
from reporting import charts, ledger, missing, opening
from reporting.coordinating import Coordinating
from reporting.inputs import Tap
from reporting.library import Library
from reporting.nudging import Nudging
from reporting.publishing import publish, read_source
from reporting.refusals import Refusal
from reporting.screens.screen import Screen
from reporting.summarising import Summarising
from reporting.texts import templates_folder
from tests.reporting import field
from tests.reporting.field import BUDI, DEDI, RINA, SARI, TEXTS, sender, wib

MORNING = wib(5, 10)


@pytest.fixture
def town(database: Database) -> Database:
    with database.transaction(wib(2, 8)) as tx:
        field.settle(tx)
        opening.open_ahead(tx, tx.now)
    return database


def coordinating() -> Coordinating:
    return Coordinating(TEXTS, Summarising(Library(), TEXTS), Nudging(TEXTS))


def tap(database: Database, data: str, by: int = DEDI, at: Any = MORNING) -> str:
    """Presses the button; the toast."""
    with database.transaction(at) as tx:
        return coordinating().chosen(tx, sender(by), Tap.parse(data))


def shown(database: Database, person_id: int = DEDI) -> tuple[str, list[tuple[str, str]]]:
    """The text and the buttons of the person's card."""
    with database.reading(MORNING) as tx:
        chat = chats.of_person(tx, person_id)
        assert chat is not None
        screen = Screen.from_json(chat.screen)
        return TEXTS.screen(chat.language, screen), [(one.label, one.tap) for row in screen.rows for one in row]


def outbox(database: Database) -> list[OutboundMessage]:
    with database.reading(MORNING) as tx:
        return list(tx.exec(select(OutboundMessage).order_by(OutboundMessage.dedupe_key)).all())


def meet(tx: Transaction, kampung_id: int) -> None:
    owed = obligation.of_slot(tx, "bulanan_kkb", kampung_id, "2026-10")
    assert owed is not None and owed.id is not None
    ledger.with_counts(tx, owed, "sent", sent_at=tx.now)
    reminder.cancel(tx, owed.id)


def test_who_is_missing(town: Database) -> None:
    with town.transaction(MORNING) as tx:
        coordinating().missing(tx, sender(DEDI))
    text, buttons = shown(town)
    assert text.startswith(
        "Belum lapor Oktober 2026 (3), Kota Solok, per petugas:\nBu Sari: Payo Sejahtera (belum mulai)"
    )
    assert buttons == [
        ("⏰ Ingatkan Bu Sari", f"k::nudge:{SARI}"),
        ("📤 Pengiriman", "k::delivery"),
        ("☰ Menu", "m::menu"),
    ]


def test_a_large_area_is_counted_and_says_the_same(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(missing, "MOST_KAMPUNG", 1)
    monkeypatch.setattr("reporting.overseeing.MOST_KAMPUNG", 1)
    pages = []
    for most in (200, 0):
        monkeypatch.setattr(missing, "MOST_READ", most)
        tap(town, "k::missing")
        pages.append(shown(town))
    assert pages[0] == pages[1] and pages[1][1][0] == ("⏰ Ingatkan semua (1)", "k::nudge_all")


def test_nobody_is_missing(town: Database) -> None:
    with town.transaction(MORNING) as tx:
        for kampung_id in (1, 2, 3):
            meet(tx, kampung_id)
    tap(town, "k::missing")
    assert shown(town)[0].startswith("Tidak ada yang ditunggu di Kota Solok.")


def test_a_nudge_is_shown_before_it_is_sent(town: Database) -> None:
    tap(town, f"k::nudge:{SARI}")
    text, buttons = shown(town)
    assert "Bu Sari, ada yang bisa saya bantu untuk laporan Oktober 2026" in text
    assert "– Dedi Kurniawan" in text
    assert buttons == [("Kirim", f"k::send:{SARI}"), ("⬅️ Kembali", "k::missing")]
    assert outbox(town) == []


def test_a_nudge_goes_out_in_the_coordinators_name(town: Database) -> None:
    assert tap(town, f"k::send:{SARI}") == "Pengingat terkirim."
    sent = outbox(town)[0]
    assert (sent.person_id, sent.kind, sent.state, sent.not_before) == (SARI, "reminder", "queued", MORNING)
    assert sent.html.endswith("– Dedi Kurniawan")
    assert sent.buttons[0][0]["data"] == "s::slot:1"
    assert "✅ Pengingat dikirim ke Bu Sari." in shown(town)[0]
    with town.reading(MORNING) as tx:
        noted = tx.exec(select(AuditEvent)).all()
    assert [(one.person_id, one.action, one.object_id) for one in noted] == [(DEDI, "officer.nudged", str(SARI))]


@pytest.mark.parametrize("first", [wib(3, 10), wib(4, 10)])
def test_a_person_is_nudged_once_in_two_days(town: Database, first: datetime) -> None:
    for at in (first, first + timedelta(minutes=1), first + timedelta(days=1)):
        tap(town, f"k::send:{SARI}", at=at)
    assert len(outbox(town)) == 1
    assert "Tidak dikirim lagi ke Bu Sari" in shown(town)[0]
    tap(town, f"k::send:{SARI}", at=first + timedelta(days=2))
    assert len(outbox(town)) == 2


@pytest.mark.parametrize(
    ("at", "goes_out", "told"),
    [
        (wib(5, 21), wib(6, 7, 30), "Jumat, 6 November pukul 07.30 WIB"),
        (wib(6, 11, 45), wib(6, 13, 30), "Jumat, 6 November pukul 13.30 WIB"),  # the Friday prayer
        (wib(5, 12, 10), wib(5, 13), "Kamis, 5 November pukul 13.00 WIB"),
        (wib(8, 10), wib(9, 7, 30), "Senin, 9 November pukul 07.30 WIB"),  # a Sunday
    ],
)
def test_a_nudge_waits_until_it_may_come_and_the_coordinator_reads_when(
    town: Database, at: datetime, goes_out: datetime, told: str
) -> None:
    tap(town, f"k::send:{SARI}", at=at)
    assert outbox(town)[0].not_before == goes_out
    assert f"⏰ {told}: Bu Sari." in shown(town)[0]


def test_sending_the_reports_takes_the_nudge_back(town: Database) -> None:
    tap(town, f"k::send:{SARI}", at=wib(5, 21))
    for kampung_id, state in ((1, "queued"), (2, "queued"), (3, "cancelled")):
        with town.transaction(wib(5, 22)) as tx:
            meet(tx, kampung_id)
        assert outbox(town)[0].state == state


@pytest.mark.parametrize(
    "data", [f"k::nudge:{BUDI}", f"k::send:{BUDI}", f"k::send:{RINA}", "k::send:99", "k::x", "k::nudge:"]
)
def test_nobody_outside_of_the_area_is_nudged(town: Database, data: str) -> None:
    with pytest.raises(Refusal) as refused:
        tap(town, data)
    assert refused.value.code == "not_found"
    assert outbox(town) == []


def test_who_owes_nothing_is_not_nudged(town: Database) -> None:
    with town.transaction(MORNING) as tx:
        for kampung_id in (1, 2, 3):
            meet(tx, kampung_id)
    with pytest.raises(Refusal):
        tap(town, f"k::send:{SARI}")


@pytest.mark.parametrize("data", ["k::missing", "k::summary", "k::nudge_all", f"k::send:{SARI}", "k::send_all"])
def test_officers_are_no_coordinators(town: Database, data: str) -> None:
    with pytest.raises(Refusal) as refused:
        tap(town, data, by=SARI)
    assert refused.value.code == "not_allowed"


def test_all_are_nudged_together(town: Database) -> None:
    with town.transaction(MORNING) as tx:
        field.member(tx, DEDI, "koordinator", area_code="63")
    tap(town, "k::nudge_all")
    text, buttons = shown(town)
    assert "Pengingat untuk Bu Sari, Pak Budi" in text
    assert buttons[0] == ("Kirim", "k::send_all")
    for _ in range(2):
        tap(town, "k::send_all")
    assert [row.person_id for row in outbox(town)] == [SARI, BUDI]


def test_who_has_no_chat_can_not_be_nudged(town: Database) -> None:
    with town.transaction(MORNING) as tx:
        chat = chats.of_person(tx, SARI)
        assert chat is not None
        chat.blocked_at = MORNING
        tx.add(chat)
    tap(town, f"k::nudge:{SARI}")
    text, buttons = shown(town)
    assert "belum membuka Kabar" in text
    assert [data for _, data in buttons] == ["k::missing"]
    tap(town, f"k::send:{SARI}")
    assert outbox(town) == []


def test_the_summary_on_demand(town: Database) -> None:
    with town.transaction(MORNING) as tx:
        coordinating().summary(tx, sender(DEDI))
    text, buttons = shown(town)
    assert text.startswith("📊 Kota Solok, minggu 30 Okt – 5 Nov 2026")
    assert "<b>0 dari 3</b> kampung masuk" in text
    assert ("⏰ Ingatkan 1 petugas", "k::nudge_all") in buttons
    assert all(len(data.encode()) <= 64 for _, data in buttons)


def test_odd_reports_are_listed_each_with_its_way(town: Database) -> None:
    with town.transaction(MORNING) as tx:
        publish(tx, read_source(templates_folder() / "forms" / "bulanan_kkb.md"))
        for kampung_id in (1, 2, 4):  # the last is in another town
            sent = field.report(tx, 1, kampung_id, "2026-10", MORNING, {}).id or 0
            odd = ReportFlag(submission_id=sent, rule="jump", path="/data/g_pa/pa_suntik", value="120", low=40, high=40)
            report_flag.keep(tx, ReportLook(submission_id=sent), [odd])
    tap(town, "k::odd")
    text, buttons = shown(town)
    assert text.splitlines() == [
        "Laporan janggal 2. Pilih nomor untuk membukanya.",
        "1. Payo Sejahtera: Suntik 120, sebelumnya 40",
        "2. Aur Sejahtera: Suntik 120, sebelumnya 40",
    ]
    assert [data for _, data in buttons] == ["q::open:1", "q::open:2", "k::summary", "m::menu"]


def test_the_picture_on_demand(town: Database) -> None:
    for _ in range(2):
        assert tap(town, "k::picture") == "Gambar sedang dikirim."
    assert [(row.person_id, row.html) for row in outbox(town)] == [(DEDI, "📊 Kota Solok, laporan Oktober 2026")]
    assert charts.draw(outbox(town)[0].chart)[:4] == b"\x89PNG"


@pytest.mark.parametrize("data", ["k::missing", "k::summary", "k::nudge_all", f"k::nudge:{SARI}", "k::send_all"])
def test_in_english_too(town: Database, data: str) -> None:
    with town.transaction(MORNING) as tx:
        chat = chats.of_person(tx, DEDI)
        assert chat is not None
        chat.language = "en"
        tx.add(chat)
    tap(town, data)
    text, _ = shown(town)
    assert not any(word in text.lower() for word in ("laporan", "belum", "petugas", "pengingat"))
