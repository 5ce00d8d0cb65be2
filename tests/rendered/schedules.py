"""What stands in the pages of what is owed until when."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from tests.rendered.values import CUT_KAMPUNG, CUT_TITLE, DAY, KAMPUNG, PERIOD, TITLE, Value, said, same

LINE = {"title": "Laporan Bulanan Kampung KB", "period": "2026-10", "due_on": DAY.usual, "is_changed": False}
VISITS = {**LINE, "title": "Kunjungan/Pendampingan Keluarga (KRS, …", "period": ""}
LONG_LINE = {**LINE, "title": VISITS["title"], "due_on": DAY.worst, "is_changed": True, "period": "2026-09"}
DEBT = {"title": CUT_TITLE, "name": CUT_KAMPUNG, "period": "2026-09"}
DAYS = dict.fromkeys(("due_on", "late_on", "lock_on", "new_due_on", "new_late_on", "new_lock_on"), DAY)
UNIT = Value("kampung", "family", ("poktan", "officer", "region", "plan"))
PROBLEM = Value("", "personal_data", ("too_long",))
PERIODS = Value(PERIOD.usual, PERIOD.worst, (*PERIOD.also, "2026-W47", "2026-Q4"))
USUAL = {"title": TITLE, "period": PERIODS, "is_changed": same(True, False), "unit": UNIT, **DAYS}
REASON = Value("Libur hari raya", said(110))

SCHEDULES: Mapping[str, Mapping[str, Value]] = MappingProxyType(
    {
        "schedules": {**USUAL, "reason": REASON, "problem": PROBLEM, "people": Value(3, 0)},
        "schedules/list": {"lines": Value([LINE, VISITS], [LONG_LINE] * 8, ([],))},
        "schedules/one": {"period": Value("2026-10", "2026-W47", ("",))},
        "schedules/more": {"asks": same("days", "reason")},
        "schedules/done": {"what": same("extended", "set")},
        "schedules/debts": {"lines": Value([DEBT], [DEBT] * 8, ([],))},
        "schedules/let": {"name": KAMPUNG, "officer": Value("Bu Sari", "Bu Sri Rahayuningsih", ("",))},
        "schedules/excused": {"name": KAMPUNG},
        "schedules/let_off": {"name": KAMPUNG},
    }
)
