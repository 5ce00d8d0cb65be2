"""The figures of an area in chat: against last month, last year and target; down to a kampung's class, tap by tap."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import pytest

from models import target
from models.classification import Classification
from models.database import Database, Transaction
from models.kampung import Kampung
from models.region import Region
from models.target import Row
from reporting import opening, rolling_up
from reporting.inputs import Sender, Tap
from reporting.refusals import Refusal
from reporting.watching import Watching
from tests.reporting import desk
from tests.reporting.desk import TEXTS, page
from tests.reporting.world_of_reports import report

watching = Watching(TEXTS)
MAP = (
    ("13", None, "province", "Sumatera Barat"), ("13.72", "13", "regency", "Kota Solok"),
    ("13.72.01", "13.72", "district", "Lubuk Sikarah"), ("13.72.02", "13.72", "district", "Tanjung Harapan"),
    ("13.72.01.1001", "13.72.01", "village", "Tanah Garam"), ("13.72.01.1002", "13.72.01", "village", "Aro IV Korong"),
    ("13.72.02.1001", "13.72.02", "village", "Laing"), ("63", None, "province", "Kalimantan Selatan"),
)  # fmt: skip
BASE = {
    "pus": 400, "pa_total": 260, "pa_mkjp": 60, "non_total": 140, "non_iat": 20, "non_tial": 15, "krs": 80,
    "krs_didampingi": 50, "keluarga": 900, "kel_balita": 200, "kel_remaja": 180, "kel_lansia": 100, "remaja": 300,
    "ikut_bkb": 80,
}  # fmt: skip


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    """October: two of three kampung have reported; September: all; a year ago: one."""
    with database.transaction(now) as opened:
        plant(opened)
        yield opened


def plant(tx: Transaction) -> None:
    for code, parent, level, name in MAP:
        tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
        tx.flush()
    for code, _, level, name in MAP:
        if level == "village":
            tx.add(Kampung(name=f"Kampung {name}", village_code=code, zone="Asia/Jakarta"))
    desk.publishing.publish(tx, desk.source("bulanan_kkb"))
    desk.person(tx, "Bu Sari", "plkb", kampung_id=1)
    opening.ensure_schedules(tx, "2026-09")
    for period in ("2026-09", "2026-10"):
        opening.open_period(tx, period)
    for number, (place, period, change) in enumerate(
        [(1, "2025-10", {"pa_total": 240, "non_total": 160}), (1, "2026-09", {}), (2, "2026-09", {"pus": 200}),
         (3, "2026-09", {}), (1, "2026-10", {"pa_total": 280, "non_total": 120}), (2, "2026-10", {"pus": 200})]
    ):  # fmt: skip
        told = BASE | change
        if told["pus"] == 200:
            told |= {"pa_total": 150, "pa_mkjp": 30, "non_total": 50}
        row = report(tx, tx.get_one(Kampung, place), period, told, number)
        rolling_up.sent(tx, row)
        if period > "2026":
            owed = opening.obligation.of_slot(tx, "bulanan_kkb", place, period)
            assert owed is not None
            owed.state, owed.sent_at = "sent", owed.due_at
            tx.add(owed)
            tx.flush()
            rolling_up.met(tx, owed)
    target.put(
        tx, [Row("", "cpr", 2024, "target", 63.41, "Kompas, 23-2-2024"), Row("13", "unmet", 2026, "target", 8.0, "x")]
    )


def coordinator(tx: Transaction, area: str = "13.72", role: str = "koordinator") -> Sender:
    return desk.person(tx, "Pak Dedi", role, area_code=area)


def press(tx: Transaction, who: Sender, label: str) -> list[str]:
    watching.chosen(tx, who, desk.tap(tx, who, label))
    return page(tx, who)


def test_an_area_against_last_month_last_year_and_target(tx: Transaction) -> None:
    dedi = coordinator(tx)
    watching.begin(tx, dedi)
    assert page(tx, dedi) == [
        "📊 Kota Solok, Oktober 2026",
        "Kampung KB: 3/3 kelurahan.",
        "Yang lapor 2 dari 3 (66,7 %), tepat waktu 66,7 %.",
        "Angka terakhir dari 3 kampung, rata-rata 0,3 bulan yang lalu:",
        "• CPR 69 % (bulan lalu 67 %, tahun lalu 60 %, target 63,41 % tercapai)",
        "• MKJP 21,7 % (bulan lalu 22,4 %, tahun lalu 25 %)",
        "• Unmet need 10,5 % (bulan lalu 10,5 %, tahun lalu 8,8 %, target 8 % belum)",
        "• KRS didampingi 62,5 % (bulan lalu 62,5 %, tahun lalu 62,5 %)",
        "• Partisipasi poktan 8 % (bulan lalu 8 %, tahun lalu 8 %)",
        "BKB 40 % · BKR 0 % · BKL 0 % · UPPKA 0 % · PIK-R 0 %",
    ]


def test_down_to_a_kampung_and_up_again(tx: Transaction) -> None:
    tx.add(
        Classification(
            kampung_id=1, area_code="13.72.01.1001", semester="2026-S2", name="mandiri", input_index=320,
            process_index=267, output_index=350, computed_at=tx.now, impact={"stunting": [10, 80]},
            scores={"pokja": 4, "funds": 3, "groups": 4, "facilities": 2, "support": 3, "data": 3, "mechanisms": 3,
                    "agencies": 2, "participation": 3, "cpr": 4, "mkjp": 4, "unmet": 3},
            facts={"higher": "berkelanjutan", "steps": [["agencies", 2, 3, 2]],
                   "read": {"pokja": 3, "funds": 2, "groups": 5, "facilities": 1, "support": 2, "data": 2,
                            "mechanisms": 3, "agencies": 2, "participation": 24.5, "cpr": 55.0, "mkjp": 27.27,
                            "unmet": 7.5}},
        )
    )  # fmt: skip
    dedi = coordinator(tx)
    watching.begin(tx, dedi)
    assert page(tx, dedi)[-1] == "Kelas kampung, Semester 2 (2026): Mandiri 1."
    assert press(tx, dedi, "Per kecamatan")[1:] == [
        "Per kecamatan:",
        "1. Lubuk Sikarah: lapor 2/2 · CPR 71,7 % · MKJP 20,9 % · unmet 11,7 %",
        "2. Tanjung Harapan: lapor 0/1 · CPR 65 % · MKJP 23,1 % · unmet 8,8 %",
    ]
    assert press(tx, dedi, "1")[0] == "📊 Lubuk Sikarah, Oktober 2026"
    assert press(tx, dedi, "Per kampung")[2:] == [
        "1. Kampung Aro IV Korong: lapor · CPR 75 % · MKJP 20 % · unmet 17,5 %",
        "2. Kampung Tanah Garam: lapor · CPR 70 % · MKJP 21,4 % · unmet 8,8 %",
    ]
    assert press(tx, dedi, "2") == [
        "Kampung Tanah Garam",
        "Kelas Semester 2 (2026): Mandiri",
        "Masukan 3,2 · proses 2,67 · keluaran 3,5 (perlu 3,00).",
        "Menuju Berkelanjutan, kurang:",
        "• 2 instansi lagi di luar OPD KB dan BKKBN",
        "Balita stunting, tidak dinilai: 12,5 % (Semester 2 (2026)).",
    ]
    scores = press(tx, dedi, "Rincian")
    assert scores[:3] == ["Kampung Tanah Garam, Semester 2 (2026)", "Masukan 3,2", "• Pokja: 4 (3 dari 3 syarat)"]
    assert "• lintas sektor: 2 (2 instansi lain)" in scores
    rina = coordinator(tx, "13", "viewer")
    watching.chosen(tx, rina, Tap("w", None, "kampung", "1"))
    assert len(page(tx, rina)) == 3  # who only looks on sees the class, not how many couples are behind it
    with pytest.raises(Refusal):
        watching.chosen(tx, rina, Tap("w", None, "scores", "1"))
    press(tx, dedi, "Kembali")
    assert press(tx, dedi, "Kembali")[1] == "Per kampung:"
    press(tx, dedi, "Kembali")
    assert press(tx, dedi, "Kota Solok")[0] == "📊 Kota Solok, Oktober 2026"


def test_small_numbers_are_not_told_above_the_kampung(tx: Transaction) -> None:
    for place, change in ((1, {"pa_mkjp": 3}), (2, {"pa_mkjp": 40}), (3, {"pa_mkjp": 50})):
        rolling_up.sent(tx, report(tx, tx.get_one(Kampung, place), "2026-11", BASE | change, 20 + place))
    dedi = coordinator(tx, "13")
    watching.chosen(tx, dedi, Tap("w", None, "below", "13.72.01,2026-11,0"))
    lines = page(tx, dedi)[2:]
    assert "MKJP ditahan" in lines[0]
    assert "MKJP <5" in lines[1]
    watching.chosen(tx, dedi, Tap("w", None, "area", "13.72.01,2026-11"))
    assert any(line.startswith("• MKJP 8,3 %") for line in page(tx, dedi))  # of the two together nothing is hidden


def test_months_and_sources(tx: Transaction) -> None:
    dedi = coordinator(tx)
    watching.begin(tx, dedi)
    assert "Target 63,41 % (2024): Kompas, 23-2-2024." in "\n".join(press(tx, dedi, "sumber"))
    press(tx, dedi, "Kembali")
    press(tx, dedi, "Bulan lain")
    assert press(tx, dedi, "September 2026")[2] == "Yang lapor 3 dari 3 (100 %), tepat waktu 100 %."


def test_what_lies_elsewhere_does_not_exist(tx: Transaction) -> None:
    dedi = coordinator(tx)
    forged = ["area:63,2026-10", "area:13,2026-10", "area:,2026-10", "area:13.72.01.1001,2026-10", "area:13.72,x",
              "below:63,2026-10,0", "months:63", "kampung:999", "scores:999", "scores:1", "sources:13,2026-10",
              "area:13.72.99,2026-10"]  # fmt: skip
    for state in forged:
        argument, _, rest = state.partition(":")
        with pytest.raises(Refusal) as refused:
            watching.chosen(tx, dedi, Tap("w", None, argument, rest))
        assert refused.value.code == "not_found", state
    for role in ("kader", "tpk", "kurator"):
        with pytest.raises(Refusal):
            watching.begin(tx, desk.person(tx, f"Bu {role}", role, kampung_id=1))


def test_an_officer_sees_the_class_of_the_own_kampung(tx: Transaction) -> None:
    sari = desk.person(tx, "Bu Ida", "plkb", kampung_id=3)
    watching.begin(tx, sari)
    assert page(tx, sari)[0] == "Kampung Laing"
    with pytest.raises(Refusal):
        watching.chosen(tx, sari, Tap("w", None, "kampung", "1"))
    with pytest.raises(Refusal):
        watching.chosen(tx, sari, Tap("w", None, "area", "13.72,2026-10"))


def test_the_country_by_province(tx: Transaction) -> None:
    rina = coordinator(tx, "", "viewer")
    watching.begin(tx, rina)
    assert page(tx, rina)[0] == "📊 Indonesia, Oktober 2026"
    assert [line[:20] for line in press(tx, rina, "Per provinsi")[2:]] == [
        "1. Kalimantan Selata",
        "2. Sumatera Barat: l",
    ]
