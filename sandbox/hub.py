"""The running sandbox: world, clock, files, faults and store together, and who waits for what."""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from sandbox.clock import FIRST_START, Clock, iso, parse_moment
from sandbox.faults import Faults
from sandbox.files import Files
from sandbox.flood import Flood
from sandbox.store import Store
from sandbox.world import Bot, Key, World

CLOCK_KEPT_EVERY = timedelta(seconds=5)


class Signals:
    """Wakes those who wait under a key."""

    def __init__(self) -> None:
        self._waiting: dict[Key, list[asyncio.Future[None]]] = defaultdict(list)

    def fire(self, key: Key) -> None:
        for future in self._waiting.pop(key, []):
            if not future.done():
                future.set_result(None)

    async def wait(self, key: Key, seconds: float) -> None:
        """Returns when the key fires, or after the time given."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting[key].append(future)
        try:
            await asyncio.wait([future], timeout=seconds)
        finally:
            future.cancel()
            left = [other for other in self._waiting.pop(key, []) if other is not future]
            if left:
                self._waiting[key] = left


class Hub:
    """What methods and pages work on. After each change call `settle()`: it stores, then wakes."""

    def __init__(self, clock: Clock, files: Files, store: Store | None = None, flood: Flood | None = None) -> None:
        self.world = World()
        self.clock = clock
        self.files = files
        self.faults = Faults()
        self.flood = flood
        self.signals = Signals()
        self.pollers: dict[int, object] = {}
        self.on_settle: list[Callable[[], None]] = []
        self._store = store
        if store is not None:
            store.load(self.world)
            current = store.note("bot")
            self.world.current_bot = int(current) if current else None

    def now(self) -> int:
        """Sandbox time as Telegram writes it: whole seconds since 1970."""
        # A follower that walks to a moment does its work just before it; what is sent then bears that moment.
        return int(self.clock.now().timestamp() + 0.001)

    def bot(self, bot_id: int) -> Bot:
        """The bot of that id. The newest bot is the one that people talk to."""
        if bot_id not in self.world.bots or self.world.current_bot is None:
            self.world.current_bot = bot_id
        return self.world.bot(bot_id)

    def settle(self) -> None:
        """Stores what has changed, then wakes those who wait for it."""
        changed = self.world.changed
        if not changed:
            return
        self.world.changed = set()
        if self._store is not None:
            self._store.save(self.world, changed, self._notes())
        for key in {_signal(key) for key in changed}:
            self.signals.fire(key)
        for listener in self.on_settle:
            listener()

    def keep_clock(self, ahead: timedelta = CLOCK_KEPT_EVERY) -> None:
        """Writes down the time, so that a restart goes on from here; a little ahead, lest time go back when the
        sandbox is killed before it writes again."""
        if self._store is not None:
            self._store.save(self.world, (), self._notes(ahead))

    def close(self) -> None:
        self.settle()
        self.keep_clock(timedelta(0))
        if self._store is not None:
            self._store.close()

    def _notes(self, ahead: timedelta = CLOCK_KEPT_EVERY) -> dict[str, str]:
        notes = {"clock": iso(self.clock.now() + ahead)}
        if self.world.current_bot is not None:
            notes["bot"] = str(self.world.current_bot)
        return notes


def open_hub(data: Path | None, now: str | None, flood: Flood | None = None) -> Hub:
    """A hub on a folder (None: in memory). `now` counts only on the first start. Raises ValueError for a bad `now`."""
    store = Store(data) if data is not None else None
    kept = store.note("clock") if store is not None else None
    given = kept or now
    start = parse_moment(given) if given else FIRST_START
    files = Files(data / "files" if data is not None else None)
    return Hub(Clock(start, time.monotonic), files, store, flood)


def _signal(key: Key) -> Key:
    """What is waited for: a bot's updates, a chat, or the list of people."""
    match key:
        case ("update", bot_id, _):
            return ("updates", bot_id)
        case ("chat" | "message", bot_id, person_id, *_):
            return ("chat", bot_id, person_id)
    return (key[0],)
