"""Reminders at an hour of one's own, and why a report can't be done now: M-RMD-1 to M-RMD-5 and their buttons."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlmodel import select

from models import obligation, obstacle
from models.database import Database
from models.later import Later
from models.outbound_message import OutboundMessage
from models.person import Person
from models.schedule import Schedule
from models.ticket import Ticket
from reporting import opening
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from tests.reporting import desk
from tests.reporting.beginner import Beginner, beginner
from tests.reporting.desk import LIBRARY, TEXTS
from tests.reporting.field import wib


@pytest.fixture
def sari(sqlite_database: Database, now: datetime) -> Beginner:
    """Two kampung; in the middle of the report of one of them, with one answer. Monday 2 November, 08.00 WIB."""
    made = beginner(sqlite_database, now, kampung=2)
    made.presses("s::open:bulanan_kkb,1,2026-10")
    made.says("ya")
    return made


def tick(sari: Beginner, at: datetime) -> None:
    with sari.database.transaction(at) as tx:
        Reminding(TEXTS, Summarising(LIBRARY, TEXTS)).tick(tx, at)


def next_due(sari: Beginner, after: datetime) -> datetime | None:
    with sari.database.reading(after) as tx:
        return Reminding(TEXTS, Summarising(LIBRARY, TEXTS)).next_due(tx, after)


def pushed(sari: Beginner) -> list[OutboundMessage]:
    with sari.database.reading(sari.now) as tx:
        rows = desk.notices(tx, sari.sender)
        tx.expunge_all()
        return rows


def labels(row: OutboundMessage) -> list[list[str]]:
    return [[button["text"] for button in line] for line in row.buttons]


def test_a_saved_draft_is_recalled_in_the_afternoon(sari: Beginner) -> None:
    sari.taps_on("Simpan")
    assert sari.taps_on("Ingatkan nanti") == "Kapan sebaiknya diingatkan?"
    assert list(sari.buttons()) == ["Sore ini 15.30", "Besok 08.30", "Pilih jam", "Lanjut sekarang", "☰ Menu"]
    assert sari.taps_on("Sore ini") == "⏰ Baik, Bu Sari. Kabar mengingatkan Senin, 2 November 2026, 15.30 WIB."
    officer_steps(sari, -1)
    assert next_due(sari, wib(2, 8, 30)) == wib(2, 15, 30)
    tick(sari, wib(2, 15, 29))
    assert pushed(sari) == []
    for _ in range(2):
        tick(sari, wib(2, 15, 30))
    (sent,) = pushed(sari)
    assert sent.html == "⏰ Bu Sari, draf Oktober 2026, Payo Sejahtera, sudah 1 isian, tinggal ±50. Lanjut sekarang?"
    assert labels(sent) == [["📂 Lanjutkan draf"], ["⏰ Ingatkan nanti"]]
    assert "berubah dari bulan lalu" in sari.presses(sent.buttons[0][0]["data"])


def test_what_was_sent_or_thrown_away_is_not_recalled(sari: Beginner) -> None:
    sari.presses("s::at:1,202611021530")
    sari.presses("s::drop:1")
    sari.taps_on("Hapus")
    tick(sari, wib(2, 15, 30))
    assert pushed(sari) == []


def test_sending_stops_a_message_that_is_queued(sari: Beginner) -> None:
    from models import later

    sari.presses("s::at:1,202611021530")
    tick(sari, wib(2, 15, 30))
    with sari.database.transaction(wib(2, 15, 31)) as tx:
        later.cancel(tx, 1)
    assert [row.state for row in pushed(sari)] == ["cancelled"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("16.30", "Senin, 2 November 2026, 16.30 WIB"),
        ("jam 4 sore", "Senin, 2 November 2026, 16.00 WIB"),
        ("7", "Senin, 2 November 2026, 19.00 WIB"),
        ("07.15", "Selasa, 3 November 2026, 07.15 WIB"),
    ],
)
def test_an_hour_of_ones_own_is_typed(sari: Beginner, typed: str, told: str) -> None:
    sari.presses("s::later:1")
    sari.taps_on("Pilih jam")
    assert told in sari.says(typed)


def test_an_hour_that_is_none_is_asked_for_again(sari: Beginner) -> None:
    sari.presses("s::hours:1")
    assert sari.says("nanti deh").startswith('Saya terima "nanti deh". Untuk ini perlu jam, contoh: 16.30')
    assert "08.00" in sari.buttons()
    assert "Selasa, 3 November 2026, 08.00 WIB" in sari.taps_on("08.00")


def test_the_last_wish_counts_and_a_time_that_passed_is_asked_again(sari: Beginner) -> None:
    sari.presses("s::at:1,202611021530")
    sari.presses("s::at:1,202611021530")
    sari.presses("s::at:1,202611030830")
    with sari.database.reading(sari.now) as tx:
        assert [row.due_at for row in tx.exec(select(Later))] == [wib(3, 8, 30)]
    assert sari.presses("s::at:1,202611020700") == "Kapan sebaiknya diingatkan?"
    assert sari.presses("s::at:1,209901010700") == "Kapan sebaiknya diingatkan?"
    assert sari.presses("s::at:1,rubbish") == "Kapan sebaiknya diingatkan?"


def test_late_in_the_day_tomorrow_and_the_evening_are_offered(sari: Beginner) -> None:
    sari.now = wib(2, 16)
    sari.presses("s::later:1")
    assert list(sari.buttons())[:2] == ["Malam ini 19.00", "Besok 08.30"]
    sari.now = wib(2, 20)
    sari.presses("s::later:1")
    assert next(iter(sari.buttons())) == "Besok 08.30"


def officer_steps(sari: Beginner, *steps: int) -> None:
    """The schedule reminds at these days from the due day, the 5th."""
    with sari.database.transaction(sari.now) as tx:
        row = tx.exec(select(Schedule).where(Schedule.form_id == "bulanan_kkb")).one()
        row.steps, row.escalation = list(steps), [1]
        tx.add(row)
        tx.flush()
        opening.open_ahead(tx, sari.now)
        obligation.plan_again(tx, row.id or 0)


@pytest.mark.parametrize(
    ("step", "text", "rows"),
    [
        (-3, "⏰ Bu Sari, laporan Oktober ditunggu sampai Kamis, 5 November.\nBelum: ", 4),
        (-1, "⏰ Bu Sari, besok batas laporan Oktober.\nBelum: ", 3),
        (0, "⏰ Bu Sari, hari ini batas laporan Oktober (pukul 23.59 WIB).\nBelum: ", 3),
        (1, "Bu Sari, batas laporan Oktober sudah lewat, tapi masih bisa dikirim.\nBelum: ", 3),
        (4, "Bu Sari, laporan Oktober sudah lewat 4 hari.\nBelum: ", 3),
    ],
)
def test_each_step_has_its_words_and_ways(sari: Beginner, step: int, text: str, rows: int) -> None:
    with sari.database.transaction(sari.now) as tx:
        desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    officer_steps(sari, step)
    at = wib(5 + step, 8, 30)
    tick(sari, at)
    (sent,) = pushed(sari)
    assert sent.html.startswith(text)
    assert "Draf Payo Sejahtera sudah 1 isian, tinggal ±50." in sent.html
    # The third day after is a Sunday: what is told then comes on Friday, with the first day's.
    assert ("Pak Dedi ikut melihat daftar ini" in sent.html) == (step in (1, 4))
    told = labels(sent)
    assert told[0] == ["📂 Lanjutkan draf Payo Sejahtera"] and len(told) == rows
    ways = {-3: ["Nanti sore 15.30", "Besok pagi"], 1: [], 4: []}.get(step, ["Nanti sore 15.30"])
    assert [one for row in told for one in row if one.startswith(("Nanti", "Besok"))] == ways
    assert told[-1][-1] == "Ada kendala"


def test_put_off_to_the_afternoon_it_comes_once_more_with_what_is_owed_then(sari: Beginner) -> None:
    officer_steps(sari, -1)
    tick(sari, wib(4, 8, 30))
    sari.now = wib(4, 9)
    sari.presses(pushed(sari)[0].buttons[-1][0]["data"])
    assert "15.30 WIB" in sari.shows()
    tick(sari, wib(4, 15, 30))
    sent = pushed(sari)
    assert len(sent) == 2 and sent[1].html.startswith("⏰ Bu Sari, besok batas laporan Oktober.")
    assert labels(sent[1])[-1] == ["Ada kendala"]


def test_tomorrow_morning_is_not_said_twice(sari: Beginner) -> None:
    officer_steps(sari, -1)
    sari.presses("s::at:0,202611040830")
    tick(sari, wib(4, 8, 30))
    assert len(pushed(sari)) == 1


def test_nobody_is_interrupted_in_the_middle_of_a_report(sari: Beginner) -> None:
    officer_steps(sari, -1)
    sari.now = wib(4, 8, 28)
    sari.presses("s::open:bulanan_kkb,1,2026-10")
    sari.taps_on("Lanjut isian")
    tick(sari, wib(4, 8, 30))
    assert [row.not_before for row in pushed(sari)] == [wib(4, 8, 38)]


def test_an_obstacle_stops_reminders_and_tells_the_coordinator(sari: Beginner) -> None:
    with sari.database.transaction(sari.now) as tx:
        dedi = desk.person(tx, "Pak Dedi", "koordinator", area_code="13.72")
    officer_steps(sari, -1, 0, 1)
    tick(sari, wib(4, 8, 30))
    sari.now = wib(4, 8, 31)
    sari.presses(pushed(sari)[0].buttons[-1][-1]["data"])
    assert sari.shows().startswith("Apa kendalanya?")
    told = sari.taps_on("Sinyal/HP")
    assert told == "Dicatat (T-1001) dan diteruskan ke Pak Dedi.\nPengingat berhenti sampai Sabtu, 7 November 2026."
    assert [row.state for row in pushed(sari)] == ["cancelled"]  # the courier had not begun
    for day in (5, 6):
        tick(sari, wib(day, 8, 30))
    assert len(pushed(sari)) == 1
    with sari.database.reading(sari.now) as tx:
        (notice,) = [row for row in desk.notices(tx, dedi) if row.kind == "notice"]
        assert "Kendala laporan Oktober 2026 (Payo Sejahtera, Aur Sejahtera): sinyal atau HP" in notice.html
        missing = [row for row in desk.notices(tx, dedi) if row.kind == "missing"]
        assert (
            "Bu Sari: Payo Sejahtera (draf 1), Aur Sejahtera (belum mulai) · kendala: sinyal atau HP" in missing[0].html
        )


def test_the_same_tap_again_opens_no_second_ticket(sari: Beginner) -> None:
    sari.presses("s::stuck")
    data = sari.buttons()["Tugas lain"]
    sari.presses(data)
    sari.presses(data)
    with sari.database.reading(sari.now) as tx:
        assert len(tx.exec(select(Ticket)).all()) == 1


def test_an_obstacle_in_ones_own_words(sari: Beginner) -> None:
    sari.presses("s::stuck")
    assert "Tulis kendalanya di sini" in sari.taps_on("Lainnya")
    assert "tidak disimpan" in sari.says("NIK saya 3201234567890001")
    assert "Pengingat berhenti sampai Kamis, 5 November 2026." in sari.says("jembatan <putus> karena banjir")
    with sari.database.reading(sari.now) as tx:
        found = obstacle.in_force(tx, 1, sari.now)
        assert found is not None and (found.reason, found.note) == ("other", "jembatan <putus> karena banjir")
        assert tx.exec(select(Ticket)).one().question.endswith("jembatan <putus> karena banjir")


def test_the_calendar_reminds_eight_times_a_month_at_most(sari: Beginner) -> None:
    officer_steps(sari, -1, 0)
    with sari.database.transaction(sari.now) as tx:
        who = tx.exec(select(Person).where(Person.address == "Bu Sari")).one()
        for day in range(1, 8):
            told = {"kind": "reminder", "telegram_chat_id": sari.sender.chat_id, "html": "x", "buttons": []}
            first = datetime(2026, 11, day, tzinfo=UTC)
            at = {"not_before": first, "turn": first, "created_at": sari.now}
            tx.add(OutboundMessage(dedupe_key=f"reminders:{who.id}:x{day}", person_id=who.id, **told, **at))
    tick(sari, wib(4, 8, 30))
    tick(sari, wib(5, 8, 30))
    assert len([row for row in pushed(sari) if row.html != "x"]) == 1
