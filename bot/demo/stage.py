"""The demo's process: sandbox, bot, people who press start, and the past that fills in behind."""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import Callable
from pathlib import Path

import aiohttp

from bot.app import serve
from bot.clock import Clock
from bot.config import Config
from bot.conversation import build, recording
from bot.demo import seed
from bot.demo.cast import District, Member, districts
from bot.demo.figures import MONTHS
from bot.demo.past import Past
from bot.sandbox_time import connect
from models.database import Database
from reporting import opening
from sandbox import server as sandbox

TOKEN = "20261102:Demo-Kabar-runs-without-any-real-token"
Say = Callable[[str], None]


async def perform(port: int, data: Path, opened: Say, say: Say) -> None:
    """Runs until SIGINT or SIGTERM. `opened` gets the page's address as soon as it can be used."""
    stop = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    runner = await sandbox.serve("127.0.0.1", port, data / "sandbox")
    address = sandbox.address(runner)
    try:
        await _run(address, data, stop, opened, say)
    finally:
        await runner.cleanup()


async def _run(address: str, data: Path, stop: asyncio.Event, opened: Say, say: Say) -> None:
    config = _config(address, data)
    clock = await connect(address)
    database = Database(config.database.url.get_secret_value())
    is_new = await asyncio.to_thread(_prepare, database, clock)
    accounts: list[int] = []
    if is_new:
        told = {member.name: await _account(address, member) for member in _members()}
        await asyncio.to_thread(_plant, database, clock, told)
        accounts = list(told.values())
    ended = threading.Event()
    async with asyncio.TaskGroup() as tasks:
        bot = tasks.create_task(serve(config, build, stop), name="bot")
        tasks.create_task(_behind(address, accounts, database, ended, say), name="past")
        opened(address)
        await asyncio.wait([bot])
        ended.set()
    database.close()


async def _behind(address: str, accounts: list[int], database: Database, ended: threading.Event, say: Say) -> None:
    """People press start, then the past fills in."""
    async with aiohttp.ClientSession() as http:
        for account in accounts:  # the first call waits until the bot listens
            await http.post(f"{address}/sim/people/{account}/say", json={"text": "/start"})
    count = await asyncio.to_thread(Past(database, recording()).fill, ended)
    if count:
        say(f"{count} reports from April to September 2026 are in.")


def _prepare(database: Database, clock: Clock) -> bool:
    database.upgrade()
    with database.transaction(clock.now()) as tx:
        is_new = seed.is_empty(tx)
        if is_new:
            seed.regions(tx)
    return is_new


def _plant(database: Database, clock: Clock, accounts: dict[str, int]) -> None:
    with database.transaction(clock.now()) as tx:
        opening.ensure_schedules(tx, MONTHS[0])
    for told in districts():
        with database.transaction(clock.now()) as tx:
            seed.district(tx, told, accounts)


def _config(address: str, data: Path) -> Config:
    return Config.model_validate(
        {
            "telegram": {"token": TOKEN, "api_base": address, "clock": "sandbox"},
            "database": {"url": f"sqlite:///{data / 'kabar.db'}"},
            "files": {"dir": str(data / "files")},
        }
    )


def _members() -> list[Member]:
    told: tuple[District, ...] = districts()
    return [member for one in told for member in one.members]


async def _account(address: str, member: Member) -> int:
    person = {"name": member.name, "about": member.about, "language_code": "id", "phone": ""}
    async with aiohttp.ClientSession() as http, http.post(f"{address}/sim/people", json=person) as answer:
        return int((await answer.json())["id"])
