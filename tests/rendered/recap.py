"""What stands in the recap of a month."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from reporting.recap.lacking import FAMILIES
from tests.rendered.figures import CLASSES, SCORES, alone, figure
from tests.rendered.values import LONG_PLACE, Value, same

TITLES = (("cpr", "CPR"), ("mkjp", "MKJP"), ("unmet", "Unmet need"), ("krs_assisted", "KRS didampingi"),
          ("poktan", "Partisipasi poktan"), ("stunting", "Balita stunting"))  # fmt: skip
LACKS = [{"step": name, "amount": 0 if name in FAMILIES else 2, "kampung": 3} for name in SCORES]
NAMES = ("keluarga_miskin", "kematian_ibu", "kematian_anak")


def count(value: float | None, hidden: str | None = None) -> dict[str, Any]:
    return {"semester": "2026-S2", "value": value, "kampung": 12, "hidden": hidden}


def impacts(now: dict[str, Any] | None, before: dict[str, Any] | None) -> list[dict[str, Any]]:
    return [{"name": name, "now": now, "before": before} for name in NAMES]


def lines(**more: Any) -> list[dict[str, Any]]:
    """All figures, with nothing beside them."""
    return [alone(*one, **more) for one in TITLES]


RECAP: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "coordinate/arrived": {"count": Value(3, 1_234, (1,))},
        "recap/chart_classes": {"semester": same("2026-S2", "")},
        "recap": {
            "name": same("Kota Solok", "", LONG_PLACE["name"][:31] + "…"),
            "period": same("2026-09"),
            "place": Value(
                {"expected": 24, "reported": 19, "on_time": 15},
                {"expected": 83_762, "reported": 79_958, "on_time": 61_203},
                ({"expected": 0, "reported": 0, "on_time": 0},),
            ),
            "year_ago": Value(87.5, 87.53, (None,)),
            "known": Value(24, 83_762, (0,)),
            "figures": Value(
                lines(),
                [figure(*one) for one in TITLES],
                (lines(percent=None), [figure(*one, percent=None, hidden="small") for one in TITLES]),
            ),
            "semester": same("2026-S2"),
            "classes": Value({"mandiri": 3}, dict.fromkeys(CLASSES, 12_345), ({},)),
            "lacks": Value(LACKS[:1], [one | {"kampung": 12_345} for one in LACKS[4:7]],
                           ([], *([one] for one in LACKS), LACKS[8:11])),
            "impacts": Value(
                impacts(count(312.0), None),
                impacts(count(1_234_567.0), count(1_234_568.0)),
                (impacts(None, None), impacts(count(None, "small"), count(None, "held")), impacts(count(0.0), None)),
            ),
            "lack": Value(LACKS[0], LACKS[4], tuple(LACKS)),
            "title": Value("CPR", "Partisipasi poktan", ("",)),
            "change": Value(3.1, -12.4),
            "reported": Value(12, 79_958),
            "expected": Value(24, 83_762, (0,)),
            "is_first": Value(True, False),
            "one": Value(alone(*TITLES[0]), figure(*TITLES[0]),
                         (alone(*TITLES[0], percent=None), figure(*TITLES[0], percent=None, hidden="small"))),
        },
    }
)  # fmt: skip
