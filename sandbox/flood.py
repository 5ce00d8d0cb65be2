"""Telegram's flood rule, roughly: a burst is let through, then about one message a second per private chat.

Source: https://core.telegram.org/bots/faq, "My bot is hitting limits". Telegram keeps the figures vague on purpose.
"""

from __future__ import annotations

from math import ceil

BURST = 5
PER_SECOND = 1.0
PENALTY = 3  # seconds asked for on top of the wait


class Flood:
    """A token bucket per chat, on real seconds."""

    def __init__(self) -> None:
        self._buckets: dict[tuple[int, int], tuple[float, float]] = {}

    def wait(self, bot: int, person: int, now: float) -> int:
        """0 if a message may go now, else the seconds of `retry_after`."""
        tokens, since = self._buckets.get((bot, person), (float(BURST), now))
        tokens = min(BURST, tokens + (now - since) * PER_SECOND)
        if tokens < 1:
            self._buckets[bot, person] = (tokens, now)
            return ceil((1 - tokens) / PER_SECOND) + PENALTY
        self._buckets[bot, person] = (tokens - 1, now)
        return 0
