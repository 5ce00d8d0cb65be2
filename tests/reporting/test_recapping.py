"""The recap of a month: figures against last year and target, classes and what they lack, once after the lock."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import select

from models import audit_event, outbound_message, person, rollup
from models import chat as chats
from models.classification import Classification
from models.database import Database, Transaction
from models.outbound_message import OutboundMessage
from models.rollup import Key, Sums
from reporting import charts, drawing, overseeing, rolling_up
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.preferences import prefer
from reporting.recapping import Recapping
from reporting.refusals import Refusal
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from tests.reporting import desk
from tests.reporting.desk import TEXTS, page
from tests.reporting.test_watching import BASE, coordinator, plant
from tests.reporting.world_of_reports import report

recapping = Recapping(TEXTS)
TUESDAY = datetime(2026, 11, 17, 1, 30, tzinfo=UTC)  # 08.30 in Solok, two days after October was closed


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        plant(opened)
        yield opened


def classed(tx: Transaction, kampung_id: int, name: str, *steps: tuple[str, int]) -> None:
    facts = {"read": {}, "higher": "berkembang", "steps": [[step, 1, 3, amount] for step, amount in steps]}
    code = tx.get_one(desk.Kampung, kampung_id).village_code
    tx.add(
        Classification(
            kampung_id=kampung_id, area_code=code, semester="2026-S2", name=name, scores={}, facts=facts, impact={},
            computed_at=tx.now,
        )
    )  # fmt: skip
    tx.flush()


def pushed(tx: Transaction, begins: str) -> list[OutboundMessage]:
    mine = OutboundMessage.dedupe_key.startswith(begins)  # type: ignore[attr-defined]
    return list(tx.exec(select(OutboundMessage).where(mine).order_by(OutboundMessage.dedupe_key)))


def test_a_month_against_last_year_with_what_lacks(tx: Transaction) -> None:
    classed(tx, 1, "dasar", ("agencies", 2), ("cpr", 3))
    classed(tx, 2, "dasar", ("agencies", 2), ("cpr", 14))
    classed(tx, 3, "", ("data", 1))
    dedi = coordinator(tx)
    recapping.begin(tx, dedi)
    assert page(tx, dedi) == [
        "📊 Rekap Oktober 2026, Kota Solok",
        "Lapor 2 dari 3 kampung (66,7 %), tepat waktu 2.",
        "• CPR 69 % (tahun lalu 60 %, target 63,41 % tercapai)",
        "• MKJP 21,7 % (tahun lalu 25 %)",
        "• Unmet need 10,5 % (tahun lalu 8,8 %, target 8 % belum)",
        "• KRS didampingi 62,5 % (tahun lalu 62,5 %)",
        "• Partisipasi poktan 8 % (tahun lalu 8 %)",
        "• Balita stunting belum ada data",
        "Kelas, Semester 2 (2026): Dasar 2 · belum lengkap 1.",
        "Naik kelas: 2 kampung kurang 2 instansi; 2 kampung kurang peserta KB; 1 kampung kurang 1 jenis data.",
        "Dampak: keluarga miskin belum ada data · kematian ibu belum ada data · kematian anak belum ada data.",
    ]


def test_an_empty_month_says_that_nothing_is_known(tx: Transaction) -> None:
    rina = coordinator(tx, "63")
    recapping.begin(tx, rina)
    assert page(tx, rina)[1:3] == ["Belum ada laporan yang ditunggu.", "Belum ada data laporan bulanan."]
    recapping.chosen(tx, rina, Tap("kr", None, "picture", "63,2026-10"))
    (picture,) = pushed(tx, "recappicture:")
    assert picture.chart["title"] == "Belum ada laporan yang ditunggu"
    assert {row["share"] for row in picture.chart["rows"]} == {None}, "missing is missing, never 0"
    assert charts.draw(picture.chart).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "state", ["13,2026-10", "63,2026-10", ",2026-10", "13.72,2026-11", "13.72,oops", "13.72.01.1001,2026-10"]
)
def test_what_is_not_theirs_does_not_exist(tx: Transaction, state: str) -> None:
    with pytest.raises(Refusal, match="not_found"):
        recapping.chosen(tx, coordinator(tx), Tap("kr", None, "show", state))


def test_it_comes_once_after_the_month_is_closed(tx: Transaction) -> None:
    """October closes on Sunday the 15th; Monday has the week's summary."""
    coordinator(tx)
    moment = recapping.next_due(tx, datetime(2026, 11, 2, tzinfo=UTC))
    assert moment == TUESDAY
    for at in (datetime(2026, 11, 16, 1, 30, tzinfo=UTC), datetime(2026, 11, 17, 1, 29, tzinfo=UTC)):
        assert recapping.tell_some(tx, at, 0) is None
    assert pushed(tx, "recap:") == []
    for _ in range(2):
        after: int | None = 0
        while after is not None:
            after = recapping.tell_some(tx, TUESDAY, after)
    (row,) = pushed(tx, "recap:")
    assert row.html.startswith("📊 <b>Rekap Oktober 2026, Kota Solok</b>") and row.is_silent
    assert row.chart["title"] == "2 dari 3 kampung melapor"
    assert recapping.tell_some(tx, datetime(2026, 11, 17, 7, 30, tzinfo=UTC), 0) is None, "six hours late is too late"


