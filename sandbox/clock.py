"""The sandbox's time, and the walk by which a bot follows it.

Sandbox time starts at a given moment and flows with real time. `POST /sim/clock {"to": ISO}` or
`{"advance": seconds}` sets a *target* ahead of it. How time gets there depends on who follows:

* Nobody follows: time jumps to the target at once.
* A follower is a program that long-polls
  `GET /sim/clock?follow=<name>&after=<ISO, the time it has>&wait=<seconds, up to 50>`.
  The answer `{"now": ISO, "target": ISO}` comes as soon as a target later than `after` is set, or when `wait` is
  over (then `target` equals `now`). With a target ahead the follower does what falls due on the way, moment by
  moment, and before each moment calls
  `POST /sim/clock/walk {"follow": <name>, "now": ISO}` -> `{"now": ISO, "target": ISO}`,
  which sets the sandbox's time to that moment: never beyond the target, never back. When nothing is left to do it
  posts the walk with `now` equal to the target.
* With several followers time is where the slowest of them is.
* While a walk is under way time stands still between its steps. It flows again once every live follower has
  reached the target; then the caller of `POST /sim/clock` gets its answer `{"now": ISO}`.
* A follower is alive for 60 s after its last call (one that is busy for longer calls `GET` with `wait=0` meanwhile).
  When none is left alive, time jumps to the target.

A target set while nobody followed is not forgotten: a follower whose `after` lies before it is told at once.
This module is pure: real time comes in as a number of seconds from `monotonic`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone

WIB = timezone(timedelta(hours=7))
FIRST_START = datetime(2026, 11, 2, 8, 0, tzinfo=WIB)
FOLLOWER_LIVES = 60.0  # seconds after its last call


class Clock:
    """Sandbox time. All moments are aware; `monotonic` gives real seconds."""

    def __init__(self, start: datetime, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._base = start
        self._since = monotonic()
        self.target: datetime | None = None
        self.last_target = start
        self._seen: dict[str, float] = {}
        self._reached: dict[str, datetime] = {}

    def now(self) -> datetime:
        """The sandbox's time; it stands still while a walk is under way."""
        if self.target is not None:
            return self._base
        return self._base + timedelta(seconds=self._monotonic() - self._since)

    def aim(self, target: datetime) -> None:
        """Sets the target; one that is not later than now changes nothing."""
        now = self.now()
        if target <= now:
            return
        self._base = now
        self.target = self.last_target = target
        self._reached = {}
        self.settle()

    def settle(self) -> None:
        """Lets time flow again if every live follower has reached the target."""
        if self.target is None:
            return
        places = [self._reached.get(name, self._base) for name in self._followers()]
        slowest = min(places, default=self.target)
        self._base = max(self._base, slowest)
        if self._base >= self.target:
            self._since = self._monotonic()
            self.target = None

    def seen(self, follower: str) -> None:
        """Notes that a follower is alive."""
        self._seen[follower] = self._monotonic()

    def has_news(self, follower: str, after: datetime) -> bool:
        """Is there a target that this follower, whose time is `after`, has not walked to?

        A follower that was started in the middle of a walk may believe that it is later than the target already.
        """
        is_awaited = self.target is not None and self._reached.get(follower, self._base) < self.target
        return is_awaited or self.last_target > after

    def walk(self, follower: str, moment: datetime) -> None:
        """The follower has come as far as `moment`. Without a target it changes nothing."""
        self.seen(follower)
        if self.target is None:
            return
        before = self._reached.get(follower, self._base)
        self._reached[follower] = min(max(moment, before), self.target)
        self.settle()

    def _followers(self) -> list[str]:
        oldest = self._monotonic() - FOLLOWER_LIVES
        return [name for name, seen in self._seen.items() if seen >= oldest]


def parse_moment(text: str) -> datetime:
    """ISO 8601 to an aware moment; without an offset it is WIB. Raises ValueError."""
    moment = datetime.fromisoformat(text.strip().replace(" ", "+") if "T" in text else text)
    return moment if moment.tzinfo else moment.replace(tzinfo=WIB)


def iso(moment: datetime) -> str:
    """The moment as the sandbox writes it: WIB, microseconds kept so that a follower misses nothing."""
    return moment.astimezone(WIB).isoformat()
