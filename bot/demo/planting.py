"""The demo's second process (`bot/demo/plant.py`) as the first one sees it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from bot.demo.order import PLANTED, Order

ENDS_WITHIN = 2.0  # seconds for the report in hand; planting takes longer, is killed, and begins anew at the next start


class PlantingFailed(Exception):
    """The second process ended with an error, which it has told on stderr."""


class Planting:
    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def planted(self) -> None:
        """Waits until the bot can begin. Raises PlantingFailed."""
        if await self._line() != PLANTED:
            raise PlantingFailed(f"exit {await self._process.wait()}")

    async def count(self) -> int:
        """How many reports were added, once the past is complete. Raises PlantingFailed."""
        line = await self._line()
        if not line.isdecimal():
            raise PlantingFailed(f"exit {await self._process.wait()}")
        return int(line)

    async def end(self) -> None:
        """Closes its input, which tells it to end, and waits for that."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        with suppress(TimeoutError):
            await asyncio.wait_for(self._process.wait(), ENDS_WITHIN)
        if self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def _line(self) -> str:
        assert self._process.stdout is not None
        return (await self._process.stdout.readline()).decode().strip()


@asynccontextmanager
async def begun(order: Order) -> AsyncIterator[Planting]:
    """Starts the second process; it ends with the block at the latest."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot.demo.plant"),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl+C reaches it through the first process only
    )
    planting = Planting(process)
    try:
        assert process.stdin is not None
        process.stdin.write(order.written().encode())
        yield planting
    finally:
        await planting.end()
