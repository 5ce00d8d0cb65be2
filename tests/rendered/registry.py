"""What stands in the page of a kampung's profile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from models.kampung_profile import COMPANIONS, FREQUENCIES, MECHANISMS, PLKB
from tests.rendered.values import KAMPUNG, Value, same


def some(names: Sequence[Any], more: int = 0) -> dict[str, Any]:
    return {"names": list(names), "more": more}


NONE, OFTEN = some(()), [list(pair) for pair in zip(MECHANISMS, FREQUENCIES, strict=False)]
FIGURES = [["families", 742], ["couples", 486], ["people", 2805]]

REGISTRY: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "kampung/profile": {
            "kampung": Value("Mekar Jaya", KAMPUNG.worst[:29] + "…"),
            "village": Value("Tanah Garam", "Kampuang Tanjuang Koto Mamban…"),
            "district": Value("Lubuk Sikarah", "Kepulauan Posek", ("",)),
            "rw": Value(NONE, some(("01", "02", "03", "04"), 12)),
            "founded": same("2017-08-15", ""),
            "pokja": same(True, False, None),
            "members": Value(14, 200, (0, None)),
            "trained": Value(6, 200, (0, None)),
            "companion": same(PLKB, *COMPANIONS, "", None),
            "groups": Value(some(("BKB Melati", "BKL Mawar")), some(["BKB Sungai Andai Se…"] * 3, 9), (NONE,)),
            "facilities": same(["sekretariat", "rumah_dataku", "sekolah_lansia"], ["rumah_dataku"], [], None),
            "house": same("paripurna", ""),
            "funds": Value(some(("apbd", "dana_desa")), some(("dana_desa", "hibah", "swadaya"), 3), (NONE, None)),
            "regulations": Value(some(("bup",)), some(("gub", "bup", "camat"), 1), (NONE, None)),
            "data_uses": Value(some(("pk",)), some(("pk", "rutin", "podes"), 2), (NONE, None)),
            "mechanisms": Value(
                some([["rencana", ""]]),
                some(OFTEN[:3], 2),
                (NONE, None, some(OFTEN[3:]), some([["laporan", "lainnya"]])),
            ),
            "figures": Value(FIGURES, [["families", 12_742], ["couples", 10_486], ["people", 42_805]], ([],)),
            "month": same("2026-09", ""),
        }
    }
)
