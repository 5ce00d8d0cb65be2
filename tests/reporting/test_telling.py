"""Joint plans, success factors and evaluations in chat, and a follow-up that is tied to its plan."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import count
from typing import Any

import pytest

from models import draft
from models.answer_value import AnswerValue
from models.database import Database, Transaction
from models.kampung import Kampung
from models.region import Region
from models.submission import Submission
from reporting import publishing
from reporting.access import actor_of
from reporting.evaluated import FACTORS, MONEV
from reporting.inputs import Sender, Tap
from reporting.library import Library
from reporting.programme_told import FOLLOW_UP, RAKOR
from reporting.refusals import Refusal
from reporting.starting import Starting
from reporting.telling import Telling
from reporting.watching import Watching
from reporting.world import context
from tests.reporting import desk
from tests.reporting.desk import TEXTS, CountedIds, page, shown

telling = Telling(TEXTS, Starting(Library(), TEXTS, CountedIds(70)))
watching = Watching(TEXTS)
MAP = (
    ("14", "province", "Riau"), ("14.06", "regency", "Rokan Hulu"), ("14.06.01", "district", "Ujung Batu"),
    ("14.06.01.2001", "village", "Ngaso"), ("14.06.01.2002", "village", "Suka Damai"), ("14.07", "regency", "Rohil"),
    ("14.07.01", "district", "Bangko"), ("14.07.01.2001", "village", "Parit"),
)  # fmt: skip
MEETING = {"tanggal": "2026-09-16", "tingkat": "kab", "opd_hadir": "opd_kb dinkes pupr", "prioritas": "Stunting baduta"}
PROBLEMS = (("Jamban belum layak", 12), ("Stunting baduta di tepi sungai", 14))
PLANS = (
    ("Sambungan air bersih", "pupr", "2026-10-30"), ("Makanan tambahan ibu hamil", "dinkes", "2026-12-31"),
    ("Bank sampah", "dlh", "2027-02-28"),
)  # fmt: skip


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        plant(opened)
        yield opened


def plant(tx: Transaction) -> None:
    """Two regencies: one with a meeting, a follow-up from before plans had numbers, and evaluations."""
    for code, level, name in MAP:
        parent = code.rpartition(".")[0] or None
        tx.add(Region(code=code, parent_code=parent, level=level, name=name, zone="Asia/Jakarta"))
        tx.flush()
        if level == "village":
            tx.add(Kampung(name=f"Kampung {name}", village_code=code, zone="Asia/Jakarta"))
    publishing.publish(tx, desk.source(FOLLOW_UP))
    desk.person(tx, "Bu Sari", "plkb", kampung_id=1)
    told: list[tuple[str, str, str]] = [(f"/data/{name}", name, value) for name, value in MEETING.items()]
    for at, (name, score) in enumerate(PROBLEMS, 1):
        told += [(f"/data/masalah[{at}]/{key}", key, str(value)) for key, value in (("m_nama", name), ("usg", score))]
    for at, row in enumerate(PLANS, 1):
        named = zip(("r_kegiatan", "r_pj", "r_selesai"), row, strict=True)
        told += [(f"/data/rencana[{at}]/{key}", key, value) for key, value in named]
        told.append((f"/data/rencana[{at}]/r_sasaran", "r_sasaran", "85 rumah"))
    stored(tx, RAKOR, 1, "2026-09-16.1", told, "KB-AAAAA")
    followed(tx, {"rencana_id": "sambungan  AIR bersih", "tanggal": "2026-10-02", "status": "jalan", "persen": "20"})
    for place, score in ((1, 3), (2, 2)):
        texts = {"keberhasilan": f"Berhasil {place}", "kekurangan": f"Kurang {place}", "peluang": ""}
        factors = {name: str(score + (name == "f_komitmen")) for name in FACTORS}
        answers = [(f"/data/{name}", name, value) for name, value in (texts | factors).items()]
        stored(tx, MONEV, place, "2026-S1", answers, f"KB-M{place}")


numbers = count(1)


def stored(tx: Transaction, form_id: str, place: int, period: str, told: list[Any], number: str = "") -> None:
    here, at = tx.get_one(Kampung, place), next(numbers)
    row = Submission(
        instance_id=f"uuid:{at}", number=number or f"KB-{at}", form_id=form_id, form_version_id=1, kampung_id=place,
        area_code=here.village_code, period=period, person_id=1, xml="", started_at=tx.now, submitted_at=tx.now,
    )  # fmt: skip
    tx.add(row)
    tx.flush()
    for path, name, text in told:
        tx.add(AnswerValue(submission_id=row.id or 0, path=path, name=name, kind="text", text=text))
    tx.flush()


def followed(tx: Transaction, answers: dict[str, str]) -> None:
    told = [(f"/data/{name}", name, value) for name, value in answers.items()]
    stored(tx, FOLLOW_UP, 1, f"2026-10.{next(numbers)}", told)


def press(tx: Transaction, who: Sender, label: str) -> list[str]:
    tap = desk.tap(tx, who, label)
    (telling if tap.verb == "z" else watching).chosen(tx, who, tap)
    return page(tx, who)


def lead(tx: Transaction, area: str = "14.06", role: str = "koordinator") -> Sender:
    return desk.person(tx, f"Pak {role} {area}", role, area_code=area)


def contact(tx: Transaction, agency: str = "dinkes", area: str = "14.06") -> Sender:
    return desk.person(tx, f"Bu {agency}", "opd", area_code=area, agency=agency)


def test_an_area_s_priorities_and_plans_what_is_open_first(tx: Transaction) -> None:
    who = lead(tx)
    watching.begin(tx, who)
    assert press(tx, who, "Rencana") == [
        "📋 Rencana bersama, Rokan Hulu",
        "Rapat terakhir 16 September 2026, 3 instansi.",
        "Prioritas: Stunting baduta",
        "• USG 14: Stunting baduta di tepi sungai",
        "• USG 12: Jamban belum layak",
        "3 belum selesai, 1 lewat waktu, 0 sudah ditutup:",
        "1. Dinas Kesehatan: Makanan tambahan ibu hamil · belum mulai · s.d. 31 Des",
        "2. Dinas Lingkungan Hi…: Bank sampah · belum mulai · s.d. 28 Feb 2027",
        "3. Dinas PUPR: Sambungan air bersih · berjalan 20 % · lewat 30 Okt",
    ]
    assert press(tx, who, "3") == [
        "📋 Sambungan air bersih",
        "Dinas PUPR",
        "Target: 85 rumah",
        "Dari rapat di Rokan Hulu.",
        "Status: berjalan 20 %",
        "• 2 Okt: berjalan 20 %.",
    ]
    assert press(tx, who, "Kembali")[0] == "📋 Rencana bersama, Rokan Hulu"
    province = lead(tx, "14")
    watching.begin(tx, province)
    assert "• USG 14: Stunting baduta di tepi sungai (Rokan Hulu)" in press(tx, province, "Rencana")


def test_the_latest_follow_up_tells_by_number_or_by_words(tx: Transaction) -> None:
    followed(tx, {"rencana_id": "KB-AAAAA.1", "tanggal": "2026-10-20", "status": "tunda", "alasan": "Lelang diulang",
                  "tgl_baru": "2027-03-31"})  # fmt: skip
    followed(tx, {"rencana_lain": "Bank Sampah", "tanggal": "2026-10-21", "status": "selesai"})
    who = lead(tx, role="dppkb")
    telling.chosen(tx, who, Tap("z", None, "plans", "14.06,0"))
    assert page(tx, who)[-4:] == [
        "2 belum selesai, 1 sudah ditutup:",
        "1. Dinas Kesehatan: Makanan tambahan ibu hamil · belum mulai · s.d. 31 Des",
        "2. Dinas PUPR: Sambungan air bersih · ditunda · s.d. 31 Mar 2027",
        "3. Dinas Lingkungan Hi…: Bank sampah · selesai",
    ]
    told = press(tx, who, "2")
    assert told[-2:] == [
        "• 20 Okt: ditunda, target baru 31 Mar 2027. Alasan: Lelang diulang",
        "• 2 Okt: berjalan 20 %.",
    ]
    press(tx, who, "Kembali")
    press(tx, who, "3")
    assert "📝 Lapor tindak lanjut" not in desk.buttons(tx, who)  # it is done


def test_a_contact_sees_the_own_agency_s_plans_and_reports_on_one(tx: Transaction) -> None:
    yelfi = contact(tx)
    watching.begin(tx, yelfi)
    assert page(tx, yelfi) == [
        "📋 Rencana bersama, Dinas Kesehatan",
        "1 belum selesai, 0 sudah ditutup:",
        "1. Makanan tambahan ibu hamil · belum mulai · s.d. 31 Des",
    ]
    assert press(tx, yelfi, "1")[-1] == "Belum ada tindak lanjut yang dilaporkan."
    press(tx, yelfi, "Lapor tindak lanjut")
    assert "Tanggal lapor" in shown(tx, yelfi)  # the plan is given already
    (row,) = draft.open_of(tx, actor_of(tx, yelfi).person_id)
    assert (row.form_id, row.kampung_id, "KB-AAAAA.2" in str(row.data)) == (FOLLOW_UP, 1, True)
    telling.chosen(tx, yelfi, Tap("z", None, "plan", "KB-AAAAA.2,,0"))
    press(tx, yelfi, "Lapor tindak lanjut")
    assert len(draft.open_of(tx, actor_of(tx, yelfi).person_id)) == 1
    for state in ("KB-AAAAA.1", "KB-AAAAA.3", "KB-AAAAA.9", "KB-ZZZZZ.1", "x", ""):
        for argument in ("plan", "follow"):
            with pytest.raises(Refusal) as refused:
                telling.chosen(tx, yelfi, Tap("z", None, argument, state))
            assert refused.value.code == "not_found"
    elsewhere = contact(tx, "dinkes", "14.07")
    watching.begin(tx, elsewhere)
    assert page(tx, elsewhere)[1].startswith("Belum ada rencana untuk instansi Anda.")


def test_a_follow_up_chooses_among_the_open_plans_of_agency_and_area(tx: Transaction) -> None:
    followed(tx, {"rencana_id": "KB-AAAAA.3", "tanggal": "2026-10-21", "status": "selesai"})

    def listed(who: Sender, place: int) -> list[str]:
        found = context(tx, actor_of(tx, who), FOLLOW_UP, place, "2026-10", 1).instances["rencana"]
        return [row["name"] for row in found]

    assert listed(contact(tx), 2) == ["KB-AAAAA.2"]
    assert listed(lead(tx), 1) == ["KB-AAAAA.2", "KB-AAAAA.1"]
    assert listed(lead(tx, "14"), 3) == []  # a kampung of another regency
    assert "rencana" not in context(tx, actor_of(tx, lead(tx, "14")), RAKOR, 1, "2026-11-02", 1).instances


def test_success_factors_the_mean_then_the_lowest_kampung_first(tx: Transaction) -> None:
    who = lead(tx, role="viewer")
    watching.begin(tx, who)
    assert press(tx, who, "Faktor") == [
        "📊 Faktor keberhasilan, Rokan Hulu",
        "Semester 1 (2026), rata-rata 2 kampung (1 sampai 4):",
        "• komitmen pemangku kebijakan 3,5",
        *(f"• {name} 2,5" for name in ("integrasi lintas sektor", "fasilitas dan mitra", "dedikasi pengelola",
                                       "partisipasi warga")),
        "Yang terendah dahulu:",
        "1. Kampung Suka Damai 2,2, terendah integrasi lintas sektor 2",
        "2. Kampung Ngaso 3,2, terendah integrasi lintas sektor 3",
    ]  # fmt: skip
    assert press(tx, who, "1")[0] == "Kampung Suka Damai"


def test_evaluations_by_kampung_and_of_a_province_by_regency(tx: Transaction) -> None:
    who = lead(tx, "14")
    watching.begin(tx, who)
    assert press(tx, who, "Evaluasi") == ["📊 Evaluasi, Riau, Semester 1 (2026)", "1. Rokan Hulu: 2 kampung"]
    assert press(tx, who, "1") == [
        "📊 Evaluasi, Rokan Hulu, Semester 1 (2026)",
        "1. Kampung Ngaso", "Berhasil: Berhasil 1", "Kurang: Kurang 1", "Peluang: -",
        "2. Kampung Suka Damai", "Berhasil: Berhasil 2", "Kurang: Kurang 2", "Peluang: -",
    ]  # fmt: skip
    assert press(tx, who, "Kembali")[0] == "📊 Evaluasi, Riau, Semester 1 (2026)"
    kecamatan = lead(tx, "14.06.01")
    watching.begin(tx, kecamatan)
    assert len(press(tx, kecamatan, "Evaluasi")) == 9


def test_who_only_looks_on_reads_no_words_of_reports(tx: Transaction) -> None:
    who = lead(tx, role="viewer")
    watching.begin(tx, who)
    assert "Evaluasi" not in desk.buttons(tx, who)
    press(tx, who, "Rencana")
    assert press(tx, who, "3")[-1] == "Status: berjalan 20 %"
    with pytest.raises(Refusal):
        telling.chosen(tx, who, Tap("z", None, "texts", "14.06,0"))
    with pytest.raises(Refusal):
        telling.chosen(tx, who, Tap("z", None, "follow", "KB-AAAAA.1"))


def test_what_lies_elsewhere_does_not_exist(tx: Transaction) -> None:
    forged = ["plans:14,0", "plans:14.07,0", "plans:,0", "factors:14.07,0", "factors:,0", "texts:14,0", "texts:14.07,0",
              "plan:KB-AAAAA.1", "follow:KB-AAAAA.1", "x:1"]  # fmt: skip
    who = lead(tx, "14.06.02")
    for state in forged:
        argument, _, rest = state.partition(":")
        with pytest.raises(Refusal) as refused:
            telling.chosen(tx, who, Tap("z", None, argument, rest))
        assert refused.value.code == "not_found", state
    for role in ("kader", "plkb"):
        with pytest.raises(Refusal):
            telling.chosen(tx, desk.person(tx, f"Bu {role}", role, kampung_id=1), Tap("z", None, "own", "0"))


def test_an_area_without_meetings_and_evaluations_has_no_such_pages(tx: Transaction) -> None:
    who = lead(tx, "14.07")
    watching.begin(tx, who)
    assert not {"📋 Rencana", "Faktor", "Evaluasi"} & set(desk.buttons(tx, who))
    telling.chosen(tx, who, Tap("z", None, "plans", "14.07,0"))
    assert page(tx, who)[1].startswith("Belum ada rencana.")
    for argument in ("factors", "texts"):
        telling.chosen(tx, who, Tap("z", None, argument, "14.07,0"))
        assert page(tx, who)[1] == "Belum ada evaluasi di sini."


def test_many_plans_are_turned_over(tx: Transaction) -> None:
    told = [(f"/data/{name}", name, value) for name, value in MEETING.items()]
    for at in range(1, 10):
        told += [(f"/data/rencana[{at}]/r_kegiatan", "r_kegiatan", f"Rencana {at} " + "panjang " * 9)]
        told += [(f"/data/rencana[{at}]/r_selesai", "r_selesai", "2027-10-31")]
    stored(tx, RAKOR, 2, "2026-10-01.1", told, "KB-BBBBB")
    who = lead(tx)
    telling.chosen(tx, who, Tap("z", None, "plans", "14.06,0"))
    assert page(tx, who)[0] == "📋 Rencana bersama, Rokan Hulu, halaman 1 dari 3"
    assert press(tx, who, "Berikutnya")[0].endswith("halaman 2 dari 3")
    press(tx, who, "6")
    assert press(tx, who, "Kembali")[0].endswith("halaman 2 dari 3")
