"""The bench's morning of reminders: its parts, on a small one. Nothing is timed here."""

from __future__ import annotations

from pathlib import Path

from tests.bench import delivery
from tests.bench.delivery import Delivered, Queued


def test_as_many_are_queued_and_sent_as_told(tmp_path: Path) -> None:
    assert len(delivery.queued(tmp_path, 30).lags) == 30
    sent = delivery.delivered(tmp_path, 30, is_talking=True, rate=1_000)
    assert len(sent.starts) == 30
    assert sent.replies


def test_the_peer_sends_as_many() -> None:
    assert len(delivery.alone(20, rate=1_000).starts) == 20


def test_figures_are_told_by_their_names() -> None:
    told = delivery.growth([Queued([number / 100 for number in range(2_000)], 21.0, 1.6, 120.0)]).splitlines()
    assert told[1].split() == ["2,000", "21.0", "0.80", "10.0,", "19.0", "120"]
    sending = Delivered([number / 25 for number in range(2_001)], [0.01] * 20, 8.0, (90.0, 90.0))
    rows = delivery.table(sending, sending, sending).splitlines()
    assert rows[2].split()[-3:] == ["25.0"] * 3
    assert rows[3].split()[-3:] == ["1.3"] * 3
