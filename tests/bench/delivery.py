"""A morning on which thousands are reminded: how long it takes to queue the reminders, and how the courier sends them
at Telegram's rate while people are answered.

Queueing is the clock's real tick over officers who each owe a report, on SQLite. The courier's run is the real one, too
(claim, limiter, python-telegram-bot, record), against `tests/campaigns/delivery/stub.py` on the same machine. Beside it
python-telegram-bot sends as many alone, with its own limiter and no record of anything.
"""

from __future__ import annotations

import asyncio
import resource
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing, suppress
from datetime import timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from sqlmodel import select
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.ext import AIORateLimiter, ExtBot
from telegram.request import HTTPXRequest

from bot.clock import SystemClock
from bot.clockwork import Clockwork
from bot.courier import Courier
from bot.desk import Desk
from bot.limits import USUAL_RATE, Limiter
from bot.sender import CONNECTIONS, Sender
from models.database import Database
from models.outbound_message import OutboundMessage
from reporting.library import Library
from reporting.reminding import Reminding
from reporting.summarising import Summarising
from reporting.texts import Texts, templates_folder
from tests.bench.table import aligned
from tests.campaigns.delivery import crowd, stub
from tests.campaigns.delivery.nursery import Shifted

SIZES = (1_000, 5_000)
PEER = 1_000  # sent by python-telegram-bot alone: its pace and its cost are the same for each
TALKS_EVERY = 0.2  # seconds between two people who are answered meanwhile
ELSEWHERE = 1_000_000  # chats of people who are answered


class Queued(NamedTuple):
    """`lags` are seconds from the slot until each was queued, `busy` processor seconds."""

    lags: list[float]
    seconds: float
    busy: float
    peak_mb: float


class Delivered(NamedTuple):
    """`starts` are seconds from the first message on at which each arrived; `replies` how long an answer waited."""

    starts: list[float]
    replies: list[float]
    busy: float
    peak_mb: tuple[float, float]  # half way, and at the end


def curve(folder: Path, sizes: Sequence[int]) -> Iterator[Queued]:
    """Each in a process of its own, whose memory it is."""
    for people in sizes:
        with ProcessPoolExecutor(1, get_context("spawn")) as pool:
            yield pool.submit(queued, folder, people).result()


def queued(folder: Path, people: int) -> Queued:
    with closing(_database(folder, people)) as database:
        database.upgrade()
        crowd.plant(database, people)
        return asyncio.run(_tick(database))


def delivered(folder: Path, people: int, *, is_talking: bool, rate: float = USUAL_RATE) -> Delivered:
    """What `queued` left in the same folder leaves, while people are answered or by itself."""
    with closing(_database(folder, people)) as database, stub.running(0) as telegram:
        return asyncio.run(_send(database, telegram, people, rate, is_talking))


def alone(people: int, rate: float = USUAL_RATE) -> Delivered:
    """As many, by python-telegram-bot as its documentation shows it."""
    with stub.running(0) as telegram:
        busy = asyncio.run(_send_alone(telegram, people, rate))
        return Delivered(telegram.moments, [], busy, (_peak(), _peak()))


def growth(found: Sequence[Queued]) -> str:
    rows = [("reminders", "queueing, s", "processor, ms each", "queued after the slot, p50, p95, s", "peak MB")]
    for one in found:
        many, lags = len(one.lags), sorted(one.lags)
        lag = f"{lags[many // 2]:.1f}, {lags[int(many * 0.95)]:.1f}"
        rows.append((f"{many:,}", f"{one.seconds:.1f}", f"{one.busy * 1e3 / many:.2f}", lag, f"{one.peak_mb:.0f}"))
    return aligned(rows)


def table(quiet: Delivered, talking: Delivered, peer: Delivered) -> str:
    runs = (quiet, talking, peer)
    waits = sorted(talking.replies)
    return aligned(
        [
            ("", "Kabar", "Kabar, answering", "python-telegram-bot alone"),
            ("messages", *(f"{len(one.starts):,}" for one in runs)),
            ("sent a second", *(f"{_rate(one):.1f}" for one in runs)),
            ("all sent, min", *(f"{len(one.starts) / _rate(one) / 60:.1f}" for one in runs)),
            ("processor, ms each", *(f"{one.busy * 1e3 / len(one.starts):.1f}" for one in runs)),
            ("a reply waits meanwhile, p95, ms", "", f"{waits[int(len(waits) * 0.95)] * 1e3:.0f}", ""),
            ("peak memory half way, at the end, MB", *("{:.0f}, {:.0f}".format(*one.peak_mb) for one in runs)),
        ]
    )


def _rate(one: Delivered) -> float:
    return (len(one.starts) - 1) / (max(one.starts) - min(one.starts))


def _database(folder: Path, people: int) -> Database:
    return Database(f"sqlite:///{folder / f'{people}.db'}")


async def _tick(database: Database) -> Queued:
    texts, clock = Texts(templates_folder()), Shifted(time.time())
    desk = Desk(database, clock)
    works = Clockwork(desk, clock, Reminding(texts, Summarising(Library(), texts)).pieces())
    slot, began, busy = clock.now(), time.perf_counter(), time.process_time()
    await works.tick(slot)
    took, busy = time.perf_counter() - began, time.process_time() - busy
    with database.reading(clock.now()) as tx:
        moments = tx.exec(select(OutboundMessage.created_at)).all()
    return Queued([(moment - slot).total_seconds() for moment in moments], took, busy, _peak())


async def _send(database: Database, telegram: stub.Telegram, people: int, rate: float, is_talking: bool) -> Delivered:
    clock = Shifted(time.time() - timedelta(minutes=5).seconds)  # after all were queued
    desk, limiter = Desk(database, clock), Limiter(SystemClock(), rate)
    sender = Sender(f"{crowd.BOT}:{'A' * 35}", telegram.base)
    courier, replies, peaks = Courier(desk, sender, limiter, clock, bytes, _flooded), list[float](), list[float]()
    busy = time.process_time()
    tasks = [asyncio.create_task(courier.run())]
    if is_talking:
        tasks.append(asyncio.create_task(_talk(limiter, replies)))
    while telegram.arrived.total() < people:
        await asyncio.sleep(0.1)
        if not peaks and telegram.arrived.total() * 2 >= people:
            peaks.append(_peak())
    assert await courier.idle(30)
    took = time.process_time() - busy
    courier.stop()
    for task in tasks[1:]:
        task.cancel()
    with suppress(asyncio.CancelledError):
        await asyncio.gather(*tasks)
    await sender.close()
    return Delivered(telegram.moments, replies, took, (peaks[0], _peak()))


async def _send_alone(telegram: stub.Telegram, people: int, rate: float) -> float:
    request = HTTPXRequest(connection_pool_size=CONNECTIONS)
    bot: ExtBot[int] = ExtBot(
        f"{crowd.BOT}:{'A' * 35}",
        base_url=f"{telegram.base}/bot",
        request=request,
        get_updates_request=HTTPXRequest(),
        rate_limiter=AIORateLimiter(overall_max_rate=rate, overall_time_period=1),
    )
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Isi", callback_data="s")]])
    gate, busy = asyncio.Semaphore(CONNECTIONS), time.process_time()

    async def send(chat: int) -> None:
        async with gate:
            await bot.send_message(chat, "⏰ Bu Sari, besok batas laporan Oktober 2026.", reply_markup=keys)

    await asyncio.gather(*(send(chat) for chat in range(1, people + 1)))
    busy = time.process_time() - busy
    await request.shutdown()
    return busy


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
