"""A Bot API server that takes sendMessage as fast as it comes, counts what arrived, and often goes wrong."""

from __future__ import annotations

import asyncio
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any
from urllib.parse import parse_qs

from aiohttp import web

STORM_EVERY, STORM = 4.0, 0.3  # seconds; in a storm every request is refused with 429
SILENT = 30.0  # seconds that a request whose answer gets lost is held: longer than any sender waits


@dataclass
class Telegram:
    """`arrived` says how many messages each chat has got. `lost` and `dropped` are requests whose answer never came,
    after and before the message arrived; `refused` chats block the bot."""

    chance: Random
    faults: float = 0.0
    arrived: Counter[int] = field(default_factory=Counter)
    moments: list[float] = field(default_factory=list)
    lost: int = 0
    dropped: int = 0
    storms: int = 0
    base: str = ""

    async def handle(self, request: web.BaseRequest) -> web.StreamResponse:
        told = parse_qs((await request.read()).decode())
        chat = int(told.get("chat_id", ["0"])[0])
        if self.faults and time.monotonic() % STORM_EVERY < STORM:
            self.storms += 1
            return _answer(429, {"description": "Too Many Requests: retry after 1", "parameters": {"retry_after": 1}})
        if self.faults and chat % 97 == 0:
            return _answer(403, {"description": "Forbidden: bot was blocked by the user"})
        fate = self.chance.random()
        if fate < self.faults:
            self.dropped += 1
            return await _silence(request)
        self.arrived[chat] += 1
        self.moments.append(time.monotonic())
        if fate < self.faults * 2:
            self.lost += 1
            return await _silence(request)
        where = {"id": chat, "type": "private", "first_name": "Bu"}
        return _answer(200, {"result": {"message_id": self.arrived.total(), "date": 0, "chat": where, "text": "x"}})


@contextmanager
def running(faults: float, seed: int = 1) -> Iterator[Telegram]:
    """The server in a thread of its own, until the end."""
    telegram, loop = Telegram(Random(seed), faults), asyncio.new_event_loop()
    is_up, is_over = threading.Event(), asyncio.Event()

    async def serve() -> None:
        runner = web.ServerRunner(web.Server(telegram.handle, access_log=None), shutdown_timeout=0.1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        telegram.base = f"http://127.0.0.1:{runner.addresses[0][1]}"
        is_up.set()
        await is_over.wait()
        await runner.cleanup()

    def work() -> None:
        with asyncio.Runner(loop_factory=lambda: loop) as runner:
            runner.run(serve())

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    is_up.wait(10)
    try:
        yield telegram
    finally:
        loop.call_soon_threadsafe(is_over.set)
        thread.join(10)


async def _silence(request: web.BaseRequest) -> web.StreamResponse:
    await asyncio.sleep(SILENT)
    if request.transport is not None:
        request.transport.close()
    return web.Response()


def _answer(code: int, told: dict[str, Any]) -> web.Response:
    body = {"ok": code == 200, **told} if code == 200 else {"ok": False, "error_code": code, **told}
    return web.json_response(body, status=code)
