"""What stands in summaries; `screens/summary.py` measures the weekly one, and tells less where it is too long."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.rendered.values import CUT_KAMPUNG, CUT_TITLE, DAY, OFFICER, Value, label, said, same


def odd(rule: str, name: str) -> dict[str, Any]:
    """As `reporting.flags` tells it."""
    other = {"twin": CUT_KAMPUNG, "same": "2026-09", "far": "112"}.get(rule, "")
    return {"rule": rule, "low": "41200", "high": "51200", "other": other, "label": name, "value": "412000"}


AREA = "Kabupaten Kepulauan Siau Tagulandang Bi…"
PART = {"name": AREA, "missing": 1112, "reported": 1112, "expected": 2224}
RULES = ("zeros", "same", "twin", "far", "soft", "jump", "neighbours", "history", "said")
FEW_ODD = {"fact": odd("history", "Suntik"), "kampung": "Mekar Jaya"}
ODD = {"fact": odd("neighbours", label(40)), "kampung": CUT_KAMPUNG}
EVERY_ODD = tuple([{"fact": odd(rule, name), "kampung": CUT_KAMPUNG}] for rule in RULES for name in ("", "Suntik"))
LINE: dict[str, Any] = {"title": CUT_TITLE, "period": "2026-09", "reported": 1239, "expected": 2224, "week_ago": 1200}
INDICATORS = [{"name": name, "value": 61.25, "before": 60.75} for name in ("cpr", "mkjp", "unmet", "krs")]
STUCK = {"kampung": CUT_KAMPUNG, "reason": "signal", "note": said(40)}

SUMMARIES: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "summaries": {
            "actions": Value([], [{"name": said(38), "count": 12, "late": 0}] * 2),
            "actions_count": Value(0, 112),
            "actions_late": Value(0, 12),
            "actions_more": Value(0, 12),
            "areas": Value([], [], ([PART] * 2,)),
            "behind": Value([], [], ([PART] * 2,)),
            "came": Value(9, 1112),
            "closed": Value(0, 112),
            "compared": Value(24, 1240),
            "expected": Value(24, 1240, (1239,)),
            "first": DAY,
            "indicators": Value([], INDICATORS),
            "is_quiet": Value(False, False, (True,)),
            "last": DAY,
            "level": same("regency", "district", "province", "country", "village"),
            "lines": Value([], [LINE] * 2),
            "lines_more": Value(0, 4),
            "missing": Value(5, 1112, (0,)),
            "missing_more": Value(0, 320),
            "missing_of": Value("", CUT_TITLE),
            "odd": Value([FEW_ODD], [ODD], EVERY_ODD),
            "odd_count": Value(1, 112, (0,)),
            "odd_more": Value(0, 111),
            "officers": Value(
                [{"name": "Bu Sari", "kampung": ["Mekar Jaya", "Koto Baru"]}],
                [{"name": OFFICER.worst, "kampung": [CUT_KAMPUNG]}],
            ),
            "oldest_days": Value(0, 112),
            "on_time": Value(18, 1200),
            "period": same("2026-10"),
            "questions": Value(0, 1112),
            "reported": Value(19, 1239),
            "stock": Value([], [{"name": CUT_KAMPUNG, "count": 12}] * 2),
            "stock_count": Value(0, 112),
            "stock_more": Value(0, 12),
            "stuck": Value([], [STUCK]),
            "trend": Value([], [{"period": f"2026-{month:02d}", "share": 100} for month in range(1, 9)]),
            "waiting": Value(4, 1112, (0,)),
            "week_ago": Value(12, 1200),
        },
        "groups": {
            "area": same("Kota Solok", AREA, ""),
            "closed": Value(0, 112),
            "expected": Value(24, 1240, (1239, 0)),
            "first": DAY,
            "is_new": Value(True, True, (False,)),
            "last": DAY,
            "late": Value(1, 39),
            "level": same("regency", "district", "province", "country", "village"),
            "lines": Value([], [LINE] * 2),
            "missing": Value(5, 1112, (0,)),
            "next": DAY,
            "on_time": Value(18, 1200),
            "parts": Value([], [PART] * 3),
            "parts_more": Value(0, 320),
            "period": same("2026-10"),
            "reported": Value(19, 1239),
            "week_ago": Value(12, 1200),
            "why": same("asked", "no_role"),
        },
        "summaries/odd": {
            "count": Value(1, 112),
            "odd": Value([FEW_ODD], [ODD] * 6, ([], *EVERY_ODD)),
            "odd_more": Value(0, 104),
        },
    }
)