def test_what_was_missed_is_a_button_of_the_next_summary(tx: Transaction) -> None:
    """Nobody ran on Tuesday, or Telegram took nothing for a day; on Monday there is a way to it, once."""
    coordinator(tx)
    monday = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
    (dedi,), _ = overseeing.coordinators(tx, monday, 0, 9)
    for early in (TUESDAY, TUESDAY + timedelta(hours=5)):
        assert recapping.missed(tx, dedi, early) == (), "it may still come by itself"
    ((button,),) = recapping.missed(tx, dedi, monday)
    assert (button.label, button.tap) == ("📄 Rekap Oktober 2026 menyusul", "kr::show:13.72,2026-10")
    assert recapping.missed(tx, dedi, monday + timedelta(days=7)) == ()
    recapping.tell_some(tx, TUESDAY, 0)
    assert recapping.missed(tx, dedi, monday) == ()
    (row,) = pushed(tx, "recap:")
    outbound_message.move(tx, row.id or 0, ("queued",), "failed")
    assert len(recapping.missed(tx, dedi, monday)) == 1
    Reminding(TEXTS, Summarising(Library(), TEXTS)).tick(tx, monday)
    (summary,) = pushed(tx, "summary:")
    assert summary.buttons[-1] == [{"text": button.label, "data": button.tap}]


def test_at_the_hour_they_chose_without_picture_and_not_on_leave(tx: Transaction) -> None:
    early, saver, away = (coordinator(tx, area) for area in ("13.72", "13", "13.72.01"))
    people = [person.get(tx, one.user_id - 500) for one in (early, saver, away)]
    prefer(tx, people[0], hour="07:45")
    prefer(tx, people[1], hour="07:45", saver=True)
    prefer(tx, people[2], hour="07:45", away_until=date(2026, 11, 20))
    at = datetime(2026, 11, 17, 0, 45, tzinfo=UTC)
    assert recapping.next_due(tx, tx.now) == at
    recapping.tell_some(tx, at, 0)
    told = pushed(tx, "recap:")
    assert [row.person_id for row in told] == [people[0].id, people[1].id]
    assert [row.chart is None for row in told] == [False, True]
    assert told[0].html != told[1].html


def spec(tx: Transaction, who: Sender, suffix: str, state: str = "13.72,2026-10") -> Any:
    """What the courier draws."""
    assert recapping.chosen(tx, who, Tap("kr", None, suffix, state)) == "Berkas sedang dibuat."
    return pushed(tx, "recapfile:")[-1].chart


def sheets(tx: Transaction, who: Sender, state: str = "13.72,2026-10") -> dict[str, list[list[Any]]]:
    made = drawing.draw(spec(tx, who, "xlsx", state))
    book = load_workbook(io.BytesIO(made))
    assert all(sheet.page_setup.fitToWidth == 1 for sheet in book)
    return {sheet.title: [list(row) for row in sheet.iter_rows(values_only=True)] for sheet in book}


def test_a_workbook_with_numbers_as_numbers(tx: Transaction) -> None:
    classed(tx, 1, "dasar", ("agencies", 2))
    found = sheets(tx, coordinator(tx))
    assert list(found) == ["indikator", "kelas", "kampung", "tren"]
    by_name = {row[0]: row[1:5] for row in found["indikator"]}
    assert by_name["Indikator"] == ["Oktober 2026", "Bulan lalu", "Tahun lalu", "Target"]
    assert [round(value, 3) for value in by_name["CPR"]] == [0.69, 0.67, 0.6, 0.634]
    assert by_name["Balita stunting"] == ["belum ada data"] * 3 + [None], "missing is missing, never 0"
    assert ["kurang 2 instansi", 1, None, None, None, None] in found["kelas"]
    head, *places = found["kampung"][-4:]
    assert head[:5] == ["Kecamatan", "Desa/kelurahan", "Kampung", "Kelas", "Kurang"] and head[-2:] == [
        "Sep 26",
        "Okt 26",
    ]
    assert places[0][:5] == ["Lubuk Sikarah", "Aro IV Korong", "Kampung Aro IV Korong", "belum lengkap", None]
    assert [row[-2:] for row in places] == [["tepat waktu", "tepat waktu"]] * 2 + [["tepat waktu", "belum"]]
    assert {row[-3] for row in places} == {None}, "nothing was owed in August"


