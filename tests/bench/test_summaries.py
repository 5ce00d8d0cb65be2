"""The bench's summaries of a country: the parts of it, on a small one. Nothing is timed here."""

from __future__ import annotations

from pathlib import Path

from tests.bench import summaries


def test_every_district_and_regency_gets_a_summary(tmp_path: Path) -> None:
    (made,) = summaries.told(tmp_path, (30,))
    assert (made.kampung, made.summaries) == (30, 4)
    assert "30" in summaries.table([made]).splitlines()[1]
