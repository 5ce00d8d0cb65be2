"""What stands in the pages of figures, classes and families."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.rendered.values import CUT_KAMPUNG, KAMPUNG, LONG_PLACE, Value, same

TITLES = (("cpr", "CPR"), ("mkjp", "MKJP"), ("unmet", "Unmet need"), ("krs_assisted", "KRS didampingi"),
          ("poktan", "Partisipasi poktan"))  # fmt: skip
GROUPS = tuple((name.lower(), f"Ikut {name}") for name in ("BKB", "BKR", "BKL", "UPPKA", "PIK-R"))
SOURCE = "Portal Kampung KB: (IUD + MOW + MOP + implan) / peserta KB"
TARGET = {"value": 63.41, "year": 2024, "source": "mCPR, Kompas 23-2-2024 (angka BKKBN)"}
CLASSES = ("berkelanjutan", "mandiri", "berkembang", "dasar", "")
SCORES = ("pokja", "funds", "groups", "facilities", "support", "data", "mechanisms", "agencies", "participation", "cpr",
          "mkjp", "unmet")  # fmt: skip


def line(name: str, title: str, percent: float | None = 69.05, hidden: str | None = None) -> dict[str, Any]:
    return {"name": name, "title": title, "percent": percent, "hidden": hidden}


def figure(name: str, title: str, percent: float | None = 69.05, hidden: str | None = None) -> dict[str, Any]:
    told = {"month_ago": 68.94, "year_ago": 64.99, "target": TARGET, "is_met": False, "source": SOURCE}
    return {**line(name, title, percent, hidden), **told, "targets": [TARGET]}


def alone(name: str, title: str, **more: Any) -> dict[str, Any]:
    """A figure with nothing to compare it with."""
    return figure(name, title, **more) | {"month_ago": None, "year_ago": None, "target": None, "targets": []}


def area(number: int, name: str, values: list[dict[str, Any]]) -> dict[str, Any]:
    told = {"expected": 2_412, "reported": 1_958, "on_time": 1_203}
    return {"number": number, "name": name, **told, "values": values}


def half_year(semester: str, **more: Any) -> dict[str, Any]:
    told = {
        "semester": semester, "class": "mandiri", "indices": [320, 267, 350], "scores": dict.fromkeys(SCORES, 3),
        "read": dict.fromkeys(SCORES, 5), "higher": "berkelanjutan", "steps": [["agencies", 2, 3, 2]], "impact": {},
    }  # fmt: skip
    return told | more


IMPACT = {"stunting": [10, 80], "prev_stunting": 18.8, "keluarga_miskin": 120.0, "kematian_ibu": 0.0,
          "kematian_anak": 2.0, "ibangga": 61.43}  # fmt: skip
UNKNOWN = half_year("2026-S2", **{"class": "", "indices": [None, None, None], "steps": [], "higher": ""},
                    scores=dict.fromkeys(SCORES), read=dict.fromkeys(SCORES))  # fmt: skip
ALL_STEPS = half_year("2026-S2", steps=[[name, 1, 4, 3] for name in SCORES[:5]], impact=IMPACT)
FAMILY = {"id": 7, "code": "3304-012", "target": "bumil", "last": "2026-10-20", "next": "2026-11-19", "is_due": False,
          "risks": 0, "kampung": "", "visitor": ""}  # fmt: skip
LONG_FAMILY = FAMILY | {
    "code": "A" * 20,
    "target": "pus",
    "is_due": True,
    "risks": 12,
    "kampung": "Kampuang Ta…",
    "visitor": "Ibu Hj. Nur…",
}
PLAN = {"number": 1, "agency": "Dinas Kesehatan", "activity": "Makanan tambahan ibu hamil", "status": "jalan",
        "percent": 35, "until": "2026-12-31", "is_open": True, "is_late": False}  # fmt: skip
LONG_PLAN = PLAN | {"agency": "Dinas Perumahan & K…", "activity": "A" * 30, "status": "tunda", "percent": 100,
                    "until": "2027-09-30", "is_late": True}  # fmt: skip
WORD = {"day": "2026-10-19", "status": "jalan", "percent": 35, "reached": "42", "until": "", "reason": "",
        "trouble": "Pengiriman menunggu perahu."}  # fmt: skip
LONG_WORD = WORD | {"status": "tunda", "percent": None, "until": "2027-09-30", "reason": "R" * 36, "trouble": "T" * 36}
PROBLEM = {"score": 14, "name": "Stunting baduta di tepi sungai", "where": ""}
FACTORS = {f"f_{name}": 2.75 for name in ("komitmen", "integrasi", "fasilitas", "pengelola", "partisipasi")}
RANKED = {"number": 1, "id": 7, "name": "Kampung Mantuil", "mean": 2.25, "weakest": "f_partisipasi", "least": 1.0}
EVALUATED = {"number": 1, "name": "Kampung Mantuil", "texts": ["Peserta KB naik.", "Data belum baru.", ""]}
NAMES = same("Kota Solok", "", LONG_PLACE["name"][:31] + "…")

FIGURES: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "figures/kampung": {
            "name": KAMPUNG,
            "rows": Value(
                [half_year("2026-S2"), half_year("2026-S1")],
                [ALL_STEPS, *(half_year(one, impact=IMPACT) for one in ("2026-S1", "2025-S2", "2025-S1"))],
                ([], [UNKNOWN]),
            ),
            "history": Value(
                [{"semester": "2026-S1", "class": "none"}],
                [{"semester": one, "class": "none"} for one in ("2026-S1", "2025-S2", "2025-S1")],
                ([], [{"semester": "2026-S1", "class": ""}]),
            ),
        },
        "figures/scores": {
            "name": KAMPUNG,
            "semester": same("2026-S2"),
            "indices": Value([320, 267, 350], [400, 267, 325], ([None, None, None],)),
            "scores": Value(dict.fromkeys(SCORES, 3), dict.fromkeys(SCORES, 4), (dict.fromkeys(SCORES),)),
            "read": Value(dict.fromkeys(SCORES, 5), dict.fromkeys(SCORES, 27.27)),
        },
        "figures/step": {"step": Value(["agencies", 2, 3, 2], ["unmet", 2, 3, 112])},
        "figures/score": {"key": Value("cpr", "mechanisms")},
        "figures/factor": {"name_of": Value("f_komitmen", "f_partisipasi")},
        "figures/plans": {
            "name": same("Kota Solok", LONG_PLACE["name"][:31] + "…"),
            "lines": Value([PLAN], [LONG_PLAN | {"number": at} for at in range(96, 101)], ([],)),
            "today": same("2026-11-02"),
            "day": Value("2026-09-16", "2026-09-16", ("",)),
            "agencies": Value(15, 42, (1,)),
            "priority": Value("Stunting baduta", "P" * 64),
            "problems": Value([PROBLEM], [{"score": 15, "name": "M" * 34, "where": "Kabupaten Ogan…"}] * 3, ([],)),
            "open": Value(12, 1_234),
            "late": Value(0, 123),
            "over": Value(3, 1_234),
            "is_own": Value(False, False, (True,)),
        },
        "figures/plan": {
            "activity": Value("Makanan tambahan ibu hamil", "A" * 40),
            "agency": Value("Dinas Kesehatan", "Dinas Perumahan & Kawasan Permuk…"),
            "partners": Value(["Puskesmas"], ["Dinas Perumahan & K…"] * 3, ([],)),
            "target": Value("120 ibu hamil", "S" * 40),
            "place": Value("6 kampung tepi sungai", "L" * 40, ("",)),
            "begins": Value("2026-10-01", "2026-10-01", ("",)),
            "until": same("2026-12-31"),
            "is_late": Value(False, True),
            "funds": Value("apbd", "dana_desa", ("",)),
            "sign": Value("LILA naik", "I" * 40, ("",)),
            "where": Value("Kota Solok", LONG_PLACE["name"], ("",)),
            "status": same("jalan"),
            "percent": Value(35, 100, (None,)),
            "words": Value([WORD], [LONG_WORD] * 3, ([],)),
            "reads": Value(True, True, (False,)),
        },
        "figures/factors": {
            "name": same("Kota Solok", LONG_PLACE["name"][:31] + "…"),
            "means": same(FACTORS),
            "count": Value(4, 1_234, (0,)),
            "lines": Value([RANKED], [RANKED | {"number": at, "name": "K" * 26} for at in range(93, 101)], ([],)),
        },
        "figures/evaluations": {
            "name": same("Kota Solok", LONG_PLACE["name"][:31] + "…"),
            "semester": Value("2026-S2", "2026-S2", ("",)),
            "lines": Value([EVALUATED], [EVALUATED | {"number": at, "name": "K" * 26, "texts": ["T" * 66] * 3}
                                         for at in (97, 98, 99)], ([],)),
        },
        "figures/evaluated": {
            "name": same("Kota Solok", LONG_PLACE["name"][:31] + "…"),
            "semester": Value("2026-S2", "2026-S2", ("",)),
            "lines": Value([{"number": 1, "code": "63.71", "name": "Kota Banjarmasin", "count": 44}],
                           [{"number": at, "code": "63.71", "name": "K" * 26, "count": 1_234} for at in range(93, 101)],
                           ([],)),
        },
        "figures/impact": {"rows": Value([half_year("2026-S2", impact=IMPACT)], [ALL_STEPS] * 4, ([],))},
        "figures": {
            "name": NAMES,
            "period": same("2026-09"),
            "place": Value(
                {"expected": 24, "reported": 19, "on_time": 15},
                {"expected": 83_762, "reported": 79_958, "on_time": 61_203},
                ({"expected": 0, "reported": 0, "on_time": 0},),
            ),
            "coverage": Value(
                {"desa": 178, "desa_with": 87, "kelurahan": 11, "kelurahan_with": 0},
                {"desa": 75_266, "desa_with": 20_124, "kelurahan": 8_496, "kelurahan_with": 1_234},
                ({"desa": 0, "desa_with": 0, "kelurahan": 13, "kelurahan_with": 3},
                 {"desa": 5, "desa_with": 0, "kelurahan": 0, "kelurahan_with": 0}),
            ),
            "known": Value(24, 83_762, (0,)),
            "age": Value(0.0, 1.33, (None,)),
            "figures": Value(
                [alone(*one) for one in TITLES],
                [figure(*one) for one in TITLES],
                ([alone(*one, percent=None) for one in TITLES],
                 [figure(*one, percent=None, hidden="small" if one[0] == "mkjp" else "held") for one in TITLES]),
            ),
            "groups": Value([line(*one, percent=12.0) for one in GROUPS], [line(*one, percent=12.34) for one in GROUPS],
                            ([line(*one, percent=None, hidden="held") for one in GROUPS],)),
            "semester": same("2026-S2"),
            "classes": Value({"mandiri": 3}, dict.fromkeys(CLASSES, 12_345), ({},)),
            "families": Value(34, 123_456, (0,)),
            "due": Value(5, 12_345),
            "is_hidden": Value(False, True),
            "level": same("district", "province", "regency", "village"),
            "lines": Value(
                [area(1, "Lubuk Sikarah", [line(*one, percent=71.0) for one in TITLES[:3]])],
                [area(at, CUT_KAMPUNG[:21], [line(*one, percent=None, hidden="held") for one in TITLES[:3]])
                 for at in range(33, 41)],
                ([],),
            ),
            "page": Value(1, 5),
            "pages": Value(1, 5, (0,)),
        },
        "families": {
            "whose": same("own", "all"),
            "lines": Value([FAMILY], [LONG_FAMILY] * 5),
            "first": Value(1, 33),
            "count": Value(1, 124, (0,)),
            "due": Value(0, 37),
            "page": Value(1, 5),
            "pages": Value(1, 16, (0,)),
        },
    }
)  # fmt: skip
