"""Plausible profiles: what the registry knows of a demo kampung. Invented; the figures agree with its first report."""

from __future__ import annotations

from datetime import date
from random import Random
from typing import Any

from bot.demo import figures
from models import poktan
from models.database import Transaction
from models.kampung import Kampung
from models.kampung_profile import DATA_USES, FUNDS, MECHANISMS, REGULATIONS, KampungProfile

VALID_FROM = "2026-01"
SECTIONS = ("Data dan dokumen", "Perubahan perilaku", "Layanan dan rujukan", "Penataan lingkungan")


def describe(tx: Transaction, row: Kampung) -> None:
    """The kampung's profile and its groups."""
    chance = Random(f"{row.village_code} about")
    row.founded_on = date(chance.randint(2017, 2022), chance.randint(1, 12), chance.randint(1, 28))
    row.coverage, row.criteria = "desa", sorted(chance.sample(("ber_kb_rendah", "miskin", "khusus"), 2))
    row.description = f"{row.name}: warganya bergiat di poktan, posyandu, dan gotong royong tiap bulan."
    tx.add(row)
    told = values(row.village_code)
    tx.add(KampungProfile(kampung_id=row.id, valid_from=VALID_FROM, source="import", recorded_at=tx.now, **told))
    poktan.agree(tx, row.id or 0, told["poktan"], row.name)


def values(code: str) -> dict[str, Any]:
    """The columns of KampungProfile for the village with that code."""
    chance, people = Random(f"{code} profile"), figures.monthly(code, figures.MONTHS[0])["g_penduduk"]
    members = chance.randint(9, 25)
    is_trained = chance.random() < 0.6
    return {
        "pokja": True,
        "pokja_members": members,
        "pokja_sections": list(SECTIONS),
        "pokja_is_trained": is_trained,
        "pokja_training": "Orientasi Pokja" if is_trained else None,
        "pokja_trained": chance.randint(2, members) if is_trained else 0,
        "companion": "plkb",
        "poktan": ["bkb", "bkr", "bkl", "uppka", "pikr", *(["dashat"] if chance.random() < 0.3 else [])],
        "sekretariat": chance.random() < 0.7,
        "rumah_dataku": chance.random() < 0.6,
        "sekolah_lansia": chance.random() < 0.2,
        "funds": some(chance, FUNDS, 1, 3),
        "regulations": some(chance, REGULATIONS, 0, 2),
        "work_plan": True,
        "data_uses": some(chance, DATA_USES[:4], 1, 4),
        "mechanisms": dict.fromkeys(some(chance, MECHANISMS, 2, 5), "bulanan"),
        "people": people["jiwa_l_baru"] + people["jiwa_p_baru"],
        "families": people["keluarga_baru"],
        "couples": people["pus_baru"],
        "toddler_families": people["kel_balita_baru"],
        "teen_families": people["kel_remaja_baru"],
        "elderly_families": people["kel_lansia_baru"],
        "teens": people["remaja_baru"],
    }


def input_answers(code: str) -> dict[str, Any]:
    """Part A of an evaluation (monev_klasifikasi)."""
    told = values(code)
    answers = {
        "pokja": "ada",
        "pokja_sk": "ada",
        "pokja_jml": told["pokja_members"],
        "pokja_latih": "ya" if told["pokja_is_trained"] else "tidak",
        "dana": told["funds"],
        "poktan": [one for one in told["poktan"] if one in poktan.FIVE],
        "sarana": [one for one in ("sekretariat", "rumah_dataku") if told[one]],
        "plkb": "ada",
        "regulasi": told["regulations"],
    }
    return answers | ({"pokja_jml_latih": told["pokja_trained"]} if told["pokja_is_trained"] else {})


def process_answers(code: str) -> dict[str, Any]:
    """Part B of it, but for the number of agencies."""
    told = values(code)
    return {"rkm": "ya", "data_pakai": told["data_uses"], "operasional": list(told["mechanisms"]),
            "frek_operasional": "bulanan"}  # fmt: skip


def some(chance: Random, names: tuple[str, ...], least: int, most: int) -> list[str]:
    """So many of them, in their own order."""
    chosen = chance.sample(names, chance.randint(least, most))
    return [name for name in names if name in chosen]