def test_a_workbook_in_english_and_of_the_country_by_regency(tx: Transaction) -> None:
    rina = coordinator(tx, "")
    chats.of(tx, rina.bot_id, rina.chat_id).language = "en"
    tap = Tap("kr", None, "xlsx", ",2026-10")
    recapping.chosen(tx, rina, tap)
    made = pushed(tx, "recapfile:")[-1].chart
    assert made["file"] == "recap-indonesia-2026-10.xlsx"
    assert [sheet["title"] for sheet in made["sheets"]] == ["indicators", "classes", "kampung", "trend"]
    (areas,) = made["sheets"][2]["tables"]
    assert areas["rows"][0][0] == "Kota Solok" and areas["rows"][0][-2] == 100


def test_small_numbers_stay_hidden_in_the_files(tx: Transaction) -> None:
    """Three stunted children of thirty measured: neither the share nor the count is told."""
    told = BASE | {"balita_diukur": 30, "balita_stunting": 3}
    row = report(tx, tx.get_one(desk.Kampung, 3), "2026-10", told, 77)
    rolling_up.sent(tx, row)
    dedi = coordinator(tx)
    assert {row[0]: row[1] for row in sheets(tx, dedi)["indikator"]}["Balita stunting"] == "<5"
    assert "Balita stunting <5" in "".join(lines_of(tx, dedi))


def lines_of(tx: Transaction, who: Sender) -> list[str]:
    recapping.begin(tx, who)
    return page(tx, who)


def test_paper_for_the_meeting(tx: Transaction) -> None:
    classed(tx, 1, "dasar", ("agencies", 2))
    made = spec(tx, coordinator(tx), "pdf")
    assert made["file"] == "rekap-1372-2026-10.pdf"
    assert made["title"] == "Rekap Oktober 2026, Kota Solok"
    matrix = made["sections"][-1]
    assert [row[0] for row in matrix["rows"]] == ["Kampung Aro IV Korong", "Kampung Tanah Garam", "Kampung Laing"]
    assert [row[-1] for row in matrix["rows"]] == [["on_time", "V"], ["on_time", "V"], ["open", "B"]]
    assert drawing.draw(made).startswith(b"%PDF")


def test_a_file_is_recorded_and_made_once(tx: Transaction) -> None:
    dedi = coordinator(tx)
    for _ in range(2):
        spec(tx, dedi, "pdf")
    (event,) = audit_event.search(tx, None, dedi.user_id - 500, "recap.")
    assert (event.action, event.object_id, event.details) == (
        "recap.exported",
        "13.72",
        {"period": "2026-10", "how": "pdf"},
    )
    assert len(pushed(tx, "recapfile:")) == 1


def test_who_only_looks_on_is_not_told_what_one_kampung_lacks(tx: Transaction) -> None:
    classed(tx, 1, "dasar", ("agencies", 2))
    found = sheets(tx, coordinator(tx, role="viewer"))
    assert "Kurang" not in found["kampung"][-4]
    assert "kurang 2 instansi" not in str(found["kampung"]) and "kurang 2 instansi" in str(found["kelas"])


def test_deaths_of_fewer_than_five_are_hidden(tx: Transaction) -> None:
    """Two in Solok, seven in all: not told there; nor in the country, where nothing else would hide it."""
    for area, number in (("13.72", 2.0), ("13", 7.0), ("", 7.0)):
        for name in ("kematian_anak", "keluarga_miskin"):
            value = number * (20 if name == "keluarga_miskin" else 1)
            rollup.insert_all(tx, {Key(area, name, "2026-S2"): Sums(3, value, 0.0)})
    dedi = coordinator(tx)
    assert lines_of(tx, dedi)[-1] == "Dampak: keluarga miskin 40 · kematian ibu belum ada data · kematian anak <5."
    made = spec(tx, dedi, "xlsx")
    (impact,) = [one for one in made["sheets"][3]["tables"] if one["label"] == "Dampak per semester"]
    assert impact["rows"][-1] == ["Semester 2 (2026)", 40.0, 3.0, "belum ada data", None, "<5", 3.0]
    assert len(impact["rows"]) == 1, "half years before the first that was told stay away"
