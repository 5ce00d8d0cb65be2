"""What stands in the page of deliveries."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.rendered.values import MOMENT, Value


def delivered(state: str, more: int = 120) -> dict[str, Any]:
    kinds = ("missing", "reminder", "group", "notice")
    told = (
        [{"kind": kind, "at": MOMENT.worst} for kind in kinds] if state != "blocked" else [{"kind": "", "at": ""}] * 4
    )
    lines = [{"name": "Siti Nurhaliza Rahmawat…", "why": "", **one} for one in told]
    lines[2]["why"] = {"failed": "no_role", "unknown": "removed"}.get(state, "")
    return {"state": state, "count": 4 + more, "lines": lines}


DELIVERY: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "coordinate/delivery": {
            "sent": Value(124, 12345, (0,)),
            "late": Value(0, 1234),
            "stood": Value({}, {"from": MOMENT.worst, "until": MOMENT.usual}),
            "groups": Value(
                [],
                [delivered(state) for state in ("unknown", "failed", "held", "blocked")],
                ([delivered("held", 0)], [delivered("unknown", 0), delivered("blocked")]),
            ),
        },
        "coordinate/delivery_list": {
            "state": Value("failed", "blocked", ("held", "unknown")),
            "count": Value(12, 12_345),
            "lines": Value(delivered("failed")["lines"], [delivered("unknown")["lines"][0]] * 10, ([],)),
            "page": Value(1, 1_235),
            "pages": Value(2, 1_235, (1,)),
        },
    }
)
