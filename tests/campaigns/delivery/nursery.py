"""Schedulers and couriers as small processes, without aiogram: forked from one that has imported all they need.

    python -m tests.campaigns.delivery.nursery DATABASE BASE STARTED RATE LEASE

Each line it reads is "clock" or "courier"; it answers with the number of the process it has made. STARTED is the moment
(seconds since 1970) at which their clock shows `crowd.START`, LEASE how many seconds a claim holds.
"""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import sys
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.clock import SystemClock
from bot.clockwork import Clockwork
from bot.courier import Courier
from bot.desk import Desk
from bot.floods import Floods
from bot.limits import Limiter
from bot.sender import Sender
from models.database import Database
from reporting import delivering
from reporting.library import Library
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from reporting.texts import Texts, templates_folder
from tests.campaigns.delivery.crowd import BOT, START

READ_SECONDS = 1.5
TICK_EVERY = 1.0


class Shifted(SystemClock):
    """Real time, begun at another moment."""

    def __init__(self, started: float) -> None:
        self._started = started

    def now(self) -> datetime:
        return START + timedelta(seconds=datetime.now(UTC).timestamp() - self._started)


async def clock(desk: Desk, time_: SystemClock) -> None:
    """Ticks until it is killed, beside others that do the same."""
    texts = Texts(templates_folder())
    works = Clockwork(desk, time_, Reminding(texts, Summarising(Library(), texts)).pieces())
    while True:
        await works.tick(time_.now())
        await asyncio.sleep(TICK_EVERY)


async def courier(desk: Desk, time_: SystemClock, base: str, rate: float) -> None:
    """Delivers until it is killed, beside others that do the same."""
    limiter = Limiter(time_, rate)
    floods = Floods(limiter, desk, time_, BOT)
    await floods.restore()
    sender = Sender(f"{BOT}:{'A' * 35}", base)
    await Courier(desk, sender, limiter, time_, lambda chart: b"", floods.note).run(is_alone=False)


def live(what: str, url: str, base: str, started: float, rate: float) -> None:
    time_ = Shifted(started)
    desk = Desk(Database(url), time_)
    asyncio.run(_together(clock(desk, time_) if what == "clock" else courier(desk, time_, base, rate)))


async def _together(work: Coroutine[Any, Any, None]) -> None:
    """Ends when the nursery does: a test run that is killed leaves nobody behind."""
    parent, task = os.getppid(), asyncio.create_task(work)
    while os.getppid() == parent and not task.done():
        await asyncio.wait([task], timeout=1.0)
    os._exit(0)


def main(url: str, base: str, started: str, rate: str, lease: str) -> None:
    import bot.sender as senders

    senders.READ_SECONDS = READ_SECONDS
    delivering.LEASE = delivering.SENDS_WITHIN = timedelta(seconds=float(lease))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are nobody's to bury
    gc.freeze()
    for line in sys.stdin:
        number = os.fork()
        if number == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            live(line.strip(), url, base, float(started), float(rate))
            os._exit(0)
        print(number, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
