"""A morning on which thousands are reminded: how long it takes to queue the reminders, and how the courier sends them
at Telegram's rate while people are answered.

Queueing is the clock's real tick over officers who each owe a report, on SQLite. The courier's run is the real one, too
(claim, limiter, python-telegram-bot, record), against `tests/campaigns/delivery/stub.py` on the same machine.
"""

from __future__ import annotations

import asyncio
import resource
import time
from contextlib import closing, suppress
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from bot.clock import SystemClock
from bot.clockwork import Clockwork
from bot.courier import Courier
from bot.desk import Desk
from bot.limits import USUAL_RATE, Limiter
from bot.sender import Sender
from models import outbound_message
from models.database import Database
from reporting.library import Library
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from reporting.texts import Texts, templates_folder
from tests.bench.table import aligned
from tests.campaigns.delivery import crowd, stub
from tests.campaigns.delivery.nursery import Shifted

WHOLE = 20_000
TALKS_EVERY = 0.2  # seconds between two people who are answered meanwhile
ELSEWHERE = 1_000_000  # chats of people who are answered


class Queued(NamedTuple):
    people: int
    seconds: float
    busy: float  # processor seconds
    peak_mb: float


class Delivered(NamedTuple):
    """`starts` are seconds from the first message on at which each arrived; `replies` how long an answer waited."""

    starts: list[float]
    replies: list[float]
    busy: float
    peak_mb: tuple[float, float]  # half way, and at the end


def queued(folder: Path, people: int) -> Queued:
    with closing(Database(f"sqlite:///{folder / f'{people}.db'}")) as database:
        database.upgrade()
        crowd.plant(database, people)
        return asyncio.run(_tick(database, people))


def delivered(folder: Path, people: int, rate: float = USUAL_RATE) -> Delivered:
    """What `queued` left in the same folder leaves."""
    with closing(Database(f"sqlite:///{folder / f'{people}.db'}")) as database, stub.running(0) as telegram:
        return asyncio.run(_send(database, telegram, people, rate))


def table(queueing: Queued, sending: Delivered) -> str:
    many, starts = queueing.people, sorted(sending.starts)
    rate = (len(starts) - 1) / (starts[-1] - starts[0])
    waits = sorted(sending.replies)
    lag = queueing.seconds * 0.95
    rows = [
        ("a morning's reminders", f"{many:,}", f"{WHOLE:,}, extrapolated" if many != WHOLE else ""),
        ("queueing, s", f"{queueing.seconds:.1f}", f"{queueing.seconds * WHOLE / many:.0f}"),
        ("queueing, processor ms each", f"{queueing.busy * 1e3 / many:.1f}", ""),
        ("queued after its slot, p95, s", f"{lag:.1f}", f"{lag * WHOLE / many:.0f}"),
        ("peak memory while queueing, MB", f"{queueing.peak_mb:.0f}", ""),
        ("sent, messages/s", f"{rate:.1f}", ""),
        ("all sent, min", f"{(starts[-1] - starts[0]) / 60:.1f}", f"{WHOLE / rate / 60:.1f}"),
        ("sending, processor ms each", f"{sending.busy * 1e3 / many:.1f}", ""),
        ("a reply waits meanwhile, p95, ms", f"{waits[int(len(waits) * 0.95)] * 1e3:.0f}", ""),
        ("peak memory half way, at the end, MB", "{:.0f}, {:.0f}".format(*sending.peak_mb), ""),
    ]
    return aligned(rows)


async def _tick(database: Database, people: int) -> Queued:
    texts, clock = Texts(templates_folder()), Shifted(time.time())
    desk = Desk(database, clock)
    works = Clockwork(desk, clock, Reminding(texts, Summarising(Library(), texts)).pieces())
    began, busy = time.perf_counter(), time.process_time()
    await works.tick(clock.now())
    took = Queued(people, time.perf_counter() - began, time.process_time() - busy, _peak())
    assert await desk.look(outbound_message.count_unsent) == people
    return took


async def _send(database: Database, telegram: stub.Telegram, people: int, rate: float) -> Delivered:
    clock = Shifted(time.time() - timedelta(minutes=5).seconds)  # after all were queued
    desk, limiter = Desk(database, clock), Limiter(SystemClock(), rate)
    sender = Sender(f"{crowd.BOT}:{'A' * 35}", telegram.base)
    courier, replies, peaks = Courier(desk, sender, limiter, clock, bytes, _flooded), list[float](), list[float]()
    busy = time.process_time()
    working, talking = asyncio.create_task(courier.run()), asyncio.create_task(_talk(limiter, replies))
    while telegram.arrived.total() < people:
        await asyncio.sleep(0.1)
        if not peaks and telegram.arrived.total() * 2 >= people:
            peaks.append(_peak())
    assert await courier.idle(30)
    took = time.process_time() - busy
    courier.stop()
    talking.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(working, talking)
    await sender.close()
    return Delivered(telegram.moments, replies, took, (peaks[0], _peak()))


async def _talk(limiter: Limiter, replies: list[float]) -> None:
    """People who are answered: how long each answer waits for its turn."""
    while True:
        began = time.perf_counter()
        await limiter.reply(ELSEWHERE + len(replies))
        replies.append(time.perf_counter() - began)
        await asyncio.sleep(TALKS_EVERY)


async def _flooded(seconds: float) -> None:
    raise AssertionError("the stub refuses nothing")


def _peak() -> float:
    """The most memory this process has held, in MB of 10^6 bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / 1e6
