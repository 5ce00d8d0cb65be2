"""What the districts did beside the monthly reports: meetings, follow-ups, evaluations, visits. Invented."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from importlib.resources import files
from random import Random
from typing import Any

from bot.demo import figures, profiles
from forms.draft import Context
from reporting.families import KUNJUNGAN
from reporting.programme_told import NAMED
from reporting.provided import PLANS

MONEV = "monev_klasifikasi"
MONTH = "2026-06"  # whose figures the evaluation of the first half year is about
EVALUATED_ON = "2026-07-14"
TARGETS = ("bumil", "baduta", "balita", "pascasalin", "pus")


@dataclass(frozen=True, slots=True)
class Event:
    """A report on something that happened on a day; `by` is whose, "" the kampung's own officer or team."""

    form_id: str
    village: str
    period: str
    day: str
    by: str
    answers: dict[str, Any]


def events(area: str, villages: list[str]) -> Iterator[Event]:
    """All of the area whose Kampung KB lie in these villages, in that order."""
    told = tomllib.loads(files("bot.demo").joinpath("programme.toml").read_text("utf-8"))
    for one in told["report"]:
        if one["area"] == area:
            answers = {"tanggal": one["day"], **one["answers"]}
            period = one["day"][:7] if one["form"] == "tindak_lanjut_opd" else one["day"]
            yield Event(one["form"], villages[one["kampung"]], period, one["day"], one["by"], answers)
    if area in told["monev"]["areas"]:
        for code in villages:
            yield _evaluation(code, told["monev"])
    if area == told["visits"]["area"]:
        for number, code in enumerate(villages[: told["visits"]["kampung"]]):
            for at in range(told["visits"]["families"]):
                yield _visit(code, f"{area.replace('.', '')}-{number * 10 + at + 1:03d}", at)


def chosen(answers: dict[str, Any], context: Context) -> dict[str, Any]:
    """The answers of a follow-up with its plan chosen from the list, where the list has it."""
    plan = answers.get(NAMED[1])
    listed = {row["label"]: row["name"] for row in context.instances.get(PLANS, ())}
    if plan not in listed:
        return answers
    return {NAMED[0]: listed[plan], **{name: value for name, value in answers.items() if name != NAMED[1]}}


def _evaluation(code: str, told: dict[str, Any]) -> Event:
    chance, semester = Random(f"{code} monev"), str(told["semester"])
    month = figures.monthly(code, MONTH)
    users = month["g_pa"]
    all_users = sum(users.values())
    pus = month["g_penduduk"]["pus_baru"]
    unmet = month["g_non"]["non_iat"] + month["g_non"]["non_tial"]
    answers = {
        "semester": f"s{semester[-1]}",
        "tahun": int(semester[:4]),
        "penilai": chance.choice(("pkb", "pokja")),
        "g_in": profiles.input_answers(code),
        "g_pr": {**profiles.process_answers(code), "lintas_sektor": chance.randint(2, 6)},
        "g_out": {
            "p_poktan": chance.randint(12, 34),
            "p_cpr": round(100 * all_users / pus, 1),
            "p_mkjp": round(100 * sum(users[f"pa_{one}"] for one in ("iud", "mow", "mop", "implan")) / all_users, 1),
            "p_unmet": round(100 * unmet / pus, 1),
        },
        "g_dampak": {"prev_stunting": round(chance.uniform(8, 19), 1), "ibangga": round(chance.uniform(55, 66), 1)},
        "g_faktor": {
            f"f_{name}": str(chance.choice((2, 3, 3, 4)))
            for name in ("komitmen", "integrasi", "fasilitas", "pengelola", "partisipasi")
        },
        "keberhasilan": chance.choice(told["successes"]),
        "kekurangan": (weak := chance.choice(told["weaknesses"])),
        "peluang": chance.choice(told["opportunities"]),
        "kelemahan": weak,
        "rekomendasi": "Pokja membahasnya di rapat berikut.",
    }
    return Event(MONEV, code, semester, EVALUATED_ON, "", answers)


def _visit(code: str, family: str, at: int) -> Event:
    """The families of a kampung are visited on different days of September and October; some are due again."""
    chance = Random(f"{code} {family}")
    day = date(2026, 9, 21) + timedelta(days=at * 7 + chance.randint(0, 4))
    target = TARGETS[at % len(TARGETS)]
    answers = {
        "sasaran_kode": family,
        "rtrw": f"RT {chance.randint(1, 6):02d}/RW {chance.randint(1, 3):02d}",
        "tanggal": day.isoformat(),
        "persetujuan": "ya",
        "jenis_sasaran": target,
        "status_temu": "bertemu",
        "g_krs": {
            "air": chance.choice(("layak", "layak", "tidak")),
            "jamban": chance.choice(("layak", "tidak")),
            "umur_istri": chance.randint(19, 37),
            "anak_hidup": chance.randint(1, 3),
            "jarak_bulan": chance.randint(18, 60),
            "pakai_kb": "hamil" if target == "bumil" else chance.choice(("ya", "tidak")),
        },
        **_of_target(target, day, chance),
        "g_layanan": {
            "layanan": ["kie"],
            "topik_kie": ["gizi"],
            "kunjungan_berikut": (day + timedelta(days=28)).isoformat(),
        },
    }
    return Event(KUNJUNGAN, code, day.isoformat(), day.isoformat(), "", answers)


def _of_target(target: str, day: date, chance: Random) -> dict[str, Any]:
    if target == "bumil":
        told = {"usia_hamil": chance.randint(10, 32), "anc": chance.randint(1, 5), "ttd": "ya", "lila_bumil": 24.0,
                "buku_kia": "ya", "tanda_bahaya": ["tidak_ada"], "rencana_kbpp": "implan"}  # fmt: skip
        return {"g_bumil": told}
    if target == "pascasalin":
        told = {"tgl_salin": (day - timedelta(days=9)).isoformat(), "tempat_salin": "faskes", "berat_lahir": 2900,
                "panjang_lahir": 49, "imd": "ya", "asi": "ya", "kbpp": "tidak", "komplikasi": "tidak"}  # fmt: skip
        return {"g_pasca": told}
    if target in ("baduta", "balita"):
        age = chance.randint(7, 22) if target == "baduta" else chance.randint(25, 50)
        told = {"umur_bln": age, "jk": chance.choice("lp"), "bb_anak": 9.5, "tb_anak": 78, "posyandu": "ya",
                "naik": chance.choice(("naik", "tidak")), "mpasi_hewani": "ya", "imunisasi": "ya",
                "status_gizi": "belum"}  # fmt: skip
        return {"g_anak": told}
    return {}
