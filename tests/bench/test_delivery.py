"""The bench's morning of reminders: its parts, on a small one. Nothing is timed here."""

from __future__ import annotations

from pathlib import Path

from tests.bench import delivery
from tests.bench.delivery import Delivered, Queued


def test_as_many_are_queued_and_sent_as_told(tmp_path: Path) -> None:
    assert delivery.queued(tmp_path, 30).people == 30
    sent = delivery.delivered(tmp_path, 30, rate=1_000)
    assert len(sent.starts) == 30
    assert sent.replies


def test_figures_for_the_whole_are_told_apart_from_what_was_measured() -> None:
    sending = Delivered([number / 25 for number in range(2_001)], [0.01] * 20, 8.0, (90.0, 90.0))
    told = delivery.table(Queued(2_000, 10.0, 9.0, 120.0), sending).splitlines()
    assert told[0].split()[-2:] == ["20,000,", "extrapolated"]
    assert told[1].split()[-2:] == ["10.0", "100"]
    assert told[5].split()[-1] == "25.0"
    assert told[6].split()[-2:] == ["1.3", "13.3"]
