"""What stands in the texts about personal data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.rendered.values import DAY, MOMENT, OFFICER, PHONE, Value, said, same

PURPOSE = "Mendampingi keluarga berisiko stunting pada waktu yang tepat"
PRIVACY: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "privacy/erase_decided": {"is_done": Value(True, True, (False,))},
        "privacy/notice_full": {"since": DAY, "version": same("2")},
        "privacy/notice_standing": {"agreed": same("2"), "agreed_at": Value(MOMENT.worst, MOMENT.worst, ("",))},
        "privacy/why": {
            "basis": Value("UU 52/2009; Perpres 72/2021", said(120)),
            "count": Value(1, 8),
            "months": Value(24, 60),
            "number": Value(1, 8),
            "purpose": Value(PURPOSE, said(200)),
        },
        "privacy/cleaned": {"count": Value(24, 1234)},
        "privacy/opened": {"html": same("✅ Laporan terkirim. Nomor <b>KB-7F3A9</b>")},
        "privacy/own": {
            "is_verified": Value(False, True),
            "noticed_at": Value("", MOMENT.worst),
            "since": DAY,
            "phone": Value("", PHONE.worst),
        },
        "privacy/refused": {"found": same("nik"), "is_gone": Value(True, False)},
        "privacy": {"asker": OFFICER, "is_shared": Value(False, True)},
    }
)
