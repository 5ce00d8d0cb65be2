"""What stands in the cards of a form on its way to being published."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.rendered.values import MOMENT, OFFICER, TITLE, Value, label, said, same

FILE = Value("kunjungan_posyandu.xlsx", "Formulir Kunjungan Posyandu dan Pendampingan Keluarga (revisi terakhir).xlsx")
AREAS = Value(
    {"names": ["Kota Solok"], "more": 0},
    {"names": ["Kabupaten Kepulauan Siau Tagulandang Biaro"] * 2, "more": 112},
    ({"names": [""], "more": 0},),
)
MONTHLY = {"cadence": "monthly", "due_day": 10, "since": "2026-09"}
TERMS = Value(
    {"cadence": "event", "due_day": 0, "since": ""},
    MONTHLY,
    ({"cadence": "", "due_day": 0, "since": ""}, {**MONTHLY, "since": ""}, {**MONTHLY, "cadence": "quarterly"}),
)
VERSION = Value("2026-11-02", "2026-11-02.1-percobaan-ke-dua")


def finding(code: str, column: str = "", row: int = 0) -> dict[str, Any]:
    return {"code": code, "sheet": "survey" if row else "", "row": row, "column": column}


def before(named: int, more: int) -> dict[str, Any]:
    told: dict[str, Any] = {"version": VERSION.worst, "drafts": more}
    for key in ("added", "removed", "changed"):
        told |= {key: [label(28)] * named, f"more_{key}": more}
    return told


def line(title: str, version: str, by: str, is_live: bool) -> dict[str, Any]:
    return {"title": title, "version": version, "by": by, "is_live": is_live, "at": MOMENT.worst, "id": 1}


NEWS = Value(None, before(2, 112), (before(0, 0), before(1, 0)))
PUBLISHING: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "publishing/file": {"problem": Value("", "kind", ("size",))},
        "publishing/faulty": {
            "findings": Value(
                [finding("no_type", "type", 5)],
                [finding("no_mandate", "attribute::kabar:retention_months", 1)] * 3,
                ([finding("encrypted")],),
            ),
            "count": Value(1, 112),
            "is_advice": same(False, True),
        },
        "publishing/area": {
            "said": Value("", said(40)),
            "count": Value(2, 20, (0,)),
            "listed": same(4),
            "is_wider": same(False, True),
        },
        "publishing/term": {"asks": same("often", "due", "since"), "cadence": same("monthly", "weekly")},
        "publishing/confirm": {
            "needs": Value("", "approval", ("nobody",)),
            "approver": Value("Pak Dedi", OFFICER.worst, ("",)),
            "drafts": Value(0, 112),
        },
        "publishing/decided": {
            "by": OFFICER,
            "is_yes": same(True, False),
            "reason": Value("Tujuannya belum jelas", said(300)),
        },
        "publishing/list": {
            "lines": Value(
                [line(TITLE.usual, "2026-10", "", True)], [line(TITLE.worst, VERSION.worst, "", True)] * 5, ([],)
            ),
            "first": Value(0, 95),
            "count": Value(8, 120),
        },
        "publishing/history": {
            "lines": Value([line("", "2026-10", "", True)], [line("", VERSION.worst, OFFICER.worst, False)] * 8, ([],)),
            "more": Value(0, 112),
        },
        "publishing/form": {"reports": Value(12, 48_123, (0,))},
        "publishing/back": {"earlier": VERSION, "drafts": Value(0, 112)},
        "publishing/read": {"is_faulty": same(True, False)},
        "publishing/place": {
            "sheet": same("survey", ""),
            "row": Value(5, 112, (0,)),
            "column": Value("type", "attribute::kabar:retention_months", ("",)),
        },
        "publishing": {
            "file": FILE,
            "title": TITLE,
            "version": VERSION,
            "questions": Value(12, 148),
            "purpose": Value("Mengetahui kehadiran di posyandu", said(300)),
            "basis": Value("Perban BKKBN 3/2023", said(200)),
            "months": Value(24, 120),
            "before": NEWS,
            "areas": AREAS,
            "terms": TERMS,
            "approver": Value("Pak Dedi", OFFICER.worst, ("",)),
            "by": Value("Pak Dedi", OFFICER.worst, ("",)),
            "until": MOMENT,
            "host": Value("Pak Dedi", OFFICER.worst),
            "answered": Value(12, 148),
            "code": same("no_mandate"),
        },
    }
)
