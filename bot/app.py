"""The composition root: builds every part, runs them together, and stops them in order."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from aiogram import Bot, Dispatcher, Router

from bot import account, alarms, retention, updates
from bot.clock import Clock, SandboxClock, SystemClock
from bot.clockwork import Clockwork
from bot.config import Config, ConfigError, host_and_port, require_token
from bot.courier import Courier, Draw
from bot.desk import Desk
from bot.errands import every
from bot.floods import Floods
from bot.handling import Apologise, Handling
from bot.inbound import Inbound
from bot.lanes import Lanes
from bot.leader import Leader, seated
from bot.limits import Limiter
from bot.media import LOOKS_EVERY, Media
from bot.sandbox_time import Follower, NextDue, connect
from bot.sender import Sender
from bot.session import Limits, Taps
from bot.updates import Raw
from bot.webhook import Webhook
from models.database import Database, Transaction
from models.seats import Seat
from reporting import inbox
from reporting.ticking import Piece

log = logging.getLogger(__name__)

TAP_PATIENCE = 0.4  # seconds until a tap whose lane is busy is answered empty
SWEEP_EVERY = 3.0  # seconds between looks for chats that are behind
TIDY_EVERY = 3600.0
KEEP_EVERY = 60.0
STOP_WITHIN = 12.0  # seconds for what is in hand; the whole stop takes less than 15


class Showing(Protocol):
    async def __call__(self, chat_id: int) -> None:
        """Shows one chat, if it is behind."""
        ...

    async def behind(self) -> None:
        """Shows every chat that is behind."""
        ...


@dataclass(frozen=True, slots=True)
class Conversation:
    """What the rooms behind the edge bring: the handlers' router and data by name, and what is due when (the `pieces`
    of a tick, in order)."""

    router: Router
    data: dict[str, Any]
    show: Showing
    apologise: Apologise
    pieces: Sequence[Piece]
    next_due: NextDue
    draw: Draw
    set_up: Callable[[Bot], Awaitable[object]]
    prepare: Callable[[], Awaitable[object]]  # what must be stored before the first update is handled
    keep: Callable[[Transaction], object]  # reads into memory what is searched there; quick while nothing has changed
    errands: tuple[tuple[float, str, Callable[[], Awaitable[object]]], ...] = ()  # every so many seconds, name, job


Build = Callable[[Config, Bot, Desk, Clock], Conversation]


@dataclass(frozen=True, slots=True)
class Parts:
    """All that runs, built and not yet started."""

    config: Config
    bot: Bot
    desk: Desk
    clock: Clock
    taps: Taps
    courier: Courier
    clockwork: Clockwork
    handling: Handling
    conversation: Conversation
    leader: Leader


async def run(config: Config, build: Build) -> None:
    """Runs the bot until SIGTERM or SIGINT. Raises ConfigError, TelegramAPIError, DatabaseError."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await serve(config, build, stop)


async def serve(config: Config, build: Build, stop: asyncio.Event) -> None:
    """Runs the bot until `stop` is set; what is in hand then is finished, the rest stays stored. While another process
    runs on the same PostgreSQL it stands by; on the same SQLite it raises ConfigError."""
    while not stop.is_set():
        async with AsyncExitStack() as stack:
            database = Database(config.database.url.get_secret_value())
            stack.callback(database.close)
            seat = await seated(database, stop)
            if seat is None:
                break
            stack.push_async_callback(asyncio.to_thread, seat.leave)
            parts = await _unless_stopped(_assemble(config, build, stack, database, seat), stop)
            if parts:
                await _together(parts, stop)
    log.info("stopped")


class _Stopped(Exception):
    """Ends the task group."""


async def _unless_stopped(building: Coroutine[Any, Any, Parts], stop: asyncio.Event) -> Parts | None:
    """What `building` makes; it may wait long, for a Telegram that does not answer. None when told to stop."""
    made, stopped = asyncio.create_task(building), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait([made, stopped], return_when=asyncio.FIRST_COMPLETED)
        return made.result() if made.done() else None
    finally:
        for task in (made, stopped):
            task.cancel()
        await asyncio.wait([made, stopped])


async def _assemble(config: Config, build: Build, stack: AsyncExitStack, database: Database, seat: Seat) -> Parts:
    token, api_base = require_token(config), config.telegram.api_base
    clock: Clock = await connect(api_base) if config.telegram.clock == "sandbox" else SystemClock()
    desk, leader = await _lead(database, clock, seat, stack)
    limiter = Limiter(clock, config.telegram.rate_per_second)
    bot = account.make_bot(token, api_base)
    stack.push_async_callback(bot.session.close)
    floods = Floods(limiter, desk, clock, bot.id)
    await floods.restore()
    taps = Taps(TAP_PATIENCE)
    bot.session.middleware(taps)
    bot.session.middleware(Limits(limiter, floods.note))
    await account.introduce(bot)
    sender = Sender(token, api_base)
    stack.push_async_callback(sender.close)
    conversation = build(config, bot, desk, clock)
    dispatcher = Dispatcher(disable_fsm=True, **conversation.data)
    dispatcher.include_router(conversation.router)
    return Parts(
        config=config,
        bot=bot,
        desk=desk,
        clock=clock,
        taps=taps,
        courier=Courier(desk, sender, limiter, clock, conversation.draw, floods.note, leader.fence),
        clockwork=Clockwork(desk, clock, conversation.pieces, leader.fence),
        handling=Handling(bot, dispatcher, desk, taps, conversation.apologise),
        conversation=conversation,
        leader=leader,
    )


