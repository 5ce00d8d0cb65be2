"""The demo's process: sandbox, bot, people who press start, and the past that fills in behind."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable, Iterable
from pathlib import Path

import aiohttp

from bot.config import Config
from bot.demo import phones, planting
from bot.demo.order import Order
from bot.demo.planting import Planting, PlantingFailed
from sandbox import server as sandbox

BOT_ID = 20261102
TOKEN = f"{BOT_ID}:Demo-Kabar-runs-without-any-real-token"
SIGNALS = (signal.SIGINT, signal.SIGTERM)
Say = Callable[[str], None]


async def perform(port: int, data: Path, opened: Say, say: Say) -> None:
    """Runs until SIGINT or SIGTERM. `opened` gets the page's address as soon as it can be used.

    Raises OSError when the port is taken, PlantingFailed.
    """
    for number in SIGNALS:
        signal.signal(number, _leave)  # until the bot runs: the loop's own handlers would wait for the imports
    runner = await sandbox.serve("127.0.0.1", port, data / "sandbox")
    try:
        await _run(sandbox.address(runner), data, opened, say)
    finally:
        await runner.cleanup()


def _leave(number: int, frame: object) -> None:
    """The loop passes SystemExit on, and ends what has begun on the way out."""
    raise SystemExit(0)


async def _run(address: str, data: Path, opened: Say, say: Say) -> None:
    config = _config(address, data)
    async with aiohttp.ClientSession(address) as http:
        accounts = await phones.accounts(http)
        order = Order(config.database.url.get_secret_value(), await phones.now(http), accounts)
        async with planting.begun(order) as plant:
            # Imported here: aiogram takes three seconds, in which the other process plants.
            from bot.app import serve
            from bot.conversation import build

            await plant.planted()
            stop = asyncio.Event()
            for number in SIGNALS:
                asyncio.get_running_loop().add_signal_handler(number, stop.set)
            async with asyncio.TaskGroup() as tasks:
                behind = tasks.create_task(_behind(http, accounts.values(), plant, say), name="past")
                opened(address)
                await serve(config, build, stop)
                behind.cancel()


async def _behind(http: aiohttp.ClientSession, accounts: Iterable[int], plant: Planting, say: Say) -> None:
    """People press start, then the past is complete some time."""
    for account in accounts:  # the first call waits until the bot listens
        await phones.press_start(http, BOT_ID, account)
    try:
        count = await plant.count()
    except PlantingFailed as error:
        say(f"The past could not be filled in ({error}); the next start goes on with it.")
        return
    if count:
        say(f"{count} reports from April to September 2026 are in.")


def _config(address: str, data: Path) -> Config:
    return Config.model_validate(
        {
            "telegram": {"token": TOKEN, "api_base": address, "clock": "sandbox"},
            "database": {"url": f"sqlite:///{data / 'kabar.db'}"},
            "files": {"dir": str(data / "files")},
        }
    )
