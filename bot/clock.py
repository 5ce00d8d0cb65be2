"""The time. Nothing else in Kabar asks the machine what time it is."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The moment, aware, UTC. May be called from any thread."""
        ...

    def monotonic(self) -> float:
        """Real seconds since some moment, never going back: for limits and time-outs, which no clock may bend."""
        ...


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


class SandboxClock:
    """A sandbox's time, as `clockwork` last heard of it: it flows with real time, or stands still during a walk."""

    def __init__(self, now: datetime) -> None:
        self._mark = (now.astimezone(UTC), time.monotonic(), 1.0)

    def now(self) -> datetime:
        base, since, speed = self._mark  # one read: another thread may set it meanwhile
        return base + timedelta(seconds=(time.monotonic() - since) * speed)

    def monotonic(self) -> float:
        return time.monotonic()

    def stand(self, at: datetime) -> None:
        """It is `at` until told otherwise."""
        self._mark = (at.astimezone(UTC), time.monotonic(), 0.0)

    def flow(self, at: datetime) -> None:
        """It is `at`, and flows on from there."""
        self._mark = (at.astimezone(UTC), time.monotonic(), 1.0)
