"""Webhook delivery, as the Bot API server does it.

Source: tdlib/telegram-bot-api, WebhookActor.cpp. Updates of one queue go one by one, in order; queues go side by
side, up to `max_connections`. What is not answered with 2xx is sent again: at once, then after 2, 4, 8 ... seconds up
to a minute (`Retry-After` is honoured up to an hour), until it expires. A reply that names a method is carried out.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

from sandbox.calls import Call
from sandbox.hub import Hub
from sandbox.methods import METHODS
from sandbox.refusals import Refused
from sandbox.world import Bot, Json, Pending

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
ANSWER_WITHIN = 60  # seconds
LONGEST_PAUSE = 60.0
LONGEST_RETRY_AFTER = 3600.0

Perform = Callable[[Call, str], Awaitable[Any]]


class Delivery:
    """One task per busy queue. `start()` and `close()` belong to the server's life."""

    def __init__(self, hub: Hub, perform: Perform, first_pause: float = 2.0) -> None:
        self._hub = hub
        self._perform = perform
        self._first_pause = first_pause
        self._tasks: dict[tuple[int, str], asyncio.Task[None]] = {}
        self._slots: dict[int, tuple[int, asyncio.Semaphore]] = {}
        self._session: aiohttp.ClientSession | None = None

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_WITHIN))
        self._hub.on_settle.append(self.look)
        self.look()

    async def close(self) -> None:
        self._hub.on_settle.remove(self.look)
        for task in list(self._tasks.values()):
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def look(self) -> None:
        """Sees to it that every queue with something to deliver has its task."""
        for bot in self._hub.world.bots.values():
            if not bot.webhook:
                continue
            for queue in {pending.queue for pending in bot.pending.values()}:
                self._begin(bot, queue)

    def _begin(self, bot: Bot, queue: str) -> None:
        key = (bot.id, queue)
        if key in self._tasks:
            return
        task = asyncio.get_running_loop().create_task(self._run(bot, queue))
        self._tasks[key] = task
        task.add_done_callback(lambda done: self._ended(key, done))

    def _ended(self, key: tuple[int, str], task: asyncio.Task[None]) -> None:
        self._tasks.pop(key, None)
        if not task.cancelled():
            task.result()
            self.look()

    async def _run(self, bot: Bot, queue: str) -> None:
        while bot.webhook and (head := _head(bot, queue)) is not None:
            if await self._deliver(bot, head):
                self._hub.world.drop_update(bot, head.update["update_id"])
                self._hub.settle()

    async def _deliver(self, bot: Bot, pending: Pending) -> bool:
        """Tries until it is accepted or has expired (True), or until the webhook has gone (False)."""
        pauses = 0
        while bot.webhook and pending.expires >= self._hub.now():
            async with self._slot(bot):
                accepted, retry_after = await self._post(bot, bot.webhook, pending.update)
            if accepted or pending.update["update_id"] not in bot.pending:
                return True
            pause = min(self._first_pause * 2 ** (pauses - 1), LONGEST_PAUSE) if pauses else 0.0
            pauses += 1
            await asyncio.sleep(retry_after or pause)
        return bot.webhook is not None

    async def _post(self, bot: Bot, webhook: Json, update: Json) -> tuple[bool, float]:
        """Was it accepted, and if not, after how many seconds does the bot want it again (0: as usual)?"""
        headers = {SECRET_HEADER: webhook["secret_token"]} if webhook["secret_token"] else {}
        assert self._session is not None
        try:
            async with self._session.post(webhook["url"], json=update, headers=headers) as response:
                body = await response.read()
        except (aiohttp.ClientError, TimeoutError) as error:
            webhook |= {"last_error_date": self._hub.now(), "last_error_message": type(error).__name__}
            return False, 0.0
        if 200 <= response.status < 300:
            await self._reply(bot, body)
            return True, 0.0
        message = f"Wrong response from the webhook: {response.status} {response.reason}"
        webhook |= {"last_error_date": self._hub.now(), "last_error_message": message}
        asked = response.headers.get("Retry-After", "0")
        return False, min(float(asked) if asked.isdigit() else 0.0, LONGEST_RETRY_AFTER)

    async def _reply(self, bot: Bot, body: bytes) -> None:
        """A method in the answer is carried out once; nobody learns the result (Bot API, Making requests)."""
        try:
            params = json.loads(body)
        except ValueError:
            return
        name = str(params.pop("method", "")).lower() if isinstance(params, dict) else ""
        if name not in METHODS or name.startswith("get") or name.endswith("webhook"):
            return
        try:
            await self._perform(Call(self._hub, bot, params, {}), name)
        except Refused:
            return

    def _slot(self, bot: Bot) -> asyncio.Semaphore:
        limit = (bot.webhook or {}).get("max_connections", 40)
        known = self._slots.get(bot.id)
        if known is None or known[0] != limit:
            self._slots[bot.id] = known = (limit, asyncio.Semaphore(limit))
        return known[1]


def _head(bot: Bot, queue: str) -> Pending | None:
    return next((pending for pending in bot.pending.values() if pending.queue == queue), None)
