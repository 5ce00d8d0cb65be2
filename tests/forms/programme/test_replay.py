"""The programme's forms, filled from answer files as a chat would fill them.

Figures were worked out by hand from the answers: the arithmetic of the portal and the classification of the programme.
"""

from __future__ import annotations

import json
from datetime import datetime
from functools import cache
from typing import Any

import pytest

from forms import Context, Form, answer, jump, load, start
from forms.check import check
from forms.replay import Replayed, ReplayError, replay
from tests.forms.programme.workbook import ANSWERS, FORM_IDS, path_of

NOW = datetime.fromisoformat("2026-12-01T09:00:00+07:00")
COMPLETE = sorted(
    path.stem
    for path in ANSWERS.glob("*.json")
    if not path.stem.endswith(".context") and path.stem not in ("bulanan_kkb-salah", "bulanan_kkb-pertama")
)


@pytest.mark.parametrize("form_id", FORM_IDS)
def test_the_check_finds_no_error(form_id: str) -> None:
    path = path_of(form_id)

    assert [one for one in check(path.read_bytes(), path.name) if one.severity == "error"] == []


@pytest.mark.parametrize("name", COMPLETE)
def test_every_answer_is_asked_for_and_taken(name: str) -> None:
    assert _replayed(name).ignored == ()


@pytest.mark.parametrize(
    ("name", "figures"),
    [
        (
            "bulanan_kkb",
            {"pus": "486", "pa_total": "336", "pa_mkjp": "129", "non_total": "150", "cpr": "69", "persen_mkjp": "38"}
            | {"unmet_need": "17", "jml_laporan_kegiatan": "", "periode": "2026-10"},
        ),
        ("bulanan_kkb-nihil", {"alasan_nihil": "cuaca", "pa_total": "336", "kendala": "tidak_ada"}),
        ("kegiatan_kkb", {"peserta_total": "31"}),
        ("kegiatan_kkb-sebelum_sesudah", {"peserta_total": "60", "foto_sesudah": "saluran-sesudah.jpg"}),
        ("kunjungan_keluarga", {"terlalu_tua": "1", "terlalu_dekat": "0", "risiko_krs": "ya"}),
        ("kunjungan_keluarga-catin", {"imt": "20.8", "catin_berisiko": "ya"}),
        (
            "monev_klasifikasi",
            {"indeks_input": "3.4", "indeks_proses": "3", "indeks_output": "3", "klasifikasi": "berkelanjutan"},
        ),
        ("monev_klasifikasi-tanpa_pokja", {"indeks_input": "1", "jml_dimensi_3": "0", "klasifikasi": "dasar"}),
        ("profil_kkb", {"jiwa_total": "2805"}),
        ("rakor_lintas_sektor", {"jml_opd": "5", "usg": "11"}),
    ],
)
def test_figures_are_computed(name: str, figures: dict[str, str]) -> None:
    found: dict[str, str] = {}
    for row in _replayed(name).finished.rows:
        found.setdefault(row.name, row.text)

    assert {key: found.get(key, "") for key in figures} == figures


def test_unchanged_data_take_last_month_s_figures() -> None:
    rows = {row.name: row.text for row in _replayed("bulanan_kkb-tetap").finished.rows}

    assert (rows["kampung_id"], rows["periode"]) == ("payo-sejahtera", "2026-11")
    assert (rows["pus"], rows["keluarga"], rows["remaja"], rows["cpr"]) == ("486", "742", "655", "69")
    assert not rows.get("pus_baru")


def test_unchanged_data_without_last_month_are_refused() -> None:
    with pytest.raises(ReplayError, match="Belum ada laporan bulan lalu untuk kampung ini") as refused:
        _replayed("bulanan_kkb-pertama")

    assert refused.value.question == "/data/data_berubah"


def test_users_and_non_users_must_make_up_all_couples() -> None:
    with pytest.raises(ReplayError, match="harus SAMA dengan jumlah PUS") as refused:
        _replayed("bulanan_kkb-salah")

    assert refused.value.question == "/data/g_non/non_tial"


