"""Webhook: Telegram posts an update, it is committed to the inbox, and only then is 200 answered."""

from __future__ import annotations

import hmac
import json
import logging

from aiogram import Bot
from aiohttp import web

from bot.desk import DatabaseDown
from bot.inbound import Inbound
from bot.updates import ALLOWED

log = logging.getLogger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
LARGEST_UPDATE = 1024 * 1024  # bytes; Telegram's are some kilobytes
# Telegram honours it up to an hour (tdlib/telegram-bot-api, WebhookActor.cpp) and keeps a message for a day.
RETRY_SECONDS = "5"


class Webhook:
    """The view, the server it runs in, and the address that Telegram is told."""

    def __init__(self, inbound: Inbound, secret: str) -> None:
        self._inbound = inbound
        self._secret = secret.encode()
        self._runner: web.AppRunner | None = None

    async def start(self, bot: Bot, url: str, host: str, port: int) -> None:
        """Listens, then tells Telegram where. Raises TelegramAPIError, OSError."""
        app = web.Application(client_max_size=LARGEST_UPDATE)
        app.router.add_post("/{path:.*}", self.receive)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=5.0)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        await bot.set_webhook(url, secret_token=self._secret.decode(), allowed_updates=list(ALLOWED))

    async def stop(self) -> None:
        """Stops listening; the webhook stays set, so Telegram keeps updates until we are back."""
        if self._runner:
            await self._runner.cleanup()

    async def receive(self, request: web.Request) -> web.Response:
        """200 when the update is stored; 401 for a wrong secret, 400 for no update, 503 when it can't be stored."""
        # As bytes: compare_digest refuses a str that is not ASCII, and a stranger chooses this header.
        given = request.headers.get(SECRET_HEADER, "").encode("utf-8", "surrogateescape")
        if not hmac.compare_digest(given, self._secret):
            return web.Response(status=401)
        try:
            update = json.loads(await request.read())
        except ValueError:
            return web.Response(status=400)
        if not isinstance(update, dict):
            return web.Response(status=400)
        try:
            await self._inbound.take([update])
        except DatabaseDown:
            log.error("an update can't be stored, so it is not confirmed")
            return web.Response(status=503, headers={"Retry-After": RETRY_SECONDS})
        return web.Response()
