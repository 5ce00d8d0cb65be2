"""/jadwal: a coordinator looks at what is owed until when, gives more time, sets another day, excuses somebody."""

from __future__ import annotations

import pytest

from models import obligation, tally
from models import schedule as schedules
from models.chat import Chat
from models.database import Database, Transaction
from models.scope import Scope
from reporting import stage
from reporting.inputs import Tap
from reporting.refusals import Refusal
from reporting.screens.screen import Screen
from reporting.timetable import Timetable
from tests.reporting import field
from tests.reporting.field import DEDI, RINA, SARI, TEXTS, sender, wib
from tests.reporting.walking import START, outbox, settled, tick

AT = wib(3, 9)


@pytest.fixture
def town(database: Database) -> Database:
    settled(database)
    tick(database, START)
    with database.transaction(START) as tx:
        field.form_version(tx)
    return database


def taps(tx: Transaction, person_id: int, argument: str, state: str = "", *, is_sure: bool = False) -> str:
    """What the coordinator reads after the tap; a sure one is on the card that is up."""
    who, table = sender(person_id), Timetable(TEXTS)
    chat = _chat(tx, person_id)
    table.chosen(tx, who, Tap("x", chat.card if is_sure else None, argument, state))
    return shown(tx, person_id)


def shown(tx: Transaction, person_id: int) -> str:
    chat = _chat(tx, person_id)
    return TEXTS.screen(chat.language, Screen.from_json(chat.screen))


def _chat(tx: Transaction, person_id: int) -> Chat:
    return stage.hear(tx, sender(person_id))


def buttons(tx: Transaction, person_id: int) -> list[str]:
    return [one.label for row in Screen.from_json(_chat(tx, person_id).screen).rows for one in row]


def monthly(tx: Transaction) -> int:
    found = schedules.of_form(tx, "bulanan_kkb")
    assert found is not None and found.id is not None
    return found.id


def test_the_list_says_until_when(town: Database) -> None:
    with town.transaction(AT) as tx:
        Timetable(TEXTS).begin(tx, sender(DEDI))
        told = shown(tx, DEDI)
        assert "1. Laporan bulanan, Oktober 2026: sampai 5 Nov" in told
        assert "Kota Solok" in told
        assert "batas Kamis, 5 November 2026" in taps(tx, DEDI, "one", f"{monthly(tx)}")


def test_more_time_is_asked_confirmed_and_told(town: Database) -> None:
    with town.transaction(AT) as tx:
        one = monthly(tx)
        assert "berapa hari" in taps(tx, DEDI, "more", f"{one}")
        assert "alasannya" in taps(tx, DEDI, "why", f"{one},7")
        Timetable(TEXTS).typed(tx, sender(DEDI), "Banjir di tiga kecamatan")
        told = shown(tx, DEDI)
        assert "menjadi Kamis, 12 November 2026" in told
        assert "3 laporan yang belum masuk ikut. 1 petugas diberi tahu." in told
        assert "Banjir di tiga kecamatan" in told
        assert "batas sekarang Kamis, 12 November 2026" in taps(tx, DEDI, "extend", f"{one},7,words", is_sure=True)
    with town.reading(AT) as tx:
        rows = obligation.of_area(tx, "bulanan_kkb", "13.72", "2026-10")
        assert {row.due_at for row in rows} == {wib(12, 23, 59)}
    (notice,) = outbox(town, "notice")
    assert notice.person_id == SARI
    assert "diperpanjang sampai Kamis, 12 November 2026" in notice.html
    assert "Banjir di tiga kecamatan" in notice.html


def test_a_tap_on_an_old_card_changes_nothing(town: Database) -> None:
    with town.transaction(AT) as tx:
        Timetable(TEXTS).begin(tx, sender(DEDI))
        Timetable(TEXTS).chosen(tx, sender(DEDI), Tap("x", 99, "extend", f"{monthly(tx)},7,holiday"))
        assert {row.due_at for row in obligation.of_area(tx, "bulanan_kkb", "13.72", "2026-10")} == {wib(5, 23, 59)}


def test_another_day_holds_from_the_next_period_on(town: Database) -> None:
    with town.transaction(AT) as tx:
        taps(tx, DEDI, "days", f"{monthly(tx)}")
        assert buttons(tx, DEDI)[:3] == ["1", "2", "3"]
        told = taps(tx, DEDI, "set", f"{monthly(tx)},3", is_sure=True)
        assert "mulai November 2026 batasnya Kamis, 3 Desember 2026" in told
        made = schedules.of_form(tx, "bulanan_kkb", "13.72")
        assert made is not None and (made.due_day, made.since) == (3, "2026-11")


def test_who_leads_a_district_only_looks(town: Database) -> None:
    with town.transaction(AT) as tx:
        lead = field.person(tx, "Nita", "Bu Nita")
        field.member(tx, lead, "koordinator", area_code="13.72.01")
        taps(tx, lead, "more", f"{monthly(tx)}")
        assert not any("Perpanjang" in one for one in buttons(tx, lead))
        with pytest.raises(Refusal):
            taps(tx, lead, "extend", f"{monthly(tx)},7,holiday", is_sure=True)


def test_somebody_is_excused_told_and_owes_it_after_all(town: Database) -> None:
    with town.transaction(AT) as tx:
        assert "1. Laporan bulanan, Payo Sejahtera, Oktober 2026" in taps(tx, DEDI, "owed", "0")
        assert "Bu Sari" in taps(tx, DEDI, "let", "1")
        Timetable(TEXTS).typed(tx, sender(DEDI), "Kampung terendam banjir")
        assert "dibebaskan" in shown(tx, DEDI)
        assert tally.of(tx, Scope(("",)), "13.72", "bulanan_kkb", "2026-10")[:5] == (3, 0, 0, 0, 1)
        assert 1 not in [row.id for row in obligation.owed_by(tx, SARI, AT)]
    (notice,) = outbox(town, "notice")
    assert "tidak perlu dikirim" in notice.html and "Kampung terendam banjir" in notice.html
    with town.transaction(AT) as tx:
        taps(tx, DEDI, "again", "1", is_sure=True)
        assert 1 in [row.id for row in obligation.owed_by(tx, SARI, AT)]


def test_of_another_regency_nothing_can_be_excused(town: Database) -> None:
    with town.transaction(AT) as tx, pytest.raises(Refusal):
        taps(tx, RINA, "let", "1")
    with town.transaction(AT) as tx, pytest.raises(Refusal):
        taps(tx, RINA, "let_now", "1,disaster", is_sure=True)
