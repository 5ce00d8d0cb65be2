"""The weekly summary: exceptions first, sums before ratios, short enough for a caption."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from models import report_flag
from models.chat import Chat
from models.database import Database, Transaction
from models.kampung import Kampung
from models.region import Region
from models.report_flag import ReportFlag, ReportLook
from models.scope import Scope
from models.ticket import Ticket
from reporting import charts, fitting, ledger, opening
from reporting.indicators import indicators
from reporting.library import Library
from reporting.overseeing import Coordinator, coordinators
from reporting.publishing import publish
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from reporting.texts import LANGUAGES
from tests.reporting import desk, field
from tests.reporting.field import DEDI, TEXTS, wib

MONDAY = wib(9, 8, 30)
SOLOK = Scope(areas=("13.72",))
FIGURES: dict[str, float] = {
    "pus": 400, "pa_total": 260, "pa_mkjp": 60, "pa_suntik": 40, "non_iat": 20, "non_tial": 15, "krs": 80,
    "krs_didampingi": 50,
}  # fmt: skip


@pytest.fixture
def town(database: Database) -> Database:
    """October is open; September was reported by all of Solok."""
    with database.transaction(wib(2, 8)) as tx:
        field.settle(tx)
        opening.schedule.all_of(tx)[0].since = "2026-09"
        opening.open_period(tx, "2026-09")
        opening.open_period(tx, "2026-10")
        version = publish(tx, desk.source("bulanan_kkb")).id
        assert version is not None
        for kampung_id in (1, 2, 3):
            sent = field.report(tx, version, kampung_id, "2026-09", wib(5, 9, month=10), FIGURES)
            sent.review_state = "approved"
            meet(tx, kampung_id, "2026-09", wib(5, 9, month=10))
    return database


def meet(tx: Transaction, kampung_id: int, period: str, at: datetime) -> None:
    owed = opening.obligation.of_slot(tx, "bulanan_kkb", kampung_id, period)
    assert owed is not None
    ledger.with_counts(tx, owed, "sent", sent_at=at)


def send(tx: Transaction, kampung_id: int, at: datetime, **figures: float) -> None:
    field.report(tx, 1, kampung_id, "2026-10", at, {**FIGURES, **figures})
    meet(tx, kampung_id, "2026-10", at)


def flag(tx: Transaction, submission_id: int) -> None:
    """What the clock would find of the 120 where there were 40."""
    path = "/data/g_pa/pa_suntik"
    found = ReportFlag(submission_id=submission_id, rule="jump", path=path, value="120", low=40, high=40)
    report_flag.keep(tx, ReportLook(submission_id=submission_id), [found])


def weekly(database: Database, person_id: int = DEDI, at: datetime = MONDAY) -> tuple[str, Any, list[str]]:
    """The text without its tags, the chart, and the taps."""
    with database.transaction(at) as tx:
        who = next(one for one in coordinators(tx, at, 0, 100)[0] if one.id == person_id)
        screen, chart = Summarising(Library(), TEXTS).weekly(tx, who, at)
        text = TEXTS.screen(who.chat.language, screen).replace("<b>", "").replace("</b>", "")
        return text, chart, [button.tap for row in screen.rows for button in row]


def test_what_needs_doing_comes_first(town: Database) -> None:
    with town.transaction(MONDAY) as tx:
        send(tx, 1, wib(1, 20))
        send(tx, 2, wib(6, 10), pa_suntik=120)
        flag(tx, 5)
        tx.add(Ticket(number="T-1", person_id=DEDI, area_code="13.72.01.1004", question="?", created_at=wib(3, 9)))
    text, chart, taps = weekly(town)

    assert text.splitlines() == [
        "📊 Kota Solok, minggu 2 Nov – 8 Nov 2026",
        "Laporan Oktober 2026: 2 dari 3 kampung masuk (minggu lalu 1). Tepat waktu 1.",
        "Perlu tindakan:",
        "• Belum lapor 1 kampung: Laing Taluak Sejahtera (Bu Sari).",
        "• Menunggu dicek 2, tertua 7 hari.",
        "• Laporan janggal 1: Suntik 120, sebelumnya 40 (Aur Sejahtera).",
        "• Pertanyaan: 1 masuk, 1 belum dijawab.",
        "Indikator 2 kampung (bulan lalu): CPR 65\u00a0% (65\u00a0%) · MKJP 23,1\u00a0% (23,1\u00a0%)"
        " · unmet need 8,8\u00a0% (8,8\u00a0%)"
        " · KRS didampingi 62,5\u00a0% (62,5\u00a0%).",
    ]
    assert taps == ["k::nudge_all", "q::next", "k::odd", "t::queue", "k::missing"]
    assert chart["title"] == "1 dari 3 kampung di Kota Solok belum lapor"
    assert [row["reported"] for row in chart["rows"]] == [1, 1, 0]
    assert [figure["value"] for figure in chart["figures"]] == ["2 dari 3", "1", "+1"]
    assert [(point["label"], point["value"]) for point in chart["trend"]["points"]] == [
        ("Sep", "100 %"),
        ("Okt", "67 %"),
    ]
    assert charts.draw(chart).startswith(b"\x89PNG")


def test_a_week_with_nothing_to_do_says_so_in_two_lines(town: Database) -> None:
    with town.transaction(MONDAY) as tx:
        for kampung_id in (1, 2, 3):
            meet(tx, kampung_id, "2026-10", wib(4, 9))
    text, chart, taps = weekly(town)
    assert text.splitlines() == [
        "📊 Kota Solok, minggu 2 Nov – 8 Nov 2026",
        "Semua 3 kampung sudah lapor Oktober 2026, 3 tepat waktu. Tidak ada yang perlu tindakan.",
    ]
    assert taps == []
    assert chart["title"] == "Semua 3 kampung di Kota Solok sudah lapor"


def test_nothing_of_another_area_is_told(town: Database) -> None:
    with town.transaction(MONDAY) as tx:
        send(tx, 1, wib(4, 20))
    text, chart, _ = weekly(town, field.RINA)
    assert "0 dari 1" in text and "Menunggu" not in text
    assert [row["label"] for row in chart["rows"]] == ["Kampung Baiman"]


def test_ratios_are_of_sums_and_of_those_who_reported_both_times(town: Database) -> None:
    with town.transaction(MONDAY) as tx:
        send(tx, 1, wib(4, 9), pus=100, pa_total=90)
        send(tx, 2, wib(4, 9), pus=900, pa_total=110)
        found = {one.name: one for one in indicators(tx, SOLOK, "bulanan_kkb", "2026-10")}
    assert found["cpr"].value == pytest.approx(20.0)  # the mean of 90 % and 12 % would be 51 %
    assert found["cpr"].before == pytest.approx(65.0)  # of two kampung, not of three


def test_without_couples_there_is_no_unmet_need(town: Database) -> None:
    with town.transaction(MONDAY) as tx:
        send(tx, 1, wib(4, 9), pus=0, pa_total=0)
        names = [one.name for one in indicators(tx, SOLOK, "bulanan_kkb", "2026-10")]
    assert names == ["krs"]


def test_a_reviewed_report_is_no_longer_odd(town: Database) -> None:
    with town.transaction(MONDAY) as tx:
        send(tx, 1, wib(4, 9), pa_suntik=120)
        flag(tx, 4)
    assert "• Laporan janggal 1: Suntik 120, sebelumnya 40 (Payo Sejahtera)." in weekly(town)[0]
    with town.transaction(MONDAY) as tx:
        tx.get_one(field.Submission, 4).review_state = "approved"
    assert "janggal" not in weekly(town)[0]


def crowd(tx: Transaction, districts: int, each: int, name: str) -> Coordinator:
    """A regency of many kampung with long names, each with an officer of its own, and its coordinator."""
    for i in range(1, districts + 1):
        code = f"13.72.{i + 10}"
        tx.add(Region(code=code, parent_code="13.72", level="district", name=f"{name} {i:02d}", zone="Asia/Jakarta"))
        for j in range(1, each + 1):
            village = f"{code}.{1000 + j}"
            tx.add(Region(code=village, parent_code=code, level="village", name="V", zone="Asia/Jakarta"))
            tx.flush()
            row = Kampung(name=f"{name} {i}-{j}", village_code=village, zone="Asia/Jakarta")
            tx.add(row)
            tx.flush()
            field.member(tx, field.person(tx, name, f"Bapak {name}"), "plkb", kampung_id=row.id)
    return next(one for one in coordinators(tx, MONDAY, 0, 100)[0] if one.id == DEDI)


@pytest.mark.parametrize(("districts", "each"), [(1, 6), (4, 5), (13, 7), (25, 2)])
@pytest.mark.parametrize("name", ["Galis", "Kampung Keluarga Berkualitas <Sungai> Andai & Sejahtera Bersama"])
def test_it_fits_a_caption_and_a_picture(sqlite_database: Database, districts: int, each: int, name: str) -> None:
    with sqlite_database.transaction(MONDAY) as tx:
        field.settle(tx)
        who = crowd(tx, districts, each, name)
        Reminding(TEXTS, Summarising(Library(), TEXTS)).tick(tx, MONDAY)
        for language in LANGUAGES:
            tx.get_one(Chat, who.chat.id).language = language
            screen, chart = Summarising(Library(), TEXTS).weekly(tx, who, MONDAY)
            assert fitting.length(TEXTS.screen(language, screen)) <= 900
            assert len(chart["rows"]) <= charts.MOST_ROWS
            assert charts.draw(chart)[:4] == b"\x89PNG"
            assert "&lt;" not in chart["title"]


def test_a_large_area_goes_by_its_parts(sqlite_database: Database) -> None:
    with sqlite_database.transaction(MONDAY) as tx:
        field.settle(tx)
        crowd(tx, 13, 7, "Galis")
        opening.open_period(tx, "2026-10")
    text, chart, _ = weekly(sqlite_database)
    behind = ", ".join(f"Galis {at:02d} 0/7" for at in range(1, 6))
    wanted = f"Belum lapor 94 kampung. Kecamatan yang perlu dibantu (di bawah 80\u00a0%): {behind} +9 lagi."
    assert wanted in text
    assert [row["value"] for row in chart["rows"]] == ["0/7"] * 8
    before, _, _ = weekly(sqlite_database, at=wib(2, 8, 30))
    listed = ", ".join(f"Galis {at:02d} 7" for at in range(1, 6))
    assert f"Belum lapor 94 kampung: {listed} +9 lagi." in before


def test_lengths_are_counted_as_telegram_counts() -> None:
    assert fitting.length("<b>a &amp; b</b> 📊") == len("a & b ") + 2
