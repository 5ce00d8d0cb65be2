"""A sandbox in process, a small conversation that stores what is said, and a bot that runs it."""

from __future__ import annotations

import asyncio
import struct
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiogram import Bot, Router
from aiogram.types import CallbackQuery, Message
from sqlmodel import select

from bot.app import Conversation, serve
from bot.config import Config, Database, Files, Telegram
from models import database as databases
from models.inbound_update import InboundUpdate
from models.person import Person
from sandbox.server import address
from sandbox.server import serve as serve_sandbox

TOKEN = "123456:" + "A" * 35


@dataclass
class World:
    """The sandbox as a person and a clock see it, and the bot's database from outside."""

    base: str
    http: aiohttp.ClientSession
    folder: Path
    told: dict[str, Any] = field(default_factory=dict)

    def config(self, **telegram: Any) -> Config:
        return Config(
            telegram=Telegram(token=TOKEN, api_base=self.base, rate_per_second=1000, **telegram),
            database=Database(url=f"sqlite:///{self.folder}/kabar.db"),
            files=Files(dir=self.folder / "files"),
        )

    async def post(self, path: str, body: dict[str, Any]) -> Any:
        async with self.http.post(self.base + path, json=body) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def get(self, path: str) -> Any:
        async with self.http.get(self.base + path) as response:
            assert response.status == 200, await response.text()
            return await response.json()

    async def person(self, name: str = "Sari") -> int:
        return (await self.post("/sim/people", {"name": name, "about": ""}))["id"]

    async def say(self, person: int, text: str) -> int:
        return (await self.post(f"/sim/people/{person}/say", {"text": text}))["message_id"]

    async def texts(self, person: int) -> list[str]:
        """What the bot said to the person."""
        chat = await self.get(f"/sim/people/{person}/chat")
        return [message["text"] for message in chat["messages"] if message["from"] == "bot"]

    def stored(self) -> list[str]:
        """What was stored, in order."""
        return self.rows(select(Person.name).order_by(Person.id))

    def inbox(self, state: str) -> list[InboundUpdate]:
        return self.rows(select(InboundUpdate).where(InboundUpdate.state == state))

    def rows(self, statement: Any) -> list[Any]:
        made = databases.Database(f"sqlite:///{self.folder}/kabar.db")
        try:
            with made.reading(datetime.now(UTC)) as tx:
                return list(tx.exec(statement))
        finally:
            made.close()


async def until(check: Callable[[], Awaitable[bool]], seconds: float = 8.0) -> None:
    """Waits until it is so."""
    async with asyncio.timeout(seconds):
        while True:
            if await check():
                return
            await asyncio.sleep(0.02)


@pytest.fixture
async def world(sqlite_url: str, tmp_path: Path) -> AsyncIterator[World]:
    """With the tables that a first start would make."""
    runner = await serve_sandbox("127.0.0.1", 0, tmp_path / "sandbox")
    async with aiohttp.ClientSession() as http:
        made = World(address(runner), http, tmp_path)
        await made.get(f"/bot{TOKEN}/getMe")  # from now on people have a bot to talk to
        yield made
    await runner.cleanup()


def store(tx: databases.Transaction, text: str) -> None:
    tx.add(Person(name=text, created_at=tx.now))


class Quiet:
    async def behind(self) -> None:
        pass


def build(config: Config, bot: Bot, desk: Any, clock: Any, router: Router | None = None, **more: Any) -> Conversation:
    async def apologise(chat_id: int) -> None:
        await bot.send_message(chat_id, "sorry")

    async def prepare() -> None:
        pass

    async def set_up(_: Bot) -> None:
        pass

    parts = {
        "router": router or echo(),
        "data": {},
        "show": Quiet(),
        "apologise": apologise,
        "pieces": (),
        "next_due": lambda tx, after: None,
        "draw": lambda chart: b"",
        "set_up": set_up,
        "prepare": prepare,
        "keep": lambda tx: None,
    }
    return Conversation(**{**parts, **more})


def echo() -> Router:
    """Stores what is said and repeats it."""
    router = Router()

    async def said(message: Message, use: Any) -> None:
        text = message.text or ""
        if text.startswith("fail"):
            raise RuntimeError(f"a bug that quotes {text}")
        if text.startswith("twice"):
            await use(store, text)
            await use(store, text)
        await use(store, text)
        await message.answer(f"stored {text}", reply_markup=None)

    async def tapped(callback: CallbackQuery, use: Any) -> None:
        if callback.data == "slow":
            await asyncio.sleep(1.0)
        await use(store, callback.data)
        await callback.answer("toast")

    router.message.register(said)
    router.callback_query.register(tapped)
    return router


@asynccontextmanager
async def running(config: Config, **more: Any) -> AsyncIterator[None]:
    """The bot, from start to a graceful stop."""
    stop = asyncio.Event()

    def built(*parts: Any) -> Conversation:
        return build(*parts, **more)

    task = asyncio.create_task(serve(config, built, stop))
    try:
        await asyncio.sleep(0)
        yield
    finally:
        stop.set()
        await task


@pytest.fixture(scope="session")
def png() -> bytes:
    """The smallest picture: one white pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\xff")) + chunk(b"IEND", b"")
    )
