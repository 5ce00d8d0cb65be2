"""Assisted families: what the visits to a family add up to, and when the next one is due. Codes, never identities.

The intervals are this project's proposal where no guide was found that counts days: a TPK visits whoever it assists
month by month (the monthly report counts those assisted in the month), a mother after childbirth every two weeks, since
KBPP is to be settled within 42 days, and others every quarter. A day agreed with the family goes first where it is
earlier.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from models import answer_value, family
from models.database import Transaction
from models.submission import Submission

KUNJUNGAN = "kunjungan_keluarga"
CODE, DAY, CONSENT, TARGET, OUTCOME = "sasaran_kode", "tanggal", "persetujuan", "jenis_sasaran", "status_temu"
NEXT = "kunjungan_berikut"
DAYS: Mapping[str, int] = MappingProxyType(
    {"catin": 30, "bumil": 30, "pascasalin": 14, "baduta": 30, "balita": 90, "pus": 90}
)
AGAIN = 7  # days until somebody who was not met is tried again
USUAL = 30
ENDS: Mapping[str, str] = MappingProxyType({"pindah": "moved", "meninggal": "died"})
MET = "bertemu"
NIK = 16  # digits
# Answers that count as one risk each, by question; thresholds as in the form's own hints (Elsimil, Kemenkes).
SAID: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "air": ("tidak",), "jamban": ("tidak",), "terlalu_muda": ("1",), "terlalu_tua": ("1",),
        "terlalu_dekat": ("1",), "terlalu_banyak": ("1",), "catin_berisiko": ("ya",), "komplikasi": ("ya",),
        "naik": ("tidak",), "status_gizi": ("stunting", "wasting", "underweight"),
    }
)  # fmt: skip
BELOW: Mapping[str, float] = MappingProxyType(
    {"lila_bumil": 23.5, "hb_bumil": 11, "berat_lahir": 2500, "panjang_lahir": 48}
)


def sent(tx: Transaction, row: Submission) -> None:
    """After a visit was stored: the family it was to, and the one that it was said to be to before it was corrected."""
    if row.form_id != KUNJUNGAN:
        return
    tx.flush()
    codes = {code_of(tx, row)} | ({code_of(tx, tx.get_one(Submission, row.replaces_id))} if row.replaces_id else set())
    for code in sorted(codes - {""}):
        keep(tx, row.kampung_id, code)


def moved(tx: Transaction, row: Submission, left: int) -> None:
    """After a visit was moved from that kampung to another: the family of the same code in both."""
    code = code_of(tx, row) if row.form_id == KUNJUNGAN else ""
    if code:
        for kampung_id in sorted({left, row.kampung_id}):
            keep(tx, kampung_id, code)


def keep(tx: Transaction, kampung_id: int, code: str) -> None:
    """Makes the family's row anew from its current visits."""
    rows = family.visits(tx, kampung_id, KUNJUNGAN, CODE, code)
    family.put(tx, kampung_id, code, summed(rows, [answer_value.by_name(tx, row.id or 0) for row in rows]))


def code_of(tx: Transaction, row: Submission) -> str:
    """The family's code in capitals; "" for what is none, or may be somebody's identity."""
    code = answer_value.by_name(tx, row.id or 0).get(CODE, "").strip().upper()
    digits = sum(sign.isdigit() for sign in code)
    return code if digits < NIK else ""


def summed(rows: Sequence[Submission], told: Sequence[Mapping[str, str]]) -> dict[str, Any] | None:
    """The columns of a family, from its visits and their answers; None without any."""
    visits = sorted(zip(rows, told, strict=True), key=lambda one: (one[1].get(DAY, ""), one[0].id or 0))
    if not visits:
        return None
    last, answers = visits[-1]
    days = [one.get(DAY, "") for _, one in visits]
    ended = "refused" if answers.get(CONSENT) == "tidak" else ENDS.get(answers.get(OUTCOME, ""), "")
    target = next((one[TARGET] for _, one in reversed(visits) if one.get(TARGET)), "")
    met = next((one for _, one in reversed(visits) if one.get(OUTCOME) == MET), {})
    return {
        "area_code": last.area_code,
        "person_id": last.person_id,
        "target": target,
        "visits": len(visits),
        "first_visit": days[0],
        "last_visit": days[-1],
        "next_due": "" if ended else next_due(target, answers),
        "risks": risks(met),
        "ended": ended,
    }


def next_due(target: str, answers: Mapping[str, str]) -> str:
    """The day of the next visit, by that of the last one."""
    last = date.fromisoformat(answers[DAY])
    if answers.get(OUTCOME) != MET:
        return (last + timedelta(days=AGAIN)).isoformat()
    usual = (last + timedelta(days=DAYS.get(target, USUAL))).isoformat()
    return min(usual, answers.get(NEXT) or usual)


def risks(answers: Mapping[str, str]) -> int:
    """How many risks a visit found."""
    said = sum(answers.get(name) in values for name, values in SAID.items())
    low = sum(bool(answers.get(name)) and float(answers[name]) < bound for name, bound in BELOW.items())
    danger = len(set(answers.get("tanda_bahaya", "").split()) - {"tidak_ada"})
    return said + low + danger
