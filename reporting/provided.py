"""Lists that Kabar makes itself, for each report anew (`reporting.world`): forms read them like a list in a file."""

from __future__ import annotations

ACTIVITIES = "agregat"  # columns `kunci` (kampung and period together) and `jumlah_kegiatan`
PLANS = "rencana"  # columns `name` (number of the meeting's report, and the place in it) and `label`: open plans
LISTS = frozenset((ACTIVITIES, PLANS))
