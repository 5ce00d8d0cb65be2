"""What stands in the texts about a report that is moved."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.rendered.values import KAMPUNG, MOMENT, OFFICER, Value, said, same

HERE = Value(["Mekar Jaya", "2026-10"], [KAMPUNG.worst, "2026-09"], (["Mekar Jaya", "2026-10.2"],))
OTHER = {"number": "KB-7F3A9", "kampung": "Koto Baru", "period": "2026-10", "state": "received", "officer": "Pak Dedi"}
LONG_OTHER = {**OTHER, "kampung": KAMPUNG.worst, "officer": OFFICER.worst}
MOVE = {"who": "Bu Sari", "at": MOMENT.usual, "left": ["Koto Baru", "2026-10"], "reason": ""}
LONG_MOVE = {"who": OFFICER.worst, "at": MOMENT.worst, "left": [KAMPUNG.worst, "2026-09"], "reason": said(80)}

REFILING: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "refiling": {
            "before": HERE,
            "after": HERE,
            "other": Value(None, LONG_OTHER, (None, {**LONG_OTHER, "state": "approved"})),
            "owed": same(True, False),
            "anew": same(True, False),
            "elsewhere": same(True, False),
            "ways": Value(["place", "month"], [], (["month"],)),
            "mends": same(True, False),
            "searched": Value("", said(120), ("",)),
            "is_all": same(True, False),
            "can_search": same(True, False),
            "items": Value([], [f"{at}. {said(48)}" for at in range(1, 9)]),
            "problem": Value("", "personal_data", ("too_long",)),
        },
        "refiling/taken": {"other": Value(OTHER, LONG_OTHER, ({**LONG_OTHER, "state": "approved"},))},
        "refiling/history": {"moves": Value([MOVE], [LONG_MOVE], ([],))},
        "refiling/told": {"moves": Value([MOVE], [{**LONG_MOVE, "reason": said(100)}] * 2), "more": Value(0, 12)},
        "documents/facts": {"moves": Value([], [LONG_MOVE])},
        "reviewing/report": {"moves": Value([], [LONG_MOVE])},
        "reviewing/card": {"moves": Value([], [LONG_MOVE])},
        "notices/refiled": {
            "before": HERE,
            "after": HERE,
            "reason": Value("", said(200)),
            "owed": same(True, False),
            "anew": same(True, False),
        },
    }
)