@pytest.mark.parametrize(
    ("name", "path", "value", "message"),
    [
        ("bulanan_kkb", "periode", "2026-13", "Tulis TTTT-BB"),
        ("bulanan_kkb", "g_penduduk/pus_baru", 743, "PUS tidak boleh lebih dari jumlah keluarga"),
        ("bulanan_kkb", "g_poktan/ikut_bkb", 215, "Peserta BKB tidak boleh lebih"),
        ("bulanan_kkb", "g_poktan/ikut_pikr", 656, "Peserta PIK-R tidak boleh lebih"),
        ("bulanan_kkb", "g_gerak/bpjs", 2806, "jumlah jiwa"),
        ("bulanan_kkb", "g_stunting/krs_didampingi", 129, "jumlah KRS"),
        ("bulanan_kkb", "g_kelola/kendala", ["tidak_ada", "dana"], "tidak bisa digabung"),
        ("kegiatan_kkb", "tanggal", "2026-12-02", "tidak boleh setelah hari ini"),
        ("kegiatan_kkb", "izin_foto", "belum", "tanpa izin"),
        ("poktan_bulanan", "pertemuan/0/tgl", "2026-09-30", "bulan yang dilaporkan"),
        ("poktan_bulanan", "pertemuan/1/hadir", 35, "anggota terdaftar"),
        ("kunjungan_keluarga", "sasaran_kode", "1372014509900001", "bukan NIK"),
        ("kunjungan_keluarga", "catatan", "nik 1372014509900001", "Jangan tulis NIK"),
        ("monev_klasifikasi", "g_in/pokja_jml_latih", 15, "anggota pokja"),
        ("rakor_lintas_sektor", "rencana/0/r_selesai", "2026-11-08", "sebelum mulai"),
        ("profil_kkb", "pus", 743, "PUS tidak boleh lebih"),
        ("tindak_lanjut_opd-tunda", "tgl_baru", "2026-12-01", "setelah hari ini"),
    ],
)
def test_what_cannot_be_right_is_refused(name: str, path: str, value: object, message: str) -> None:
    answers = _answers(name)
    holder, last = _holder(answers, path)
    holder[last] = value

    with pytest.raises(ReplayError, match=message):
        replay(_form(name), answers, _context(name))


def test_the_activity_list_follows_the_target() -> None:
    answers = _answers("kegiatan_kkb") | {"kegiatan_inpres": "k301"}  # belongs to target 3, not to target 2

    with pytest.raises(ReplayError) as refused:
        replay(_form("kegiatan_kkb"), answers, _context("kegiatan_kkb"))

    assert refused.value.question == "/data/kegiatan_inpres"


def test_the_number_of_activity_reports_comes_from_the_aggregates() -> None:
    rows = [{"kunci": "payo-sejahtera2026-10", "jumlah_kegiatan": "3"}]
    context = Context(now=NOW, instances={"agregat": rows})
    done = replay(_form("bulanan_kkb"), _answers("bulanan_kkb"), context).finished

    assert [row.text for row in done.rows if row.name == "jml_laporan_kegiatan"] == ["3"]


def test_classification_starts_with_this_year() -> None:
    form = _form("monev_klasifikasi")
    opened = start(form, Context(now=NOW)).draft

    assert jump(form, opened, "/data/tahun", NOW).prompt.value == "2026"


def test_the_monthly_report_asks_in_the_person_s_language_and_not_what_is_known() -> None:
    known = {"unit": {"id": "payo-sejahtera"}, "period": "2026-10"}
    labels = [
        start(_form("bulanan_kkb"), Context(now=NOW, language=language, **known)).prompt.label
        for language in ("id", "en")
    ]

    assert labels == [
        "Apakah ada kegiatan di Kampung KB bulan ini?",
        "Was there any activity in the Kampung KB this month?",
    ]


def test_only_stocks_offer_last_month_s_figure() -> None:
    form = _form("bulanan_kkb")
    context = Context(now=NOW, last={"pus": "486", "bpjs": "2310", "pb_total": "7", "krs_didampingi": "96"})
    opened = start(form, context).draft
    opened = jump(form, opened, "/data/data_berubah", NOW).draft
    opened = answer(form, opened, "ya", NOW).draft
    asked = ("g_penduduk/pus_baru", "g_gerak/bpjs", "g_gerak/pb_total", "g_stunting/krs_didampingi")

    offered = [jump(form, opened, f"/data/{path}", NOW).prompt.previous for path in asked]

    assert offered == ["486", "2310", "", ""]


@cache
def _form(name: str) -> Form:
    path = path_of(name.split("-")[0])
    return load(path.read_bytes(), path.name)


def _answers(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((ANSWERS / f"{name}.json").read_text(encoding="utf-8"))
    return found


def _context(name: str) -> Context:
    path = ANSWERS / f"{name}.context.json"
    taken = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    return Context(now=NOW, **taken)


def _replayed(name: str) -> Replayed:
    return replay(_form(name), _answers(name), _context(name))


def _holder(answers: Any, path: str) -> tuple[Any, Any]:
    """The object or array that holds the value at `path`, and its key there."""
    *above, last = (int(step) if step.isdigit() else step for step in path.split("/"))
    for step in above:
        answers = answers[step]
    return answers, last
