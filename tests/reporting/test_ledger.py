"""Who owes what: groups, families, officers, regions and plans; what becomes of it; counts that always agree."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlmodel import col, select

from models import obligation, poktan, rollup, schedule, tally
from models.answer_value import AnswerValue
from models.database import Database, Transaction
from models.family import Family
from models.form_version import FormVersion
from models.obligation import Obligation
from models.reminder import Reminder
from models.schedule import Schedule
from models.scope import Scope
from models.submission import Submission
from reporting import ledger, opening, plan_items, rescheduling, rolling_up, units
from reporting.due import Instead
from reporting.refusals import Refusal
from tests.reporting import field
from tests.reporting.field import BUDI, DEDI, SARI, wib
from tests.reporting.walking import START, change, settled, tick

EVERYWHERE = Scope(("",))
DECEMBER = wib(1, 8, month=12)
MELATI, MAWAR = 1, 2


@pytest.fixture
def town(database: Database) -> Database:
    """With two groups, one of which has a cadre of its own."""
    settled(database)
    with database.transaction(START) as tx:
        for kind, name in (("bkb", "Melati"), ("bkl", "Mawar")):
            tx.add(poktan.Poktan(kampung_id=1, kind=kind, name=name, since=START))
            tx.flush()
        field.member(tx, field.person(tx, "Ani", "Bu Ani"), "kader", kampung_id=1, poktan_id=MELATI)
    return database


ANI = 5


def owed(tx: Transaction, form_id: str) -> list[tuple[str, str, int | None]]:
    rows = tx.exec(select(Obligation).where(Obligation.form_id == form_id).order_by(col(Obligation.id))).all()
    return [(row.unit, row.period, row.person_id) for row in rows]


def report(tx: Transaction, form_id: str, period: str, kampung_id: int = 1, **values: str) -> Submission:
    """A current report with these answers, as it stands before its obligation is met."""
    version = tx.exec(select(FormVersion.id)).first() or field.form_version(tx)
    number = len(tx.exec(select(Submission)).all()) + 1
    sent = field.report(tx, version, kampung_id, period, tx.now, {})
    sent.form_id, sent.instance_id, sent.number = form_id, f"uuid:{number}", f"KB-{number}"
    tx.add(sent)
    tx.flush()
    for name, text in values.items():
        path = f"/data/{name.replace('__', '/')}"
        row = AnswerValue(
            submission_id=sent.id or 0, path=path, name=name.partition("__")[2] or name, kind="text", text=text
        )
        tx.add(row)
    tx.flush()
    return sent


def test_each_group_owes_its_month_to_its_own_cadre_or_to_the_officer(town: Database) -> None:
    tick(town, DECEMBER)
    with town.reading(DECEMBER) as tx:
        assert owed(tx, "poktan_bulanan") == [("poktan:1", "2026-11", ANI), ("poktan:2", "2026-11", SARI)]
        mine = obligation.owed_by(tx, ANI, DECEMBER)
        assert [units.name(tx, row.unit, row.kampung_id) for row in mine] == ["BKB Melati"]


def test_a_report_without_a_word_of_its_unit_is_known_by_its_answers(town: Database) -> None:
    tick(town, DECEMBER)
    with town.transaction(DECEMBER) as tx:
        sent = report(tx, "poktan_bulanan", "2026-11.1", jenis_poktan="bkl", poktan_id="mawar")
        met = ledger.sent(tx, sent)
        assert met is not None and (met.unit, met.state) == ("poktan:2", "sent")
    with town.reading(DECEMBER) as tx:
        rows = tx.exec(select(Obligation).where(Obligation.form_id == "poktan_bulanan").order_by(Obligation.unit)).all()
        assert [row.state for row in rows] == ["waiting", "sent"]


def test_who_has_reported_before_anybody_asks_has_reported(town: Database) -> None:
    with town.transaction(wib(20, 9, month=10)) as tx:
        row = report(tx, "bulanan_kkb", "2026-10")
        row.review_state = "approved"
        tx.add(row)
    tick(town, START)
    with town.reading(START) as tx:
        found = obligation.of_slot(tx, "bulanan_kkb", 1, "2026-10")
        assert found is not None and found.state == "accepted"
        assert found.sent_at == wib(20, 9, month=10)
        assert tally.of(tx, EVERYWHERE, "13.72", "bulanan_kkb", "2026-10")[:5] == (3, 0, 0, 1, 0)


def test_a_family_owes_its_next_visit_to_who_made_the_last(town: Database) -> None:
    def visited(tx: Transaction) -> None:
        field.member(tx, BUDI, "tpk", kampung_id=1)
        told = {
            "area_code": "13.72.01.1004",
            "person_id": BUDI,
            "first_visit": "2026-11-10",
            "last_visit": "2026-11-10",
        }
        tx.add(Family(kampung_id=1, code="K-01", next_due="2026-12-05", updated_at=START, **told))
        tx.add(Family(kampung_id=1, code="K-02", next_due="2026-12-05", ended="moved", updated_at=START, **told))
        tx.add(Family(kampung_id=1, code="K-03", next_due="2027-01-05", updated_at=START, **told))

    change(town, START, visited)
    tick(town, DECEMBER)
    with town.transaction(wib(4, 9, month=12)) as tx:
        assert owed(tx, "kunjungan_keluarga") == [("family:1", "2026-12-05", BUDI)]
        met = ledger.sent(tx, report(tx, "kunjungan_keluarga", "2026-12-04.1", sasaran_kode="K-01"))
        assert met is not None and met.period == "2026-12-05"
        assert tally.of(tx, EVERYWHERE, "13.72.01", "kunjungan_keluarga", "2026-12-05").sent == 1


def test_a_regency_owes_a_meeting_and_its_plans_are_followed_up(town: Database) -> None:
    january = wib(4, 9, month=1).replace(year=2027)

    def met(tx: Transaction) -> None:
        field.member(tx, BUDI, "opd", area_code="13.72", agency="dinkes")
        plans = {"rencana[1]__r_kegiatan": "Sumur bersama", "rencana[1]__r_pj": "pupr"}
        plans |= {"rencana[2]__r_kegiatan": "Kelas ibu", "rencana[2]__r_pj": "dinkes"}
        sent = report(tx, "rakor_lintas_sektor", "2026-11-20.1", **plans)
        ledger.sent(tx, sent)
        opening.heard(tx, sent)

    change(town, wib(20, 9), met)
    tick(town, DECEMBER)
    tick(town, january)
    with town.transaction(january) as tx:
        assert owed(tx, "rakor_lintas_sektor") == [
            ("region:13.72", "2027-Q1", DEDI),
            ("region:63.71", "2027-Q1", field.RINA),
        ]
        number = plan_items.items(tx, EVERYWHERE)[0].key.partition(".")[0]
        follow_ups = [one for one in owed(tx, "tindak_lanjut_opd") if one[1] == "2026-11"]
        assert follow_ups == [(f"{number}.1", "2026-11", DEDI), (f"{number}.2", "2026-11", BUDI)]
        done = report(tx, "tindak_lanjut_opd", "2026-12.1", rencana_id="kelas  IBU", status="selesai")
        found = ledger.sent(tx, done)
        assert found is not None and (found.unit, found.period) == (f"{number}.2", "2026-12")
        quarter = ledger.sent(tx, report(tx, "rakor_lintas_sektor", "2027-01-04.1", kampung_id=2))
        assert quarter is not None and quarter.unit == "region:13.72"


def test_an_officers_plan_of_the_week_is_owed_by_each(town: Database) -> None:
    def published(tx: Transaction) -> None:
        weekly = {"unit": "officer", "due_day": 1, "late_day": 3, "lock_day": 7}
        rescheduling.owe(tx, DEDI, "rencana_minggu", "13.72", "weekly", **weekly)

    change(town, START, published)
    tick(town, wib(9, 8))
    with town.reading(wib(9, 8)) as tx:
        assert owed(tx, "rencana_minggu") == [(f"officer:{SARI}", "2026-W45", SARI)]


def test_the_nearest_areas_schedule_holds(town: Database) -> None:
    with town.transaction(START) as tx:
        opening.open_ahead(tx, START)
        made = rescheduling.change(tx, DEDI, "bulanan_kkb", "13.72", {"due_day": 3})
        assert made.since == "2026-11"
    tick(town, DECEMBER)
    with town.reading(DECEMBER) as tx:
        rows = tx.exec(select(Obligation).where(Obligation.form_id == "bulanan_kkb", Obligation.kampung_id == 1)).all()
        assert {row.period: row.due_at for row in rows} == {
            "2026-10": wib(5, 23, 59),
            "2026-11": wib(3, 23, 59, month=12),
        }
        other = obligation.of_slot(tx, "bulanan_kkb", 4, "2026-11")
        assert other is not None and other.due_at == wib(5, 22, 59, month=12)


def test_a_second_change_before_it_begins_is_the_same_schedule(town: Database) -> None:
    with town.transaction(START) as tx:
        first = rescheduling.change(tx, DEDI, "bulanan_kkb", "13.72", {"due_day": 3})
        again = rescheduling.change(tx, DEDI, "bulanan_kkb", "13.72", {"due_day": 4})
        assert (first.id, again.due_day) == (again.id, 4)
    with town.transaction(wib(1, 9, month=1).replace(year=2027)) as tx:
        third = rescheduling.change(tx, DEDI, "bulanan_kkb", "13.72", {"due_day": 6})
        before = schedule.get(tx, first.id or 0)
        assert (third.since, before.until) == ("2027-01", "2026-12")
        with pytest.raises(rescheduling.ScheduleError, match="order"):
            rescheduling.change(tx, DEDI, "bulanan_kkb", "13.72", {"due_day": 12})


MORE = Instead(date(2026, 11, 12), date(2026, 11, 16), date(2026, 11, 19))


def test_more_time_moves_what_is_open_and_its_reminders(town: Database) -> None:
    tick(town, START)
    with town.transaction(wib(4, 12)) as tx:
        ledger.sent(tx, report(tx, "bulanan_kkb", "2026-10"))
        found = rescheduling.extend(tx, DEDI, "bulanan_kkb", "13.72", "2026-10", MORE, "Banjir")
        assert (found.obligations, found.people) == (2, (SARI,))
    with town.reading(wib(4, 12)) as tx:
        rows = obligation.of_area(tx, "bulanan_kkb", "13.72", "2026-10")
        assert [row.due_at for row in rows] == [wib(5, 23, 59), wib(12, 23, 59), wib(12, 23, 59)]
        assert rows[1].lock_at == wib(19, 23, 59)
        elsewhere = obligation.of_slot(tx, "bulanan_kkb", 4, "2026-10")
        assert elsewhere is not None and elsewhere.due_at == wib(5, 22, 59)
    tick(town, wib(5, 9))
    with town.reading(wib(5, 9)) as tx:
        planned = tx.exec(select(Reminder).where(Reminder.step == "0")).all()
        days = {row.due_at.day for row in planned if row.state == "planned" and row.person_id == SARI}
        assert days == {12}


def test_what_was_late_before_stays_late(town: Database) -> None:
    tick(town, START)
    with town.transaction(wib(12, 9)) as tx:
        rescheduling.extend(tx, None, "bulanan_kkb", "", "2026-10", Instead(lock_on=date(2026, 11, 19)), "Libur")
        row = obligation.of_slot(tx, "bulanan_kkb", 1, "2026-10")
        assert row is not None
        assert (row.due_at, row.lock_at) == (wib(5, 23, 59), wib(19, 23, 59))
        ledger.sent(tx, report(tx, "bulanan_kkb", "2026-10"))
        assert ledger.was_late(row)
        assert tally.counts(row).on_time == 0


@pytest.mark.parametrize(
    ("period", "instead", "reason", "code"),
    [
        ("2026-Q4", MORE, "Libur", "nothing_owed"),
        ("2026-09", MORE, "Libur", "nothing_owed"),
        ("2026-10", Instead(due_on=date(2026, 11, 20)), "Libur", "order"),
        ("2026-10", Instead(date(2026, 10, 1), date(2026, 10, 2), date(2026, 10, 3)), "Libur", "past"),
        ("2026-10", MORE, "  ", "reason"),
    ],
)
def test_what_can_not_be_set_so(town: Database, period: str, instead: Instead, reason: str, code: str) -> None:
    with town.transaction(START) as tx, pytest.raises(rescheduling.ScheduleError, match=code):
        rescheduling.extend(tx, DEDI, "bulanan_kkb", "13.72", period, instead, reason)


def test_each_state_is_told_off_the_times(town: Database) -> None:
    tick(town, START)
    with town.transaction(START) as tx:
        row = obligation.of_slot(tx, "bulanan_kkb", 1, "2026-10")
        assert row is not None
        moments = (wib(2, 9), wib(12, 9), wib(16, 9))
        assert [ledger.standing(row, at) for at in moments] == ["waiting", "late", "locked"]
        assert ledger.standing(row, wib(12, 9), is_begun=True) == "draft"
        ledger.excuse(tx, DEDI, row, "Kampung kebanjiran")
        assert ledger.standing(row, wib(16, 9)) == "excused"
        assert row.id not in [one.id for one in obligation.owed_by(tx, SARI, START)]
        ledger.owe_again(tx, DEDI, row)
        assert (row.state, row.excused_by_id) == ("waiting", None)
        ledger.sent(tx, report(tx, "bulanan_kkb", "2026-10"))
        with pytest.raises(Refusal):
            ledger.excuse(tx, DEDI, row, "Terlambat")


def test_the_counts_agree_with_the_rows_whatever_happens(town: Database) -> None:
    """Some hundred changes by chance; each time the kept counts are those that a count would give."""
    chance = Random(6)
    tick(town, START)
    tick(town, DECEMBER)
    at = DECEMBER
    for _ in range(12):
        at += timedelta(hours=7)
        with town.transaction(at) as tx:
            for row in tx.exec(select(Obligation).order_by(col(Obligation.id))).all():
                _change(tx, chance, row)
        with town.transaction(at) as tx:
            kept = tally.everything(tx)
            tally.rebuild(tx)
            assert tally.everything(tx) == kept
            assert kept


def test_the_recap_waits_for_nobody_who_is_excused_or_gone(town: Database) -> None:
    """Expected of a month are the reports that somebody asks for; the sums made anew say the same."""
    tick(town, START)
    with town.transaction(START) as tx:
        rows = obligation.of_period(tx, Scope(("13.72",)), "bulanan_kkb", "2026-10")
        assert expected(tx) == len(rows) == 3
        ledger.excuse(tx, DEDI, rows[0], "Kampung kebanjiran")
        ledger.void(tx, rows[1:2])
        assert expected(tx) == 1
        ledger.owe_again(tx, DEDI, rows[0])
        assert expected(tx) == 2
        ledger.excuse(tx, DEDI, rows[0], "Kampung kebanjiran")
        rolling_up.rebuild_regency(tx, "13.72")
        assert expected(tx) == 1


def expected(tx: Transaction) -> float:
    found = rollup.of_periods(tx, EVERYWHERE, ["13.72"], ["completeness"], ["2026-10"])
    return found[rollup.Key("13.72", "completeness", "2026-10")].below


def _change(tx: Transaction, chance: Random, row: Obligation) -> None:
    what: Any = chance.choice(("sent", "excuse", "again", "lift", "void", "rest", "accept", "return"))
    match what:
        case "sent":
            ledger.with_counts(tx, row, "sent", sent_at=row.sent_at or tx.now)
        case "accept" | "return":
            ledger.with_counts(
                tx, row, {"accept": "accepted", "return": "returned"}[what], sent_at=row.sent_at or tx.now
            )
        case "excuse" if row.state == "waiting":
            ledger.excuse(tx, DEDI, row, "Bencana")
        case "again":
            ledger.owe_again(tx, DEDI, row)
        case "lift" if row.state == "sent":
            ledger.lifted(tx, row, "waiting")
        case "void" if row.state == "waiting" and chance.random() < 0.2:
            ledger.void(tx, [row])


def test_a_country_opens_in_pieces(town: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "PIECE", 2)
    monkeypatch.setattr(opening, "PIECES", 1)
    tick(town, START)
    with town.reading(START) as tx:
        assert len(owed(tx, "bulanan_kkb")) == 2
        assert opening.next_opening(tx, START) == START + opening.SOON
    for minute in range(1, 9):
        tick(town, START + timedelta(minutes=minute))
    with town.reading(START) as tx:
        assert len(owed(tx, "bulanan_kkb")) == 4
        after = opening.next_opening(tx, START + timedelta(minutes=9))
        assert after is not None and after > datetime.fromisoformat("2026-11-20T00:00:00+00:00")


def test_nobody_else_writes_a_state() -> None:
    """The counts would be wrong: `ledger.py` is where an obligation changes."""
    folder = opening.__file__.rpartition("/")[0]
    written = [
        path.name
        for path in Path(folder).rglob("*.py")
        if any(line.strip().startswith("owed.state =") for line in path.read_text(encoding="utf-8").splitlines())
    ]
    assert written == ["ledger.py"]


def test_schedules_of_before_are_kept(town: Database) -> None:
    with town.transaction(START) as tx:
        count = len(tx.exec(select(Schedule)).all())
        opening.ensure_schedules(tx, "2026-01")
        assert len(tx.exec(select(Schedule)).all()) == count
