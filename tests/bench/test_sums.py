"""The bench's sums of a country: the parts of it, on a small one. Nothing is timed here."""

from __future__ import annotations

from pathlib import Path

from tests.bench import plain_sql, sums
from tests.bench.sums import MONTHS, Look, Rebuilt


def test_sums_are_made_anew_of_as_many_reports_as_told(tmp_path: Path) -> None:
    (made,) = sums.rebuilds(tmp_path, (20,))
    assert (made.kampung, made.reports) == (20, 20 * len(MONTHS))
    assert made.answers > 20 * made.reports


def test_figures_come_from_the_looks() -> None:
    told = sums.table([Look("national", [3.0, 1.0, 2.0], [1.0, 1.0, 4.0])])
    assert told.splitlines()[1].split() == ["national", "2", "3", "3", "1"]
    assert "500" in sums.growth([Rebuilt(1_000, 12_000, 400_000, 24.0)])


def test_kept_sums_and_plain_sql_say_the_same(tmp_path: Path) -> None:
    measured = list(plain_sql.on("SQLite", f"sqlite:///{tmp_path / 'beside.db'}", 20, 1))
    assert [one.what for one in measured] == ["national", "provincial", "regency"]
    assert plain_sql.table(measured).count("SQLite") == 3
    assert len(plain_sql.FIGURES) > 20
