"""The officer's effort is counted, not guessed."""

from __future__ import annotations

from typing import Any

from tests.bench.effort import DECIDE, KEY, TAP, Effort, table


def test_what_is_read_again_costs_nothing() -> None:
    effort = Effort()
    card: dict[str, Any] = {"message_id": 1, "from": "bot", "deleted": False, "text": "Berapa?", "buttons": None}
    effort.read([card])
    once = effort.received
    effort.read([card, {**card, "message_id": 2, "from": 7}])
    assert (effort.received, effort.cards) == (once, 1)
    effort.read([{**card, "text": "✅ 12"}])
    assert (effort.received > once, effort.cards) == (True, 1)


def test_seconds_are_those_of_hand_head_and_waiting() -> None:
    effort = Effort(taps=1, typed=1, letters=2)
    assert effort.pushes == 2
    assert effort.seconds(4.0) == TAP + 2 * TAP + 2 * KEY + 2 * (DECIDE + 4.0)


def test_a_row_names_form_and_way() -> None:
    told = table([("bulanan_kkb", "batch", 69, Effort(taps=3, typed=4))])
    assert told.splitlines()[1].split()[:6] == ["bulanan_kkb", "batch", "69", "3", "4", "7"]
