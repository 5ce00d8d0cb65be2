"""What people answer: a few reports of each form, walked through by the engine once and filed under many numbers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any
from uuid import UUID

from bot.demo import figures
from forms.draft import Context
from forms.events import FormFinished
from forms.replay import Replayed
from models.form_version import FormVersion
from reporting.recording import Recording

FOLDER = Path(__file__).parents[2] / "forms" / "programme" / "answers"
FROM_ACCOUNT = ("pelapor_id", "wilayah_kode", "kab_kode", "kampung_id", "periode", "tpk_id")
OF_KINDS: Mapping[str, Any] = MappingProxyType(
    {
        "g_bkb": {"kka_terisi": 29, "kunjungan_rumah": 5},
        "g_bkl": {"lansia_mandiri": 20, "lansia_pendamping": 4, "sekolah_lansia": "tidak"},
        "g_uppka": {"usaha_aktif": 11},
    }
)
VARIANTS = 3  # kampung that report alike: looking for copies is to have something to find


class Answers:
    """Reports on the same form, period and variant share one walk: what they hold is of no matter to who owes what."""

    def __init__(self, recording: Recording) -> None:
        self._recording = recording
        self._walked: dict[tuple[str, str, str], Replayed] = {}
        self._numbers = Random(5)

    def of(self, version: FormVersion, told: Mapping[str, Any], context: Context, share: str) -> Replayed:
        """The report with its own number; `share` names whose walk will do, "" when it has to be its own."""
        key = (version.form_id, context.now.date().isoformat() if not share else "", share)
        found = self._walked.get(key) if share else None
        if found is None:
            found = self._recording.answer(version, dict(told), context)
            self._walked[key] = found
        return self._renamed(found)

    def _renamed(self, found: Replayed) -> Replayed:
        before, after = found.finished.instance_id, f"uuid:{UUID(int=self._numbers.getrandbits(128), version=4)}"
        done = found.finished
        named = FormFinished(after, done.instance_name, done.xml.replace(before, after), done.rows, done.attachments)
        return replace(found, finished=named)


def monthly(village: str, period: str, *, is_nil: bool) -> dict[str, Any]:
    if is_nil:
        return _read("bulanan_kkb-nihil")
    return figures.monthly(f"{village[-1:]}{int(village[-2:]) % VARIANTS}", _like(period))


def of_group(kind: str, name: str) -> dict[str, Any]:
    """No meeting that month, and what each kind tells beside meetings."""
    told = {**_read("poktan_bulanan-nihil"), **OF_KINDS, "jenis_poktan": kind, "poktan_id": name}
    return told if kind == "pikr" else {**told, "ber_kb": 12}


def profile() -> dict[str, Any]:
    return _read("profil_kkb")


def evaluation(period: str) -> dict[str, Any]:
    return {**_read("monev_klasifikasi"), "semester": f"s{period[-1]}", "tahun": int(period[:4])}


def activity(village: str, day: date) -> dict[str, Any]:
    return {**figures.activity(village, figures.MONTHS[0]), "tanggal": day.isoformat()}


def meeting(day: date, until: date, agency: str) -> dict[str, Any]:
    told = _read("rakor_lintas_sektor")
    plan = {**told["rencana"][0], "r_pj": agency, "r_mulai": day.isoformat(), "r_selesai": until.isoformat()}
    return {**told, "tanggal": day.isoformat(), "rencana": [plan], "rapat_berikut": ""}


def follow_up(plan: str, day: date, *, is_done: bool) -> dict[str, Any]:
    told = {name: value for name, value in _read("tindak_lanjut_opd").items() if name != "rencana_lain"}
    done = {"status": "selesai", "persen": 100, "bukti": "selesai.jpg"} if is_done else {}
    return {**told, "rencana_id": plan, "tanggal": day.isoformat(), **done}


def visit(code: str, day: date, following: date) -> dict[str, Any]:
    told = _read("kunjungan_keluarga")
    helped = {**told["g_layanan"], "kunjungan_berikut": following.isoformat()}
    return {**told, "sasaran_kode": code, "tanggal": day.isoformat(), "g_layanan": helped}


def _like(period: str) -> str:
    return figures.MONTHS[int(period[-2:]) % len(figures.MONTHS)]


def _read(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
    return {key: value for key, value in told.items() if key not in FROM_ACCOUNT}
