"""How aiogram speaks to Telegram: JSON instead of a form when no file travels, limits, and each tap answered once."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramBadRequest, TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import AnswerCallbackQuery, Response, TelegramMethod
from aiogram.types import InputFile
from aiohttp import ClientError

from bot.limits import Limiter

log = logging.getLogger(__name__)

TAPS_KEPT = 10_000
# Requests that no limit counts: they post nothing to a chat.
_FREE = frozenset({"sendChatAction", "getChat", "getChatMember"})


class JsonSession(AiohttpSession):
    """As the stock session, at a fraction of its price: no multipart body around a few short values, and the shape of
    each kind of response built once."""

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        # pydantic holds generic models weakly: after each garbage collection it would build them anew, 10 ms each.
        self._shapes: dict[Any, type[Response[Any]]] = {}

    def check_response(self, bot: Bot, method: TelegramMethod[Any], status_code: int, content: str) -> Response[Any]:
        if method.__returning__ not in self._shapes:
            self._shapes[method.__returning__] = Response[method.__returning__]  # type: ignore[name-defined]
        return super().check_response(bot, method, status_code, content)

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 (aiogram names it)
    ) -> Any:
        files: dict[str, InputFile] = {}
        payload = self._payload(bot, method, files)
        if files:
            return await super().make_request(bot, method, timeout)
        session = await self.create_session()
        url = self.api.api_url(token=bot.token, method=method.__api_method__)
        try:
            async with session.post(url, json=payload, timeout=timeout or self.timeout) as response:
                status, content = response.status, await response.text()
        except TimeoutError as error:
            raise TelegramNetworkError(method=method, message="Request timeout error") from error
        except ClientError as error:
            raise TelegramNetworkError(method=method, message=type(error).__name__) from error
        return self.check_response(bot, method, status, content).result

    def _payload(self, bot: Bot, method: TelegramMethod[Any], files: dict[str, InputFile]) -> dict[str, Any]:
        fields = method.model_dump(warnings=False)
        prepared = {key: self.prepare_value(fields[key], bot, files, _dumps_json=False) for key in fields}
        return {key: value for key, value in prepared.items() if value is not None}


class Limits(BaseRequestMiddleware):
    """Each request to a chat waits for its turn; a 429 stops all of them. `flooded` hears how long."""

    def __init__(self, limiter: Limiter, flooded: Callable[[float], Awaitable[None]]) -> None:
        self._limiter = limiter
        self._flooded = flooded

    async def __call__(self, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: Any) -> Any:
        chat_id = getattr(method, "chat_id", None)
        name = method.__api_method__
        if isinstance(chat_id, int) and name not in _FREE:
            posts = name.startswith(("send", "copy", "forward"))
            await (self._limiter.reply(chat_id) if posts else self._limiter.touch())
        try:
            return await make_request(bot, method)
        except TelegramRetryAfter as error:
            log.warning("Telegram asked for silence: %s, %s s", name, error.retry_after)
            await self._flooded(error.retry_after)
            raise


class Taps(BaseRequestMiddleware):
    """Each tap is answered once, in time: by its handler, or empty after a while so that the button stops spinning.

    A later answer to the same tap, and one that comes too late for Telegram (it keeps a tap for 150 s), is dropped.
    """

    def __init__(self, patience: float) -> None:
        self._patience = patience
        self._answered: OrderedDict[str, None] = OrderedDict()

    async def __call__(self, make_request: NextRequestMiddlewareType[Any], bot: Bot, method: Any) -> Any:
        if not isinstance(method, AnswerCallbackQuery):
            return await make_request(bot, method)
        if method.callback_query_id in self._answered:
            return True
        self._remember(method.callback_query_id)
        try:
            return await make_request(bot, method)
        except TelegramBadRequest:
            return True

    async def answer_in_time(self, bot: Bot, callback_query_id: str) -> None:
        """Waits, then answers empty if nobody else has."""
        await asyncio.sleep(self._patience)
        await self.answer(bot, callback_query_id)

    async def answer(self, bot: Bot, callback_query_id: str) -> None:
        """Answers empty if nobody else has."""
        if callback_query_id in self._answered:
            return
        try:
            await bot.answer_callback_query(callback_query_id)
        except Exception as error:  # a spinning button is no reason to stop anything
            log.info("a tap could not be answered: %s", type(error).__name__)

    def _remember(self, callback_query_id: str) -> None:
        self._answered[callback_query_id] = None
        if len(self._answered) > TAPS_KEPT:
            self._answered.popitem(last=False)
