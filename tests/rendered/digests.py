"""What stands in digests; `screens/digest_pages.py` measures the lines of a page."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from tests.rendered.values import CUT_TITLE, LONG_PLACE, TITLE, Value, label, said, same

BLANK: dict[str, Any] = {
    "what": "count", "label": "Foto", "count": 12, "parts": [["Posyandu", 60], ["Rumah Dataku", 30]], "rest": 10,
    "answered": 20, "sum": 120.0, "is_small": False, "median": 12.5, "before": [110.0, None, 98.0], "within": 90,
    "days": 12, "first": "08:00", "middle": "09:30", "last": "15:00", "located": 90, "far": 2, "total": 30, "mean": 2.5,
}  # fmt: skip


def line(what: str, **told: Any) -> dict[str, Any]:
    """A line of that kind, with what those of others hold beside it."""
    return BLANK | {"what": what} | told


USUAL = [line("figure", label="Peserta"), line("choices", label="Tempat")]
OTHERS = (
    *(line("day", label="Tanggal", days=days) for days in (12, 1, 0, -1, -2)),
    *(line("figure", label="Kader", **{"sum": None, "before": []} | more) for more in (
        {"is_small": True, "median": None}, {"median": None}, {}, {"before": [None]},
    )),
    line("choices", label="Hujan", parts=[["Ya", None], ["Tidak", None]], rest=0, answered=1),
    line("choices", label="Hujan", rest=None),
    line("hour", label="Jam mulai"),
    line("place", label="Lokasi"),
    line("place", label="Lokasi", far=0),
    line("rounds", label="Kader"),
    line("count"),
    line("count", count=1),
)  # fmt: skip
LONG = [
    line("choices", label=label(48), parts=[[label(28), 34]] * 3, answered=12_345),
    line("figure", label=label(48), sum=1_234_567.8, median=123_456.5, before=[1_234_567.8] * 3),
]

DIGESTS: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "digests": {
            "name": same("Kota Solok", "", LONG_PLACE["name"][:31] + "…"),
            "title": Value(TITLE.usual, CUT_TITLE),
            "period": same("2026-09", "2026-S2"),
            "count": Value(24, 12_345, (None, 1, 0)),
            "before": Value(20, 12_345, (None, 0)),
            "lines": Value(USUAL, LONG, ([], *([one] for one in OTHERS))),
            "page": same(1),
            "pages": Value(1, 12),
            "items": Value([], [f"{at}. {said(60)}" for at in range(1, 9)]),
            "one": Value(USUAL[0], LONG[0], (*OTHERS, *LONG)),
        },
        "digests/forms": {"count": Value(3, 24, (0,))},
    }
)
