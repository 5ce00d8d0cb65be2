"""What really stands in the texts, by the name of the variable: as it usually is, and the worst that is believable.

A list is as long as the screen that makes it lets it be, and a label as long as that screen cuts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

LONG_LABEL = (
    "Berapa keluarga berisiko stunting yang didampingi Tim Pendamping Keluarga sampai akhir bulan laporan, termasuk "
    "keluarga dengan ibu hamil, calon pengantin, pascasalin, dan anak di bawah dua tahun yang baru pindah ke kampung?"
)
LONG_TEXT = (
    "Posyandu di RW 03 dipindahkan ke balai desa karena jembatan putus sejak Senin lalu, dan bidan baru bisa datang "
    "lagi setelah jalannya dibuka. "
)


@dataclass(frozen=True, slots=True)
class Value:
    """`also` are others that take another way through a text."""

    usual: Any
    worst: Any
    also: tuple[Any, ...] = ()


def said(letters: int) -> str:
    """What a person writes, so many letters of it."""
    return (LONG_TEXT * (letters // len(LONG_TEXT) + 1))[:letters].strip()


def label(letters: int) -> str:
    return LONG_LABEL if letters >= len(LONG_LABEL) else LONG_LABEL[: letters - 1].rstrip() + "…"


def same(value: Any, *also: Any) -> Value:
    return Value(value, value, also)


KAMPUNG = Value("Mekar Jaya", "Kampuang Tanjuang Koto Mambang Sungai Durian")  # the longest of 83,000
CUT_KAMPUNG = "Kampuang Tanjuang Koto Mamban…"
OFFICER = Value("Bu Sari", "Bu Sri Rahayuningsih")  # an address has 20 letters at most
NAME = Value("Dedi Saputra", "dr. Hj. Siti Nurhaliza Rahmawati, M.Kes.")
TITLE = Value("Laporan Bulanan Kampung KB", "Kunjungan/Pendampingan Keluarga (KRS, catin, bumil, pascasalin, baduta)")
CUT_TITLE = "Kunjungan/Pendampingan Keluar…"
PERIOD = Value("2026-10", "2026-09", ("2026-S2", "2026", "2026-10-14.1", "2026-10.2"))
MOMENT = Value("2026-11-05T07:30:00+00:00", "2026-09-23T16:59:00+00:00")
DAY = Value("2026-11-05", "2026-09-23")
PHONE = Value("+6281234567890", "+628123456789012")
QUESTION = Value("kb suntik gratis dimana?", said(500))
ANSWER = {"text": "12", "kind": "integer", "sensitive": False}
LONG_ANSWER = {"text": said(100), "kind": "text", "sensitive": False}
# One answer of every kind, in its lexical form.
TOLD = {
    "integer": "1234567",
    "decimal": "12.5",
    "text": said(100),
    "date": "2026-09-23",
    "month": "2026-09-01",
    "year": "2026",
    "time": "14:30:00.000+07:00",
    "datetime": "2026-09-23T14:30:00.000+07:00",
    "geopoint": "-0.78912 100.65432 0 8",
    "geotrace": "-0.78 100.65 0 0;-0.79 100.66 0 0",
    "image": "1790000000123.jpg",
    "audio": "1790000000123.oga",
    "video": "1790000000123.mp4",
    "file": "1790000000123.pdf",
    "acknowledge": "OK",
    "barcode": "8991002101234",
    "select_one": "Kader belum aktif mencatat",
    "unknown": "",
    "deferred": "",
    "asked": "T-1042",
}
EVERY_ANSWER = tuple({"text": text, "kind": kind, "sensitive": False, "who": "Pak Dedi"} for kind, text in TOLD.items())
ECHO = Value(
    {"label": "Jumlah PUS", **ANSWER},
    {"label": label(60), **LONG_ANSWER},
    (*({"label": "Isian", **one} for one in EVERY_ANSWER), {"label": "HP", **ANSWER, "sensitive": True}),
)
PLACE = {"role": "plkb", "level": "district", "name": "Lubuk Sikarah"}
LONG_PLACE = {"role": "koordinator", "level": "regency", "name": "Kabupaten Kepulauan Siau Tagulandang Biaro"}
HOST = {
    "name": "Dedi Saputra",
    "phone": "+6281234567890",
    "chat": 7,
    "away_until": "",
    "office": "08:00-16:00",
    "zone": "Asia/Jakarta",
}
ODD = {"number": 7, "label": "Jumlah PUS", "value": "4120", "before": "412", "is_confirmed": False, "reason": "",
       "why": {"rule": "jump", "low": "412", "high": "412", "other": ""}}  # fmt: skip
LONG_ODD = {
    "number": 48,
    "label": label(60),
    "value": "412000",
    "before": "41200",
    "is_confirmed": True,
    "reason": said(100),
    "why": {"rule": "neighbours", "low": "41200", "high": "51200", "other": ""},
}
CHANGE = {
    "label": "Jumlah PUS",
    "before": ANSWER,
    "after": {**ANSWER, "text": "1234"},
    "hidden": [],
    "more_hidden": 0,
    "returned": 0,
    "asked": 0,
}
LONG_CHANGE = {
    "label": label(60),
    "before": {**LONG_ANSWER, "text": said(60)},
    "after": {**LONG_ANSWER, "text": said(60)},
    "hidden": [label(40)] * 3,
    "more_hidden": 12,
    "returned": 12,
    "asked": 12,
}
MOVED = {"added": 12, "kept": 48, "again": 7, "dropped": [label(40)] * 3, "more_dropped": 4}


def line(number: int, letters: int, text: str, **more: Any) -> dict[str, Any]:
    """An answer as pages of a report list it."""
    told = {"number": number, "label": label(letters), "text": text, "kind": "text", "sensitive": False, "mark": ""}
    return told | more


def figures(count: int) -> list[dict[str, Any]]:
    return [line(at, 14, "1234", kind="integer") for at in range(1, count + 1)]


ANYWHERE: Mapping[str, Value] = MappingProxyType(
    {
        "address": OFFICER,
        "answer": Value(said(60), said(600)),
        "answered": Value(12, 148),
        "answered_at": MOMENT,
        "area": Value("Lubuk Sikarah", "Kabupaten Kepulauan Siau Tagulandang Bi…", ("",)),
        "asked_at": MOMENT,
        "at": MOMENT,
        "away_until": Value("", "2026-09-23"),
        "checked_by": Value("Pak Dedi", OFFICER.worst, ("",)),
        "count": Value(3, 1234),
        "day": DAY,
        "drafts": Value(1, 24),
        "due": DAY,
        "due_at": MOMENT,
        "expected": Value(24, 1240),
        "files": Value(True, True, (False,)),
        "given": Value("", said(600)),
        "guest": Value("Sari Rahmawati", NAME.worst),
        "host": Value("Pak Dedi", OFFICER.worst, ("",)),
        "hour": Value("15:30", "19:00"),
        "is_medical": Value(False, True),
        "is_urgent": Value(False, False, (True,)),
        "kampung": KAMPUNG,
        "label": Value("Pertemuan", label(40)),
        "leads": Value(False, True),
        "left": Value(12, 148, (0,)),
        "letter": Value(said(60), said(400)),
        "lock_at": MOMENT,
        "missing": Value(5, 321),
        "month": PERIOD,
        "more": Value(0, 112),
        "name": NAME,
        "names": Value(["Mekar Jaya", "Koto Baru"], [KAMPUNG.worst] * 5),
        "now": MOMENT,
        "number": Value("KB-7F3A9", "KB-7F3A9"),
        "officer": OFFICER,
        "period": PERIOD,
        "phone": PHONE,
        "place": Value("Mekar Jaya", KAMPUNG.worst, ("",)),
        "places": Value([PLACE], [LONG_PLACE] * 2),
        "position": Value(2, 12),
        "problem": Value("", ""),
        "question": QUESTION,
        "questions": Value(24, 148),
        "quiet_from": same("19:00"),
        "quiet_until": same("07:30"),
        "behalf": Value(
            None,
            {"who": OFFICER.worst, "role": "", "on": "2026-09-23"},
            ({"who": "", "role": "kader", "on": "2026-11-05"},),
        ),
        "reason": Value("Angka tidak cocok", said(300)),
        "received": Value("", said(40)),
        "reminders": same("normal"),
        "reports": Value(3, 124),
        "revision": Value(1, 3),
        "role": same("plkb"),
        "sections": Value(4, 12),
        "sender": OFFICER,
        "sent": Value(3, 119, (5, 120)),
        "sent_at": MOMENT,
        "skipped": Value(0, 12),
        "source": Value("BKKBN", said(80)),
        "state": same("received"),
        "submitted_at": MOMENT,
        "text": Value(said(60), said(500)),
        "title": TITLE,
        "today": MOMENT,
        "total": Value(5, 120, (1,)),
        "trend": Value(["12"], ["1234567"] * 3, (["12", "15"],)),
        "until": MOMENT,
        "begins": MOMENT,
        "ends": MOMENT,
        "waiting": Value(4, 112),
        "who": OFFICER,
        "zone": Value("Asia/Jakarta", "Asia/Makassar"),
    }
)