async def _lead(database: Database, clock: Clock, seat: Seat, stack: AsyncExitStack) -> tuple[Desk, Leader]:
    await asyncio.to_thread(_open, database)
    desk = Desk(database, clock)
    stack.push_async_callback(desk.close)
    leader = Leader(desk, seat, is_fenced=not database.is_sqlite)
    await leader.begin()
    return desk, leader


def _open(database: Database) -> None:
    """Brings the schema up to date. Raises ConfigError, DatabaseError."""
    try:
        database.upgrade()
    except Exception:
        problems = database.problems()
        if not problems:
            raise
        raise ConfigError(*(f"database.url: {what}; {fix}" for what, fix in problems)) from None
    for what, fix in database.problems():
        log.warning("database: %s; %s", what, fix)


async def _together(parts: Parts, stop: asyncio.Event) -> None:
    try:
        async with asyncio.TaskGroup() as tasks:
            await parts.conversation.prepare()
            lanes = Lanes(parts.desk, parts.handling, tasks)
            log.info("%s updates were waiting", await lanes.resume(parts.bot.id))
            close_inbound = await _open_inbound(parts, lanes, tasks)
            courier = tasks.create_task(parts.courier.run(), name="courier")
            _start_errands(parts, tasks)
            parts.clockwork.start()
            gc.collect()
            gc.freeze()  # a full collection with aiogram loaded takes 170 ms
            log.info("running as bot %s", parts.bot.id)
            await _either(stop, parts.leader.lost)
            log.info("stopping")
            await close_inbound()
            parts.courier.stop()
            await parts.clockwork.stop()
            await asyncio.wait([courier, asyncio.ensure_future(lanes.stop())], timeout=STOP_WITHIN)
            raise _Stopped
    except* _Stopped:
        pass


async def _either(*events: asyncio.Event) -> None:
    waiting = [asyncio.create_task(event.wait()) for event in events]
    await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()


async def _open_inbound(parts: Parts, lanes: Lanes, tasks: asyncio.TaskGroup) -> Callable[[], Awaitable[None]]:
    """Starts polling or the webhook; returns how to end it."""
    inbound = Inbound(parts.bot, parts.desk, partial(_deliver, parts, lanes, tasks))
    told = parts.config.telegram
    if told.mode == "webhook":
        webhook = Webhook(inbound, told.webhook_secret.get_secret_value())
        await webhook.start(parts.bot, told.webhook_url, *host_and_port(told.listen))
        return webhook.stop
    await account.clear_webhook(parts.bot)
    polling = tasks.create_task(inbound.poll(), name="polling")

    async def end() -> None:
        polling.cancel()
        await asyncio.wait([polling])

    return end


def _deliver(parts: Parts, lanes: Lanes, tasks: asyncio.TaskGroup, arrived: list[tuple[int, Raw]]) -> None:
    for row_id, raw in arrived:
        lanes.take(updates.lane(raw), row_id, raw)
        if callback := updates.callback_id(raw):
            tasks.create_task(parts.taps.answer_in_time(parts.bot, callback))


def _start_errands(parts: Parts, tasks: asyncio.TaskGroup) -> None:
    media = Media(parts.bot, parts.desk, parts.clock, parts.config.files.dir)
    tasks.create_task(every(LOOKS_EVERY, "fetching files", media.round), name="media")
    tasks.create_task(every(SWEEP_EVERY, "the sweep", parts.conversation.show.behind), name="sweep")
    keep = partial(parts.desk.look, parts.conversation.keep)
    tasks.create_task(every(KEEP_EVERY, "reading names", keep), name="names")
    tasks.create_task(every(TIDY_EVERY, "tidying", partial(parts.desk.run, inbox.tidy)), name="tidy")
    retain = partial(retention.round_, parts.desk, parts.config.files.dir)
    tasks.create_task(every(retention.EVERY, "retention", retain), name="retention")
    tasks.create_task(
        every(alarms.EVERY, "looking for stuck messages", partial(alarms.look, parts.desk)), name="alarms"
    )
    ahead = partial(alarms.look_ahead, parts.desk)
    tasks.create_task(every(alarms.EVERY_DAY, "looking at the calendar", ahead), name="calendar")
    for seconds, name, job in parts.conversation.errands:
        tasks.create_task(every(seconds, name, job), name=name)
    tasks.create_task(_introduce(parts), name="profile")
    tasks.create_task(parts.leader.keep(), name="leader")
    if isinstance(parts.clock, SandboxClock):
        tasks.create_task(_follower(parts, parts.clock).run(), name="sandbox time")


async def _introduce(parts: Parts) -> None:
    try:
        await parts.conversation.set_up(parts.bot)
    except Exception as error:  # the command list is a convenience; the next start sets it
        log.warning("commands and profile could not be set: %s", type(error).__name__)


def _follower(parts: Parts, clock: SandboxClock) -> Follower:
    return Follower(
        parts.config.telegram.api_base,
        f"bot {parts.bot.id}",
        clock,
        parts.clockwork,
        parts.courier,
        parts.desk,
        parts.conversation.next_due,
    )
