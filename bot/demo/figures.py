"""Plausible figures: what an officer might have reported for a kampung in a month. Invented, but they add up."""

from __future__ import annotations

from random import Random
from typing import Any

MONTHS = ("2026-04", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09")
METHODS = {"iud": 0.12, "mow": 0.05, "mop": 0.01, "implan": 0.2, "suntik": 0.42, "pil": 0.14, "kondom": 0.06}
FAMILIES = {"13.72.01.1001": 735}  # Payo Sejahtera, which the story of the README is about
ACTIVITIES = (
    ("Penyuluhan BKB tentang MPASI", "s2", "k203", "reproduksi", "bkb"),
    ("Pertemuan rutin BKR", "s2", "k204", "pendidikan", "bkr"),
    ("Pertemuan BKL: lansia tangguh", "s2", "k205", "kasih_sayang", "bkl"),
    ("Konseling PIK Remaja", "s2", "k206", "pendidikan", "pikr"),
)


def monthly(kampung: str, month: str) -> dict[str, Any]:
    """Answers to `bulanan_kkb`, by group and name. The kampung's size is its own, the months drift a little."""
    base, drift = Random(kampung), Random(f"{kampung} {month}")
    at = MONTHS.index(month)
    families = FAMILIES.get(kampung) or base.randint(180, 780)
    people, pus = int(families * 3.6), int(families * base.uniform(0.55, 0.68)) + drift.randint(0, 3)
    share = min(0.82, base.uniform(0.52, 0.72) + at * 0.006)
    users = {name: int(pus * share * part) for name, part in METHODS.items()}
    rest = pus - sum(users.values())
    risk = int(families * base.uniform(0.12, 0.3)) - at
    problem = drift.random() < 0.3
    return {
        "ada_kegiatan": "ya",
        "data_berubah": "ya",
        "g_penduduk": _people(base, families, people, pus),
        "poktan_ada": ["bkb", "bkr", "bkl", "uppka", "pikr"],
        "g_poktan": _groups(base, drift, families),
        "g_pa": {f"pa_{name}": count for name, count in users.items()},
        "g_non": _others(rest),
        "g_gerak": _movement(drift, people),
        "g_stunting": _stunting(base, drift, families, risk),
        "g_kelola": _running(drift, problem),
    }


def activity(kampung: str, month: str) -> dict[str, Any]:
    """Answers to `kegiatan_kkb` for one event in the month."""
    chance = Random(f"{kampung} {month} kegiatan")
    title, target, inpres, section, programme = chance.choice(ACTIVITIES)
    return {
        "tanggal": f"{month}-{chance.randint(3, 26):02d}",
        "judul": title,
        "tempat": "Balai warga",
        "sasaran_inpres": target,
        "kegiatan_inpres": inpres,
        "seksi": section,
        "program": programme,
        "sasaran": ["kel_balita", "pus"],
        "peserta_l": chance.randint(2, 12),
        "peserta_p": chance.randint(12, 40),
        "instansi": chance.sample(["opd_kb", "puskesmas", "pkk"], 2),
        "sumber_dana": ["swadaya"],
        "nilai_dana": chance.randrange(100_000, 900_000, 50_000),
        "tujuan": "Keluarga memahami dan mempraktikkannya di rumah.",
        "hasil": "Peserta mengikuti sampai selesai.",
        "masalah": "-",
        "tindak_lanjut": "Dilanjutkan bulan depan.",
        "jenis_post": "kegiatan",
        "foto_kegiatan": [{"foto": "kegiatan.jpg", "foto_ket": "Suasana kegiatan"}],
        "izin_foto": "ya",
        "status_kirim": "kirim",
    }


def _people(base: Random, families: int, people: int, pus: int) -> dict[str, int]:
    men = int(people * 0.505)
    return {
        "jiwa_l_baru": men,
        "jiwa_p_baru": people - men,
        "keluarga_baru": families,
        "pus_baru": pus,
        "kel_balita_baru": int(families * base.uniform(0.2, 0.32)),
        "kel_remaja_baru": int(families * base.uniform(0.3, 0.42)),
        "kel_lansia_baru": int(families * base.uniform(0.2, 0.3)),
        "remaja_baru": int(families * base.uniform(0.6, 0.9)),
    }


def _groups(base: Random, drift: Random, families: int) -> dict[str, int]:
    shares = {"bkb": 0.08, "bkr": 0.07, "bkl": 0.07, "uppka": 0.04, "pikr": 0.06}
    return {f"ikut_{n}": int(families * s * base.uniform(0.6, 1.1)) + drift.randint(0, 2) for n, s in shares.items()}


def _others(rest: int) -> dict[str, int]:
    pregnant, soon, later = int(rest * 0.15), int(rest * 0.3), int(rest * 0.25)
    return {"non_hamil": pregnant, "non_ias": soon, "non_iat": later, "non_tial": rest - pregnant - soon - later}


def _movement(drift: Random, people: int) -> dict[str, int]:
    new = drift.randint(2, 14)
    changed = drift.randint(1, 6)
    return {
        "pb_total": new,
        "pb_mkjp": drift.randint(0, new),
        "kbpp": drift.randint(0, 3),
        "ganti_cara": changed,
        "ganti_ke_mkjp": drift.randint(0, changed),
        "bpjs": int(people * drift.uniform(0.74, 0.9)),
    }


def _stunting(base: Random, drift: Random, families: int, risk: int) -> dict[str, Any]:
    mothers, small = int(families * 0.03) + 1, int(families * base.uniform(0.08, 0.13))
    measured, engaged = int(small * 2.1), drift.randint(0, 6)
    return {
        "krs": risk,
        "krs_didampingi": int(risk * drift.uniform(0.5, 0.95)),
        "bumil": mothers,
        "bumil_didampingi": int(mothers * drift.uniform(0.7, 1)),
        "baduta": small,
        "baduta_didampingi": int(small * drift.uniform(0.6, 0.95)),
        "catin": engaged,
        "catin_skrining": drift.randint(0, engaged),
        "balita_diukur": measured,
        "balita_stunting": int(measured * base.uniform(0.08, 0.2)),
        "dashat": "tidak",
        "genting": drift.randint(0, 8),
    }


def _running(drift: Random, problem: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"rapat_pokja": drift.randint(0, 2), "rumah_dataku": "ya", "kendala": ["tidak_ada"]}
    if problem:
        told |= {"kendala": [drift.choice(["dana", "sinyal", "alokon"])], "kendala_ket": "Sudah disampaikan di rapat."}
    return told
