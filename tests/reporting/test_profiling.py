"""A report on a kampung's profile: what the registry knows afterwards, and what other forms offer of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from models import audit_event, kampung, kampung_profile, poktan, submission
from models.database import Database, Transaction
from models.kampung_profile import KampungProfile, Profile, values
from models.submission import Submission
from reporting import profile_answers, profiling, publishing, world
from reporting.access import actor_of
from tests.reporting import desk
from tests.reporting.desk import AUR, PAYO, Officer

CHANGED = {"pokja": "tidak_ada", "poktan": ["bkb", "dashat", "sekretariat"], "keluarga": 800, "rkm": "tidak_ada"}
RIVER = "Kampung di tepi sungai, kebanyakan keluarga nelayan dan penambang pasir."
WITHOUT_POKJA = ("pokja_sk_no", "pokja_jml", "pokja_latih", "pokja_latih_ket", "pokja_jml_latih", "data_pakai")


@pytest.fixture
def tx(database: Database, now: datetime) -> Iterator[Transaction]:
    with database.transaction(now) as opened:
        desk.plant(opened)
        yield opened


@pytest.fixture
def sari(tx: Transaction) -> Officer:
    return desk.officer(tx)


def files(tx: Transaction, sari: Officer, period: str = "2026", **changed: Any) -> Submission:
    version = publishing.publish(tx, desk.source("profil_kkb"))
    given = desk.answers("profil_kkb") | changed
    dropped = WITHOUT_POKJA if changed.get("pokja") == "tidak_ada" else ()
    told = {k: v for k, v in given.items() if k not in ("kampung_id", "pelapor_id", "wilayah_kode", *dropped)}
    actor = actor_of(tx, sari.sender)
    _, context = sari.recording.context(tx, actor, "profil_kkb", PAYO, period)
    return sari.recording.store(tx, actor, version, PAYO, period, sari.recording.answer(version, told, context))


def imported(tx: Transaction, month: str, profile: Profile, kampung_id: int = PAYO) -> None:
    told = {"kampung_id": kampung_id, "valid_from": month, "source": "import", "recorded_at": tx.now}
    tx.add(KampungProfile(**told, **values(profile)))
    tx.flush()


def profile(tx: Transaction, month: str = kampung_profile.LATEST) -> Profile:
    return kampung_profile.current(tx, [PAYO], month)[PAYO]


def test_a_report_is_what_the_registry_knows(tx: Transaction, sari: Officer, now: datetime) -> None:
    sent = files(tx, sari, nama_kampung="Payo  Sejahtera Baru")
    known = profile(tx)
    assert (known.pokja, known.pokja_members, known.pokja_is_trained, known.pokja_trained) == (True, 14, True, 6)
    assert known.pokja_decree_number == "SK Lurah 12/2024, 5 Februari 2024"
    assert known.companion == "plkb" and "Yulia" not in repr(known)
    assert known.poktan == ("bkb", "bkr", "bkl", "uppka", "pikr")
    assert (known.sekretariat, known.rumah_dataku, known.sekolah_lansia) == (False, True, False)
    assert (known.funds, known.regulations, known.data_uses) == (
        ("apbd", "dana_desa"),
        ("bup", "kades"),
        ("pk", "rutin"),
    )
    assert known.mechanisms == {"rencana": "", "koordinasi": ""}
    assert (known.families, known.couples, known.people, known.ages["l_0"]) == (
        742,
        486,
        sum(desk.answers("profil_kkb")["g_umur"].values()),
        112,
    )
    place = kampung.get(tx, PAYO)
    assert (place.name, place.founded_on, place.coverage) == ("Payo Sejahtera Baru", date(2017, 8, 15), "rw")
    assert place.criteria == ["ber_kb_rendah", "khusus"]
    assert [row.name for row in poktan.of_kampung(tx, PAYO)][:2] == [
        "BKB Payo Sejahtera Baru",
        "BKR Payo Sejahtera Baru",
    ]
    row = kampung_profile.row_of(tx, PAYO)
    assert row is not None
    assert (row.valid_from, row.source, row.submission_id) == ("2026-01", "form", sent.id)
    assert audit_event.count(tx, "kampung.renamed", "kampung", PAYO, now) == 1


def test_a_corrected_report_takes_the_place_of_the_first(tx: Transaction, sari: Officer) -> None:
    first = files(tx, sari)
    first.is_current = False
    tx.flush()
    second = files(tx, sari, **CHANGED)
    second.replaces_id = first.id
    profiling.follow(tx, second)
    known = profile(tx, "2026-01")
    assert (known.pokja, known.pokja_members, known.pokja_is_trained, known.families) == (False, 0, False, 800)
    assert (known.work_plan, known.data_uses) == (False, ())
    assert [row.submission_id for row in kampung_profile.history(tx, PAYO)] == [second.id]
    assert [row.kind for row in poktan.of_kampung(tx, PAYO)] == ["bkb", "dashat"]


def test_details_are_told_once_and_stay(tx: Transaction, sari: Officer) -> None:
    details = {"rw_nomor": "2, 01", "pokja_sk_tgl": "2024-02-05", "pokja_sk_oleh": "Lurah", "dataku_klas": "lengkap"}
    details |= {"pokja_seksi": "Agama,  Sosial budaya", "frek_rencana": "bulanan"}
    files(tx, sari, "2025", isi_rinci="ya", g_rinci=details)
    files(tx, sari, "2026")
    known = profile(tx)
    assert (known.pokja_decree_on, known.pokja_decree_by) == (date(2024, 2, 5), "Lurah")
    assert (known.pokja_sections, known.rumah_dataku_class) == (("Agama", "Sosial budaya"), "lengkap")
    assert known.mechanisms == {"rencana": "bulanan", "koordinasi": ""}
    assert kampung.get(tx, PAYO).rw == ["01", "02"]
    offered = profile_answers.as_own_answers(known)
    assert {name: offered[name] for name in ("pokja_sk_tgl", "pokja_seksi", "frek_rencana")} == {
        "pokja_sk_tgl": "2024-02-05",
        "pokja_seksi": "Agama, Sosial budaya",
        "frek_rencana": "bulanan",
    }


def test_a_profile_that_moves_to_another_kampung_does_not_rename_it(tx: Transaction, sari: Officer) -> None:
    sent = files(tx, sari)
    sent.kampung_id = AUR
    tx.flush()
    profiling.follow(tx, sent)
    assert kampung.get(tx, AUR).name == "Aur Sejahtera"
    assert kampung_profile.current(tx, [AUR])[AUR].families == 742


def test_a_name_that_was_typed_goes_along_and_the_place_left_gets_its_own_back(
    tx: Transaction, sari: Officer, now: datetime
) -> None:
    place = kampung.get(tx, PAYO)
    place.description = "Di tepi sawah."
    sent = files(tx, sari, nama_kampung="Aur Makmur", gambaran=RIVER)
    assert (place.name, place.description, place.founded_on) == ("Aur Makmur", RIVER, date(2017, 8, 15))
    sent.kampung_id = AUR
    tx.flush()
    profiling.follow(tx, sent)
    assert (place.name, place.description, place.founded_on) == ("Payo Sejahtera", "Di tepi sawah.", None)
    assert (kampung.get(tx, AUR).name, kampung.get(tx, AUR).description) == ("Aur Makmur", RIVER)
    assert audit_event.count(tx, "kampung.renamed", "kampung", PAYO, now) == 2
    assert audit_event.count(tx, "kampung.renamed", "kampung", AUR, now) == 1


def test_what_somebody_else_has_written_since_stays(tx: Transaction, sari: Officer) -> None:
    sent = files(tx, sari, nama_kampung="Aur Makmur")
    kampung.get(tx, PAYO).name = "Payo Baru"
    sent.kampung_id = AUR
    tx.flush()
    profiling.follow(tx, sent)
    assert kampung.get(tx, PAYO).name == "Payo Baru"


def test_a_moved_report_leaves_what_was_known_before(tx: Transaction, sari: Officer) -> None:
    imported(tx, "2025-06", Profile(poktan=("bkl",), families=600))
    sent = files(tx, sari)
    sent.kampung_id = AUR
    tx.flush()
    profiling.follow(tx, sent)
    assert profile(tx).families == 600
    assert [row.kind for row in poktan.of_kampung(tx, PAYO)] == ["bkl"]
    assert kampung_profile.current(tx, [AUR])[AUR].families == 742
    assert len(poktan.of_kampung(tx, AUR)) == 5


def test_who_reports_has_seen_what_was_imported_before(tx: Transaction, sari: Officer) -> None:
    """Frequencies, sections and the class of the house are not asked by the form, and stay."""
    told = Profile(mechanisms={"rencana": "bulanan", "monev": "tahunan"}, pokja_sections=("Agama",))
    imported(tx, "2026-09", told)
    files(tx, sari)
    assert profile(tx).mechanisms == {"rencana": "bulanan", "koordinasi": ""}
    assert profile(tx).pokja_sections == ("Agama",)
    row = kampung_profile.row_of(tx, PAYO)
    assert row is not None and row.valid_from == "2026-09"


def test_a_late_report_on_last_year_does_not_undo_this_year(tx: Transaction, sari: Officer) -> None:
    imported(tx, "2026-03", Profile(families=900, poktan=("dashat",)))
    files(tx, sari, "2025", nama_kampung="Nama Lama")
    assert profile(tx).families == 900
    assert profile(tx, "2025-12").families == 742
    assert kampung.get(tx, PAYO).name == "Payo Sejahtera"
    assert poktan.of_kampung(tx, PAYO) == []


def test_answers_of_a_profile_make_the_same_profile() -> None:
    whole = Profile(
        pokja=True,
        pokja_decree_number="1/2024",
        pokja_members=9,
        pokja_is_trained=True,
        pokja_training="Orientasi",
        pokja_trained=4,
        companion="kader",
        poktan=("bkb", "dashat"),
        sekretariat=True,
        rumah_dataku=False,
        sekolah_lansia=True,
        funds=("apbn",),
        regulations=(),
        work_plan=True,
        data_uses=("pk",),
        mechanisms={"monev": ""},
        families=10,
        couples=8,
        teens=0,
    )
    answers = profile_answers.as_own_answers(whole)
    assert profile_answers.told(Profile(), answers) == whole


def test_other_forms_offer_what_is_known(tx: Transaction, sari: Officer) -> None:
    files(tx, sari)
    actor = actor_of(tx, sari.sender)
    monev = world.context(tx, actor, "monev_klasifikasi", PAYO, "2026-S1", 1).profile
    assert (monev["pokja"], monev["pokja_jml"], monev["poktan"]) == ("ada", "14", "bkb bkr bkl uppka pikr")
    assert (monev["sarana"], monev["rkm"], monev["operasional"]) == ("rumah_dataku", "ya", "rencana koordinasi")
    own = world.context(tx, actor, "profil_kkb", PAYO, "2027", 1)
    assert (own.profile["rkm"], own.profile["poktan"]) == ("ada", "bkb bkr bkl uppka pikr rumah_dataku")
    assert (own.profile["tgl_cadang"], own.last["keluarga"]) == ("2017-08-15", "742")


def test_the_groups_offered_are_those_told_last(tx: Transaction, sari: Officer) -> None:
    def offered() -> str:
        return world.context(tx, actor_of(tx, sari.sender), "bulanan_kkb", PAYO, "2026-11", 1).profile["poktan_ada"]

    files(tx, sari)
    assert offered() == "bkb bkr bkl uppka pikr"
    tx.now += timedelta(days=1)
    monthly = sari.files(tx, told=desk.answers() | {"poktan_ada": ["bkb"]})
    assert submission.current(tx, "bulanan_kkb", PAYO, "2026-10") is monthly
    assert offered() == "bkb"
    tx.now += timedelta(days=1)
    imported(tx, "2026-11", Profile(poktan=("bkl", "dashat")))
    assert offered() == "bkl"
